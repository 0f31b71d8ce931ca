"""Abgleich: what somebody else changed meanwhile beside what I changed; nothing of either is lost unseen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from types import MappingProxyType

from kek_dashboard.domain.bearbeitung.aenderung import find_row
from kek_dashboard.domain.bearbeitung.entwurf import Entwurf
from kek_dashboard.domain.bearbeitung.feld import Feld, clean, same
from kek_dashboard.domain.bearbeitung.gegenstand import Formular, Gegenstand, Teil, Zeile, key_of


@dataclass(frozen=True, slots=True)
class Streitfeld:
    """One field that both changed, or (``is_taken``) that only the other did: how it was, theirs, mine."""

    teil: Teil
    zeile: Zeile
    feld: Feld
    vorher: str
    deren: str
    meiner: str

    @property
    def name(self) -> str:
        """Its name in a form."""
        return f"{self.teil.name}.{self.zeile.kennung}.{self.feld.name}"


@dataclass(frozen=True, slots=True)
class Abgleich:
    """Fields to choose, fields that simply follow the other one, and the form that results (mine where in doubt)."""

    streit: tuple[Streitfeld, ...]
    gefolgt: tuple[Streitfeld, ...]
    werte: Formular

    @property
    def is_clean(self) -> bool:
        """Whether nothing has changed elsewhere."""
        return not self.streit and not self.gefolgt


def compare_with(gegenstand: Gegenstand, entwurf: Entwurf, jetzt: Formular) -> Abgleich:
    """The draft beside the record as it is now.

    What I left alone follows the record; what both changed differently is to be chosen. A row I added that
    somebody else added too is one row.
    """
    streit: list[Streitfeld] = []
    gefolgt: list[Streitfeld] = []
    werte: dict[str, tuple[Zeile, ...]] = {}
    for teil in gegenstand.teile:
        zeilen: list[Zeile] = []
        meine = {_known_id(teil, z, jetzt): z for z in entwurf.werte.get(teil.name, ())}
        for deren in jetzt.get(teil.name, ()):
            mein = meine.pop(deren.kennung, None)
            alt = find_row(entwurf.beginn, teil.name, deren.kennung)
            zeilen.append(_merge(teil, (alt, deren, mein), streit, gefolgt))
        zeilen += [_orphan(z) for z in meine.values() if z.is_new or _is_touched(teil, z, entwurf)]
        werte[teil.name] = tuple(zeilen)
    return Abgleich(tuple(streit), tuple(gefolgt), MappingProxyType(werte))


def compare_windows(gegenstand: Gegenstand, entwurf: Entwurf, andere: Formular) -> tuple[Streitfeld, ...]:
    """Fields in which a second window says something else than what was saved (``deren``: what was saved)."""
    streit = []
    for teil in gegenstand.teile:
        for mein in andere.get(teil.name, ()):
            deren = find_row(entwurf.werte, teil.name, mein.kennung) or Zeile(mein.kennung, {}, is_new=True)
            alt = find_row(entwurf.beginn, teil.name, mein.kennung)
            streit += [
                Streitfeld(
                    teil, deren, feld, "" if alt is None else alt.werte.get(feld.name, ""), einer, anderer
                )
                for feld in teil.getippt
                if not same(
                    feld,
                    einer := deren.werte.get(feld.name, ""),
                    anderer := mein.werte.get(feld.name, ""),
                )
            ]
    return tuple(streit)


def decide(abgleich: Abgleich, jetzt: Formular, entwurf: Entwurf, deren: Collection[str]) -> Entwurf:
    """The draft on top of the record as it is now; ``deren``: the fields in which the other one is right."""
    weg = {s.name: s for s in abgleich.streit if s.name in deren}
    werte = {
        teil: tuple(_with(zeile, [s for s in weg.values() if s.teil.name == teil]) for zeile in zeilen)
        for teil, zeilen in abgleich.werte.items()
    }
    return replace(
        entwurf, beginn=jetzt, werte=MappingProxyType(werte), is_new=entwurf.is_new and _is_empty(jetzt)
    )


def decide_windows(entwurf: Entwurf, streit: tuple[Streitfeld, ...], meine: Collection[str]) -> Entwurf:
    """The draft with those values of the second window that were chosen; the window's version is done with."""
    werte = dict(entwurf.werte)
    for s in streit:
        if s.name not in meine:
            continue
        zeilen = list(werte.get(s.teil.name, ()))
        hier = next((i for i, z in enumerate(zeilen) if z.kennung == s.zeile.kennung), None)
        if hier is None:
            zeilen.append(Zeile(s.zeile.kennung, MappingProxyType({}), is_new=True))
            hier = len(zeilen) - 1
        alt = zeilen[hier]
        zeilen[hier] = replace(alt, werte=MappingProxyType({**alt.werte, s.feld.name: s.meiner}))
        werte[s.teil.name] = tuple(zeilen)
    return replace(entwurf, werte=MappingProxyType(werte), andere=entwurf.andere[1:])


def _merge(
    teil: Teil,
    fassungen: tuple[Zeile | None, Zeile, Zeile | None],
    streit: list[Streitfeld],
    gefolgt: list[Streitfeld],
) -> Zeile:
    """One row out of how it was, how it is, and how I want it."""
    alt, deren, mein = fassungen
    if mein is None:
        if alt is None:
            gefolgt += [
                Streitfeld(teil, deren, f, "", deren.werte[f.name], "")
                for f in teil.getippt
                if deren.werte.get(f.name)
            ]
        return deren
    werte = dict(deren.werte)
    for feld in teil.getippt:
        vorher = "" if alt is None else alt.werte.get(feld.name, "")
        ihrer, meiner = deren.werte.get(feld.name, ""), mein.werte.get(feld.name, "")
        if same(feld, ihrer, meiner):
            continue
        mine_changed = alt is None or not same(feld, vorher, meiner)
        if not mine_changed:
            gefolgt.append(Streitfeld(teil, deren, feld, vorher, ihrer, meiner))
            continue
        werte[feld.name] = meiner
        if alt is None or not same(feld, vorher, ihrer):
            streit.append(Streitfeld(teil, deren, feld, vorher, ihrer, meiner))
    return replace(deren, werte=MappingProxyType(werte))


def _known_id(teil: Teil, zeile: Zeile, jetzt: Formular) -> str:
    """The name under which a row I added is known now, else its own."""
    if not (zeile.is_new and teil.is_liste):
        return zeile.kennung
    key = key_of(teil, {f.name: clean(f, zeile.werte.get(f.name, "")) for f in teil.schluessel})
    return zeile.kennung if find_row(jetzt, teil.name, key) is None else key


def _is_touched(teil: Teil, zeile: Zeile, entwurf: Entwurf) -> bool:
    alt = find_row(entwurf.beginn, teil.name, zeile.kennung)
    return alt is None or any(
        not same(f, alt.werte.get(f.name, ""), zeile.werte.get(f.name, "")) for f in teil.getippt
    )


def _orphan(zeile: Zeile) -> Zeile:
    """A row that I changed and that is not there any more: mine goes on as a new one."""
    return replace(zeile, is_new=True)


def _with(zeile: Zeile, streit: list[Streitfeld]) -> Zeile:
    neu = {s.feld.name: s.deren for s in streit if s.zeile.kennung == zeile.kennung}
    return replace(zeile, werte=MappingProxyType({**zeile.werte, **neu})) if neu else zeile


def _is_empty(formular: Formular) -> bool:
    return all(zeile.is_new for zeilen in formular.values() for zeile in zeilen)

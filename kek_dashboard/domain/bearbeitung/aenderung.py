"""Änderung: what a draft makes different, field by field, and what it still lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kek_dashboard.domain.bearbeitung.entwurf import Entwurf
from kek_dashboard.domain.bearbeitung.feld import Feld, Feldart, UnreadableFeldError, clean, same, to_value
from kek_dashboard.domain.bearbeitung.gegenstand import (
    BESCHLUSS,
    GUELTIG_AB,
    Formular,
    Gegenstand,
    Teil,
    Zeile,
    key_of,
)

#: Names of the fields of the Anlass, as a form has them.
GRUND, AM, DRUCKSACHE = "grund", "am", "drucksache"
_LAENGSTER_GRUND = 2000
_LEER = Zeile("", {})
_TAG = Feld(AM, "Beschlossen am", "Beschlossen am", Feldart.DATUM)


@dataclass(frozen=True, slots=True)
class Feldaenderung:
    """One field of one row that a draft changes; ``alt`` is empty in a row that is new."""

    teil: Teil
    zeile: Zeile
    feld: Feld
    alt: str
    neu: str


@dataclass(frozen=True, slots=True)
class Mangel:
    """Something a draft still lacks, as a German sentence; ``teil`` is empty where it is about the reason."""

    satz: str
    feld: str
    teil: str = ""
    kennung: str = ""


def find_row(formular: Formular, teil: str, kennung: str) -> Zeile | None:
    """A row by its name."""
    return next((zeile for zeile in formular.get(teil, ()) if zeile.kennung == kennung), None)


def changed_rows(teil: Teil, entwurf: Entwurf) -> Iterator[tuple[Zeile, Zeile | None]]:
    """The rows of a part that are new or not as they were, each with how it was."""
    for zeile in entwurf.werte.get(teil.name, ()):
        alt = None if zeile.is_new else find_row(entwurf.beginn, teil.name, zeile.kennung)
        if alt is None or any(_differs(feld, zeile, alt) for feld in teil.getippt):
            yield zeile, alt


def changes(gegenstand: Gegenstand, entwurf: Entwurf) -> tuple[Feldaenderung, ...]:
    """Every field that the draft makes different, part by part; what a new record began with is no change."""
    return tuple(
        Feldaenderung(teil, zeile, feld, "" if alt is None else alt.werte.get(feld.name, ""), neu)
        for teil in gegenstand.teile
        for zeile, alt in changed_rows(teil, entwurf)
        for feld in teil.getippt
        if (neu := clean(feld, zeile.werte.get(feld.name, ""))) or alt is not None
        if _differs(feld, zeile, alt or find_row(entwurf.beginn, teil.name, zeile.kennung) or _LEER)
    )


def needs_beschluss(gegenstand: Gegenstand, entwurf: Entwurf) -> bool:
    """Whether it changes something that only a Beschluss can change: a target, the wording of a Ziel."""
    return not entwurf.anlass.berichtigung and any(
        begins_anew(teil, zeile, alt)
        for teil in gegenstand.teile
        for zeile, alt in changed_rows(teil, entwurf)
    )


def begins_anew(teil: Teil, zeile: Zeile, alt: Zeile | None) -> bool:
    """Whether a changed row is a new version with a day of its own, and not the same record mended."""
    if not teil.takes_beschluss:
        return False
    return alt is None or any(_differs(feld, zeile, alt) for feld in teil.felder if feld.beschluss)


def lacks(gegenstand: Gegenstand, entwurf: Entwurf) -> tuple[Mangel, ...]:
    """What is missing or cannot be read; only where nothing is may the draft be delivered."""
    maengel = [m for teil in gegenstand.teile for m in _lacks_in(teil, entwurf)]
    if not changes(gegenstand, entwurf):
        maengel.append(Mangel("Es ist noch nichts geändert.", ""))
    return (*maengel, *_lacks_of_anlass(gegenstand, entwurf))


def beschluss_tag(entwurf: Entwurf) -> date | None:
    """The day of the Beschluss; ``None`` where none is said or it is no day."""
    try:
        tag = to_value(_TAG, entwurf.anlass.am)
    except UnreadableFeldError:
        return None
    return tag if isinstance(tag, date) else None


def _differs(feld: Feld, zeile: Zeile, alt: Zeile) -> bool:
    return not same(feld, zeile.werte.get(feld.name, ""), alt.werte.get(feld.name, ""))


def _lacks_in(teil: Teil, entwurf: Entwurf) -> Iterator[Mangel]:
    geaendert = list(changed_rows(teil, entwurf))
    doppelt = _doubles(teil, entwurf.werte.get(teil.name, ())) if teil.is_liste else frozenset()
    for zeile, alt in geaendert:
        for feld in teil.getippt:
            text = zeile.werte.get(feld.name, "")
            if feld.pflicht and not clean(feld, text):
                satz = f"„{feld.titel}“ fehlt" + (f" ({teil.einzahl})." if teil.is_liste else ".")
                yield Mangel(satz, feld.name, teil.name, zeile.kennung)
                continue
            try:
                to_value(feld, text)
            except UnreadableFeldError as error:
                yield Mangel(f"„{feld.titel}“: {error}", feld.name, teil.name, zeile.kennung)
        if zeile.is_new and zeile.kennung in doppelt and teil.schluessel:
            feld = teil.schluessel[0]
            wert = zeile.werte.get(feld.name, "")
            satz = f"{teil.einzahl} {wert.rpartition('|')[2]} steht schon da; bitte dort ändern."
            yield Mangel(satz, feld.name, teil.name, zeile.kennung)
        yield from _too_early(teil, zeile, alt, entwurf)


def _doubles(teil: Teil, zeilen: Sequence[Zeile]) -> frozenset[str]:
    """Names of rows that say the key of another row once more."""
    keys = {
        z.kennung: key_of(teil, {f.name: clean(f, z.werte.get(f.name, "")) for f in teil.schluessel})
        for z in zeilen
    }
    zahl = Counter(keys.values())
    return frozenset(kennung for kennung, key in keys.items() if zahl[key] > 1)


def _too_early(teil: Teil, zeile: Zeile, alt: Zeile | None, entwurf: Entwurf) -> Iterator[Mangel]:
    """A new version must begin after the one it follows, else the older one would still hold."""
    if alt is None or entwurf.anlass.berichtigung or not begins_anew(teil, zeile, alt):
        return
    tag, bisher = beschluss_tag(entwurf), alt.werte.get(GUELTIG_AB, "")
    if tag is None or not bisher:
        return
    if tag.isoformat() < bisher or (tag.isoformat() == bisher and teil.loest_ab):
        seit = date.fromisoformat(bisher)
        satz = (
            f"„Beschlossen am“: Was bisher gilt, gilt seit dem {seit:%d.%m.%Y} ({alt.werte.get(BESCHLUSS) or '–'}); "
            "der neue Beschluss muss danach liegen. Nur ein Schreibfehler? Dann bitte „Berichtigung“ ankreuzen."
        )
        yield Mangel(satz, AM)


def _lacks_of_anlass(gegenstand: Gegenstand, entwurf: Entwurf) -> Iterator[Mangel]:
    anlass = entwurf.anlass
    if needs_beschluss(gegenstand, entwurf):
        was = "Ein Zielwert" if gegenstand.art == "kennzahl" else "Der Wortlaut eines Ziels"
        if not anlass.beschluss.strip():
            yield Mangel(f"„Drucksache“ fehlt: {was} ändert sich nur durch einen Beschluss.", DRUCKSACHE)
        if not anlass.am.strip():
            yield Mangel("„Beschlossen am“ fehlt: Von diesem Tag an gilt das Neue.", AM)
    if anlass.am.strip() and beschluss_tag(entwurf) is None:
        yield Mangel("„Beschlossen am“ ist kein Tag wie 18.09.2024.", AM)
    if not anlass.grund.strip():
        yield Mangel("„Grund“ fehlt: Warum wird das geändert?", GRUND)
    elif len(anlass.grund) > _LAENGSTER_GRUND:
        yield Mangel(f"„Grund“ darf höchstens {_LAENGSTER_GRUND} Zeichen haben.", GRUND)

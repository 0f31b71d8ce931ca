"""Geheimprobe: whether what is shown leaves a withheld small count open, by looking for another table that fits.

The other table shows the same, obeys the same sums, has its small counts in the same places and is made of counts that
are never below 0: nobody who knows the rules can tell it from the true one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from kek_dashboard.domain.geheimtabelle import AB_FAELLEN, Gleichung, Zelle, is_small

#: So many steps of the search for each withheld count; where they do not suffice, more is withheld.
_MOST_STEPS = 2_000


@dataclass(slots=True)
class _Bereich:
    """The values a quantity may have: from ``von`` to ``bis``, without those in ``luecke``."""

    von: int
    bis: int
    luecke: tuple[int, int] | None

    def tighten(self, von: int, bis: int) -> bool:
        """Narrows it; tells whether anything changed."""
        alt = self.von, self.bis
        self.von, self.bis = max(self.von, von), min(self.bis, bis)
        if self.luecke is not None:
            a, b = self.luecke
            if a <= self.von <= b:
                self.von = b + 1
            if a <= self.bis <= b:
                self.bis = a - 1
        return alt != (self.von, self.bis)

    def near(self, wert: int) -> Iterable[int]:
        """All its values, those near ``wert`` first."""
        werte = (
            w
            for w in range(self.von, self.bis + 1)
            if self.luecke is None or not self.luecke[0] <= w <= self.luecke[1]
        )
        return sorted(werte, key=lambda w: (abs(w - wert), w))


@dataclass(frozen=True, slots=True)
class _Bedingung:
    """A weighted sum of quantities lies between two borders."""

    faktoren: Mapping[Zelle, int]
    von: int
    bis: int


def is_open(gleichungen: Sequence[Gleichung], verdeckt: Collection[Zelle]) -> bool:
    """Whether none of the small counts in these relations can be worked out, alone or as the sum of a group.

    ``verdeckt``: the delivered values that are not shown. What was never delivered is not shown either.
    """
    unbekannt = {z for g in gleichungen for z in g.zellen if not z.is_delivered or z in verdeckt}
    geheim = sorted((z for z in unbekannt if z.is_primary), key=lambda z: z.sort_key)
    if any(_tells_a_group(g, unbekannt) for g in gleichungen):
        return False
    teiler = _grid(gleichungen)
    bedingungen = [_bedingung(g, unbekannt, teiler) for g in gleichungen]
    bedingungen = [b for b in bedingungen if b.faktoren]
    return all(_could_be_other(zelle, unbekannt, bedingungen, teiler) for zelle in geheim)


def _tells_a_group(gleichung: Gleichung, unbekannt: Collection[Zelle]) -> bool:
    """Whether a sum that is shown tells of its withheld parts together that they are one or two cases."""
    if gleichung.summe in unbekannt or gleichung.faktor != 1:
        return False
    offen = [teil for teil in gleichung.teile if teil in unbekannt]
    return any(teil.heikel for teil in offen) and is_small(sum((t.wert for t in offen), Decimal(0)))


def _grid(gleichungen: Iterable[Gleichung]) -> int:
    """By what values are multiplied to be whole: 1 for counts, 10 where one has a decimal."""
    zahlen = (w for g in gleichungen for w in (g.spiel, *(z.wert for z in g.zellen)))
    stellen = max((-int(w.normalize().as_tuple().exponent) for w in zahlen), default=0)
    return int(10 ** max(0, stellen))


def _bedingung(gleichung: Gleichung, unbekannt: Collection[Zelle], teiler: int) -> _Bedingung:
    faktoren: dict[Zelle, int] = {}
    fest = 0
    for zelle, faktor in ((gleichung.summe, gleichung.faktor), *((teil, -1) for teil in gleichung.teile)):
        if zelle in unbekannt:
            faktoren[zelle] = faktoren.get(zelle, 0) + faktor
        else:
            fest += faktor * int(zelle.wert * teiler)
    spiel = gleichung.spiel * teiler
    return _Bedingung(faktoren, ceil(-spiel) - fest, floor(spiel) - fest)


def _could_be_other(
    zelle: Zelle, unbekannt: Collection[Zelle], bedingungen: Sequence[_Bedingung], teiler: int
) -> bool:
    """Whether a table fits in which this one count is another small count."""
    nachbarn = _joined(zelle, bedingungen)
    eigene = [b for b in bedingungen if not nachbarn.isdisjoint(b.faktoren)]
    hoechstens = 2 * max(int(abs(z.wert) * teiler) for z in unbekannt) + 10 * AB_FAELLEN * teiler
    bereiche = {z: _bereich(z, hoechstens, teiler) for z in nachbarn}
    wahr = {z: int(z.wert * teiler) for z in nachbarn}
    schritte = [_MOST_STEPS]
    for anders in bereiche[zelle].near(wahr[zelle]):
        if anders == wahr[zelle]:
            continue
        versuch = _copy(bereiche)
        versuch[zelle].tighten(anders, anders)
        if _search(versuch, eigene, wahr, schritte):
            return True
    return False


def _joined(zelle: Zelle, bedingungen: Sequence[_Bedingung]) -> set[Zelle]:
    """The unknown quantities that depend on this one, directly or through others."""
    gefunden = {zelle}
    groesse = 0
    while groesse != len(gefunden):
        groesse = len(gefunden)
        for bedingung in bedingungen:
            if not gefunden.isdisjoint(bedingung.faktoren):
                gefunden.update(bedingung.faktoren)
    return gefunden


def _bereich(zelle: Zelle, hoechstens: int, teiler: int) -> _Bereich:
    """What those who know the rule know of a quantity: small where it is small, else not small."""
    klein = AB_FAELLEN * teiler - 1
    if zelle.is_primary:
        return _Bereich(1, klein, None)
    von = min(0, int(zelle.wert * teiler))
    return _Bereich(von, max(hoechstens, von), (1, klein) if zelle.heikel else None)


def _copy(bereiche: Mapping[Zelle, _Bereich]) -> dict[Zelle, _Bereich]:
    return {zelle: _Bereich(b.von, b.bis, b.luecke) for zelle, b in bereiche.items()}


def _search(
    bereiche: dict[Zelle, _Bereich],
    bedingungen: Sequence[_Bedingung],
    wahr: Mapping[Zelle, int],
    schritte: list[int],
) -> bool:
    """Whether a table fits; tries values near the true ones first and gives up after so many steps."""
    schritte[0] -= 1
    if schritte[0] < 0 or not _narrow(bereiche, bedingungen):
        return False
    frei = [zelle for zelle, b in bereiche.items() if b.von < b.bis]
    if not frei:
        return True
    naechste = min(frei, key=lambda z: (bereiche[z].bis - bereiche[z].von, z.sort_key))
    for wert in bereiche[naechste].near(wahr[naechste]):
        versuch = _copy(bereiche)
        versuch[naechste].tighten(wert, wert)
        if _search(versuch, bedingungen, wahr, schritte):
            return True
        if schritte[0] < 0:
            return False
    return False


def _narrow(bereiche: dict[Zelle, _Bereich], bedingungen: Sequence[_Bedingung]) -> bool:
    """Takes away what no table can have; ``False`` where none is left."""
    changed = True
    while changed:
        changed = False
        for bedingung in bedingungen:
            unten = sum(min(f * bereiche[z].von, f * bereiche[z].bis) for z, f in bedingung.faktoren.items())
            oben = sum(max(f * bereiche[z].von, f * bereiche[z].bis) for z, f in bedingung.faktoren.items())
            for zelle, faktor in bedingung.faktoren.items():
                bereich = bereiche[zelle]
                a, b = faktor * bereich.von, faktor * bereich.bis
                von = bedingung.von - (oben - max(a, b))
                bis = bedingung.bis - (unten - min(a, b))
                if faktor < 0:
                    von, bis = -bis, -von
                if bereich.tighten(ceil(von / abs(faktor)), floor(bis / abs(faktor))):
                    changed = True
                    if bereich.von > bereich.bis:
                        return False
                    unten += min(faktor * bereich.von, faktor * bereich.bis) - min(a, b)
                    oben += max(faktor * bereich.von, faktor * bereich.bis) - max(a, b)
    return all(b.von <= b.bis for b in bereiche.values())

"""Angreifer: somebody who sees everything that is shown, knows the rules and the sums, and works out what is hidden.

Written apart from the code it attacks: tables of whole numbers, tried one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from kek_dashboard.domain.geheimhaltung import Schritt, withheld_values
from kek_dashboard.domain.geheimtabelle import make_regelwerk
from kek_dashboard.domain.kennzahl import Aggregation, Frequenz, Kennzahl, Zieltyp
from kek_dashboard.domain.zeitraum import Periode, Zeitraum

JAHR = Zeitraum(2023)
QUARTALE = tuple(Zeitraum(2023, Periode.QUARTAL, n) for n in range(1, 5))
H1, H2 = (Zeitraum(2023, Periode.HALBJAHR, n) for n in (1, 2))
#: Stands behind the number of a cumulated Kennzahl for what one part added to the one before.
ZUWACHS = " mehr"
#: So far from the true count others are tried.
GRENZE = 6
#: So far is looked for another table, and so many are held against the rule; where none is found the attacker has won.
MOST_STEPS, MOST_TABLES, MOST_AT_ONCE = 800, 200, 30

Ort = tuple[int, str, Zeitraum]
Tafel = dict[Ort, int]
#: Sum and parts: the first place is the sum of the others.
Bedingung = tuple[Ort, tuple[Ort, ...]]
#: Which places are withheld when the table is this.
Regel = Callable[["Fall", Tafel], frozenset[Ort]]


def kennzahl(nr: str, *, personenbezogen: bool = True, summe_aus: str = "", **anders: object) -> Kennzahl:
    basis = Kennzahl(
        nr, nr, "Personen", Zieltyp.BEOBACHTEN, frequenz=Frequenz.HALBJAEHRLICH, aggregation=Aggregation.SUMME,
        personenbezogen=personenbezogen, summe_aus=summe_aus,
    )  # fmt: skip
    return replace(basis, **anders)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Fall:
    """Kennzahlen and the true table: each place is a value of one release.

    ``nie``: what is true, release by release, of what nobody ever told. ``teile``: of what the year is made; of a
    cumulated Kennzahl it is the last, and each holds at least what the one before does.
    """

    kennzahlen: tuple[Kennzahl, ...]
    tafel: Tafel
    nie: tuple[dict[tuple[str, Zeitraum], int], ...] = ()
    teile: tuple[Zeitraum, ...] = (H1, H2)

    @property
    def lieferungen(self) -> int:
        return 1 + max((ort[0] for ort in self.tafel), default=0)

    def schritte(self, tafel: Tafel) -> list[Schritt]:
        schritte = []
        for nummer in range(self.lieferungen):
            neu = {(o[1], o[2], Decimal(w)) for o, w in tafel.items() if o[0] == nummer}
            bild = {(o[1], o[2]): Decimal(tafel[o]) for o in self.picture(nummer).values()}
            schritte.append(Schritt(frozenset(neu), (bild,)))
        return schritte

    def picture(self, nummer: int) -> dict[tuple[str, Zeitraum], Ort]:
        """The newest place of each value once this release is out."""
        return {(o[1], o[2]): o for o in sorted(self.tafel, key=lambda o: o[0]) if o[0] <= nummer}

    def conditions(self) -> tuple[list[Bedingung], list[Ort]]:
        """Every sum a reader knows of, at each release, and the values that nobody told."""
        bedingungen: list[Bedingung] = []
        unbekannt: dict[Ort, None] = {}
        for nummer in range(self.lieferungen):
            bild = self.picture(nummer)

            def place(
                nr: str,
                zeitraum: Zeitraum,
                nummer: int = nummer,
                bild: dict[tuple[str, Zeitraum], Ort] = bild,
            ) -> Ort:
                ort = bild.get((nr, zeitraum))
                if ort is None:
                    ort = (-1 - nummer, nr, zeitraum)
                    unbekannt[ort] = None
                return ort

            for k in self.kennzahlen:
                if k.summe_aus:
                    teile = k.summe_aus.split(" + ")
                    bedingungen += [
                        (place(k.nr, z), tuple(place(t, z) for t in teile))
                        for z in (*self.teile, JAHR)
                        if any((nr, z) in bild for nr in (k.nr, *teile))
                    ]
                zeiten = self.teile if k.aggregation is Aggregation.SUMME else self.teile[-1:]
                bedingungen.append((place(k.nr, JAHR), tuple(place(k.nr, z) for z in zeiten)))
                if k.aggregation is Aggregation.KUMULIERT:
                    bedingungen += [
                        (place(k.nr, danach), (place(k.nr, vor), place(f"{k.nr}{ZUWACHS}", danach)))
                        for vor, danach in pairwise(self.teile)
                    ]
        return _telling(bedingungen, unbekannt), list(unbekannt)

    def truth(self) -> Tafel:
        """What is told and what nobody ever told."""
        return self.tafel | {o: self.nie[-1 - o[0]][o[1:]] for o in self.conditions()[1]}


def _telling(bedingungen: list[Bedingung], unbekannt: dict[Ort, None]) -> list[Bedingung]:
    """Without the sums that say nothing: all their parts were never told and stand in no other sum."""
    bedingungen = list(dict.fromkeys(bedingungen))
    oft = Counter(ort for summe, teile in bedingungen for ort in (summe, *teile))
    return [
        (summe, teile)
        for summe, teile in bedingungen
        if not all(teil in unbekannt and oft[teil] == 1 for teil in teile)
        and not (summe in unbekannt and oft[summe] == 1)
    ]


def house_rule(fall: Fall, tafel: Tafel) -> frozenset[Ort]:
    """The rule of the house."""
    weg = withheld_values(make_regelwerk(fall.kennzahlen), fall.schritte(tafel))
    return frozenset(o for o, w in tafel.items() if (o[1], o[2], Decimal(w)) in weg)


def naive_rule(fall: Fall, tafel: Tafel) -> frozenset[Ort]:
    """Withholds the small counts and nothing else."""
    personal = {k.nr for k in fall.kennzahlen if k.personenbezogen}
    return frozenset(o for o, w in tafel.items() if o[1] in personal and 0 < w < 3)


def worked_out(fall: Fall, regel: Regel) -> set[Ort]:
    """The small counts an attacker pins to one value: of all tables that would look the same, none differs there."""
    verdeckt = regel(fall, fall.tafel)
    personal = {k.nr for k in fall.kennzahlen if k.personenbezogen}
    wahr = fall.truth()
    offen = {o for o in verdeckt if o[1] in personal and 0 < wahr[o] < 3}
    offen |= {o for o, w in wahr.items() if o[1].removesuffix(ZUWACHS) in personal - {o[1]} and 0 < w < 3}
    for ort in sorted(offen, key=str):
        if ort in offen:
            gefunden = _another_table(fall, regel, verdeckt, ort)
            offen -= {o for o in offen if gefunden.get(o, wahr[o]) != wahr[o]}
    return offen


def _another_table(fall: Fall, regel: Regel, verdeckt: frozenset[Ort], ort: Ort) -> Tafel:
    """A table that shows the same, for which the rule withholds the same, and that differs at ``ort``; else empty.

    Tables with small counts in other places come last: the rule mostly tells them apart.
    """
    bedingungen, unbekannt = fall.conditions()
    wahr = fall.truth()
    frei = _joined(ort, {*verdeckt, *unbekannt}, bedingungen)
    fest = {o: w for o, w in wahr.items() if o not in frei}
    kleine = naive_rule(fall, fall.tafel)
    spaeter: list[Tafel] = []
    for weite, andere in ((1, 0), (1, 1), (GRENZE, 1), (1, 2), (GRENZE, GRENZE)):
        for anders in range(max(0, wahr[ort] - weite), wahr[ort] + weite + 1):
            if anders == wahr[ort]:
                continue
            for voll in _fill({**fest, ort: anders}, bedingungen, wahr, (weite, andere), [MOST_STEPS]):
                eigene = _told(voll)
                if naive_rule(fall, eigene) != kleine and len(spaeter) >= MOST_AT_ONCE:
                    spaeter.append(voll)
                elif regel(fall, eigene) == verdeckt:
                    return voll
                else:
                    spaeter.append(voll)
        gefunden = next(
            (voll for voll in spaeter[:MOST_TABLES] if regel(fall, _told(voll)) == verdeckt), None
        )
        if gefunden is not None:
            return gefunden
    return {}


def _told(voll: Tafel) -> Tafel:
    return {o: w for o, w in voll.items() if o[0] >= 0}


def _joined(ort: Ort, frei: set[Ort], bedingungen: Sequence[Bedingung]) -> set[Ort]:
    """The free places that depend on this one; all others may stay as they are."""
    gefunden, groesse = {ort}, 0
    while groesse != len(gefunden):
        groesse = len(gefunden)
        for summe, teile in bedingungen:
            offen = {summe, *teile} & frei
            if offen & gefunden:
                gefunden |= offen
    return gefunden


def _fill(
    tafel: Tafel, bedingungen: Sequence[Bedingung], wahr: Tafel, spiel: tuple[int, int], schritte: list[int]
) -> Iterator[Tafel]:
    """Every way to fill the free places with counts so that all sums hold.

    ``spiel``: how far a count may be from the true one, and how many may be chosen apart from it; sums follow.
    """
    tafel = dict(tafel)
    schritte[0] -= 1
    changed = True
    while changed:
        changed = False
        for summe, teile in bedingungen:
            offen = [o for o in (summe, *teile) if o not in tafel]
            bekannt = sum(tafel[t] for t in teile if t in tafel)
            if summe in tafel and (tafel[summe] < bekannt or (not offen and tafel[summe] != bekannt)):
                return
            if len(offen) == 1:
                tafel[offen[0]] = bekannt if offen[0] == summe else tafel[summe] - bekannt
                changed = True
            elif summe in tafel and tafel[summe] == bekannt:
                tafel |= dict.fromkeys(offen, 0)
                changed = bool(offen) or changed
    frei = [o for o in wahr if o not in tafel]
    if not frei:
        yield tafel
        return
    summen = {summe for summe, _ in bedingungen}
    naechste = next((o for o in frei if o not in summen), frei[0])
    hier, (weite, andere) = wahr[naechste], spiel
    for wert in sorted(range(max(0, hier - weite), hier + weite + 1), key=lambda w: abs(w - hier)):
        uebrig = andere - (wert != hier)
        if schritte[0] < 0 or uebrig < 0:
            return
        yield from _fill({**tafel, naechste: wert}, bedingungen, wahr, (weite, uebrig), schritte)

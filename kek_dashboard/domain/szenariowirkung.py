"""Szenariowirkung: what a Szenario changes and whom it touches; never what would become of a Kennzahl.

Money says nothing about attainment (docs/methode.md, „Geld und Ziele“): a Kennzahl that is touched is
shown as it stands today, and no effect on it is computed or claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VIER_ARTEN, Haushalt, Haushaltsposition, Planzeile, Positionsart
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz, Verwendung, mitteleinsatz
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung

_NULL = Decimal("0.00")
# What counts as „liegt schon zurück“, by the words of docs/methode.md, "Stand" and "Ausblick".
_HINTEN = frozenset({Stand.LEICHT_HINTER_PLAN, Stand.DEUTLICH_HINTER_PLAN, Stand.FALSCHE_RICHTUNG})
_ZU_LANGSAM = frozenset({Ausblick.ZU_LANGSAM, Ausblick.FALSCHE_RICHTUNG})


class Weg(StrEnum):
    """How a Kennzahl is touched: its line is mapped to it, its Produkt names it, or it measures a touched Unterziel."""

    ZUORDNUNG = "zuordnung"
    PRODUKT = "produkt"
    UNTERZIEL = "unterziel"


@dataclass(frozen=True, slots=True)
class Zeilenwirkung:
    """One line whose Ansatz is another one: what it served, and what it would serve."""

    vorher: Verwendung
    nachher: Verwendung

    @property
    def differenz(self) -> Decimal:
        """Euros more (or less)."""
        return (self.nachher.zeile.ansatz or _NULL) - (self.vorher.zeile.ansatz or _NULL)


@dataclass(frozen=True, slots=True)
class Gegenueber:
    """Sums of the four kinds before and after."""

    vorher: Betraege
    nachher: Betraege

    def differenz(self, art: Positionsart) -> Decimal:
        """Euros more (or less) of one kind."""
        return self.nachher[art] - self.vorher[art]

    @property
    def is_changed(self) -> bool:
        """Whether any of the four sums is another one."""
        return any(self.differenz(art) for art in VIER_ARTEN)


@dataclass(frozen=True, slots=True)
class BeruehrteKennzahl:
    """A Kennzahl the changed lines lead to, by which ways, for which Unterziele, and how it stands today.

    ``bewertung`` is ``None`` where the master data do not know it.
    """

    nr: str
    wege: tuple[Weg, ...]
    unterziele: tuple[str, ...]
    bewertung: Bewertung | None

    @property
    def is_direct(self) -> bool:
        """Whether a line is mapped to it or its Produkt names it, and not only their Unterziel is the same."""
        return self.wege != (Weg.UNTERZIEL,)

    @property
    def liegt_zurueck(self) -> bool:
        """Whether it is behind its plan already, or on its way to miss it."""
        return self.bewertung is not None and (
            self.bewertung.stand in _HINTEN or self.bewertung.ausblick in _ZU_LANGSAM
        )


@dataclass(frozen=True, slots=True, eq=False)
class Wirkung:
    """All a Szenario changes and touches.

    ``je_teilhaushalt`` and ``je_unterziel`` have all there are, also what is not touched; ``unterziele`` and
    ``massnahmen`` are the touched ones, by number. For each kind: sum over ``je_unterziel`` +
    ``nicht_zugeordnet`` = ``summen``, before and after. ``bewegt``: euros of a kind that lines gain, and euros
    that others lose, both 0 or above; only kinds with a changed line are in it.
    """

    zeilen: tuple[Zeilenwirkung, ...]
    bewegt: Mapping[Positionsart, tuple[Decimal, Decimal]]
    summen: Gegenueber
    je_teilhaushalt: Mapping[str, Gegenueber]
    je_unterziel: Mapping[str, Gegenueber]
    nicht_zugeordnet: Gegenueber
    unterziele: tuple[str, ...]
    massnahmen: tuple[str, ...]
    kennzahlen: tuple[BeruehrteKennzahl, ...]
    herkunft: Herkunft

    @property
    def zurueck(self) -> tuple[BeruehrteKennzahl, ...]:
        """The touched Kennzahlen that lag already."""
        return tuple(kennzahl for kennzahl in self.kennzahlen if kennzahl.liegt_zurueck)


@dataclass(frozen=True, slots=True)
class Zeilenvergleich:
    """A line that two Szenarien leave different; ``None`` = no Ansatz."""

    position: Haushaltsposition
    original: Planzeile
    a: Decimal | None
    b: Decimal | None


def wirkung(
    original: Mitteleinsatz, szenario: Haushalt, stand: Datenstand, gesamt: Gesamtbewertung
) -> Wirkung:
    """Compares a Haushalt with what a Szenario makes of it; both have the same lines in the same order.

    Only the changed lines are shared out anew, by the one ``mitteleinsatz``; the rest is as it was.
    """
    stellen = [
        i
        for i, (alt, neu) in enumerate(zip(original.haushalt.zeilen, szenario.zeilen, strict=True))
        if alt is not neu and alt.ansatz != neu.ansatz
    ]
    nachher = mitteleinsatz(replace(szenario, zeilen=tuple(szenario.zeilen[i] for i in stellen)), stand)
    zeilen = tuple(
        Zeilenwirkung(original.verwendungen[i], neu)
        for i, neu in zip(stellen, nachher.verwendungen, strict=True)
    )
    unterziele = _sorted({nr for z in zeilen for nr, _ in (*z.vorher.je_unterziel, *z.nachher.je_unterziel)})
    return Wirkung(
        zeilen,
        _moved(zeilen),
        _shifted(original.summen, zeilen, lambda v: v.zeile.ansatz or _NULL),
        _by_teilhaushalt(original, zeilen),
        _by_unterziel(original, zeilen),
        _shifted(original.nicht_zugeordnet, zeilen, lambda v: v.rest),
        unterziele,
        _sorted({nr for z in zeilen for nr in z.vorher.massnahmen}),
        _touched_kennzahlen(zeilen, unterziele, stand, gesamt, original.haushalt.haushaltsjahr),
        weakest([original.herkunft, *(z.nachher.herkunft for z in zeilen)]),
    )


def compare_lines(original: Haushalt, a: Haushalt, b: Haushalt) -> tuple[Zeilenvergleich, ...]:
    """The lines in which two Szenarien of the same Haushalt differ, in the order of the plan."""
    return tuple(
        Zeilenvergleich(vorher.position, vorher, eine.ansatz, andere.ansatz)
        for vorher, eine, andere in zip(original.zeilen, a.zeilen, b.zeilen, strict=True)
        if eine is not andere and eine.ansatz != andere.ansatz
    )


def anteil(betrag: Decimal, gesamt: Decimal) -> Fraction | None:
    """Share of a sum (1 = 100 %); ``None`` of nothing."""
    return Fraction(betrag) / Fraction(gesamt) if gesamt else None


def _moved(zeilen: Iterable[Zeilenwirkung]) -> Mapping[Positionsart, tuple[Decimal, Decimal]]:
    bewegt: dict[Positionsart, tuple[Decimal, Decimal]] = {}
    for zeile in zeilen:
        art, differenz = zeile.vorher.zeile.position.art, zeile.differenz
        mehr, weniger = bewegt.get(art, (_NULL, _NULL))
        bewegt[art] = (mehr + differenz, weniger) if differenz > 0 else (mehr, weniger - differenz)
    return MappingProxyType(bewegt)


def _shifted(
    vorher: Betraege, zeilen: Iterable[Zeilenwirkung], euro: Callable[[Verwendung], Decimal]
) -> Gegenueber:
    """Sums before, and after the changed lines have left them and come back."""
    nachher = dict(vorher)
    for zeile in zeilen:
        nachher[zeile.vorher.zeile.position.art] += euro(zeile.nachher) - euro(zeile.vorher)
    return Gegenueber(vorher, MappingProxyType(nachher))


def _by_teilhaushalt(original: Mitteleinsatz, zeilen: Iterable[Zeilenwirkung]) -> Mapping[str, Gegenueber]:
    vorher: dict[str, dict[Positionsart, Decimal]] = {}
    for zeile in original.haushalt.zeilen:
        summen = vorher.setdefault(zeile.position.schluessel.teilhaushalt, dict.fromkeys(VIER_ARTEN, _NULL))
        if zeile.ansatz is not None and zeile.position.art in summen:
            summen[zeile.position.art] += zeile.ansatz
    je_teil: dict[str, list[Zeilenwirkung]] = {}
    for wirkt in zeilen:
        je_teil.setdefault(wirkt.vorher.zeile.position.schluessel.teilhaushalt, []).append(wirkt)
    return MappingProxyType(
        {
            nr: _shifted(MappingProxyType(vorher[nr]), je_teil.get(nr, ()), lambda v: v.zeile.ansatz or _NULL)
            for nr in _sorted(vorher)
        }
    )


def _by_unterziel(original: Mitteleinsatz, zeilen: Iterable[Zeilenwirkung]) -> Mapping[str, Gegenueber]:
    nachher = {nr: dict(summen) for nr, summen in original.je_unterziel.items()}
    for zeile in zeilen:
        art = zeile.vorher.zeile.position.art
        for nr, euro in zeile.vorher.je_unterziel:
            nachher[nr][art] -= euro
        for nr, euro in zeile.nachher.je_unterziel:
            nachher[nr][art] += euro
    return MappingProxyType(
        {
            nr: Gegenueber(summen, MappingProxyType(nachher[nr]))
            for nr, summen in original.je_unterziel.items()
        }
    )


def _touched_kennzahlen(
    zeilen: Iterable[Zeilenwirkung],
    unterziele: Iterable[str],
    stand: Datenstand,
    gesamt: Gesamtbewertung,
    haushaltsjahr: int,
) -> tuple[BeruehrteKennzahl, ...]:
    """Those that lag first, in each part the direct ones, then by number; each with all its ways."""
    wege: dict[str, set[Weg]] = {}
    for zeile in zeilen:
        for nr in zeile.vorher.kennzahlen:
            wege.setdefault(nr, set()).add(Weg.ZUORDNUNG)
    for nummer in {zeile.vorher.zeile.position.schluessel.produkt for zeile in zeilen}:
        produkt = stand.produkt(nummer, haushaltsjahr)
        for nr in () if produkt is None else produkt.kennzahl_nummern:
            wege.setdefault(nr, set()).add(Weg.PRODUKT)
    beruehrt = set(unterziele)
    je_kennzahl = {
        akte.nr: beruehrt & {z.unterziel for z in akte.zuordnungen} for akte in stand.akten.values()
    }
    for nr, ziele in je_kennzahl.items():
        if ziele:
            wege.setdefault(nr, set()).add(Weg.UNTERZIEL)
    alle = [
        BeruehrteKennzahl(
            nr,
            tuple(weg for weg in Weg if weg in wege[nr]),
            _sorted(je_kennzahl.get(nr, ())),
            gesamt.kennzahlen.get(nr),
        )
        for nr in _sorted(wege)
    ]
    return tuple(sorted(alle, key=lambda kennzahl: (not kennzahl.liegt_zurueck, not kennzahl.is_direct)))


def _sorted(nummern: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(nummern, key=nummer_key))

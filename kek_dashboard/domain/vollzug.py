"""Vollzug: how a Haushaltsjahr goes beside its plan: what is booked, what is expected, and by how much that deviates.

A Buchungsstand and a Prognose are of a day; of several the newest counts, and it is never mixed with an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.haushalt import (
    VIER_ARTEN,
    Betrag,
    Haushalt,
    Haushaltsposition,
    Planzeile,
    Positionsart,
    Positionsschluessel,
    Wertart,
)
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.nummer import nummer_key


@dataclass(frozen=True, slots=True)
class Vollzugszeile:
    """One line: its plan and how it goes. ``None`` = nobody said it, never 0.

    ``ist`` is what was booked until its day; ``ergebnis`` the result once it is there, the preliminary one before.
    """

    position: Haushaltsposition
    ansatz: Decimal | None
    ist: Betrag | None
    prognose: Betrag | None
    ergebnis: Betrag | None
    herkunft: Herkunft

    @property
    def abweichung(self) -> Decimal | None:
        """Prognose − Ansatz; ``None`` where one of them is not known."""
        if self.ansatz is None or self.prognose is None:
            return None
        return self.prognose.eur - self.ansatz


@dataclass(frozen=True, slots=True)
class Vollzugssumme:
    """The lines of one kind together; ``None`` where no line has such an amount.

    ``ohne_prognose`` lines have an Ansatz and no Prognose: with them there is no deviation to tell.
    """

    ansatz: Decimal | None
    ist: Decimal | None
    prognose: Decimal | None
    ergebnis: Decimal | None
    ohne_prognose: int

    @property
    def abweichung(self) -> Decimal | None:
        """Prognose − Ansatz; ``None`` where one is not known or a line of the plan has no Prognose."""
        if self.ansatz is None or self.prognose is None or self.ohne_prognose:
            return None
        return self.prognose - self.ansatz


@dataclass(frozen=True, slots=True)
class Vollzug:
    """A Haushaltsjahr on its way; lines of the four kinds alone.

    ``ist_stichtag`` and ``prognose_stichtag``: of which day what is booked and expected is; ``None`` = there is none.
    """

    haushaltsjahr: int
    fassung: str | None
    ist_stichtag: date | None
    prognose_stichtag: date | None
    zeilen: tuple[Vollzugszeile, ...]

    def teilhaushalte(self) -> tuple[tuple[str, str], ...]:
        """Number and name of each Teilhaushalt, by number."""
        namen: dict[str, str] = {}
        for zeile in self.zeilen:
            p = zeile.position
            namen[p.schluessel.teilhaushalt] = (
                namen.get(p.schluessel.teilhaushalt) or p.teilhaushaltbezeichnung
            )
        return tuple(sorted(namen.items(), key=lambda paar: nummer_key(paar[0])))

    def summe(self, art: Positionsart, teilhaushalt: str | None = None) -> Vollzugssumme:
        """The sum over one Teilhaushalt, or the whole house."""
        zeilen = [
            z
            for z in self.zeilen
            if z.position.art is art
            and (teilhaushalt is None or z.position.schluessel.teilhaushalt == teilhaushalt)
        ]
        return Vollzugssumme(
            _total(z.ansatz for z in zeilen),
            _total(_eur(z.ist) for z in zeilen),
            _total(_eur(z.prognose) for z in zeilen),
            _total(_eur(z.ergebnis) for z in zeilen),
            sum(z.ansatz is not None and z.prognose is None for z in zeilen),
        )


def make_vollzug(plan: Haushalt | None, vollzug: Haushalt | None) -> Vollzug | None:
    """Plan and course of one Haushaltsjahr together, line by line; ``None`` where neither is known.

    The course stands in a file of its own (Fassung ``vollzug``), or beside the plan. A line that was not planned
    has no Ansatz.
    """
    haushalt = plan or vollzug
    if haushalt is None:
        return None
    jahr = haushalt.haushaltsjahr
    geplant = {} if plan is None else {z.position.schluessel: z for z in plan.zeilen}
    gelaufen = {} if vollzug is None else {z.position.schluessel: z.position for z in vollzug.zeilen}
    alle = [*(z.position for z in geplant.values()), *gelaufen.values()]
    tage = {
        wertart: _newest_day(alle, wertart, jahr) for wertart in (Wertart.BUCHUNGSSTAND, Wertart.PROGNOSE)
    }
    schluessel = sorted({*geplant, *gelaufen}, key=_order)
    zeilen = tuple(_line(geplant.get(s), gelaufen.get(s), jahr, tage) for s in schluessel)
    return Vollzug(
        jahr,
        None if plan is None else plan.fassung,
        tage[Wertart.BUCHUNGSSTAND],
        tage[Wertart.PROGNOSE],
        tuple(z for z in zeilen if z.position.art in VIER_ARTEN),
    )


def _line(
    geplant: Planzeile | None,
    gelaufen: Haushaltsposition | None,
    jahr: int,
    tage: dict[Wertart, date | None],
) -> Vollzugszeile:
    quellen = [p for p in (gelaufen, None if geplant is None else geplant.position) if p is not None]

    def first(*arten: Wertart) -> Betrag | None:
        """The amount as the file of the course says it, else the plan."""
        gefunden = (p.betrag(art, jahr, tage.get(art)) for art in arten for p in quellen)
        return next((betrag for betrag in gefunden if betrag is not None), None)

    position = quellen[-1]
    return Vollzugszeile(
        position,
        None if geplant is None else geplant.ansatz,
        first(Wertart.BUCHUNGSSTAND),
        first(Wertart.PROGNOSE),
        first(Wertart.ERGEBNIS, Wertart.VORLAEUFIGES_ERGEBNIS),
        weakest(p.herkunft for p in quellen),
    )


def _newest_day(positionen: Iterable[Haushaltsposition], wertart: Wertart, jahr: int) -> date | None:
    return max(_days(positionen, wertart, jahr), default=None)


def _days(positionen: Iterable[Haushaltsposition], wertart: Wertart, jahr: int) -> Iterator[date]:
    for position in positionen:
        for betrag in position.betraege:
            if betrag.wertart is wertart and betrag.jahr == jahr and betrag.stichtag is not None:
                yield betrag.stichtag


def _eur(betrag: Betrag | None) -> Decimal | None:
    return None if betrag is None else betrag.eur


def _total(betraege: Iterable[Decimal | None]) -> Decimal | None:
    da = [betrag for betrag in betraege if betrag is not None]
    return sum(da, Decimal("0.00")) if da else None


def _order(s: Positionsschluessel) -> tuple[object, ...]:
    teile = (s.teilhaushalt, s.amt, s.produkt, s.konto, s.investition)
    return (*(nummer_key(teil) for teil in teile), s.lfd)

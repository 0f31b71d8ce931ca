"""Einwohner: how many people a Haushaltsjahr is divided by, and euros for each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft, weakest
from kek_dashboard.domain.jahreswerte import jahreswerte
from kek_dashboard.domain.kennzahl import Kennzahlakte, Reihenbruch

# A Kennzahl in one of these units does not count heads one by one.
_NOT_HEADS = re.compile(r"%|‰|1[.\s]?000|tsd|tausend|mio|eur|€|\bje\b|\bpro\b|quote|index", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Einwohnerzahl:
    """Inhabitants for a Haushaltsjahr: the Jahreswert of that year, else of the newest year before it.

    ``jahr`` is the year the value is of; it is told wherever it is not the Haushaltsjahr. ``zahl`` > 0.
    """

    haushaltsjahr: int
    jahr: int
    zahl: Fraction
    herkunft: Herkunft
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

    @property
    def is_older(self) -> bool:
        """Whether the value is of an earlier year."""
        return self.jahr < self.haushaltsjahr


def counts_people(akte: Kennzahlakte) -> bool:
    """Whether the unit of the Kennzahl lets its values be numbers of people (not thousands, shares or euros)."""
    return _NOT_HEADS.search(akte.kennzahl.einheit) is None


def einwohnerzahl(akte: Kennzahlakte, haushaltsjahr: int) -> Einwohnerzahl | None:
    """The inhabitants for a Haushaltsjahr; ``None`` where no year up to it has a value above 0."""
    if not counts_people(akte):
        return None
    werte = [wert for wert in jahreswerte(akte, haushaltsjahr) if wert.wert > 0]
    if not werte:
        return None
    letzter = werte[-1]
    herkunft = weakest((m.herkunft or akte.kennzahl.herkunft for m in letzter.aus), akte.kennzahl.herkunft)
    fundstelle = letzter.aus[0].fundstelle if len(letzter.aus) == 1 else OHNE_FUNDSTELLE
    return Einwohnerzahl(haushaltsjahr, letzter.jahr, letzter.wert, herkunft, fundstelle)


def euro_je_einwohner(eur: Decimal | None, zahl: Einwohnerzahl | None) -> Fraction | None:
    """Euros for each inhabitant, exact (rounded for display only); ``None`` where either is unknown.

    >>> zahl = Einwohnerzahl(2023, 2022, Fraction(3), Herkunft.AMTLICH)
    >>> euro_je_einwohner(Decimal("100.00"), zahl)
    Fraction(100, 3)
    """
    return None if eur is None or zahl is None else Fraction(eur) / zahl.zahl


def brueche_zwischen(akte: Kennzahlakte, von: int, bis: int) -> tuple[Reihenbruch, ...]:
    """The Reihenbrüche that make the inhabitants of two years incomparable, by time.

    ``von`` and ``bis`` are years of values (``Einwohnerzahl.jahr``), not Haushaltsjahre.
    """
    von, bis = min(von, bis), max(von, bis)
    return tuple(bruch for bruch in akte.reihenbrueche if von < bruch.ab.jahr <= bis)

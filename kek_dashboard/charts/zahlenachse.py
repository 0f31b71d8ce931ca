"""Zahlenachse: which round numbers an axis names, and how they are written."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from kek_dashboard.formats import format_number

_SCHRITTE = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))
_LUFT = Fraction(6, 100)


@dataclass(frozen=True, slots=True)
class Zahlenachse:
    """Span of an axis and its marks, bottom to top; ``stellen``: decimals of their numbers."""

    unten: Fraction
    oben: Fraction
    marken: tuple[Fraction, ...]
    stellen: int

    def wort(self, marke: Fraction) -> str:
        """The number at a mark."""
        return format_number(marke, self.stellen)

    def anteil(self, wert: Fraction) -> float:
        """Where a value lies: 0 at the lower end, 1 at the upper one."""
        return (float(wert) - float(self.unten)) / float(self.oben - self.unten)


def zahlenachse(werte: list[Fraction], anzahl: int) -> Zahlenachse:
    """Axis for these values with about ``anzahl`` steps between round numbers.

    It does not begin at 0 unless the values come near it, but never goes below 0 where none of them does. Without
    values it goes from 0 to 1.
    """
    unten, oben = (min(werte), max(werte)) if werte else (Fraction(0), Fraction(1))
    if unten == oben:
        rand = abs(oben) / 10 or Fraction(1)
        unten, oben = unten - rand, oben + rand
    luft = (oben - unten) * _LUFT
    boden, decke = unten - luft, oben + luft
    if werte and min(werte) >= 0 > boden:
        boden = Fraction(0)
    schritt = _step((decke - boden) / anzahl)
    erste = math.ceil(boden / schritt)
    marken = tuple(schritt * i for i in range(erste, math.floor(decke / schritt) + 1))
    return Zahlenachse(boden, decke, marken, _decimals(schritt))


def _step(roh: Fraction) -> Fraction:
    """The round step not below ``roh``: 1, 2, 2.5 or 5 times a power of ten."""
    zehner = Fraction(10) ** math.floor(math.log10(float(roh)))
    return next(s * zehner for s in _SCHRITTE if s * zehner >= roh * Fraction(99, 100))


def _decimals(schritt: Fraction) -> int:
    return next((n for n in range(7) if (schritt * 10**n).denominator == 1), 6)

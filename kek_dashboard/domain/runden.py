"""Runden: exact numbers in, six decimals out, half away from zero (docs/methode.md, "Zahlen")."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

NACHKOMMASTELLEN = 6
_SKALA = 10**NACHKOMMASTELLEN
_EINHEIT = Decimal(1).scaleb(-NACHKOMMASTELLEN)


def rounded(wert: Fraction) -> Fraction:
    """The exact value rounded once to 6 decimals, half away from zero; still exact to compute with."""
    zaehler, nenner = abs(wert.numerator) * _SKALA, wert.denominator
    gerundet = (2 * zaehler + nenner) // (2 * nenner)
    return Fraction(gerundet if wert.numerator >= 0 else -gerundet, _SKALA)


def as_decimal(wert: Fraction) -> Decimal:
    """The value as a Decimal of at most 6 decimals, half away from zero, without trailing zeros."""
    gerundet = rounded(wert)
    ganz = gerundet.numerator * (_SKALA // gerundet.denominator)
    return Decimal(ganz) * _EINHEIT


def optional_decimal(wert: Fraction | None) -> Decimal | None:
    """``as_decimal`` that lets "unknown" through."""
    return None if wert is None else as_decimal(wert)


def clipped(wert: Fraction) -> Fraction:
    """The share cut to 0 … 1, as bars and roll-ups use it."""
    return min(max(wert, Fraction(0)), Fraction(1))

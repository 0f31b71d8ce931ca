"""Bilanz: the final grade once the last target year is over."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from kek_dashboard.domain.pfad import Haltelinie, Zielweg
from kek_dashboard.domain.runden import rounded

# Grades as shares of the way. Source: docs/methode.md, "Bilanz".
UEBERTROFFEN_AB = Fraction(110, 100)
UEBERWIEGEND_AB = Fraction(80, 100)


class Bilanz(StrEnum):
    """What became of the target."""

    UEBERTROFFEN = "uebertroffen"
    ERREICHT = "erreicht"
    UEBERWIEGEND_ERREICHT = "ueberwiegend_erreicht"
    TEILWEISE_ERREICHT = "teilweise_erreicht"
    NICHT_ERREICHT = "nicht_erreicht"


def grade_below_reached(guete: Fraction) -> Bilanz:
    """Grade of a target that was not reached, by the share of the way that was gone."""
    if guete >= UEBERWIEGEND_AB:
        return Bilanz.UEBERWIEGEND_ERREICHT
    return Bilanz.TEILWEISE_ERREICHT if guete > 0 else Bilanz.NICHT_ERREICHT


def way_bilanz(weg: Zielweg | None, jahr: int, wert: Fraction) -> tuple[Bilanz | None, Fraction | None]:
    """Bilanz and its g for a way type; (None, None) where base and value cannot be compared."""
    if weg is None or not weg.is_valid or not weg.is_comparable or jahr <= weg.basisjahr:
        return None, None
    guete = rounded((wert - weg.basiswert) / weg.strecke)
    if guete >= UEBERTROFFEN_AB:
        return Bilanz.UEBERTROFFEN, guete
    if weg.is_reached(wert):
        return Bilanz.ERREICHT, guete
    return grade_below_reached(guete), guete


def hold_bilanz(linie: Haltelinie | None, jahr: int, wert: Fraction) -> tuple[Bilanz | None, Fraction | None]:
    """Bilanz and its g for a hold type, against the line of the value's own year."""
    if linie is None or linie.toleranz is None:
        return None, None
    abstand = linie.abstand(wert, jahr)
    guete = rounded(max(Fraction(0), 1 - abstand / linie.toleranz))
    return (Bilanz.ERREICHT if abstand == 0 else grade_below_reached(guete)), guete

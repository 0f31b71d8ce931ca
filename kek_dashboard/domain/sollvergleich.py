"""Sollvergleich: what a Kennzahl was in one year beside what was asked of it; for display, it judges nothing.

Source: docs/methode.md, "Ist neben Soll". The Stand has a band around the path; a difference has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kek_dashboard.domain.jahreswerte import Jahreswert
from kek_dashboard.domain.zielerreichung import Bewertung

Grenzen = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True)
class Sollvergleich:
    """One year of a Kennzahl. ``None`` = unknown: a missing target never means that it was missed.

    ``grenzen``: lower and upper border of a Korridor, which has no single ``soll``. ``differenz``: Ist − Soll, in a
    Korridor the distance to the border it broke (0 inside). ``is_besser``: whether the difference goes the wanted
    way; ``None`` where there is none to tell.
    """

    jahr: int
    ist: Jahreswert | None = None
    soll: Fraction | None = None
    grenzen: Grenzen | None = None
    differenz: Fraction | None = None
    is_besser: bool | None = None


def sollvergleich(b: Bewertung, jahr: int) -> Sollvergleich:
    """The year ``jahr`` of a judged Kennzahl: only its Jahreswerte up to the Berichtsjahr are known."""
    ist = next((wert for wert in b.jahreswerte if wert.jahr == jahr), None)
    if b.weg is not None:
        soll = b.weg.soll(jahr) if b.weg.is_comparable else None
        return _compared(jahr, ist, soll, b.weg.richtung)
    linie = b.linie
    if linie is None:
        return Sollvergleich(jahr, ist)
    if not linie.is_korridor:
        unten, _ = linie.grenzen(jahr)
        return _compared(jahr, ist, linie.linie(jahr), -1 if unten is None else 1)
    grenzen = linie.grenzen(jahr)
    if ist is None:
        return Sollvergleich(jahr, None, None, grenzen)
    weit = linie.abstand(ist.wert, jahr)
    unten = grenzen[0]
    differenz = -weit if unten is not None and ist.wert < unten else weit
    return Sollvergleich(jahr, ist, None, grenzen, differenz, weit == 0)


def _compared(jahr: int, ist: Jahreswert | None, soll: Fraction | None, richtung: int) -> Sollvergleich:
    if ist is None or soll is None:
        return Sollvergleich(jahr, ist, soll)
    differenz = ist.wert - soll
    return Sollvergleich(
        jahr, ist, soll, None, differenz, None if differenz == 0 else richtung * differenz > 0
    )

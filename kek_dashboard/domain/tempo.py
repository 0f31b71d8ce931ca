"""Tempo: how much a Kennzahl has moved a year of late, and from where on its series is one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kek_dashboard.domain.jahreswerte import Jahreswert
from kek_dashboard.domain.kennzahl import Frequenz, Kennzahlakte, Reihenbruch

# Window and least number of values. Source: docs/methode.md, "Tempo".
FENSTER_JAHRE = 5
MINDESTENS_WERTE = 4


@dataclass(frozen=True, slots=True)
class Tempo:
    """Mean change a year between two Jahreswerte, and between which."""

    je_jahr: Fraction
    von: Jahreswert
    bis: Jahreswert


def letzter_reihenbruch(akte: Kennzahlakte, bis: int) -> Reihenbruch | None:
    """The latest Reihenbruch whose year is not after ``bis``; ``None`` without one."""
    brueche = [bruch for bruch in akte.reihenbrueche if bruch.ab.jahr <= bis]
    return max(brueche, key=lambda bruch: bruch.ab.sort_key, default=None)


def tempo(akte: Kennzahlakte, werte: tuple[Jahreswert, ...]) -> Tempo | None:
    """Tempo over the newest Jahreswerte (oldest first, not empty); ``None`` with fewer than 4."""
    werte = tempofenster(akte, werte)
    return measured(werte[0], werte[-1]) if len(werte) >= MINDESTENS_WERTE else None


def tempofenster(akte: Kennzahlakte, werte: tuple[Jahreswert, ...]) -> tuple[Jahreswert, ...]:
    """The Jahreswerte a Tempo is measured over (oldest first, not empty), however many they are.

    Yearly: those of the last 5 years; ``mehrjaehrig``: the last 4, whatever their years. After a
    Reihenbruch only those from it on.
    """
    t1 = werte[-1].jahr
    bruch = letzter_reihenbruch(akte, t1)
    if bruch is not None:
        werte = tuple(wert for wert in werte if wert.jahr >= bruch.ab.jahr)
    if akte.kennzahl.frequenz is Frequenz.MEHRJAEHRIG:
        return werte[-MINDESTENS_WERTE:]
    return tuple(wert for wert in werte if wert.jahr >= t1 - FENSTER_JAHRE)


def measured(von: Jahreswert, bis: Jahreswert) -> Tempo:
    """Mean change a year between two Jahreswerte of different years."""
    return Tempo((bis.wert - von.wert) / (bis.jahr - von.jahr), von, bis)

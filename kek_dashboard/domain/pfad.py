"""Pfad: what is asked of a Kennzahl in each year: the way to a target, or the line to hold."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.tempo import letzter_reihenbruch

# Default noise band: 5 % of the whole way. Source: docs/methode.md, "Rauschband".
RAUSCHBAND_ANTEIL = Fraction(5, 100)


@dataclass(frozen=True, slots=True)
class Zielweg:
    """Way from the base to the last target, through the interim targets.

    ``punkte``: (year, value) of the base and of all targets after it. ``is_comparable`` is False
    where a Reihenbruch without a new base value lies between base and the judged year.
    """

    richtung: int
    basisjahr: int
    basiswert: Fraction
    punkte: tuple[tuple[int, Fraction], ...]
    is_comparable: bool = True

    @property
    def zieljahr(self) -> int:
        """Year T of the last target."""
        return self.punkte[-1][0]

    @property
    def zielwert(self) -> Fraction:
        """Value Y of the last target."""
        return self.punkte[-1][1]

    @property
    def strecke(self) -> Fraction:
        """The whole way Y − y0, with its sign."""
        return self.zielwert - self.basiswert

    @property
    def is_valid(self) -> bool:
        """Whether the target lies in the wanted direction from the base."""
        return self.richtung * self.strecke > 0

    def soll(self, jahr: int) -> Fraction | None:
        """Value of the path in a year: straight between its points, flat after, ``None`` before."""
        if jahr < self.basisjahr or not self.is_valid:
            return None
        for (t_a, y_a), (t_b, y_b) in zip(self.punkte, self.punkte[1:], strict=False):
            if jahr <= t_b:
                return y_a + (y_b - y_a) * Fraction(jahr - t_a, t_b - t_a)
        return self.zielwert

    def is_reached(self, wert: Fraction) -> bool:
        """Whether the last target is reached; exact comparison."""
        return self.richtung * (wert - self.zielwert) >= 0

    def rauschband(self, eigenes: Decimal | None) -> Fraction:
        """Distance from the base that counts as noise: its own, else 5 % of the way."""
        return abs(self.strecke) * RAUSCHBAND_ANTEIL if eigenes is None else Fraction(eigenes)


def zielweg(akte: Kennzahlakte, bis: int | None) -> Zielweg | None:
    """The way of a ``steigern`` or ``senken`` Kennzahl as it is judged with a value of year ``bis``.

    ``None`` without a base or without a target after the base year. A Reihenbruch up to ``bis``
    replaces the base value where it brings a new one, else makes the way not comparable.
    """
    kennzahl = akte.kennzahl
    if kennzahl.basisjahr is None:
        return None
    basiswert, vergleichbar = kennzahl.basiswert, True
    bruch = None if bis is None else letzter_reihenbruch(akte, bis)
    if bruch is not None and kennzahl.basisjahr < bruch.ab.jahr:
        if bruch.basiswert_neu is not None:
            basiswert = bruch.basiswert_neu
        else:
            vergleichbar = False
    if basiswert is None:
        return None
    y0 = Fraction(basiswert)
    punkte = [(kennzahl.basisjahr, y0)]
    punkte += [(z.jahr, Fraction(z.wert)) for z in akte.zielwerte if z.jahr > kennzahl.basisjahr]
    if len(punkte) == 1:
        return None
    richtung = 1 if kennzahl.zieltyp is Zieltyp.STEIGERN else -1
    return Zielweg(richtung, kennzahl.basisjahr, y0, tuple(punkte), vergleichbar)


def letztes_zieljahr(akte: Kennzahlakte) -> int | None:
    """Year T of the last target; ``None`` for ``korridor``, ``beobachten`` and without a target.

    For way types only targets after the base year count.
    """
    kennzahl = akte.kennzahl
    if kennzahl.zieltyp in {Zieltyp.KORRIDOR, Zieltyp.BEOBACHTEN}:
        return None
    ab = kennzahl.basisjahr if kennzahl.zieltyp.is_way else None
    jahre = [z.jahr for z in akte.zielwerte if ab is None or z.jahr > ab]
    return max(jahre, default=None)


@dataclass(frozen=True, slots=True)
class Haltelinie:
    """Line (or corridor) a value shall not cross. ``toleranz`` is ``None`` where it is not set or 0."""

    zieltyp: Zieltyp
    linien: tuple[tuple[int, Fraction], ...]
    untergrenze: Fraction | None
    obergrenze: Fraction | None
    toleranz: Fraction | None

    @property
    def is_korridor(self) -> bool:
        """Whether it has two borders and no target year."""
        return self.zieltyp is Zieltyp.KORRIDOR

    def linie(self, jahr: int) -> Fraction:
        """The line of a year: the Zielwert of the first year ≥ it, after the last year the last one."""
        return next((y for t, y in self.linien if t >= jahr), self.linien[-1][1])

    def soll(self, jahr: int) -> Fraction | None:
        """The line of a year for display; ``None`` for a Korridor, which has two."""
        return None if self.is_korridor or not self.linien else self.linie(jahr)

    def grenzen(self, jahr: int) -> tuple[Fraction | None, Fraction | None]:
        """Lower and upper border in a year; ``None`` = open on that side."""
        if self.is_korridor:
            return self.untergrenze, self.obergrenze
        linie = self.linie(jahr)
        return (linie, None) if self.zieltyp is Zieltyp.MINDESTENS else (None, linie)

    def abstand(self, wert: Fraction, jahr: int) -> Fraction:
        """How far a value lies outside in a year; 0 inside."""
        unten, oben = self.grenzen(jahr)
        if unten is not None and wert < unten:
            return unten - wert
        if oben is not None and wert > oben:
            return wert - oben
        return Fraction(0)

    @property
    def zieljahr(self) -> int | None:
        """Year of the last target; ``None`` for a Korridor."""
        return None if self.is_korridor else self.linien[-1][0]

    def weite(self, jahr: int) -> int:
        """Years from ``jahr`` to the one that the Ausblick looks at: the target year, else the next one."""
        return 1 if self.zieljahr is None else max(1, self.zieljahr - jahr)


def haltelinie(akte: Kennzahlakte) -> Haltelinie | None:
    """The line of a hold type; ``None`` where nothing is there to hold against."""
    kennzahl = akte.kennzahl
    linien = tuple((z.jahr, Fraction(z.wert)) for z in akte.zielwerte)
    unten = None if kennzahl.untergrenze is None else Fraction(kennzahl.untergrenze)
    oben = None if kennzahl.obergrenze is None else Fraction(kennzahl.obergrenze)
    if kennzahl.zieltyp is Zieltyp.KORRIDOR:
        if unten is None or oben is None:
            return None
    elif not linien:
        return None
    toleranz = kennzahl.toleranz
    breite = Fraction(toleranz) if toleranz is not None and toleranz > 0 else None
    return Haltelinie(kennzahl.zieltyp, linien, unten, oben, breite)

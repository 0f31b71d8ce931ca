"""Werte: how the figures of one Kennzahl are written: its unit, its decimals, its differences."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.kennzahl import Kennzahlakte, Messwert
from kek_dashboard.formats import NO_BREAK_SPACE, format_number, format_value

# More than this many decimals nobody reads; from this size on computed figures need none of their own.
_MOST_DECIMALS = 3
_LARGE = 1000
_HUNDRED = 100  # … and whole ones already from here on
# Words for counting that nobody says after a number.
_NO_UNIT = {"anzahl", "zahl", "stück", "stueck"}


@dataclass(frozen=True, slots=True)
class Werteform:
    """How figures of one Kennzahl are written."""

    einheit: str
    stellen: int

    def wert(self, zahl: Fraction | Decimal | None) -> str:
        """A measured value or target, with its unit."""
        return format_value(zahl, self.einheit, self.stellen_of(zahl))

    def zahl(self, zahl: Fraction | Decimal | None) -> str:
        """A measured value or target without its unit."""
        return format_number(zahl, self.stellen_of(zahl))

    def gerechnet(self, zahl: Fraction | None, neben: Fraction | None = None) -> str:
        """A computed value (Soll, Prognose) with its unit: one decimal at least, none of its own when large.

        ``neben`` is the measured value beside it: two that differ are never written the same.
        """
        return format_value(zahl, self.einheit, self.stellen_gerechnet(zahl, neben))

    def gerechnete_zahl(self, zahl: Fraction | None, neben: Fraction | None = None) -> str:
        """A computed value without its unit.

        >>> Werteform("Note", 1).gerechnete_zahl(Fraction(215, 100), Fraction(22, 10))
        '2,15'
        """
        return format_number(zahl, self.stellen_gerechnet(zahl, neben))

    def differenz(self, zahl: Fraction | None) -> str:
        """A difference without its sign; between percentages it is in Prozentpunkten."""
        if zahl is None:
            return format_value(None, "")
        wort = "Prozentpunkte" if self.einheit == "%" else self.einheit
        text = format_number(abs(zahl), self.stellen_gerechnet(zahl))
        return text + NO_BREAK_SPACE + wort if wort else text

    def abstand(self, weit: Fraction, neben: Fraction) -> str:
        """How far a value is from a computed one that stands beside it: as exact as that one is written.

        A reader who takes one from the other gets this figure. One that would be nothing is written more exactly.

        >>> form, soll = Werteform("", 0), Fraction(10202, 10)
        >>> form.gerechnete_zahl(soll), form.abstand(1021 - soll, soll), form.abstand(Fraction(1, 5), soll)
        ('1.020', '1', '0,2')
        """
        return format_number(abs(weit), self.stellen_abstand(weit, neben))

    def stellen_abstand(self, weit: Fraction, neben: Fraction) -> int:
        """Decimals of such a distance."""
        return _until_apart(abs(weit), Fraction(0), self.stellen_gerechnet(neben, neben + weit))

    def differenz_or_unknown(self, zahl: Decimal | None) -> str:
        """A distance from the master data, „–“ where none is set."""
        return self.differenz(None if zahl is None else Fraction(zahl))

    def stellen_of(self, zahl: Fraction | Decimal | None) -> int:
        """Decimals of the Kennzahl; more where the value would otherwise be another one."""
        if zahl is None:
            return self.stellen
        genau = Fraction(zahl)
        return next(
            (n for n in range(self.stellen, _MOST_DECIMALS) if (genau * 10**n).denominator == 1),
            max(self.stellen, 1 if genau.denominator != 1 else 0),
        )

    def messwert(self, messwert: Messwert) -> str:
        """A measured value with its unit; the words for it where it is withheld."""
        return GESPERRT if messwert.is_withheld else self.wert(messwert.wert)

    def stellen_gerechnet(self, zahl: Fraction | None, neben: Fraction | None = None) -> int:
        """Decimals of a computed value: one at least, none of its own when it is large; more until it differs."""
        stellen = max(self.stellen, 1)
        if zahl is not None and (abs(zahl) >= _LARGE or (abs(zahl) >= _HUNDRED and zahl.denominator == 1)):
            stellen = self.stellen
        return stellen if zahl is None or neben is None else _until_apart(zahl, neben, stellen)


def werteform(akte: Kennzahlakte) -> Werteform:
    """How the figures of this Kennzahl are written; decimals as set, else as its values bring them."""
    kennzahl = akte.kennzahl
    einheit = "" if kennzahl.einheit.casefold() in _NO_UNIT else kennzahl.einheit
    if kennzahl.nachkommastellen is not None:
        return Werteform(einheit, kennzahl.nachkommastellen)
    werte = [m.wert for m in akte.messwerte] + [z.wert for z in akte.zielwerte] + [kennzahl.basiswert]
    stellen = max((_decimals(wert) for wert in werte if wert is not None), default=0)
    return Werteform(einheit, min(stellen, _MOST_DECIMALS))


def _until_apart(zahl: Fraction, neben: Fraction, stellen: int) -> int:
    """The fewest decimals, from ``stellen`` on, with which two different numbers are written differently."""
    if zahl == neben:
        return stellen
    return next(
        (n for n in range(stellen, _MOST_DECIMALS + 1) if format_number(zahl, n) != format_number(neben, n)),
        stellen,
    )


def _decimals(wert: Decimal) -> int:
    exponent = wert.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

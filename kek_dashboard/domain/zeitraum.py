"""Zeitraum: a year, half-year, quarter or month that a Messwert speaks about."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kek_dashboard.domain.errors import InvalidZeitraumError


class Periode(StrEnum):
    """Length of a Zeitraum; the value is the letter in its short form (``2023-Q1``)."""

    JAHR = ""
    HALBJAHR = "H"
    QUARTAL = "Q"
    MONAT = "M"


PERIODEN_IM_JAHR = {Periode.JAHR: 1, Periode.HALBJAHR: 2, Periode.QUARTAL: 4, Periode.MONAT: 12}
_KURZFORM = re.compile(r"(\d{4})(?:-(?:([HQ])(\d)|(\d\d)))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Zeitraum:
    """One Zeitraum; ``nummer`` counts inside the year from 1 (always 1 for a whole year)."""

    jahr: int
    periode: Periode = Periode.JAHR
    nummer: int = 1

    def __str__(self) -> str:
        """Short form: ``2023``, ``2023-H1``, ``2023-Q1``, ``2023-06``."""
        if self.periode is Periode.JAHR:
            return str(self.jahr)
        if self.periode is Periode.MONAT:
            return f"{self.jahr}-{self.nummer:02d}"
        return f"{self.jahr}-{self.periode.value}{self.nummer}"

    @classmethod
    def parse(cls, text: str) -> Zeitraum:
        """Zeitraum from its short form; raises ``InvalidZeitraumError`` for anything else."""
        treffer = _KURZFORM.fullmatch(text)
        if treffer is None:
            raise InvalidZeitraumError(text)
        jahr, buchstabe, nummer, monat = treffer.groups()
        if buchstabe:
            periode, zahl = Periode(buchstabe), int(nummer)
        elif monat:
            periode, zahl = Periode.MONAT, int(monat)
        else:
            periode, zahl = Periode.JAHR, 1
        if not 1 <= zahl <= PERIODEN_IM_JAHR[periode]:
            raise InvalidZeitraumError(text)
        return cls(int(jahr), periode, zahl)

    @classmethod
    def containing(cls, tag: date, periode: Periode) -> Zeitraum:
        """The Zeitraum of this length in which the day lies."""
        monate = 12 // PERIODEN_IM_JAHR[periode]
        return cls(tag.year, periode, (tag.month - 1) // monate + 1)

    @property
    def beginn(self) -> date:
        """Its first day."""
        monate = 12 // PERIODEN_IM_JAHR[self.periode]
        return date(self.jahr, (self.nummer - 1) * monate + 1, 1)

    @property
    def ende(self) -> date:
        """Its last day."""
        monat = self.nummer * (12 // PERIODEN_IM_JAHR[self.periode])
        return date(self.jahr, monat, monthrange(self.jahr, monat)[1])

    @property
    def is_year(self) -> bool:
        """Whether this is a whole year."""
        return self.periode is Periode.JAHR

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Order in time: by the month it ends in; of two that end together the shorter first."""
        anzahl = PERIODEN_IM_JAHR[self.periode]
        return (self.jahr, self.nummer * (12 // anzahl), -anzahl)

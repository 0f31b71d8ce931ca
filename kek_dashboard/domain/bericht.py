"""Bericht: which report is asked for, of which year, as of which day, as which kind of file."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

QUARTALE: Final = (1, 2, 3, 4)


class Berichtsart(StrEnum):
    """The reports there are; the value is the word of the command line."""

    FORTSCHRITT = "fortschritt"
    BRIEFING = "briefing"
    HAUSHALT = "haushalt"
    SCHLUSSBILANZ = "schlussbilanz"


class Berichtsformat(StrEnum):
    """The kinds of files; the value is the ending of the name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Berichtsauftrag:
    """One report that somebody wants.

    ``jahr`` is the Berichtsjahr (of the Haushaltsbericht: the Haushaltsjahr), ``quartal`` belongs to the briefing
    alone. ``wissensstand`` is always said: a report without it could not be made a second time.
    ``zielsystem`` is the name of the one it speaks of, empty for the one that is shown on that day.
    """

    art: Berichtsart
    jahr: int
    wissensstand: date
    quartal: int | None = None
    zielsystem: str = ""


def last_day_of_quarter(jahr: int, quartal: int) -> date:
    """The day on which a quarter ends; ``quartal`` 1 to 4."""
    monat = quartal * 3
    return date(jahr, monat, monthrange(jahr, monat)[1])


def last_quarter_over(tag: date, jahr: int | None = None) -> tuple[int, int] | None:
    """Year and number of the newest quarter that is over on a day; with ``jahr`` the newest of that year.

    A quarter is over on the day after its last. ``None`` where none of the year is.
    """
    in_frage = ((n, q) for n in ((jahr,) if jahr else (tag.year, tag.year - 1)) for q in reversed(QUARTALE))
    return next(((n, q) for n, q in in_frage if last_day_of_quarter(n, q) < tag), None)

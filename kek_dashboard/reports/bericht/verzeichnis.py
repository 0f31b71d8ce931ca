"""Verzeichnis: the reports there are; a new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kek_dashboard.domain.bericht import Berichtsart, Berichtsformat
from kek_dashboard.reports.bericht.briefing import make_briefing
from kek_dashboard.reports.bericht.form import Bericht
from kek_dashboard.reports.bericht.fortschritt import make_fortschritt
from kek_dashboard.reports.bericht.haushaltsbericht import BEZEICHNUNG as HAUSHALTSBERICHT
from kek_dashboard.reports.bericht.haushaltsbericht import WOFUER as HAUSHALTSBERICHT_WOFUER
from kek_dashboard.reports.bericht.haushaltsbericht import make_haushaltsbericht
from kek_dashboard.reports.bericht.haushaltsbericht.mappe import write_haushaltsmappe
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.reports.bericht.schlussbilanz import make_schlussbilanz

ALLE_FORMATE: Final = tuple(Berichtsformat)


@dataclass(frozen=True, slots=True)
class Berichtsform:
    """One report: its name, for whom it is, how it is made, and where a workbook of its own is written.

    ``write_xlsx`` ``None`` = the workbook has one sheet for each table of the report, as written for all.
    """

    bezeichnung: str
    wofuer: str
    make: Callable[[Berichtsquelle], Bericht]
    write_xlsx: Callable[[Berichtsquelle], bytes] | None = None
    formate: tuple[Berichtsformat, ...] = ALLE_FORMATE


BERICHTE: Final[Mapping[Berichtsart, Berichtsform]] = MappingProxyType(
    {
        Berichtsart.FORTSCHRITT: Berichtsform(
            "Fortschrittsbericht",
            "Für den Ausschuss: jedes Ziel auf einem Blatt, was sich seit der letzten Sitzung geändert hat und warum.",
            make_fortschritt,
        ),
        Berichtsart.BRIEFING: Berichtsform(
            "Quartalsbriefing",
            "Zwei Seiten für den Landrat: drei Dinge zu wissen, drei zu entscheiden, und worauf sie sich stützen.",
            make_briefing,
        ),
        Berichtsart.HAUSHALT: Berichtsform(
            HAUSHALTSBERICHT, HAUSHALTSBERICHT_WOFUER, make_haushaltsbericht, write_haushaltsmappe
        ),
        Berichtsart.SCHLUSSBILANZ: Berichtsform(
            "Schlussbilanz",
            "Für den Kreistag: je Unterziel, was gewollt war, was erreicht ist, was es gekostet hat, was weitergeht.",
            make_schlussbilanz,
        ),
    }
)

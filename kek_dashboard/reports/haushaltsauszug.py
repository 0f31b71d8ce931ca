"""Haushaltsauszug: the lines of a Haushalt that somebody saw, as data for a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.haushaltsbaum import is_counted
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.mitteleinsatz import Verwendung

#: The columns of money, in this order on every sheet.
ARTEN: Final = (
    Positionsart.AUFWENDUNGEN,
    Positionsart.ERTRAEGE,
    Positionsart.INVESTIVE_AUSZAHLUNGEN,
    Positionsart.INVESTIVE_EINZAHLUNGEN,
)
NICHT_ZUGEORDNET: Final = "nicht zugeordnet"
NICHT_ADDIERT: Final = (
    "Die vier Spalten werden nie zusammengezählt. Aufwendungen stehen im Ergebnishaushalt, investive Auszahlungen im "
    "Finanzhaushalt; eine Investition wird in den Jahren danach über Abschreibungen zu Aufwand."
)


@dataclass(frozen=True, slots=True)
class Haushaltsauszug:
    """What was seen on the screen, all of it. ``auswahl`` says in words what the lines are narrowed to.

    ``ziele`` are the Unterziele with their names, in order; ``artworte`` and ``fundstelle`` say the rest as the
    screen says it. ``insgesamt`` is the number of all lines of the Haushalt.
    """

    haushaltsjahr: int
    fassung: str
    wertart: str
    auswahl: Sequence[str]
    insgesamt: int
    zeilen: Sequence[Verwendung]
    ziele: Sequence[tuple[str, str]]
    artworte: Mapping[Positionsart, str]
    fundstelle: Callable[[Verwendung], str]
    wissensstand: date
    datenstand: date | None

    @property
    def herkunft(self) -> Herkunft:
        """Weakest Herkunft of all lines."""
        return weakest(v.herkunft for v in self.zeilen)

    @property
    def titel(self) -> str:
        """Title of the workbook."""
        return f"Haushalt {self.haushaltsjahr}" + (", Auswahl" if self.auswahl else "")

    @property
    def fuss(self) -> str:
        """What stands at the foot of each printed page."""
        return f"KEK-Monitor · {self.titel} · {self.wertart}"


def goal_key(nr: str) -> str:
    """How a goal is named where formulas look for it: a bare 1.10 would be found as 1.1 or as a day.

    >>> goal_key("1.10")
    'Unterziel 1.10'
    """
    return f"Unterziel {nr}"


def shares(auszug: Haushaltsauszug) -> Iterable[tuple[int, str, Verwendung, Decimal]]:
    """Each line as often as it serves a goal, with its euros; what serves none under its own word."""
    for nummer, v in enumerate(auszug.zeilen, start=1):
        if not is_counted(v):
            continue
        for nr, eur in v.je_unterziel:
            yield nummer, goal_key(nr), v, eur
        if v.rest or not v.je_unterziel:
            yield nummer, NICHT_ZUGEORDNET, v, v.rest


def file_name(auszug: Haushaltsauszug) -> str:
    """Name of the file."""
    return f"Haushalt-{auszug.haushaltsjahr}-{auszug.fassung}{'-Auswahl' if auszug.auswahl else ''}.xlsx"

"""Reihenfolge: how the list of Kennzahlen is sorted, by an address; what has no value stands last either way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.verteilung import REIHENFOLGE
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.rechte import fold
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.formularfelder import choice
from kek_dashboard.web.seite import Kontext

SORTIERT = "sortiert"


class Nach(StrEnum):
    """What the list can be sorted by."""

    NUMMER = "nummer"
    NAME = "name"
    FACHBEREICH = "fachbereich"
    ZIELERREICHUNG = "zielerreichung"
    STAND = "stand"


#: What an address says, and how it is called; the first is what an address need not say.
ANGEBOT = (
    ("nummer", "Nummer"),
    ("name", "Bezeichnung"),
    ("fachbereich", "Fachbereich"),
    ("zielerreichung", "niedrigste Zielerreichung zuerst"),
    ("-zielerreichung", "höchste Zielerreichung zuerst"),
    ("-stand", "schwächster Stand zuerst"),
    ("stand", "bester Stand zuerst"),
)
_Wert = Callable[[Kennzahlakte, Bewertung], Any]
_WERT: dict[Nach, _Wert] = {
    Nach.NUMMER: lambda akte, _: akte.nr,
    Nach.NAME: lambda akte, _: fold(akte.kennzahl.bezeichnung),
    Nach.FACHBEREICH: lambda akte, _: fold(akte.kennzahl.fachbereich) or None,
    Nach.ZIELERREICHUNG: lambda _, b: b.zielerreichung,
    Nach.STAND: lambda _, b: (REIHENFOLGE.index(b.stand), b.planabweichung or 0) if b.is_assessable else None,
}


@dataclass(frozen=True, slots=True)
class Reihenfolge:
    """By what, and whether from its end."""

    nach: Nach = Nach.NUMMER
    absteigend: bool = False

    @property
    def wort(self) -> str | None:
        """What an address says of it; ``None`` for the order nobody has to ask for."""
        return None if self == Reihenfolge() else "-" * self.absteigend + self.nach

    def sort(self, kontext: Kontext, akten: Iterable[Kennzahlakte]) -> list[Kennzahlakte]:
        """In this order; the same values stay in the order of the numbers."""
        bewertungen = kontext.gesamt.kennzahlen
        werte = [(_WERT[self.nach](akte, bewertungen[akte.nr]), akte) for akte in akten]
        mit = [paar for paar in werte if paar[0] is not None]
        mit.sort(key=lambda paar: paar[0], reverse=self.absteigend)
        return [akte for _, akte in mit] + [akte for wert, akte in werte if wert is None]

    def heading(self, kontext: Kontext, nach: Nach, titel: str) -> tuple[Component, str]:
        """Heading of a column as a link that sorts by it, or turns it round, and what ``aria-sort`` says of it."""
        hier = self.nach is nach
        ziel = Reihenfolge(nach, hier and not self.absteigend)
        pfeil = ("▼" if self.absteigend else "▲") if hier else ""
        link = html.A(
            [titel, html.Span(pfeil, className="pfeil", **aria(hidden="true"))],
            href=kontext.link(**{**kontext.rest, SORTIERT: ziel.wort}),
            id=f"sortiert-{nach}",
        )
        return link, ("descending" if self.absteigend else "ascending") if hier else ""


def read_reihenfolge(kontext: Kontext) -> Reihenfolge:
    """What the address asks for; a word it does not know sorts by number."""
    wort = kontext.query.get(SORTIERT, "")
    nach = wort.removeprefix("-")
    return Reihenfolge(Nach(nach), wort.startswith("-")) if nach in set(Nach) else Reihenfolge()


def choose_reihenfolge(reihenfolge: Reihenfolge) -> Component:
    """The same as a field: a phone has no headings of columns."""
    wort = reihenfolge.wort or Nach.NUMMER
    angebot = list(ANGEBOT)
    if wort not in dict(angebot):
        angebot.append((wort, f"{dict(ANGEBOT)[reihenfolge.nach]}, umgekehrt"))
    return choice(SORTIERT, "Reihenfolge", angebot, wort)

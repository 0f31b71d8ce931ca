"""Haushaltszeilen: what was found in the rows of a plan, before it is decided what counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.haushalt import Wertart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.importers.profil import Seite

#: Kind and year of an amount column.
Betragsart = tuple[Wertart, int]


@dataclass(frozen=True, slots=True)
class Zeilenbetrag:
    """One amount cell: euros as the county speaks, euros with the sign of the file, and the cell."""

    eur: Decimal
    datei_eur: Decimal
    zelle: str
    roh: str


@dataclass(frozen=True, slots=True)
class Planposten:
    """A row that is a line of the plan; ``felder`` as in ``profil.FELDER``, empty ones absent."""

    blatt: str
    zeile: int
    zelle: str
    felder: Mapping[str, str]
    seite: Seite
    betraege: Mapping[Betragsart, Zeilenbetrag]
    herkunft: Herkunft


@dataclass(frozen=True, slots=True)
class Summenzeile:
    """A row that states a total; never counted.

    ``fehlt`` names the key field it lacks where only its amounts can show that it is a total: a row
    with amounts and part of a key that does not call itself a sum. Empty = it is one for certain.
    """

    blatt: str
    zeile: int
    zelle: str
    text: str
    felder: Mapping[str, str]
    betraege: Mapping[Betragsart, Zeilenbetrag]
    fehlt: str = ""


@dataclass(frozen=True, slots=True)
class Planblatt:
    """The rows of one sheet in the order of the file; ``felder`` are those it has columns for."""

    name: str
    felder: frozenset[str]
    spalten: tuple[Betragsart, ...]
    zeilen: tuple[Planposten | Summenzeile, ...]

    @property
    def posten(self) -> tuple[Planposten, ...]:
        """Only the lines."""
        return tuple(zeile for zeile in self.zeilen if isinstance(zeile, Planposten))


def spaltentitel(art: Betragsart) -> str:
    """Name of an amount column as a person says it: ``Ansatz 2019``."""
    return f"{_TITEL[art[0]]} {art[1]}"


_TITEL = {
    Wertart.ANSATZ: "Ansatz",
    Wertart.NACHTRAG: "Nachtrag",
    Wertart.NEUER_ANSATZ: "neuer Ansatz",
    Wertart.PLANUNG: "Planung",
    Wertart.ERGEBNIS: "Ergebnis",
    Wertart.IST: "Ist",
}

"""Haushaltszeilen: what was found in the rows of a plan, before it is decided what counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.haushalt import Wertart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.importers.profil_rahmen import Seite

#: Wertart, year and Stichtag of an amount column (the key of a ``Betrag``).
Betragsart = tuple[Wertart, int, date | None]


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
    roh: str = ""


@dataclass(frozen=True, slots=True)
class Summenzeile:
    """A row that states a total; never counted.

    ``fehlt`` names the key field it lacks where only its amounts can show that it is a total: a row
    with amounts and part of a key that does not call itself a sum. Empty = it is one for certain.
    ``faktoren``: which numbered lines it adds up, where the profile says so.
    """

    blatt: str
    zeile: int
    zelle: str
    text: str
    felder: Mapping[str, str]
    betraege: Mapping[Betragsart, Zeilenbetrag]
    fehlt: str = ""
    faktoren: Mapping[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Planblatt:
    """The rows of one sheet in the order of the file; ``felder`` are those it has columns for.

    ``schritte``: to how many euros the amounts of a column are rounded; absent = they are exact.
    """

    name: str
    felder: frozenset[str]
    spalten: tuple[Betragsart, ...]
    zeilen: tuple[Planposten | Summenzeile, ...]
    schritte: Mapping[Betragsart, Decimal] = field(default_factory=dict)

    @property
    def posten(self) -> tuple[Planposten, ...]:
        """Only the lines."""
        return tuple(zeile for zeile in self.zeilen if isinstance(zeile, Planposten))


def spaltentitel(art: Betragsart) -> str:
    """Name of an amount column as a person says it: ``Ansatz 2019``, ``Prognose 2019 (Stand 30.06.2019)``."""
    wertart, jahr, stichtag = art
    stand = "" if stichtag is None else f" (Stand {stichtag:%d.%m.%Y})"
    return f"{WERTART_TITEL[wertart]} {jahr}{stand}"


WERTART_TITEL = {
    Wertart.ANSATZ: "Ansatz",
    Wertart.ANSATZ_MIT_RESTEN: "Ansatz einschließlich Haushaltsreste",
    Wertart.NACHTRAG: "Nachtrag",
    Wertart.NEUER_ANSATZ: "neuer Ansatz",
    Wertart.FORTGESCHRIEBEN: "fortgeschriebener Ansatz",
    Wertart.FORTGESCHRIEBEN_MIT_RESTEN: "fortgeschriebener Ansatz einschließlich Haushaltsreste",
    Wertart.PLANUNG: "Planung",
    Wertart.BUCHUNGSSTAND: "Buchungsstand",
    Wertart.PROGNOSE: "Prognose",
    Wertart.VORLAEUFIGES_ERGEBNIS: "vorläufiges Ergebnis",
    Wertart.ERGEBNIS: "Ergebnis",
    Wertart.IST: "Ist",
}

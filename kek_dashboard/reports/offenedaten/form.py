"""Form: what a table of the open data is made of: columns with type and meaning, its key, where it points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ZEITRAUM_MUSTER: Final = r"^\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"
_ANTEIL: Final = "Anteil am ganzen Weg, 1 = 100 %, höchstens 6 Nachkommastellen; leer = unbekannt."


class Art(StrEnum):
    """Type of a column. Source: Frictionless Table Schema 1, „Types and Formats“."""

    TEXT = "string"
    ZAHL = "number"
    GANZZAHL = "integer"
    JAHR = "year"
    TAG = "date"
    JA_NEIN = "boolean"


@dataclass(frozen=True, slots=True)
class Spalte:
    """One column: ``name`` is its header and the field of the row.

    ``pflicht``: never empty. ``werte``: the only words that occur. ``muster``: what its text looks like.
    """

    name: str
    titel: str
    art: Art = Art.TEXT
    beschreibung: str = ""
    pflicht: bool = False
    werte: tuple[str, ...] = ()
    muster: str = ""


@dataclass(frozen=True, slots=True)
class Verweis:
    """Columns that hold the key of a row in a table; ``tabelle`` empty = in this very table."""

    spalten: tuple[str, ...]
    tabelle: str
    ziel: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tabelle:
    """One CSV: what it is called, what it says, its columns in order, its key (empty: a part of it may be missing)."""

    name: str
    titel: str
    beschreibung: str
    zeilenart: type
    spalten: tuple[Spalte, ...]
    schluessel: tuple[str, ...]
    verweise: tuple[Verweis, ...] = ()

    @property
    def datei(self) -> str:
        """Name of its file."""
        return f"{self.name}.csv"


def nummer(name: str, titel: str, beschreibung: str = "", *, pflicht: bool = True) -> Spalte:
    """A key as text: 1.10 is not 1.1."""
    return Spalte(
        name, titel, beschreibung=f"{beschreibung} Text: 1.10 ist nicht 1.1.".strip(), pflicht=pflicht
    )


def wort(
    name: str, titel: str, werte: type[StrEnum], beschreibung: str = "", *, pflicht: bool = False
) -> Spalte:
    """A word of a fixed list; an empty one means that nothing is said."""
    return Spalte(name, titel, Art.TEXT, beschreibung, pflicht, tuple(w.value for w in werte if w.value))


def anteil(name: str, titel: str, beschreibung: str = "") -> Spalte:
    """A share of 1."""
    return Spalte(name, titel, Art.ZAHL, f"{beschreibung} {_ANTEIL}".strip())


def verweise(*paare: tuple[Sequence[str], str, Sequence[str]]) -> tuple[Verweis, ...]:
    """Several at once."""
    return tuple(Verweis(tuple(spalten), tabelle, tuple(ziel)) for spalten, tabelle, ziel in paare)

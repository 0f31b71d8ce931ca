"""Mappe: a delivered workbook as plain cells, the same for each file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Zelle:
    """One non-empty cell.

    ``wert`` is what the file holds: text (NFC, control characters removed, never stripped of its
    meaning), a number (Decimal with at most 15 significant digits, as Excel shows it), a date, a
    boolean, or ``None`` for an error value or a formula without a stored result (``fehler`` says
    which: ``#NV``, ``#DIV/0!`` …, ``formel_ohne_ergebnis``). ``roh`` is what a person sees there.
    """

    zeile: int
    spalte: int
    wert: str | Decimal | date | bool | None
    roh: str
    zahlformat: str = ""
    fehler: str = ""

    @property
    def name(self) -> str:
        """Address of the cell as Excel writes it, for example ``E7``."""
        return spaltenname(self.spalte) + str(self.zeile)


def spaltenname(spalte: int) -> str:
    """Letters of a column counted from 1: 1 → A, 27 → AA."""
    buchstaben = ""
    while spalte:
        spalte, rest = divmod(spalte - 1, 26)
        buchstaben = chr(65 + rest) + buchstaben
    return buchstaben


@dataclass(frozen=True)
class Blatt:
    """One sheet: its rows in order, each a mapping column → cell (empty cells are absent).

    ``verborgen`` says that Excel hides the sheet. ``verbunden`` maps each cell covered by a merge to
    the merge's first cell, as (row, column). ``verborgene_zeilen`` and ``verborgene_spalten`` are the
    numbers of hidden rows and columns, ``kommentare`` the notes at cells: (row, column) → text.
    """

    name: str
    zeilen: Mapping[int, Mapping[int, Zelle]]
    verborgen: bool = False
    verbunden: Mapping[tuple[int, int], tuple[int, int]] | None = None
    verborgene_zeilen: frozenset[int] = frozenset()
    verborgene_spalten: frozenset[int] = frozenset()
    kommentare: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def zelle(self, zeile: int, spalte: int) -> Zelle | None:
        """The cell at this place, or ``None`` where it is empty."""
        return self.zeilen.get(zeile, {}).get(spalte)

    @cached_property
    def letzte_spalte(self) -> int:
        """Highest used column, 0 for an empty sheet."""
        return max((max(zeile) for zeile in self.zeilen.values() if zeile), default=0)


@dataclass(frozen=True)
class Arbeitsmappe:
    """A delivered file after safe reading.

    ``format`` is ``xlsx``, ``ods``, ``xls``, ``csv``, or ``html`` for the table that a program wrote
    as HTML and named .xls.
    """

    dateiname: str
    format: str
    blaetter: tuple[Blatt, ...]

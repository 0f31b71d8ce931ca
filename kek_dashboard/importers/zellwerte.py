"""Zellwerte: values of cells as they go to the parent, the same for each file format; child process only."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.protokoll import DATUM, FEHLER, TEXT, Fortschritt, Zeile

#: Shares of the whole work, from the times of an .xlsx with 50,000 rows.
GEPRUEFT = 0.25
GEOEFFNET = 0.35
GELESEN = 0.95
_MELDEN_ALLE = 500
_GANZE_ZAHLEN = 10**15


class Formatliste:
    """Number formats, numbered from 1 in the order of their first use in the file."""

    def __init__(self) -> None:
        self._nummern: dict[str, int] = {}
        self._neu: list[str] = []

    def number(self, zahlformat: str) -> int:
        """Number of this format."""
        nummer = self._nummern.get(zahlformat)
        if nummer is None:
            if len(self._nummern) >= grenzen.MAX_FORMATE:
                raise RefusedError("zu_gross", "mehr als 5.000 Zahlenformate")
            nummer = self._nummern[zahlformat] = len(self._nummern) + 1
            self._neu.append(zahlformat[: grenzen.MAX_FORMATTEXT])
        return nummer

    def take_new(self) -> Iterator[Zeile]:
        """Lines of the formats that came up since the last call."""
        neu, self._neu = self._neu, []
        for text in neu:
            yield ["F", text]


class Lauf:
    """How many of all cells (or bytes) have been read, told from time to time."""

    def __init__(self, melde: Fortschritt, alle: int, ab: float = GEOEFFNET) -> None:
        """``alle`` is the whole amount, ``ab`` the share where this work begins."""
        self._melde, self._alle, self._ab = melde, alle or 1, ab
        self._gelesen = self._zeilen = 0

    def row(self, menge: int, blatt: str) -> None:
        """One more row that makes up so much of the whole."""
        self._gelesen += menge
        self._zeilen += 1
        if self._zeilen % _MELDEN_ALLE == 1:
            self.tell(self._gelesen, blatt)

    def tell(self, gelesen: int, blatt: str) -> None:
        """So much has been read by now."""
        anteil = self._ab + (GELESEN - self._ab) * min(gelesen / self._alle, 1)
        self._melde(anteil, f"Blatt „{blatt}“ wird gelesen")


def number_value(wert: float, format_nr: int) -> tuple[str, int]:
    """A number with the 15 digits that Excel itself keeps and shows; no NaN, no infinity."""
    if isinstance(wert, int) and -_GANZE_ZAHLEN < wert < _GANZE_ZAHLEN:
        return str(wert), format_nr
    try:
        als_float = float(wert)
    except OverflowError:
        return "#NUM!", FEHLER
    if not math.isfinite(als_float):
        return "#NUM!", FEHLER
    return f"{als_float:.15g}", format_nr


def moment_value(wert: date | time | timedelta) -> tuple[str, int]:
    """A date as its day (the time of day says nothing about a Zeitraum), a time or duration as text."""
    if isinstance(wert, datetime):
        return wert.date().isoformat(), DATUM
    if isinstance(wert, date):
        return wert.isoformat(), DATUM
    if isinstance(wert, time):
        return wert.isoformat("seconds"), TEXT
    sekunden = round(wert.total_seconds())
    minuten, rest = divmod(abs(sekunden), 60)
    vorzeichen = "-" if sekunden < 0 else ""
    return f"{vorzeichen}{minuten // 60:02d}:{minuten % 60:02d}:{rest:02d}", TEXT


class Verbuende:
    """Merged ranges of a workbook, counted: one over a whole sheet would cost gigabytes."""

    def __init__(self) -> None:
        self._anzahl = self._zellen = 0

    def check(self, bereich: list[int]) -> list[int]:
        """The range (first row, first column, last row, last column), if it is still within the limits."""
        zeile1, spalte1, zeile2, spalte2 = bereich
        self._anzahl += 1
        self._zellen += (zeile2 - zeile1 + 1) * (spalte2 - spalte1 + 1)
        if self._anzahl > grenzen.MAX_VERBUNDE:
            raise RefusedError("zu_gross", "mehr als 5.000 verbundene Bereiche")
        if self._zellen > grenzen.MAX_BEREICH:
            raise RefusedError("zu_gross", "verbundener Bereich über das ganze Blatt")
        return bereich


def without_covered(zeilen: Iterable[Zeile], verbuende: list[list[int]]) -> Iterator[Zeile]:
    """The rows without cells that a merge hides (Excel shows only a merge's first cell)."""
    verdeckt = {
        (zeile, spalte)
        for zeile1, spalte1, zeile2, spalte2 in verbuende
        for zeile in range(zeile1, zeile2 + 1)
        for spalte in range(spalte1, spalte2 + 1)
        if (zeile, spalte) != (zeile1, spalte1)
    }
    betroffen = {zeile for zeile, _ in verdeckt}
    for zeile in zeilen:
        if zeile[0] not in betroffen:
            yield zeile
            continue
        bleibt: Zeile = [zeile[0]]
        for stelle in range(1, len(zeile), 3):
            if (zeile[0], zeile[stelle]) not in verdeckt:
                bleibt += zeile[stelle : stelle + 3]
        if len(bleibt) > 1:
            yield bleibt

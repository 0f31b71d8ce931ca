"""Xls: the cells of an old Excel workbook (.xls, Excel 5 to 2003) as plain rows; child process only.

xlrd reads the records; the OLE file around them and what they may contain is checked before
(``ole``, ``biff``), so that it sees nothing but cells, formats and notes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import xlrd
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.biff import Satzpruefung
from kek_dashboard.importers.ole import workbook_stream
from kek_dashboard.importers.protokoll import FEHLER, TEXT, WAHRHEIT, Fortschritt, Zeile
from kek_dashboard.importers.zelltext import clean_text, note_text
from kek_dashboard.importers.zellwerte import (
    GEOEFFNET,
    GEPRUEFT,
    Formatliste,
    Lauf,
    moment_value,
    number_value,
    without_covered,
)


def xls_lines(inhalt: bytes, melde: Fortschritt) -> Iterator[Zeile]:
    """Lines of all worksheets in their order (shapes: see ``jail``); raises ``RefusedError``."""
    melde(0.0, "Inhalt wird geprüft")
    pruefung = Satzpruefung(workbook_stream(inhalt))
    melde(GEPRUEFT, "Arbeitsmappe wird geöffnet")
    # ragged_rows: without it one cell far out fills the whole sheet with empty ones.
    mappe = xlrd.open_workbook(
        file_contents=bytes(pruefung.strom),
        logfile=_Stumm(),
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
    )
    melde(GEOEFFNET, "Arbeitsmappe wird geöffnet")
    formate = Formatliste()
    zellen = _Zellen(mappe, formate)
    lauf = Lauf(melde, pruefung.zellen)
    for nummer in range(mappe.nsheets):
        blatt = mappe.sheet_by_index(nummer)
        name = clean_text(blatt.name, "", 0, 0)
        zeilen = list(_rows(blatt, name, zellen, lauf))
        verbuende = [
            [zeile1 + 1, spalte1 + 1, zeile2, spalte2]
            for zeile1, zeile2, spalte1, spalte2 in blatt.merged_cells
        ]
        yield [
            "B", name, blatt.visibility != 0, verbuende,
            _hidden(blatt.rowinfo_map, grenzen.MAX_ZEILEN), _hidden(blatt.colinfo_map, grenzen.MAX_SPALTEN),
            _notes(blatt),
        ]  # fmt: skip
        yield from formate.take_new()
        yield from without_covered(zeilen, verbuende)
        mappe.unload_sheet(nummer)


class _Stumm(io.StringIO):
    """Where xlrd's remarks go: nowhere."""

    def write(self, text: str, /) -> int:
        """Forget the text."""
        return len(text)


class _Zellen:
    """Values of cells by their type and the number format behind their style."""

    def __init__(self, mappe: Any, formate: Formatliste) -> None:  # noqa: ANN401  xlrd ships no types
        self._mappe, self._formate = mappe, formate
        self._epoche = CALENDAR_MAC_1904 if mappe.datemode else CALENDAR_WINDOWS_1900
        #: Style → (format, whether it shows a date, whether it shows a duration).
        self._stile: dict[int, tuple[str, bool, bool]] = {}

    def value(self, zelle: Any, blatt: str, zeile: int, spalte: int) -> tuple[str | bool, int]:  # noqa: ANN401
        """Value and kind of one cell; an empty text where it shows nothing."""
        if zelle.ctype == xlrd.XL_CELL_TEXT:
            text = clean_text(zelle.value, blatt, zeile, spalte)
            return ("" if text.isspace() else text), TEXT
        if zelle.ctype == xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(zelle.value, "#VALUE!"), FEHLER
        if zelle.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(zelle.value), WAHRHEIT
        if zelle.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
            return self._number(zelle.value, zelle.xf_index)
        return "", TEXT

    def _number(self, zahl: float, stil: int) -> tuple[str | bool, int]:
        """A number, or the date that its format makes of it, by the rules that hold for .xlsx."""
        zahlformat, ist_datum, ist_dauer = self._stile.get(stil) or self._style(stil)
        if ist_datum:
            try:
                return moment_value(from_excel(zahl, self._epoche, timedelta=ist_dauer))
            except (OverflowError, ValueError):
                return "#VALUE!", FEHLER
        return number_value(int(zahl) if zahl.is_integer() else zahl, self._formate.number(zahlformat))

    def _style(self, stil: int) -> tuple[str, bool, bool]:
        eintrag = self._mappe.format_map.get(self._mappe.xf_list[stil].format_key)
        text = eintrag.format_str if eintrag is not None else "General"
        angabe = text, is_date_format(text), is_timedelta_format(text)
        self._stile[stil] = angabe
        return angabe


def _rows(blatt: Any, name: str, zellen: _Zellen, lauf: Lauf) -> Iterator[Zeile]:  # noqa: ANN401
    """Rows of one sheet as ``[row, column, value, kind, …]``."""
    for reihe in range(blatt.nrows):
        zeile: Zeile = [reihe + 1]
        inhalt = blatt.row(reihe)
        lauf.row(len(inhalt), name)
        for spalte, zelle in enumerate(inhalt, start=1):
            wert, art = zellen.value(zelle, name, reihe + 1, spalte)
            if wert != "":
                zeile += (spalte, wert, art)
        if len(zeile) > 1:
            yield zeile


def _hidden(angaben: dict[int, Any], hoechstens: int) -> list[int]:
    """Numbers of the rows or columns that are hidden."""
    return sorted(nummer + 1 for nummer, eine in angaben.items() if eine.hidden and nummer < hoechstens)


def _notes(blatt: Any) -> list[list[int | str]]:  # noqa: ANN401
    """Notes at cells, sorted by place."""
    return [
        [zeile + 1, spalte + 1, text]
        for (zeile, spalte), notiz in sorted(blatt.cell_note_map.items())
        if (text := note_text(str(notiz.text)))
        and zeile < grenzen.MAX_ZEILEN
        and spalte < grenzen.MAX_SPALTEN
    ]

"""Xlsx: the cells of a checked .xlsx package as plain rows; runs in the child process only.

openpyxl's own parsers read the parts; what they would build around the cells (styles of each cell,
comments, charts, images, pivot tables, links) is never touched.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import WorkSheetParser, WorksheetReader
from openpyxl.worksheet.merge import MergeCell

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.adresse import place
from kek_dashboard.importers.kommentare import sheet_notes
from kek_dashboard.importers.paket import Blattscan, check_package
from kek_dashboard.importers.protokoll import DATUM, FEHLER, OHNE_ERGEBNIS, TEXT, WAHRHEIT, Fortschritt, Zeile
from kek_dashboard.importers.zelltext import clean_text

_EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EIGENE_FORMATE_AB = 164
_GANZE_ZAHLEN = 10**15


#: Shares of the whole work, from the times of a workbook with 50,000 rows.
_GEPRUEFT = 0.25
_GEOEFFNET = 0.35
_GELESEN = 0.95
_MELDEN_ALLE = 500


def workbook_lines(inhalt: bytes, melde: Fortschritt) -> Iterator[Zeile]:
    """Lines of all worksheets in their order (shapes: see ``jail``); raises ``RefusedError``."""
    scans = check_package(inhalt, lambda anteil, stufe: melde(anteil * _GEPRUEFT, stufe))
    melde(_GEPRUEFT, "Arbeitsmappe wird geöffnet")
    # reader: the parts in the order of openpyxl's own read(), without documents' properties.
    reader: Any = ExcelReader(io.BytesIO(inhalt), data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    formate = _Formate(reader.wb)
    lauf = _Lauf(melde, sum(scan.zellen for scan in scans.values()))
    for blatt, teil in reader.parser.find_sheets():
        if "chartsheet" in teil.Type or "dialogsheet" in teil.Type:
            continue
        if teil.target not in scans:
            raise RefusedError("beschaedigt")
        name = clean_text(blatt.name, "", 0, 0)
        with reader.archive.open(teil.target) as quelle:
            leser = WorksheetReader(
                reader.wb.create_sheet(), quelle, reader.shared_strings, True, False
            ).parser
            zeilen = list(_sheet_rows(leser, name, scans[teil.target], formate, lauf))
        verbuende = [_bounds(bereich.ref) for bereich in _merges(leser)]
        kommentare = sheet_notes(reader.archive, teil.target, name)
        yield [
            "B", name, blatt.state != "visible", verbuende,
            _hidden_rows(leser), _hidden_columns(leser), kommentare,
        ]  # fmt: skip
        for text in formate.take_new():
            yield ["F", text]
        yield from _without_covered(sorted(zeilen, key=lambda zeile: zeile[0]), verbuende)


class _Lauf:
    """How many of all cells have been read, told from time to time."""

    def __init__(self, melde: Fortschritt, alle: int) -> None:
        self._melde, self._alle, self._gelesen, self._zeilen = melde, alle or 1, 0, 0

    def row(self, zellen: int, blatt: str) -> None:
        """One more row with so many cells."""
        self._gelesen += zellen
        self._zeilen += 1
        if self._zeilen % _MELDEN_ALLE == 1:
            anteil = _GEOEFFNET + (_GELESEN - _GEOEFFNET) * self._gelesen / self._alle
            self._melde(anteil, f"Blatt „{blatt}“ wird gelesen")


class _Formate:
    """Number formats by style, numbered from 1 in the order of their first use."""

    def __init__(self, mappe: Any) -> None:  # noqa: ANN401  its private tables are not in the stubs
        self._stile = mappe._cell_styles  # noqa: SLF001  each cell's property is far too slow
        self._eigene = list(mappe._number_formats)  # noqa: SLF001
        self._nummern: dict[int, int] = {}
        self._neu: list[str] = []

    def number(self, stil: int) -> int:
        """Number of the format of this style."""
        nummer = self._nummern.get(stil)
        if nummer is None:
            nummer = self._nummern[stil] = len(self._nummern) + 1
            self._neu.append(self._text(self._stile[stil].numFmtId))
        return nummer

    def _text(self, kennung: int) -> str:
        if kennung in BUILTIN_FORMATS:
            return BUILTIN_FORMATS[kennung]
        stelle = kennung - _EIGENE_FORMATE_AB
        return str(self._eigene[stelle]) if 0 <= stelle < len(self._eigene) else "General"

    def take_new(self) -> list[str]:
        """Formats that came up since the last call."""
        neu, self._neu = self._neu, []
        return neu


def _sheet_rows(
    leser: WorkSheetParser, blatt: str, scan: Blattscan, formate: _Formate, lauf: _Lauf
) -> Iterator[Zeile]:
    """Rows of one sheet as ``[row, column, value, kind, …]``, in the order of the file."""
    formeln = scan.formeln
    gelesen = 0
    for _, zellen in leser.parse():
        zeile: Zeile = []
        gelesen += len(zellen)
        lauf.row(len(zellen), blatt)
        for zelle in zellen:
            if zelle["value"] is not None:
                wert, art = _value(zelle, blatt, formate)
                if wert != "":
                    zeile += (zelle["column"], wert, art)
            elif formeln and (zelle["row"], zelle["column"]) in formeln:
                zeile += (zelle["column"], "", OHNE_ERGEBNIS)
        if zeile:
            yield [zellen[0]["row"], *zeile]
    if gelesen != scan.zellen:
        # The same bytes read twice must show the same cells; else it is not the format we know.
        raise RefusedError("beschaedigt")


def _value(zelle: dict[str, Any], blatt: str, formate: _Formate) -> tuple[str | bool, int]:
    """Value and kind of one cell that holds something; an empty text where it shows nothing."""
    wert = zelle["value"]
    if isinstance(wert, str):
        if zelle["data_type"] == "e":
            return wert, FEHLER
        if "_x" in wert and len(wert) <= grenzen.MAX_ZEICHEN:
            wert = _EXCEL_ESCAPE.sub(lambda treffer: chr(int(treffer[1], 16)), wert)
        text = clean_text(wert, blatt, zelle["row"], zelle["column"])
        return ("" if text.isspace() else text), TEXT
    if isinstance(wert, bool):
        return wert, WAHRHEIT
    if isinstance(wert, int | float):
        return _zahl(wert, formate.number(zelle["style_id"]))
    if isinstance(wert, date):
        return _tag(wert)
    return str(wert), TEXT


def _merges(leser: WorkSheetParser) -> list[MergeCell]:
    return list(leser.merged_cells.mergeCell) if leser.merged_cells else []


def _hidden_rows(leser: WorkSheetParser) -> list[int]:
    """Rows that are hidden by hand, by a filter, by a folded group or by a height of 0."""
    return sorted(
        int(zeile)
        for zeile, angaben in leser.row_dimensions.items()
        if int(zeile) <= grenzen.MAX_ZEILEN and (_is_on(angaben.get("hidden")) or angaben.get("ht") == "0")
    )


def _hidden_columns(leser: WorkSheetParser) -> list[int]:
    """Columns that are hidden or 0 wide, as far as cells may lie in them."""
    verborgen: set[int] = set()
    for angaben in leser.column_dimensions.values():
        if _is_on(angaben.get("hidden")) or angaben.get("width") == "0":
            bis = min(int(angaben.get("max", angaben["min"])), grenzen.MAX_SPALTEN)
            verborgen.update(range(int(angaben["min"]), bis + 1))
    return sorted(verborgen)


def _is_on(angabe: str | None) -> bool:
    return angabe in {"1", "true"}


def _bounds(ref: str) -> list[int]:
    """``A1:C2`` as first row, first column, last row, last column."""
    von, _, bis = ref.partition(":")
    (zeile1, spalte1), (zeile2, spalte2) = place(von), place(bis or von)
    return [min(zeile1, zeile2), min(spalte1, spalte2), max(zeile1, zeile2), max(spalte1, spalte2)]


def _without_covered(zeilen: list[Zeile], verbuende: list[list[int]]) -> Iterator[Zeile]:
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


def _zahl(wert: float, format_nr: int) -> tuple[str, int]:
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


def _tag(wert: date) -> tuple[str, int]:
    """The day of a date cell (its time of day says nothing about a Zeitraum)."""
    tag = wert.date() if isinstance(wert, datetime) else wert
    return tag.isoformat(), DATUM

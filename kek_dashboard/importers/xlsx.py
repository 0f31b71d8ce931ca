"""Xlsx: the cells of a checked .xlsx package as plain rows; runs in the child process only.

openpyxl's own parsers read the parts; what they would build around the cells (styles of each cell,
comments, charts, images, pivot tables, links) is never touched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from openpyxl.cell.rich_text import CellRichText
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet import _reader
from openpyxl.worksheet._reader import WorkSheetParser, WorksheetReader
from openpyxl.worksheet.merge import MergeCell

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.adresse import place
from kek_dashboard.importers.hochgestellt import join_runs, read_strings
from kek_dashboard.importers.kommentare import sheet_notes
from kek_dashboard.importers.paket import Blattscan, check_package
from kek_dashboard.importers.protokoll import FEHLER, OHNE_ERGEBNIS, TEXT, WAHRHEIT, Fortschritt, Zeile
from kek_dashboard.importers.zelltext import clean_text
from kek_dashboard.importers.zellwerte import (
    GEPRUEFT,
    Formatliste,
    Lauf,
    moment_value,
    number_value,
    without_covered,
)

_EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EIGENE_FORMATE_AB = 164
_FEHLERLAENGE = 40
_ZAHL = re.compile(r"[+-]?(?:\d+(\.\d*)?|(\.\d+))([eE][+-]?\d+)?", re.ASCII)
_GANZE_STELLEN = 15


def workbook_lines(inhalt: bytes, melde: Fortschritt) -> Iterator[Zeile]:
    """Lines of all worksheets in their order (shapes: see ``jail``); raises ``RefusedError``."""
    # Its one place for numbers of cells.
    vars(_reader)["_cast_number"] = _strict_number
    scans = check_package(inhalt, lambda anteil, stufe: melde(anteil * GEPRUEFT, stufe))
    melde(GEPRUEFT, "Arbeitsmappe wird geöffnet")
    # reader: the parts in the order of openpyxl's own read(), without documents' properties.
    reader: Any = ExcelReader(io.BytesIO(inhalt), data_only=True, keep_links=False)
    reader.read_manifest()
    read_strings(reader)
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    formate = Formatliste()
    stile = _Stile(reader.wb, formate)
    lauf = Lauf(melde, sum(scan.zellen for scan in scans.values()))
    for blatt, teil in reader.parser.find_sheets():
        if "chartsheet" in teil.Type or "dialogsheet" in teil.Type:
            continue
        if teil.target not in scans:
            raise RefusedError("beschaedigt")
        name = clean_text(blatt.name, "", 0, 0)
        with reader.archive.open(teil.target) as quelle:
            leser = WorksheetReader(
                reader.wb.create_sheet(), quelle, reader.shared_strings, True, True
            ).parser
            zeilen = list(_sheet_rows(leser, name, scans[teil.target], stile, lauf))
        verbuende = [_bounds(bereich.ref) for bereich in _merges(leser)]
        kommentare = sheet_notes(reader.archive, teil.target, name)
        yield [
            "B", name, blatt.state != "visible", verbuende,
            _hidden_rows(leser), _hidden_columns(leser), kommentare,
        ]  # fmt: skip
        yield from formate.take_new()
        yield from without_covered(sorted(zeilen, key=lambda zeile: zeile[0]), verbuende)


def _strict_number(text: str) -> float:
    """A number as the format defines it: Python's own reading takes ``1_000`` and digits of any script."""
    treffer = _ZAHL.fullmatch(text.strip())
    if treffer is None:
        raise RefusedError("beschaedigt")
    ist_ganz = treffer.lastindex is None and len(text) <= _GANZE_STELLEN
    return int(text) if ist_ganz else float(text)


class _Stile:
    """The number formats behind the styles of cells."""

    def __init__(self, mappe: Any, formate: Formatliste) -> None:  # noqa: ANN401  no stubs for private tables
        self._stile = mappe._cell_styles  # noqa: SLF001  each cell's property is far too slow
        self._eigene = list(mappe._number_formats)  # noqa: SLF001
        self._formate = formate
        self._nummern: dict[int, int] = {}

    def number(self, stil: int) -> int:
        """Number of the format of this style."""
        nummer = self._nummern.get(stil)
        if nummer is None:
            text = self._text(self._stile[stil].numFmtId)
            nummer = self._nummern[stil] = self._formate.number(text)
        return nummer

    def _text(self, kennung: int) -> str:
        if kennung in BUILTIN_FORMATS:
            return BUILTIN_FORMATS[kennung]
        stelle = kennung - _EIGENE_FORMATE_AB
        return str(self._eigene[stelle]) if 0 <= stelle < len(self._eigene) else "General"


def _sheet_rows(
    leser: WorkSheetParser, blatt: str, scan: Blattscan, stile: _Stile, lauf: Lauf
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
                wert, art = _value(zelle, blatt, stile)
                if wert != "":
                    zeile += (zelle["column"], wert, art)
            elif formeln and (zelle["row"], zelle["column"]) in formeln:
                zeile += (zelle["column"], "", OHNE_ERGEBNIS)
        if zeile:
            yield [zellen[0]["row"], *zeile]
    if gelesen != scan.zellen:
        # The same bytes read twice must show the same cells; else it is not the format we know.
        raise RefusedError("beschaedigt")


def _value(zelle: dict[str, Any], blatt: str, stile: _Stile) -> tuple[str | bool, int]:
    """Value and kind of one cell that holds something; an empty text where it shows nothing."""
    wert = zelle["value"]
    if isinstance(wert, CellRichText):
        wert = join_runs(wert)
    if isinstance(wert, str):
        if zelle["data_type"] == "e":
            return clean_text(wert, blatt, zelle["row"], zelle["column"])[:_FEHLERLAENGE], FEHLER
        if "_x" in wert and len(wert) <= grenzen.MAX_ZEICHEN:
            wert = _EXCEL_ESCAPE.sub(lambda treffer: chr(int(treffer[1], 16)), wert)
        text = clean_text(wert, blatt, zelle["row"], zelle["column"])
        return ("" if text.isspace() else text), TEXT
    if isinstance(wert, bool):
        return wert, WAHRHEIT
    if isinstance(wert, int | float):
        return number_value(wert, stile.number(zelle["style_id"]))
    if isinstance(wert, date | time | timedelta):
        return moment_value(wert)
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

"""Befundmappe: a sender's workbook opened to be written into, and saved again without touching a disk.

Runs in the child process only. What openpyxl cannot keep is named, never lost in silence.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell._writer import etree_write_cell
from openpyxl.comments import Comment
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, SubElement

from kek_dashboard.formats import excel_text
from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.paket import check_package
from kek_dashboard.importers.protokoll import DATUM, FEHLER, TEXT, WAHRHEIT, Zeile, ignore_progress

#: Parts of a package that openpyxl leaves out or writes anew, and what a person calls them.
_VERLUSTE = (
    ("xl/media/", "Bilder"),
    ("xl/charts/", "Diagramme"),
    ("xl/drawings/drawing", "Zeichnungen"),
    ("xl/vbaproject.bin", "Makros"),
    ("xl/pivottables/", "Pivot-Tabellen"),
    ("xl/slicers/", "Datenschnitte"),
    ("xl/threadedcomments/", "Unterhaltungen an Zellen"),
    ("xl/ctrlprops/", "Steuerelemente"),
    ("xl/activex/", "Steuerelemente"),
    ("xl/embeddings/", "eingebettete Dateien"),
    ("xl/connections.xml", "Datenverbindungen"),
    ("xl/querytables/", "Datenverbindungen"),
)
#: A formula without a result cannot be written down without its formula; this one has none either.
_OHNE_ERGEBNIS = "=NA()"
_FORMULA, _TAGESFORMAT = "f", "DD.MM.YYYY"


@dataclass(frozen=True)
class Befundmappe:
    """A workbook to mark. ``ergebnisse``: sheet → (row, column) → stored result of a formula.

    ``verluste`` names what the copy may lack; ``is_neu``: built from the cells as they were read.
    """

    mappe: Workbook
    ergebnisse: dict[str, dict[tuple[int, int], Any]]
    verluste: tuple[str, ...] = ()
    is_neu: bool = False


def open_package_copy(inhalt: bytes) -> Befundmappe:
    """An .xlsx or .xlsm as openpyxl knows it, with the results of its formulas beside it.

    Raises ``RefusedError`` for what the reader refuses too, and whatever openpyxl throws at the rest.
    """
    scans = check_package(inhalt, ignore_progress)
    mappe = load_workbook(io.BytesIO(inhalt), keep_links=True, rich_text=True)  # raised digits are footnotes
    ergebnisse: dict[str, dict[tuple[int, int], Any]] = {}
    if any(scan.formeln for scan in scans.values()) or _has_formula(mappe):
        werte = load_workbook(io.BytesIO(inhalt), data_only=True, keep_links=False)
        ergebnisse = {blatt.title: _results(blatt, werte[blatt.title]) for blatt in mappe.worksheets}
    with zipfile.ZipFile(io.BytesIO(inhalt)) as paket:
        namen = [name.lower() for name in paket.namelist()]
    verluste = [wort for teil, wort in _VERLUSTE if any(name.startswith(teil) for name in namen)]
    return Befundmappe(mappe, ergebnisse, tuple(dict.fromkeys(verluste)))


def _has_formula(mappe: Workbook) -> bool:
    return any(
        zelle.data_type == _FORMULA
        for blatt in mappe.worksheets
        for reihe in blatt.iter_rows()
        for zelle in reihe
    )


def _results(formeln: Any, werte: Any) -> dict[tuple[int, int], Any]:  # noqa: ANN401 - openpyxl's sheets
    """The stored result of each formula of a sheet, as the cell that holds it; without one it is left out."""
    return {
        (zelle.row, zelle.column): ergebnis
        for reihe in formeln.iter_rows()
        for zelle in reihe
        if zelle.data_type == _FORMULA and (ergebnis := werte.cell(zelle.row, zelle.column)).value is not None
    }


def build_copy(zeilen: Iterable[Zeile]) -> Befundmappe:
    """A new workbook of the cells as the reader gives them (shapes: see ``jail``)."""
    mappe = Workbook()
    mappe.remove(mappe.worksheets[0])
    formate = ["General"]
    blatt: Any = None
    for zeile in zeilen:
        kopf = zeile[0]
        if kopf == "B":
            blatt = _begin_sheet(mappe, zeile)
        elif kopf == "F":
            formate.append(zeile[1])
        elif isinstance(kopf, int):
            for spalte, wert, art in _triples(zeile):
                _put(blatt.cell(kopf, spalte), wert, art, formate)
    if not mappe.worksheets:
        raise RefusedError("leer")
    return Befundmappe(mappe, {}, is_neu=True)


def _begin_sheet(mappe: Workbook, zeile: Zeile) -> Any:  # noqa: ANN401
    """An empty sheet with what is said about it: merges, what is hidden, the notes at its cells."""
    _, name, verborgen, verbuende, zeilen, spalten, notizen = zeile
    blatt = mappe.create_sheet(excel_text(name))
    blatt.sheet_state = "hidden" if verborgen else "visible"
    for reihe1, spalte1, reihe2, spalte2 in verbuende:
        blatt.merge_cells(start_row=reihe1, start_column=spalte1, end_row=reihe2, end_column=spalte2)
    for nummer in zeilen:
        blatt.row_dimensions[nummer].hidden = True
    for nummer in spalten:
        blatt.column_dimensions[get_column_letter(nummer)].hidden = True
    for reihe, spalte, text in notizen:
        blatt.cell(reihe, spalte).comment = Comment(excel_text(text), "")
    return blatt


def _triples(zeile: Zeile) -> Iterator[tuple[int, str | bool, int]]:
    for stelle in range(1, len(zeile), 3):
        yield zeile[stelle], zeile[stelle + 1], zeile[stelle + 2]


def _put(zelle: Any, wert: str | bool, art: int, formate: list[str]) -> None:  # noqa: ANN401, FBT001
    """One cell as it was read; text stays text, whatever it begins with."""
    if art == TEXT:
        put_text(zelle, str(wert))
    elif art > 0:
        zahl = Decimal(str(wert))
        zelle.value = int(zahl) if zahl == zahl.to_integral_value() else float(zahl)
        zelle.number_format = formate[art] or "General"
    elif art == DATUM:
        zelle.value = date.fromisoformat(str(wert))
        zelle.number_format = _TAGESFORMAT
    elif art == WAHRHEIT:
        zelle.value = bool(wert)
    elif art == FEHLER:
        zelle.value = wert
        zelle.data_type = "e"
    else:
        zelle.value = _OHNE_ERGEBNIS


def put_text(zelle: Any, text: str) -> None:  # noqa: ANN401
    """Write text that no spreadsheet program may take for a formula."""
    zelle.value = excel_text(text)
    zelle.data_type = "s"
    if text[:1] and text[0] in "=+-@\t\r'":
        zelle.quotePrefix = True


def save_copy(kopie: Befundmappe) -> bytes:
    """The workbook as .xlsx; raises ``RefusedError`` where it became too large."""
    ziel = io.BytesIO()
    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as paket:
        _Writer(kopie, paket).save()
    if ziel.tell() > grenzen.MAX_DATEI * 2:
        raise RefusedError("zu_gross", "die Kopie mit den Befunden")
    return ziel.getvalue()


class _Writer(ExcelWriter):
    """openpyxl's writer without its temporary files, which this process may not write."""

    def __init__(self, kopie: Befundmappe, paket: zipfile.ZipFile) -> None:
        super().__init__(kopie.mappe, paket)
        self._paket = paket
        self._ergebnisse = kopie.ergebnisse

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401
        """One sheet, formulas with the results they had."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - as openpyxl's own does
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001
        teil = io.BytesIO()
        writer: Any = _SheetWriter(ws, teil, self._ergebnisse.get(ws.title, {}))
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001
        self._paket.writestr(ws.path[1:], teil.getvalue())
        self.manifest.append(ws)


class _SheetWriter(WorksheetWriter):
    """openpyxl's writer of a sheet that keeps the stored result of a formula."""

    def __init__(self, ws: Any, out: io.BytesIO, ergebnisse: dict[tuple[int, int], Any]) -> None:  # noqa: ANN401
        super().__init__(ws, out)
        self._ergebnisse = ergebnisse

    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:  # noqa: ANN401
        """One row; what is no formula goes openpyxl's own way."""
        attribute = {"r": str(row_idx)}
        blatt: Any = self.ws
        attribute.update(blatt.row_dimensions.get(row_idx, {}))
        with xf.element("row", attribute):
            for zelle in row:
                if zelle.comment is not None:
                    blatt._comments.append(CommentRecord.from_cell(zelle))  # noqa: SLF001
                if zelle.value is None and not zelle.has_style and not zelle.comment:
                    continue
                ergebnis = self._ergebnisse.get((zelle.row, zelle.column))
                if ergebnis is None or zelle.data_type != _FORMULA:
                    etree_write_cell(xf, self.ws, zelle, zelle.has_style)
                else:
                    xf.write(_formula_cell(zelle, ergebnis))


def _formula_cell(zelle: Any, ergebnis: Any) -> Any:  # noqa: ANN401 - openpyxl's cells, an XML element
    """A formula as the file had it, with its stored result."""
    attribute = {"r": zelle.coordinate}
    if zelle.has_style:
        attribute["s"] = str(zelle.style_id)
    if zelle.hyperlink:
        zelle.parent._hyperlinks.append(zelle.hyperlink)  # noqa: SLF001
    wert: Any = ergebnis.value
    if ergebnis.data_type == "d":
        tage: float = to_excel(wert, zelle.parent.parent.epoch)  # type: ignore[no-untyped-call]
        wert = repr(tage)
    elif ergebnis.data_type == "b":
        attribute["t"], wert = "b", "1" if wert else "0"
    elif ergebnis.data_type in {"s", "e"}:
        attribute["t"] = "str" if ergebnis.data_type == "s" else "e"
    element = Element("c", attribute)
    formel = zelle.value
    if isinstance(formel, str):
        SubElement(element, "f").text = formel[1:]
    else:  # an array or a data table says with attributes which cells it fills
        angaben = {name: str(was) for name, was in dict(formel).items()}
        SubElement(element, "f", angaben).text = (getattr(formel, "text", None) or "").removeprefix(
            "="
        ) or None
    SubElement(element, "v").text = str(wert)
    return element

"""Arbeitsmappe: writes a workbook that looks decent and is the same, byte for byte, each time."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

TEXT = "@"
GANZ = "#,##0"
GELD = "#,##0.00"
DATUM = "dd.mm.yyyy"
PROZENT = "0.00%"
ERSTELLT = datetime(2018, 9, 12, 8, 0, 0)  # noqa: DTZ001  a fixed stamp, not a moment
ZIP_DATUM = (1980, 1, 1, 0, 0, 0)

_KOPF = PatternFill("solid", fgColor="1F3A4D")
_HINWEIS = Font(italic=True, color="555555", size=9)
_LINIE = Border(top=Side(style="thin"))


@dataclass(frozen=True)
class Formatiert:
    """A cell value with a number format of its own."""

    wert: str | int | Decimal | date
    zahlenformat: str


Zelle = str | int | Decimal | date | None | Formatiert


@dataclass(frozen=True)
class Spalte:
    """A column: its header, width, and the format of its cells."""

    titel: str | int
    breite: float = 14
    zahlenformat: str = "General"


@dataclass(frozen=True)
class Blatt:
    """One sheet: title and labels above, a table, a sum row and notes below."""

    name: str
    titel: str
    spalten: Sequence[Spalte]
    zeilen: Sequence[Sequence[Zelle]]
    herkunft: str = "Beispiel"
    stand: date | None = None
    summe: Sequence[Zelle] = ()
    hinweise: Sequence[str] = field(default=())
    titel_verbinden: bool = False


def column_format(nachkommastellen: int) -> str:
    """Return the number format for so many decimal places."""
    return "#,##0" if nachkommastellen == 0 else "#,##0." + "0" * nachkommastellen


def labelled_hinweis(hinweis: str) -> str:
    """Return a note with the word that tells a reader, and an importer, that it is no row of the table."""
    return hinweis if hinweis.startswith(("Quelle", "1)")) else f"Hinweis: {hinweis}"


def write_arbeitsmappe(path: Path, blaetter: Sequence[Blatt]) -> None:
    """Write the sheets to ``path``; the same sheets always give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for blatt in blaetter:
        _write_blatt(book.create_sheet(blatt.name), blatt)
    book.properties.creator = "Landkreis Helmstedt"
    book.properties.title = blaetter[0].titel
    book.properties.created = ERSTELLT
    raw = BytesIO()
    book.save(raw)
    path.write_bytes(_repack(raw.getvalue()))


def _write_blatt(sheet: Worksheet, blatt: Blatt) -> None:
    sheet.cell(1, 1, blatt.titel).font = Font(bold=True, size=14, color="1F3A4D")
    if blatt.titel_verbinden:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(blatt.spalten))
    sheet.cell(2, 1, f"Herkunft: {blatt.herkunft}").font = Font(bold=True)
    kopfzeile = 4
    if blatt.stand:
        sheet.cell(3, 1, f"Stand: {blatt.stand:%d.%m.%Y}").font = _HINWEIS
        kopfzeile = 5
    _write_kopf(sheet, kopfzeile, blatt.spalten)
    row = kopfzeile
    for row, zeile in enumerate(blatt.zeilen, kopfzeile + 1):
        _write_zeile(sheet, row, zeile, blatt.spalten)
    if blatt.summe:
        row += 1
        _write_zeile(sheet, row, blatt.summe, blatt.spalten)
        for column in range(1, len(blatt.spalten) + 1):
            sheet.cell(row, column).font = Font(bold=True)
            sheet.cell(row, column).border = _LINIE
    for offset, hinweis in enumerate(blatt.hinweise, row + 2):
        sheet.cell(offset, 1, labelled_hinweis(hinweis)).font = _HINWEIS
    _set_page(sheet, kopfzeile)


def _write_kopf(sheet: Worksheet, row: int, spalten: Sequence[Spalte]) -> None:
    for column, spalte in enumerate(spalten, 1):
        cell = sheet.cell(row, column, spalte.titel)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _KOPF
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = spalte.breite
    sheet.row_dimensions[row].height = 32


def _write_zeile(sheet: Worksheet, row: int, zeile: Sequence[Zelle], spalten: Sequence[Spalte]) -> None:
    for column, (zelle, spalte) in enumerate(zip(zeile, spalten, strict=True), 1):
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        if isinstance(zelle, Formatiert):
            cell.value, cell.number_format = zelle.wert, zelle.zahlenformat
        elif zelle is not None:
            cell.value = zelle
            cell.number_format = TEXT if isinstance(zelle, str) else spalte.zahlenformat
        if isinstance(zelle, str) and spalte.breite >= 40:  # noqa: PLR2004  long texts wrap
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _set_page(sheet: Worksheet, kopfzeile: int) -> None:
    sheet.freeze_panes = sheet.cell(kopfzeile + 1, 1).coordinate
    sheet.print_title_rows = f"{kopfzeile}:{kopfzeile}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _repack(raw: bytes) -> bytes:
    """Return the workbook with every date in the zip and in docProps fixed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = ERSTELLT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, content)
            info = zipfile.ZipInfo(name, ZIP_DATUM)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            target.writestr(info, content, compresslevel=9)
    return out.getvalue()

"""Mappenstil: how the workbooks that leave the house look, and that text in them stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil
from typing import Any, Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kek_dashboard.formats import excel_text

SCHRIFT: Final = "Arial"
TITEL = Font(SCHRIFT, 15, bold=True, color="17324D")
ABSATZ = Font(SCHRIFT, 10)
FETT = Font(SCHRIFT, 10, bold=True)
LEISE = Font(SCHRIFT, 9, color="595959")
KOPF = Font(SCHRIFT, 10, bold=True, color="FFFFFF")

KOPF_GRUND = PatternFill("solid", "17324D")
#: Yellow is asked for, blue may be corrected, grey is known; each has a border of its own too.
FAELLIG_GRUND = PatternFill("solid", "FFF2CC")
OFFEN_GRUND = PatternFill("solid", "E3EEF9")
BEKANNT_GRUND = PatternFill("solid", "F2F2F2")
BLOCK_GRUND = PatternFill("solid", "D9E2EC")

_DUENN = Side("thin", "BFBFBF")
_STARK = Side("medium", "9C6500")
_BLAU = Side("thin", "2F6DA8")
RAHMEN = Border(_DUENN, _DUENN, _DUENN, _DUENN)
FAELLIG_RAHMEN = Border(_STARK, _STARK, _STARK, _STARK)
OFFEN_RAHMEN = Border(_BLAU, _BLAU, _BLAU, _BLAU)

OBEN = Alignment(vertical="top", wrap_text=True)
OBEN_LINKS = Alignment(vertical="top", horizontal="left", wrap_text=True)
OBEN_RECHTS = Alignment(vertical="top", horizontal="right", wrap_text=True)
EINGERUECKT = Alignment("left", "top", indent=1)
MITTIG = Alignment(vertical="center", wrap_text=True)
OFFEN = Protection(locked=False)

_A4 = 9
_RAND_ZOLL = 0.45
_KOPFRAND_ZOLL = 0.25
#: So many letters of ours fit into one unit of width, words broken as they are.
_ZEICHEN_JE_BREITE = 1.08
_RAND_PUNKTE, _ZEILE_PUNKTE, _MEISTE_ZEILEN = 5.0, 13.0, 30
#: A number that is 10^15 or has more digits would not come back as it went.
_GENAUE_ZIFFERN = 15


def put(zelle: Any, wert: str | int | Decimal | None, **stil: Any) -> None:  # noqa: ANN401 - openpyxl's two kinds of cells
    """Write a value; text from anywhere stays text, whatever it begins with."""
    if isinstance(wert, str):
        put_text(zelle, wert)
    elif isinstance(wert, Decimal):
        if len(wert.as_tuple().digits) > _GENAUE_ZIFFERN:
            put_text(zelle, f"{wert:f}".replace(".", ","))
        else:
            zelle.value = int(wert) if wert == wert.to_integral_value() else float(wert)
    elif wert is not None:
        zelle.value = wert
    for name, was in stil.items():
        setattr(zelle, name, was)


def put_text(zelle: Any, text: str) -> None:  # noqa: ANN401
    """Write text that no spreadsheet program may take for a formula."""
    if not text:
        return
    zelle.value = excel_text(text)
    zelle.data_type = "s"
    if text[0] in "=+-@\t\r'":
        zelle.quotePrefix = True


def draw_header(blatt: Worksheet, zeile: int, namen: Sequence[str], breiten: Sequence[float]) -> None:
    """The header row of a table, and the widths of its columns."""
    for spalte, name in enumerate(namen, start=1):
        put(blatt.cell(zeile, spalte), name, font=KOPF, fill=KOPF_GRUND, alignment=MITTIG, border=RAHMEN)
    blatt.row_dimensions[zeile].height = row_height(zip(namen, breiten, strict=True)) + _RAND_PUNKTE
    set_widths(blatt, breiten)


def set_widths(blatt: Worksheet, breiten: Sequence[float]) -> None:
    """Widths of the columns from A on."""
    for spalte, breite in enumerate(breiten, start=1):
        blatt.column_dimensions[get_column_letter(spalte)].width = breite


def row_height(texte: Iterable[tuple[str, float]]) -> float:
    """Height of a row for its wrapped texts, each with the width of its column.

    Set by us, because a program that does not guess it would cut the second line off.
    """
    zeilen = max((_lines(text, breite * _ZEICHEN_JE_BREITE) for text, breite in texte), default=1)
    return _RAND_PUNKTE + _ZEILE_PUNKTE * min(zeilen, _MEISTE_ZEILEN)


def _lines(text: str, zeichen: float) -> int:
    return sum(max(1, ceil(len(absatz) / zeichen)) for absatz in text.split("\n"))


def protect(blatt: Worksheet) -> None:
    """Protection without a password: help against slips, no wall; widths and heights stay free."""
    schutz = blatt.protection
    schutz.sheet = True
    schutz.formatColumns = schutz.formatRows = schutz.formatCells = False


def set_up_print(blatt: Worksheet, fuss: str, kopfzeile: int | None, *, quer: bool = True) -> None:
    """A4, fitted to the width, header row on each page, page numbers below."""
    seite = blatt.page_setup
    seite.paperSize, seite.orientation = _A4, "landscape" if quer else "portrait"
    seite.fitToWidth, seite.fitToHeight = 1, 0
    blatt.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    rand = blatt.page_margins
    rand.left = rand.right = _RAND_ZOLL
    rand.top, rand.bottom = _RAND_ZOLL, _RAND_ZOLL + _KOPFRAND_ZOLL
    rand.header = rand.footer = _KOPFRAND_ZOLL
    if kopfzeile is not None:
        blatt.print_title_rows = f"{kopfzeile}:{kopfzeile}"
    fusszeile: Any = blatt.oddFooter
    fusszeile.left.text = excel_text(fuss).replace("&", "&&")
    fusszeile.right.text = "Seite &P von &N"
    for teil in (fusszeile.left, fusszeile.right):
        teil.size, teil.font = 8, f"{SCHRIFT},Standard"

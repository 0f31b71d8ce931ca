"""Stammdatenblatt: writes records as a workbook that the Stammdaten importer reads back, nothing lost.

For what people say on the screen (a mapping, a total of the Satzung): it becomes a file like any other, so
that it has its Lieferung, its release, its history and its cells.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell

from kek_dashboard.formats import excel_text
from kek_dashboard.reports.mappenstil import (
    ABSATZ,
    LEISE,
    OBEN,
    OBEN_RECHTS,
    RAHMEN,
    TITEL,
    draw_header,
    put,
    set_up_print,
)

Zellwert = str | int | Decimal | date | None
_KOPFZEILE = 4
_TAG = "dd.mm.yyyy"
_BETRAG = "#,##0.00"


@dataclass(frozen=True, slots=True)
class Stammdatenblatt:
    """One sheet: its name as the importer knows it, its columns, its rows, a width for each column.

    Text stays text, keys with it: what is ``str`` here never becomes a number or a formula in the file.
    """

    name: str
    titel: str
    spalten: Sequence[str]
    zeilen: Sequence[Sequence[Zellwert]]
    breiten: Sequence[float]
    hinweis: str = ""


def write_stammdaten(blaetter: Sequence[Stammdatenblatt], titel: str) -> bytes:
    """The workbook as bytes: title in row 1, header in row 4, records below, ready to be printed."""
    mappe = Workbook()
    mappe.remove(mappe.worksheets[0])
    for blatt in blaetter:
        seite = mappe.create_sheet(blatt.name)
        put(seite["A1"], blatt.titel, font=TITEL)
        put(seite["A2"], blatt.hinweis, font=LEISE)
        draw_header(seite, _KOPFZEILE, blatt.spalten, blatt.breiten)
        for nummer, zeile in enumerate(blatt.zeilen, start=_KOPFZEILE + 1):
            for spalte, wert in enumerate(zeile, start=1):
                _write(seite.cell(nummer, spalte), wert)
        seite.freeze_panes = seite.cell(_KOPFZEILE + 1, 1)
        set_up_print(seite, titel, _KOPFZEILE)
    mappe.properties.creator = "KEK-Monitor"
    mappe.properties.title = excel_text(titel)
    ziel = io.BytesIO()
    mappe.save(ziel)
    return ziel.getvalue()


def _write(zelle: Cell | MergedCell, wert: Zellwert) -> None:
    stil = {"font": ABSATZ, "border": RAHMEN, "alignment": OBEN if isinstance(wert, str) else OBEN_RECHTS}
    if isinstance(wert, date):
        put(zelle, None, number_format=_TAG, **stil)
        zelle.value = wert
    else:
        put(zelle, wert, **stil)
        if isinstance(wert, Decimal) and wert.as_tuple().exponent == -2:  # noqa: PLR2004 - euros have cents
            zelle.number_format = _BETRAG

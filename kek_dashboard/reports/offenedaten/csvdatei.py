"""CSV-Datei: a table of the open data for programs: RFC 4180, UTF-8, comma, decimal point, ISO days, empty = unknown.

Unlike the CSV of a single Kennzahl it is made for machines: a text that begins with „=“ stays as it is, for another
program must get the very text that was released. LIESMICH.txt says so to whoever opens it in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from kek_dashboard.reports.offenedaten.form import Tabelle


def write_tabelle(tabelle: Tabelle, zeilen: Iterable[Any]) -> bytes:
    """The file as bytes: the header, then a line for each row."""
    ziel = io.StringIO()
    schreiber = csv.writer(ziel)
    schreiber.writerow(spalte.name for spalte in tabelle.spalten)
    for zeile in zeilen:
        schreiber.writerow(cell_text(getattr(zeile, spalte.name)) for spalte in tabelle.spalten)
    return ziel.getvalue().encode("utf-8")


def cell_text(wert: object) -> str:
    """A value as it stands in the file.

    >>> cell_text(Decimal("4.50")), cell_text(Decimal("0.00")), cell_text(Decimal("1E+3")), cell_text(None)
    ('4.5', '0', '1000', '')
    >>> cell_text(date(2026, 11, 23)), cell_text(wert=True), cell_text("=1+1")
    ('2026-11-23', 'true', '=1+1')
    """
    if wert is None:
        return ""
    if isinstance(wert, bool):
        return "true" if wert else "false"
    if isinstance(wert, Decimal):
        return _number(wert)
    return wert.isoformat() if isinstance(wert, date) else str(wert)


def _number(wert: Decimal) -> str:
    """Without an exponent and without zeros at its end, which databases keep or not."""
    text = format(wert, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text

"""Make Proben: one honest workbook as .xlsx, .ods and .xls, written by LibreOffice.

The files in ``proben/`` are kept, so that tests need no LibreOffice:
``python -m tests.importers.make_proben`` writes them anew.
"""

from __future__ import annotations

import tempfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.libreoffice import convert

PROBEN = Path(__file__).with_name("proben")


def workbook() -> Any:
    """What a Fachbereich may send, with everything that a reader likes to lose."""
    mappe = openpyxl.Workbook()
    blatt = mappe.worksheets[0]
    blatt.title = "Kennzahlen"
    blatt["A1"] = "Kennzahlen des Fachbereichs (Beispiel)"
    blatt.merge_cells("A1:D1")
    for eintraege in (
        ["Kennzahl-Nr.", "Zeitraum", "Ist", "Bemerkung"],
        ["1.2-03", 2023, 82.5, "endgültig – „geprüft“"],
        ["1.2-03", 2024, 0.1 + 0.2, "Zeile eins\nZeile zwei"],
        ["1.2-04", "I/2024", 1234567.89, "k. A."],
        ["1.2-04", "II/2024", -17, None],
    ):
        blatt.append(eintraege)
    blatt["C3"].comment = Comment("Stichtag geändert:\njetzt 31.12.", "Beispiel")
    blatt.row_dimensions[5].hidden = True
    blatt.column_dimensions["D"].hidden = True

    werte = mappe.create_sheet("Werte")
    for zeile, (wert, zahlformat) in enumerate(
        (
            (0.45, "0%"),
            (0.4567, "0.00%"),
            (12, "000"),
            (1.1, "0.00"),
            (1234.5, '#,##0.00 "€"'),
            (1234567, "#,##0"),
            (3, '"TH "00'),
            (1.10, "General"),
            (123456789012345, "0"),
            (1e-7, "General"),
            (date(2023, 6, 30), "DD.MM.YYYY"),
            (datetime(2024, 2, 29, 13, 30), "DD.MM.YYYY HH:MM"),
            (time(8, 15), "HH:MM"),
            (True, "General"),
            (False, "General"),
            ("007", "@"),
            ("  Rand  ", "General"),
            ("=1+1", "General"),
            ("=1/0", "General"),
            ("=NA()", "General"),
            ('="Text "&"zusammen"', "General"),
            ('=""', "General"),
            ("=1=1", "General"),
            ('=VALUE("x")', "General"),
            ("=DATE(2022,12,31)", "DD.MM.YYYY"),
            ("Ä ö ü ß € – „…“ 日本", "General"),
        ),
        start=1,
    ):
        werte.cell(zeile, 2, wert).number_format = zahlformat
    werte["D2"] = "oben"
    werte.merge_cells("D2:E4")
    werte["E30"] = "weit unten"

    versteckt = mappe.create_sheet("Versteckt")
    versteckt["A1"] = "nicht zu sehen"
    versteckt.sheet_state = "hidden"
    mappe.create_sheet("Leer")
    return mappe


def main() -> None:
    """Write every sample file anew."""
    PROBEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        ordner = Path(name)
        for stamm, epoche in (("probe", None), ("probe1904", CALENDAR_MAC_1904)):
            mappe = workbook()
            if epoche is not None:
                mappe.epoch = epoche
            (ordner / "roh").mkdir(exist_ok=True)
            quelle = ordner / "roh" / f"{stamm}.xlsx"
            mappe.save(quelle)
            for endung in ("xlsx", "ods", "xls"):
                ziel = convert(quelle, endung, ordner)
                (PROBEN / ziel.name).write_bytes(ziel.read_bytes())


if __name__ == "__main__":
    main()

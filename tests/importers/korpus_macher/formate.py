"""Korpus, Formate: text files in other code pages, false names, macros, versions of one delivery."""
# ruff: noqa: E501  a row of a sheet is read as one line

from __future__ import annotations

import io
import zipfile

from tests.importers.korpus_macher.kasten import KOPF, csv_text, datei, opx, xlw

_TEXT = csv_text(
    KOPF,
    ["1.1-01", "2022", "31,5"],
    ["1.1-01", "2023", "32,8"],
    ["2.1-01", "2023", "91.500"],
    ["2.1-01", "2022", "k. A."],
)


@datei(
    "export-cp1252.csv",
    "text",
    "A Western Windows export.",
    "format_csv_cp1252",
    "format_csv_semikolon",
    "name_komma",
)
def cp1252() -> bytes:
    return csv_text(
        ["Kennzahl-Nr.", "Bezeichnung", "Zeitraum", "Ist", "Bemerkung"],
        ["1.1-03", "Plätze, gesamt", "2023", "1.450,0", "geprüft – Müller"],
    ).encode("cp1252")


@datei("export-utf8-bom.csv", "text", "Excel's own „CSV UTF-8“.", "format_csv_bom", "format_csv_semikolon")
def utf8() -> bytes:
    return _TEXT.encode("utf-8-sig")


@datei("export-utf16.csv", "text", "Excel's „Unicode text“: UTF-16 with tabs.", "format_csv_utf16")
def utf16() -> bytes:
    return _TEXT.replace(";", "\t").encode("utf-16")


@datei("export-gemischte-zeilenenden.csv", "text", "CRLF, CR and LF in one file.", "format_csv_zeilenenden")
def zeilenenden() -> bytes:
    zeilen = _TEXT.split("\r\n")
    return (zeilen[0] + "\r\n" + zeilen[1] + "\r" + zeilen[2] + "\n" + zeilen[3] + "\r\n").encode("cp1252")


@datei(
    "export-komma.csv",
    "text",
    "Commas as delimiter, numbers with a dot, names in quotes.",
    "zahl_dezimalpunkt",
    "name_komma",
)
def komma() -> bytes:
    return b'Kennzahl-Nr.,Bezeichnung,Jahr,Ist\n1.1-01,"Quote, unter 3",2022,31.5\n1.1-01,"Quote, unter 3",2023,32.8\n'


@datei("csv-als.xls", "text", "A CSV that a program named .xls.", "format_csv_als_xls")
def csv_als_xls() -> bytes:
    return _TEXT.encode("cp1252")


@datei(
    "html-als.xls",
    "text",
    "An HTML table that a program named .xls.",
    "format_html_als_xls",
    "zelle_fuer_mehrere",
)
def html_als_xls() -> bytes:
    return (
        '<html><head><meta charset="windows-1252"></head><body><table border="1"><tr><th>Kennzahl-Nr.</th><th>Zeitraum</th>'
        "<th>Ist</th></tr><tr><td rowspan=2>1.1-01</td><td>2022</td><td>31,5</td></tr><tr><td>2023</td><td>32,8&nbsp;%</td></tr>"
        "</table></body></html>"
    ).encode("cp1252")


@datei("mit-makro.xlsm", "openpyxl", "A workbook with macros: they are ignored.", "format_xlsm")
def makro() -> bytes:
    inhalt = opx({"Werte": [KOPF, ["1.1-01", 2023, 32.8]]})
    ziel = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhalt)) as alt, zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as neu:
        for name in alt.namelist():
            daten = alt.read(name)
            if name == "[Content_Types].xml":
                daten = daten.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                ).replace(
                    b"</Types>",
                    b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                )
            neu.writestr(name, daten)
        neu.writestr("xl/vbaProject.bin", b'Attribute VB_Name = "Modul1"' * 4)
    return ziel.getvalue()


@datei(
    "Bericht-2024.xlsx",
    "openpyxl",
    "The file is called 2024, the data are of 2022 and 2023.",
    "fassung_dateijahr",
)
def dateijahr() -> bytes:
    return opx({"Werte 2024": [["Kennzahl-Nr.", 2022, 2023], ["1.1-01", 31.5, 32.8]]})


@datei(
    "lieferung-vorlaeufig.xlsx",
    "xlsxwriter",
    "First the provisional values …",
    "fassung_endgueltig",
    "status",
)
def vorlaeufig() -> bytes:
    return xlw(
        {
            "Werte": [
                [*KOPF, "Status"],
                ["2.1-01", 2021, 91220, "endgültig"],
                ["2.1-01", 2022, 91290, "vorläufig"],
            ]
        }
    )


@datei(
    "lieferung-endgueltig.xlsx",
    "xlsxwriter",
    "… then the final ones for the same Zeitraum.",
    "fassung_endgueltig",
    "status",
)
def endgueltig() -> bytes:
    return xlw(
        {
            "Werte": [
                [*KOPF, "Status"],
                ["2.1-01", 2021, 91220, "endgültig"],
                ["2.1-01", 2022, 91300, "endgültig"],
            ]
        }
    )


@datei(
    "lieferung-doppelt.xlsx",
    "openpyxl",
    "The same Zeitraum twice: equal on two sheets, then provisional and final.",
    "fassung_gleich",
    "fassung_widerspruch",
)
def doppelt() -> bytes:
    return opx(
        {
            "Werte": [
                [*KOPF, "Status"],
                ["1.1-01", 2023, 32.8],
                ["1.1-02", 2023, 93.1, "vorläufig"],
                ["1.1-02", 2023, 93.4, "endgültig"],
            ],
            "Übersicht": [["Kennzahl-Nr.", 2023], ["1.1-01", 32.8]],
        }
    )

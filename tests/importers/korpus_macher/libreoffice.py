"""Korpus, LibreOffice: workbooks that a real spreadsheet program saved; needs ``soffice`` to write them again."""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.comments import Comment

from tests.importers.korpus_macher.kasten import KOPF, datei, opx
from tests.libreoffice import convert

_ZEILEN: list[list[Any]] = [
    ["Kennzahlen des Fachbereichs (Beispiel)"],
    [],
    [*KOPF, "Bemerkung"],
    ["1.1-01", 2022, 31.5, "endgültig"],
    ["1.1-01", date(2023, 12, 31), "32,8 %", None],
    ["2.2-01", "I/2023", "=40+1", None],
    ["1.2-03", 2023, "k. A.", None],
    ["Summe", None, 64.3],
    ["Quelle: eigene Erhebung"],
]


def _aendern(mappe: Any) -> None:
    blatt = mappe.worksheets[0]
    blatt.merge_cells("A1:D1")
    blatt.row_dimensions[5].hidden = True
    blatt["C4"].comment = Comment("Stichtag geändert", "Beispiel")
    blatt["C4"].number_format = "0.00"
    alt = mappe.create_sheet("Alt")
    alt.append(["Kennzahl-Nr.", "Zeitraum", "Ist"])
    alt.append(["1.1-01", 2022, 1])
    alt.sheet_state = "hidden"


def _als(endung: str, zeilen: list[list[Any]], aendern: Any = None) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        quelle = Path(name) / "quelle.xlsx"
        quelle.write_bytes(opx({"Werte": zeilen}, aendern))
        return convert(quelle, endung, Path(name) / "aus").read_bytes()


@datei(
    "office-lang.ods",
    "libreoffice",
    "Saved by LibreOffice as OpenDocument: formula with its result, note, hidden row.",
    "format_ods",
    "formel_mit_wert",
    "kommentar",
    "zeilen_verborgen",
    "blatt_verborgen",
)
def ods() -> bytes:
    return _als("ods", _ZEILEN, _aendern)


@datei(
    "office-lang.xls",
    "libreoffice",
    "The same in Excel's format of 1997.",
    "format_xls",
    "formel_mit_wert",
    "kommentar",
)
def xls() -> bytes:
    return _als("xls", _ZEILEN, _aendern)


@datei(
    "office-lang.xlsx",
    "libreoffice",
    "The same as .xlsx by LibreOffice.",
    "format_xlsx",
    "formel_mit_wert",
    "kommentar",
)
def xlsx() -> bytes:
    return _als("xlsx", _ZEILEN, _aendern)


_BREIT: list[list[Any]] = [
    ["Kennzahl-Nr.", "Bezeichnung", "Einheit", 2021, 2022, "2023*"],
    ["1.1-01", "Betreuungsquote unter 3 Jahren", "%", 0.301, 0.315, 0.328],
    ["1.1-03", "Plätze", "Anzahl", 1380, 1400, "1.450"],
    ["2.1-02", "Fläche", "km²", 44.9, "–", "45,9"],
    ["1.2-03", "Abgänge", "%", "=1/0", 5.8, 6.1],
]


def _prozent(mappe: Any) -> None:
    for spalte in "DEF":
        mappe.worksheets[0][f"{spalte}2"].number_format = "0.0%"


@datei(
    "office-breit.xls",
    "libreoffice",
    "A wide table in the old format: percents by format and an error value.",
    "format_xls",
    "prozent_format",
    "fehler_div0",
)
def breit_xls() -> bytes:
    return _als("xls", _BREIT, _prozent)


@datei(
    "office-breit.ods",
    "libreoffice",
    "The wide table as OpenDocument.",
    "format_ods",
    "prozent_format",
    "fehler_div0",
)
def breit_ods() -> bytes:
    return _als("ods", _BREIT, _prozent)


_KENNWORT = """
import json, sys, time, uno
from com.sun.star.beans import PropertyValue
pipe, source, target = sys.argv[1:4]
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(300):
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.2)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
def props(**werte):
    return tuple(PropertyValue(Name=name, Value=wert) for name, wert in werte.items())
mappe = desktop.loadComponentFromURL(uno.systemPathToFileUrl(source), "_blank", 0, props(Hidden=True))
name = "calc8" if target.endswith(".ods") else "MS Excel 97"
mappe.storeToURL(uno.systemPathToFileUrl(target), props(FilterName=name, Password="Beispiel"))
mappe.close(True)
desktop.terminate()
"""


def _mit_kennwort(endung: str) -> bytes:
    """A small workbook saved with a password by LibreOffice and its Python."""
    with tempfile.TemporaryDirectory() as name:
        ordner = Path(name)
        quelle, ziel = ordner / "quelle.xlsx", ordner / f"ziel.{endung}"
        quelle.write_bytes(opx({"Werte": [KOPF, ["1.1-01", 2023, 32.8]]}))
        (ordner / "kennwort.py").write_text(_KENNWORT, encoding="utf-8")
        profil = f"-env:UserInstallation={(ordner / 'profil').as_uri()}"
        office = subprocess.Popen(
            ["soffice", profil, "--headless", "--norestore", "--accept=pipe,name=kekkorpus;urp;"]
        )
        try:
            befehl = ["/usr/bin/python3", str(ordner / "kennwort.py"), "kekkorpus", str(quelle), str(ziel)]
            subprocess.run(befehl, check=False, timeout=180)  # its end may break the bridge; the file counts
        finally:
            office.terminate()
            office.wait(timeout=30)
        return ziel.read_bytes()


@datei("kennwort.xls", "libreoffice", "Saved with a password in the old format.", "format_kennwort")
def kennwort_xls() -> bytes:
    return _mit_kennwort("xls")


@datei(
    "kennwort.xlsx",
    "msoffcrypto",
    "Saved with a password: the package lies encrypted in an OLE file.",
    "format_kennwort",
)
def kennwort_xlsx() -> bytes:
    """Needs ``msoffcrypto-tool`` (``pip install msoffcrypto-tool``), which nothing else here uses."""
    with tempfile.TemporaryDirectory() as name:
        quelle, ziel = Path(name) / "quelle.xlsx", Path(name) / "ziel.xlsx"
        quelle.write_bytes(opx({"Werte": [KOPF, ["1.1-01", 2023, 32.8]]}))
        befehl = ["msoffcrypto-tool", "-e", "-p", "Beispiel", str(quelle), str(ziel)]
        subprocess.run(befehl, check=True, timeout=60)
        return ziel.read_bytes()


@datei("kennwort.ods", "libreoffice", "Saved with a password as OpenDocument.", "format_kennwort")
def kennwort_ods() -> bytes:
    return _mit_kennwort("ods")

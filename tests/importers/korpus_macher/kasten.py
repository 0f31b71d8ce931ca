"""Kasten: the makers of the Korpus, each registered with its file, its traits and its means."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlsxwriter

#: Rows of cells of whatever kind, as both libraries take them.
Zeilen = Any
#: The header that most Fachbereiche use.
KOPF = ("Kennzahl-Nr.", "Zeitraum", "Ist")
_HAUPT = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_BEZUG = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Korpusdatei:
    """One file of the Korpus. ``mittel``: openpyxl, xlsxwriter, xml, text or libreoffice."""

    name: str
    mittel: str
    was: str
    merkmale: tuple[str, ...]
    macher: Callable[[], bytes]


DATEIEN: dict[str, Korpusdatei] = {}


def datei(
    name: str, mittel: str, was: str, *merkmale: str
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Register a maker; ``was`` says in one sentence what a Fachbereich did there."""

    def register(macher: Callable[[], bytes]) -> Callable[[], bytes]:
        assert name not in DATEIEN, name
        DATEIEN[name] = Korpusdatei(name, mittel, was, merkmale, macher)
        return macher

    return register


def opx(blaetter: Mapping[str, Zeilen], aendern: Callable[[Any], None] | None = None) -> bytes:
    """A workbook by openpyxl: no cached results, no shared styles."""
    mappe = openpyxl.Workbook()
    mappe.remove(mappe.worksheets[0])
    for name, zeilen in blaetter.items():
        blatt = mappe.create_sheet(name)
        for nummer, zeile in enumerate(zeilen, start=1):
            for spalte, wert in enumerate(zeile, start=1):
                if wert is not None:
                    blatt.cell(nummer, spalte, wert)
    if aendern is not None:
        aendern(mappe)
    ziel = io.BytesIO()
    mappe.save(ziel)
    return ziel.getvalue()


def xlw(
    blaetter: Mapping[str, Zeilen],
    aendern: Callable[[Any, Mapping[str, Any]], None] | None = None,
    **wahl: Any,
) -> bytes:
    """A workbook by XlsxWriter, as reporting programs write it; ``aendern`` gets the book and its sheets."""
    ziel = io.BytesIO()
    mappe = xlsxwriter.Workbook(ziel, {"in_memory": True, "strings_to_formulas": False, **wahl})
    seiten = {}
    for name, zeilen in blaetter.items():
        seiten[name] = blatt = mappe.add_worksheet(name)
        for nummer, zeile in enumerate(zeilen):
            for spalte, wert in enumerate(zeile):
                if wert is not None:
                    blatt.write(nummer, spalte, wert)
    if aendern is not None:
        aendern(mappe, seiten)
    mappe.close()
    return ziel.getvalue()


def roh(
    *blaetter: tuple[str, str],
    texte: Sequence[str] = (),
    buch: str = "",
    zustand: Mapping[str, str] | None = None,
    stile: str = "",
    weitere: Mapping[str, str] | None = None,
    typen: str = "",
    bezuege: str = "",
) -> bytes:
    """A package written part by part: (name of the sheet, inner XML of the worksheet).

    ``texte``: inner XML of the shared strings; ``buch``: XML before the sheets (``workbookPr``);
    ``zustand``: sheet → ``hidden`` or ``veryHidden``; ``weitere``: further parts.
    """
    zustand = zustand or {}
    teile: dict[str, str] = {}
    hauptteil = (
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    )
    sorten = [hauptteil]
    listen, verweise = [], []
    for nummer, (name, inhalt) in enumerate(blaetter, start=1):
        teile[f"xl/worksheets/sheet{nummer}.xml"] = f"<worksheet {_HAUPT} {_BEZUG}>{inhalt}</worksheet>"
        sorten.append(
            f'<Override PartName="/xl/worksheets/sheet{nummer}.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        )
        state = f' state="{zustand[name]}"' if name in zustand else ""
        listen.append(f'<sheet name="{name}" sheetId="{nummer}" r:id="rId{nummer}"{state}/>')
        verweise.append(
            f'<Relationship Id="rId{nummer}" Type="{_TYP}/worksheet" Target="worksheets/sheet{nummer}.xml"/>'
        )
    if texte:
        inhalt = "".join(f"<si>{text}</si>" for text in texte)
        teile["xl/sharedStrings.xml"] = (
            f'<sst {_HAUPT} count="{len(texte)}" uniqueCount="{len(texte)}">{inhalt}</sst>'
        )
        sorten.append(
            '<Override PartName="/xl/sharedStrings.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
        )
        verweise.append(f'<Relationship Id="rId90" Type="{_TYP}/sharedStrings" Target="sharedStrings.xml"/>')
    if stile:
        teile["xl/styles.xml"] = f"<styleSheet {_HAUPT}>{stile}</styleSheet>"
        sorten.append(
            '<Override PartName="/xl/styles.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        )
        verweise.append(f'<Relationship Id="rId91" Type="{_TYP}/styles" Target="styles.xml"/>')
    nach = bezuege.split("\n", 1)
    teile["xl/workbook.xml"] = (
        f"<workbook {_HAUPT} {_BEZUG}>{buch}<sheets>{''.join(listen)}</sheets>{nach[1] if len(nach) > 1 else ''}"
        "</workbook>"
    )
    paket = "http://schemas.openxmlformats.org/package/2006"
    teile["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{paket}/relationships">{"".join(verweise)}{nach[0]}</Relationships>'
    )
    teile["_rels/.rels"] = (
        f'<Relationships xmlns="{paket}/relationships">'
        f'<Relationship Id="rId1" Type="{_TYP}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    teile["[Content_Types].xml"] = (
        f'<Types xmlns="{paket}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>' + "".join(sorten) + typen + "</Types>"
    )
    teile |= weitere or {}
    ziel = io.BytesIO()
    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as archiv:
        for name in sorted(teile, key=lambda n: n != "[Content_Types].xml"):
            eintrag = zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6))
            eintrag.compress_type = zipfile.ZIP_DEFLATED
            archiv.writestr(
                eintrag, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + teile[name]
            )
    return ziel.getvalue()


def xml_zeile(nummer: int, *werte: Any, mehr: str = "") -> str:
    """A row in XML: texts inline, numbers as they are, ``None`` left out; ``mehr``: attributes of the row."""
    zellen = []
    for spalte, wert in enumerate(werte):
        ort = f"{chr(65 + spalte)}{nummer}"
        if wert is None:
            continue
        if isinstance(wert, str) and wert.startswith("<c"):
            zellen.append(wert.replace("<c", f'<c r="{ort}"', 1))
        elif isinstance(wert, str):
            zellen.append(f'<c r="{ort}" t="inlineStr"><is><t xml:space="preserve">{wert}</t></is></c>')
        else:
            zellen.append(f'<c r="{ort}"><v>{wert}</v></c>')
    return f'<row r="{nummer}"{mehr}>{"".join(zellen)}</row>'


def xml_daten(*zeilen: str) -> str:
    """Rows as the data of a worksheet."""
    return f"<sheetData>{''.join(zeilen)}</sheetData>"


def csv_text(*zeilen: Sequence[str], trenner: str = ";", ende: str = "\r\n") -> str:
    """Fields joined by a delimiter, without any quoting."""
    return "".join(trenner.join(zeile) + ende for zeile in zeilen)

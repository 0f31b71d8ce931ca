"""Workbook: hostile and broken files are refused with a sentence, honest ones are read as they are."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl.comments import Comment

from kek_dashboard.importers.workbook import (
    UnreadableWorkbookError,
    build_workbook,
    read_lines,
    read_workbook,
)
from tests.importers.factories import cell_at, repack, xlsx

SHEET = "xl/worksheets/sheet1.xml"
EHRLICH = xlsx({"Kennzahlen": [["Kennzahl-Nr.", "Zeitraum", "Ist"], ["1.2-03", 2023, 82.5]]})
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(inner: str, after: str = "") -> bytes:
    """A workbook whose only sheet has this XML as its data."""
    text = f"<worksheet {MAIN}><sheetData>{inner}</sheetData>{after}</worksheet>"
    return repack(EHRLICH, {SHEET: lambda _: text.encode()})


def cells(count: int, row: int = 1) -> str:
    return f'<row r="{row}">' + "".join(f"<c><v>{n}</v></c>" for n in range(count)) + "</row>"


def zip_with(*members: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    ziel = io.BytesIO()
    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as archiv:
        for name, daten in members:
            archiv.writestr(name, daten)
    return ziel.getvalue()


def symlink() -> bytes:
    info = zipfile.ZipInfo("xl/link")
    info.external_attr = 0o120777 << 16
    ziel = io.BytesIO(EHRLICH)
    with zipfile.ZipFile(ziel, "a") as archiv:
        archiv.writestr(info, b"/etc/passwd")
    return ziel.getvalue()


def overlapping() -> bytes:
    """Two directory entries that share one member's bytes."""
    roh = bytearray(zip_with(("[Content_Types].xml", b"a" * 500), ("xl/workbook.xml", b"b" * 500)))
    zweiter = roh.rfind(b"PK\x01\x02")
    struct.pack_into("<I", roh, zweiter + 42, 0)
    return bytes(roh)


def encrypted_flag() -> bytes:
    roh = bytearray(EHRLICH)
    erster = roh.find(b"PK\x01\x02")
    roh[erster + 8] |= 1
    return bytes(roh)


def lying_size() -> bytes:
    """The directory says 10 bytes where there are a thousand times more."""
    roh = bytearray(zip_with(("[Content_Types].xml", b"x" * 10_000)))
    erster = roh.find(b"PK\x01\x02")
    struct.pack_into("<I", roh, erster + 24, 10)
    return bytes(roh)


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BOESE = {
    "empty": (b"", "leer"),
    "only blanks": (b" \n ", "leer"),
    "random bytes": (bytes(range(256)) * 40, "keine_mappe"),
    "plain text": (b"Das ist keine Tabelle.\n", "keine_mappe"),
    "html named xlsx": (b"<html><table><tr><td>1;2</td></tr></table></html>", "keine_mappe"),
    "pdf": (b"%PDF-1.7\n1;2\n3;4\n", "keine_mappe"),
    "ole head and nothing": (OLE + "EncryptedPackage".encode("utf-16-le"), "beschaedigt"),
    "cut off": (EHRLICH[: len(EHRLICH) // 2], "beschaedigt"),
    "zip without workbook": (zip_with(("a.txt", b"hallo")), "keine_mappe"),
    "word document": (
        zip_with(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")),
        "keine_mappe",
    ),
    "ods": (zip_with(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")), None),
    "too large": (b"PK\x03\x04" + os.urandom(10 * 1024 * 1024), "zu_gross"),
    "zip bomb": (repack(EHRLICH, add=[("xl/bombe.xml", b"\0" * 50_000_000)]), "verdaechtig"),
    "part beyond 64 MiB": (repack(EHRLICH, add=[("xl/x.bin", b"\0" * (65 << 20))]), "zu_gross"),
    "too many members": (repack(EHRLICH, add=[(f"x/{n}.bin", b"") for n in range(600)]), "zu_gross"),
    "path upwards": (repack(EHRLICH, add=[("../boese.xml", b"<a/>")]), "verdaechtig"),
    "absolute path": (repack(EHRLICH, add=[("/etc/x", b"<a/>")]), "verdaechtig"),
    "backslash": (repack(EHRLICH, add=[("xl\\..\\x", b"<a/>")]), "verdaechtig"),
    "duplicate member": (repack(EHRLICH, add=[(SHEET.upper(), b"<a/>")]), "verdaechtig"),
    "symlink": (symlink(), "verdaechtig"),
    "overlapping members": (overlapping(), "verdaechtig"),
    "encrypted member": (encrypted_flag(), "verschluesselt"),
    "lying size": (lying_size(), "beschaedigt"),
    "second zip in front": (zip_with(("a", b"b")) + EHRLICH, "beschaedigt"),
    "doctype": (repack(EHRLICH, {SHEET: lambda d: DOCTYPE.encode() + d}), "verdaechtig"),
    "doctype in utf-16": (
        repack(EHRLICH, add=[("xl/x.xml", (DOCTYPE + "<x/>").encode("utf-16"))]),
        "verdaechtig",
    ),
    "doctype in relations": (repack(EHRLICH, add=[("x.rels", DOCTYPE.encode() + b"<x/>")]), "verdaechtig"),
    "last cell of excel": (sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "zu_gross"),
    "far column": (sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "zu_gross"),
    "address in character references": (
        sheet('<row r="1"><c r="&#88;FD1"><v>1</v></c></row>'),
        "zu_gross",
    ),
    "row beyond all bounds": (sheet('<row r="4294967295"><c><v>1</v></c></row>'), "zu_gross"),
    "row number of a hundred digits": (sheet(f'<row r="{"9" * 100}"/>'), "beschaedigt"),
    "huge merge": (
        sheet("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "zu_gross",
    ),
    "many merges": (
        sheet("", "<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 5001 + "</mergeCells>"),
        "zu_gross",
    ),
    "huge link": (sheet("", '<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'), "zu_gross"),
    "too many columns": (sheet(cells(201)), "zu_gross"),
    "cell twice": (sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), "verdaechtig"),
    "deep nesting": (sheet("<x>" * 200_000), "beschaedigt"),
    "long cell": (sheet(f'<row r="1"><c t="str"><v>{"a" * 4001}</v></c></row>'), "zelle_zu_lang"),
    "shared string out of range": (sheet('<row r="1"><c t="s"><v>99999</v></c></row>'), "beschaedigt"),
    "number that is none": (sheet('<row r="1"><c><v>1x</v></c></row>'), "beschaedigt"),
    "missing sheet part": (
        repack(EHRLICH, {"xl/_rels/workbook.xml.rels": lambda d: d.replace(b"sheet1.xml", b"sheet9.xml")}),
        "beschaedigt",
    ),
    "other namespace": (
        repack(EHRLICH, {SHEET: lambda d: d.replace(b"spreadsheetml/2006", b"spreadsheetml/1906")}),
        "beschaedigt",
    ),
    "31 sheets": (xlsx({f"B{n}": [[1]] for n in range(31)}), "zu_gross"),
}


@pytest.mark.parametrize("fall", BOESE)
def test_a_hostile_file_is_refused_with_a_sentence(fall):
    inhalt, grund = BOESE[fall]
    beginn = time.monotonic()
    with pytest.raises(UnreadableWorkbookError) as info:
        read_workbook(inhalt, "böse.xlsx")
    assert time.monotonic() - beginn < 10
    assert grund is None or info.value.grund == grund
    assert str(info.value).startswith("böse.xlsx: ") and str(info.value).endswith(".")


def test_too_many_shared_strings_are_refused():
    texte = "<si><t>a</t></si>" * 200_001
    boese = repack(EHRLICH, add=[("xl/texte.xml", f"<sst {MAIN}>{texte}</sst>".encode())])
    with pytest.raises(UnreadableWorkbookError) as info:
        read_workbook(boese, "x.xlsx")
    assert info.value.grund in {"zu_gross", "verdaechtig"}


def test_a_claimed_dimension_loses_no_rows():
    boese = repack(EHRLICH, {SHEET: lambda d: d.replace(b'ref="A1:C2"', b'ref="A1"')})
    assert cell_at(read_workbook(boese, "x.xlsx").blaetter[0], 2, 3).wert == Decimal("82.5")


def test_rows_out_of_order_are_all_read_in_order():
    mappe = read_workbook(
        sheet('<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'), "x.xlsx"
    )
    assert list(mappe.blaetter[0].zeilen) == [1, 3]


def test_cells_keep_what_excel_shows():
    def change(mappe):
        blatt = mappe["Kennzahlen"]
        blatt["A1"], blatt["B1"], blatt["C1"] = 0.1 + 0.2, 0.45, 7
        blatt["B1"].number_format = "0%"
        blatt["C1"].number_format = "000"
        blatt["D1"], blatt["E1"], blatt["F1"] = date(2023, 6, 30), True, "Ä\u0308 e\u0301\u200b"
        mappe.create_sheet("versteckt").sheet_state = "veryHidden"
        blatt.merge_cells("A2:C3")
        blatt["A2"] = "Titel"

    mappe = read_workbook(xlsx({"Kennzahlen": [[1]]}, change), "x.xlsx")
    blatt = mappe.blaetter[0]
    assert cell_at(blatt, 1, 1).wert == Decimal("0.3")
    assert (cell_at(blatt, 1, 2).wert, cell_at(blatt, 1, 2).roh) == (Decimal("0.45"), "45 %")
    assert cell_at(blatt, 1, 3).zahlformat == "000"
    assert (cell_at(blatt, 1, 4).wert, cell_at(blatt, 1, 4).roh) == (date(2023, 6, 30), "30.06.2023")
    assert cell_at(blatt, 1, 5).wert is True
    assert str(cell_at(blatt, 1, 6).wert).endswith("é")
    verbunden = blatt.verbunden or {}
    assert verbunden[3, 3] == (2, 1)
    assert (2, 1) not in verbunden
    assert mappe.blaetter[1].verborgen


def test_formulas_without_a_stored_result_and_error_values_are_told_apart():
    mappe = read_workbook(
        sheet(
            '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c>'
            '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1" t="e"><v>#N/A</v></c>'
            '<c r="E1"><f>1+1</f><v/></c></row>'
        ),
        "x.xlsx",
    )
    blatt = mappe.blaetter[0]
    assert cell_at(blatt, 1, 1).fehler == "formel_ohne_ergebnis"
    assert cell_at(blatt, 1, 2).wert == Decimal(2)
    assert blatt.zelle(1, 3) is None
    assert (cell_at(blatt, 1, 4).fehler, cell_at(blatt, 1, 4).wert) == ("#NV", None)
    assert cell_at(blatt, 1, 5).fehler == "formel_ohne_ergebnis"


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("trenner", [";", ",", "\t"])
def test_a_csv_is_read_whatever_its_code_page_and_delimiter(code, trenner):
    text = trenner.join(["Kennzahl-Nr.", "Zeitraum", "Ist"]) + "\r\n" + trenner.join(["Ä1", "2023", "5"])
    mappe = read_workbook(text.encode(code), "x.csv")
    assert (mappe.format, mappe.blaetter[0].name) == ("csv", "CSV")
    assert [zelle.wert for zelle in mappe.blaetter[0].zeilen[2].values()] == ["Ä1", "2023", "5"]
    assert cell_at(mappe.blaetter[0], 2, 1).name == "A2"


def test_decimal_commas_do_not_split_a_semicolon_table():
    mappe = read_workbook(b"Nr;Wert\n1;2,5\n2;3,5\n", "x.csv")
    assert cell_at(mappe.blaetter[0], 2, 2).wert == "2,5"


def test_an_unclosed_quote_in_a_csv_is_refused_with_its_line():
    with pytest.raises(UnreadableWorkbookError, match="Zeile"):
        read_workbook(b'a;b\n"offen;1\n2;3\n', "x.csv")


def test_the_child_gets_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("KEK_SECRET_KEY", "geheim")
    monkeypatch.setenv("PYTHONPATH", "/nirgends")
    assert read_workbook(EHRLICH, "x.xlsx").blaetter


def test_hidden_rows_hidden_columns_and_notes_come_along():
    def change(mappe):
        blatt = mappe["Kennzahlen"]
        blatt.row_dimensions[2].hidden = True
        blatt.column_dimensions.group("B", "C", hidden=True)
        blatt["A3"].comment = Comment("Bitte prüfen:\nzweite Zeile", "Frau Beispiel")
        blatt["B3"].comment = Comment(
            "[Kommentarthread]\n\nIhre Version von Excel gestattet das Lesen …\n\nKommentar:\n    Stimmt das?",
            "tc=1",
        )
        blatt["C1"].comment = Comment("x" * 3000, "lang")

    blatt = read_workbook(xlsx({"Kennzahlen": [[1, 2, 3]] * 3}, change), "x.xlsx").blaetter[0]
    assert blatt.verborgene_zeilen == {2}
    assert blatt.verborgene_spalten == {2, 3}
    assert blatt.kommentare[3, 1] == "Bitte prüfen:\nzweite Zeile"
    assert blatt.kommentare[3, 2] == "Stimmt das?"
    assert len(blatt.kommentare[1, 3]) == 2000 and blatt.kommentare[1, 3].endswith("…")


def test_progress_goes_forward_from_nothing_to_all_and_names_its_stages():
    meldungen = []
    inhalt = xlsx({"Kennzahlen": [["a", n] for n in range(3000)]})
    read_workbook(inhalt, "x.xlsx", lambda anteil, stufe: meldungen.append((anteil, stufe)))
    anteile = [anteil for anteil, _ in meldungen]
    assert anteile == sorted(anteile) and (anteile[0], anteile[-1]) == (0, 1)
    assert {"Inhalt wird geprüft", "Arbeitsmappe wird geöffnet", "Blatt „Kennzahlen“ wird gelesen"} <= {
        stufe for _, stufe in meldungen
    }


def test_kept_lines_make_the_same_workbook_again():
    lines = read_lines(EHRLICH, "x.xlsx")
    assert build_workbook("x.xlsx", lines) == read_workbook(EHRLICH, "x.xlsx")
    assert b'["P"' not in lines


@pytest.mark.parametrize("kaputt", [b"", b"{", b'["B"]\n', b"[1,2,3]\n", b'[1,1,"x",7]\n', b"[]\n"])
def test_kept_lines_that_are_damaged_are_refused_like_a_file(kaputt):
    with pytest.raises(UnreadableWorkbookError):
        build_workbook("x.xlsx", kaputt)

"""Formate: the same workbook reads to the same cells, whatever program and format it comes from."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kek_dashboard.importers.anzeige import is_percent, schluessel_texte
from kek_dashboard.importers.mappe import Arbeitsmappe, Zelle
from kek_dashboard.importers.workbook import UnreadableWorkbookError, read_workbook
from tests.importers.factories import cell_at, repack, xlsx

PROBEN = Path(__file__).with_name("proben")
CSV = [["Kennzahl-Nr.", "Zeitraum", "Ist"], ["1.2-03", "2023", "82,5"], ["1.2-04 Ä", "I/2024", "k. A."]]


def probe(name: str) -> Arbeitsmappe:
    return read_workbook((PROBEN / name).read_bytes(), name)


def shown(zelle: Zelle) -> tuple[object, ...]:
    """What counts of a cell: value, text, kind of error, and how its number would be written."""
    zahl = zelle.wert if isinstance(zelle.wert, Decimal) else None
    bild = (
        (is_percent(zelle.zahlformat), schluessel_texte(zahl, zelle.zahlformat)) if zahl is not None else None
    )
    return zelle.wert, "" if zelle.fehler else zelle.roh, bool(zelle.fehler), bild


@pytest.mark.parametrize("stamm", ["probe", "probe1904"])
@pytest.mark.parametrize("endung", ["ods", "xls"])
def test_ods_and_xls_read_to_the_same_cells_as_xlsx(stamm, endung):
    soll, ist = probe(f"{stamm}.xlsx"), probe(f"{stamm}.{endung}")
    assert (soll.format, ist.format) == ("xlsx", endung)
    for a, b in zip(soll.blaetter, ist.blaetter, strict=True):
        assert replace(a, zeilen={}) == replace(b, zeilen={})
        assert {z.name: shown(z) for zeile in a.zeilen.values() for z in zeile.values()} == {
            z.name: shown(z) for zeile in b.zeilen.values() for z in zeile.values()
        }


@pytest.mark.parametrize("endung", ["xlsx", "ods", "xls"])
def test_nothing_of_the_sample_is_lost(endung):
    kennzahlen, werte, versteckt, leer = probe(f"probe.{endung}").blaetter
    assert kennzahlen.verborgene_zeilen == {5}
    assert kennzahlen.verborgene_spalten == {4}
    assert kennzahlen.kommentare == {(3, 3): "Stichtag geändert:\njetzt 31.12."}
    assert (kennzahlen.verbunden or {})[1, 4] == (1, 1)
    assert cell_at(kennzahlen, 4, 3).wert == Decimal("0.3")
    assert cell_at(kennzahlen, 4, 4).wert == "Zeile eins\nZeile zwei"
    assert cell_at(werte, 1, 2).roh == "45 %"
    assert "TH 03" in schluessel_texte(Decimal(3), cell_at(werte, 7, 2).zahlformat)
    assert "012" in schluessel_texte(Decimal(12), cell_at(werte, 3, 2).zahlformat)
    assert cell_at(werte, 11, 2).wert == date(2023, 6, 30)
    assert cell_at(werte, 13, 2).wert == "08:15:00"
    assert cell_at(werte, 14, 2).wert is True
    assert [cell_at(werte, zeile, 2).fehler for zeile in (19, 20)] == ["#DIV/0!", "#NV"]
    assert cell_at(werte, 23, 2).wert is True
    assert werte.zelle(22, 2) is None
    assert versteckt.verborgen and not kennzahlen.verborgen
    assert not leer.zeilen


def test_dates_of_an_xls_that_counts_from_1904_are_the_same_days():
    assert cell_at(probe("probe1904.xls").blaetter[1], 12, 2).wert == date(2024, 2, 29)


# ------------------------------------------------------------------------------------------- .ods

ODS_KOPF = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" office:version="1.2">'
)


def ods(rows: str, *, after: str = "", add: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """An .ods whose only table has these rows; the prefix of tables is ``t``."""
    ziel = io.BytesIO()
    text = f'{ODS_KOPF}<office:body><office:spreadsheet><t:table t:name="T">{rows}</t:table>{after}'
    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as archiv:
        archiv.writestr(
            zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        archiv.writestr("content.xml", text + "</office:spreadsheet></office:body></office:document-content>")
        for name, daten in add:
            archiv.writestr(name, daten)
    return ziel.getvalue()


def test_a_formula_in_an_ods_that_nobody_calculated_is_told_apart_from_an_empty_result():
    formel = '<t:table-row><t:table-cell t:formula="of:=1+1"/></t:table-row>'
    fremd = read_workbook(ods(formel), "x.ods").blaetter[0]
    assert cell_at(fremd, 1, 1).fehler == "formel_ohne_ergebnis"
    meta = ("meta.xml", b"<m>LibreOffice/7.4</m>")
    assert read_workbook(ods(formel, add=(meta,)), "x.ods").blaetter[0].zelle(1, 1) is None


def test_repeated_cells_and_rows_of_an_ods_stand_where_they_are_shown():
    rows = (
        '<t:table-row t:number-rows-repeated="2"><t:table-cell t:number-columns-repeated="2"/>'
        '<t:table-cell t:number-columns-repeated="2" office:value-type="float" office:value="7"/></t:table-row>'
        '<t:table-row t:number-rows-repeated="1048574"><t:table-cell t:number-columns-repeated="16384"/></t:table-row>'
    )
    blatt = read_workbook(ods(rows), "x.ods").blaetter[0]
    assert {zelle.name for zeile in blatt.zeilen.values() for zelle in zeile.values()} == {
        "C1",
        "D1",
        "C2",
        "D2",
    }


def test_drawings_and_nested_tables_are_no_part_of_a_cell():
    rows = (
        '<t:table-row><t:table-cell office:value-type="string"><text:p>eins<text:s text:c="2"/>zwei'
        "<draw:frame><text:p>Bild</text:p></draw:frame></text:p><draw:frame><text:p>B</text:p></draw:frame>"
        "<t:table><t:table-row><t:table-cell><text:p>innen</text:p></t:table-cell></t:table-row></t:table>"
        "<text:p>drei</text:p></t:table-cell></t:table-row>"
    )
    assert cell_at(read_workbook(ods(rows), "x.ods").blaetter[0], 1, 1).wert == "eins  zwei\ndrei"


def test_a_folded_group_of_an_ods_is_hidden():
    row = '<t:table-row><t:table-cell office:value-type="float" office:value="1"/></t:table-row>'
    blatt = read_workbook(
        ods(f'{row}<t:table-row-group t:display="false">{row}</t:table-row-group>{row}'), "x.ods"
    )
    assert blatt.blaetter[0].verborgene_zeilen == {2}


def test_an_encrypted_ods_says_so():
    manifest = ("META-INF/manifest.xml", b"<manifest><encryption-data/></manifest>")
    with pytest.raises(UnreadableWorkbookError, match="Kennwort"):
        read_workbook(ods("", add=(manifest,)), "x.ods")


# ------------------------------------------------------------------------------- .xlsm, .xlsb, text


def test_an_xlsm_is_read_and_its_macros_stay_unseen():
    typ = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    makro = repack(
        xlsx({"T": [["x"]]}),
        {
            "[Content_Types].xml": lambda d: d.replace(
                typ, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
            )
        },
        add=[("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 600)],
    )
    assert cell_at(read_workbook(makro, "x.xlsm").blaetter[0], 1, 1).wert == "x"


def test_an_xlsb_is_refused_with_the_way_to_save_it():
    typ = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    binaer = repack(
        xlsx({"T": [["x"]]}),
        {
            "[Content_Types].xml": lambda d: d.replace(
                typ, b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"
            )
        },
    )
    with pytest.raises(UnreadableWorkbookError, match=r"\.xlsb.*\*\.xlsx"):
        read_workbook(binaer, "x.xlsb")


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("trenner", [";", "\t", ","])
@pytest.mark.parametrize("name", ["x.csv", "x.xls"])
def test_a_text_table_is_read_in_every_code_page_and_under_a_wrong_name(code, trenner, name):
    zeilen = [[f'"{feld}"' if "," in feld else feld for feld in zeile] for zeile in CSV]
    erste, zweite, dritte = (trenner.join(zeile) for zeile in zeilen)
    mappe = read_workbook(f"{erste}\r\n{zweite}\n{dritte}\r".encode(code), name)
    assert mappe.format == "csv"
    assert [[zelle.wert for zelle in zeile.values()] for zeile in mappe.blaetter[0].zeilen.values()] == CSV


def test_a_text_of_an_old_dos_program_is_known_by_the_umlauts_inside_its_words():
    text = "Produkt;Bezeichnung\r\n111001;Verfügungsmittel für Größeres, ÄÖÜß\r\n"
    zeile = read_workbook(text.encode("cp850"), "x.csv").blaetter[0].zeilen[2]
    assert zeile[2].wert == "Verfügungsmittel für Größeres, ÄÖÜß"


def test_quotation_marks_of_windows_are_no_umlauts_of_dos():
    text = 'Kennzahl-Nr.;Text\r\n1.1-01;der „Kreis“ wächst\r\n1.1-02;x„y"\r\n'.replace('"', "”")
    mappe = read_workbook(text.encode("cp1252"), "x.csv")
    assert mappe.blaetter[0].zeilen[2][2].wert == "der „Kreis“ wächst"
    ohne_umlaut = "Kennzahl-Nr.;Text\r\n1.1-01;der „Kreis” ist\r\n"
    assert (
        read_workbook(ohne_umlaut.encode("cp1252"), "x.csv").blaetter[0].zeilen[2][2].wert
        == "der „Kreis” ist"
    )


def test_an_html_table_that_was_named_xls_is_read():
    seite = (
        "<html><head><style>td {color: red}</style><title>x;y</title></head><body><!-- <td>nichts</td> -->"
        "<table border=1><tr><th colspan=2>Titel &amp; mehr</th></tr>"
        "<TR><TD rowspan='2'>1.2-03<td>82,5&nbsp;</TD></TR><tr><td>erste<br>zweite   Zeile</td></tr></table>"
    )
    mappe = read_workbook(seite.encode(), "Export.xls")
    blatt = mappe.blaetter[0]
    assert mappe.format == "html"
    assert cell_at(blatt, 1, 1).wert == "Titel & mehr"
    assert (blatt.verbunden or {}) == {(1, 2): (1, 1), (3, 1): (2, 1)}
    assert (cell_at(blatt, 2, 1).wert, cell_at(blatt, 2, 2).roh.strip()) == ("1.2-03", "82,5")
    assert cell_at(blatt, 3, 2).wert == "erste\nzweite Zeile"


@pytest.mark.parametrize(
    ("anfang", "wort"),
    [
        (
            (
                '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
                '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
            ),
            "XML-Kalkulationstabelle 2003",
        ),
        ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "Webseite"),
    ],
)
def test_what_only_excel_opens_is_refused_with_the_way_to_save_it(anfang, wort):
    with pytest.raises(UnreadableWorkbookError, match=wort):
        read_workbook(anfang.encode(), "x.xls")

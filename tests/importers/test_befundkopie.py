"""Befundkopie: the sender's own workbook comes back with each Befund at its cell, and says the same as before."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.befundkopie import HOECHSTENS, annotate
from kek_dashboard.importers.befundkopie_kind import annotate_file
from kek_dashboard.importers.befundmarken import Auftrag
from kek_dashboard.importers.eigene_blaetter import BEFUNDE_KENNUNG, without_own_sheets
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.jail import read_file
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.workbook import UnreadableWorkbookError, build_workbook, read_workbook
from tests.importers.factories import datenstand, read, repack, xlsx
from tests.libreoffice import convert

KOPF = ["Kennzahl-Nr.", "Zeitraum", "Ist", "Bemerkung"]
ZEILEN: list[list[Any]] = [
    KOPF,
    ["1.2-03", 2022, "viel", "geschätzt"],
    ["1.2-03", 2023, 82.5, None],
    ["9.9-99", 2023, 1, None],
    ["1.2-04", "Q1 2023", 12, None],
]


def opened(kopie: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(kopie))


def said_the_same(vorher: Leseergebnis, inhalt: bytes, name: str = "probe.xlsx") -> None:
    """A copy gives the very same values and Befunde as its original."""
    nachher = read(inhalt, name=name)
    assert nachher.befunde == vorher.befunde
    assert nachher.inhalt == vorher.inhalt
    assert nachher.gelesen == vorher.gelesen


def list_rows(mappe: Any) -> list[tuple[Any, ...]]:
    """The rows of the list of Befunde below its header."""
    rows = list(mappe.worksheets[0].iter_rows(values_only=True))
    header = next(i for i, row in enumerate(rows) if row[0] == "Nr.")
    return rows[header + 1 :]


def test_each_befund_stands_at_its_cell_and_in_a_first_sheet_that_leads_there() -> None:
    inhalt = xlsx({"Werte": ZEILEN})
    vorher = read(inhalt)
    name, kopie = annotate(inhalt, "GB Jugend 2023.xlsx", vorher.befunde)
    assert name == "GB Jugend 2023-Befunde.xlsx"
    mappe = opened(kopie)
    assert mappe.sheetnames == ["Befunde", "Werte"] and mappe.active.title == "Befunde"
    blatt = mappe["Werte"]
    assert blatt["C2"].comment.text.startswith(
        "KEK-Monitor: Fehler: Da steht „viel“; erwartet wird eine Zahl"
    )
    assert (blatt["C2"].fill.fgColor.rgb, blatt["C2"].border.left.style) == ("00F8CFCB", "thick")
    assert blatt["C3"].comment is None and not blatt["C3"].fill.fill_type
    assert [row[1:5] for row in list_rows(mappe)] == [
        ("Fehler", "Werte", "C2", "viel"),
        ("Fehler", "Werte", "A4", "9.9-99"),
    ]
    ziele = {zelle.value: zelle.hyperlink.location for zelle in mappe["Befunde"]["D"] if zelle.hyperlink}
    assert ziele == {"C2": "'Werte'!C2", "A4": "'Werte'!A4"}
    said_the_same(vorher, kopie)


def test_the_three_severities_differ_without_colour() -> None:
    befunde = [
        Befund(schwere, "probe", f"Blatt „Werte“, Zelle A{nr}: Satz.", "Werte", f"A{nr}")
        for nr, schwere in enumerate(Schwere, start=2)
    ]
    blatt = opened(annotate(xlsx({"Werte": ZEILEN}), "x.xlsx", befunde)[1])["Werte"]
    assert len({blatt[f"A{nr}"].border.left.style for nr in (2, 3, 4)}) == 3
    assert [blatt[f"A{nr}"].comment.text.split()[1] for nr in (2, 3, 4)] == [
        "Fehler:",
        "Warnung:",
        "Hinweis:",
    ]


def test_a_note_of_the_sender_stays_and_ours_follows() -> None:
    def change(mappe: Any) -> None:
        mappe["Werte"]["C2"].comment = Comment("laut Amt", "Frau Meier")

    inhalt = xlsx({"Werte": ZEILEN}, change)
    kopie = annotate(inhalt, "x.xlsx", read(inhalt).befunde)[1]
    notiz = opened(kopie)["Werte"]["C2"].comment
    assert notiz.text.startswith("laut Amt\n\nKEK-Monitor: Fehler: ") and notiz.author == "Frau Meier"
    said_the_same(read(inhalt), kopie)
    gelesen = without_own_sheets(read_workbook(kopie, "x.xlsx"))
    assert dict(gelesen.blaetter[0].kommentare) == {(2, 3): "laut Amt"}


def test_a_copy_that_is_mended_and_sent_again_carries_only_what_is_wrong_now() -> None:
    inhalt = xlsx({"Werte": ZEILEN})
    erste = opened(annotate(inhalt, "x.xlsx", read(inhalt).befunde)[1])
    erste["Werte"]["C2"] = 78
    ziel = io.BytesIO()
    erste.save(ziel)
    noch = read(ziel.getvalue())
    assert [b.zelle for b in noch.befunde] == ["A4"]
    mappe = opened(annotate(ziel.getvalue(), "x-Befunde.xlsx", noch.befunde)[1])
    assert mappe.sheetnames == ["Befunde", "Werte"]
    blatt = mappe["Werte"]
    assert blatt["C2"].comment is None and not blatt["C2"].fill.fill_type
    assert blatt["A4"].comment.text.count("KEK-Monitor") == 1


def test_formulas_keep_their_words_and_their_stored_results(tmp_path: Path) -> None:
    def change(mappe: Any) -> None:
        blatt = mappe["Werte"]
        blatt["C3"] = "=40+42.5"
        blatt["B5"] = '="Q1 "&2023'
        blatt["D3"] = "=1>0"
        blatt["D5"] = "=NA()"
        blatt["C5"] = ArrayFormula("C5", "=SUM(C3:C4*2)")

    (tmp_path / "roh.xlsx").write_bytes(xlsx({"Werte": ZEILEN}, change))
    inhalt = convert(tmp_path / "roh.xlsx", "xlsx", tmp_path / "gerechnet").read_bytes()
    vorher = read(inhalt)
    kopie = annotate(inhalt, "x.xlsx", vorher.befunde)[1]
    assert opened(kopie)["Werte"]["C3"].value == "=40+42.5"
    assert opened(kopie)["Werte"]["C5"].value.text == "=SUM(C3:C4*2)"
    werte = openpyxl.load_workbook(io.BytesIO(kopie), data_only=True)["Werte"]
    assert [werte[ort].value for ort in ("C3", "B5", "D3", "D5", "C5")] == [
        82.5,
        "Q1 2023",
        True,
        "#N/A",
        167,
    ]
    said_the_same(vorher, kopie)


def test_a_formula_without_a_result_stays_one() -> None:
    inhalt = xlsx({"Werte": [KOPF, ["1.2-03", 2022, "=1+1"]]})
    vorher = read(inhalt)
    assert [b.code for b in vorher.befunde] == ["formel_ohne_ergebnis"]
    said_the_same(vorher, annotate(inhalt, "x.xlsx", vorher.befunde)[1])


def test_hostile_text_of_the_sender_stays_text(tmp_path: Path) -> None:
    boese = '=HYPERLINK("http://example.invalid","hier")'

    def change(mappe: Any) -> None:
        for ort in ("A4", "C2", "D3"):
            mappe["Werte"][ort].value = boese
            mappe["Werte"][ort].data_type = "s"

    inhalt = xlsx({"Werte": ZEILEN, "'=1+1": [["@SUM(1)"]]}, change)
    vorher = read(inhalt)
    kopie = annotate(inhalt, "=cmd|' -x'!A0.xlsx", vorher.befunde)[1]
    for mappe in (opened(kopie), opened(_through_libreoffice(kopie, tmp_path))):
        formeln = [
            z.coordinate for b in mappe.worksheets for r in b.iter_rows() for z in r if z.data_type == "f"
        ]
        assert formeln == []
    said_the_same(vorher, kopie)


def _through_libreoffice(inhalt: bytes, ordner: Path) -> bytes:
    (ordner / "kopie.xlsx").write_bytes(inhalt)
    return convert(ordner / "kopie.xlsx", "xlsx", ordner / "office").read_bytes()


def test_what_openpyxl_cannot_keep_is_said() -> None:
    inhalt = xlsx({"Werte": ZEILEN})
    inhalt = repack(inhalt, add=[("xl/media/image1.png", b"x"), ("xl/vbaProject.bin", b"x")])
    mappe = opened(annotate(inhalt, "x.xlsm", read(inhalt).befunde)[1])
    saetze = [row[0] for row in mappe["Befunde"].iter_rows(max_row=6, values_only=True)]
    assert "In dieser Kopie können fehlen oder anders aussehen: Bilder, Makros." in saetze
    assert "Makros" not in str(list_rows(mappe))


def test_a_csv_file_becomes_a_workbook_with_the_same_marks() -> None:
    text = "Kennzahl-Nr.;Zeitraum;Ist\n1.2-03;2022;viel\n1.2-03;2023;82,5\n01.2;2023;=1+1\n"
    inhalt = text.encode("cp1252")
    vorher = read(inhalt, name="werte.csv")
    name, kopie = annotate(inhalt, "werte.csv", vorher.befunde)
    mappe = opened(kopie)
    assert name == "werte-Befunde.xlsx" and mappe.sheetnames == ["Befunde", "CSV"]
    assert mappe["CSV"]["C2"].comment is not None
    assert mappe["CSV"]["A4"].value == "01.2" and mappe["CSV"]["C4"].data_type == "s"
    said_the_same(vorher, kopie)


def test_an_ods_file_becomes_a_workbook_with_the_same_marks(tmp_path: Path) -> None:
    (tmp_path / "werte.xlsx").write_bytes(xlsx({"Werte": ZEILEN}))
    inhalt = convert(tmp_path / "werte.xlsx", "ods", tmp_path).read_bytes()
    vorher = read(inhalt, name="werte.ods")
    kopie = annotate(inhalt, "werte.ods", vorher.befunde)[1]
    assert "Gestaltung" in str(
        [row[0] for row in opened(kopie)["Befunde"].iter_rows(max_row=5, values_only=True)]
    )
    said_the_same(vorher, kopie)


def test_thousands_of_befunde_are_bounded_and_the_gravest_come_first() -> None:
    befunde = [
        Befund(Schwere.HINWEIS, "probe", f"Blatt „Werte“, Zelle D{nr}: Satz.", "Werte", f"D{nr}")
        for nr in range(1, 4001)
    ]
    befunde.append(Befund(Schwere.FEHLER, "probe", "Blatt „Werte“, Zelle A4: Satz.", "Werte", "A4"))
    mappe = opened(annotate(xlsx({"Werte": ZEILEN}), "x.xlsx", befunde)[1])
    zeilen = list_rows(mappe)
    assert len(zeilen) == HOECHSTENS and zeilen[0][1] == "Fehler"
    assert mappe["Befunde"]["A2"].value == "x.xlsx: 1 Fehler, 4.000 Hinweise"
    assert "Gezeigt werden 1.000 von 4.001 Befunden" in mappe["Befunde"]["A4"].value


def test_several_befunde_at_one_cell_share_a_note_and_a_merge_is_marked_at_its_first_cell() -> None:
    def change(mappe: Any) -> None:
        mappe["Werte"].merge_cells("A2:A3")

    befunde = [
        Befund(Schwere.HINWEIS, "a", "Blatt „Werte“, Zelle A3: eins.", "Werte", "A3"),
        Befund(Schwere.FEHLER, "b", "Blatt „Werte“, Zelle A3: zwei.", "Werte", "A3"),
    ]
    blatt = opened(annotate(xlsx({"Werte": ZEILEN}, change), "x.xlsx", befunde)[1])["Werte"]
    assert blatt["A2"].comment.text == "KEK-Monitor: Fehler: Zwei.\nHinweis: Eins."
    assert blatt["A2"].border.left.style == "thick"


def test_a_sheet_of_the_sender_may_be_called_befunde_too() -> None:
    inhalt = xlsx({"Befunde": ZEILEN})
    vorher = read(inhalt)
    kopie = annotate(inhalt, "x.xlsx", vorher.befunde)[1]
    assert opened(kopie).sheetnames == ["Befunde 2", "Befunde"]
    assert opened(kopie)["Befunde 2"]["A1"].value == BEFUNDE_KENNUNG
    said_the_same(vorher, kopie)


def test_befunde_without_a_known_place_are_listed_only() -> None:
    befunde = [
        Befund(Schwere.FEHLER, "a", "Die Datei sagt nichts.", "", ""),
        Befund(Schwere.FEHLER, "b", "Das Blatt fehlt.", "Gibtsnicht", "A1"),
        Befund(Schwere.FEHLER, "c", "Keine Zelle.", "Werte", "A0; DROP"),
    ]
    mappe = opened(annotate(xlsx({"Werte": ZEILEN}), "x.xlsx", befunde)[1])
    assert [row[5] for row in list_rows(mappe)] == [b.text for b in befunde]
    assert not any(zelle.comment for reihe in mappe["Werte"].iter_rows() for zelle in reihe)
    assert not any(zelle.hyperlink for zelle in mappe["Befunde"]["D"])


@pytest.mark.parametrize(
    "inhalt",
    [b"", b"PK\x03\x04kaputt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1kaputt", b"x" * (10 * 1024 * 1024 + 1)],
    ids=["empty", "broken package", "broken old file", "too large"],
)
def test_what_the_reader_refuses_is_refused_here_too_for_the_same_reason(inhalt: bytes) -> None:
    with pytest.raises(UnreadableWorkbookError) as beim_lesen:
        read_workbook(inhalt, "x.xlsx")
    with pytest.raises(UnreadableWorkbookError) as error:
        annotate(inhalt, "x.xlsx", [])
    assert error.value.grund == beim_lesen.value.grund


def test_a_package_with_a_doctype_is_never_given_to_openpyxl() -> None:
    inhalt = repack(
        xlsx({"Werte": ZEILEN}),
        {"xl/workbook.xml": lambda d: b'<!DOCTYPE x [<!ENTITY e "e">]>' + d[d.index(b"<workbook") :]},
    )
    with pytest.raises(UnreadableWorkbookError):
        annotate(inhalt, "x.xlsx", [])


def test_a_workbook_openpyxl_stumbles_over_is_rebuilt_from_its_cells() -> None:
    inhalt = repack(
        xlsx({"Werte": ZEILEN}), {"docProps/core.xml": lambda d: re.sub(rb"20\d\d-[^<]*", b"gestern", d)}
    )
    vorher = read(inhalt)
    kopie = annotate(inhalt, "x.xlsx", vorher.befunde)[1]
    assert zipfile.ZipFile(io.BytesIO(kopie)).testzip() is None
    said_the_same(vorher, kopie)


@pytest.mark.slow
def test_libreoffice_opens_the_copy_and_shows_every_sheet(tmp_path: Path) -> None:
    inhalt = xlsx({"Werte": ZEILEN, "Notizen & 'Zitate' 2": [["nichts"]]})
    (tmp_path / "kopie.xlsx").write_bytes(annotate(inhalt, "x.xlsx", read(inhalt).befunde)[1])
    assert convert(tmp_path / "kopie.xlsx", "pdf", tmp_path).read_bytes().startswith(b"%PDF")
    mappe = openpyxl.load_workbook(convert(tmp_path / "kopie.xlsx", "xlsx", tmp_path / "x"))
    assert mappe.sheetnames == ["Befunde", "Werte", "Notizen & 'Zitate' 2"]
    assert "erwartet wird eine Zahl" in mappe["Werte"]["C2"].comment.text


def test_a_raised_digit_in_the_own_runs_of_a_cell_is_no_digit_of_the_number_and_stays_raised() -> None:
    def change(mappe: Any) -> None:
        mappe["Werte"]["C3"] = CellRichText("6,05", TextBlock(InlineFont(vertAlign="superscript"), "1"))

    inhalt = xlsx({"Werte": ZEILEN}, change)
    vorher = read(inhalt)
    assert [str(m.wert) for m in vorher.inhalt.messwerte if str(m.zeitraum) == "2023"] == ["6.05"]
    said_the_same(vorher, annotate(inhalt, "x.xlsx", vorher.befunde)[1])


#: Formatted far below its table: what only the limits of the child process notice.
AUFGEBLAEHT = Path(__file__).parent / "korpus" / "bereich-aufgeblaeht.xlsx"
KORPUS = sorted(
    pfad
    for ordner in ("korpus", "proben")
    for pfad in (Path(__file__).parent / ordner).iterdir()
    if pfad.suffix in {".xlsx", ".xlsm", ".xls", ".ods", ".csv"} and pfad != AUFGEBLAEHT
)


def read_here(inhalt: bytes, name: str) -> Leseergebnis:
    """``read`` without a process of its own, for many trusted files."""
    zeilen = b"".join(orjson.dumps(zeile) + b"\n" for zeile in read_file(inhalt, name.rpartition(".")[2]))
    return read_delivery(build_workbook(name, zeilen), Vorgabe(), datenstand())


@pytest.mark.parametrize("pfad", KORPUS, ids=lambda pfad: pfad.name)
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_every_workbook_of_the_korpus_says_the_same_as_its_copy(pfad: Path) -> None:
    inhalt = pfad.read_bytes()
    try:
        vorher = read_here(inhalt, pfad.name)
    except RefusedError:
        return
    auftrag = Auftrag(pfad.name, [befund.as_json() for befund in vorher.befunde], {})
    nachher = read_here(annotate_file(inhalt, pfad.suffix[1:], auftrag), pfad.name)
    assert (nachher.befunde, nachher.inhalt) == (vorher.befunde, vorher.inhalt)


@pytest.mark.slow
def test_a_workbook_too_large_to_keep_as_it_is_comes_back_as_its_cells() -> None:
    inhalt = AUFGEBLAEHT.read_bytes()
    vorher = read(inhalt, name=AUFGEBLAEHT.name)
    kopie = annotate(inhalt, AUFGEBLAEHT.name, vorher.befunde)[1]
    assert "Gestaltung" in str(
        [row[0] for row in opened(kopie)["Befunde"].iter_rows(max_row=5, values_only=True)]
    )
    said_the_same(vorher, kopie, AUFGEBLAEHT.name)

"""The return workbook as a file: what is locked and open, and that it comes back as it was meant."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kek_dashboard.domain.kennzahl import Wertstatus
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.workbook import read_workbook
from kek_dashboard.reports.vorlage import build_vorlage, find_fachbereich
from kek_dashboard.reports.vorlage_xlsx import file_name, write_vorlage
from tests.libreoffice import LibreOfficeError, convert, fill
from tests.reports.bestand import BOESE, HEUTE, WIFOE, bestand

KOPFZEILE = 5


@pytest.fixture(scope="module")
def inhalt() -> bytes:
    stand = bestand()
    return write_vorlage(build_vorlage(stand, find_fachbereich(stand, WIFOE), 2025, HEUTE))


@pytest.fixture
def mappe(inhalt: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(inhalt))


def read(inhalt: bytes, name: str = "zurueck.xlsx") -> Leseergebnis:
    return read_delivery(read_workbook(inhalt, name), Vorgabe(), bestand())


def row_of(mappe: Any, nr: str, zeitraum: object) -> int:
    for reihe in mappe["Lieferung"].iter_rows(min_row=KOPFZEILE + 1):
        if (reihe[0].value, str(reihe[3].value).replace("\N{NO-BREAK SPACE}", " ")) == (nr, str(zeitraum)):
            return int(reihe[0].row)
    raise AssertionError(f"{nr} {zeitraum}")


def saved(mappe: Any) -> bytes:
    ziel = io.BytesIO()
    mappe.save(ziel)
    return ziel.getvalue()


def test_the_columns_of_the_import_format_come_first(mappe) -> None:
    kopf = [zelle.value for zelle in mappe["Lieferung"][KOPFZEILE]]
    assert kopf[:7] == ["Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zeitraum", "Ist", "Status", "Bemerkung"]


def test_an_untouched_workbook_says_nothing_new_and_raises_no_befund(inhalt) -> None:
    ergebnis = read(inhalt)
    assert ergebnis.befunde == ()
    assert [(m.kennzahl_nr, str(m.zeitraum)) for m in ergebnis.inhalt.messwerte if m.wert is not None] == [
        ("2.1-02", "2025-Q1")
    ]


def test_a_delivered_value_comes_back_exactly_as_it_is_known(inhalt) -> None:
    bekannt = bestand().akten["2.1-02"].messwerte[-1]
    (zurueck,) = [m for m in read(inhalt).inhalt.messwerte if m.wert is not None]
    for feld in ("wert", "status", "stichtag", "bemerkung", "herkunft", "zeitraum"):
        assert getattr(zurueck, feld) == getattr(bekannt, feld), feld


def test_what_is_filled_in_is_read_and_no_value_is_no_value(mappe) -> None:
    blatt = mappe["Lieferung"]
    blatt.cell(row_of(mappe, "2.1-01", 2025), 5).value = 83.25
    blatt.cell(row_of(mappe, "2.1-01", 2025), 6).value = "endgültig"
    blatt.cell(row_of(mappe, "2.1-02", "II/2025"), 5).value = "k. A."
    blatt.cell(row_of(mappe, "2.1-03", "1. Hj. 2025"), 5).value = 21
    ergebnis = read(saved(mappe))
    assert ergebnis.befunde == ()
    werte = {(m.kennzahl_nr, str(m.zeitraum)): m for m in ergebnis.inhalt.messwerte}
    assert werte["2.1-01", "2025"].wert == Decimal("83.25")
    assert werte["2.1-01", "2025"].status is Wertstatus.ENDGUELTIG
    assert werte["2.1-02", "2025-Q2"].wert is None and werte["2.1-02", "2025-Q2"].fundstelle.roh == "k. A."
    assert werte["2.1-03", "2025-H1"].wert == 21


def test_known_cells_are_locked_due_and_delivered_ones_open_and_there_is_no_password(mappe) -> None:
    blatt = mappe["Lieferung"]
    assert blatt.protection.sheet and not blatt.protection.password
    for nr, zeitraum in (("2.1-01", 2025), ("2.1-02", "31.03.2025")):
        reihe = blatt[row_of(mappe, nr, zeitraum)]
        assert [zelle.protection.locked for zelle in reihe[:7]] == [
            True,
            True,
            True,
            True,
            False,
            False,
            False,
        ]
    assert not blatt.cell(row_of(mappe, "2.1-05", 2025), 4).protection.locked  # the year of a survey
    assert mappe["Übersicht"].protection.sheet and mappe["Anleitung"].protection.sheet


def test_due_and_delivered_cells_differ_without_colour(mappe) -> None:
    blatt = mappe["Lieferung"]
    offen, geliefert = (
        blatt.cell(row_of(mappe, *ort), 5) for ort in (("2.1-01", 2025), ("2.1-02", "31.03.2025"))
    )
    assert offen.fill.fgColor.rgb != geliefert.fill.fgColor.rgb
    assert offen.border.left.style != geliefert.border.left.style


def test_the_check_of_a_value_asks_and_never_stops_and_any_status_may_be_written(mappe) -> None:
    pruefungen = {str(p.sqref): p for p in mappe["Lieferung"].data_validations.dataValidation}
    zeile = row_of(mappe, "2.1-02", "II/2025")
    ist, status = pruefungen[f"E{zeile}"], pruefungen[f"F{zeile}"]
    assert (ist.type, ist.errorStyle) == ("custom", "warning")
    assert f"E{zeile}>=1,E{zeile}<=2000" in ist.formula1 and f'E{zeile}="k. A."' in ist.formula1
    assert "Plausibel: 1 bis 2.000." in ist.prompt and len(ist.prompt) <= 255 and len(ist.error) <= 225
    assert status.formula1 == '"vorläufig,endgültig"' and not status.showErrorMessage


def test_no_text_from_the_database_becomes_a_formula(mappe) -> None:
    formeln = [z.coordinate for b in mappe.worksheets for r in b.iter_rows() for z in r if z.data_type == "f"]
    assert formeln == []
    zelle = mappe["Lieferung"].cell(row_of(mappe, "2.1-04", 2025), 2)
    assert (zelle.value, zelle.quotePrefix) == (BOESE, True)


def test_it_prints_on_a4_across_with_its_header_on_every_page_and_page_numbers(mappe) -> None:
    blatt = mappe["Lieferung"]
    assert (blatt.page_setup.orientation, int(blatt.page_setup.paperSize)) == ("landscape", 9)
    assert blatt.sheet_properties.pageSetUpPr.fitToPage and int(blatt.page_setup.fitToHeight) == 0
    assert blatt.print_title_rows == "$5:$5" and "&P" in blatt.oddFooter.right.text
    assert "Wirtschaft && Förderung" in blatt.oddFooter.left.text
    assert blatt.freeze_panes == "C6"


def test_the_hidden_sheet_says_what_it_was_made_for_and_from(mappe) -> None:
    blatt = mappe["Vorlage"]
    assert blatt.sheet_state == "hidden"
    assert {reihe[0].value: reihe[1].value for reihe in blatt.iter_rows()} == {
        "KEK-Monitor-Vorlage": 1,
        "Fachbereich": WIFOE,
        "Jahr": 2025,
        "Erstellt": "2025-08-15",
        "Wissensstand": "2025-08-15",
        "Datenversion": 7,
    }
    assert mappe.active.title == "Lieferung"


def test_only_our_own_helping_sheets_are_passed_over_in_silence(mappe) -> None:
    notizen = mappe.create_sheet("Notizen")
    notizen["A1"] = "bitte beachten"
    assert [(b.code, b.blatt) for b in read(saved(mappe)).befunde] == [("blatt_uebergangen", "Notizen")]
    mappe.remove(notizen)
    mappe["Vorlage"]["A1"] = "etwas anderes"
    assert {b.blatt for b in read(saved(mappe)).befunde} >= {"Anleitung", "Vorlage"}


def test_the_name_of_the_file_is_plain(inhalt) -> None:
    stand = bestand()
    vorlage = build_vorlage(stand, find_fachbereich(stand, WIFOE), 2025, HEUTE)
    assert file_name(vorlage) == "Kennzahlen-2025-Wirtschaft-Foerderung.xlsx"


@pytest.mark.slow
@pytest.mark.parametrize("endung", ["xlsx", "ods"])
def test_filled_in_with_libreoffice_it_gives_the_figures_and_no_befund(
    mappe, inhalt: bytes, tmp_path: Path, endung: str
) -> None:
    (tmp_path / "vorlage.xlsx").write_bytes(inhalt)
    getippt = {
        f"Lieferung!E{row_of(mappe, '2.1-01', 2025)}": "83,25",
        f"Lieferung!F{row_of(mappe, '2.1-01', 2025)}": "vorläufig",
        f"Lieferung!G{row_of(mappe, '2.1-01', 2025)}": "laut Stichprobe",
        f"Lieferung!E{row_of(mappe, '2.1-02', 'II/2025')}": "1.234",
        f"Lieferung!E{row_of(mappe, '2.1-03', '1. Hj. 2025')}": "k. A.",
        f"Lieferung!E{row_of(mappe, '2.1-02', '31.03.2025')}": "5",
    }
    zurueck = fill(tmp_path / "vorlage.xlsx", getippt, tmp_path / f"zurück.{endung}")
    ergebnis = read(zurueck.read_bytes(), zurueck.name)
    assert ergebnis.befunde == ()
    assert {
        (m.kennzahl_nr, str(m.zeitraum)): m.wert for m in ergebnis.inhalt.messwerte if m.fundstelle.roh
    } == {
        ("2.1-01", "2025"): Decimal("83.25"),
        ("2.1-02", "2025-Q2"): Decimal(1234),
        ("2.1-03", "2025-H1"): None,
        ("2.1-02", "2025-Q1"): Decimal(5),
    }
    quote = next(m for m in ergebnis.inhalt.messwerte if m.kennzahl_nr == "2.1-01")
    assert (quote.status, quote.bemerkung) == (Wertstatus.VORLAEUFIG, "laut Stichprobe")


@pytest.mark.slow
def test_libreoffice_keeps_known_cells_locked(mappe, inhalt: bytes, tmp_path: Path) -> None:
    (tmp_path / "vorlage.xlsx").write_bytes(inhalt)
    ort = f"Lieferung!A{row_of(mappe, '2.1-01', 2025)}"
    with pytest.raises(LibreOfficeError, match="locked: Lieferung!A"):
        fill(tmp_path / "vorlage.xlsx", {ort: "9.9-99"}, tmp_path / "zurück.xlsx")


@pytest.mark.slow
@pytest.mark.parametrize("endung", ["xlsx", "ods"])
def test_saved_by_libreoffice_it_holds_the_same_cells(inhalt: bytes, tmp_path: Path, endung: str) -> None:
    (tmp_path / "vorlage.xlsx").write_bytes(inhalt)
    zurueck = convert(tmp_path / "vorlage.xlsx", endung, tmp_path / "office")
    vorher, nachher = (
        {
            blatt.name: {
                zelle.name: zelle.wert for zeile in blatt.zeilen.values() for zelle in zeile.values()
            }
            for blatt in read_workbook(daten, f"x.{endung}").blaetter
        }
        for daten in (inhalt, zurueck.read_bytes())
    )
    assert nachher == vorher

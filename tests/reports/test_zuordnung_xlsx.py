"""The mapping as a workbook: read back unchanged it changes nothing; filled in it says exactly what was meant."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Herkunft
from kek_dashboard.domain.zuordnungsprodukte import collect_produkte
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.workbook import read_workbook
from kek_dashboard.reports.zuordnung_xlsx import (
    KOPFZEILE,
    NACHSEHEN,
    SPALTEN,
    ZIELE,
    file_name,
    write_zuordnung,
)
from tests.libreoffice import convert, fill
from tests.web import factories as f
from tests.web.test_haushalt import large_haushalt

JAHR = 2023
U, K, M = Bezug
REGELN = (
    HaushaltsZuordnung(JAHR, "365100", "", K, "1.2-03", Decimal("33.3"), herkunft=Herkunft.BEISPIEL),
    HaushaltsZuordnung(JAHR, "365100", "", U, "1.2", Decimal(60), herkunft=Herkunft.INTERN),
    HaushaltsZuordnung(JAHR, "365100", "4318001", M, "M-01", Decimal(100), herkunft=Herkunft.AMTLICH),
    HaushaltsZuordnung(JAHR, "099900", "", U, "1.1", Decimal(5), herkunft=Herkunft.INTERN),
    HaushaltsZuordnung(JAHR, "111100", "", U, "1.1", Decimal(0), herkunft=Herkunft.INTERN),
)
PRODUKTE = collect_produkte(large_haushalt())[0]


@pytest.fixture(scope="module")
def stand() -> Datenstand:
    nummern = {"365100", "541000", "111100", "099900"}
    return replace(
        f.datenstand(),
        haushaltszuordnungen=MappingProxyType({JAHR: REGELN}),
        planprodukte=frozenset(nummern),
    )


@pytest.fixture(scope="module")
def inhalt(stand: Datenstand) -> bytes:
    return write_zuordnung(stand, JAHR, PRODUKTE, REGELN)


def read(inhalt: bytes, stand: Datenstand, name: str = "zurueck.xlsx") -> Leseergebnis:
    return read_delivery(read_workbook(inhalt, name), Vorgabe(), stand)


def rules(ergebnis: Leseergebnis) -> set[HaushaltsZuordnung]:
    return {replace(z, fundstelle=OHNE_FUNDSTELLE) for z in ergebnis.inhalt.haushaltszuordnungen}


def test_read_back_unchanged_it_is_the_mapping_and_nothing_else(inhalt: bytes, stand: Datenstand) -> None:
    ergebnis = read(inhalt, stand)
    assert rules(ergebnis) == {regel for regel in REGELN if regel.anteil}
    assert ergebnis.gelesen == 4
    assert {b.schwere for b in ergebnis.befunde} == {Schwere.HINWEIS}
    assert {b.code for b in ergebnis.befunde} == {"blatt_uebergangen", "ohne_ziel"}


def test_every_produkt_of_the_plan_has_a_row_and_keys_are_text(inhalt: bytes) -> None:
    blatt = openpyxl.load_workbook(io.BytesIO(inhalt)).worksheets[0]
    assert [zelle.value for zelle in blatt[KOPFZEILE]] == [*SPALTEN, *NACHSEHEN]
    zeilen = [
        [z.value for z in reihe] for reihe in blatt.iter_rows(min_row=KOPFZEILE + 1, max_row=KOPFZEILE + 6)
    ]
    assert [(z[1], z[2], z[6]) for z in zeilen] == [
        ("365100", None, 60), ("365100", None, 33.3), ("365100", "4318001", 100),
        ("541000", None, None), ("111100", None, None), ("099900", None, 5),
    ]  # fmt: skip
    assert zeilen[-1][8] == "nicht im Plan" and zeilen[0][8] == "Förderung von Kindern in Kitas"
    leere = blatt.cell(KOPFZEILE + 20, 4)
    assert leere.value is None and leere.number_format == "@"
    assert file_name(JAHR) == "Zuordnung-Haushalt-2023.xlsx"


def test_text_of_others_is_no_formula(stand: Datenstand) -> None:
    boese = [replace(PRODUKTE[0], bezeichnung="=1+1", teilhaushaltbezeichnung="@SUMME(A1)")]
    mappe = openpyxl.load_workbook(io.BytesIO(write_zuordnung(stand, JAHR, boese, ())))
    zellen = [z for blatt in mappe.worksheets for reihe in blatt.iter_rows() for z in reihe]
    assert all(z.data_type != "f" for z in zellen)


def test_the_lists_to_choose_from_lead_to_the_targets(inhalt: bytes, stand: Datenstand) -> None:
    mappe = openpyxl.load_workbook(io.BytesIO(inhalt))
    pruefungen = {p.formula1: p for p in mappe.worksheets[0].data_validations.dataValidation}
    unterziele = [
        zelle.value
        for zelle, in mappe[ZIELE][next(p for p in pruefungen if p.startswith("'")).partition("!")[2].replace("$", "")]
    ]  # fmt: skip
    assert unterziele == [z.nr for z in stand.ziele.values() if z.ebene == "Unterziel"]
    assert {p.errorStyle for p in pruefungen.values()} == {"warning"}


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_is_filled_in_by_a_spreadsheet_program_is_read_exactly(
    inhalt: bytes, stand: Datenstand, tmp_path: Path, ending: str
) -> None:
    vorlage = tmp_path / "vorlage.xlsx"
    vorlage.write_bytes(inhalt)
    blatt = openpyxl.load_workbook(vorlage).worksheets[0]
    nummer = {
        (r[1].value, r[2].value, r[3].value): int(r[0].row or 0)
        for r in blatt.iter_rows(min_row=KOPFZEILE + 1)
    }
    kreisstrassen, kita = nummer["541000", None, None], nummer["365100", None, "1.2"]
    frei = nummer["099900", None, "1.1"] + 1
    eingaben: dict[str, Any] = {
        f"D{kreisstrassen}": "1.4", f"G{kreisstrassen}": "12,5", f"G{kita}": 0,
        f"A{frei}": JAHR, f"B{frei}": "541000", f"C{frei}": "7872000", f"F{frei}": "M-01", f"G{frei}": 100,
    }  # fmt: skip
    fertig = fill(
        vorlage,
        {f"{blatt.title}!{zelle}": wert for zelle, wert in eingaben.items()},
        tmp_path / "fertig.xlsx",
    )
    if ending != "xlsx":
        fertig = convert(fertig, ending, tmp_path / "anders")
    ergebnis = read(fertig.read_bytes(), stand, fertig.name)
    assert [b.text for b in ergebnis.befunde if b.schwere is Schwere.FEHLER] == []
    assert rules(ergebnis) == {
        REGELN[0], REGELN[2], REGELN[3], replace(REGELN[1], anteil=Decimal(0)),
        HaushaltsZuordnung(JAHR, "541000", "", U, "1.4", Decimal("12.5")),
        HaushaltsZuordnung(JAHR, "541000", "7872000", M, "M-01", Decimal(100)),
    }  # fmt: skip

"""Workbook of the Haushaltsbericht: an office computes what we printed and follows changes; words stay words."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest

from kek_dashboard.formats import excel_text
from kek_dashboard.reports.bericht.haushaltsbericht.lage import load_lage
from kek_dashboard.reports.bericht.haushaltsbericht.mappe import write_haushaltsmappe
from kek_dashboard.reports.bericht.haushaltsbericht.mappe_plan import (
    ABGLEICH,
    MATRIX,
    SPALTEN,
    UEBERSICHT,
    ZEILEN,
    ZEILEN_KOPF,
    Mappenplan,
)
from kek_dashboard.reports.bericht.haushaltsbericht.ueberblick import ARTEN, AUFWENDUNGEN
from kek_dashboard.store.session import Store
from tests.domain.test_mitteleinsatz import a_line
from tests.libreoffice import convert
from tests.reports.bericht.haushaltsmuster import BOESE, all_lines, full_stand, named, source

KEIN_STORE = cast("Store", None)
BLAETTER = [UEBERSICHT, MATRIX, ZEILEN, "Weiße Flecken", "Wesentliche Produkte", ABGLEICH, "Nachweis"]


@pytest.fixture(scope="module")
def datei() -> bytes:
    return write_haushaltsmappe(source(KEIN_STORE))


@pytest.fixture(scope="module")
def plan() -> Mappenplan:
    return Mappenplan(load_lage(source(KEIN_STORE)))


def load(datei: bytes, *, werte: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(datei), data_only=werte)


def computed(mappe: Any, ordner: Path) -> Any:
    """The workbook without our results, after LibreOffice computed all of it anew."""
    ordner.mkdir(exist_ok=True)
    mappe.save(ordner / "mappe.xlsx")  # openpyxl writes formulas without results
    return openpyxl.load_workbook(
        convert(ordner / "mappe.xlsx", "xlsx", ordner / "gerechnet"), data_only=True
    )


def formulas(datei: bytes) -> list[tuple[str, str]]:
    """Sheet and cell of every formula."""
    return [
        (blatt.title, zelle.coordinate)
        for blatt in load(datei)
        for reihe in blatt.iter_rows()
        for zelle in reihe
        if zelle.data_type == "f"
    ]


def same(links: object, rechts: object) -> bool:
    if isinstance(links, int | float) and isinstance(rechts, int | float):
        return abs(Decimal(str(links)) - Decimal(str(rechts))) < Decimal("0.0000005")
    return (links or "") == (rechts or "")


def test_an_office_computes_every_formula_to_the_result_that_stands_beside_it(
    datei: bytes, tmp_path: Path
) -> None:
    gedruckt, gerechnet = load(datei, werte=True), computed(load(datei), tmp_path / "a")
    orte = formulas(datei)
    assert len(orte) > 100
    anders = [
        (ort, gedruckt[ort[0]][ort[1]].value, gerechnet[ort[0]][ort[1]].value)
        for ort in orte
        if not same(gedruckt[ort[0]][ort[1]].value, gerechnet[ort[0]][ort[1]].value)
    ]
    assert anders == []


def test_the_results_are_the_figures_of_the_haushalt(datei: bytes, plan: Mappenplan) -> None:
    mappe, mittel = load(datei, werte=True), plan.lage.mittel
    for stelle, art in enumerate(ARTEN):
        for ziel in plan.ziele:
            zelle = mappe[MATRIX][f"{plan.summenspalte}{plan.matrix_zeile(stelle, ziel)}"].value
            assert Decimal(str(zelle)) == plan.eur(art, ziel), (art, ziel)
        zelle = mappe[MATRIX][f"{plan.summenspalte}{plan.matrix_summe(stelle)}"].value
        assert Decimal(str(zelle)) == mittel.summen[art]
    assert mappe[UEBERSICHT][f"C{plan.uebersicht_summe}"].value == pytest.approx(
        float(mittel.summen[AUFWENDUNGEN])
    )


def test_who_changes_an_amount_sees_it_in_matrix_overview_and_checks(
    datei: bytes, plan: Mappenplan, tmp_path: Path
) -> None:
    mappe = load(datei)
    nr = next(i for i, p in enumerate(plan.posten) if p.ziel == "2.1" and p.eur)
    betrag = mappe[ZEILEN].cell(ZEILEN_KOPF + 1 + nr, SPALTEN.index("Betrag") + 1)
    betrag.value += 100
    neu = computed(mappe, tmp_path / "b")
    alt = plan.eur(AUFWENDUNGEN, "2.1")
    erwartet = pytest.approx(float(alt + 100))
    assert neu[MATRIX][f"{plan.summenspalte}{plan.matrix_zeile(0, '2.1')}"].value == erwartet
    assert neu[UEBERSICHT][f"C{plan.uebersicht_zeile('2.1')}"].value == erwartet
    assert neu[ABGLEICH]["A2"].value == "Mindestens ein Abgleich stimmt nicht."
    assert neu[ABGLEICH]["E6"].value == "stimmt nicht"


def test_no_word_of_anybody_becomes_a_formula(datei: bytes) -> None:
    mappe = load(datei)
    ort = SPALTEN.index("Bezeichnung") + 1
    gefunden = [mappe[ZEILEN].cell(z, ort).value for z in range(ZEILEN_KOPF + 1, mappe[ZEILEN].max_row + 1)]
    assert {excel_text(text) for text in BOESE} <= set(gefunden)
    assert not [blatt for blatt, _ in formulas(datei) if blatt == ZEILEN]
    namen = {f.split("(")[0].lstrip("=") for f in _texts(mappe) if "(" in f}
    assert namen <= {"SUM", "SUMIFS", "IF", "ROUND"}


def _texts(mappe: Any) -> list[str]:
    return [z.value for blatt in mappe for reihe in blatt.iter_rows() for z in reihe if z.data_type == "f"]


def test_keys_that_a_spreadsheet_would_mix_up_stay_apart(plan: Mappenplan) -> None:
    keys = list(plan.teilhaushalte.values())
    assert {"TH 01", "TH 1", "ohne Teilhaushalt"} <= set(keys)
    assert not any(zeichen in key for key in keys for zeichen in "*?~")
    zeilen = tuple(
        named(a_line("P1", "4", "1.00"), teilhaushalt=nr) for nr in ("a", "A", "*", "·", "01", "1")
    )
    anderer = Mappenplan(load_lage(source(KEIN_STORE, zeilen)))
    assert len({key.casefold() for key in anderer.teilhaushalte.values()}) == len(zeilen)


def test_an_ansatz_stands_once_and_the_amounts_of_its_line_make_it(datei: bytes, plan: Mappenplan) -> None:
    blatt = load(datei)[ZEILEN]
    spalte = {name: i for i, name in enumerate(SPALTEN)}
    je_zeile: dict[int, list[Any]] = {}
    for reihe in blatt.iter_rows(min_row=ZEILEN_KOPF + 1, values_only=True):
        je_zeile.setdefault(reihe[0], []).append(reihe)
    assert len(je_zeile) == len(all_lines())
    for reihen in je_zeile.values():
        ansaetze = [r[spalte["Ansatz"]] for r in reihen if r[spalte["Ansatz"]] is not None]
        betraege = [Decimal(str(r[spalte["Betrag"]])) for r in reihen if r[spalte["Betrag"]] is not None]
        assert len(ansaetze) <= 1
        if betraege:
            assert sum(betraege) == Decimal(str(ansaetze[0]))


def test_sheets_keep_their_order_and_the_same_order_gives_the_same_bytes(datei: bytes) -> None:
    assert load(datei).sheetnames == BLAETTER
    assert write_haushaltsmappe(source(KEIN_STORE)) == datei
    with zipfile.ZipFile(io.BytesIO(datei)) as paket:
        assert {teil.date_time for teil in paket.infolist()} == {(2026, 1, 1, 0, 0, 0)}


def test_a_haushalt_without_zuordnung_and_without_a_line_is_a_workbook_that_computes(tmp_path: Path) -> None:
    for name, quelle in (
        ("ohne", source(KEIN_STORE, stand=full_stand())),
        ("leer", source(KEIN_STORE, zeilen=())),
    ):
        datei = write_haushaltsmappe(quelle)
        gedruckt, gerechnet = load(datei, werte=True), computed(load(datei), tmp_path / name)
        assert all(same(gedruckt[b][z].value, gerechnet[b][z].value) for b, z in formulas(datei))

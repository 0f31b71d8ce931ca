"""Workbook of a Haushalt: keys stay text, nothing becomes a formula, and LibreOffice computes what we computed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from kek_dashboard.domain.haushalt import VIER_ARTEN, Bezug, Haushalt, Planzeile, Positionsart
from kek_dashboard.domain.haushaltsbaum import OHNE_ZIEL, leaves, sum_by_art
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, mitteleinsatz
from kek_dashboard.formats import excel_text
from kek_dashboard.reports.haushalt_xlsx import KOPFZEILE, SUMMENZEILE, ZEILEN, write_haushalt
from kek_dashboard.reports.haushalt_zielblaetter import JE_UNTERZIEL, ZEILE_UND_ZIEL
from kek_dashboard.reports.haushaltsauszug import ARTEN, Haushaltsauszug, file_name, goal_key, shares
from tests.domain.test_mitteleinsatz import JAHR, UNTERZIELE, a_line, a_stand, rule
from tests.libreoffice import convert

WORTE = {art: art.value.replace("_", " ").capitalize() for art in Positionsart}
BOESE = ("=1+1", "+49 5351", "-5", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")', "_x0041_", "'", "#N/A")


def named(zeile: Planzeile, bezeichnung: str, *, teilhaushalt: str = "03") -> Planzeile:
    position = zeile.position
    schluessel = replace(position.schluessel, teilhaushalt=teilhaushalt)
    return replace(zeile, position=replace(position, bezeichnung=bezeichnung, schluessel=schluessel))


@pytest.fixture(scope="module")
def einsatz() -> Mitteleinsatz:
    stand = a_stand(
        rule(Bezug.UNTERZIEL, "1.1", "33.33"),
        rule(Bezug.UNTERZIEL, "1.10", "33.33"),
        rule(Bezug.KENNZAHL, "K2", "100", produkt="P2"),
    )
    zeilen = [named(a_line("P1", f"{4000000 + i}", f"{i}.0{i}"), text) for i, text in enumerate(BOESE)]
    zeilen += [
        named(a_line("P1", "0100", "12345678.91", Positionsart.INVESTIVE_AUSZAHLUNGEN), "Bau"),
        named(a_line("P2", "3141000", "-7.77", Positionsart.ERTRAEGE), "Rückzahlung"),
        named(a_line("0007", "4711000", "0.01"), "führende Nullen", teilhaushalt="01"),
        named(a_line("P2", "6811000", None, Positionsart.INVESTIVE_EINZAHLUNGEN), "ohne Ansatz"),
        named(a_line("P2", "4811000", "55.00", Positionsart.INTERNE_AUFWENDUNGEN), "intern"),
    ]
    return mitteleinsatz(Haushalt(JAHR, "beschlossen", tuple(zeilen)), stand)


def extract(einsatz: Mitteleinsatz, **rest: Any) -> Haushaltsauszug:
    return replace(
        Haushaltsauszug(
            haushaltsjahr=JAHR,
            fassung="beschlossen",
            wertart="Ansatz 2019 (beschlossen)",
            auswahl=(),
            insgesamt=len(einsatz.verwendungen),
            zeilen=einsatz.verwendungen,
            ziele=[(nr, f"Ziel {nr}") for nr in UNTERZIELE],
            artworte=WORTE,
            fundstelle=lambda v: f"Plan.xlsx · {v.zeile.position.schluessel.konto}",
            wissensstand=date(2026, 11, 23),
            datenstand=date(2024, 5, 13),
        ),
        **rest,
    )


@pytest.fixture(scope="module")
def mappe(einsatz: Mitteleinsatz) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_haushalt(extract(einsatz))))


@pytest.fixture(scope="module")
def computed(einsatz: Mitteleinsatz, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The workbook after LibreOffice opened, computed and saved it."""
    ordner = tmp_path_factory.mktemp("mappe")
    datei = ordner / "haushalt.xlsx"
    datei.write_bytes(write_haushalt(extract(einsatz)))
    return openpyxl.load_workbook(convert(datei, "xlsx", ordner / "gerechnet"), data_only=True)


def column(mappe: Any, titel: str) -> list[Any]:
    blatt = mappe[ZEILEN]
    ort = [zelle.value for zelle in blatt[KOPFZEILE]].index(titel) + 1
    return [blatt.cell(zeile, ort).value for zeile in range(KOPFZEILE + 1, blatt.max_row + 1)]


def cents(wert: object) -> Decimal:
    return Decimal(str(wert or 0)).quantize(Decimal("0.01"))


def test_every_line_is_there_with_its_keys_as_text(mappe: Any, einsatz: Mitteleinsatz) -> None:
    positionen = [v.zeile.position for v in einsatz.verwendungen]
    assert column(mappe, "Produkt") == [p.schluessel.produkt for p in positionen]
    assert column(mappe, "Konto") == [p.schluessel.konto for p in positionen]
    assert column(mappe, "Teilhaushalt")[-3] == "01"


def test_amounts_are_numbers_to_the_cent_in_the_column_of_their_kind(
    mappe: Any, einsatz: Mitteleinsatz
) -> None:
    for art in ARTEN:
        soll = [
            v.zeile.ansatz if v.zeile.position.art is art and v.zeile.ansatz is not None else None
            for v in einsatz.verwendungen
        ]
        gefunden = column(mappe, WORTE[art])
        assert [None if wert is None else cents(wert) for wert in gefunden] == soll
        assert not any(isinstance(wert, str) for wert in gefunden)
    assert column(mappe, "außerhalb der vier Summen")[-1] == 55


def test_no_text_of_a_user_becomes_a_formula(mappe: Any, einsatz: Mitteleinsatz) -> None:
    blatt = mappe[ZEILEN]
    assert column(mappe, "Bezeichnung")[: len(BOESE)] == [excel_text(text) for text in BOESE]
    for zeile in blatt.iter_rows(min_row=KOPFZEILE + 1):
        for zelle in zeile:
            assert zelle.data_type != "f", zelle.coordinate
    formeln = [z for blatt in mappe for reihe in blatt.iter_rows() for z in reihe if z.data_type == "f"]
    assert {f.value.split("(")[0] for f in formeln} == {"=SUBTOTAL", "=SUMIFS", "=SUM", "=ROUND"}


def test_a_filter_typed_by_somebody_stays_text(einsatz: Mitteleinsatz) -> None:
    auszug = extract(einsatz, auswahl=["Suche „=1+1“"], zeilen=einsatz.verwendungen[:2])
    blatt = openpyxl.load_workbook(io.BytesIO(write_haushalt(auszug)))[ZEILEN]
    assert blatt["A3"].value == "Auswahl: Suche „=1+1“" and blatt["A3"].data_type == "s"
    assert blatt["A1"].value == f"Haushalt 2019, Auswahl: 2 Zeilen von {len(einsatz.verwendungen)}"
    assert file_name(auszug) == "Haushalt-2019-beschlossen-Auswahl.xlsx"


def test_libreoffice_computes_the_sums_of_each_kind_as_we_do(computed: Any, einsatz: Mitteleinsatz) -> None:
    blatt = computed[ZEILEN]
    kopf = [zelle.value for zelle in blatt[KOPFZEILE]]
    for art in ARTEN:
        assert cents(blatt.cell(SUMMENZEILE, kopf.index(WORTE[art]) + 1).value) == einsatz.summen[art]


def test_libreoffice_computes_the_euros_of_each_goal_as_we_do(computed: Any, einsatz: Mitteleinsatz) -> None:
    zeilen = {reihe[0]: reihe[2:6] for reihe in computed[JE_UNTERZIEL].iter_rows(values_only=True)}
    for nr in UNTERZIELE:  # 1.1 and 1.10 are two goals, for a spreadsheet too
        soll = [einsatz.je_unterziel[nr][art] for art in ARTEN]
        assert [cents(wert) for wert in zeilen[goal_key(nr)]] == soll, nr
    assert [cents(w) for w in zeilen["nicht zugeordnet"]] == [einsatz.nicht_zugeordnet[art] for art in ARTEN]
    assert [cents(w) for w in zeilen["zusammen"]] == [einsatz.summen[art] for art in ARTEN]
    assert [cents(w) for w in zeilen["alle Zeilen"]] == [einsatz.summen[art] for art in ARTEN]
    assert [cents(w) for w in zeilen["Unterschied"]] == [Decimal("0.00")] * len(ARTEN)


def test_line_by_goal_has_each_euro_once(einsatz: Mitteleinsatz) -> None:
    posten = list(shares(extract(einsatz)))
    for art in VIER_ARTEN:
        summe = sum((eur for _, _, v, eur in posten if v.zeile.position.art is art), Decimal(0))
        assert summe == einsatz.summen[art]
    offen = sum((eur for _, ziel, _, eur in posten if ziel == "nicht zugeordnet"), Decimal(0))
    assert offen == sum(sum_by_art(leaves(einsatz, OHNE_ZIEL)).values())


def test_a_sum_follows_the_filter_of_the_spreadsheet_and_prints_fit(mappe: Any) -> None:
    blatt = mappe[ZEILEN]
    letzte = blatt.max_row
    formeln = [z.value for z in blatt[SUMMENZEILE] if z.data_type == "f"]
    assert len(formeln) == 5
    assert all(f.startswith("=SUBTOTAL(109,") and f.endswith(f"{letzte})") for f in formeln)
    assert blatt.auto_filter.ref.endswith(str(letzte)) and blatt.freeze_panes == f"A{KOPFZEILE + 1}"
    assert blatt.print_title_rows == f"${KOPFZEILE}:${KOPFZEILE}" and blatt.page_setup.fitToWidth == 1
    assert [b.title for b in mappe] == [ZEILEN, JE_UNTERZIEL, ZEILE_UND_ZIEL]


def test_nothing_found_is_a_workbook_that_says_so(einsatz: Mitteleinsatz) -> None:
    auszug = extract(einsatz, auswahl=["Suche „xyzzy“"], zeilen=())
    mappe = openpyxl.load_workbook(io.BytesIO(write_haushalt(auszug)))
    assert mappe[ZEILEN]["A1"].value.startswith("Haushalt 2019, Auswahl: 0 Zeilen von ")
    assert mappe[JE_UNTERZIEL]["A5"].value == "Unterziel 1.1"


def test_what_was_made_up_is_said_on_top() -> None:
    beispiel = replace(rule(Bezug.UNTERZIEL, "1.1"), herkunft=Herkunft.BEISPIEL)
    einsatz = mitteleinsatz(Haushalt(JAHR, "beschlossen", (a_line("P1", "4", "1.00"),)), a_stand(beispiel))
    blatt = openpyxl.load_workbook(io.BytesIO(write_haushalt(extract(einsatz))))[ZEILEN]
    assert "erfunden" in blatt["A5"].value and column(blatt.parent, "Herkunft") == ["beispiel"]

"""Kennzahlen: long and wide deliveries as Fachbereiche write them, and what is wrong with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Frequenz, Kennzahl, Wertstatus, Zieltyp
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.kennzahlen import read_kennzahlen
from kek_dashboard.importers.workbook import read_workbook
from tests.importers.factories import HEUTE, codes, datenstand, read, read_rows, values, xlsx

KOPF = ["Kennzahl-Nr.", "Zeitraum", "Ist"]


def read_book(sheets, change=None, stand=None):
    mappe = read_workbook(xlsx(sheets, change), "probe.xlsx")
    return read_kennzahlen(mappe, Vorgabe(), stand or datenstand(), HEUTE)


def test_a_long_sheet_gives_values_with_their_cells():
    ergebnis = read_rows(KOPF, ["1.2-03", 2022, 78], ["1.2-03", "2023", "82,5"])
    assert values(ergebnis) == {("1.2-03", "2022"): "78", ("1.2-03", "2023"): "82.5"}
    letzter = ergebnis.inhalt.messwerte[1]
    assert (letzter.fundstelle.blatt, letzter.fundstelle.zelle, letzter.fundstelle.roh) == (
        "Kennzahlen",
        "C3",
        "82,5",
    )
    assert ergebnis.gelesen == 2 and ergebnis.is_accepted


def test_columns_in_any_order_below_titles_and_above_notes():
    ergebnis = read_rows(
        ["Geschäftsbericht Jugend", None, None, None],
        ["Stand: 31.03.2024"],
        [],
        ["Ist\nWert1)", "EINHEIT", "  Berichts-\nzeitraum ", "Kennzahl - Nr.*"],
        [1, 2, 3, 4],
        [82, "Prozent", 2023, "1.2-03"],
        ["Summe", None, None, None],
        ["Quelle: eigene Erhebung"],
        ["1) ohne Tagespflege"],
        ["* vorläufig"],
    )
    assert values(ergebnis) == {("1.2-03", "2023"): "82"}
    assert [(b.schwere, b.code) for b in ergebnis.befunde] == [(Schwere.HINWEIS, "spaltennummern")]


def test_a_wide_sheet_has_one_column_for_each_zeitraum():
    ergebnis = read_rows(
        ["Kennzahl-Nr.", "Bezeichnung", "Einheit", 2021, "2022", "31.12.2023", "Prognose 2024"],
        ["1.2-03", "Betreuungsquote", "%", 73, "k. A.", "82,5", 90],
    )
    assert values(ergebnis) == {
        ("1.2-03", "2021"): "73",
        ("1.2-03", "2022"): None,
        ("1.2-03", "2023"): "82.5",
    }
    assert ergebnis.inhalt.messwerte[2].stichtag == date(2023, 12, 31)
    assert ergebnis.gelesen == 2
    assert codes(ergebnis, Schwere.HINWEIS) == [("prognose_uebergangen", ""), ("textzahl", "F2")]


def test_a_header_of_two_merged_rows_and_groups_over_years():
    def change(mappe):
        blatt = mappe["Werte"]
        blatt.merge_cells("A1:A2")
        blatt.merge_cells("B1:C1")
        blatt.merge_cells("D1:E1")

    ergebnis = read_book(
        {
            "Werte": [
                ["Kennzahl-Nr.", "Ist", None, "Prognose"],
                [None, 2022, 2023, 2024, 2025],
                ["1.2-03", 1, 2, 3, 4],
            ]
        },
        change,
    )
    assert values(ergebnis) == {("1.2-03", "2022"): "1", ("1.2-03", "2023"): "2"}


def test_groups_without_merges_speak_for_the_columns_to_their_right():
    ergebnis = read_rows(
        [None, "Ist", None, "Prognose"], ["Kennzahl-Nr.", "2022", "2023", "2024"], ["1.2-03", 1, 2, 3]
    )
    assert values(ergebnis) == {("1.2-03", "2022"): "1", ("1.2-03", "2023"): "2"}


def test_header_words_may_stand_in_either_of_two_rows():
    ergebnis = read_rows(
        ["Kennzahl-Nr.", None, "Ist"], [None, "Zeitraum", "in %"], ["1.2-03", 2023, 5], ["1.2-03", 2022, 4]
    )
    assert values(ergebnis) == {("1.2-03", "2023"): "5", ("1.2-03", "2022"): "4"}


def test_a_key_merged_downwards_holds_for_all_its_rows():
    def change(mappe):
        mappe["Werte"].merge_cells("A2:A3")

    ergebnis = read_book({"Werte": [KOPF, ["1.2-03", 2022, 1], [None, 2023, 2]]}, change)
    assert values(ergebnis) == {("1.2-03", "2022"): "1", ("1.2-03", "2023"): "2"}


def test_a_repeated_header_is_no_data():
    assert values(read_rows(KOPF, ["1.2-03", 2022, 1], KOPF, ["1.2-03", 2023, 2])).keys() == {
        ("1.2-03", "2022"),
        ("1.2-03", "2023"),
    }


def test_no_value_is_kept_as_it_was_written_and_never_zero():
    ergebnis = read_rows(KOPF, ["1.2-03", 2021, "k. A."], ["1.2-03", 2022, None], ["1.2-03", 2023, 0])
    assert values(ergebnis) == {("1.2-03", "2021"): None, ("1.2-03", "2022"): None, ("1.2-03", "2023"): "0"}
    assert [m.fundstelle.roh for m in ergebnis.inhalt.messwerte] == ["k. A.", "", "0"]
    assert ergebnis.gelesen == 1


def test_percents_come_by_cell_format():
    def change(mappe):
        mappe["Werte"]["C2"].number_format = "0 %"

    assert values(read_book({"Werte": [KOPF, ["1.2-03", 2023, 0.45]]}, change)) == {("1.2-03", "2023"): "45"}


@pytest.mark.parametrize(
    ("zeile", "code", "zelle"),
    [
        (["9.9-99", 2023, 5], "kennzahl_unbekannt", "A2"), (["1.2-03", 2023, "#NV"], "fehlerwert", "C2"),
        (["1.2-03", 2023, "=1+1"], "formel_ohne_ergebnis", "C2"), (["1.2-03", 2030, 5], "zukunft", "B2"),
        (["1.2-03", "bald", 5], "kein_zeitraum", "B2"), (["1.2-03", None, 5], "zeitraum_fehlt", "C2"),
        ([None, 2023, 5], "kennzahl_fehlt", "B2"), (["1.2-03", 2023, "viel"], "keine_zahl", "C2"),
        (["1.2-03", 2023, "1.234"], "mehrdeutige_zahl", "C2"), (["1.2-03", 2023, True], "keine_zahl", "C2"),
        ([1.2, 2023, 5], "schluessel_als_zahl", "A2"), ([date(2023, 2, 1), 2023, 5], "schluessel_als_datum", "A2"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_cell(zeile, code, zelle):
    ergebnis = read_rows(KOPF, zeile)
    assert codes(ergebnis) == [(code, zelle)]
    befund = ergebnis.befunde[0]
    assert befund.text.startswith(f"Blatt „Kennzahlen“, Zelle {zelle}: ") and befund.text.endswith(".")


def test_a_wrong_unit_is_a_fault():
    ergebnis = read_rows([*KOPF, "Einheit"], ["1.2-03", 2023, 5, "T€"])
    assert codes(ergebnis) == [("falsche_einheit", "D2")]


def test_the_nearest_known_number_is_suggested():
    assert "meinten Sie „1.2-03“" in read_rows(KOPF, ["1.2-3", 2023, 5]).befunde[0].text


def test_the_same_zeitraum_twice_must_agree():
    gleich = read_rows(KOPF, ["1.2-03", 2023, 5], ["1.2-03", "2023", "5,0"])
    assert (codes(gleich), codes(gleich, Schwere.HINWEIS)) == ([], [("doppelt", "C3")])
    assert gleich.gelesen == 1
    assert codes(read_rows(KOPF, ["1.2-03", 2023, 5], ["1.2-03", 2023, 6])) == [("widerspruch", "C3")]


def test_hidden_and_cover_sheets_are_said_and_not_read():
    def change(mappe):
        mappe["Alt"].sheet_state = "hidden"

    ergebnis = read_book(
        {
            "Deckblatt": [["Geschäftsbericht 2023"]],
            "Werte": [KOPF, ["1.2-03", 2023, 5]],
            "Alt": [KOPF, ["x", 1, 2]],
        },
        change,
    )
    assert values(ergebnis) == {("1.2-03", "2023"): "5"}
    assert codes(ergebnis, Schwere.HINWEIS) == [("blatt_verborgen", ""), ("blatt_uebergangen", "")]


def test_a_missing_column_says_what_was_found_and_expected():
    ergebnis = read_rows(["Kennzahl-Nr.", "Zeitraum", "Betrag"], ["1.2-03", 2023, 5])
    (befund,) = ergebnis.befunde
    assert befund.schwere is Schwere.FEHLER
    assert "„Ist“" in befund.text and "„Betrag“" in befund.text and befund.zelle == "A1"


@pytest.mark.parametrize(
    ("zeilen", "schwere", "code"),
    [
        ([["Hinweise zum Status"], ["Nr.", "Bezeichnung"], ["a", "b"]], Schwere.HINWEIS, "blatt_uebergangen"),
        ([["Kennzahl-Nr.", "Wert alt"], ["1.2-03", 5]], Schwere.WARNUNG, "blatt_nicht_gelesen"),
        ([["Kennzahl-Nr.", "Zeitraum", "Betrag"], ["1.2-03", 2022, 5]], Schwere.FEHLER, "spalte_fehlt"),
    ],
)
def test_a_second_sheet_is_passed_over_only_where_it_was_not_meant(zeilen, schwere, code):
    ergebnis = read_book({"Werte": [KOPF, ["1.2-03", 2023, 5]], "Blatt2": zeilen})
    assert [(b.schwere, b.code) for b in ergebnis.befunde] == [(schwere, code)]


def test_status_remark_and_herkunft_are_kept():
    ergebnis = read_rows(
        ["Herkunft: Beispiel"],
        [*KOPF, "Status", "Bemerkung", "Herkunft"],
        ["1.2-03", 2022, 5, "vorläufig", "Schätzung der Kitas", "amtlich"],
        ["1.2-03", 2023, 6, "endgültig", None, None],
        ["1.2-03", 2024, 7, "Prognose", None, None],
    )
    erster, zweiter = ergebnis.inhalt.messwerte
    assert (erster.status, erster.herkunft) == (Wertstatus.VORLAEUFIG, Herkunft.AMTLICH)
    assert erster.bemerkung == "Schätzung der Kitas"
    assert (zweiter.status, zweiter.herkunft) == (Wertstatus.ENDGUELTIG, Herkunft.BEISPIEL)


def test_a_zeitraum_finer_than_the_frequenz_is_asked_about_and_a_year_never():
    ergebnis = read_rows(KOPF, ["1.2-03", "Q1 2023", 5], ["1.2-04", 2023, 5])
    assert codes(ergebnis, Schwere.WARNUNG) == [("frequenz", "C2")]


def test_the_same_values_come_out_of_a_csv():
    text = 'Kennzahl-Nr.;Zeitraum;Ist\n1.2-03;2022;"1.078,5"\n1.2-03;2023;82,5\n'
    ergebnis = read(text.encode("cp1252"), name="werte.csv")
    assert values(ergebnis) == {("1.2-03", "2022"): "1078.5", ("1.2-03", "2023"): "82.5"}


def test_texts_beside_the_values_are_read_with_them():
    ergebnis = read(
        xlsx(
            {
                "Kennzahlen": [KOPF, ["1.2-03", 2023, 5]],
                "Erläuterungen": [
                    ["Kennzahl-Nr.", "Zeitraum", "Text"],
                    ["1.2-03", 2023, "Neue Kita eröffnet."],
                ],
            }
        )
    )
    assert ergebnis.inhalt.erlaeuterungen[0].text == "Neue Kita eröffnet."


REIHE = {"2017": "60.1", "2018": "62.4", "2019": "65.2", "2020": "66.9", "2021": "69.8", "2022": "72.3"}


@pytest.mark.parametrize(
    ("wert", "code"),
    [
        (750, "faktor"), (7.4, "faktor"), (0.75, "faktor"), (74000, "faktor"), (20, "sprung"), (72.3, "wiederholt"),
        (74.6, None), (70.1, None),
    ],
)  # fmt: skip
def test_implausible_values_are_asked_about_and_never_refused(wert, code):
    stand = datenstand(messwerte={"1.2-03": REIHE})
    ergebnis = read_rows(KOPF, ["1.2-03", 2023, wert], stand=stand)
    assert [c for c, _ in codes(ergebnis, Schwere.WARNUNG)] == ([code] if code else [])
    assert ergebnis.is_accepted


def test_the_value_that_slipped_is_asked_about_and_not_its_neighbours():
    ergebnis = read_rows(
        KOPF,
        *[
            ["1.2-03", jahr, wert]
            for jahr, wert in zip(range(2017, 2023), (60, 64, 690, 73, 78, 82), strict=True)
        ],
    )
    assert codes(ergebnis, Schwere.WARNUNG) == [("faktor", "C4")]


def test_a_released_value_delivered_again_is_not_asked_about():
    stand = datenstand(messwerte={"1.2-03": {**REIHE, "2023": "750"}})
    assert not codes(read_rows(KOPF, ["1.2-03", 2023, 750], stand=stand), Schwere.WARNUNG)


def test_zero_and_sign_changes_make_no_factor():
    stand = datenstand(messwerte={"1.2-03": {"2020": "-5", "2021": "4", "2022": "-3"}})
    assert not codes(read_rows(KOPF, ["1.2-03", 2023, 0], stand=stand), Schwere.WARNUNG)


def test_a_month_is_read_for_a_monthly_kennzahl():
    stand = datenstand(Kennzahl("M", "Monat", "Anzahl", Zieltyp.BEOBACHTEN, frequenz=Frequenz.MONATLICH))
    ergebnis = read_rows(KOPF, ["M", "6/2023", 5], ["M", date(2023, 7, 31), Decimal(6)], stand=stand)
    assert values(ergebnis) == {("M", "2023-06"): "5", ("M", "2023-07"): "6"}

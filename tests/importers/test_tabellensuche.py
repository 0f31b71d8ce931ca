"""Tabellensuche: every table of a sheet is read or said; what looks like a header in the data is none."""

from __future__ import annotations

from datetime import date

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.kennzahl import Aggregation, Frequenz, Kennzahl, Zieltyp
from kek_dashboard.importers.einheiten import (
    UnklareEinheitError,
    parse_header,
    shows_thousands,
    speaks_of,
    unit_factor,
)
from kek_dashboard.importers.zahlen import split_footnote
from kek_dashboard.importers.zeitangabe import Umfang, read_zeitraum
from tests.importers.factories import cell, codes, datenstand, read_rows, values

KOPF = ["Kennzahl-Nr.", "Zeitraum", "Ist"]
WEIT = ["Kennzahl-Nr.", 2022, 2023]


def test_tables_below_each_other_are_all_read():
    ergebnis = read_rows(KOPF, ["1.2-03", 2022, 5], [], ["Teil B"], WEIT, ["1.2-04", 7, 8])
    assert values(ergebnis) == {("1.2-03", "2022"): "5", ("1.2-04", "2022"): "7", ("1.2-04", "2023"): "8"}
    assert not codes(ergebnis)


@pytest.mark.parametrize(
    "zeilen",
    [
        [[*KOPF, None, *WEIT], ["1.2-03", 2022, 5, None, "1.2-04", 7, 8]],
        [[*KOPF, *KOPF], ["1.2-03", 2022, 5, "1.2-04", 2022, 7], [None, None, None, "1.2-04", 2023, 8]],
        [[None] * 5 + WEIT, [*KOPF, None, None, "1.2-04", 7, 8], ["1.2-03", 2022, 5]],
        [
            ["Ist", "Kennzahl-Nr.", "Jahr", "Ist", "Kennzahl-Nr.", "Jahr"],
            [5, "1.2-03", 2022, 7, "1.2-04", 2022],
            [None, None, None, 8, "1.2-04", 2023],
        ],
    ],
)
def test_tables_side_by_side_are_all_read(zeilen):
    ergebnis = read_rows(*zeilen)
    assert values(ergebnis) == {("1.2-03", "2022"): "5", ("1.2-04", "2022"): "7", ("1.2-04", "2023"): "8"}


def test_a_row_of_data_that_holds_a_header_word_is_no_header():
    kopf = ["Kennzahl-Nr.", "Bezeichnung", "Zeitraum", "Ist"]
    zeilen = [
        ["1.2-03", "Indikator", 2022, "k. A."],
        ["1.2-03", "Kennzahl", 2023, 6],
        ["1.2-04", "Name", 2021, 7],
    ]
    assert values(read_rows(kopf, *zeilen)) == {
        ("1.2-03", "2022"): None,
        ("1.2-03", "2023"): "6",
        ("1.2-04", "2021"): "7",
    }


def test_a_name_that_begins_like_a_sum_is_a_name_where_the_number_stands_elsewhere():
    ergebnis = read_rows(
        ["Bezeichnung", "Kennzahl-Nr.", "Jahr", "Ist"], ["Summe der Plätze", "1.2-04", 2023, 7]
    )
    assert values(ergebnis) == {("1.2-04", "2023"): "7"}


def test_sums_between_the_data_are_said_and_not_read():
    ergebnis = read_rows(
        KOPF,
        ["1.2-03", 2022, 5],
        ["Insgesamt", 2022, 5],
        ["1.2-03", 2023, 6],
        ["Land Niedersachsen", 2023, 9],
    )
    assert values(ergebnis) == {("1.2-03", "2022"): "5", ("1.2-03", "2023"): "6"}
    assert codes(ergebnis) == []
    (hinweis,) = ergebnis.befunde
    assert hinweis.code == "summe_uebergangen" and "3, 5" in hinweis.text


def test_a_keyless_last_row_is_a_total_only_where_it_is_the_sum_to_the_digit():
    zeilen = [["1.2-04", 2022, 5], ["1.2-04", 2023, 7]]
    assert codes(read_rows(KOPF, *zeilen, [None, None, 12]), Schwere.HINWEIS) == [("summe_uebergangen", "")]
    assert codes(read_rows(KOPF, *zeilen, [None, None, 13])) == [("kennzahl_fehlt", "C4")]


def test_column_numbers_that_may_be_a_value_are_asked_about():
    stand = datenstand(Kennzahl("1", "Eins", "Anzahl", Zieltyp.STEIGERN))
    assert codes(read_rows(WEIT, [1, 2, 3], stand=stand)) == [("spaltennummern", "A2")]
    assert codes(read_rows(WEIT, [1, 2, 3], ["1.2-03", 5, 6]), Schwere.HINWEIS) == [("spaltennummern", "")]


def test_numbers_below_single_years_are_values_and_no_second_header_row():
    ergebnis = read_rows(WEIT, [None, 1, 2], ["1.2-03", 5, 6])
    assert codes(ergebnis) == [("kennzahl_fehlt", "B2")]


def test_a_year_and_the_column_of_its_part_are_read_together():
    kopf = ["Kennzahl-Nr.", "Jahr", "Quartal", "Ist"]
    ergebnis = read_rows(kopf, ["1.2-04", 2023, 1, 5], ["1.2-04", 2023, "IV", 6], ["1.2-04", 2023, 7, 6])
    assert values(ergebnis) == {("1.2-04", "2023-Q1"): "5", ("1.2-04", "2023-Q4"): "6"}
    assert codes(ergebnis) == [("kein_zeitraum", "C4")]


def test_columns_with_figures_that_nobody_reads_are_named():
    ergebnis = read_rows([*KOPF, "Zielwert"], ["1.2-03", 2023, 5, 90, 17])
    assert codes(ergebnis, Schwere.HINWEIS) == [("spalte_uebergangen", "D1"), ("spalte_uebergangen", "E1")]


@pytest.mark.parametrize(
    ("titel", "zeitraum"),
    [
        (["Berichtsjahr 2023"], "2023"),
        (["Jahr:", 2023], "2023"),
        (["Stand: 31.12.2023 / 16:44:50"], "2023"),
        (["Berichtszeitraum: 2023"], "2023"),
    ],
)
def test_one_statement_above_the_table_is_its_zeitraum_and_has_to_be_confirmed(titel, zeitraum):
    ergebnis = read_rows(titel, ["Kennzahl-Nr.", "Ist"], ["1.2-03", 5])
    assert values(ergebnis) == {("1.2-03", zeitraum): "5"}
    assert [code for code, _ in codes(ergebnis, Schwere.WARNUNG)] == ["zeitraum_aus_titel"]


@pytest.mark.parametrize(
    "titel",
    [
        [],
        [["Berichtsjahr 2023"], ["Stand: 31.12.2024"]],
        [["Bericht 2023"], ["Stand: 31.12.2024"]],
        [["Stand: 15.02.2024"]],
        [["Prognose Jahr 2023"]],
        [["Berichtsjahr"]],
    ],
)
def test_no_or_more_than_one_statement_is_asked_about(titel):
    ergebnis = read_rows(*titel, ["Kennzahl-Nr.", "Ist"], ["1.2-03", 5], ["1.2-04", "Umbau 2019"])
    assert values(ergebnis) == {}
    assert "zeitraum_fehlt" in {code for code, _ in codes(ergebnis)}


def test_a_comment_of_the_data_about_a_year_leaves_the_title_certain():
    ergebnis = read_rows(
        ["Berichtsjahr 2023"], ["Kennzahl-Nr.", "Ist", "Bemerkung"], ["1.2-03", None, "Umbau 2019"]
    )
    assert codes(ergebnis) == [] and values(ergebnis) == {("1.2-03", "2023"): None}


def test_names_without_numbers_are_asked_about_once_each():
    ergebnis = read_rows(
        ["Bezeichnung", "Zeitraum", "Ist"],
        ["Betreuungs-Quote", 2022, 5],
        ["Betreuungs-Quote", 2023, 6],
        ["Frauenhausplätze", 2023, 7],
    )
    assert values(ergebnis) == {}
    assert codes(ergebnis) == [("kennzahl_fehlt", "A4"), ("kennzahl_bestaetigen", "A2")]
    assert "1.2-03" in ergebnis.befunde[1].text and "2 Zeilen" in ergebnis.befunde[1].text


@pytest.mark.parametrize(
    ("kopf", "text", "einheiten", "status"),
    [
        ("2023 (vorläufig) in T€", "2023", ("T€",), "vorläufig"), ("Ist 2015 in T", "Ist 2015", ("T",), ""),
        ("Fläche \nin km2", "Fläche", ("km2",), ""), ("2022 Ist", "2022", (), ""), ("I/2023", "I/2023", (), ""),
        ("Schuljahr 2022/23", "Schuljahr 2022/23", (), ""), ("2023 [Tsd. €] (in €)", "2023", ("Tsd. €", "€"), ""),
        ("2022 endgültig", "2022", (), "endgültig"), ("Ist EUR", "Ist", ("EUR",), ""),
    ],
)  # fmt: skip
def test_a_header_says_its_unit_and_status_beside_its_words(kopf, text, einheiten, status):
    angabe = parse_header(kopf)
    assert (angabe.text, angabe.einheiten, angabe.status.value) == (text, einheiten, status)


@pytest.mark.parametrize(
    ("einheit", "kennzahl", "faktor"),
    [
        ("T€", "€", "1000"), ("Tausend Euro", "€", "1000"), ("€", "T€", "0.001"), ("Mio. €", "T€", "1000"),
        ("Tsd.", "Anzahl", "1000"), ("Tsd.", "T€", "1"), ("Prozent", "%", "1"), ("km2", "km²", "1"),
        ("Wolfsburg", "€", "1"),
        ("T", "€", None), ("T", "Anzahl", None), ("%", "Anzahl", None), ("Tsd.", "%", None), ("ha", "km²", None),
        ("Mio. €", "Anzahl", None),
    ],
)  # fmt: skip
def test_a_factor_is_certain_or_asked_about(einheit, kennzahl, faktor):
    if faktor is None:
        with pytest.raises(UnklareEinheitError):
            unit_factor(einheit, kennzahl)
    else:
        assert str(unit_factor(einheit, kennzahl)) == faktor


def test_a_unit_of_the_whole_table_speaks_of_its_own_kind_alone():
    assert speaks_of("T€", "€") and speaks_of("Tsd.", "Anzahl")
    assert not speaks_of("T€", "T€") and not speaks_of("T€", "%") and not speaks_of("Tsd.", "%")


def test_a_format_that_shows_thousands_is_known():
    assert shows_thousands("#,##0,") and shows_thousands("0.0,,")
    assert not shows_thousands("#,##0") and not shows_thousands('#,##0 "T€"')


@pytest.mark.parametrize(
    ("text", "zahl", "marke"),
    [
        ("6,05*", "6,05", "*"), ("6,05 1)", "6,05", "1)"), ("1.234²", "1.234", "²"), ("k. A.*", "k. A.", "*"),
        ("*6,05", "6,05", "*"), ("45 %¹", "45 %", "¹"), ("12 3", "12 3", ""), ("6,051)", "6,051)", ""),
        ("12 m²", "12 m²", ""), ("(1.234)", "(1.234)", ""), ("628,54-", "628,54-", ""),
    ],
)  # fmt: skip
def test_a_footnote_mark_is_taken_off_only_where_it_cannot_be_part_of_the_number(text, zahl, marke):
    assert split_footnote(text) == (zahl, marke)


@pytest.mark.parametrize(
    ("text", "frequenz", "kurz", "umfang"),
    [
        ("Jan–Sep 2023", Frequenz.VIERTELJAEHRLICH, "2023-Q3", Umfang.AUFGELAUFEN),
        ("kumuliert bis 09/2023", Frequenz.VIERTELJAEHRLICH, "2023-Q3", Umfang.AUFGELAUFEN),
        ("bis September 2023 (kumuliert)", Frequenz.MONATLICH, "2023-09", Umfang.AUFGELAUFEN),
        ("01.01.–30.06.2023", Frequenz.HALBJAEHRLICH, "2023-H1", Umfang.OFFEN),
        ("Jan–Mrz 2023", Frequenz.VIERTELJAEHRLICH, "2023-Q1", Umfang.OFFEN),
        ("Jul–Sep 2023", Frequenz.VIERTELJAEHRLICH, "2023-Q3", Umfang.EINZELN),
        ("Januar bis Dezember 2023", Frequenz.VIERTELJAEHRLICH, "2023", Umfang.OFFEN),
        ("2022 1. Quartal", Frequenz.JAEHRLICH, "2022-Q1", Umfang.OFFEN),
    ],
)
def test_spans_of_months_are_read_with_how_much_of_the_year_they_hold(text, frequenz, kurz, umfang):
    angabe = read_zeitraum(cell(text), frequenz)
    assert (str(angabe.zeitraum), angabe.umfang) == (kurz, umfang)


def test_a_running_total_is_taken_only_by_a_kennzahl_that_is_kept_so():
    quartal = Frequenz.VIERTELJAEHRLICH
    stand = datenstand(
        Kennzahl(
            "K", "Kumuliert", "€", Zieltyp.STEIGERN, frequenz=quartal, aggregation=Aggregation.KUMULIERT
        ),
        Kennzahl("S", "Summe", "€", Zieltyp.STEIGERN, frequenz=quartal, aggregation=Aggregation.SUMME),
    )
    zeilen = [
        ["K", "Jan–Sep 2023", 5],
        ["K", "Jul–Sep 2023", 5],
        ["S", "Jan–Sep 2023", 5],
        ["S", "Jul–Sep 2023", 5],
    ]
    ergebnis = read_rows(KOPF, *zeilen, stand=stand)
    assert values(ergebnis) == {("K", "2023-Q3"): "5", ("S", "2023-Q3"): "5"}
    assert codes(ergebnis) == [("kumuliert_erwartet", "B3"), ("nicht_kumuliert", "B4")]


def test_a_real_date_beside_stand_is_the_zeitraum():
    ergebnis = read_rows(["Stand:", date(2023, 12, 31)], ["Kennzahl-Nr.", "Ist"], ["1.2-03", 5])
    assert values(ergebnis) == {("1.2-03", "2023"): "5"}

"""Werte: the grammar of numbers, no-values, Zeiträume and keys."""

from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.kennzahl import Frequenz
from kek_dashboard.importers.werte import (
    Dezimalzeichen,
    WertError,
    decimal_mark,
    is_kein_wert,
    parse_datum,
    read_ja_nein,
    read_jahr,
    read_new_schluessel,
    read_schluessel,
    read_zahl,
)
from kek_dashboard.importers.zahlen import same_unit
from kek_dashboard.importers.zeitangabe import is_prognose, read_zeitraum
from tests.importers.factories import cell

OFFEN, KOMMA, PUNKT = Dezimalzeichen.OFFEN, Dezimalzeichen.KOMMA, Dezimalzeichen.PUNKT


@pytest.mark.parametrize(
    ("text", "zahl"),
    [
        ("1.234,5", "1234.5"), ("-22.000,00", "-22000"), ("628.929,54-", "-628929.54"), ("(1.234,0)", "-1234"),
        ("45 %", "45"), ("45%", "45"), ("1\u00a0234,5", "1234.5"), ("1\u2009234", "1234"),
        ("1\u202f234\u202f567", "1234567"), ("1.596.852.249", "1596852249"), ("97000,00", "97000"),
        ("189056,5", "189056.5"), ("-206,4", "-206.4"), ("1751.46", "1751.46"), ("0.123", "0.123"),
        ("1.234,-", "1234"), ("+5", "5"), ("−5", "-5"), ("–5", "-5"), ("- 5", "-5"), ("007", "7"), ("0", "0"),
        ("'12", "12"), ("1,234", "1.234"), ("-0,0", "0"), ("1,234.5", "1234.5"),
    ],
)  # fmt: skip
def test_text_numbers_are_read_as_the_county_writes_them(text, zahl):
    assert str(read_zahl(cell(text), "%", OFFEN)) == zahl


@pytest.mark.parametrize(
    "text",
    ["k. A.", "K.A.", "k.A", "n. v.", "-", "–", "—", "./.", ".", "x", "X", "…", "...", "", " ", "\u00a0"],
)
def test_no_value_marks_are_no_value_and_never_zero(text):
    assert is_kein_wert(text)
    assert read_zahl(cell(text), "%", OFFEN) is None


def test_an_empty_cell_is_no_value():
    assert read_zahl(None, "%", OFFEN) is None


@pytest.mark.parametrize(
    "text",
    ["1e5", "1E+05", "١٢", "\uff11\uff12", "1.23.4", "1,2,3", "--5", "(-5)", "1 23", "6,05*", "nan", "inf", "0x1F",
     "5-3", "1.234.56", "zwölf", "5..", ",5", "9" * 400, "1_000", "²", "ja"],
)  # fmt: skip
def test_what_is_no_number_is_said_and_not_guessed(text):
    with pytest.raises(WertError):
        read_zahl(cell(text), "%", OFFEN)


@pytest.mark.parametrize("wert", [True, False, date(2023, 1, 1), Decimal(10) ** 13, Decimal("NaN")])
def test_booleans_dates_and_boundless_numbers_are_no_values(wert):
    with pytest.raises(WertError):
        read_zahl(cell(wert), "Anzahl", OFFEN)


@pytest.mark.parametrize(
    ("spalte", "zeichen"),
    [
        (["1.234", "12,5"], KOMMA), (["1.234", "1.234.567"], KOMMA), (["1.234", "2.345,6"], KOMMA),
        (["1.234", "1751.46"], PUNKT), (["1.234", "0.5"], PUNKT), (["1.234", "1,234.5"], PUNKT),
        (["1.234"], OFFEN), (["1.234", "15", "k. A."], OFFEN), (["1.234", "12,5", "12.5"], OFFEN),
        (["1.234", "12,-"], KOMMA),
    ],
)  # fmt: skip
def test_a_column_decides_what_its_dot_means(spalte, zeichen):
    assert decimal_mark(cell(text) for text in spalte) is zeichen


def test_one_dot_and_three_digits_alone_is_asked_about():
    assert read_zahl(cell("1.234"), "€", KOMMA) == 1234
    assert read_zahl(cell("1.234"), "€", PUNKT) == Decimal("1.234")
    with pytest.raises(WertError) as info:
        read_zahl(cell("1.234"), "€", OFFEN)
    assert info.value.code == "mehrdeutige_zahl"


@pytest.mark.parametrize(
    ("zahlformat", "einheit", "zahl"),
    [
        ("0%", "%", "45"), ("0.0%", "Prozent", "45"), ("0.00", "%", "0.45"), ("General", "%", "0.45"),
        ('0.0" %"', "%", "0.45"), ("0\\%", "%", "0.45"), ("0%", "", "0.45"),
    ],
)  # fmt: skip
def test_a_percent_format_makes_percents_of_fractions(zahlformat, einheit, zahl):
    assert str(read_zahl(cell(Decimal("0.45"), zahlformat), einheit, OFFEN)) == zahl


def test_a_percent_where_the_unit_is_another_is_a_wrong_unit():
    for zelle in (cell(Decimal("0.45"), "0%"), cell("45 %"), cell("45 €")):
        with pytest.raises(WertError) as info:
            read_zahl(zelle, "Anzahl", OFFEN)
        assert info.value.code == "falsche_einheit"


@pytest.mark.parametrize(
    ("a", "b"), [("%", "Prozent"), ("€", "EUR"), ("v. H.", "%"), ("Anz.", "Anzahl"), ("km²", "km2")]
)
def test_units_have_spellings(a, b):
    assert same_unit(a, b) and not same_unit(a, "T€")


@pytest.mark.parametrize(
    ("text", "kurz"),
    [
        ("2023", "2023"), ("I/2023", "2023-Q1"), ("Q1 2023", "2023-Q1"), ("1. Quartal 2023", "2023-Q1"),
        ("2023-Q1", "2023-Q1"), ("1. Hj. 2023", "2023-H1"), ("06/2023", "2023-06"), ("Schuljahr 2022/23", "2023"),
        ("SJ 2022/2023", "2023"), ("30.06.2023", "2023-Q2"), ("Juni 2023", "2023-06"), ("2023-06", "2023-06"),
        ("IV. Quartal 2023", "2023-Q4"), ("2023/III", "2023-Q3"), ("Ist 2023", "2023"), ("H2 2023", "2023-H2"),
        ("2023*", "2023"), ("Stand: 31.12.2021", "2021-Q4"), ("März 2020", "2020-03"), ("2. Halbjahr 2022", "2022-H2"),
        ("Schuljahr 1999/00", "2000"), ("Jahr\n2023", "2023"), ("20220515", "2022-Q2"), ("2023.0", "2023"),
    ],
)  # fmt: skip
def test_a_zeitraum_is_read_in_its_usual_spellings(text, kurz):
    assert str(read_zeitraum(cell(text), Frequenz.VIERTELJAEHRLICH).zeitraum) == kurz


@pytest.mark.parametrize(
    "text",
    ["1989", "2101", "Q5 2023", "13/2023", "2022/24", "2016/2017/2018", "31.02.2023", "bald", "", "1/2023"],
)
def test_what_is_no_zeitraum_is_said(text):
    with pytest.raises(WertError):
        read_zeitraum(cell(text), Frequenz.VIERTELJAEHRLICH)


def test_a_day_is_kept_beside_the_zeitraum_that_contains_it():
    for zelle in (cell(date(2023, 6, 30)), cell("30.06.2023")):
        angabe = read_zeitraum(zelle, Frequenz.HALBJAEHRLICH)
        assert (str(angabe.zeitraum), angabe.stichtag) == ("2023-H1", date(2023, 6, 30))


def test_years_come_as_numbers_too():
    assert read_zeitraum(cell(Decimal("2023.0")), Frequenz.JAEHRLICH).zeitraum.jahr == 2023
    assert read_jahr(cell(Decimal(2023))) == 2023
    for wert in (Decimal("2023.5"), Decimal(15), True, Decimal(1904)):
        with pytest.raises(WertError):
            read_zeitraum(cell(wert), Frequenz.JAEHRLICH)


@pytest.mark.parametrize(
    "kopf", ["Prognose 2025", "Plan 2024", "Zielwert 2026", "Soll 2024", "Hochrechnung", "Schätzung"]
)
def test_plans_and_forecasts_are_known_by_their_words(kopf):
    assert is_prognose(kopf)


def test_a_number_in_a_key_cell_is_the_text_that_excel_shows():
    bekannt = {"1.1", "1.10", "011", "365100"}
    assert read_schluessel(cell(Decimal("1.1"), "General"), bekannt) == "1.1"
    assert read_schluessel(cell(Decimal("1.1"), "0.00"), bekannt) == "1.10"
    assert read_schluessel(cell(Decimal(11), "000"), bekannt) == "011"
    assert read_schluessel(cell(Decimal(365100), "#,##0"), bekannt) == "365100"
    for wert in (Decimal(11), Decimal("1.2"), date(2001, 1, 1)):
        with pytest.raises(WertError):
            read_schluessel(cell(wert, "General"), bekannt)


def test_a_decimal_number_cannot_define_a_key_but_a_whole_one_can():
    assert read_new_schluessel(cell(Decimal(3), "General"), ()) == "3"
    assert read_new_schluessel(cell("1.10"), ()) == "1.10"
    with pytest.raises(WertError):
        read_new_schluessel(cell(Decimal("1.1"), "General"), ())


def test_an_unknown_key_names_the_nearest_known_one():
    with pytest.raises(WertError, match=r"meinten Sie „1\.2-03“"):
        read_schluessel(cell("1.2-3"), {"1.2-03", "2.1-01"})


def test_yes_and_no_have_their_usual_spellings():
    assert read_ja_nein(cell("Ja"), default=False) and read_ja_nein(cell(True), default=False)
    assert not read_ja_nein(cell("nein"), default=True) and read_ja_nein(None, default=True)
    with pytest.raises(WertError):
        read_ja_nein(cell("vielleicht"), default=False)


def test_dates_are_read_in_german_and_iso():
    assert (
        parse_datum("30.6.2023") == parse_datum("2023-06-30") == parse_datum("30.06.23") == date(2023, 6, 30)
    )
    assert parse_datum("31.02.2023") is None


@given(st.text(), st.sampled_from(Dezimalzeichen), st.sampled_from(["%", "€", "", "Anzahl"]))
def test_no_text_makes_the_number_grammar_raise_anything_foreign(text, zeichen, einheit):
    try:
        zahl = read_zahl(cell(text), einheit, zeichen)
    except WertError:
        return
    assert zahl is None or zahl.is_finite()


@given(st.text(alphabet="0123456789.,-–+()' %€\u00a0xk", max_size=20), st.sampled_from(Dezimalzeichen))
def test_nearly_numbers_never_raise_anything_foreign(text, zeichen):
    try:
        zahl = read_zahl(cell(text), "%", zeichen)
    except WertError:
        return
    assert zahl is None or abs(zahl) <= 10**12


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_a_number_written_the_german_way_comes_back(zahl):
    text = f"{zahl:,.2f}".translate(str.maketrans(",.", ".,"))
    assert read_zahl(cell(text), "€", OFFEN) == zahl


@given(st.text(max_size=30), st.sampled_from(Frequenz))
def test_no_text_makes_the_zeitraum_grammar_raise_anything_foreign(text, frequenz):
    with contextlib.suppress(WertError):
        assert 1990 <= read_zeitraum(cell(text), frequenz).zeitraum.jahr <= 2100

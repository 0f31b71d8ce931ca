"""Formats: German numbers, money, shares and dates, as a person reads them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard import formats
from kek_dashboard.domain.zeitraum import Periode, Zeitraum


def plain(text: str) -> str:
    """Text with ordinary blanks, so that a test can be read."""
    return text.replace(formats.NO_BREAK_SPACE, " ")


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        pytest.param(Decimal("1234.5"), None, "1.234,5", id="as delivered"),
        pytest.param(Decimal("82.0"), None, "82,0", id="keeps a delivered zero"),
        pytest.param(Decimal("1E+3"), None, "1.000", id="exponent"),
        pytest.param(Decimal("0.123456789"), None, "0,123457", id="never more than six"),
        pytest.param(Fraction(2, 3), None, "0,666667", id="endless fraction"),
        pytest.param(0.1, None, "0,1", id="a float is its shortest decimal"),
        pytest.param(Decimal("2.5"), 0, "3", id="half goes up"),
        pytest.param(Decimal("-2.5"), 0, "−3", id="half goes away from zero"),
        pytest.param(Decimal("-0.4"), 0, "0", id="rounded to zero has no sign"),
        pytest.param(0, 2, "0,00", id="zero is a number"),
        pytest.param(123_456_789, None, "123.456.789", id="groups"),
    ],
)
def test_a_number_reads_as_germans_write_it(
    value: formats.Number, decimals: int | None, expected: str
) -> None:
    assert formats.format_number(value, decimals) == expected


@pytest.mark.parametrize("value", [None, float("nan"), float("inf")], ids=["none", "nan", "infinity"])
def test_unknown_is_a_dash_everywhere(value: float | None) -> None:
    for write in (
        formats.format_number,
        formats.format_percent,
        formats.format_euro,
        formats.format_euro_short,
    ):
        assert write(value) == "–"
    assert formats.format_value(value, "%") == "–"
    assert formats.format_date(None) == formats.format_datetime(None) == formats.format_zeitraum(None) == "–"


def test_signed_numbers_show_plus_and_real_minus_but_zero_none() -> None:
    written = [formats.format_number(Decimal(n), 1, signed=True) for n in ("1.25", "-1.25", "0.04")]
    assert written == ["+1,3", "−1,3", "0,0"]


def test_a_share_becomes_percent_with_a_no_break_space() -> None:
    assert formats.format_percent(Decimal("0.625")) == "62,5\N{NO-BREAK SPACE}%"
    assert plain(formats.format_percent(Fraction(-1, 2), 0, signed=True)) == "−50 %"


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("4210000", "4,2 Mio. €"),
        ("1260000000", "1,3 Mrd. €"),
        ("999949.99", "999,9 Tsd. €"),
        ("999950", "1,0 Mio. €"),
        ("999.49", "999 €"),
        ("999.5", "1,0 Tsd. €"),
        ("0", "0 €"),
        ("-628929.54", "−628,9 Tsd. €"),
    ],
)
def test_money_in_headlines_takes_the_step_of_its_rounded_figure(amount: str, expected: str) -> None:
    assert plain(formats.format_euro_short(Decimal(amount))) == expected


def test_exact_money_keeps_every_cent() -> None:
    assert plain(formats.format_euro(Decimal("1234567.5"), signed=True)) == "+1.234.567,50 €"


def test_dates_and_times_are_written_in_figures() -> None:
    assert formats.format_date(date(2026, 6, 30)) == "30.06.2026"
    assert plain(formats.format_datetime(datetime(2026, 6, 3, 9, 5))) == "03.06.2026, 09:05 Uhr"


@pytest.mark.parametrize(
    ("zeitraum", "expected"),
    [
        (Zeitraum(2023), "2023"),
        (Zeitraum(2023, Periode.QUARTAL, 4), "IV/2023"),
        (Zeitraum(2023, Periode.HALBJAHR, 2), "2. Hj. 2023"),
        (Zeitraum(2023, Periode.MONAT, 3), "März 2023"),
        ("Schuljahr 2022/23", "Schuljahr 2022/23"),
    ],
    ids=str,
)
def test_a_zeitraum_reads_as_the_county_writes_it(zeitraum: object, expected: str) -> None:
    assert plain(formats.format_zeitraum(zeitraum)) == expected


@given(st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4), st.integers(0, 4))
def test_what_is_written_lies_within_half_a_digit(value: Decimal, decimals: int) -> None:
    text = formats.format_number(value, decimals)
    back = Decimal(text.replace(".", "").replace(",", ".").replace(formats.MINUS, "-"))
    assert abs(back - value) <= Decimal(5).scaleb(-decimals - 1)

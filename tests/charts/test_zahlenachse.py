"""Zahlenachse: round numbers, never below 0 without need, and something sensible for hardly any value."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kek_dashboard.charts.zahlenachse import zahlenachse


def achse(*werte: str, anzahl: int = 5):
    return zahlenachse([Fraction(wert) for wert in werte], anzahl)


@pytest.mark.parametrize(
    ("werte", "worte"),
    [
        (("60", "95"), ["60", "70", "80", "90"]),
        (("812", "1050"), ["800", "900", "1.000"]),
        (("2.045", "3.355"), ["2,0", "2,5", "3,0"]),
        (("-49", "2.4"), ["−40", "−20", "0"]),
        (("0", "25"), ["0", "10", "20"]),
        (("90000", "90000"), ["80.000", "85.000", "90.000", "95.000", "100.000"]),
        (("0", "0"), ["0,00", "0,25", "0,50", "0,75", "1,00"]),
        ((), ["0,00", "0,25", "0,50", "0,75", "1,00"]),
    ],
    ids=["percent", "thousands", "decimals", "below zero", "from zero", "one value", "only zero", "nothing"],
)
def test_marks_are_round_numbers(werte, worte):
    a = achse(*werte)
    assert [a.wort(marke) for marke in a.marken] == worte


@pytest.mark.parametrize("werte", [("60", "95"), ("-5", "3"), ("0.001", "0.002"), ("7",), ("-3", "-3")])
def test_every_value_and_every_mark_lies_on_the_axis(werte):
    a = achse(*werte)
    for wert in (*map(Fraction, werte), *a.marken):
        assert 0 <= a.anteil(wert) <= 1


def test_it_does_not_go_below_zero_where_no_value_does():
    assert achse("1", "100").unten == 0
    assert achse("-1", "100").unten < 0

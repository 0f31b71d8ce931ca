"""Zielverlauf: an unknown year is a gap, labels lie at their points, and the sentence says what is drawn."""

from __future__ import annotations

from fractions import Fraction

from kek_dashboard.charts.zielverlauf import Zielverlauf, describe_zielverlauf, draw_zielverlauf, place

HALB = Fraction(1, 2)
JAHRE = range(2018, 2027)


def test_an_unknown_year_is_a_gap_in_the_line():
    ganz = draw_zielverlauf(Zielverlauf(JAHRE, ((2019, HALB), (2020, HALB), (2021, HALB))))
    luecke = draw_zielverlauf(Zielverlauf(JAHRE, ((2019, HALB), (2021, HALB))))
    assert 'stroke-width="2.4"' in ganz and 'stroke-width="2.4"' not in luecke
    assert luecke.count("h0") == 2


def test_shares_beyond_the_field_stay_at_its_edge():
    assert place((2018, Fraction(-1)), JAHRE) == ("0%", "100%")
    assert place((2026, Fraction(3)), JAHRE) == ("100%", "0%")


def test_the_sentence_has_every_value_the_soll_and_the_forecast():
    verlauf = Zielverlauf(
        JAHRE, ((2022, HALB),), ((2022, Fraction(3, 4)), (2026, Fraction(1))), (2026, Fraction(9, 10))
    )
    satz = describe_zielverlauf(verlauf).replace("\N{NO-BREAK SPACE}", " ")
    assert satz == "Verlauf der Zielerreichung 2022: 50 %; Soll 2022: 75 %; bei gleichem Tempo 2026: 90 %"
    assert describe_zielverlauf(Zielverlauf(JAHRE)) == "Verlauf der Zielerreichung: noch keine Zahl"


def test_without_a_figure_only_the_grid_is_drawn():
    assert draw_zielverlauf(Zielverlauf(JAHRE)).count("<path") == 3

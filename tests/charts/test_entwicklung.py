"""Entwicklung panel: plan and result look different, gaps and breaks cut the line, nothing unknown is drawn as 0."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from kek_dashboard.charts.entwicklung import GROSS, KLEIN, Reihe, Strich, describe_feld, draw_feld

BOESE = '<script>alert("x")</script>'


def reihe(*werte: int | None, name: str = "Ergebnis", strich: Strich = Strich.ERGEBNIS) -> Reihe:
    punkte = enumerate(werte, 2018)
    return Reihe(
        name, strich, tuple((jahr, None if wert is None else Fraction(wert)) for jahr, wert in punkte)
    )


def wort(wert: Fraction) -> str:
    return f"{wert} €"


def lines(svg: str) -> list[list[tuple[float, float]]]:
    """The points of each piece of a line; grid and axis are straight commands."""
    wege = [path.get("d", "") for path in ET.fromstring(svg).iter("path")]
    return [
        [tuple(map(float, punkt.split())) for punkt in re.split("[ML]", weg)[1:]]  # type: ignore[misc]
        for weg in wege
        if "L" in weg
    ]


def dots(svg: str) -> list[tuple[float, float]]:
    return [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in ET.fromstring(svg).iter("circle")]


def test_a_gap_cuts_the_line_and_is_no_point():
    svg = draw_feld([reihe(1, 2, None, 4, 5)], wort)
    assert [len(stueck) for stueck in lines(svg)] == [2, 2]
    assert len(dots(svg)) == 4


def test_a_value_between_two_gaps_is_a_point_alone():
    svg = draw_feld([reihe(1, None, 3, None, 5)], wort)
    assert lines(svg) == []
    assert len(dots(svg)) == 3


def test_a_break_cuts_the_line_before_its_year_and_is_marked():
    svg = draw_feld([reihe(1, 2, 3, 4)], wort, brueche=[2020])
    assert [len(stueck) for stueck in lines(svg)] == [2, 2]
    assert 'stroke-dasharray="1 3"' in svg
    assert 'stroke-dasharray="1 3"' not in draw_feld([reihe(1, 2, 3, 4)], wort, brueche=[2030])


def test_plan_is_thin_dashed_and_hollow_and_the_result_solid():
    plan = draw_feld([reihe(1, 2, name="Plan", strich=Strich.PLAN)], wort)
    ergebnis = draw_feld([reihe(1, 2)], wort)
    assert "stroke-dasharray" in plan and 'fill="var(--paper)"' in plan
    assert "stroke-dasharray" not in ergebnis and 'fill="var(--ink)"' in ergebnis


def test_the_result_lies_on_top_of_the_plan():
    svg = draw_feld([reihe(1, 2), reihe(3, 4, name="Plan", strich=Strich.PLAN)], wort)
    assert svg.index("<title>Plan 2018") < svg.index("<title>Ergebnis 2018")


def test_zero_is_in_the_scale_and_higher_is_more():
    svg = draw_feld([reihe(100, 200)], wort)
    (_, erster), (_, zweiter) = dots(svg)
    boden = KLEIN.hoehe - KLEIN.rand
    assert (boden - erster) * 2 == pytest.approx(boden - zweiter, abs=0.2)


def test_below_zero_lies_below_the_line_of_zero():
    svg = draw_feld([reihe(-10, 10)], wort)
    assert [y for _, y in dots(svg)] == [KLEIN.hoehe - KLEIN.rand, KLEIN.rand]


def test_each_year_has_a_column_of_the_same_width_whatever_is_known():
    neun = [1, *[None] * 7, 9]
    for masse in (KLEIN, GROSS):
        (links, _), (rechts, _) = dots(draw_feld([reihe(*neun)], wort, masse))
        assert links == pytest.approx(masse.breite / 18, abs=0.1)
        assert rechts == pytest.approx(masse.breite * 17 / 18, abs=0.1)


@pytest.mark.parametrize("reihen", [[], [reihe()], [reihe(None, None)], [reihe(0, 0)], [reihe(5)]])
def test_a_panel_of_little_is_still_a_drawing(reihen):
    ET.fromstring(draw_feld(reihen, wort, oben=Fraction(1), brueche=[2019]))


def test_no_foreign_text_gets_into_the_drawing():
    svg = draw_feld([reihe(1, name=BOESE)], lambda _: BOESE)
    assert "<script" not in svg
    assert BOESE in (next(ET.fromstring(svg).iter("title")).text or "")


def test_the_words_name_every_value_and_every_gap():
    text = describe_feld("1.2", [reihe(1, None, 3), reihe(None, name="Plan", strich=Strich.PLAN)], wort)
    assert text == "1.2. Ergebnis 2018: 1 €, 2020: 3 €; ohne Zahl: 2019. Plan: keine Zahl."


def test_the_newest_known_value_is_not_the_last_year():
    assert reihe(1, 2, None).letzter == (2019, Fraction(2))
    assert reihe(None).letzter is None

"""SVG: bullets, sparklines and divided bars say what the figures say, and carry no foreign text."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from kek_dashboard.charts.bullet import describe_bullet, draw_bullet
from kek_dashboard.charts.sparkline import draw_sparkline
from kek_dashboard.charts.theme import escape
from kek_dashboard.charts.verteilung import describe_verteilung, draw_verteilung, in_order
from kek_dashboard.domain.zielerreichung import Stand


def _widths(svg: str) -> list[float]:
    return [float(rect.get("width", "")) for rect in ET.fromstring(svg).iter("rect")]


@pytest.mark.parametrize(
    ("ist", "lang"),
    [(Fraction(1, 2), 66.0), (Fraction(3, 2), 132.0), (Fraction(-1, 2), None), (Fraction(0), None)],
    ids=["half", "over", "back", "0"],
)
def test_a_bar_is_cut_to_the_field(ist, lang):
    breiten = _widths(draw_bullet(ist, Fraction(5, 8), "good"))
    assert breiten == ([132.0] if lang is None else [132.0, lang])


def test_unknown_is_an_empty_field_and_not_zero():
    svg = draw_bullet(None, None, "none")
    assert "stroke-dasharray" in svg and "--track" not in svg
    assert describe_bullet(None, None) == "Zielerreichung: keine Zahl"
    assert (
        describe_bullet(Fraction(0), Fraction(1, 2)).replace("\xa0", " ") == "Zielerreichung 0 %, Soll 50 %"
    )


def test_a_sparkline_puts_gaps_by_real_years_and_cuts_at_a_break():
    reihe = [(2018, Fraction(1)), (2020, Fraction(2)), (2021, Fraction(3)), (2022, Fraction(4))]
    svg = draw_sparkline(reihe, (), None, jahre=(2018, 2026), brueche=[2021])
    linien = [p.get("d", "") for p in ET.fromstring(svg).iter("path")]
    assert [len(re.findall(r"[ML]", d)) for d in linien] == [2, 2]
    xs = [float(teil.split()[0]) for teil in re.split(r"[ML]", linien[0])[1:]]
    assert xs[1] - xs[0] == pytest.approx(2 * 102 / 8, abs=0.1)


@pytest.mark.parametrize(
    "reihe", [[], [(2018, Fraction(5))], [(2018, Fraction(5)), (2019, Fraction(5))], [(1990, Fraction(1))]]
)
def test_a_sparkline_of_little_is_still_a_drawing(reihe):
    ET.fromstring(
        draw_sparkline(
            reihe, [(2018, Fraction(5)), (2026, Fraction(5))], (2030, Fraction(1)), jahre=(2018, 2026)
        )
    )


def test_a_divided_bar_counts_all_and_starts_with_the_best():
    zahlen = in_order([(Stand.KEINE_DATEN, 1), (Stand.ERREICHT, 3)])
    assert describe_verteilung(zahlen) == "3 erreicht, 1 keine Daten"
    assert _widths(draw_verteilung(zahlen)) == [214.0, 70.0]
    assert _widths(draw_verteilung([])) == []


def test_text_in_a_drawing_is_escaped():
    assert escape('<a href="x">&\'') == "&lt;a href=&quot;x&quot;&gt;&amp;&#x27;"

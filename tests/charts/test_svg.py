"""SVG: bullets, sparklines and divided bars say what the figures say, and carry no foreign text."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from kek_dashboard.charts.bullet import (
    Kennzahlpunkt,
    describe_bullet,
    describe_zielbullet,
    draw_bullet,
    draw_zielbullet,
)
from kek_dashboard.charts.sparkline import draw_sparkline
from kek_dashboard.charts.theme import escape
from kek_dashboard.charts.verteilung import (
    SAEULE_HOCH,
    describe_verteilung,
    draw_saeule,
    draw_verteilung,
    in_order,
)
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


def _goal_bullet(
    ist: Fraction | None, prognose: Fraction | None, punkte: tuple[Kennzahlpunkt, ...] = ()
) -> ET.Element:
    return ET.fromstring(draw_zielbullet(ist, Fraction(5, 8), prognose, "good", punkte))


def test_the_bar_of_a_goal_has_bar_stroke_and_ring_on_one_scale():
    svg = _goal_bullet(Fraction(1, 2), Fraction(3, 4))
    assert [r.get("width") for r in svg.iter("rect")] == ["100%", "50%"]
    (ring,) = [c for c in svg.iter("circle") if c.get("class") == "prognose"]
    voraus, soll = svg.iter("line")
    assert ring.get("cx") == voraus.get("x2") == "75%"
    assert voraus.get("x1") == "50%" and voraus.get("stroke-dasharray")
    assert soll.get("x1") == soll.get("x2") == "62.5%"


@pytest.mark.parametrize(
    ("ist", "prognose", "ringe", "punktiert"),
    [
        (Fraction(1, 2), None, 0, 0),
        (Fraction(1, 2), Fraction(1, 4), 1, 0),
        (Fraction(1, 2), Fraction(1), 1, 1),
        (None, None, 0, 0),
    ],
    ids=["no forecast", "falling back", "ahead", "no figure"],
)
def test_a_forecast_is_drawn_only_where_there_is_one_and_dotted_only_ahead(ist, prognose, ringe, punktiert):
    svg = _goal_bullet(ist, prognose)
    assert sum(c.get("class") == "prognose" for c in svg.iter("circle")) == ringe
    assert sum("stroke-dasharray" in line.attrib for line in svg.iter("line")) == punktiert
    assert ("var(--track)" in {r.get("fill") for r in svg.iter("rect")}) == (ist is not None)


def test_every_kennzahl_has_a_sign_of_its_own_shape_and_none_hides_another():
    staende = [s for s in Stand if s.is_assessable]
    punkte = tuple(Kennzahlpunkt(Fraction(4, 5), stand, f"<{stand}>") for stand in staende)
    svg = _goal_bullet(Fraction(4, 5), None, punkte)
    orte = [(s.get("x"), s.get("y")) for s in svg.iter("svg") if s is not svg]
    assert len(orte) == len(set(orte)) == len(staende)
    assert {x for x, _ in orte} == {"80%"}
    formen = {(z.tag, z.get("transform")) for s in svg.iter("svg") if s is not svg for z in s}
    assert len(formen) == len(staende)
    assert "<auf_kurs>: 80\xa0% auf Kurs" in {t.text for t in svg.iter("title")}


def test_signs_beyond_the_scale_stand_at_its_ends():
    punkte = (
        Kennzahlpunkt(Fraction(3, 2), Stand.ERREICHT, "a"),
        Kennzahlpunkt(Fraction(-1), Stand.FALSCHE_RICHTUNG, "b"),
    )
    svg = _goal_bullet(Fraction(1, 2), None, punkte)
    assert sorted(s.get("x") or "" for s in svg.iter("svg") if s is not svg) == ["0%", "100%"]
    label = describe_zielbullet(Fraction(1, 2), Fraction(5, 8), Fraction(3, 4), punkte).replace("\xa0", " ")
    assert label == (
        "Zielerreichung 50 %, Soll 63 %, Prognose 75 %; je Kennzahl: 150 % erreicht, −100 % falsche Richtung"
    )


def test_a_column_is_as_high_as_its_counts_and_outlines_what_is_not_judged():
    saeule = ET.fromstring(
        draw_saeule(in_order([(Stand.KEINE_DATEN, 1), (Stand.ERREICHT, 2), (Stand.AUF_KURS, 1)]))
    )
    teile = [(r.get("fill"), float(r.get("height", ""))) for r in saeule.iter("rect")]
    assert teile == [
        ("var(--done)", SAEULE_HOCH / 2 - 1),
        ("var(--good)", SAEULE_HOCH / 4 - 1),
        ("none", SAEULE_HOCH / 4 - 2),
    ]
    assert not list(ET.fromstring(draw_saeule([])))


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

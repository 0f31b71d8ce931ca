"""Zeitleiste: bar, progress and milestones lie where their days are; shape and words tell what became of them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.charts.zeitleiste import (
    BREITE,
    describe_schritt,
    describe_zeit,
    describe_zeitleiste,
    draw_marke,
    draw_zeitleiste,
)
from kek_dashboard.domain.massnahme import Massnahme, Meilenstein
from kek_dashboard.domain.massnahmenstand import Meilensteinstand, massnahmenstand

TAG = date(2023, 12, 31)
BOESE = '<script>"&'
M = Massnahme(
    "M-01", "1.1", "Krippen", beginn=date(2020, 1, 1), ende=date(2022, 1, 1), fortschritt=Decimal(50)
)


def step(name: str, geplant: date | None, erreicht: date | None = None) -> Meilenstein:
    return Meilenstein("M-01", name, geplant, erreicht)


def drawn(*schritte: Meilenstein, m: Massnahme = M, tag: date = TAG) -> str:
    return draw_zeitleiste(massnahmenstand(m, schritte, tag), range(2018, 2027))


def bars(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(w)) for x, w in re.findall(r'<rect x="([\d.]+)".*?width="([\d.]+)"', svg)]


def places(svg: str) -> list[float]:
    return [float(x) for x in re.findall(r"translate\(([\d.]+) ", svg)]


def test_the_bar_goes_from_beginn_to_ende_and_progress_is_its_inner_part():
    (x, breit), (innen, gefuellt) = bars(drawn())
    assert x == innen == pytest.approx(BREITE * 2 / 9, abs=0.5)
    assert breit == pytest.approx(BREITE * 2 / 9, abs=0.5)
    assert gefuellt == pytest.approx(breit / 2, abs=0.1)


def test_without_progress_there_is_an_empty_bar_and_without_days_none():
    assert len(bars(drawn(m=Massnahme("M", "1.1", "x", beginn=date(2020, 1, 1))))) == 1
    assert bars(drawn(m=Massnahme("M", "1.1", "x", fortschritt=Decimal(50)))) == []
    verkehrt = Massnahme("M", "1.1", "x", beginn=date(2022, 1, 1), ende=date(2020, 1, 1))
    assert bars(drawn(m=verkehrt)) == []


def test_days_outside_the_years_of_the_goals_stay_inside_the_drawing():
    lang = Massnahme(
        "M", "1.1", "x", beginn=date(1990, 1, 1), ende=date(2050, 1, 1), fortschritt=Decimal(250)
    )
    for x, breit in bars(drawn(m=lang)):
        assert x >= 0 and x + breit <= BREITE
    assert all(
        0 < x < BREITE for x in places(drawn(step("a", date(1990, 1, 1)), step("b", date(2050, 1, 1))))
    )


def test_a_reached_milestone_lies_where_it_was_reached_and_one_without_a_day_is_told_in_words_alone():
    svg = drawn(step("spät", date(2019, 1, 1), date(2021, 1, 1)), step("irgendwann", None))
    assert places(svg) == [pytest.approx(BREITE * 3 / 9, abs=0.5)]
    assert "irgendwann: ohne Termin" in describe_zeitleiste(
        massnahmenstand(M, [step("irgendwann", None)], TAG)
    )


def test_each_mark_has_a_shape_of_its_own():
    formen = [re.sub(r"</?svg[^>]*>", "", draw_marke(stand)) for stand in Meilensteinstand]
    assert len(set(formen)) == len(Meilensteinstand)


@pytest.mark.parametrize(
    ("meilenstein", "worte"),
    [
        (step("x", date(2023, 6, 30)), "überfällig seit 30.06.2023 (184 Tage)"),
        (step("x", date(2023, 12, 30)), "überfällig seit 30.12.2023 (1 Tag)"),
        (step("x", date(2024, 6, 30)), "steht bevor, geplant 30.06.2024"),
        (step("x", date(2023, 6, 30), date(2023, 6, 30)), "erreicht am 30.06.2023"),
        (step("x", date(2023, 6, 30), date(2023, 7, 2)), "erreicht am 02.07.2023, 2 Tage später als geplant"),
        (step("x", date(2023, 6, 30), date(2023, 6, 29)), "erreicht am 29.06.2023, 1 Tag früher als geplant"),
        (step("x", None), "ohne Termin"),
    ],
)
def test_a_milestone_is_told_in_words(meilenstein, worte):
    (schritt,) = massnahmenstand(M, [meilenstein], TAG).schritte
    assert describe_schritt(schritt).replace("\N{NO-BREAK SPACE}", " ") == worte


def test_the_stichtag_is_a_stroke_only_inside_the_years():
    assert "var(--accent)" in drawn()
    assert "var(--accent)" not in drawn(tag=date(2031, 1, 1))


def test_text_from_files_is_escaped():
    assert "<script" not in drawn(step(BOESE, date(2020, 1, 1)))


def test_a_span_is_told_as_far_as_it_is_known():
    tag = date(2020, 1, 1)
    assert [describe_zeit(None, None), describe_zeit(tag, None), describe_zeit(None, tag)] == [
        "ohne Zeitraum",
        "seit 01.01.2020",
        "bis 01.01.2020",
    ]

"""Brückenbild: a line for each step, kinds that differ without colour, and the picture in words."""

from __future__ import annotations

from kek_dashboard.charts.brueckenbild import (
    ART_WORT,
    ZEILE,
    count_text,
    describe_bruecke,
    draw_art,
    draw_bruecke,
)
from kek_dashboard.domain.bruecke import Bruecke, bruecken
from kek_dashboard.domain.zielsystem import Nachfolgeart
from tests.domain.zwei_systeme import ALLE_ARTEN, Z, step, two_systems


def bridge() -> Bruecke:
    (bruecke,) = bruecken(two_systems(ALLE_ARTEN))
    return bruecke


def test_every_step_is_a_line_from_the_row_of_the_old_to_the_row_of_the_new() -> None:
    svg = draw_bruecke(bridge())
    assert svg.count("C112") == 3
    erste, zweite, dritte = (ZEILE * i + ZEILE / 2 for i in range(3))
    assert f"M7 {erste}C112 {erste} 112 {zweite} 217 {zweite}" in svg
    assert f"M7 {dritte}C112 {dritte} 112 {dritte} 217 {dritte}" in svg
    assert 'height="168"' in svg


def test_kinds_differ_by_their_stroke_and_use_one_ink() -> None:
    zeichen = [draw_art(art) for art in ART_WORT]
    assert len(set(zeichen)) == len(ART_WORT) == len(Nachfolgeart) + 1
    farben = {
        teil.split(")")[0] for svg in (*zeichen, draw_bruecke(bridge())) for teil in svg.split("var(")[1:]
    }
    assert farben <= {"--ink", "--paper", "--faint"}


def test_a_merged_one_is_a_double_line() -> None:
    (bruecke,) = bruecken(two_systems((step("1.1", Z, "A.1"), step("1.2", Z, "A.1"))))
    assert draw_bruecke(bruecke).count('stroke-width="4.6"') == 2


def test_the_picture_is_said_in_a_sentence() -> None:
    assert count_text(bridge()) == "1 fortgeführt, 1 aufgeteilt, 1 beendet, 1 noch nicht festgelegt"
    assert describe_bruecke(bridge()).endswith("1 der neuen Ziele kommen aus keinem alten.")

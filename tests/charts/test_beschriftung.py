"""Beschriftung: labels take the place that covers least, move when they must, and are left out before they overlap."""

from __future__ import annotations

import pytest

from kek_dashboard.charts.beschriftung import Anker, Beschriftung, Kasten, Ort, Strecke, Wunsch, strecken
from kek_dashboard.charts.textbreite import text_width

FELD = Kasten(0, 0, 300, 200)


def wunsch(*orte: Ort, pflicht: bool = False, text: str = "Wort") -> Wunsch:
    return Wunsch((text,), orte, 10, "ink", pflicht=pflicht)


def test_the_first_free_place_is_taken():
    schrift = Beschriftung(FELD)
    gesetzt = schrift.place(wunsch(Ort(50, 50), Ort(50, 100)))
    assert gesetzt is not None and gesetzt.ort == Ort(50, 50)


def test_a_line_in_the_way_makes_the_next_place_better():
    schrift = Beschriftung(FELD, [Strecke(0, 50, 300, 50, 4)])
    gesetzt = schrift.place(wunsch(Ort(50, 50), Ort(50, 100)))
    assert gesetzt is not None and gesetzt.ort == Ort(50, 100)


def test_what_cannot_stand_without_an_overlap_is_left_out_or_moved():
    schrift = Beschriftung(FELD)
    assert schrift.place(wunsch(Ort(50, 50)))
    assert schrift.place(wunsch(Ort(52, 50))) is None
    bewegt = schrift.place(wunsch(Ort(52, 50), pflicht=True))
    assert bewegt is not None and bewegt.ort.x == 52
    assert not schrift.gesetzt[0].kasten.overlaps(bewegt.kasten)


def test_a_label_never_leaves_the_drawing():
    schrift = Beschriftung(FELD)
    assert schrift.place(wunsch(Ort(295, 50))) is None
    gesetzt = schrift.place(wunsch(Ort(295, 50), Ort(295, 50, Anker.RECHTS)))
    assert gesetzt is not None and gesetzt.ort.anker is Anker.RECHTS


def test_what_may_be_left_out_does_not_cover_much():
    durch = [Strecke(0, y, 300, y, 4) for y in (48, 52)]
    assert Beschriftung(FELD, durch).place(wunsch(Ort(50, 50))) is None
    assert Beschriftung(FELD, durch).place(wunsch(Ort(50, 50), pflicht=True))


@pytest.mark.parametrize(
    ("strecke", "trifft"),
    [
        (Strecke(0, 0, 300, 200), True),
        (Strecke(0, 190, 300, 190), False),
        (Strecke(150, 60, 150, 200), True),
        (Strecke(0, 0, 10, 10), False),
        (Strecke(145, 98, 146, 99), True),
    ],
    ids=["across", "below", "upright", "short of it", "inside"],
)
def test_a_stroke_that_goes_through_a_label_is_seen(strecke, trifft):
    links, breite = 140.0, text_width("Wort", 10)
    schrift = Beschriftung(FELD, [strecke])
    gesetzt = schrift.place(wunsch(Ort(links, 100), Ort(links, 20)))
    assert gesetzt is not None
    assert breite > 15
    assert (gesetzt.ort.y == 20) is trifft


def test_a_line_is_its_strokes():
    assert strecken([(0, 0), (1, 1), (2, 0)], 3) == [Strecke(0, 0, 1, 1, 3), Strecke(1, 1, 2, 0, 3)]
    assert strecken([(0, 0)], 3) == []


def test_bold_and_unknown_letters_are_reckoned_wide():
    assert text_width("Ziel", 10, fett=True) > text_width("Ziel", 10)
    assert text_width("漢字", 10) >= 16

"""Standgeschichte: the Stand at each Berichtsjahr, and when it counts as stable."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kek_dashboard.domain.kennzahl import Zieltyp
from kek_dashboard.domain.standgeschichte import Bestaendigkeit, standgeschichte
from kek_dashboard.domain.zielerreichung import Stand, bewerte
from tests.web.factories import akte, reihe

JAHRE = range(2018, 2024)


def weg(*werte):
    return akte(
        "x", Zieltyp.STEIGERN, reihe(*werte), ziele={2026: "100"}, basisjahr=2018, basiswert=Decimal(60)
    )


@pytest.mark.parametrize(
    ("werte", "wechsel", "wort"),
    [
        (("60", "65", "70", "75", "80", "85"), 0, Bestaendigkeit.STABIL),
        (("60", "65", "70", "71", "71", "71"), 2, Bestaendigkeit.WECHSELHAFT),
        (("60", "65", "60", "75", "62", "85"), 4, Bestaendigkeit.WECHSELHAFT),
        (("60", "65", "60"), 1, Bestaendigkeit.KEINE_AUSSAGE),
        (("60", "65", "70", "71"), 1, Bestaendigkeit.STABIL),
    ],
    ids=[
        "always on course",
        "falling back by steps",
        "to and fro",
        "two values for many years",
        "one change",
    ],
)
def test_a_stand_is_stable_with_at_most_one_change(werte, wechsel, wort):
    geschichte = standgeschichte(weg(*werte), JAHRE)
    gesehen = [b.stand for b in geschichte.bewertungen if b.is_assessable]
    assert geschichte.wechsel == wechsel, gesehen
    assert geschichte.bestaendigkeit is wort, gesehen


def test_it_says_what_each_berichtsjahr_says():
    kennzahl = weg("60", "65", "70", "71", "71", "71")
    assert [b.stand for b in standgeschichte(kennzahl, JAHRE).bewertungen] == [
        bewerte(kennzahl, jahr).stand for jahr in JAHRE
    ]


def test_years_without_a_judgement_are_no_change():
    kennzahl = weg("60", "65", "70", None, None, None)
    geschichte = standgeschichte(kennzahl, range(2018, 2027))
    assert geschichte.bewertungen[-1].stand is Stand.DATEN_UEBERFAELLIG
    assert geschichte.wechsel == len({b.stand for b in geschichte.bewertungen if b.is_assessable}) - 1


def test_with_fewer_than_three_assessed_years_nothing_is_said():
    assert standgeschichte(weg("60", "65"), (2018, 2019)).bestaendigkeit is Bestaendigkeit.KEINE_AUSSAGE
    assert standgeschichte(weg(), JAHRE).bestaendigkeit is Bestaendigkeit.KEINE_AUSSAGE

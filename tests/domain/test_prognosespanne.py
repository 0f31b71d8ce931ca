"""Prognosespanne: the reach of a forecast comes from what was measured, holds the forecast, and judges nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kek_dashboard.domain.kennzahl import Frequenz, Reihenbruch, Zieltyp
from kek_dashboard.domain.prognosespanne import prognosespanne
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.zielerreichung import bewerte
from tests.web.factories import akte, datenstand, reihe

WEG: dict[str, Any] = {"basisjahr": 2018, "basiswert": Decimal(60), "ziele": {2026: "95"}}


def spanne(kennzahl, jahr=2023):
    return prognosespanne(kennzahl, bewerte(kennzahl, jahr))


def test_the_slowest_and_the_fastest_two_years_make_the_reach():
    gefunden = spanne(akte("1.2-03", Zieltyp.STEIGERN, reihe("60", "61.5", "64", "67", "70", "72"), **WEG))
    assert gefunden is not None
    assert (gefunden.jahr, gefunden.prognose) == (2026, Fraction("79.2"))
    # from 60 to 64 in two years: 2; from 64 to 70: 3
    assert (gefunden.kleinstes.von.jahr, gefunden.kleinstes.bis.jahr, gefunden.kleinstes.je_jahr) == (
        2018,
        2020,
        2,
    )
    assert (gefunden.groesstes.von.jahr, gefunden.groesstes.bis.jahr, gefunden.groesstes.je_jahr) == (
        2020,
        2022,
        3,
    )
    assert (gefunden.unten, gefunden.oben) == (78, 81)


def test_a_single_jump_from_one_year_to_the_next_is_no_tempo():
    gefunden = spanne(akte("x", Zieltyp.STEIGERN, reihe("60", "60", "60", "80", "80", "80"), **WEG))
    assert gefunden is not None
    assert gefunden.groesstes.je_jahr == 10  # 20 in two years, never 20 in one


def test_a_steady_series_has_no_reach_beside_its_forecast():
    gefunden = spanne(akte("x", Zieltyp.STEIGERN, reihe("60", "62", "64", "66", "68", "70"), **WEG))
    assert gefunden is not None
    assert gefunden.unten == gefunden.prognose == gefunden.oben == 76


@pytest.mark.parametrize("jahr", range(2018, 2027))
def test_the_forecast_of_the_method_always_lies_inside(jahr):
    gesehen = 0
    for kennzahl in datenstand().akten.values():
        b = bewerte(kennzahl, jahr)
        gefunden = prognosespanne(kennzahl, b)
        if gefunden is not None:
            gesehen += 1
            assert gefunden.unten <= gefunden.prognose <= gefunden.oben
            assert b.prognose in {None, gefunden.prognose}
        assert gefunden is not None or b.prognose is None
    assert gesehen or jahr in {2018, 2019, 2020, 2026}


def test_a_line_to_hold_has_a_reach_in_the_year_the_ausblick_looks_at():
    werte = reihe("92000", "91500", "91200", "90900", "90700", "90400")
    halten = akte("1.1-01", Zieltyp.MINDESTENS, werte, toleranz=Decimal(2000), ziele={2026: "90000"})
    gefunden = spanne(halten)
    assert gefunden is not None
    assert (gefunden.jahr, gefunden.prognose) == (2026, 90400 - 320 * 3)
    assert bewerte(halten, 2023).prognose is None  # the method gives none for a line to hold


def test_before_a_break_nothing_counts():
    brueche = (Reihenbruch("x", Zeitraum(2020), "", Decimal(30)),)
    gefunden = spanne(
        akte("x", Zieltyp.STEIGERN, reihe("60", "90", "40", "42", "44", "46"), brueche=brueche, **WEG)
    )
    assert gefunden is not None
    assert gefunden.kleinstes.von.jahr >= 2020


def test_values_of_many_years_are_the_last_four():
    selten: dict[str, str | None] = {"2009": "10", "2012": "40", "2015": "50", "2018": "61", "2021": "64"}
    gefunden = spanne(akte("x", Zieltyp.STEIGERN, selten, frequenz=Frequenz.MEHRJAEHRIG, **WEG))
    assert gefunden is not None
    assert gefunden.groesstes.je_jahr == Fraction(
        11, 3
    )  # 2015 to 2018; the ten a year until 2012 are long ago


@pytest.mark.parametrize(
    "werte",
    [reihe("60", "64", "69"), reihe("60", "80", "99", "99", "99", "99"), {}],
    ids=["too few values", "target reached", "no value"],
)
def test_without_a_forecast_there_is_no_reach(werte):
    assert spanne(akte("x", Zieltyp.STEIGERN, werte, **WEG)) is None


def test_the_reach_changes_no_judgement():
    kennzahl = akte("x", Zieltyp.STEIGERN, reihe("60", "61.5", "64", "67", "70", "72"), **WEG)
    vorher = bewerte(kennzahl, 2023)
    prognosespanne(kennzahl, vorher)
    assert bewerte(replace(kennzahl), 2023) == vorher

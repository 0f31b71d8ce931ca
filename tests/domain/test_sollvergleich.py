"""Sollvergleich: a difference is told in the wanted direction; without a target there is none to tell."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kek_dashboard.domain.sollvergleich import sollvergleich
from kek_dashboard.domain.zielerreichung import bewerte
from tests.domain.akten import akte_from

STEIGERN: dict[str, Any] = {
    "nr": "K", "zieltyp": "steigern", "basisjahr": 2018, "basiswert": Decimal(60), "zielwerte": {2026: Decimal(100)},
}  # fmt: skip
SENKEN: dict[str, Any] = {
    **STEIGERN,
    "zieltyp": "senken",
    "basiswert": Decimal(100),
    "zielwerte": {2026: Decimal(60)},
}


def values(*werte: tuple[str, str]) -> dict[str, Any]:
    return {"messwerte": [(jahr, Decimal(wert)) for jahr, wert in werte]}


def told(fall: dict[str, Any], jahr: int, berichtsjahr: int = 2023):
    v = sollvergleich(bewerte(akte_from(fall), berichtsjahr), jahr)
    return (None if v.ist is None else v.ist.wert, v.soll, v.differenz, v.is_besser)


@pytest.mark.parametrize(
    ("fall", "soll", "differenz", "besser"),
    [
        pytest.param({**STEIGERN, **values(("2022", "70"))}, 80, -10, False, id="too low on the way up"),
        pytest.param({**STEIGERN, **values(("2022", "84"))}, 80, 4, True, id="ahead on the way up"),
        pytest.param({**STEIGERN, **values(("2022", "80"))}, 80, 0, None, id="on the path"),
        pytest.param({**SENKEN, **values(("2022", "90"))}, 80, 10, False, id="too high on the way down"),
        pytest.param({**SENKEN, **values(("2022", "76"))}, 80, -4, True, id="ahead on the way down"),
        pytest.param(
            {"nr": "K", "zieltyp": "mindestens", "zielwerte": {2026: Decimal(80)}, "toleranz": Decimal(5),
             **values(("2022", "79"))}, 80, -1, False, id="below a line to keep",
        ),
        pytest.param(
            {"nr": "K", "zieltyp": "hoechstens", "zielwerte": {2026: Decimal(80)}, "toleranz": Decimal(5),
             **values(("2022", "79"))}, 80, -1, True, id="below a line not to pass",
        ),
    ],
)  # fmt: skip
def test_better_means_the_wanted_direction(fall, soll, differenz, besser):
    ist = Decimal(fall["messwerte"][0][1])
    assert told(fall, 2022) == (ist, soll, differenz, besser)


@pytest.mark.parametrize(
    ("wert", "differenz", "besser"),
    [("54", Fraction(0), True), ("52", Fraction(-1), False), ("56", Fraction(1, 2), False)],
)
def test_in_a_korridor_the_difference_is_the_distance_to_the_border_it_broke(wert, differenz, besser):
    fall = {
        "nr": "K", "zieltyp": "korridor", "untergrenze": Decimal(53), "obergrenze": Decimal("55.5"),
        "toleranz": Decimal(2), **values(("2022", wert)),
    }  # fmt: skip
    vergleich = sollvergleich(bewerte(akte_from(fall), 2023), 2022)
    assert (vergleich.soll, vergleich.differenz, vergleich.is_besser) == (None, differenz, besser)
    assert vergleich.grenzen == (Fraction(53), Fraction(111, 2))


def test_a_missing_target_is_unknown_and_never_missed():
    assert told({**STEIGERN, "zielwerte": {}, **values(("2022", "70"))}, 2022) == (70, None, None, None)
    nur_beobachtet = {"nr": "K", "zieltyp": "beobachten", **values(("2022", "70"))}
    assert told(nur_beobachtet, 2022) == (70, None, None, None)


def test_a_missing_value_has_a_target_and_no_difference():
    assert told({**STEIGERN, **values(("2021", "70"))}, 2022) == (None, 80, None, None)


def test_values_after_the_berichtsjahr_are_not_known():
    assert told({**STEIGERN, **values(("2021", "70"), ("2022", "75"))}, 2022, berichtsjahr=2021)[0] is None


def test_across_a_break_without_a_new_base_nothing_is_compared():
    fall = {**STEIGERN, **values(("2021", "70"), ("2022", "30")), "reihenbrueche": [("2022", None)]}
    assert told(fall, 2022) == (30, None, None, None)
    neu = {**fall, "reihenbrueche": [("2022", Decimal(20))]}
    assert told(neu, 2022) == (30, 60, -30, False)

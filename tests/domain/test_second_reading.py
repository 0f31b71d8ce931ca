"""The second reading agrees with the worked cases and keeps the promises of docs/methode.md."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from tests.domain import second_reading, strategies
from tests.domain.worked_cases import KENNZAHL_CASES, UNTERZIEL_CASES, KennzahlCase, UnterzielCase

FIGURES = ["zielerreichung", "soll_zielerreichung", "planabweichung", "tempo", "prognose", "noetiges_tempo"]
KEYS = {"nr", "jahr", "ist", "soll", "stand", "ausblick", "bilanz", *FIGURES}
SILENT = ["keine_daten", "ohne_ziel", "daten_ueberfaellig", "nicht_bewertbar"]
Kennzahl = dict[str, Any]


def differences(expected: dict[str, Any], result: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {key: (value, result[key]) for key, value in expected.items() if result[key] != value}


@pytest.mark.parametrize("case", KENNZAHL_CASES, ids=lambda case: case.name)
def test_the_second_reading_agrees_with_the_worked_case_of_a_kennzahl(case: KennzahlCase) -> None:
    result = second_reading.kennzahl_result(case.kennzahl, case.jahr)
    assert set(result) == KEYS
    assert differences(case.expected, result) == {}
    if case.look_ahead is not None:
        assert second_reading.look_ahead(case.kennzahl, case.jahr) == case.look_ahead


@pytest.mark.parametrize("case", UNTERZIEL_CASES, ids=lambda case: case.name)
def test_the_second_reading_agrees_with_the_worked_case_of_an_unterziel(case: UnterzielCase) -> None:
    result = second_reading.unterziel_result(case.members, case.jahr)
    assert differences(case.expected, result) == {}


def test_a_ratio_is_rounded_half_away_from_zero() -> None:
    half = second_reading.exact(Decimal("0.0000005"))
    assert half is not None
    assert [second_reading.shown(half), second_reading.shown(-half)] == [
        Decimal("0.000001"),
        Decimal("-0.000001"),
    ]


def test_an_oberziel_with_one_judged_unterziel_of_four_has_no_figure() -> None:
    judged = second_reading.unterziel_result(UNTERZIEL_CASES[0].members, 2023)
    silent = second_reading.unterziel_result([], 2023)
    assert silent["stand"] == "keine_kennzahl"
    assert second_reading.oberziel_result([judged, silent, silent, silent]) == {
        "zielerreichung": None,
        "soll_zielerreichung": None,
        "abdeckung": Decimal("0.25"),
        "stand": "nicht_bewertbar",
    }
    assert second_reading.oberziel_result([])["stand"] == "keine_kennzahl"


@settings(max_examples=300, deadline=None)
@given(strategies.kennzahl_and_year())
def test_what_is_not_judged_shows_no_figure_and_no_outlook(drawn: tuple[Kennzahl, int]) -> None:
    result = second_reading.kennzahl_result(*drawn)
    if result["stand"] in SILENT:
        assert [result[key] for key in FIGURES] == [None] * len(FIGURES)
        assert result["ausblick"] == "keine_aussage"
    else:
        assert None not in (result["zielerreichung"], result["soll_zielerreichung"], result["planabweichung"])


@settings(max_examples=300, deadline=None)
@given(strategies.kennzahl_and_year())
def test_values_after_the_berichtsjahr_change_nothing(drawn: tuple[Kennzahl, int]) -> None:
    k, jahr = drawn
    known = k | {"messwerte": [(when, value) for when, value in k["messwerte"] if int(when[:4]) <= jahr]}
    assert second_reading.kennzahl_result(k, jahr) == second_reading.kennzahl_result(known, jahr)


@settings(max_examples=200, deadline=None)
@given(strategies.unterziel_and_year())
def test_a_roll_up_is_silent_below_half_coverage_and_never_hides_a_bad_member(
    drawn: tuple[list[tuple[Kennzahl, Decimal]], int],
) -> None:
    members, jahr = drawn
    result = second_reading.unterziel_result(members, jahr)
    stands = {second_reading.kennzahl_result(k, jahr)["stand"] for k, _ in members}
    assert (result["zielerreichung"] is None) == (result["stand"] in ("keine_kennzahl", "nicht_bewertbar"))
    if stands & {"deutlich_hinter_plan", "falsche_richtung"}:
        assert result["stand"] not in ("erreicht", "auf_kurs")

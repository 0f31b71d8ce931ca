"""The attainment rule agrees with every worked case and with a second, independent reading."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import UnterzielZuordnung
from kek_dashboard.domain.runden import optional_decimal
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.domain.zielerreichung import bewerte
from kek_dashboard.domain.zusammenfassung import (
    Zielbewertung,
    bewerte_alles,
    bewerte_unterziel,
    erstes_berichtsjahr,
)
from tests.domain import second_reading, strategies
from tests.domain.akten import akte_from, as_result
from tests.domain.worked_cases import KENNZAHL_CASES, UNTERZIEL_CASES, KennzahlCase, UnterzielCase

Kennzahl = dict[str, Any]
Members = list[tuple[Kennzahl, Decimal]]


def differences(expected: dict[str, Any], result: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {key: (value, result[key]) for key, value in expected.items() if result[key] != value}


def rolled_up(nr: str, members: Members, jahr: int) -> Zielbewertung:
    paare = [(akte_from(k), UnterzielZuordnung(k["nr"], nr, Decimal(weight))) for k, weight in members]
    return bewerte_unterziel(nr, paare, {akte.nr: bewerte(akte, jahr) for akte, _ in paare}, jahr)


def as_unterziel(z: Zielbewertung) -> dict[str, Any]:
    return {
        "zielerreichung": optional_decimal(z.zielerreichung),
        "soll_zielerreichung": optional_decimal(z.soll_zielerreichung),
        "abdeckung": optional_decimal(z.abdeckung),
        "stand": z.stand.value,
        "bilanz": None if z.bilanz is None else z.bilanz.value,
    }


@pytest.mark.parametrize("case", KENNZAHL_CASES, ids=lambda case: case.name)
def test_a_worked_case_of_a_kennzahl_comes_out_as_the_method_says(case: KennzahlCase) -> None:
    assert differences(case.expected, as_result(bewerte(akte_from(case.kennzahl), case.jahr))) == {}


@pytest.mark.parametrize("case", UNTERZIEL_CASES, ids=lambda case: case.name)
def test_a_worked_case_of_an_unterziel_comes_out_as_the_method_says(case: UnterzielCase) -> None:
    assert differences(case.expected, as_unterziel(rolled_up("1.1", case.members, case.jahr))) == {}


@settings(max_examples=1500, deadline=None)
@given(strategies.kennzahl_and_year())
def test_a_random_kennzahl_is_judged_as_in_the_second_reading(drawn: tuple[Kennzahl, int]) -> None:
    k, jahr = drawn
    assert as_result(bewerte(akte_from(k), jahr)) == second_reading.kennzahl_result(k, jahr)


@settings(max_examples=500, deadline=None)
@given(strategies.unterziele(), strategies.berichtsjahre)
def test_a_random_unterziel_is_judged_as_in_the_second_reading(members: Members, jahr: int) -> None:
    assert as_unterziel(rolled_up("1.1", members, jahr)) == second_reading.unterziel_result(members, jahr)


@settings(max_examples=150, deadline=None)
@given(st.lists(strategies.unterziele(), max_size=4), strategies.berichtsjahre)
def test_a_random_oberziel_is_judged_as_in_the_second_reading(unterziele: list[Members], jahr: int) -> None:
    akten = {}
    ziele = {"1": _ziel("1", Ebene.OBERZIEL)}
    for index, members in enumerate(unterziele, start=1):
        ziele[f"1.{index}"] = _ziel(f"1.{index}", Ebene.UNTERZIEL)
        for k, weight in members:
            nr = f"1.{index}-{k['nr']}"
            akten[nr] = akte_from(k | {"nr": nr, "zuordnungen": {f"1.{index}": weight}})
    stand = Datenstand(date(2026, 1, 1), ziele=MappingProxyType(ziele), akten=MappingProxyType(akten))
    gefunden = bewerte_alles(stand, jahr).oberziele["1"]
    erwartet = second_reading.oberziel_result(
        [second_reading.unterziel_result(members, jahr) for members in unterziele]
    )
    assert {key: as_unterziel(gefunden)[key] for key in erwartet} == erwartet


def _ziel(nr: str, ebene: Ebene) -> Ziel:
    return Ziel((Zielfassung(nr, ebene, nr, nr),))


def test_the_weakest_member_of_an_unterziel_is_the_one_furthest_behind() -> None:
    case = UNTERZIEL_CASES[0]
    zielbewertung = rolled_up("1.1", case.members, case.jahr)
    assert zielbewertung.schwaechste == case.members[1][0]["nr"]
    assert (zielbewertung.bewertet, zielbewertung.anzahl) == (2, 3)


def test_the_dashboard_opens_at_the_newest_year_with_half_of_the_kennzahlen_assessable() -> None:
    first, overdue = KENNZAHL_CASES[0].kennzahl, UNTERZIEL_CASES[0].members[2][0]
    akten = {"a": akte_from(first | {"nr": "a"}), "b": akte_from(overdue | {"nr": "b"})}
    stand = Datenstand(date(2026, 1, 1), akten=MappingProxyType(akten))
    assert erstes_berichtsjahr(stand, range(2018, 2027)) == (2025, 1, 2)

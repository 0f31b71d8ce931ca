"""The command line tells goal attainment as the method says, from workbooks to JSON."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.mappen import write_kennzahlen
from tests.domain import second_reading
from tests.domain.worked_cases import KENNZAHL_CASES, UNTERZIEL_CASES

RATIOS = ["zielerreichung", "soll_zielerreichung", "planabweichung"]
VALUES = ["jahr", "ist", "soll", "tempo", "prognose", "noetiges_tempo"]
KEYS = [*VALUES, *RATIOS, "stand", "ausblick", "bilanz"]


def as_number(wert: Any) -> Any:
    return float(wert) if isinstance(wert, Decimal) else wert


@pytest.fixture
def loaded(run: Run, tmp_path: Path) -> Run:
    """A database that holds every worked case as a Kennzahl, read from workbooks."""
    kennzahlen = [case.kennzahl | {"nr": f"1.1-{i:02d}"} for i, case in enumerate(KENNZAHL_CASES, start=1)]
    for datei in write_kennzahlen(tmp_path, kennzahlen):
        assert run("import", datei, "--freigeben").code == 0
    return run


def test_every_worked_case_of_the_method_comes_out_of_the_workbooks_to_six_decimals(loaded: Run) -> None:
    for jahr in {case.jahr for case in KENNZAHL_CASES}:
        answer = loaded("zielerreichung", "--jahr", jahr, "--format", "json").json
        nach_nr = {k["nr"]: k for k in answer["kennzahlen"]}
        for i, case in enumerate(KENNZAHL_CASES, start=1):
            gefunden = nach_nr[f"1.1-{i:02d}"]
            erwartet = second_reading.kennzahl_result(case.kennzahl, jahr)
            assert {k: gefunden[k] for k in KEYS} == {k: as_number(erwartet[k]) for k in KEYS}, case.name
            if jahr == case.jahr:
                for key, wert in case.expected.items():
                    assert key == "nr" or gefunden[key] == as_number(wert), (case.name, key)


@pytest.mark.parametrize("case", UNTERZIEL_CASES, ids=lambda case: case.name)
def test_every_worked_unterziel_comes_out_of_the_workbooks(run: Run, tmp_path: Path, case: Any) -> None:
    members = [k | {"nr": f"1.2-{i}", "zuordnungen": {"1.2": g}} for i, (k, g) in enumerate(case.members)]
    for datei in write_kennzahlen(tmp_path, members):
        assert run("import", datei, "--freigeben").code == 0
    answer = run("zielerreichung", "--jahr", case.jahr, "--format", "json").json
    unterziel = next(u for u in answer["unterziele"] if u["nr"] == "1.2")
    assert {k: unterziel[k] for k in case.expected} == {k: as_number(w) for k, w in case.expected.items()}
    (oberziel,) = answer["oberziele"]
    assert (oberziel["nr"], oberziel["abdeckung"]) == ("1", 0.5)
    assert oberziel["zielerreichung"] == unterziel["zielerreichung"]


def test_unknown_is_null_and_the_wissensstand_is_told(run: Run, tmp_path: Path) -> None:
    nichts = KENNZAHL_CASES[0].kennzahl | {"messwerte": [], "nr": "1.1-01"}
    (datei,) = write_kennzahlen(tmp_path, [nichts])
    assert run("import", datei, "--freigeben", "--stichtag", "2024-03-01").code == 0
    answer = run("zielerreichung", "--jahr", "2023", "--wissensstand", "2024-03-31", "--format", "json").json
    assert answer["wissensstand"] == "2024-03-31"
    kennzahl = answer["kennzahlen"][0]
    assert (kennzahl["stand"], kennzahl["ist"], kennzahl["zielerreichung"]) == ("keine_daten", None, None)
    vorher = run("zielerreichung", "--jahr", "2023", "--wissensstand", "2024-02-29", "--format", "json").json
    assert vorher["kennzahlen"] == []


def test_the_text_is_for_people_and_the_json_stands_alone(loaded: Run) -> None:
    text = loaded("zielerreichung", "--jahr", "2023")
    assert "62,9\N{NO-BREAK SPACE}%" in text.out
    assert loaded("zielerreichung", "--jahr", "2023", "--format", "json").err == ""

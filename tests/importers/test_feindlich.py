"""Feindlich: several hundred hostile files, each refused with a German sentence or read safely."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.importers.feindlich import cases

pytestmark = pytest.mark.slow

WURZEL = Path(__file__).resolve().parents[2]
MIB = 1024
#: Reads every file of a folder in one process, as a web worker does over its days, and counts its memory.
LESER = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from kek_dashboard.importers.workbook import UnreadableWorkbookError, read_workbook

def memory(name):
    text = Path("/proc/self/status").read_text()
    return int(text.split(name + ":")[1].split()[0])

ordner = Path(sys.argv[1])
faelle = json.loads((ordner / "faelle.json").read_text())
vorher = memory("VmRSS")

def answer(nummer, name, dateiname):
    try:
        return name, "", read_workbook((ordner / str(nummer)).read_bytes(), dateiname).format
    except UnreadableWorkbookError as error:
        return name, error.grund, str(error)
    except BaseException as error:
        return name, "!", repr(error)

with ThreadPoolExecutor(2) as faeden:
    antworten = list(faeden.map(lambda fall: answer(fall[0], *fall[1]), enumerate(faelle)))
print(json.dumps([vorher, memory("VmRSS"), antworten]))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Memory before and after in KiB, and for each case its name, reason ("" where read), sentence."""
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is counted in /proc")
    ordner = tmp_path_factory.mktemp("feindlich")
    namen = []
    for nummer, (name, dateiname, inhalt) in enumerate(cases()):
        (ordner / str(nummer)).write_bytes(inhalt)
        namen.append((name, dateiname))
    (ordner / "faelle.json").write_text(json.dumps(namen))
    lauf = subprocess.run(
        [sys.executable, "-c", LESER, str(ordner)],
        capture_output=True,
        text=True,
        check=True,
        cwd=WURZEL,
        env=os.environ | {"PYTHONPATH": str(WURZEL)},
    )
    return json.loads(lauf.stdout)


def test_nothing_but_a_refusal_leaves_the_reader(answers):
    assert [antwort for antwort in answers[2] if antwort[1] == "!"] == []
    assert len(answers[2]) >= 400


def test_each_refusal_is_one_german_sentence_or_two(answers):
    for name, grund, satz in answers[2]:
        if grund:
            text = satz.partition(": ")[2]
            assert text.endswith(".") and text[0].isupper() and "{" not in text, (name, satz)
            assert len(text) < 400, name
            assert not {"Traceback", "Error", "None"} & set(text.split()), (name, satz)


def test_a_web_worker_that_read_them_all_has_not_grown(answers):
    vorher, nachher, _ = answers
    assert nachher - vorher <= 50 * MIB


def test_names_are_all_different_and_the_reasons_are_many(answers):
    namen = Counter(name for name, *_ in answers[2])
    assert [name for name, anzahl in namen.items() if anzahl > 1] == []
    assert {grund for _, grund, _ in answers[2]} >= {
        "", "leer", "zu_gross", "zelle_zu_lang", "verschluesselt", "xlsb", "keine_mappe", "beschaedigt",
        "verdaechtig", "csv_anfuehrung",
    }  # fmt: skip


#: What must not be read, whatever else becomes of it: a wrong figure would come in unseen.
NIE = (
    "number with an underscore", "number in arabic digits", "two values", "cell twice", "row zero",
    "address of row zero", "boolean ja", "quatsch 1", "zip bomb", "entity bomb", "external entity",
    "last cell of excel", "row 4294967295", "60,001 rows", "201 columns", "with nuls", "renamed",
    "formula with a text that is missing",
)  # fmt: skip


@pytest.mark.parametrize("worte", NIE)
def test_what_would_bring_in_a_wrong_figure_is_never_read(answers, worte):
    betroffen = [(name, grund) for name, grund, _ in answers[2] if worte in name]
    assert betroffen
    assert [name for name, grund in betroffen if not grund] == []

"""Eingang, feindlich: hostile files over HTTP end as a sentence or a preview, never as a fault, and cost no memory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.importers.feindlich import cases
from tests.web.test_upload import bestand, mappe  # noqa: F401 - fixtures

pytestmark = pytest.mark.slow

WURZEL = Path(__file__).resolve().parents[2]
#: The reader meets every hostile file in tests/importers; over HTTP go the large ones and each fourth of the
#: others, or with KEK_FEINDLICH=alle all of them (six minutes).
GROSS, JEDE = 64 * 1024, 1 if os.environ.get("KEK_FEINDLICH") == "alle" else 4
#: What the run may leave behind in the memory of the web worker. Source: guards, "Figures to reach".
HOECHSTENS_KIB = 50 * 1024


@pytest.fixture(scope="module")
def lauf(bestand, tmp_path_factory) -> Any:  # noqa: F811
    """What came of each file, and the memory of the worker."""
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is counted in /proc")
    ordner = tmp_path_factory.mktemp("eingang-feindlich")
    shutil.copy(bestand, ordner / "kek.sqlite")
    (ordner / "ehrlich").write_bytes(mappe(("1.2-03", 2018, 7.1), ("1.2-03", 2019, "viel")))
    namen = []
    auswahl = (fall for nr, fall in enumerate(cases()) if nr % JEDE == 0 or len(fall[2]) > GROSS)
    for nummer, (name, dateiname, inhalt) in enumerate(auswahl):
        (ordner / str(nummer)).write_bytes(inhalt)
        namen.append((name, dateiname))
    (ordner / "faelle.json").write_text(json.dumps(namen), encoding="utf-8")
    kind = subprocess.run(
        [sys.executable, "-m", "tests.web.eingang_lauf", str(ordner)],
        cwd=WURZEL, capture_output=True, check=False, timeout=3600,
    )  # fmt: skip
    assert kind.returncode == 0, kind.stderr.decode(errors="replace")[-4000:]
    ergebnis = json.loads(kind.stdout)
    assert len(ergebnis["faelle"]) == len(namen) >= 140
    return ergebnis


def test_no_hostile_file_makes_a_fault_of_the_server(lauf):
    schlecht = [f for f in lauf["faelle"] if max(f["status"]) >= 500 or f.get("fehlerseite")]
    assert schlecht == []


def test_each_ends_as_a_sentence_or_as_a_preview(lauf):
    for fall in lauf["faelle"]:
        if fall["zustand"] == "gelesen":
            assert fall["vorschau"], fall
        else:
            assert fall["zustand"] in {"unlesbar", "abgelehnt"}, fall
            assert fall["satz"].endswith(".") and "Traceback" not in fall["satz"], fall


def test_no_preview_grows_beyond_what_a_browser_takes(lauf):
    assert max(fall.get("bytes", 0) for fall in lauf["faelle"]) < 4 * 1024 * 1024


def test_the_web_worker_keeps_nothing_of_them_in_memory(lauf):
    assert lauf["nachher"] - lauf["vorher"] <= HOECHSTENS_KIB, (lauf["vorher"], lauf["nachher"])

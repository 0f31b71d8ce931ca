"""The load run ends by itself, asks nobody but its own server, and nothing fails in it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.load import HOST, LONGEST_RUN, Outcome

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_a_short_evening_has_no_errors():
    run = subprocess.run(
        [sys.executable, "-m", "tools.load", "--sekunden", "3", "--rate", "20"],
        cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_RUN, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    rows = re.findall(r"^ *(\S.*?)\s{2,}(\d+)\s+(\d+)\s+\d+\.\d\d s", run.stdout, re.MULTILINE)
    assert [(int(count), int(errors)) for _, count, errors in rows] == [
        (60, 0),
        (60, 0),
        (60, 0),
        (30, 0),
        (30, 0),
    ]
    assert "Fehlernummern im Protokoll des Servers: 0" in run.stdout


def test_it_asks_this_computer_alone():
    assert HOST == "127.0.0.1"


def test_a_share_of_answers_is_the_time_they_kept_to():
    outcome = Outcome("", tuple((float(number), number != 7) for number in range(1, 101)), 1.0)
    assert (outcome.share(0.5), outcome.share(0.95), outcome.share(1.0)) == (51.0, 96.0, 100.0)
    assert (outcome.errors, outcome.part("", slice(10, None)).errors) == (1, 0)

"""Torture in short: each promise of ``make torture`` held once; the full length runs by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def torture(*words: str) -> str:
    """Runs the tool in a process of its own (it forks, which a test runner should not); returns its table."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.torture", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_sqlite_s_user_is_killed() -> None:
    assert "12 kills" in torture("--only", "kills-sqlite", "--kills", "12")


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_a_client_of_postgresql_is_killed(postgres_server: Any) -> None:
    told = torture("--only", "kills-postgresql", "--kills", "12", "--postgres", postgres_server.get_uri())
    assert "12 kills" in told


@pytest.mark.slow
def test_a_migration_that_is_killed_leaves_the_old_or_the_new_schema(postgres_server: Any) -> None:
    only = ("migration-sqlite", "migration-postgresql")
    assert "held" in torture("--only", *only, "--kills", "5", "--postgres", postgres_server.get_uri())


@pytest.mark.slow
def test_many_at_once_lose_nothing_and_the_same_file_is_stored_once(postgres_server: Any) -> None:
    only = ("crowd-sqlite", "crowd-postgresql")
    told = torture(
        "--only", *only, "--processes", "4", "--each", "3", "--same", "8",
        "--postgres", postgres_server.get_uri(),
    )  # fmt: skip
    assert told.count("12 of 12") == told.count("stored 1 time(s)") == 2


@pytest.mark.slow
def test_a_full_disk_leaves_nothing_half_and_work_goes_on() -> None:
    assert "4 of 4 imports hit the file-size limit" in torture("--only", "disk-sqlite")

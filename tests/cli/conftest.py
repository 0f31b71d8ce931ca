"""Fixtures of the command line's tests: a run of it on an empty database."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kek_dashboard.cli.main import main

Run = Callable[..., "Ausgang"]


@dataclass(frozen=True)
class Ausgang:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON; it must be nothing else."""
        return json.loads(self.out)


@pytest.fixture
def run(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command on a database of the test's own, once SQLite and once PostgreSQL."""
    environ = {"KEK_DATABASE_URL": database_url, "KEK_SECRET_KEY": "x" * 32}

    def call(*words: object) -> Ausgang:
        capsys.readouterr()
        code = main([str(word) for word in words], lambda _store, _settings: None, environ)
        said = capsys.readouterr()
        return Ausgang(code, said.out, said.err)

    return call

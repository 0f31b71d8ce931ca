"""Session: opens a database with the settings that keep it safe; SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, make_url

#: A connection inside ``Store.reading`` or ``Store.writing``: for those above who pass it on unseen.
Reading = Connection
Writing = Connection

BUSY_TIMEOUT_MS = 10_000
# Any fixed number: all writers of this program take this one lock on PostgreSQL.
_WRITE_LOCK = 72_2018
_WRITE = "kek_write"


@dataclass(frozen=True)
class Store:
    """Handle on one database; made by ``open_store``."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in one transaction: everything read in it belongs to one moment."""
        options = {}
        if self.engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction that holds the one write lock from its beginning.

        All or nothing: leaving with an exception undoes everything. Writers queue, so that numbers
        are given without gaps and no half of two deliveries mixes.
        """
        with self.engine.connect().execution_options(**{_WRITE: True}) as connection, connection.begin():
            if self.engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITE_LOCK)))
            yield connection

    def close(self) -> None:
        """Gives all connections back."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Store for a database address; a missing folder of a SQLite file is made.

    Nothing is created or changed in the database: see ``migrate``.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(address, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = sa.create_engine(address, pool_pre_ping=True)
    return Store(engine)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Settings of every SQLite connection.

    The driver's own transactions are switched off, so that ``_begin_sqlite`` decides. recursive_triggers:
    else INSERT OR REPLACE walks around the triggers that forbid deleting.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA recursive_triggers = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Writers take the lock at once; a deferred one could be refused in the middle of its work."""
    is_writer = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def hide_password(url: str) -> str:
    """The database address as it may stand in a log."""
    return make_url(url).render_as_string(hide_password=True)

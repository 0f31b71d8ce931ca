"""Migrate: brings a database to the newest schema through Alembic; safe to repeat."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from kek_dashboard.domain.protokoll import Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.store import schema
from kek_dashboard.store.errors import StaleSchemaError
from kek_dashboard.store.protokoll import (
    PROGRAMM,
    append_entry,
    content_hashes,
    lieferung_state_of,
    read_stand,
    row_state,
)
from kek_dashboard.store.session import Store

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings in code, so that no path depends on the working folder."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def migrate(store: Store, ziel: str = "head", akteur: Akteur = PROGRAMM) -> bool:
    """Brings the schema to ``ziel``; returns whether anything had to be done.

    One transaction under the write lock: old schema or new one, never half, whoever else starts now.
    """
    with store.writing() as connection:
        if ziel == "head" and is_newest(connection):
            return False
        migrate_in(connection, ziel, akteur)
        return True


def migrate_in(connection: Connection, ziel: str = "head", akteur: Akteur = PROGRAMM) -> None:
    """``migrate`` inside a writing transaction; also what was stored before the audit trail gets its entries.

    The making of an empty database is no entry: its trail begins with the first act.
    """
    vorher = read_revision(connection)
    command.upgrade(alembic_config(connection), ziel)
    nachher = read_revision(connection)
    if not vorher or vorher == nachher or not is_newest(connection):
        return
    if read_stand(connection) is None:
        take_over(connection, akteur)
    append_entry(
        connection,
        akteur,
        Ereignisart.MIGRIERT,
        (Gegenstand.DATENBANK, "schema"),
        vorher={"schema": vorher},
        nachher={"schema": nachher},
    )


def read_revision(connection: Connection) -> str:
    """The database's schema; empty if it has none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def take_over(connection: Connection, akteur: Akteur) -> None:
    """Entries "uebernommen" for Lieferungen and events from before the audit trail, as they stand now."""
    hashes = content_hashes(connection)
    for row in (
        connection.execute(sa.select(schema.lieferung).order_by(schema.lieferung.c.nr)).mappings().all()
    ):
        zustand = lieferung_state_of(row, hashes)
        gegenstand = (Gegenstand.LIEFERUNG, row["nr"])
        append_entry(connection, akteur, Ereignisart.UEBERNOMMEN, gegenstand, nachher=zustand)
    for row in connection.execute(sa.select(schema.ereignis).order_by(schema.ereignis.c.nr)).mappings().all():
        gegenstand = (Gegenstand.EREIGNIS, row["nr"])
        append_entry(connection, akteur, Ereignisart.UEBERNOMMEN, gegenstand, nachher=row_state(row))


def ensure_schema(store: Store) -> None:
    """Makes the schema in a database that has none; raises ``StaleSchemaError`` for an older one.

    An existing database is only changed by ``migrate``, which somebody asks for.
    """
    with store.reading() as connection:
        if is_newest(connection):
            return
        is_empty = not sa.inspect(connection).get_table_names()
    if not is_empty:
        raise StaleSchemaError
    migrate(store)


def downgrade(store: Store, ziel: str) -> None:
    """Takes the schema back to ``ziel``; for tests and for an operator who knows why."""
    with store.writing() as connection:
        command.downgrade(alembic_config(connection), ziel)


def is_newest(connection: Connection) -> bool:
    """Whether the database has the schema this program needs."""
    heads = set(ScriptDirectory.from_config(alembic_config()).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == heads

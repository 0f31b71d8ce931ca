"""Env: how Alembic reaches the database; run through ``python -m kek_dashboard migrate``."""

from __future__ import annotations

import os

from alembic import context

from kek_dashboard.settings import read_settings
from kek_dashboard.store.schema import metadata
from kek_dashboard.store.session import open_store


def run() -> None:
    """Runs the migrations on the connection that was handed over, else on the settings' database."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _run_on(connection)
        return
    with open_store(read_settings(os.environ).database_url).writing() as opened:
        _run_on(opened)


def _run_on(connection: object) -> None:
    context.configure(
        connection=connection,  # type: ignore[arg-type]  # alembic's own untyped hand-over
        target_metadata=metadata,
        transactional_ddl=False,  # the transaction around it is ours: BEGIN IMMEDIATE on SQLite
        render_as_batch=True,
    )
    context.run_migrations()


run()

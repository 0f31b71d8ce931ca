"""Tabellen: what all tables are made of: their metadata, their columns, and the frame of a record."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kek_dashboard.domain.haushalt import Wertart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.store.types import Cents, Word

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def text_column(name: str) -> sa.Column[Any]:
    """A text that is never ``NULL``: nothing said is empty."""
    return sa.Column(name, sa.Text, nullable=False, default="")


def optional(name: str, kind: Any) -> sa.Column[Any]:
    """A column that may hold nothing."""
    return sa.Column(name, kind, nullable=True)


def required(name: str, kind: Any) -> sa.Column[Any]:
    """A column that always holds something."""
    return sa.Column(name, kind, nullable=False)


def record_table(name: str, *columns: sa.Column[Any], herkunft_nullable: bool = False) -> sa.Table:
    """A table of one kind of record: where it came from, which version it replaces, its fields."""
    return sa.Table(
        name,
        metadata,
        sa.Column("lieferung", sa.ForeignKey("lieferung.nr"), primary_key=True, autoincrement=False),
        sa.Column("lfd", sa.Integer, primary_key=True, autoincrement=False),
        optional("ersetzt_lieferung", sa.Integer),
        optional("ersetzt_lfd", sa.Integer),
        *columns,
        sa.Column("herkunft", Word(Herkunft), nullable=herkunft_nullable),
        text_column("blatt"),
        text_column("zelle"),
        text_column("roh"),
    )


def amount_table(name: str, *key: sa.Column[Any]) -> sa.Table:
    """Amounts of plan lines; ``key`` is what tells two of one line, kind and year apart."""
    return sa.Table(
        name,
        metadata,
        sa.Column("lieferung", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("wertart", Word(Wertart), primary_key=True),
        sa.Column("jahr", sa.Integer, primary_key=True, autoincrement=False),
        *key,
        required("eur", Cents),
        text_column("zelle"),
        text_column("roh"),
        sa.ForeignKeyConstraint(
            ["lieferung", "position"],
            ["haushaltsposition.lieferung", "haushaltsposition.lfd"],
            name=f"fk_{name}_position",
        ),
    )

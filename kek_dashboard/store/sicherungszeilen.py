"""Sicherungszeilen: rows of whatever tables a database has, as plain values of JSON, and back.

The same rows give the same lines on both databases: columns by name, rows by primary key, exact texts.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.store.types import canonical

_STAPEL = 500
_VERSIONSTABELLE = "alembic_version"

Zeile = list[Any]
#: Takes a stored file's bytes, gives its SHA-256; and the way back.
Ablage = Callable[[bytes], str]
Abholung = Callable[[str], bytes]


def read_tables(connection: Connection) -> list[sa.Table]:
    """All tables there are, those that others point to first."""
    da = sa.MetaData()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", sa.exc.SAWarning)  # indexes it cannot tell are none of ours to save
        da.reflect(connection)
    return [tabelle for tabelle in da.sorted_tables if tabelle.name != _VERSIONSTABELLE]


def columns_by_name(tabelle: sa.Table) -> dict[str, sa.Column[Any]]:
    """Columns by name, in the order of their names: each database may hold them in its own."""
    return {spalte.name: spalte for spalte in sorted(tabelle.columns, key=lambda spalte: spalte.name)}


def read_rows(connection: Connection, tabelle: sa.Table, ablage: Ablage) -> Iterator[Zeile]:
    """All rows as they stand in the file, in the order of the primary key, few at a time."""
    spalten = list(columns_by_name(tabelle).values())
    hat_dateien = any(isinstance(spalte.type, sa.LargeBinary) for spalte in spalten)
    binaer = "C" if connection.dialect.name == "postgresql" else "BINARY"
    ordnung = [
        sa.collate(spalte, binaer) if isinstance(spalte.type, sa.String) else spalte
        for spalte in list(tabelle.primary_key.columns) or spalten
    ]
    frage = sa.select(*spalten).order_by(*ordnung).execution_options(yield_per=1 if hat_dateien else _STAPEL)
    for zeile in connection.execute(frage):
        yield [_encode(wert, ablage) for wert in zeile]


def _encode(wert: Any, ablage: Ablage) -> Any:
    """A value as JSON: numbers exact as text, days as ISO, a file as its hash."""
    match wert:
        case None | bool() | int() | str():
            return wert
        case Decimal():
            return canonical(wert)
        case date():  # and datetime, which is one
            return wert.isoformat()
        case bytes() | memoryview():
            return {"sha256": ablage(bytes(wert))}
    raise TypeError(f"Werte der Art {type(wert).__name__} lassen sich nicht sichern")


def decode(spalte: sa.Column[Any], wert: Any, abholung: Abholung) -> Any:
    """The value for this column of this database; raises ``TypeError`` or ``ValueError`` for a wrong one."""
    match wert, spalte.type:
        case None, _:
            return None
        case dict(), sa.LargeBinary():
            return abholung(wert["sha256"])
        case bool(), sa.Boolean():
            return wert
        case int(), sa.Integer() if not isinstance(wert, bool):
            return wert
        case str(), sa.Numeric():
            return Decimal(wert)
        case str(), sa.DateTime():
            return datetime.fromisoformat(wert)
        case str(), sa.Date():
            return date.fromisoformat(wert)
        case str(), sa.String():
            return wert
    raise TypeError(f"„{spalte.name}“ kann {type(wert).__name__} nicht aufnehmen")

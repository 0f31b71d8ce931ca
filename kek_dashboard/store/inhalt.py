"""Inhalt: one hash over everything stored, in a fixed order, the same on both databases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.store import schema
from kek_dashboard.store.types import canonical

# Moments and names are a log, not content: two databases filled alike differ in them alone.
_OHNE = {"eingegangen", "zeitpunkt", "inhalt", "absender", "wer"}
_STAPEL = 5_000
_TABELLEN = (
    schema.datei,
    schema.lieferung,
    schema.befund,
    schema.ereignis,
    *(satzart.tabelle for satzart in schema.SATZARTEN),
    schema.position,
    schema.betrag,
    schema.stichtagsbetrag,
    schema.bestaetigung,
)


def content_sha256(connection: Connection) -> str:
    """SHA-256 over the content of all tables, row by row in the order of their keys.

    The files themselves enter by their own SHA-256; who delivered and released, and when, does not enter; nor do
    the audit trail and accounts.
    """
    summe = hashlib.sha256()
    for tabelle in _TABELLEN:
        spalten = [spalte for spalte in tabelle.columns if spalte.name not in _OHNE]
        summe.update(f"[{tabelle.name}]\n".encode())
        for zeile in _sorted_rows(connection, tabelle, spalten):
            summe.update(("\x1f".join(zeile) + "\n").encode())
    return summe.hexdigest()


def _sorted_rows(
    connection: Connection, tabelle: sa.Table, spalten: list[sa.Column[Any]]
) -> Iterator[tuple[str, ...]]:
    """Rows as texts in the order of the primary key; sorted here, for databases order text differently."""
    schluessel = [spalten.index(spalte) for spalte in tabelle.primary_key.columns]
    for rows in rows_in_groups(connection, spalten, next(iter(tabelle.primary_key.columns))):
        for row in sorted(rows, key=lambda row: tuple(row[i] for i in schluessel)):
            yield tuple(plain(wert) for wert in row)


def rows_in_groups(
    connection: Connection,
    spalten: Sequence[sa.Column[Any]],
    nach: sa.Column[Any],
    *wo: sa.ColumnElement[bool],
) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of a table in groups of one number in ``nach``, by rising number; one group at a time in memory.

    A key that is text makes one group of all: only numbers come in the same order from both databases.
    """
    abfrage = sa.select(*spalten).where(*wo)
    if not isinstance(nach.type, sa.Integer):
        yield [tuple(row) for row in connection.execute(abfrage)]
        return
    gruppe = spalten.index(nach)
    rows = connection.execute(abfrage.order_by(nach).execution_options(yield_per=_STAPEL))
    for _, eine in groupby(rows, key=itemgetter(gruppe)):
        yield [tuple(row) for row in eine]


def plain(wert: Any) -> str:
    """The one text of a value of the store, the same on both databases."""
    match wert:
        case None:
            return "\x00"
        case bool():
            return "1" if wert else "0"
        case Decimal():
            return canonical(wert)
        case StrEnum():
            return wert.value
        case date():
            return wert.isoformat()
    return str(wert)

"""Zelle: what was read from one cell of a delivered file, and every version of the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.domain.haushalt import Betrag, Haushaltsposition
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.store import schema
from kek_dashboard.store.geheimhaltung import read_sperre
from kek_dashboard.store.haushalt import read_position
from kek_dashboard.store.load import read_lieferungen, record_builder
from kek_dashboard.store.session import Store

#: Names of the two kinds of the Haushalt beside those of ``schema.SATZARTEN``.
POSITIONEN, BETRAEGE = "positionen", "betraege"

#: Amounts without a day and those of one.
_BETRAGSTABELLEN = (schema.betrag, schema.stichtagsbetrag)
_POSITION_KEY = (
    "haushaltsjahr", "fassung", "teilhaushalt", "amt", "produkt", "konto", "investition", "gleiche",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fund:
    """One record that was read from the cell, with all versions of the same key.

    ``feld`` is its field in ``Inhalt``, or ``betraege`` for one amount of a line (``position`` is that
    line). ``versionen`` are in the order in which they were released, those never released last; the
    record itself is one of them. Each names its cell in its ``fundstelle``.
    """

    feld: str
    satz: Any
    versionen: tuple[Any, ...]
    position: Haushaltsposition | None = None


@dataclass(frozen=True, slots=True)
class Zellinhalt:
    """All that was read from a cell, and every Lieferung by number as it stood on the day asked for."""

    funde: tuple[Fund, ...]
    lieferungen: Mapping[int, Lieferung]


def load_zelle(store: Store, nr: int, blatt: str, zelle: str, tag: date | None = None) -> Zellinhalt:
    """What a Lieferung brought from one cell, without what is withheld; no ``funde`` where nothing was read there.

    ``tag``: releases and withdrawals after this day are not known yet. ``lieferungen`` lacks ``nr``
    where there is no such Lieferung.
    """
    with store.reading() as connection:
        lieferungen = read_lieferungen(connection, tag)
        rang = _read_rang(connection, tag)
        funde = [
            _record(connection, satzart, row, rang)
            for satzart in schema.SATZARTEN
            for row in _rows_at(connection, satzart.tabelle, nr, blatt, zelle)
        ]
        zeilen = _rows_at(connection, schema.position, nr, blatt, zelle)
        funde += [_position(connection, row, rang) for row in zeilen]
        funde += _amounts(connection, (nr, blatt, zelle), rang)
        sperre = read_sperre(connection)
        if sperre:
            funde = [
                replace(f, satz=sperre.masked(f.satz), versionen=tuple(sperre.masked(v) for v in f.versionen))
                for f in funde
            ]
        return Zellinhalt(tuple(funde), lieferungen)


def has_blatt(store: Store, nr: int, blatt: str) -> bool:
    """Whether anything at all was read from a sheet of a Lieferung."""
    tabellen = (*(satzart.tabelle for satzart in schema.SATZARTEN), schema.position)
    with store.reading() as connection:
        return any(
            connection.execute(
                sa.select(t.c.lfd).where(t.c.lieferung == nr, t.c.blatt == blatt).limit(1)
            ).first()
            for t in tabellen
        )


def _read_rang(connection: Connection, tag: date | None) -> dict[int, int]:
    """Lieferungen ever released, with the number of that event."""
    e = schema.ereignis.c
    abfrage = sa.select(e.lieferung, e.nr).where(e.art == schema.FREIGEGEBEN)
    if tag is not None:
        abfrage = abfrage.where(e.am <= tag)
    return {row.lieferung: row.nr for row in connection.execute(abfrage)}


def _rows_at(connection: Connection, tabelle: sa.Table, nr: int, blatt: str, zelle: str) -> list[Any]:
    t = tabelle.c
    abfrage = sa.select(tabelle).where(t.lieferung == nr, t.blatt == blatt, t.zelle == zelle)
    return list(connection.execute(abfrage.order_by(t.lfd)).mappings())


def _same(tabelle: sa.Table, row: Any, namen: tuple[str, ...]) -> list[Any]:
    """Conditions for all rows with the key of this one; ``None`` is a key like any other."""
    return [tabelle.c[n].is_(None) if row[n] is None else tabelle.c[n] == row[n] for n in namen]


def _order(row: Any, rang: Mapping[int, int]) -> tuple[bool, int, int]:
    lieferung, lfd = row["lieferung"], row["lfd"]
    return lieferung not in rang, rang.get(lieferung, lieferung), lfd


def _record(connection: Connection, satzart: schema.Satzart, row: Any, rang: Mapping[int, int]) -> Fund:
    build = record_builder(satzart)
    gleiche = sa.select(satzart.tabelle).where(*_same(satzart.tabelle, row, satzart.schluessel))
    rows = sorted(connection.execute(gleiche).mappings(), key=lambda r: _order(r, rang))
    return Fund(satzart.feld, build(row), tuple(build(r) for r in rows))


def _position(connection: Connection, row: Any, rang: Mapping[int, int]) -> Fund:
    gleiche = sa.select(schema.position).where(*_same(schema.position, row, _POSITION_KEY))
    rows = sorted(connection.execute(gleiche).mappings(), key=lambda r: _order(r, rang))
    zeilen = {(r["lieferung"], r["lfd"]): _with_amounts(connection, r) for r in rows}
    satz = zeilen[row["lieferung"], row["lfd"]]
    return Fund(POSITIONEN, satz, tuple(zeilen.values()), satz)


def _with_amounts(connection: Connection, row: Any) -> Haushaltsposition:
    betraege: list[Betrag] = []
    for tabelle in _BETRAGSTABELLEN:
        b = tabelle.c
        abfrage = sa.select(tabelle).where(b.lieferung == row["lieferung"], b.position == row["lfd"])
        rows = connection.execute(abfrage.order_by(*(b[name] for name in _merkmale(tabelle)))).mappings()
        betraege.extend(_betrag(betrag, row["blatt"]) for betrag in rows)
    return read_position(row, betraege)


def _merkmale(tabelle: sa.Table) -> tuple[str, ...]:
    """What no two amounts of one line share."""
    return tuple(name for name in ("jahr", "wertart", "stichtag") if name in tabelle.c)


def _betrag(row: Any, blatt: str) -> Betrag:
    stelle = Fundstelle(blatt, row["zelle"], row["roh"], row["lieferung"])
    return Betrag(row["wertart"], row["jahr"], row["eur"], stelle, row.get("stichtag"))


def _amounts(connection: Connection, ort: tuple[int, str, str], rang: Mapping[int, int]) -> list[Fund]:
    """The amounts that stood in the cell; a line's amounts stand on the line's sheet."""
    return [fund for tabelle in _BETRAGSTABELLEN for fund in _amounts_of(connection, tabelle, ort, rang)]


def _amounts_of(
    connection: Connection, tabelle: sa.Table, ort: tuple[int, str, str], rang: Mapping[int, int]
) -> Iterator[Fund]:
    nr, blatt, zelle = ort
    p, b, merkmale = schema.position.c, tabelle.c, _merkmale(tabelle)
    gehoert = sa.and_(b.lieferung == p.lieferung, b.position == p.lfd)
    gefunden = connection.execute(
        sa.select(*(b[name] for name in merkmale), schema.position)
        .join(schema.position, gehoert)
        .where(b.lieferung == nr, b.zelle == zelle, p.blatt == blatt)
        .order_by(p.lfd, *(b[name] for name in merkmale))
    ).mappings()
    for row in list(gefunden):
        gleiche = connection.execute(
            sa.select(tabelle, p.lfd, p.blatt)
            .join(schema.position, gehoert)
            .where(*_same(schema.position, row, _POSITION_KEY), *_same(tabelle, row, merkmale))
        ).mappings()
        rows = sorted(gleiche, key=lambda r: _order(r, rang))
        versionen = {(r["lieferung"], r["lfd"]): _betrag(r, r["blatt"]) for r in rows}
        satz = versionen[row["lieferung"], row["lfd"]]
        yield Fund(BETRAEGE, satz, tuple(versionen.values()), _with_amounts(connection, row))

"""Überholt: what was released about the same thing since a Lieferung came in, and what else waits about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.lieferung import Lieferstand, Lieferung
from kek_dashboard.domain.protokoll import Ereignisart, Gegenstand
from kek_dashboard.store import schema
from kek_dashboard.store.load import Schluessel, read_datenstand, read_lieferungen, record_builder
from kek_dashboard.store.session import Reading, Store

#: What a record is about, where a new Beschluss gives it a key of its own.
_WORUM = {"zielwerte": ("kennzahl_nr", "jahr", "zielsystem"), "ziele": ("zielsystem", "nr")}
#: Every Lieferung brings its own reason; two of them never are about the same thing.
_OHNE = frozenset({"aenderungsgruende", "messwerte"})


@dataclass(frozen=True, slots=True)
class Mitbewerber:
    """A record of another Lieferung about the same thing as one of ours."""

    feld: str
    worum: Schluessel
    satz: Any
    lieferung: Lieferung


def subject_of(feld: str, satz: Any) -> Schluessel:
    """What a record is about: its key, without the Beschluss that made it."""
    satzart = next(s for s in schema.SATZARTEN if s.feld == feld)
    return tuple(getattr(satz, name) for name in _WORUM.get(feld, satzart.schluessel))


def load_as_if_released(store: Store, saetze: Iterable[tuple[str, Schluessel, Any]]) -> Datenstand:
    """What would be known today if these records (kind, key, record) were released too; for asking, never kept."""
    with store.reading() as connection:
        return read_datenstand(connection, dazu=saetze)


def load_overtaken(store: Store, lieferung: Lieferung) -> tuple[Mitbewerber, ...]:
    """What was released about the same things since this Lieferung came in, in the order of its release."""
    with store.reading() as connection:
        nummern = [nr for nr in _released_since(connection, lieferung.nr) if nr != lieferung.nr]
        eigene = [(feld, satz) for feld, satz, _ in _records(connection, [lieferung.nr])]
        return _about(connection, eigene, nummern)


def _released_since(connection: Reading, nr: int) -> list[int]:
    """Lieferungen released after this one came in, by the order of the audit trail: a second holds many acts."""
    p, e = schema.protokoll.c, schema.ereignis.c
    kam = connection.execute(
        sa.select(sa.func.max(p.nr)).where(
            p.gegenstand_art == Gegenstand.LIEFERUNG.value,
            p.gegenstand == str(nr),
            p.aktion == Ereignisart.GELIEFERT.value,
        )
    ).scalar_one()
    if kam is None:
        return []
    seither = connection.execute(
        sa.select(p.gegenstand).where(
            p.nr > kam,
            p.gegenstand_art == Gegenstand.EREIGNIS.value,
            p.aktion == Ereignisart.FREIGEGEBEN.value,
        )
    ).scalars()
    ereignisse = [int(text) for text in seither]
    return list(
        connection.execute(sa.select(e.lieferung).where(e.nr.in_(ereignisse)).order_by(e.nr)).scalars()
    )


def read_waiting(connection: Reading, saetze: Iterable[tuple[str, Any]]) -> tuple[Mitbewerber, ...]:
    """Records about the same things in Lieferungen that wait for their release, oldest first."""
    e = schema.ereignis.c
    wartend = connection.execute(
        sa.select(schema.lieferung.c.nr)
        .where(schema.lieferung.c.nr.not_in(sa.select(e.lieferung)))
        .order_by(schema.lieferung.c.nr)
    ).scalars()
    return _about(connection, saetze, list(wartend))


def _about(
    connection: Reading, saetze: Iterable[tuple[str, Any]], nummern: Collection[int]
) -> tuple[Mitbewerber, ...]:
    gesucht = {(feld, subject_of(feld, satz)) for feld, satz in saetze if feld not in _OHNE}
    if not gesucht or not nummern:
        return ()
    alle = read_lieferungen(connection)
    return tuple(
        Mitbewerber(feld, worum, satz, alle[nr])
        for feld, satz, nr in _records(connection, nummern, {feld for feld, _ in gesucht})
        if (feld, worum := subject_of(feld, satz)) in gesucht
        and alle[nr].stand is not Lieferstand.ZURUECKGEZOGEN
    )


def _records(
    connection: Reading, nummern: Collection[int], felder: Collection[str] | None = None
) -> Iterable[tuple[str, Any, int]]:
    """All records of these Lieferungen, of the kinds asked for, by Lieferung."""
    gefunden: list[tuple[str, Any, int]] = []
    for satzart in schema.SATZARTEN:
        if satzart.feld in _OHNE or (felder is not None and satzart.feld not in felder):
            continue
        build = record_builder(satzart)
        frage = sa.select(satzart.tabelle).where(satzart.tabelle.c.lieferung.in_(nummern))
        gefunden += [
            (satzart.feld, build(row), row["lieferung"]) for row in connection.execute(frage).mappings()
        ]
    rang = {nr: platz for platz, nr in enumerate(nummern)}
    return sorted(gefunden, key=lambda g: rang[g[2]])

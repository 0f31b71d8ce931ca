"""Protokoll: appends to the audit trail in the transaction of the act itself, and reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from kek_dashboard.domain.protokoll import ANFANG, Eintrag, Ereignisart, Gegenstand, canonical_json
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.store import schema
from kek_dashboard.store.inhalt import plain, rows_in_groups
from kek_dashboard.store.session import Store
from kek_dashboard.store.zeit import beginning, timestamp

#: The program itself, where no person acts.
PROGRAMM = Akteur("programm", frozenset(), herkunft="programm")

Zustand = Mapping[str, Any]
Zeile = Mapping[str, Any] | RowMapping
# Tables that hold what a Lieferung brought; the Befunde count too.
_INHALT = (
    schema.befund,
    *(satzart.tabelle for satzart in schema.SATZARTEN),
    schema.position,
    schema.betrag,
    schema.stichtagsbetrag,
    schema.bestaetigung,
)


def append_entry(
    connection: Connection,
    akteur: Akteur,
    aktion: Ereignisart,
    gegenstand: tuple[Gegenstand, int | str],
    *,
    vorher: Zustand | None = None,
    nachher: Zustand | None = None,
) -> Eintrag:
    """Writes one entry after the newest; inside the writing transaction of the act it tells of."""
    nr, zuletzt = read_stand(connection) or (0, ANFANG)
    roh = Eintrag(
        nr=nr + 1,
        zeitpunkt=timestamp(),
        wer=akteur.name,
        rollen=",".join(sorted(akteur.rollen)),
        herkunft=akteur.herkunft,
        aktion=aktion.value,
        gegenstand_art=gegenstand[0].value,
        gegenstand=str(gegenstand[1]),
        vorher="" if vorher is None else canonical_json(vorher),
        nachher="" if nachher is None else canonical_json(nachher),
        hash_vorher=zuletzt,
    )
    felder = {spalte.name: getattr(roh, spalte.name) for spalte in schema.protokoll.columns}
    felder["hash"] = roh.compute_hash()
    connection.execute(sa.insert(schema.protokoll).values(**felder))
    stand = {"nr": roh.nr, "hash": felder["hash"]}
    if nr == 0:
        connection.execute(sa.insert(schema.protokollstand).values(id=1, **stand))
    else:
        connection.execute(sa.update(schema.protokollstand).values(**stand))
    return Eintrag(**felder)


def read_stand(connection: Connection) -> tuple[int, str] | None:
    """Number and hash of the newest entry as kept beside the chain; ``None`` before the first one."""
    p = schema.protokollstand.c
    row = connection.execute(sa.select(p.nr, p.hash)).first()
    return None if row is None else (row.nr, row.hash)


def load_stand(store: Store) -> tuple[int, str] | None:
    """``read_stand`` of a store: the seal of the trail, worth writing down outside the database."""
    with store.reading() as connection:
        return read_stand(connection)


def read_entries(connection: Connection) -> Iterator[Eintrag]:
    """All entries from the first on."""
    p = schema.protokoll
    for row in connection.execute(sa.select(p).order_by(p.c.nr)).mappings():
        yield Eintrag(**row)


def list_protokoll(  # noqa: PLR0913 - one word for each filter of the page
    store: Store,
    *,
    seit: date | None = None,
    bis: date | None = None,
    wer: str = "",
    aktion: str = "",
    gegenstand: tuple[str, str] | None = None,
    vor_nr: int | None = None,
    anzahl: int = 200,
) -> tuple[Eintrag, ...]:
    """Entries that fit all that is asked, newest first; ``vor_nr`` goes on after a page of ``anzahl``.

    ``seit`` and ``bis`` are calendar days, both inclusive; ``gegenstand`` is kind and name of one thing.
    """
    p = schema.protokoll.c
    abfrage = sa.select(schema.protokoll).order_by(p.nr.desc()).limit(anzahl)
    if seit is not None:
        abfrage = abfrage.where(p.zeitpunkt >= beginning(seit))
    if bis is not None:
        abfrage = abfrage.where(p.zeitpunkt < beginning(bis + timedelta(days=1)))
    if wer:
        abfrage = abfrage.where(p.wer == wer)
    if aktion:
        abfrage = abfrage.where(p.aktion == aktion)
    if gegenstand is not None:
        abfrage = abfrage.where(p.gegenstand_art == gegenstand[0], p.gegenstand == gegenstand[1])
    if vor_nr is not None:
        abfrage = abfrage.where(p.nr < vor_nr)
    with store.reading() as connection:
        return tuple(Eintrag(**row) for row in connection.execute(abfrage).mappings())


def write_entry(
    store: Store,
    akteur: Akteur,
    aktion: Ereignisart,
    gegenstand: tuple[Gegenstand, int | str],
    *,
    nachher: Zustand | None = None,
) -> Eintrag:
    """One entry in a transaction of its own, for what changes nothing in the store: a backup, a sign-out."""
    with store.writing() as connection:
        return append_entry(connection, akteur, aktion, gegenstand, nachher=nachher)


# ------------------------------------------------------------------- what the entries say about things


def lieferung_state(connection: Connection, nr: int) -> Zustand:
    """A Lieferung as its entry keeps it: its row, and a hash over every record and Befund it brought."""
    row = connection.execute(sa.select(schema.lieferung).where(schema.lieferung.c.nr == nr)).mappings().one()
    return lieferung_state_of(row, content_hashes(connection, nur=nr))


def lieferung_state_of(row: Zeile, hashes: Mapping[int, str]) -> Zustand:
    """``lieferung_state`` of a row that is read already, with the hashes of what it brought."""
    return row_state(row) | {"inhalt_sha256": hashes.get(row["nr"], LEER)}


def ereignis_state(connection: Connection, nr: int) -> Zustand:
    """A release or withdrawal as its entry keeps it."""
    row = connection.execute(sa.select(schema.ereignis).where(schema.ereignis.c.nr == nr)).mappings().one()
    return row_state(row)


def konto_state(row: Zeile) -> Zustand:
    """An account as its entry keeps it; of the password no more than a fingerprint of its hash."""
    felder = {name: row[name] for name in schema.konto.columns.keys() if name != "passwort_hash"}  # noqa: SIM118
    geheim = str(row["passwort_hash"])
    fingerabdruck = hashlib.sha256(geheim.encode()).hexdigest() if geheim else ""
    return row_state(felder | {"passwort_sha256": fingerabdruck})


def row_state(row: Zeile) -> dict[str, str]:
    """A row as texts. Empty fields are left out, so that a column added later changes no old entry."""
    texte = {name: plain(wert) for name, wert in row.items() if wert is not None}
    return {name: text for name, text in texte.items() if text}


#: The hash of a Lieferung that brought nothing.
LEER = hashlib.sha256().hexdigest()


def content_hashes(connection: Connection, nur: int | None = None) -> dict[int, str]:
    """Per Lieferung one hash over all records, amounts and Befunde it brought, row by row.

    The same on both databases: rows go by their keys, each as canonical text.
    """
    summen: dict[int, Any] = {}
    for tabelle in _INHALT:
        spalten = sorted(tabelle.columns, key=lambda spalte: spalte.name)
        namen = [spalte.name for spalte in spalten]
        wo = () if nur is None else (tabelle.c.lieferung == nur,)
        key = itemgetter(*(namen.index(spalte.name) for spalte in tabelle.primary_key.columns))
        lieferung = namen.index("lieferung")
        for rows in rows_in_groups(connection, spalten, tabelle.c.lieferung, *wo):
            for row in sorted(rows, key=key):
                summe = summen.setdefault(row[lieferung], hashlib.sha256())
                summe.update(_line(tabelle.name, namen, row))
    return {nr: summe.hexdigest() for nr, summe in summen.items()}


_AS_IS = {str, int}  # not bool, which is an int of its own


def _line(tabelle: str, namen: list[str], row: tuple[Any, ...]) -> bytes:
    """A row as one line; empty fields are left out as in ``row_state``. Fast: a plan has many."""
    teile: list[str | int] = [tabelle]
    for name, wert in zip(namen, row, strict=True):
        if wert is not None and wert != "":
            teile += (name, wert if type(wert) in _AS_IS else plain(wert))
    return orjson.dumps(teile) + b"\n"

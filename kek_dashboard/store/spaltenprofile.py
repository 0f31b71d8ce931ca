"""Spaltenprofile: what people said about the columns of foreign layouts, kept for the next file of that layout."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.domain.protokoll import Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.store import schema
from kek_dashboard.store.errors import StoreError
from kek_dashboard.store.protokoll import append_entry, row_state
from kek_dashboard.store.session import Writing
from kek_dashboard.store.zeit import timestamp

_P = schema.spaltenprofil.c


class UnknownSpaltenprofilError(StoreError):
    """There is no column assignment with this number."""

    def __init__(self, nr: int) -> None:
        """Keep the number."""
        super().__init__(f"Eine Spaltenzuordnung {nr} gibt es nicht.")
        self.nr = nr


@dataclass(frozen=True, slots=True)
class Gemerkt:
    """One kept column assignment. ``inhalt`` is text of JSON whose meaning ``importers`` knows.

    ``merkmal`` is the hash of the layout's headers by which it is found again; ``wer`` pointed, at
    ``zeitpunkt`` (UTC to the second), for files of ``fachbereich`` (empty: nobody in particular).
    """

    nr: int
    name: str
    fachbereich: str
    merkmal: str
    inhalt: str
    wer: str
    zeitpunkt: str


def keep_spaltenprofil(
    connection: Writing, name: str, fachbereich: str, merkmal: str, inhalt: str, akteur: Akteur
) -> Gemerkt:
    """Keeps a column assignment as the newest of its layout; the very same one is not kept twice."""
    bekannt = find_spaltenprofil(connection, merkmal, akteur, fachbereich)
    if bekannt is not None and (bekannt.inhalt, bekannt.fachbereich) == (inhalt, fachbereich):
        return bekannt
    nr: int = connection.execute(sa.select(sa.func.coalesce(sa.func.max(_P.nr), 0) + 1)).scalar_one()
    neu = Gemerkt(nr, name, fachbereich, merkmal, inhalt, akteur.name, timestamp())
    werte = {spalte.name: getattr(neu, spalte.name) for spalte in schema.spaltenprofil.columns}
    connection.execute(sa.insert(schema.spaltenprofil).values(**werte))
    append_entry(
        connection,
        akteur,
        Ereignisart.SPALTEN_GEMERKT,
        (Gegenstand.SPALTENPROFIL, nr),
        nachher=row_state(werte),
    )
    return neu


def read_spaltenprofil(connection: Connection, nr: int) -> Gemerkt:
    """One column assignment; raises ``UnknownSpaltenprofilError``."""
    row = connection.execute(sa.select(schema.spaltenprofil).where(_P.nr == nr)).mappings().first()
    if row is None:
        raise UnknownSpaltenprofilError(nr)
    return Gemerkt(**row)


def find_spaltenprofil(
    connection: Connection, merkmal: str, akteur: Akteur, fachbereich: str = ""
) -> Gemerkt | None:
    """The newest assignment of a layout that this person made, or that was made for this Fachbereich.

    Not of other senders: the same headers may mean something else to them.
    """
    eigen = _P.wer == akteur.name
    if fachbereich:
        eigen = sa.or_(eigen, _P.fachbereich == fachbereich)
    frage = (
        sa.select(schema.spaltenprofil).where(_P.merkmal == merkmal, eigen).order_by(_P.nr.desc()).limit(1)
    )
    row = connection.execute(frage).mappings().first()
    return None if row is None else Gemerkt(**row)

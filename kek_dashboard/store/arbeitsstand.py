"""Arbeitsstand: what somebody works on before it is anything: a mapping not yet delivered, a what-if.

Never part of a figure, a release or the audit trail: who wants that delivers it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.store import schema
from kek_dashboard.store.errors import StoreError
from kek_dashboard.store.session import Reading, Writing
from kek_dashboard.store.zeit import timestamp

#: One person cannot fill the database with drafts.
MEISTE_JE_PERSON = 100
LAENGSTER_NAME = 120
#: A draft of a mapping of thousands of lines has its place, a library has not.
GROESSTER_INHALT = 2_000_000


class Arbeitsart(StrEnum):
    """What is being worked on."""

    ZUORDNUNG = "zuordnung"
    SZENARIO = "szenario"
    BEARBEITUNG = "bearbeitung"


class UnknownArbeitsstandError(StoreError):
    """There is none with this id, or it is of another kind."""

    def __init__(self, kennung: str) -> None:
        """Keep what was asked for."""
        super().__init__("Diesen Arbeitsstand gibt es nicht (mehr). Vielleicht wurde er gelöscht.")
        self.kennung = kennung


class StaleArbeitsstandError(StoreError):
    """Somebody changed it since it was read."""

    def __init__(self, wer: str) -> None:
        """Say who."""
        super().__init__(
            f"Inzwischen hat „{wer}“ daran weitergearbeitet. Bitte die Seite neu laden und noch einmal ändern."
        )
        self.wer = wer


class ArbeitsstandRefusedError(StoreError):
    """It cannot be kept as it is; the message says why."""


@dataclass(frozen=True, slots=True)
class Arbeitsstand:
    """One draft. ``inhalt`` is text of JSON whose meaning its page knows.

    ``wer`` changed it last; ``fortschreibung`` counts the changes; ``angelegt`` and ``geaendert`` are UTC to
    the second.
    """

    id: str
    art: Arbeitsart
    name: str
    wer: str
    haushaltsjahr: int
    fassung: str
    inhalt: str
    fortschreibung: int
    angelegt: str
    geaendert: str


_A = schema.arbeitsstand.c


def create_arbeitsstand(
    connection: Writing,
    akteur: Akteur,
    art: Arbeitsart,
    name: str,
    haushaltsjahr: int,
    fassung: str,
    inhalt: str,
) -> Arbeitsstand:
    """Keeps a new draft; raises ``ArbeitsstandRefusedError``."""
    _check(name, inhalt)
    eigene = connection.execute(
        sa.select(sa.func.count())
        .select_from(schema.arbeitsstand)
        .where(_A.wer == akteur.name, _A.art == art)
    ).scalar_one()
    if eigene >= MEISTE_JE_PERSON:
        raise ArbeitsstandRefusedError(
            f"Von Ihnen liegen schon {MEISTE_JE_PERSON} davon. Bitte erst welche löschen."
        )
    jetzt = timestamp()
    neu = Arbeitsstand(
        secrets.token_hex(16), art, name.strip(), akteur.name, haushaltsjahr, fassung, inhalt, 1, jetzt, jetzt
    )
    connection.execute(
        sa.insert(schema.arbeitsstand).values(
            {spalte.name: getattr(neu, spalte.name) for spalte in schema.arbeitsstand.columns}
        )
    )
    return neu


def change_arbeitsstand(
    connection: Writing,
    akteur: Akteur,
    art: Arbeitsart,
    kennung: str,
    fortschreibung: int,
    *,
    inhalt: str | None = None,
    name: str | None = None,
) -> Arbeitsstand:
    """Writes a draft on; ``fortschreibung`` is the one that was read.

    Raises ``UnknownArbeitsstandError``, ``StaleArbeitsstandError``, ``ArbeitsstandRefusedError``.
    """
    alt = read_arbeitsstand(connection, art, kennung)
    if alt.fortschreibung != fortschreibung:
        raise StaleArbeitsstandError(alt.wer)
    _check(alt.name if name is None else name, alt.inhalt if inhalt is None else inhalt)
    connection.execute(
        sa.update(schema.arbeitsstand)
        .where(_A.id == kennung)
        .values(
            name=alt.name if name is None else name.strip(),
            inhalt=alt.inhalt if inhalt is None else inhalt,
            wer=akteur.name,
            fortschreibung=fortschreibung + 1,
            geaendert=timestamp(),
        )
    )
    return read_arbeitsstand(connection, art, kennung)


def delete_arbeitsstand(connection: Writing, art: Arbeitsart, kennung: str) -> None:
    """Throws a draft away; raises ``UnknownArbeitsstandError``."""
    read_arbeitsstand(connection, art, kennung)
    connection.execute(sa.delete(schema.arbeitsstand).where(_A.id == kennung))


def read_arbeitsstand(connection: Reading, art: Arbeitsart, kennung: str) -> Arbeitsstand:
    """One draft; raises ``UnknownArbeitsstandError``."""
    row = (
        connection.execute(sa.select(schema.arbeitsstand).where(_A.id == kennung, _A.art == art))
        .mappings()
        .first()
    )
    if row is None:
        raise UnknownArbeitsstandError(kennung)
    return _arbeitsstand(row)


def read_own(connection: Reading, akteur: Akteur, art: Arbeitsart, kennung: str) -> Arbeitsstand:
    """One draft of this person; that of somebody else raises ``UnknownArbeitsstandError``, as if there were none."""
    stand = read_arbeitsstand(connection, art, kennung)
    if stand.wer != akteur.name:
        raise UnknownArbeitsstandError(kennung)
    return stand


def list_own(connection: Reading, akteur: Akteur, art: Arbeitsart) -> tuple[Arbeitsstand, ...]:
    """The drafts of one kind that this person has, the one changed last first."""
    return tuple(stand for stand in list_arbeitsstaende(connection, art) if stand.wer == akteur.name)


def list_arbeitsstaende(connection: Reading, art: Arbeitsart) -> tuple[Arbeitsstand, ...]:
    """All drafts of one kind, the one changed last first."""
    frage = sa.select(schema.arbeitsstand).where(_A.art == art).order_by(_A.geaendert.desc(), _A.id)
    return tuple(_arbeitsstand(row) for row in connection.execute(frage).mappings())


def _arbeitsstand(row: sa.RowMapping) -> Arbeitsstand:
    return Arbeitsstand(**{**row, "art": Arbeitsart(row["art"])})


def _check(name: str, inhalt: str) -> None:
    if not name.strip():
        raise ArbeitsstandRefusedError("Bitte einen Namen angeben.")
    if len(name.strip()) > LAENGSTER_NAME:
        raise ArbeitsstandRefusedError(f"Der Name darf höchstens {LAENGSTER_NAME} Zeichen haben.")
    if len(inhalt) > GROESSTER_INHALT:
        raise ArbeitsstandRefusedError("Das ist zu viel auf einmal. Bitte in Teilen bearbeiten.")

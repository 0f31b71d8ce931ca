"""Eingang: files that were handed in and are looked at by their sender before they are delivered or thrown away."""

from __future__ import annotations

import secrets
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.store import schema
from kek_dashboard.store.errors import StoreError
from kek_dashboard.store.session import Store, Writing
from kek_dashboard.store.zeit import as_text, timestamp

#: After so long nobody comes back; what was never delivered is thrown away.
AUFBEWAHRUNG = timedelta(days=30)
#: So many files of one person may wait: each may have 10 MiB.
MEISTE_JE_PERSON = 30
#: A reader that has not been heard of for so long is gone; another one may begin.
STILL_NACH = timedelta(seconds=30)


class Eingangszustand(StrEnum):
    """How far the reading of a file is."""

    NEU = "neu"
    LIEST = "liest"
    GELESEN = "gelesen"
    UNLESBAR = "unlesbar"


class UnknownEingangError(StoreError):
    """There is no such file, or it is somebody else's: nobody learns which."""

    def __init__(self, kennung: str) -> None:
        """Keep what was asked for."""
        super().__init__(
            "Diese Datei liegt hier nicht (mehr): Sie wurde abgegeben, verworfen oder nie gebracht."
        )
        self.kennung = kennung


class TooManyEingaengeError(StoreError):
    """One person has too many files waiting."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            f"Es liegen schon {MEISTE_JE_PERSON} Ihrer Dateien zur Ansicht. Bitte erst abgeben oder verwerfen."
        )


@dataclass(frozen=True, slots=True)
class Eingang:
    """One file before delivery, without its content.

    ``vorgabe`` is what was said about it, as text of JSON; ``anteil`` (0 … 100) and ``stufe`` tell how far
    the reading is; ``satz`` says why it is unreadable. ``angelegt`` and ``puls`` are UTC to the second.
    """

    id: str
    wer: str
    dateiname: str
    sha256: str
    vorgabe: str
    zustand: Eingangszustand
    anteil: int
    stufe: str
    satz: str
    angelegt: str
    puls: str

    @property
    def is_abandoned(self) -> bool:
        """Whether its reading stopped halfway: the program was ended meanwhile."""
        return self.zustand is Eingangszustand.LIEST and self.puls < _still()


_OHNE_INHALT = [s for s in schema.eingang.columns if s.name not in {"inhalt", "zeilen"}]
_E = schema.eingang.c


def keep_file(
    connection: Writing, akteur: Akteur, dateiname: str, sha256: str, inhalt: bytes, vorgabe: str
) -> str:
    """Keeps a file for its sender to look at; returns its id, the old one where it lies there already.

    Throws away what is older than ``AUFBEWAHRUNG``. Raises ``TooManyEingaengeError``.
    """
    alt = as_text(datetime.now(UTC) - AUFBEWAHRUNG)
    connection.execute(sa.delete(schema.eingang).where(_E.angelegt < alt))
    eigene = connection.execute(
        sa.select(_E.id, _E.sha256, _E.dateiname, _E.vorgabe).where(_E.wer == akteur.name)
    ).all()
    for eine in eigene:
        if (eine.sha256, eine.dateiname, eine.vorgabe) == (sha256, dateiname, vorgabe):
            return str(eine.id)
    if len(eigene) >= MEISTE_JE_PERSON:
        raise TooManyEingaengeError
    kennung = secrets.token_urlsafe(16)
    jetzt = timestamp()
    connection.execute(
        sa.insert(schema.eingang).values(
            id=kennung, wer=akteur.name, dateiname=dateiname, sha256=sha256, inhalt=inhalt, vorgabe=vorgabe,
            zustand=Eingangszustand.NEU.value, anteil=0, stufe="", satz="", puls=jetzt, angelegt=jetzt,
        )
    )  # fmt: skip
    return kennung


def list_eingaenge(store: Store, akteur: Akteur) -> tuple[Eingang, ...]:
    """The files this person has not delivered yet, newest first."""
    frage = sa.select(*_OHNE_INHALT).where(_E.wer == akteur.name).order_by(_E.angelegt.desc(), _E.id)
    with store.reading() as connection:
        return tuple(_eingang(row) for row in connection.execute(frage).mappings())


def load_eingang(store: Store, kennung: str, akteur: Akteur) -> Eingang:
    """One file of this person; raises ``UnknownEingangError``, also where it is somebody else's."""
    with store.reading() as connection:
        return read_eingang(connection, kennung, akteur)


def read_eingang(connection: Connection, kennung: str, akteur: Akteur) -> Eingang:
    """``load_eingang`` inside a transaction."""
    frage = sa.select(*_OHNE_INHALT).where(_E.id == kennung, _E.wer == akteur.name)
    row = connection.execute(frage).mappings().first()
    if row is None:
        raise UnknownEingangError(kennung)
    return _eingang(row)


def read_inhalt(connection: Connection, kennung: str) -> tuple[str, bytes, bytes | None]:
    """Name, content and the lines of its reader (``None`` = not read yet); raises ``UnknownEingangError``."""
    row = connection.execute(sa.select(_E.dateiname, _E.inhalt, _E.zeilen).where(_E.id == kennung)).first()
    if row is None:
        raise UnknownEingangError(kennung)
    zeilen = None if row.zeilen is None else zlib.decompress(bytes(row.zeilen))
    return row.dateiname, bytes(row.inhalt), zeilen


def claim(store: Store, kennung: str) -> bool:
    """Takes the reading of a file on; ``False`` where another one is at it or it is done."""
    frei = sa.or_(
        _E.zustand == Eingangszustand.NEU.value,
        sa.and_(_E.zustand == Eingangszustand.LIEST.value, _E.puls < _still()),
    )
    return _update(store, kennung, frei, zustand=Eingangszustand.LIEST.value, anteil=0, stufe="beginnt")


def tell_progress(store: Store, kennung: str, anteil: float, stufe: str) -> None:
    """Says how far the reading is (0 … 1); also the sign of life."""
    liest = _E.zustand == Eingangszustand.LIEST.value
    _update(store, kennung, liest, anteil=max(0, min(99, int(anteil * 100))), stufe=stufe)


def keep_lines(store: Store, kennung: str, zeilen: bytes) -> None:
    """The file was read: these lines, and no others, are what will be delivered."""
    gepackt = zlib.compress(zeilen, level=3)
    liest = _E.zustand == Eingangszustand.LIEST.value
    _update(
        store,
        kennung,
        liest,
        zustand=Eingangszustand.GELESEN.value,
        anteil=100,
        stufe="gelesen",
        zeilen=gepackt,
    )


def keep_refusal(store: Store, kennung: str, satz: str) -> None:
    """The file cannot be opened; the sentence says why."""
    liest = _E.zustand == Eingangszustand.LIEST.value
    _update(store, kennung, liest, zustand=Eingangszustand.UNLESBAR.value, anteil=100, stufe="", satz=satz)


def change_vorgabe(connection: Writing, kennung: str, akteur: Akteur, vorgabe: str) -> None:
    """What is said about a file is said anew; raises ``UnknownEingangError``."""
    read_eingang(connection, kennung, akteur)
    connection.execute(sa.update(schema.eingang).where(_E.id == kennung).values(vorgabe=vorgabe))


def drop_eingang(connection: Writing, kennung: str, akteur: Akteur) -> None:
    """Throws a file away, or lets it go once it is a Lieferung; raises ``UnknownEingangError``."""
    read_eingang(connection, kennung, akteur)
    connection.execute(sa.delete(schema.eingang).where(_E.id == kennung))


def _update(store: Store, kennung: str, wenn: sa.ColumnElement[bool], **felder: object) -> bool:
    with store.writing() as connection:
        ergebnis = connection.execute(
            sa.update(schema.eingang).where(_E.id == kennung, wenn).values(puls=timestamp(), **felder)
        )
        return ergebnis.rowcount == 1


def _still() -> str:
    return as_text(datetime.now(UTC) - STILL_NACH)


def _eingang(row: RowMapping) -> Eingang:
    return Eingang(**{**row, "zustand": Eingangszustand(row["zustand"])})

"""Berichte: the list of reports that were wanted, how far each is, and the files that were made."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag, Berichtsformat
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.store import schema
from kek_dashboard.store.errors import StoreError
from kek_dashboard.store.session import Store, Writing
from kek_dashboard.store.zeit import as_text, timestamp

#: The list is an archive of some years: four kinds, each quarter, several formats.
MEISTE = 500
#: One person cannot keep the program busy with paper.
MEISTE_WARTEND = 5
#: Who makes a report gives a sign of life every few seconds; after so long another process takes it up.
STILL_NACH = timedelta(seconds=60)


class Berichtszustand(StrEnum):
    """How far a report is."""

    NEU = "neu"
    ENTSTEHT = "entsteht"
    FERTIG = "fertig"
    GESCHEITERT = "gescheitert"


class UnknownBerichtError(StoreError):
    """There is no such report."""

    def __init__(self, kennung: str) -> None:
        """Keep what was asked for."""
        super().__init__("Diesen Bericht gibt es hier nicht (mehr). Er lässt sich jederzeit neu erstellen.")
        self.kennung = kennung


class BerichtRefusedError(StoreError):
    """Not now; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Berichtseintrag:
    """One report of the list, without its file.

    ``kopf`` is what stands on its cover and the Zielsystem it was ordered for, text of JSON; ``anteil`` (0 … 100) and
    ``stufe`` tell how far it is, ``satz`` why it could not be made. ``angelegt`` and ``puls`` are UTC to the second;
    ``sha256`` and ``groesse`` (bytes) are of the file, empty and 0 while there is none.
    """

    id: str
    auftrag: Berichtsauftrag
    format: Berichtsformat
    kopf: str
    wer: str
    zustand: Berichtszustand
    anteil: int
    stufe: str
    satz: str
    puls: str
    angelegt: str
    sha256: str
    groesse: int

    @property
    def is_open(self) -> bool:
        """Whether somebody has to make it, or to go on: nobody began, or the one at it has gone silent."""
        if self.zustand is Berichtszustand.NEU:
            return True
        return self.zustand is Berichtszustand.ENTSTEHT and self.puls < _still()


_B = schema.bericht.c
_OHNE_INHALT = [spalte for spalte in schema.bericht.columns if spalte.name != "inhalt"]


def order_bericht(
    connection: Writing, akteur: Akteur, auftrag: Berichtsauftrag, form: Berichtsformat, kopf: str
) -> str:
    """Puts a report on the list and returns its id; one that this person is waiting for already is not made twice.

    Raises ``BerichtRefusedError`` where too many wait or the list is full.
    """
    offen = connection.execute(
        sa.select(*_OHNE_INHALT).where(
            _B.wer == akteur.name,
            _B.zustand.in_([Berichtszustand.NEU.value, Berichtszustand.ENTSTEHT.value]),
        )
    ).mappings()
    wartend = [_eintrag(row) for row in offen]
    for eines in wartend:
        if (eines.auftrag, eines.format, eines.kopf) == (auftrag, form, kopf):
            return eines.id
    if len(wartend) >= MEISTE_WARTEND:
        raise BerichtRefusedError(
            f"Von Ihnen entstehen gerade {len(wartend)} Berichte. Bitte warten, bis einer fertig ist."
        )
    if connection.execute(sa.select(sa.func.count()).select_from(schema.bericht)).scalar_one() >= MEISTE:
        raise BerichtRefusedError(
            f"Die Liste ist mit {MEISTE} Berichten voll. Bitte erst welche löschen; sie lassen sich neu erstellen."
        )
    kennung, jetzt = secrets.token_hex(16), timestamp()
    connection.execute(
        sa.insert(schema.bericht).values(
            id=kennung, art=auftrag.art.value, jahr=auftrag.jahr, quartal=auftrag.quartal,
            wissensstand=auftrag.wissensstand, format=form.value, kopf=kopf, wer=akteur.name,
            zustand=Berichtszustand.NEU.value, anteil=0, stufe="", satz="", puls=jetzt, angelegt=jetzt,
            sha256="", groesse=0, inhalt=None,
        )
    )  # fmt: skip
    return kennung


def list_berichte(store: Store) -> tuple[Berichtseintrag, ...]:
    """All reports, newest first."""
    frage = sa.select(*_OHNE_INHALT).order_by(_B.angelegt.desc(), _B.id)
    with store.reading() as connection:
        return tuple(_eintrag(row) for row in connection.execute(frage).mappings())


def load_bericht(store: Store, kennung: str) -> Berichtseintrag:
    """One report; raises ``UnknownBerichtError``."""
    with store.reading() as connection:
        row = connection.execute(sa.select(*_OHNE_INHALT).where(_B.id == kennung)).mappings().first()
    if row is None:
        raise UnknownBerichtError(kennung)
    return _eintrag(row)


def load_datei(store: Store, kennung: str) -> bytes:
    """The file of a finished report; raises ``UnknownBerichtError`` while there is none."""
    with store.reading() as connection:
        inhalt = connection.execute(sa.select(_B.inhalt).where(_B.id == kennung)).scalar_one_or_none()
    if inhalt is None:
        raise UnknownBerichtError(kennung)
    return bytes(inhalt)


def claim_bericht(store: Store, kennung: str) -> bool:
    """Takes the making of a report on; ``False`` where another one is at it or it is done."""
    frei = sa.or_(
        _B.zustand == Berichtszustand.NEU.value,
        sa.and_(_B.zustand == Berichtszustand.ENTSTEHT.value, _B.puls < _still()),
    )
    return _update(store, kennung, frei, zustand=Berichtszustand.ENTSTEHT.value, anteil=0, stufe="beginnt")


def tell_bericht(store: Store, kennung: str, anteil: float, stufe: str) -> None:
    """Says how far the making is (0 … 1); also the sign of life."""
    _update(store, kennung, _entsteht(), anteil=max(0, min(99, int(anteil * 100))), stufe=stufe)


def keep_datei(store: Store, kennung: str, inhalt: bytes) -> None:
    """The report is made."""
    _update(
        store, kennung, _entsteht(), zustand=Berichtszustand.FERTIG.value, anteil=100, stufe="",
        inhalt=inhalt, sha256=sha256(inhalt).hexdigest(), groesse=len(inhalt),
    )  # fmt: skip


def keep_scheitern(store: Store, kennung: str, satz: str) -> None:
    """The report cannot be made; the sentence says why."""
    _update(store, kennung, _entsteht(), zustand=Berichtszustand.GESCHEITERT.value, stufe="", satz=satz)


def drop_bericht(connection: Writing, kennung: str) -> None:
    """Takes a report off the list; raises ``UnknownBerichtError``."""
    if connection.execute(sa.delete(schema.bericht).where(_B.id == kennung)).rowcount != 1:
        raise UnknownBerichtError(kennung)


def _entsteht() -> sa.ColumnElement[bool]:
    return _B.zustand == Berichtszustand.ENTSTEHT.value


def _update(store: Store, kennung: str, wenn: sa.ColumnElement[bool], **felder: object) -> bool:
    with store.writing() as connection:
        ergebnis = connection.execute(
            sa.update(schema.bericht).where(_B.id == kennung, wenn).values(puls=timestamp(), **felder)
        )
        return ergebnis.rowcount == 1


def _still() -> str:
    return as_text(datetime.now(UTC) - STILL_NACH)


def _eintrag(row: RowMapping) -> Berichtseintrag:
    felder = dict(row)
    auftrag = Berichtsauftrag(
        Berichtsart(felder.pop("art")),
        felder.pop("jahr"),
        felder.pop("wissensstand"),
        felder.pop("quartal"),
        json.loads(felder["kopf"]).get("zielsystem", ""),
    )
    felder |= {
        "auftrag": auftrag,
        "format": Berichtsformat(felder["format"]),
        "zustand": Berichtszustand(felder["zustand"]),
    }
    return Berichtseintrag(**felder)

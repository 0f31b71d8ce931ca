"""Lieferungen: lists deliveries, releases them, takes them back; nothing is ever erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.domain.befund import Befund
from kek_dashboard.domain.lieferung import HAUSHALTSPFLEGE, Lieferart, Lieferstand, Lieferung
from kek_dashboard.domain.protokoll import Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Akteur, Aktion, aktion_freigeben
from kek_dashboard.domain.stimmigkeit import faults
from kek_dashboard.store import schema
from kek_dashboard.store.errors import (
    NotAllowedError,
    ReleaseError,
    SecondPersonError,
    StichtagError,
    UnknownLieferungError,
)
from kek_dashboard.store.load import read_datenstand, read_lieferungen, today
from kek_dashboard.store.protokoll import append_entry, ereignis_state
from kek_dashboard.store.session import Store
from kek_dashboard.store.zeit import timestamp


def list_lieferungen(store: Store) -> tuple[Lieferung, ...]:
    """All Lieferungen, newest first, also waiting and withdrawn ones."""
    with store.reading() as connection:
        return tuple(reversed(read_lieferungen(connection).values()))


def list_wartende(store: Store) -> tuple[Lieferung, ...]:
    """The Lieferungen that wait for their release, oldest first."""
    s, e = schema.lieferung.c, schema.ereignis.c
    frage = sa.select(schema.lieferung).where(s.nr.not_in(sa.select(e.lieferung))).order_by(s.nr)
    with store.reading() as connection:
        return tuple(Lieferung(**row) for row in connection.execute(frage).mappings())


def list_zurueckgezogene(store: Store, absender: str, seit: date) -> tuple[Lieferung, ...]:
    """What this person delivered and somebody else took back or set aside since a day, newest first."""
    s, e = schema.lieferung.c, schema.ereignis.c
    frage = (
        sa.select(schema.lieferung, e.am, e.grund, e.wer)
        .join(schema.ereignis, e.lieferung == s.nr)
        .where(s.absender == absender, e.art == schema.ZURUECKGEZOGEN, e.wer != absender, e.am >= seit)
        .order_by(e.nr.desc())
    )
    with store.reading() as connection:
        return tuple(
            Lieferung(
                **{name: row[name] for name in s.keys()},  # noqa: SIM118 - columns, not a dict
                zurueckgezogen_am=row["am"],
                grund=row["grund"],
                zurueckgezogen_von=row["wer"],
            )
            for row in connection.execute(frage).mappings()
        )


def load_lieferung(store: Store, nr: int) -> Lieferung:
    """One Lieferung; raises ``UnknownLieferungError``."""
    with store.reading() as connection:
        return read_lieferung(connection, nr)


def read_lieferung(connection: Connection, nr: int) -> Lieferung:
    """``load_lieferung`` inside a transaction."""
    gefunden = read_lieferungen(connection, nur={nr: nr}).get(nr)
    if gefunden is None:
        raise UnknownLieferungError(nr)
    return gefunden


def count_lieferungen(store: Store | Connection) -> int:
    """How many Lieferungen there are, in whatever state."""
    if isinstance(store, Store):
        with store.reading() as connection:
            return count_lieferungen(connection)
    anzahl: int = store.execute(sa.select(sa.func.count()).select_from(schema.lieferung)).scalar_one()
    return anzahl


def load_befunde(store: Store, nr: int) -> tuple[Befund, ...]:
    """The Befunde of a stored Lieferung, in the order of its file."""
    b = schema.befund.c
    with store.reading() as connection:
        rows = connection.execute(
            sa.select(b.schwere, b.code, b.text, b.blatt, b.zelle).where(b.lieferung == nr).order_by(b.lfd)
        )
        return tuple(Befund(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Bestaetigung:
    """Why somebody stands by what a warning asks about. ``zeitpunkt`` is UTC to the second."""

    grund: str
    wer: str
    zeitpunkt: str


def load_bestaetigungen(store: Store, nr: int) -> dict[int, Bestaetigung]:
    """The confirmed warnings of a Lieferung, by their place in ``load_befunde``."""
    b = schema.bestaetigung.c
    with store.reading() as connection:
        rows = connection.execute(
            sa.select(b.befund, b.grund, b.wer, b.zeitpunkt).where(b.lieferung == nr).order_by(b.befund)
        )
        return {row.befund - 1: Bestaetigung(row.grund, row.wer, row.zeitpunkt) for row in rows}


def load_datei(store: Store, nr: int) -> tuple[str, bytes]:
    """Name and content of the original file of a Lieferung; raises ``UnknownLieferungError``."""
    s, d = schema.lieferung.c, schema.datei.c
    with store.reading() as connection:
        row = connection.execute(
            sa.select(s.dateiname, d.inhalt).join(schema.datei, d.sha256 == s.sha256).where(s.nr == nr)
        ).first()
    if row is None:
        raise UnknownLieferungError(nr)
    return row.dateiname, bytes(row.inhalt)


def read_aktion_freigeben(connection: Connection, nr: int) -> Aktion:
    """What releasing this Lieferung, or taking it back, is; raises ``UnknownLieferungError``."""
    art = read_lieferung(connection, nr).art
    return aktion_freigeben(
        art, nur_zuordnung=art is Lieferart.STAMMDATEN and _is_only_zuordnung(connection, nr)
    )


def load_aktion_freigeben(store: Store, nr: int) -> Aktion:
    """``read_aktion_freigeben`` of a store: for the page that offers the button."""
    with store.reading() as connection:
        return read_aktion_freigeben(connection, nr)


def _is_only_zuordnung(connection: Connection, nr: int) -> bool:
    """Whether a Lieferung holds nothing but what the budget office keeps (``HAUSHALTSPFLEGE``)."""
    gefunden = {
        satzart.feld
        for satzart in schema.SATZARTEN
        if connection.execute(
            sa.select(satzart.tabelle.c.lfd).where(satzart.tabelle.c.lieferung == nr).limit(1)
        ).first()
    }
    return bool(gefunden) and gefunden <= HAUSHALTSPFLEGE


def release(
    store: Store,
    nummern: Sequence[int],
    stichtag: date | None = None,
    akteur: Akteur = LOKALER_AKTEUR,
    *,
    vier_augen: bool = True,
) -> None:
    """Releases waiting Lieferungen in this order, all or none.

    ``vier_augen``: who delivered on the screen may not release there (``rechte.is_own_delivery``).

    ``stichtag`` sets the release day when older data are taken over; it may not lie before the newest
    release already there nor in the future. Raises ``UnknownLieferungError``, ``NotAllowedError``,
    ``ReleaseError``, ``SecondPersonError``, ``StichtagError``.
    """
    with store.writing() as connection:
        for nr in nummern:
            release_in(connection, nr, stichtag, akteur, vier_augen=vier_augen)


def release_in(
    connection: Connection,
    nr: int,
    stichtag: date | None = None,
    akteur: Akteur = LOKALER_AKTEUR,
    *,
    vier_augen: bool = True,
) -> None:
    """``release`` of one Lieferung inside a writing transaction."""
    _require_right(connection, nr, akteur)
    lieferung = read_lieferung(connection, nr)
    if vier_augen and akteur.is_own_delivery(lieferung.absender):
        raise SecondPersonError(nr)
    if lieferung.stand is Lieferstand.FREIGEGEBEN:
        raise ReleaseError(nr, "Sie ist schon freigegeben.")
    if lieferung.stand is Lieferstand.ZURUECKGEZOGEN:
        raise ReleaseError(nr, "Sie wurde zurückgezogen. Bitte die Datei neu einlesen.")
    heute = today()
    newest = connection.execute(sa.select(sa.func.max(schema.ereignis.c.am))).scalar_one()
    tag = stichtag or max(heute, newest or heute)
    if newest is not None and tag < newest:
        raise StichtagError(tag, f"Die neueste Freigabe ist vom {newest:%d.%m.%Y}; davor geht es nicht.")
    if tag > heute and stichtag is not None:
        raise StichtagError(tag, "Er liegt in der Zukunft.")
    before = set(faults(read_datenstand(connection, tag, with_messwerte=False)))
    rueckwirkend = stichtag is not None and stichtag < heute
    _append(connection, akteur, nr, schema.FREIGEGEBEN, am=tag, rueckwirkend=rueckwirkend)
    _refuse_new_faults(connection, nr, before, tag, "freigegeben")


def _require_right(connection: Connection, nr: int, akteur: Akteur) -> None:
    """The second door behind that of screen and command line."""
    aktion = read_aktion_freigeben(connection, nr)
    if not akteur.darf(aktion):
        raise NotAllowedError(akteur, aktion)


def withdraw(store: Store, nummern: Sequence[int], grund: str, akteur: Akteur = LOKALER_AKTEUR) -> None:
    """Takes Lieferungen back, all or none: their figures step back to earlier versions, nothing is erased.

    A waiting one is set aside for good; that its own sender may do too. Raises
    ``UnknownLieferungError``, ``NotAllowedError``, ``ReleaseError``.
    """
    with store.writing() as connection:
        for nr in nummern:
            _withdraw_in(connection, nr, grund.strip(), akteur)


def _withdraw_in(connection: Connection, nr: int, grund: str, akteur: Akteur) -> None:
    lieferung = read_lieferung(connection, nr)
    if not may_set_aside(akteur, lieferung):
        _require_right(connection, nr, akteur)
    if lieferung.stand is Lieferstand.ZURUECKGEZOGEN:
        raise ReleaseError(nr, "Sie ist schon zurückgezogen.")
    if not grund:
        raise ReleaseError(nr, "Zum Zurückziehen gehört ein Grund.")
    newest = connection.execute(sa.select(sa.func.max(schema.ereignis.c.am))).scalar_one()
    tag = max(today(), newest or today())
    before = set(faults(read_datenstand(connection, tag, with_messwerte=False)))
    _append(connection, akteur, nr, schema.ZURUECKGEZOGEN, am=tag, grund=grund)
    _refuse_new_faults(connection, nr, before, tag, "zurückgezogen")


def may_set_aside(akteur: Akteur, lieferung: Lieferung) -> bool:
    """Whether this is one's own Lieferung that nobody has released yet: its sender may take it back."""
    return lieferung.stand is Lieferstand.WARTET and akteur.is_own_delivery(lieferung.absender)


def _append(connection: Connection, akteur: Akteur, nr: int, art: str, **felder: object) -> None:
    """Writes the event and its entry in the audit trail."""
    hoechste: int = connection.execute(
        sa.select(sa.func.coalesce(sa.func.max(schema.ereignis.c.nr), 0))
    ).scalar_one()
    werte = {"rueckwirkend": False, "grund": ""} | felder
    connection.execute(
        sa.insert(schema.ereignis).values(
            nr=hoechste + 1, lieferung=nr, art=art, zeitpunkt=timestamp(), wer=akteur.name, **werte
        )
    )
    append_entry(
        connection,
        akteur,
        Ereignisart(art),
        (Gegenstand.EREIGNIS, hoechste + 1),
        nachher=ereignis_state(connection, hoechste + 1),
    )


def _refuse_new_faults(connection: Connection, nr: int, before: set[str], tag: date, wort: str) -> None:
    """Undoes a step after which released things no longer fit together (all or nothing)."""
    neue = [
        text for text in faults(read_datenstand(connection, tag, with_messwerte=False)) if text not in before
    ]
    if neue:
        weitere = f" (und {len(neue) - 1} weitere)" if len(neue) > 1 else ""
        raise ReleaseError(
            nr, f"Sie kann nicht {wort} werden, weil dann etwas nicht mehr stimmt: {neue[0]}{weitere}"
        )

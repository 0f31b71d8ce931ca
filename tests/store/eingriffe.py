"""Eingriffe: how somebody with the database's password could tamper, for tests that it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.domain.protokoll import canonical_json
from kek_dashboard.store import schema
from kek_dashboard.store.protokoll import lieferung_state, read_entries
from kek_dashboard.store.session import Store

#: Refused by the database itself, on both. Written against the store of ``tests.store.test_protokoll``.
REFUSED: dict[str, str] = {
    "change a figure": "UPDATE messwert SET wert = 99",
    "delete a figure": "DELETE FROM messwert",
    "change a release date": "UPDATE ereignis SET am = '2019-01-01'",
    "delete a release": "DELETE FROM ereignis WHERE nr = 2",
    "change a file": "UPDATE datei SET groesse = 1",
    "change who delivered": "UPDATE lieferung SET absender = 'niemand'",
    "change an entry": "UPDATE protokoll SET wer = 'niemand'",
    "delete an entry": "DELETE FROM protokoll WHERE nr = 2",
    "delete the whole trail": "DELETE FROM protokoll",
    "insert an entry out of order": (
        "INSERT INTO protokoll SELECT 99, zeitpunkt, wer, rollen, herkunft, aktion, gegenstand_art, gegenstand,"
        " vorher, nachher, hash_vorher, 'x' FROM protokoll WHERE nr = 1"
    ),
    "append an entry that is not chained": (
        "INSERT INTO protokoll SELECT (SELECT max(nr) FROM protokoll) + 1, zeitpunkt, wer, rollen, herkunft, aktion,"
        " gegenstand_art, gegenstand, vorher, nachher, hash_vorher, 'x' FROM protokoll WHERE nr = 1"
    ),
    "set the kept end back": "UPDATE protokollstand SET nr = nr - 1",
    "delete the kept end": "DELETE FROM protokollstand",
    "delete an account": "DELETE FROM konto",
}
REFUSED_ON_SQLITE = {
    "insert or replace an entry": "INSERT OR REPLACE INTO protokoll SELECT * FROM protokoll WHERE nr = 1",
    "insert or replace a figure": "INSERT OR REPLACE INTO messwert SELECT * FROM messwert",
    "update or replace": "UPDATE OR REPLACE ereignis SET nr = 1",
}
REFUSED_ON_POSTGRESQL = {
    "truncate the trail": "TRUNCATE protokoll",
    "truncate figures": "TRUNCATE messwert",
    "truncate everything": "TRUNCATE datei CASCADE",
    "truncate accounts": "TRUNCATE konto",
}

#: With the triggers out of the way, and back afterwards as if nothing had been: ``check`` must find it.
FOUND: dict[str, tuple[str, ...]] = {
    "change a figure": ("UPDATE messwert SET wert = '99' WHERE lieferung = 2 AND lfd = 1",),
    "change a figure's cell": ("UPDATE messwert SET zelle = 'Z9' WHERE lieferung = 2",),
    "change a target": ("UPDATE zielwert SET wert = '1'",),
    "change a figure of a Lieferung that waits": ("UPDATE messwert SET wert = '99' WHERE lieferung = 3",),
    "delete a figure": ("DELETE FROM messwert WHERE lieferung = 2 AND lfd = 1",),
    "insert a figure into a released Lieferung": (
        (
            "INSERT INTO messwert (lieferung, lfd, kennzahl_nr, zeitraum, wert, status, bemerkung, blatt, zelle, roh)"
            " SELECT 2, 9, kennzahl_nr, '2022', wert, status, bemerkung, blatt, zelle, roh FROM messwert"
            " WHERE lieferung = 2 AND lfd = 1"
        ),
    ),
    "take a Befund away": ("DELETE FROM befund",),
    "change who delivered": ("UPDATE lieferung SET absender = 'niemand' WHERE nr = 2",),
    "change when it came": ("UPDATE lieferung SET eingegangen = '2001-01-01T00:00:00Z' WHERE nr = 3",),
    "change a release date": ("UPDATE ereignis SET am = '2020-01-02' WHERE nr = 2",),
    "change who released": ("UPDATE ereignis SET wer = 'niemand' WHERE nr = 2",),
    "release by hand": (
        (
            "INSERT INTO ereignis (nr, lieferung, art, am, zeitpunkt, rueckwirkend, grund, wer)"
            " SELECT 3, 3, art, am, zeitpunkt, rueckwirkend, grund, wer FROM ereignis WHERE nr = 2"
        ),
    ),
    "delete the last release": ("DELETE FROM ereignis WHERE nr = 2",),
    "delete the last Lieferung with everything": (
        "DELETE FROM messwert WHERE lieferung = 3",
        "DELETE FROM befund WHERE lieferung = 3",
        "DELETE FROM lieferung WHERE nr = 3",
    ),
    "add a Lieferung by hand": (
        (
            "INSERT INTO lieferung (nr, art, dateiname, sha256, eingegangen, fachbereich, haushaltsjahr, fassung,"
            " profil, gelesen, neu, geaendert, unveraendert, absender) SELECT 4, art, dateiname, sha256, eingegangen,"
            " fachbereich, haushaltsjahr, fassung, profil, gelesen, neu, geaendert, unveraendert, absender"
            " FROM lieferung WHERE nr = 3"
        ),
    ),
    "change the name of a file": ("UPDATE lieferung SET dateiname = 'anders.xlsx' WHERE nr = 1",),
    "change an entry": ("UPDATE protokoll SET wer = 'niemand' WHERE nr = 2",),
    "replace a hash": ("UPDATE protokoll SET hash = 'x' WHERE nr = 2",),
    "replace the hash an entry is chained to": ("UPDATE protokoll SET hash_vorher = 'x' WHERE nr = 3",),
    "swap two entries": (
        "UPDATE protokoll SET nr = 1000 WHERE nr = 2",
        "UPDATE protokoll SET nr = 2 WHERE nr = 3",
        "UPDATE protokoll SET nr = 3 WHERE nr = 1000",
    ),
    "delete an entry in the middle": ("DELETE FROM protokoll WHERE nr = 2",),
    "cut the last entries off": ("DELETE FROM protokoll WHERE nr > 5",),
    "cut the last entries off and set the kept end back": (
        "DELETE FROM protokoll WHERE nr > 5",
        "UPDATE protokollstand SET nr = 5, hash = (SELECT hash FROM protokoll WHERE nr = 5)",
    ),
    "delete the whole trail with its kept end": ("DELETE FROM protokoll", "DELETE FROM protokollstand"),
    "delete the kept end": ("DELETE FROM protokollstand",),
    "give an account another role": ("UPDATE konto SET rollen = 'verwaltung'",),
    "give an account a password": ("UPDATE konto SET passwort_hash = 'x'",),
    "unlock an account": ("UPDATE konto SET aktiv = NOT aktiv",),
    "add an account": (
        (
            "INSERT INTO konto (name, anzeigename, rollen, fachbereiche, passwort_hash, passwort_einmalig, aktiv,"
            " sitzungsstand, angelegt) SELECT 'neu', anzeigename, 'verwaltung', '', 'x', passwort_einmalig, aktiv,"
            " 1, angelegt FROM konto"
        ),
    ),
    "delete an account": ("DELETE FROM konto",),
}


def change_file(connection: Connection) -> None:
    """Other bytes of the same length under the same hash."""
    d = schema.datei
    sha, inhalt = connection.execute(sa.select(d.c.sha256, d.c.inhalt)).first() or ("", b"")
    connection.execute(sa.update(d).where(d.c.sha256 == sha).values(inhalt=b"x" * len(inhalt)))


def rewrite_trail(connection: Connection) -> None:
    """A figure is changed, its entry too, and the chain from there to its end made anew: the whole art."""
    connection.execute(sa.text("UPDATE messwert SET wert = '99' WHERE lieferung = 2 AND lfd = 1"))
    eintraege = list(read_entries(connection))
    zuletzt = ""
    for eintrag in eintraege:
        neu = replace(eintrag, hash_vorher=zuletzt or eintrag.hash_vorher)
        if (eintrag.gegenstand_art, eintrag.gegenstand) == ("lieferung", "2"):
            neu = replace(neu, nachher=canonical_json(lieferung_state(connection, 2)))
        zuletzt = neu.compute_hash()
        p = schema.protokoll
        connection.execute(
            sa.update(p)
            .where(p.c.nr == neu.nr)
            .values(nachher=neu.nachher, hash_vorher=neu.hash_vorher, hash=zuletzt)
        )
    connection.execute(sa.update(schema.protokollstand).values(hash=zuletzt))


def tamper(store: Store, eingriff: Iterable[str] | Callable[[Connection], None]) -> None:
    """Does it with the triggers away, and puts them back as they were."""
    with store.writing() as connection, _without_triggers(connection):
        if callable(eingriff):
            eingriff(connection)
        else:
            for befehl in eingriff:
                connection.execute(sa.text(befehl))


@contextmanager
def _without_triggers(connection: Connection) -> Iterator[None]:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        yield
        connection.execute(sa.text("SET LOCAL session_replication_role = origin"))
        return
    triggers = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        connection.exec_driver_sql(sql)

"""Sicherung: the whole state into one file and back, while in use, from either database to either.

Tables and columns are asked of the database itself, not of this program: a backup holds every table
there is, and one of an older schema is put into that schema before it is brought up to date.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import InvalidOperation
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from kek_dashboard import __version__
from kek_dashboard.domain.protokoll import Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.store.errors import NotEmptyError, StaleSchemaError, StoreError
from kek_dashboard.store.inhalt import content_sha256
from kek_dashboard.store.migrate import alembic_config, is_newest, migrate_in, read_revision
from kek_dashboard.store.protokoll import PROGRAMM, append_entry, write_entry
from kek_dashboard.store.session import Store
from kek_dashboard.store.sicherungsdatei import (
    Leser,
    Manifest,
    Schreiber,
    SicherungError,
    Teil,
    line_of,
    open_sicherung,
)
from kek_dashboard.store.sicherungszeilen import columns_by_name, decode, read_rows, read_tables

_STAPEL = 500
_STAPEL_BYTES = 8 << 20
# What a database without deliveries and accounts says of itself (made, refused a sign-in) is not worth
# keeping beside a restored state, whose own trail goes on.
_SPUREN = {"protokoll", "protokollstand", "anmeldeversuch"}

#: Told after each table: how many are done, how many there are, which one.
Fortschritt = Callable[[int, int, str], None]


class FilledDatabaseError(NotEmptyError):
    """A backup is only put into an empty database; else two states would mix."""

    def __init__(self, tabelle: str, anzahl: int) -> None:
        """Say what is there already."""
        was = f"{anzahl} Lieferungen" if tabelle == "lieferung" else f"Tabelle „{tabelle}“: {anzahl} Einträge"
        StoreError.__init__(
            self,
            f"Die Datenbank ist nicht leer ({was}). Eine Sicherung lässt sich nur in eine leere Datenbank "
            "zurückspielen. Es wurde nichts geändert.",
        )


@dataclass(frozen=True, slots=True)
class Sicherung:
    """What was saved or put back. ``zeilen``: rows per table; ``inhalt_sha256`` as ``check`` tells it."""

    pfad: Path
    groesse: int
    revision: str
    inhalt_sha256: str | None
    zeilen: Mapping[str, int]
    dateien: int

    def as_json(self) -> dict[str, object]:
        """In the shape of the command line's JSON."""
        return {
            "datei": str(self.pfad),
            "groesse": self.groesse,
            "schema": self.revision,
            "inhalt_sha256": self.inhalt_sha256,
            "dateien": self.dateien,
            "zeilen": dict(self.zeilen),
        }

    def as_entry(self) -> dict[str, str]:
        """What the audit trail keeps of it."""
        return {
            "schema": self.revision,
            "inhalt_sha256": self.inhalt_sha256 or "",
            "dateien": str(self.dateien),
            "zeilen": str(sum(self.zeilen.values())),
        }


# ------------------------------------------------------------------------------------------- backup


def backup(store: Store, pfad: Path, fortschritt: Fortschritt | None = None) -> Sicherung:
    """Saves the state of one moment, whoever writes meanwhile; an earlier file there is replaced at the end.

    The file is written beside its place, read back and compared, and only then gets its name. Raises
    ``StaleSchemaError`` for a database without a schema this program knows, ``SicherungError`` where
    the file cannot be written.
    """
    with _written_beside(pfad) as datei, store.reading() as connection:
        revision = read_revision(connection)
        if revision not in _known_revisions():
            raise StaleSchemaError
        schreiber = Schreiber(datei, pfad.parent)
        try:
            tabellen = sorted(read_tables(connection), key=lambda tabelle: tabelle.name)
            for fertig, tabelle in enumerate(tabellen, start=1):
                zeilen = read_rows(connection, tabelle, schreiber.add_datei)
                schreiber.add_teil(tabelle.name, tuple(columns_by_name(tabelle)), zeilen)
                _tell(fortschritt, fertig, len(tabellen), tabelle.name)
            sha = content_sha256(connection) if is_newest(connection) else None
            manifest = schreiber.finish(revision, __version__, sha)
        except BaseException:
            schreiber.abandon()
            raise
    return _summary(pfad, manifest, sha)


@contextmanager
def _written_beside(pfad: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name only when it is whole, on disk, and reads back as written."""
    neben: Path | None = None
    try:
        # Readable by its owner alone (a backup holds accounts), as mkstemp makes it.
        nummer, name = tempfile.mkstemp(dir=pfad.parent, prefix=f".{pfad.name}.", suffix=".teil")
        neben = Path(name)
        with os.fdopen(nummer, "wb") as datei:
            yield datei
            datei.flush()
            os.fsync(datei.fileno())
        with open_sicherung(neben) as leser:
            leser.verify()
        neben.replace(pfad)
        _sync_folder(pfad.parent)
    except OSError as grund:
        raise SicherungError(
            pfad, f"Die Sicherung lässt sich nicht schreiben: {grund.strerror or grund}."
        ) from grund
    finally:
        if neben is not None:
            with suppress(OSError):
                neben.unlink(missing_ok=True)


def _sync_folder(ordner: Path) -> None:
    """Makes a new name last through a power cut; Windows has no such call."""
    if os.name == "nt":
        return
    nummer = os.open(ordner, os.O_RDONLY)
    try:
        os.fsync(nummer)
    finally:
        os.close(nummer)


# ------------------------------------------------------------------------------------------ restore


def restore(
    store: Store, pfad: Path, fortschritt: Fortschritt | None = None, akteur: Akteur | None = None
) -> Sicherung:
    """Puts a saved state into an empty database, all of it or nothing, and brings its schema up to date.

    Everything is compared with its hash three times: before, while it is put in, and as it then stands
    in the database. The audit trail goes on where it was; with ``akteur`` its next entry says who put it
    back. Raises ``FilledDatabaseError``, ``SicherungError``.
    """
    with open_sicherung(pfad) as leser:
        manifest = leser.manifest
        if manifest.revision not in _known_revisions():
            raise SicherungError(pfad, "Die Sicherung stammt von einer neueren Fassung des Programms.")
        leser.verify()
        with store.writing() as connection:
            _require_empty(connection)
            _renew_schema(connection, manifest.revision)
            tabellen = read_tables(connection)
            _require_same_shape(leser, tabellen)
            teile = {teil.tabelle: teil for teil in manifest.teile}
            for fertig, tabelle in enumerate(tabellen, start=1):
                _insert_part(connection, tabelle, leser, teile[tabelle.name])
                _tell(fortschritt, fertig, len(tabellen), tabelle.name)
            for tabelle in tabellen:
                _advance_numbers(connection, tabelle)
                _compare(connection, tabelle, leser, teile[tabelle.name])
            migrate_in(connection, akteur=akteur or PROGRAMM)
            sha = content_sha256(connection)
            # Another version of the program may count other things as content; the parts are proven.
            if manifest.programm == __version__ and manifest.inhalt_sha256 not in {None, sha}:
                raise SicherungError(pfad, "Der Inhalt ist nicht der, den die Sicherung nennt.")
            sicherung = _summary(pfad, manifest, sha)
            if akteur is not None:
                gegenstand = (Gegenstand.DATENBANK, pfad.name)
                append_entry(
                    connection,
                    akteur,
                    Ereignisart.WIEDERHERGESTELLT,
                    gegenstand,
                    nachher=sicherung.as_entry(),
                )
    return sicherung


def record_backup(store: Store, sicherung: Sicherung, akteur: Akteur) -> None:
    """Says in the audit trail that the state was saved; a schema older than the trail has none."""
    if sicherung.inhalt_sha256 is not None:
        gegenstand = (Gegenstand.DATENBANK, sicherung.pfad.name)
        write_entry(store, akteur, Ereignisart.GESICHERT, gegenstand, nachher=sicherung.as_entry())


def _require_empty(connection: Connection) -> None:
    """Raises ``FilledDatabaseError`` if anything of worth is there, or if the tables are not ours."""
    bekannt = read_revision(connection) in _known_revisions()
    for tabelle in sorted(read_tables(connection), key=lambda tabelle: tabelle.name != "lieferung"):
        anzahl = _count(connection, tabelle)
        if not bekannt or (anzahl and tabelle.name not in _SPUREN):
            raise FilledDatabaseError(tabelle.name, anzahl)


def _renew_schema(connection: Connection, revision: str) -> None:
    """Gives an empty database exactly this schema, and takes the traces of its short life."""
    da = read_revision(connection)
    if da == revision and not any(_count(connection, tabelle) for tabelle in read_tables(connection)):
        return
    if da:
        command.downgrade(alembic_config(connection), "base")
    command.upgrade(alembic_config(connection), revision)


def _count(connection: Connection, tabelle: sa.Table) -> int:
    anzahl: int = connection.execute(sa.select(sa.func.count()).select_from(tabelle)).scalar_one()
    return anzahl


def _require_same_shape(leser: Leser, tabellen: list[sa.Table]) -> None:
    soll = {tabelle.name: tuple(columns_by_name(tabelle)) for tabelle in tabellen}
    if soll != {teil.tabelle: teil.spalten for teil in leser.manifest.teile}:
        raise SicherungError(leser.pfad, "Tabellen oder Spalten sind nicht die des genannten Schemas.")


def _insert_part(connection: Connection, tabelle: sa.Table, leser: Leser, teil: Teil) -> None:
    spalten = columns_by_name(tabelle)
    stapel: list[dict[str, Any]] = []
    umfang = 0
    try:
        for zeile in leser.rows(teil):
            werte = {
                name: decode(spalte, wert, leser.datei)
                for (name, spalte), wert in zip(spalten.items(), zeile, strict=True)
            }
            stapel.append(werte)
            umfang += sum(len(wert) for wert in werte.values() if isinstance(wert, bytes))
            if len(stapel) >= _STAPEL or umfang > _STAPEL_BYTES:
                connection.execute(sa.insert(tabelle), stapel)
                stapel, umfang = [], 0
        if stapel:
            connection.execute(sa.insert(tabelle), stapel)
    except (sa.exc.IntegrityError, sa.exc.DataError, TypeError, ValueError, InvalidOperation) as grund:
        raise SicherungError(
            leser.pfad, f"Die Tabelle „{teil.tabelle}“ enthält Werte, die es nicht geben darf."
        ) from grund


def _advance_numbers(connection: Connection, tabelle: sa.Table) -> None:
    """PostgreSQL counts on behind the highest number that was put in; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for spalte in tabelle.columns:
        folge = connection.execute(
            sa.select(sa.func.pg_get_serial_sequence(f'"{tabelle.name}"', spalte.name))
        ).scalar_one()
        hoechste = folge and connection.execute(sa.select(sa.func.max(spalte))).scalar_one()
        if hoechste:
            connection.execute(sa.select(sa.func.setval(folge, hoechste)))


def _compare(connection: Connection, tabelle: sa.Table, leser: Leser, teil: Teil) -> None:
    """What now stands in the database gives the very lines of the file."""
    summe, anzahl = hashlib.sha256(), 0
    for zeile in read_rows(connection, tabelle, lambda inhalt: hashlib.sha256(inhalt).hexdigest()):
        summe.update(line_of(zeile))
        anzahl += 1
    if (anzahl, summe.hexdigest()) != (teil.zeilen, teil.sha256):
        raise SicherungError(
            leser.pfad, f"Die Tabelle „{teil.tabelle}“ kam nicht so an, wie sie gesichert wurde."
        )


def _known_revisions() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}


def _tell(fortschritt: Fortschritt | None, fertig: int, gesamt: int, was: str) -> None:
    if fortschritt is not None:
        fortschritt(fertig, gesamt, was)


def _summary(pfad: Path, manifest: Manifest, sha: str | None) -> Sicherung:
    zeilen = {teil.tabelle: teil.zeilen for teil in manifest.teile}
    return Sicherung(pfad, pfad.stat().st_size, manifest.revision, sha, zeilen, manifest.dateien)

"""Save: stores one file as a Lieferung, all of it or nothing; compares it with what is known."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.domain.befund import Befund
from kek_dashboard.domain.haushalt import Haushaltsposition, Positionsschluessel
from kek_dashboard.domain.kennzahl import Messwert
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.domain.protokoll import Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Akteur
from kek_dashboard.store import schema
from kek_dashboard.store.geheimhaltung import withhold
from kek_dashboard.store.haushalt import read_positions
from kek_dashboard.store.load import (
    Geltung,
    Schluessel,
    Versionen,
    newest_messwert,
    read_geltung,
    read_versions,
    today,
)
from kek_dashboard.store.protokoll import append_entry, lieferung_state
from kek_dashboard.store.zeit import timestamp


@dataclass(frozen=True, slots=True)
class Aenderung:
    """One record of a file beside what is known: ``alt`` is ``None`` for something new."""

    feld: str
    schluessel: Schluessel
    alt: Any
    neu: Any


@dataclass(frozen=True, slots=True)
class Vergleich:
    """What storing and releasing a file would change, against everything released today.

    ``gelesen`` = ``neu`` + ``geaendert`` + ``unveraendert``; cells without a value are not counted.
    ``vorgaenger``: for each key known before, the place (lieferung, lfd) of its newest version.
    """

    neu: int
    geaendert: int
    unveraendert: int
    aenderungen: tuple[Aenderung, ...]
    vorgaenger: Mapping[tuple[str, Schluessel], tuple[int, int]] = field(default_factory=dict)

    @property
    def gelesen(self) -> int:
        """All records that count."""
        return self.neu + self.geaendert + self.unveraendert


@dataclass(frozen=True, slots=True)
class Abgabe:
    """The file itself and what was said about it."""

    dateiname: str
    inhalt: bytes
    art: Lieferart
    fachbereich: str = ""
    haushaltsjahr: int | None = None
    fassung: str = ""
    profil: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the file, by which it is known again."""
        return hashlib.sha256(self.inhalt).hexdigest()


def compare(connection: Connection, inhalt: Inhalt, pruefer: Akteur | None = None) -> Vergleich:
    """Compares a file's records with the newest released version of each, as far as ``pruefer`` may see them.

    Without ``pruefer`` everything is compared: what is stored asks nobody.
    """
    geltung = read_geltung(connection, today())
    sammler = _Sammler()
    for satzart in schema.SATZARTEN:
        saetze = getattr(inhalt, satzart.feld)
        if saetze:
            bekannt = read_versions(connection, satzart, geltung)
            if pruefer is not None:
                withhold(connection, {satzart.feld: bekannt}, pruefer)
            for satz in saetze:
                key = record_key(satzart, satz)
                versionen = bekannt.get(key)
                if versionen is not None:
                    sammler.vorgaenger[satzart.feld, key] = versionen.orte[-1]
                sammler.add(satzart.feld, key, _known(versionen), satz, _same_record)
    if inhalt.positionen:
        bisher = _known_positions(connection, inhalt.positionen, geltung)
        for position in inhalt.positionen:
            alt = bisher.get((position.haushaltsjahr, position.fassung, position.schluessel))
            key = (position.haushaltsjahr, position.fassung, position.schluessel)
            sammler.add("positionen", key, alt, position, _same_position)
    return sammler.result()


class _Sammler:
    """Counts new, changed and unchanged records."""

    def __init__(self) -> None:
        self.neu = self.geaendert = self.unveraendert = 0
        self.aenderungen: list[Aenderung] = []
        self.vorgaenger: dict[tuple[str, Schluessel], tuple[int, int]] = {}

    def add(self, feld: str, key: Schluessel, alt: Any, neu: Any, same: Any) -> None:
        if isinstance(neu, Messwert) and neu.wert is None:
            return
        if alt is not None and same(alt, neu):
            self.unveraendert += 1
            return
        if alt is None:
            self.neu += 1
        else:
            self.geaendert += 1
        self.aenderungen.append(Aenderung(feld, key, alt, neu))

    def result(self) -> Vergleich:
        return Vergleich(
            self.neu, self.geaendert, self.unveraendert, tuple(self.aenderungen), self.vorgaenger
        )


def record_key(satzart: schema.Satzart, satz: Any) -> Schluessel:
    """The key of a record, by which versions of it are known."""
    return tuple(getattr(satz, name) for name in satzart.schluessel)


def _known(versionen: Versionen | None) -> Any:
    """The version that counts, or ``None``; a Messwert without a value is nothing to compare with."""
    if versionen is None:
        return None
    if isinstance(versionen.saetze[-1], Messwert):
        messwert = newest_messwert(versionen.saetze)
        return None if messwert.wert is None and not messwert.is_withheld else messwert
    return versionen.saetze[-1]


def _same_record(alt: Any, neu: Any) -> bool:
    """Whether two versions say the same; the cell they stood in does not matter."""
    return all(
        getattr(alt, feld.name) == getattr(neu, feld.name)
        for feld in fields(neu)
        if feld.name != "fundstelle"
    )


def _same_position(alt: Haushaltsposition, neu: Haushaltsposition) -> bool:
    """Whether a plan line says nothing new: same words, and each of its amounts known already."""
    bekannt = {(b.wertart, b.jahr): b.eur for b in alt.betraege}
    same_amounts = all(bekannt.get((b.wertart, b.jahr)) == b.eur for b in neu.betraege)
    return same_amounts and all(
        getattr(alt, name) == getattr(neu, name)
        for name in ("art", "bezeichnung", "produktbezeichnung", "teilhaushaltbezeichnung", "herkunft")
    )


def _known_positions(
    connection: Connection, positionen: tuple[Haushaltsposition, ...], geltung: Geltung
) -> dict[tuple[int, str, Positionsschluessel], Haushaltsposition]:
    bekannt = {}
    for jahr in {position.haushaltsjahr for position in positionen}:
        for fassung, zeilen in read_positions(connection, jahr, geltung).items():
            for schluessel, zeile in zeilen.items():
                bekannt[jahr, fassung, schluessel] = zeile
    return bekannt


def find_same(connection: Connection, abgabe: Abgabe) -> int | None:
    """Number of a Lieferung of the very same file, read the same way and not taken back; else ``None``."""
    s, e = schema.lieferung.c, schema.ereignis.c
    zurueck = sa.select(e.lieferung).where(e.art == schema.ZURUECKGEZOGEN)
    nummer: int | None = connection.execute(
        sa.select(sa.func.min(s.nr)).where(
            s.sha256 == abgabe.sha256,
            s.art == abgabe.art,
            sa.func.coalesce(s.haushaltsjahr, 0) == (abgabe.haushaltsjahr or 0),
            s.fassung == abgabe.fassung,
            s.profil == abgabe.profil,
            s.nr.not_in(zurueck),
        )
    ).scalar_one()
    return nummer


def save_delivery(
    connection: Connection,
    abgabe: Abgabe,
    inhalt: Inhalt,
    befunde: tuple[Befund, ...],
    vergleich: Vergleich,
    akteur: Akteur = LOKALER_AKTEUR,
    gruende: Mapping[int, str] | None = None,
) -> int:
    """Stores a file with all its records as a waiting Lieferung; returns its number.

    ``gruende``: why the sender stands by what a warning asks about, by the warning's place in ``befunde``.

    Must run inside ``Store.writing``: the number is the next one, without gaps. The entry in the audit
    trail holds a hash over everything stored, so that ``check`` finds what was changed by hand.
    """
    nr: int = connection.execute(
        sa.select(sa.func.coalesce(sa.func.max(schema.lieferung.c.nr), 0) + 1)
    ).scalar_one()
    sha = abgabe.sha256
    if (
        connection.execute(sa.select(schema.datei.c.sha256).where(schema.datei.c.sha256 == sha)).first()
        is None
    ):
        connection.execute(
            sa.insert(schema.datei).values(sha256=sha, groesse=len(abgabe.inhalt), inhalt=abgabe.inhalt)
        )
    connection.execute(
        sa.insert(schema.lieferung).values(
            nr=nr,
            art=abgabe.art,
            dateiname=abgabe.dateiname,
            sha256=sha,
            eingegangen=timestamp(),
            fachbereich=abgabe.fachbereich,
            haushaltsjahr=abgabe.haushaltsjahr,
            fassung=abgabe.fassung,
            profil=abgabe.profil,
            gelesen=vergleich.gelesen,
            neu=vergleich.neu,
            geaendert=vergleich.geaendert,
            unveraendert=vergleich.unveraendert,
            absender=akteur.name,
        )
    )
    _insert(connection, schema.befund, [_befund_row(nr, lfd, b) for lfd, b in enumerate(befunde, start=1)])
    for satzart in schema.SATZARTEN:
        saetze = getattr(inhalt, satzart.feld)
        if saetze:
            _insert(connection, satzart.tabelle, _record_rows(satzart, nr, saetze, vergleich))
    _save_positions(connection, nr, inhalt.positionen)
    _insert(connection, schema.bestaetigung, _confirmation_rows(nr, gruende or {}, akteur))
    append_entry(
        connection,
        akteur,
        Ereignisart.GELIEFERT,
        (Gegenstand.LIEFERUNG, nr),
        nachher=lieferung_state(connection, nr),
    )
    return nr


def _befund_row(nr: int, lfd: int, b: Befund) -> dict[str, Any]:
    return {
        "lieferung": nr, "lfd": lfd, "schwere": b.schwere, "code": b.code,
        "text": b.text, "blatt": b.blatt, "zelle": b.zelle,
    }  # fmt: skip


def _confirmation_rows(nr: int, gruende: Mapping[int, str], akteur: Akteur) -> list[dict[str, Any]]:
    """Rows of the confirmed warnings; Befunde are counted from 1 in the store."""
    jetzt = timestamp()
    return [
        {"lieferung": nr, "befund": stelle + 1, "grund": grund, "wer": akteur.name, "zeitpunkt": jetzt}
        for stelle, grund in sorted(gruende.items())
    ]


def _insert(
    connection: Connection, tabelle: sa.Table, rows: list[Mapping[str, Any]] | list[dict[str, Any]]
) -> None:
    if rows:
        connection.execute(sa.insert(tabelle), rows)


def _record_rows(
    satzart: schema.Satzart, nr: int, saetze: tuple[Any, ...], vergleich: Vergleich
) -> list[dict[str, Any]]:
    """Rows of one kind of record, each pointing to the version it replaces."""
    namen = [feld.name for feld in fields(satzart.klasse) if feld.name != "fundstelle"]
    rows = []
    for lfd, satz in enumerate(saetze, start=1):
        ersetzt = vergleich.vorgaenger.get((satzart.feld, record_key(satzart, satz)), (None, None))
        row = {name: getattr(satz, name) for name in namen}
        row |= {"lieferung": nr, "lfd": lfd, "ersetzt_lieferung": ersetzt[0], "ersetzt_lfd": ersetzt[1]}
        row |= {"blatt": satz.fundstelle.blatt, "zelle": satz.fundstelle.zelle, "roh": satz.fundstelle.roh}
        rows.append(row)
    return rows


def _save_positions(connection: Connection, nr: int, positionen: tuple[Haushaltsposition, ...]) -> None:
    zeilen, betraege, datiert = [], [], []
    for lfd, position in enumerate(positionen, start=1):
        s, f = position.schluessel, position.fundstelle
        zeilen.append({
            "lieferung": nr, "lfd": lfd, "ersetzt_lieferung": None, "ersetzt_lfd": None,
            "haushaltsjahr": position.haushaltsjahr, "fassung": position.fassung,
            "teilhaushalt": s.teilhaushalt, "amt": s.amt, "produkt": s.produkt, "konto": s.konto,
            "investition": s.investition, "gleiche": s.lfd, "art": position.art,
            "bezeichnung": position.bezeichnung, "produktbezeichnung": position.produktbezeichnung,
            "teilhaushaltbezeichnung": position.teilhaushaltbezeichnung, "herkunft": position.herkunft,
            "blatt": f.blatt, "zelle": f.zelle, "roh": f.roh,
        })  # fmt: skip
        betraege += [
            {
                "lieferung": nr, "position": lfd, "wertart": b.wertart, "jahr": b.jahr,
                "eur": b.eur, "zelle": b.fundstelle.zelle, "roh": b.fundstelle.roh,
            }
            for b in position.betraege
            if b.stichtag is None
        ]  # fmt: skip
        datiert += [
            {
                "lieferung": nr, "position": lfd, "wertart": b.wertart, "jahr": b.jahr, "stichtag": b.stichtag,
                "eur": b.eur, "zelle": b.fundstelle.zelle, "roh": b.fundstelle.roh,
            }
            for b in position.betraege
            if b.stichtag is not None
        ]  # fmt: skip
    _insert(connection, schema.position, zeilen)
    _insert(connection, schema.betrag, betraege)
    _insert(connection, schema.stichtagsbetrag, datiert)

"""Haushalt: loads the lines of one Haushaltsjahr in one Fassung, each with the Ansatz that counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from sys import intern
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.domain.haushalt import (
    VOLLZUG,
    Betrag,
    Haushalt,
    Haushaltsposition,
    Planzeile,
    Positionsschluessel,
    Wertart,
    fassung_rang,
)
from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.store import schema
from kek_dashboard.store.load import Geltung, read_geltung, today
from kek_dashboard.store.sammelpause import without_collection
from kek_dashboard.store.session import Store

Zeilen = dict[Positionsschluessel, Haushaltsposition]


def load_haushalt(
    store: Store, haushaltsjahr: int, fassung: str | None = None, wissensstand: date | None = None
) -> Haushalt | None:
    """The lines of a Haushaltsjahr as known on a day; ``None`` where nothing of it was released.

    Without ``fassung`` the latest plan: Nachtrag before beschlossen before Entwurf. A Nachtrag stands
    on the decided plan and the Nachträge before it; lines it does not name keep their Ansatz. ``vollzug``
    asks for how the year went; its lines have no Ansatz.
    """
    with store.reading() as connection, without_collection():
        return read_haushalt(connection, haushaltsjahr, fassung, wissensstand or today())


def read_haushalt(
    connection: Connection, haushaltsjahr: int, fassung: str | None, tag: date
) -> Haushalt | None:
    """``load_haushalt`` inside a transaction."""
    geltung = read_geltung(connection, tag)
    je_fassung = read_positions(connection, haushaltsjahr, geltung)
    if not je_fassung or (fassung is not None and fassung not in je_fassung):
        return None
    fassungen = tuple(f for f in sorted(je_fassung, key=fassung_rang) if f != VOLLZUG)
    if fassung is None and not fassungen:
        return None
    gewaehlt = fassung or fassungen[-1]
    zeilen = _with_ansatz(je_fassung, gewaehlt, haushaltsjahr)
    return Haushalt(
        haushaltsjahr, gewaehlt, zeilen, fassungen, _lieferungen(connection, haushaltsjahr, geltung)
    )


def _lieferungen(connection: Connection, haushaltsjahr: int, geltung: Geltung) -> frozenset[int]:
    s = schema.lieferung.c
    frage = sa.select(s.nr).where(s.haushaltsjahr == haushaltsjahr)
    return frozenset(nr for nr in connection.execute(frage).scalars() if nr in geltung.rang)


def read_positions(connection: Connection, haushaltsjahr: int, geltung: Geltung) -> dict[str, Zeilen]:
    """Per Fassung the lines of a Haushaltsjahr; of each amount the newest version counts."""
    p = schema.position.c
    rows = [
        row
        for row in connection.execute(
            sa.select(schema.position).where(p.haushaltsjahr == haushaltsjahr)
        ).mappings()
        if row["lieferung"] in geltung.rang
    ]
    rows.sort(key=lambda row: (geltung.rang[row["lieferung"]], row["lfd"]))
    betraege = _read_amounts(connection, {row["lieferung"] for row in rows})
    je_fassung: dict[str, Zeilen] = {}
    for row in rows:
        zeilen = je_fassung.setdefault(row["fassung"], {})
        neu = read_position(row, betraege.get((row["lieferung"], row["lfd"]), ()))
        bisher = zeilen.get(neu.schluessel)
        zeilen[neu.schluessel] = neu if bisher is None else merged(bisher, neu)
    return je_fassung


def read_planprodukte(connection: Connection) -> frozenset[str]:
    """The Produkte that stand in any released plan of any year."""
    geltung = read_geltung(connection, today())
    p = schema.position.c
    paare = connection.execute(sa.select(p.lieferung, p.produkt).where(p.produkt != "").distinct())
    return frozenset(produkt for lieferung, produkt in paare if lieferung in geltung.rang)


def merged(bisher: Haushaltsposition, neu: Haushaltsposition) -> Haushaltsposition:
    """The line after a newer delivery of it: its amounts replace those of the same kind, year and Stichtag."""
    betraege = {b.key: b for b in bisher.betraege}
    betraege.update({b.key: b for b in neu.betraege})
    return replace(neu, betraege=tuple(betraege.values()))


def _read_amounts(connection: Connection, lieferungen: Iterable[int]) -> dict[tuple[int, int], list[Betrag]]:
    b, d = schema.betrag.c, schema.stichtagsbetrag.c
    gefunden: dict[tuple[int, int], list[Betrag]] = {}
    blaetter: dict[tuple[int, int], str] = {}
    for lieferung in sorted(lieferungen):
        p = schema.position.c
        for lfd, blatt in connection.execute(sa.select(p.lfd, p.blatt).where(p.lieferung == lieferung)):
            blaetter[lieferung, lfd] = intern(blatt)
        for row in connection.execute(
            sa.select(b.position, b.wertart, b.jahr, b.eur, b.zelle, b.roh)
            .where(b.lieferung == lieferung)
            .order_by(b.position, b.jahr, b.wertart)
        ):
            ort = (lieferung, row.position)
            fundstelle = Fundstelle(blaetter[ort], row.zelle, row.roh, lieferung)
            gefunden.setdefault(ort, []).append(Betrag(row.wertart, row.jahr, row.eur, fundstelle))
        for dated in connection.execute(
            sa.select(d.position, d.wertart, d.jahr, d.stichtag, d.eur, d.zelle, d.roh)
            .where(d.lieferung == lieferung)
            .order_by(d.position, d.jahr, d.wertart, d.stichtag)
        ):
            ort = (lieferung, dated.position)
            fundstelle = Fundstelle(blaetter[ort], dated.zelle, dated.roh, lieferung)
            betrag = Betrag(dated.wertart, dated.jahr, dated.eur, fundstelle, dated.stichtag)
            gefunden.setdefault(ort, []).append(betrag)
    return gefunden


def read_position(row: Any, betraege: Iterable[Betrag]) -> Haushaltsposition:
    """The line of a row with these amounts.

    Texts that thousands of lines share are kept once: that halves what a large plan takes of the memory.
    """
    return Haushaltsposition(
        haushaltsjahr=row["haushaltsjahr"],
        fassung=intern(row["fassung"]),
        schluessel=Positionsschluessel(
            intern(row["teilhaushalt"]),
            intern(row["amt"]),
            intern(row["produkt"]),
            intern(row["konto"]),
            intern(row["investition"]),
            row["gleiche"],
        ),
        art=row["art"],
        bezeichnung=intern(row["bezeichnung"]),
        produktbezeichnung=intern(row["produktbezeichnung"]),
        teilhaushaltbezeichnung=intern(row["teilhaushaltbezeichnung"]),
        betraege=tuple(betraege),
        herkunft=row["herkunft"],
        fundstelle=Fundstelle(intern(row["blatt"]), row["zelle"], row["roh"], row["lieferung"]),
    )


def _with_ansatz(je_fassung: dict[str, Zeilen], fassung: str, jahr: int) -> tuple[Planzeile, ...]:
    """The lines of a Fassung with the Ansatz of the year, a Nachtrag on top of what stood before it."""
    if not fassung.startswith("nachtrag-"):
        zeilen = [_planzeile(position, jahr) for position in je_fassung[fassung].values()]
    else:
        stand = {s: _planzeile(p, jahr) for s, p in je_fassung.get("beschlossen", {}).items()}
        for name in sorted(je_fassung, key=fassung_rang):
            if name.startswith("nachtrag-") and fassung_rang(name) <= fassung_rang(fassung):
                for schluessel, position in je_fassung[name].items():
                    stand[schluessel] = _amended(stand.get(schluessel), position, jahr)
        zeilen = list(stand.values())
    return tuple(sorted(zeilen, key=_line_order))


def _planzeile(position: Haushaltsposition, jahr: int) -> Planzeile:
    betrag = position.betrag(Wertart.ANSATZ, jahr)
    if betrag is None:
        return Planzeile(position, None, OHNE_FUNDSTELLE)
    return Planzeile(position, betrag.eur, betrag.fundstelle)


def _amended(bisher: Planzeile | None, position: Haushaltsposition, jahr: int) -> Planzeile:
    """A line after a Nachtrag: the new Ansatz if stated, else what stood before plus more or less."""
    neuer = position.betrag(Wertart.NEUER_ANSATZ, jahr)
    mehr = position.betrag(Wertart.NACHTRAG, jahr)
    eigener = position.betrag(Wertart.ANSATZ, jahr)
    if bisher is not None:
        position = merged(bisher.position, position)
    if neuer is not None:
        return Planzeile(position, neuer.eur, neuer.fundstelle)
    if mehr is not None:
        vorher = bisher.ansatz if bisher is not None else None
        if vorher is None:
            vorher = eigener.eur if eigener is not None else Decimal(0)
        return Planzeile(position, vorher + mehr.eur, mehr.fundstelle)
    if eigener is not None:
        return Planzeile(position, eigener.eur, eigener.fundstelle)
    return Planzeile(position, None if bisher is None else bisher.ansatz, OHNE_FUNDSTELLE)


def _line_order(zeile: Planzeile) -> tuple[Any, ...]:
    s = zeile.position.schluessel
    return (
        nummer_key(s.teilhaushalt),
        nummer_key(s.amt),
        nummer_key(s.produkt),
        nummer_key(s.konto),
        nummer_key(s.investition),
        s.lfd,
    )

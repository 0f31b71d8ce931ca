"""Abgabe: what somebody says on the screen becomes a file, and goes the way of every file."""

from __future__ import annotations

from collections.abc import Sequence

from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.importers.annahme import Annahme, accept_in, try_in
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.workbook import read_workbook
from kek_dashboard.reports.stammdatenblatt import Stammdatenblatt, write_stammdaten
from kek_dashboard.store.session import Reading, Store, Writing
from kek_dashboard.web.zugang import Zugang

ALS_STAMMDATEN = Vorgabe(Lieferart.STAMMDATEN)


def deliver_sheets(
    store: Store, zugang: Zugang, blaetter: Sequence[Stammdatenblatt], dateiname: str, titel: str
) -> Annahme:
    """Delivers sheets of Stammdaten as a workbook of their own; it waits for its release.

    The same checks hold as for a file from outside: what they refuse is not stored, and the Befunde say why.
    So a figure typed on the screen has a file, a cell, a sender and a second person like any other.
    """
    mappe, inhalt = make_file(blaetter, dateiname, titel)
    with store.writing() as connection:
        return deliver_file(connection, zugang.akteur, mappe, inhalt)


def make_file(blaetter: Sequence[Stammdatenblatt], dateiname: str, titel: str) -> tuple[Arbeitsmappe, bytes]:
    """The workbook of these sheets as the importer reads it, and its bytes."""
    inhalt = write_stammdaten(blaetter, titel)
    return read_workbook(inhalt, dateiname), inhalt


def deliver_file(connection: Writing, akteur: Akteur, mappe: Arbeitsmappe, inhalt: bytes) -> Annahme:
    """Stores a workbook of ours as a waiting Lieferung, where its checks let it."""
    return accept_in(connection, mappe, inhalt, ALS_STAMMDATEN, akteur=akteur)


def try_file(connection: Reading, akteur: Akteur, mappe: Arbeitsmappe, inhalt: bytes) -> Annahme:
    """What ``deliver_file`` would make of it; stores nothing."""
    return try_in(connection, mappe, inhalt, ALS_STAMMDATEN, akteur=akteur)

"""Abgabe: what somebody says on the screen becomes a file, and goes the way of every file."""

from __future__ import annotations

from collections.abc import Sequence

from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.importers.annahme import Annahme, accept_in
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.workbook import read_workbook
from kek_dashboard.reports.stammdatenblatt import Stammdatenblatt, write_stammdaten
from kek_dashboard.store.session import Store
from kek_dashboard.web.zugang import Zugang


def deliver_sheets(
    store: Store, zugang: Zugang, blaetter: Sequence[Stammdatenblatt], dateiname: str, titel: str
) -> Annahme:
    """Delivers sheets of Stammdaten as a workbook of their own; it waits for its release.

    The same checks hold as for a file from outside: what they refuse is not stored, and the Befunde say why.
    So a figure typed on the screen has a file, a cell, a sender and a second person like any other.
    """
    inhalt = write_stammdaten(blaetter, titel)
    mappe = read_workbook(inhalt, dateiname)
    with store.writing() as connection:
        return accept_in(connection, mappe, inhalt, Vorgabe(Lieferart.STAMMDATEN), akteur=zugang.akteur)

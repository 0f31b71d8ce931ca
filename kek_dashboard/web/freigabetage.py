"""Freigabetage: the days on which more became known, so that a Wissensstand can be found."""

from __future__ import annotations

from datetime import date

from kek_dashboard.store.load import load_freigabetage
from kek_dashboard.web.seite import Kontext


def freigabetage(kontext: Kontext) -> tuple[date, ...]:
    """Days with a release or withdrawal, newest first, whatever the Wissensstand; asked once per data version."""
    store = kontext.umgebung.store
    if store is not None:
        return kontext.daten.kept(kontext.stand, ("freigabetage",), lambda: load_freigabetage(store))
    tage = {lieferung.freigegeben_am for lieferung in kontext.stand.lieferungen.values()}
    return tuple(sorted((tag for tag in tage if tag is not None), reverse=True))

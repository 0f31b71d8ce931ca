"""Herkunft on paper: an official value is never called made up because its target is, a made-up one always."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.jahreswerte import wert_herkunft
from kek_dashboard.reports.bericht.bezug import Stelle
from kek_dashboard.reports.bericht.durchgang import all_texts, parts
from kek_dashboard.reports.bericht.form import Wert
from kek_dashboard.reports.bericht.kennzeichnung import is_all_beispiel
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.reports.bericht.verzeichnis import BERICHTE
from kek_dashboard.store.session import Store, open_store


@pytest.fixture(scope="module")
def bestand(beispiel_datei: Path) -> Iterator[Store]:
    """The Beispielbestand, in which some values are official and every target is invented."""
    store = open_store(f"sqlite:///{beispiel_datei.as_posix()}")
    yield store
    store.close()


@pytest.mark.parametrize(
    "auftrag",
    [
        Berichtsauftrag(Berichtsart.BRIEFING, 2023, date(2023, 12, 31), 4),
        Berichtsauftrag(Berichtsart.FORTSCHRITT, 2023, date(2026, 11, 23)),
        Berichtsauftrag(Berichtsart.SCHLUSSBILANZ, 2026, date(2026, 11, 23)),
    ],
    ids=lambda auftrag: auftrag.art.value,
)
def test_an_ist_is_labelled_by_where_it_comes_from(bestand: Store, auftrag: Berichtsauftrag) -> None:
    quelle = Berichtsquelle(bestand, auftrag)
    bericht = BERICHTE[auftrag.art].make(quelle)
    gesamt = quelle.bewertung()
    gesehen = {True: 0, False: 0}
    for wert in (teil for text in all_texts(bericht) for teil in parts(text) if isinstance(teil, Wert)):
        if wert.zahl is None or not isinstance(wert.bezug, Stelle) or wert.bezug.pfad[-1] != "ist":
            continue
        nr = wert.bezug.pfad[-2].removeprefix("nr=")
        herkunft = wert_herkunft(quelle.stand.akte(nr), gesamt.kennzahlen[nr].jahreswerte[-1])
        assert wert.beispiel == (herkunft is Herkunft.BEISPIEL), nr
        gesehen[wert.beispiel] += 1
    assert gesehen[False] > 0
    assert not is_all_beispiel(bericht), "the first page may not call everything invented"

"""Fortschrittsbericht: what the Ausschuss für Wirtschaft und Strategie gets: where every goal stands, on paper."""

from __future__ import annotations

from collections.abc import Iterator

from kek_dashboard.reports.bericht.form import Bericht, Block, Seitenwechsel
from kek_dashboard.reports.bericht.fortschritt.deckblatt import deckblatt
from kek_dashboard.reports.bericht.fortschritt.kapitel import changes
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.messbarkeit import not_judged
from kek_dashboard.reports.bericht.fortschritt.methode import methode, quellen
from kek_dashboard.reports.bericht.fortschritt.platz import packed
from kek_dashboard.reports.bericht.fortschritt.ueberblick import ueberblick
from kek_dashboard.reports.bericht.fortschritt.unterzielblatt import unterzielblatt
from kek_dashboard.reports.bericht.fortschritt.zieltabelle import zieltabellen
from kek_dashboard.reports.bericht.quelle import Berichtsquelle


def make_fortschritt(quelle: Berichtsquelle) -> Bericht:
    """The whole report; an empty database gives one that says so."""
    lage = Lage(quelle)
    return Bericht(
        auftrag=quelle.auftrag,
        titel=f"Fortschrittsbericht {quelle.jahr}",
        untertitel=f"{lage.stand.zielsystem.titel}: Wo stehen wir, was hat sich geändert, was wird nicht erreicht?",
        koerperschaft=quelle.kopf.koerperschaft,
        datenstand=quelle.datenstand,
        adresse=quelle.adresse(),
        beispiel=quelle.has_beispiel,
        bloecke=tuple(_blocks(lage)),
        deckblatt=deckblatt(lage),
    )


def _blocks(lage: Lage) -> Iterator[Block]:
    """Every part; each begins on a new sheet but where it fits whole below the one before."""
    yield from packed([tuple(ueberblick(lage))])
    if any(lage.akten_of(ziel.nr) for ziel in lage.unterziele):
        yield Seitenwechsel(quer=True)
        yield from zieltabellen(lage)
    yield from packed(
        [
            *(tuple(unterzielblatt(lage, ziel)) for ziel in lage.unterziele),
            (*changes(lage), *not_judged(lage)),
            (*methode(lage), *quellen(lage)),
        ]
    )

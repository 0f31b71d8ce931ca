"""Schlussbilanz: per Unterziel what was wanted, what was reached, what it cost, what is continued."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.reports.bericht.form import Bericht, Block
from kek_dashboard.reports.bericht.fortschritt.platz import packed
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.reports.bericht.schlussbilanz.blatt import sheet
from kek_dashboard.reports.bericht.schlussbilanz.deckblatt import cover, title
from kek_dashboard.reports.bericht.schlussbilanz.lage import Lage
from kek_dashboard.reports.bericht.schlussbilanz.methode import method
from kek_dashboard.reports.bericht.schlussbilanz.ueberblick import overview


def make_schlussbilanz(quelle: Berichtsquelle) -> Bericht:
    """The whole report; before the last year of the goals is over it is a Zwischenstand and says so."""
    lage = Lage(quelle)
    zusatz = "" if lage.is_endgueltig else "Zwischenstand · "
    return Bericht(
        auftrag=quelle.auftrag,
        titel=title(lage),
        untertitel=f"{zusatz}Was war gewollt, was ist erreicht, was hat es gekostet, was wird weitergeführt?",
        koerperschaft=quelle.kopf.koerperschaft,
        datenstand=quelle.datenstand,
        adresse=quelle.adresse(),
        beispiel=quelle.has_beispiel or lage.geld_herkunft is Herkunft.BEISPIEL,
        bloecke=tuple(_blocks(lage)),
        deckblatt=cover(lage),
    )


def _blocks(lage: Lage) -> Iterator[Block]:
    """Every part on a sheet of its own; goals without Kennzahlen, which fill none, share one as long as they fit."""
    yield from packed([tuple(overview(lage))])
    for is_voll, ziele in groupby(lage.unterziele, key=lambda ziel: bool(lage.akten_of(ziel.nr))):
        blaetter = [tuple(sheet(lage, ziel)) for ziel in ziele]
        for zusammen in [[blatt] for blatt in blaetter] if is_voll else [blaetter]:
            yield from packed(zusammen)
    yield from packed([tuple(method(lage.jahr))])

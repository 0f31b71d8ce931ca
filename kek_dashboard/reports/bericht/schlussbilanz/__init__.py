"""Schlussbilanz 2018–2026: per Unterziel what was wanted, what was reached, what it cost, what is continued."""

from __future__ import annotations

from collections.abc import Iterator

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.reports.bericht.form import Bericht, Block, Seitenwechsel
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.reports.bericht.schlussbilanz.blatt import sheet
from kek_dashboard.reports.bericht.schlussbilanz.deckblatt import TITEL, cover
from kek_dashboard.reports.bericht.schlussbilanz.lage import Lage
from kek_dashboard.reports.bericht.schlussbilanz.methode import method
from kek_dashboard.reports.bericht.schlussbilanz.ueberblick import overview


def make_schlussbilanz(quelle: Berichtsquelle) -> Bericht:
    """The whole report; before the last year of the goals is over it is a Zwischenstand and says so."""
    lage = Lage(quelle)
    zusatz = "" if lage.is_endgueltig else "Zwischenstand · "
    return Bericht(
        auftrag=quelle.auftrag,
        titel=TITEL,
        untertitel=f"{zusatz}Was war gewollt, was ist erreicht, was hat es gekostet, was wird weitergeführt?",
        koerperschaft=quelle.kopf.koerperschaft,
        datenstand=quelle.datenstand,
        adresse=quelle.adresse(),
        beispiel=quelle.has_beispiel or lage.geld_herkunft is Herkunft.BEISPIEL,
        bloecke=tuple(_blocks(lage)),
        deckblatt=cover(lage),
    )


def _blocks(lage: Lage) -> Iterator[Block]:
    yield Seitenwechsel()
    yield from overview(lage)
    voll = True
    for ziel in lage.unterziele:
        # A goal without Kennzahlen fills no sheet: it follows another such goal on the same one.
        davor, voll = voll, bool(lage.akten_of(ziel.nr))
        if davor or voll:
            yield Seitenwechsel()
        yield from sheet(lage, ziel)
    yield Seitenwechsel()
    yield from method(lage.jahr)

"""Haushaltsbericht: money and goals of one Haushaltsjahr, for the Kämmerei."""

from __future__ import annotations

from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.form import Bericht, Block, Deckblatt, Seitenwechsel, Wort
from kek_dashboard.reports.bericht.haushaltsbericht.blaetter import blaetter
from kek_dashboard.reports.bericht.haushaltsbericht.flecken import flecken
from kek_dashboard.reports.bericht.haushaltsbericht.lage import Haushaltslage, load_lage
from kek_dashboard.reports.bericht.haushaltsbericht.matrix import matrizen
from kek_dashboard.reports.bericht.haushaltsbericht.nachweis import nachweis
from kek_dashboard.reports.bericht.haushaltsbericht.ueberblick import kernsatz, ueberblick
from kek_dashboard.reports.bericht.haushaltsbericht.zeilen import zeilen
from kek_dashboard.reports.bericht.quelle import Berichtsquelle

BEZEICHNUNG = "Haushaltsbericht"
WOFUER = (
    "Für die Kämmerei: welches Geld welchem Ziel dient, was keinem dient, wesentliche Produkte mit Zielen und "
    "Kennzahlen für den Haushaltsplan; als Excel-Mappe zum Weiterrechnen."
)


def make_haushaltsbericht(quelle: Berichtsquelle) -> Bericht:
    """The report on the newest Fassung of a Haushaltsjahr; raises ``UnknownHaushaltError`` where there is none."""
    lage = load_lage(quelle)
    bloecke: tuple[Block, ...] = (
        *ueberblick(lage),
        *nachweis(lage),
        Seitenwechsel(quer=True),
        *matrizen(lage),
        Seitenwechsel(quer=True),
        *zeilen(lage),
        Seitenwechsel(),
        *flecken(lage),
        Seitenwechsel(),
        *blaetter(lage),
    )
    return Bericht(
        auftrag=quelle.auftrag,
        titel=f"{BEZEICHNUNG} {lage.jahr}",
        untertitel="Geld und Ziele des Landkreises",
        koerperschaft=quelle.kopf.koerperschaft,
        datenstand=lage.datenstand,
        adresse=quelle.adresse("/haushalt", fassung=lage.haushalt.fassung),
        beispiel=lage.is_beispiel or quelle.has_beispiel,
        bloecke=bloecke,
        deckblatt=_cover(lage),
    )


def _cover(lage: Haushaltslage) -> Deckblatt:
    kopf = lage.quelle.kopf
    return Deckblatt(
        koerperschaft=kopf.koerperschaft,
        absender=kopf.absender,
        drucksache=kopf.drucksache,
        datum=kopf.datum or lage.quelle.wissensstand,
        vorlageart="Mitteilungsvorlage",
        betreff=f"{BEZEICHNUNG} {lage.jahr}: welches Geld welchem Ziel dient",
        gremien=kopf.gremien,
        beschlussvorschlag=((Wort(f"Der {BEZEICHNUNG} {lage.jahr} wird zur Kenntnis genommen."),),),
        sachdarstellung=(
            kernsatz(lage),
            (
                Wort(f"Der Bericht gibt den Stand vom {format_date(lage.quelle.wissensstand)} wieder. "),
                (
                    "Er nennt je Ziel und Teilhaushalt die Beträge, das Geld ohne Ziel und die wesentlichen Produkte "
                    "mit Zielen und Kennzahlen."
                ),
            ),
        ),
    )

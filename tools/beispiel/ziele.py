"""Ziele: the Zielsystem of Drucksache 72/2018, word for word."""

from datetime import date
from pathlib import Path

from .arbeitsmappe import DATUM, TEXT, Blatt, Spalte, write_arbeitsmappe
from .quellen import read_table

DATEI = "zielsystem-2018.xlsx"
ZIELSYSTEM = "KEK 2018–2026"
GUELTIG_AB = date(2018, 9, 12)  # planned sitting of the Kreistag named in the paper

SPALTEN = (
    Spalte("Nr.", 8, TEXT),
    Spalte("Ebene", 16, TEXT),
    Spalte("Kurztitel", 44, TEXT),
    Spalte("Wortlaut", 90, TEXT),
    Spalte("Beschluss", 42, TEXT),
    Spalte("Gültig ab", 13, DATUM),
    Spalte("Gültig bis", 13, DATUM),
    Spalte("Zielsystem", 18, TEXT),
)


def write_zielsystem(folder: Path) -> None:
    """Write Leitbild, Oberziele, Unterziele and Handlungsfelder; Oberziel 3 stands twice, as in the paper."""
    zeilen = [
        [z["nr"], z["ebene"], z["kurztitel"], z["wortlaut"], z["beschluss"], GUELTIG_AB, None, ZIELSYSTEM]
        for z in read_table("ziele")
    ]
    blatt = Blatt(
        name="Ziele",
        titel="Zielsystem des Kreisentwicklungskonzepts 2018 – 2026",
        spalten=SPALTEN,
        zeilen=zeilen,
        herkunft="amtlich",
        hinweise=(
            "Quelle: Landkreis Helmstedt, Drucksache 72/2018 vom 07.06.2018 (Vorlage).",
            "Die Vorlage belegt den Beschluss nicht; Gültig ab ist der vorgesehene Sitzungstag des Kreistags.",
            "Oberziel 3 hat in der Drucksache zwei Fassungen (Beschlussvorschlag und Anlage 1); beide stehen hier.",
            "Die Handlungsfelder sind die „Stärken“ der Anlage 1; die Kurztitel stammen nicht aus der Drucksache.",
        ),
    )
    write_arbeitsmappe(folder / DATEI, [blatt])

"""Vergleichswerte: official figures of the Kreise around Helmstedt, each with its publication."""

from pathlib import Path

from .arbeitsmappe import GANZ, TEXT, Blatt, Spalte, write_arbeitsmappe
from .quellen import decimal_or_none, read_table

DATEI = "Vergleichswerte-2018.xlsx"


def write_vergleichswerte(folder: Path) -> None:
    """Write the one workbook of Vergleichswerte: nothing in it is made up but the day it was delivered."""
    rows = read_table("vergleichswerte")
    sources = dict.fromkeys((z["quelle"], z["grundlage"], z["lizenz"]) for z in rows)
    blatt = Blatt(
        name="Vergleichswerte",
        titel="Bevölkerung der Nachbarkreise am 31.12.2018",
        herkunft="amtlich",
        spalten=(
            Spalte("Kennzahl-Nr.", 12, TEXT),
            Spalte("Region", 34, TEXT),
            Spalte("Zeitraum", 13, TEXT),
            Spalte("Wert", 13, GANZ),
            Spalte("Einheit", 12, TEXT),
            Spalte("Quelle", 92, TEXT),
        ),
        zeilen=[
            [
                z["kennzahl_nr"],
                z["region"],
                z["zeitraum"],
                decimal_or_none(z["wert"]),
                z["einheit"],
                f"{z['quelle']}, Schlüssel {z['schluessel']}",
            ]
            for z in rows
        ],
        hinweise=(
            *(f"Quelle: {quelle}; {grundlage}. Lizenz: {lizenz}." for quelle, grundlage, lizenz in sources),
            "Amtliche Werte, unverändert übernommen; Tag der Lieferung und liefernde Stelle sind ein Beispiel.",
        ),
    )
    write_arbeitsmappe(folder / DATEI, [blatt])

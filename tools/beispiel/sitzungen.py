"""Sitzungen: made-up days on which the committee met, two each year."""

from datetime import date
from pathlib import Path

from .arbeitsmappe import DATUM, TEXT, Blatt, Spalte, write_arbeitsmappe
from .quellen import read_table

GREMIUM = "Ausschuss für Wirtschaft und Strategie"
#: The calendar of one Wahlperiode is known when it begins; this file brings that of the second.
DATEI, AB = "Sitzungen-2022-2026.xlsx", 2022


def write_sitzungen(folder: Path) -> None:
    """Write the calendar of the second Wahlperiode; that of the first stands in the first Stammdaten."""
    write_arbeitsmappe(folder / DATEI, [sheet_for(AB, 2026)])


def sheet_for(von: int, bis: int) -> Blatt:
    """Return the sheet Sitzungen of these years."""
    tage = [(date.fromisoformat(z["datum"]), z["bezeichnung"]) for z in read_table("sitzungen")]
    return Blatt(
        name="Sitzungen",
        titel=f"Sitzungen {von} bis {bis} (Beispiel, keine echten Sitzungstage)",
        spalten=(Spalte("Datum", 13, DATUM), Spalte("Gremium", 42, TEXT), Spalte("Bezeichnung", 62, TEXT)),
        zeilen=[[tag, GREMIUM, f"{was} (Beispiel)"] for tag, was in tage if von <= tag.year <= bis],
        hinweise=(
            "Alle Tage und Bezeichnungen sind Beispiele; wann der Ausschuss wirklich tagte, steht hier nicht.",
        ),
    )

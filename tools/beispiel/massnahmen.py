"""Massnahmen: the measures with their progress over the years, and Erläuterungen to figures, goals and measures."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from . import meilensteine
from .arbeitsmappe import DATUM, TEXT, Blatt, Spalte, Zelle, write_arbeitsmappe
from .quellen import Zeile, date_or_none, read_table

STAENDE = {"2022": date(2022, 4, 25), "2024": date(2024, 8, 26), "2026": date(2026, 9, 28)}

SPALTEN = (
    Spalte("Maßnahme-Nr.", 13, TEXT),
    Spalte("Unterziel", 10, TEXT),
    Spalte("Bezeichnung", 62, TEXT),
    Spalte("Handlungsschwerpunkt", 38, TEXT),
    Spalte("Fachbereich", 28, TEXT),
    Spalte("Beginn", 12, DATUM),
    Spalte("Ende", 12, DATUM),
    Spalte("Status", 15, TEXT),
    Spalte("Fortschritt", 12, "0"),
    Spalte("Herkunft", 14, TEXT),
)
_HINWEIS = (
    "Fortschritt in Prozent. Herkunft: wer die Maßnahme vorgeschlagen hat. Alle Maßnahmen sind Beispiele."
)


def write_massnahmen(folder: Path) -> None:
    """Write one workbook per reporting round: all measures and their steps as they stood, and the texts for it."""
    for jahr, stand in STAENDE.items():
        write_arbeitsmappe(
            folder / f"Massnahmen-{jahr}.xlsx",
            [sheet_for(jahr, stand), meilensteine.sheet_for(jahr, stand), _erlaeuterungen(jahr)],
        )


def sheet_for(jahr: str, stand: date) -> Blatt:
    """Return the sheet Maßnahmen of one round; 2021 brings only what was new then."""
    rows = [z for z in read_table("massnahmen") if (z["ab"] == jahr if jahr == "2021" else z["ab"] <= jahr)]
    return Blatt(
        name="Maßnahmen",
        titel="Maßnahmen (Beispiel)",
        spalten=SPALTEN,
        zeilen=[_zeile(z, jahr) for z in rows],
        stand=stand,
        hinweise=(_HINWEIS,),
    )


def _zeile(z: Zeile, jahr: str) -> Sequence[Zelle]:
    status, fortschritt = (
        ("geplant", "0") if jahr == "2021" else (z[f"status_{jahr}"], z[f"fortschritt_{jahr}"])
    )
    return [
        z["nr"],
        z["unterziel"],
        z["bezeichnung"],
        z["handlungsschwerpunkt"],
        z["fachbereich"],
        date_or_none(z["beginn"]),
        date_or_none(z["ende"]),
        status,
        int(fortschritt),
        z["herkunft"],
    ]


def _erlaeuterungen(ab: str) -> Blatt:
    columns = ("kennzahl", "unterziel", "massnahme")
    return Blatt(
        name="Erläuterungen",
        titel="Erläuterungen (Beispieltexte)",
        spalten=(
            Spalte("Kennzahl-Nr.", 12, TEXT),
            Spalte("Unterziel", 10, TEXT),
            Spalte("Maßnahme-Nr.", 13, TEXT),
            Spalte("Zeitraum", 10, TEXT),
            Spalte("Text", 70, TEXT),
            Spalte("Umfeld", 50, TEXT),
            Spalte("Beurteilung", 50, TEXT),
            Spalte("Verfasser", 32, TEXT),
        ),
        zeilen=[
            [
                *(z["nr"] if z["ziel_art"] == column else None for column in columns),
                z["zeitraum"],
                z["text"],
                z["umfeld"] or None,
                z["beurteilung"],
                z["verfasser"],
            ]
            for z in read_table("erlaeuterungen")
            if z["ab"] == ab
        ],
    )

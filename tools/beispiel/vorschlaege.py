"""Vorschlaege: a made-up Kennzahl and made-up Maßnahmen that nobody has decided yet, and how far each has come."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .arbeitsmappe import DATUM, TEXT, Blatt, Spalte, Zelle, write_arbeitsmappe
from .massnahmen import SPALTEN
from .meilensteine import SPALTEN as MEILENSTEIN_SPALTEN
from .quellen import Zeile, decimal_or_none, read_table
from .stammdaten import KENNZAHL_SPALTEN, kennzahl_row

DATEI = "Vorschlaege-2026.xlsx"
GELIEFERT_AM = date(2026, 11, 2)

_NR, _UNTERZIEL = Spalte("Kennzahl-Nr.", 12, TEXT), Spalte("Unterziel", 11, TEXT)
_ERFUNDEN = "Alle Vorschläge, Gremien, Tage und Drucksachen dieser Datei sind erfunden."
_ZAEHLT_NICHT = "Solange ein Vorschlag nicht beschlossen ist, geht er in keine Zahl ein."


def write_vorschlaege(folder: Path) -> None:
    """Write what is proposed, with the steps of each proposal."""
    write_arbeitsmappe(
        folder / DATEI,
        [_verfahren(), _kennzahlen(), _zielwerte(), _zuordnung(), _massnahmen(), _meilensteine()],
    )


def _verfahren() -> Blatt:
    return Blatt(
        name="Verfahren",
        titel="Vorschläge und ihr Weg durch die Gremien (Beispiel)",
        spalten=(
            _NR,
            Spalte("Maßnahme-Nr.", 13, TEXT),
            Spalte("Schritt", 14, TEXT),
            Spalte("Datum", 13, DATUM),
            Spalte("Gremium", 40, TEXT),
            Spalte("Vorschlag von", 16, TEXT),
            Spalte("Beschluss", 30, TEXT),
            Spalte("Bemerkung", 60, TEXT),
        ),
        zeilen=[
            [
                z["kennzahl"] or None,
                z["massnahme"] or None,
                z["schritt"],
                date.fromisoformat(z["am"]),
                z["gremium"] or None,
                z["vorschlag_von"] or None,
                z["beschluss"] or None,
                z["bemerkung"] or None,
            ]
            for z in read_table("vorschlag_schritte")
        ],
        hinweise=(_ERFUNDEN, _ZAEHLT_NICHT),
    )


def _kennzahlen() -> Blatt:
    return Blatt(
        name="Kennzahlen",
        titel="Vorgeschlagene Kennzahl (Beispiel)",
        spalten=KENNZAHL_SPALTEN,
        zeilen=[kennzahl_row(z) for z in _gemessen()],
        hinweise=(_ZAEHLT_NICHT,),
    )


def _zielwerte() -> Blatt:
    return Blatt(
        name="Zielwerte",
        titel="Vorgeschlagener Zielwert (Beispiel)",
        spalten=(_NR, Spalte("Jahr", 8, "0"), Spalte("Zielwert", 12), Spalte("Beschluss", 26, TEXT)),
        zeilen=[
            [z["nr"], int(z["zieljahr"]), decimal_or_none(z["zielwert"]), z["beschluss"] or None]
            for z in _gemessen()
        ],
    )


def _zuordnung() -> Blatt:
    return Blatt(
        name="Zuordnung Unterziele",
        titel="Wofür die Kennzahl vorgeschlagen ist (Beispiel)",
        spalten=(_NR, _UNTERZIEL, Spalte("Gewicht", 10), Spalte("Geldanteil in %", 14)),
        zeilen=[[z["nr"], z["unterziel"], 1, None] for z in _gemessen()],
    )


def _massnahmen() -> Blatt:
    return Blatt(
        name="Maßnahmen",
        titel="Vorgeschlagene Maßnahmen (Beispiel)",
        spalten=SPALTEN,
        zeilen=[_massnahme(z) for z in read_table("vorschlag_massnahmen")],
        hinweise=("Herkunft: wer die Maßnahme vorgeschlagen hat.", _ZAEHLT_NICHT),
    )


def _massnahme(z: Zeile) -> Sequence[Zelle]:
    return [
        z["nr"],
        z["unterziel"],
        z["bezeichnung"],
        z["handlungsschwerpunkt"],
        z["fachbereich"],
        date.fromisoformat(z["beginn"]),
        date.fromisoformat(z["ende"]),
        "geplant",
        0,
        z["herkunft"],
    ]


def _meilensteine() -> Blatt:
    return Blatt(
        name="Meilensteine",
        titel="Erste Meilensteine der vorgeschlagenen Maßnahmen (Beispiel)",
        spalten=MEILENSTEIN_SPALTEN,
        zeilen=[
            [z["nr"], z["meilenstein"], date.fromisoformat(z["geplant"]), None, None]
            for z in read_table("vorschlag_massnahmen")
        ],
    )


def _gemessen() -> list[Zeile]:
    return read_table("vorschlag_kennzahlen")

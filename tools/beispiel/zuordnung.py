"""Zuordnung: which budget line serves which goal, year by year, with some money left unassigned on purpose."""

from collections.abc import Sequence
from pathlib import Path

from .arbeitsmappe import TEXT, Blatt, Spalte, Zelle, write_arbeitsmappe
from .quellen import read_table

ZUORDNUNGSJAHRE = range(2019, 2027)
_ZIELE = ("unterziel", "kennzahl", "massnahme")


def datei(haushaltsjahr: int) -> str:
    """Return the file name of one year's Zuordnung."""
    return f"Zuordnung-Haushalt-{haushaltsjahr}.xlsx"


def write_zuordnungen(folder: Path) -> None:
    """Write one workbook for each year from 2019 on."""
    for jahr in ZUORDNUNGSJAHRE:
        write_arbeitsmappe(folder / datei(jahr), [_blatt(jahr)])


def _blatt(jahr: int) -> Blatt:
    zeilen: list[Sequence[Zelle]] = [
        [
            jahr,
            z["produkt"],
            z["konto"] or None,
            *(z["nr"] if z["art"] == ziel else None for ziel in _ZIELE),
            int(z["anteil"]),
        ]
        for z in sorted(read_table("zuordnung_haushalt"), key=lambda z: (z["produkt"], z["konto"]))
        if int(z["von"]) <= jahr <= int(z["bis"])
    ]
    return Blatt(
        name="Zuordnung Haushalt",
        titel=f"Zuordnung des Haushalts {jahr} zu den Zielen (Beispiel)",
        spalten=(
            Spalte("Haushaltsjahr", 14, "0"),
            Spalte("Produkt", 10, TEXT),
            Spalte("Konto", 10, TEXT),
            Spalte("Unterziel", 11, TEXT),
            Spalte("Kennzahl-Nr.", 13, TEXT),
            Spalte("Maßnahme-Nr.", 14, TEXT),
            Spalte("Anteil in %", 11, "0"),
        ),
        zeilen=zeilen,
        hinweise=(
            "Ein leeres Konto meint das ganze Produkt; eine Zeile mit Konto ersetzt dafür die des Produkts.",
            "Was fehlt, dient keinem Ziel allein: Kreisumlage, Schlüsselzuweisungen, ein Teil der inneren Verwaltung.",
        ),
    )

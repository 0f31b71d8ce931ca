"""Vollzug: how the year went by the books: Jahresabschluss, vorläufiges Ergebnis, Buchungsstand and Prognose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from . import haushalt
from .arbeitsmappe import GANZ, GELD, Blatt, Spalte, Zelle, write_arbeitsmappe
from .haushalt import Betraege
from .haushaltsplan import SCHLUESSEL_SPALTEN, key_cells


@dataclass(frozen=True)
class Vollzugsdatei:
    """One file: its name, the year it tells of, when it came, and what it says in one sentence."""

    datei: str
    haushaltsjahr: int
    stichtag: date
    kommentar: str


JAHRESABSCHLUSS = Vollzugsdatei(
    "Jahresabschluss-2024.xlsx", 2024, date(2025, 11, 10), "Jahresabschluss 2024 (Beispiel)"
)
VORLAEUFIG = Vollzugsdatei(
    "Haushaltsvollzug-2025.xlsx", 2025, date(2026, 4, 13), "Vorläufiges Ergebnis 2025 (Beispiel)"
)
HALBJAHR = Vollzugsdatei(
    "Haushaltsvollzug-2026-06.xlsx",
    2026,
    date(2026, 7, 20),
    "Buchungsstand und Prognose zum 30.06.2026 (Beispiel)",
)
DATEIEN = (JAHRESABSCHLUSS, VORLAEUFIG, HALBJAHR)


def write_vollzug(folder: Path) -> None:
    """Write the three workbooks."""
    _write(folder, JAHRESABSCHLUSS, [("Ergebnis 2024", GELD, haushalt.ergebnis(2024))])
    _write(folder, VORLAEUFIG, [("vorläufiges Ergebnis 2025", GELD, haushalt.vorlaeufig(2025))])
    _write(
        folder,
        HALBJAHR,
        [
            ("Buchungsstand 30.06.2026", GELD, haushalt.buchungsstand(2026)),
            ("Prognose 2026 (Stand 30.06.2026)", GANZ, haushalt.prognose(2026)),
        ],
    )


def _write(folder: Path, vollzug: Vollzugsdatei, columns: Sequence[tuple[str, str, Betraege]]) -> None:
    zeilen: list[Sequence[Zelle]] = [
        [*key_cells(p), *(betraege[p] for _, _, betraege in columns)] for p in haushalt.positionen()
    ]
    summe: list[Zelle] = ["Summe", None, None, None, None, None]
    summe.extend(sum(betraege.values(), Decimal(0)) for _, _, betraege in columns)
    wort = "Jahresabschluss" if vollzug is JAHRESABSCHLUSS else "Haushaltsvollzug"
    blatt = Blatt(
        name=f"{wort} {vollzug.haushaltsjahr}",
        titel=f"Landkreis Helmstedt – {wort} {vollzug.haushaltsjahr} (Beispiel, keine echten Beträge)",
        spalten=(
            *SCHLUESSEL_SPALTEN,
            *(Spalte(titel, 19, zahlenformat) for titel, zahlenformat, _ in columns),
        ),
        zeilen=zeilen,
        summe=summe,
        hinweise=(
            "Beträge in EUR. Alle Beträge sind erfunden und als Beispiel gekennzeichnet.",
            "Summe: Prüfsumme über alle Zeilen der Spalte, kein Haushaltsergebnis.",
        ),
    )
    write_arbeitsmappe(folder / vollzug.datei, [blatt])

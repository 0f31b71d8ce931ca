"""Haushaltsplan: one workbook per Haushaltsjahr with the columns the law asks for."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from . import haushalt
from .arbeitsmappe import GANZ, GELD, TEXT, Blatt, Spalte, Zelle, write_arbeitsmappe
from .haushalt import AUFWENDUNGEN, AUSZAHLUNGEN, EINZAHLUNGEN, ERTRAEGE, Betraege

TEILHAUSHALTE = {
    "01": "Verwaltungsführung und Service",
    "02": "Finanzen",
    "03": "Ordnung und Verkehr",
    "04": "Schule, Kultur und Sport",
    "05": "Soziales",
    "06": "Jugend",
    "07": "Gesundheit",
    "08": "Bauen, Umwelt, Straßen und ÖPNV",
    "09": "Wirtschaft und Kreisentwicklung",
}

_STAND = {
    2018: date(2017, 12, 13),
    2019: date(2018, 12, 12),
    2020: date(2019, 12, 11),
    2021: date(2020, 12, 16),
    2022: date(2021, 12, 15),
    2023: date(2022, 12, 14),
    2024: date(2024, 4, 17),
    2025: date(2024, 12, 18),
    2026: date(2025, 12, 17),
}


def datei(haushaltsjahr: int) -> str:
    """Return the file name of one year's plan."""
    return f"Haushaltsplan-{haushaltsjahr}.xlsx"


def write_haushaltsplaene(folder: Path) -> None:
    """Write one workbook for each Haushaltsjahr."""
    for jahr in haushalt.HAUSHALTSJAHRE:
        write_arbeitsmappe(folder / datei(jahr), [_blatt(jahr)])


def _blatt(jahr: int) -> Blatt:
    columns: list[tuple[str, str, Betraege]] = [
        (f"Ergebnis {jahr - 2}", GELD, haushalt.ergebnis(jahr - 2)),
        (f"Ansatz {jahr - 1}", GANZ, haushalt.ansatz(jahr - 1)),
        (f"Ansatz {jahr}", GANZ, haushalt.ansatz(jahr)),
        *((f"Planung {y}", GANZ, haushalt.planung(jahr, y)) for y in range(jahr + 1, jahr + 4)),
    ]
    zeilen: list[Sequence[Zelle]] = [
        [
            p.teilhaushalt,
            TEILHAUSHALTE[p.teilhaushalt],
            p.produkt,
            p.produktbezeichnung,
            p.konto,
            p.bezeichnung,
            *(betraege[p] for _, _, betraege in columns),
        ]
        for p in haushalt.positionen()
    ]
    summe: list[Zelle] = ["Summe", None, None, None, None, None]
    summe.extend(sum(betraege.values(), Decimal(0)) for _, _, betraege in columns)
    return Blatt(
        name=f"Haushaltsplan {jahr}",
        titel=f"Landkreis Helmstedt – Haushaltsplan {jahr} (Beispiel, keine echten Ansätze)",
        stand=_STAND[jahr],
        spalten=(
            Spalte("Teilhaushalt", 12, TEXT),
            Spalte("Teilhaushaltsbezeichnung", 32, TEXT),
            Spalte("Produkt", 10, TEXT),
            Spalte("Produktbezeichnung", 38, TEXT),
            Spalte("Konto", 10, TEXT),
            Spalte("Bezeichnung", 39, TEXT),
            *(Spalte(titel, 17, zahlenformat) for titel, zahlenformat, _ in columns),
        ),
        zeilen=zeilen,
        summe=summe,
        hinweise=_hinweise(jahr),
    )


def _hinweise(jahr: int) -> tuple[str, ...]:
    betraege = haushalt.ansatz(jahr)
    ertraege, aufwendungen = haushalt.total(betraege, ERTRAEGE), haushalt.total(betraege, AUFWENDUNGEN)
    return (
        "Beträge in EUR. Alle Beträge sind erfunden und als Beispiel gekennzeichnet.",
        "Summe: Prüfsumme über alle Zeilen der Spalte, kein Haushaltsergebnis.",
        f"Erträge {jahr}: {_mio(ertraege)}; Aufwendungen: {_mio(aufwendungen)}.",
        f"Ordentliches Ergebnis {jahr}: {_mio(ertraege - aufwendungen)}.",
        f"Einzahlungen für Investitionen {jahr}: {_mio(haushalt.total(betraege, EINZAHLUNGEN))}.",
        f"Auszahlungen für Investitionen {jahr}: {_mio(haushalt.total(betraege, AUSZAHLUNGEN))}.",
    )


def _mio(betrag: Decimal) -> str:
    return f"{betrag / 1_000_000:.2f}".replace(".", ",").replace("-", "−") + " Mio. EUR"

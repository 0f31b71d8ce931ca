"""Haushaltsplan: one workbook per Haushaltsjahr with the columns the law asks for."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from . import haushalt
from .arbeitsmappe import GANZ, GELD, TEXT, Blatt, Spalte, Zelle, write_arbeitsmappe
from .haushalt import AUFWENDUNGEN, AUSZAHLUNGEN, EINZAHLUNGEN, ERTRAEGE, Betraege, Position

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


_STAND_ENTWURF = date(2023, 11, 15)
ENTWURF_DATEI = f"Haushaltsplan-{haushalt.ENTWURFSJAHR}-Entwurf.xlsx"
SCHLUESSEL_SPALTEN = (
    Spalte("Teilhaushalt", 12, TEXT),
    Spalte("Teilhaushaltsbezeichnung", 32, TEXT),
    Spalte("Produkt", 10, TEXT),
    Spalte("Produktbezeichnung", 38, TEXT),
    Spalte("Konto", 10, TEXT),
    Spalte("Bezeichnung", 39, TEXT),
)


def datei(haushaltsjahr: int) -> str:
    """Return the file name of one year's plan."""
    return f"Haushaltsplan-{haushaltsjahr}.xlsx"


def key_cells(p: Position) -> Sequence[Zelle]:
    """Return what names a line, in the order of ``SCHLUESSEL_SPALTEN``."""
    return (
        p.teilhaushalt,
        TEILHAUSHALTE[p.teilhaushalt],
        p.produkt,
        p.produktbezeichnung,
        p.konto,
        p.bezeichnung,
    )


def write_haushaltsplaene(folder: Path) -> None:
    """Write one workbook for each Haushaltsjahr, and one for the Entwurf that was rejected."""
    for jahr in haushalt.HAUSHALTSJAHRE:
        columns = [
            (f"Ergebnis {jahr - 2}", GELD, haushalt.ergebnis(jahr - 2)),
            (f"Ansatz {jahr - 1}", GANZ, haushalt.ansatz(jahr - 1)),
            (f"Ansatz {jahr}", GANZ, haushalt.ansatz(jahr)),
            *((f"Planung {y}", GANZ, haushalt.planung(jahr, y)) for y in range(jahr + 1, jahr + 4)),
        ]
        write_arbeitsmappe(
            folder / datei(jahr), [_blatt(jahr, f"Haushaltsplan {jahr}", _STAND[jahr], columns)]
        )
    jahr = haushalt.ENTWURFSJAHR
    entwurf = [(f"Ansatz {jahr}", GANZ, haushalt.entwurf(jahr))]
    blatt = _blatt(jahr, f"Haushaltsplan {jahr} – Entwurf", _STAND_ENTWURF, entwurf)
    write_arbeitsmappe(folder / ENTWURF_DATEI, [blatt])


def _blatt(jahr: int, name: str, stand: date, columns: Sequence[tuple[str, str, Betraege]]) -> Blatt:
    zeilen: list[Sequence[Zelle]] = [
        [*key_cells(p), *(betraege[p] for _, _, betraege in columns)] for p in haushalt.positionen()
    ]
    summe: list[Zelle] = ["Summe", None, None, None, None, None]
    summe.extend(sum(betraege.values(), Decimal(0)) for _, _, betraege in columns)
    return Blatt(
        name=name,
        titel=f"Landkreis Helmstedt – {name} (Beispiel, keine echten Ansätze)",
        stand=stand,
        spalten=(
            *SCHLUESSEL_SPALTEN,
            *(Spalte(titel, 17, zahlenformat) for titel, zahlenformat, _ in columns),
        ),
        zeilen=zeilen,
        summe=summe,
        hinweise=_hinweise(jahr, next(b for titel, _, b in columns if titel == f"Ansatz {jahr}")),
    )


def _hinweise(jahr: int, betraege: Betraege) -> tuple[str, ...]:
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

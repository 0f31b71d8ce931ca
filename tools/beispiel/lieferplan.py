"""Lieferplan: which file comes when, as the first start of the application takes them over."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from . import (
    haushaltsplan,
    haushaltssatzung,
    nachtrag,
    sitzungen,
    vergleichswerte,
    vollzug,
    vorschlaege,
    zielsystem_2024,
    zuordnung,
)
from .haushalt import ENTWURFSJAHR, HAUSHALTSJAHRE, NACHTRAGSJAHR
from .lieferungen import read_lieferungen
from .ziele import DATEI as ZIELSYSTEM_DATEI

DATEI = "lieferplan.toml"

Lieferung = Mapping[str, str | int | date]

_HAUSHALT_STICHTAG = {
    2018: date(2019, 1, 21),
    2019: date(2019, 2, 18),
    2020: date(2020, 2, 17),
    2021: date(2021, 2, 22),
    2022: date(2022, 2, 21),
    2023: date(2023, 2, 27),
    2024: date(2024, 5, 13),
    2025: date(2025, 2, 24),
    2026: date(2026, 2, 23),
}
_ENTWURF_STICHTAG, _NACHTRAG_STICHTAG = date(2023, 12, 4), date(2021, 9, 13)
_ABLEHNUNG_STICHTAG = date(2024, 3, 11)
_FORTSCHRITT = "Fortschritt der Maßnahmen, Meilensteine und Erläuterungen"
_STAMMDATEN: tuple[tuple[str, date, str], ...] = (
    (f"../zielsystem/{ZIELSYSTEM_DATEI}", date(2018, 9, 12), "Zielsystem der Drucksache 72/2018"),
    (
        "Stammdaten-2019.xlsx",
        date(2019, 1, 15),
        "Organisation, Kennzahlen, Zielwerte, Produkte, Maßnahmen mit Meilensteinen, Sitzungen (Beispiel)",
    ),
    (vergleichswerte.DATEI, date(2019, 11, 4), "Bevölkerung der Nachbarkreise (amtlich, Destatis)"),
    ("Stammdaten-2021.xlsx", date(2021, 2, 1), "Zwei neue Kennzahlen und zwei neue Maßnahmen (Beispiel)"),
    (sitzungen.DATEI, date(2022, 1, 17), "Sitzungen des Ausschusses (Beispiel)"),
    ("Massnahmen-2022.xlsx", date(2022, 5, 2), f"{_FORTSCHRITT} (Beispiel)"),
    (
        "Zielwerte-2023.xlsx",
        date(2023, 3, 20),
        "Zielwert der Unternehmensberatungen von 300 auf 260 gesenkt (Beispiel)",
    ),
    (
        "Stammdaten-2024-Zensus.xlsx",
        date(2024, 7, 1),
        "Reihenbrüche durch den Zensus 2022, ein geändertes Gewicht (Beispiel)",
    ),
    ("Massnahmen-2024.xlsx", date(2024, 9, 2), f"{_FORTSCHRITT} (Beispiel)"),
    ("Massnahmen-2026.xlsx", date(2026, 10, 5), f"{_FORTSCHRITT} (Beispiel)"),
    (
        zielsystem_2024.DATEI,
        zielsystem_2024.GELIEFERT_AM,
        "Strategische Ziele 2024 mit der Brücke vom Kreisentwicklungskonzept (Beispiel)",
    ),
    (
        vorschlaege.DATEI,
        vorschlaege.GELIEFERT_AM,
        "Vorschläge für eine Kennzahl und drei Maßnahmen (Beispiel)",
    ),
)
_KOPF = """\
# Lieferplan des Beispielbestands: jede Datei mit dem Tag ihrer Freigabe, in dieser Reihenfolge zu lesen.
# Erzeugt von tools/make_beispiel.py; Änderungen bitte dort.
"""


def lieferplan() -> list[Lieferung]:
    """Return every delivery, sorted by release date; on one day a Haushalt comes before its Zuordnung."""
    plan: list[Lieferung] = [
        {"datei": datei, "art": "stammdaten", "stichtag": stichtag, "kommentar": kommentar}
        for datei, stichtag, kommentar in _STAMMDATEN
    ]
    plan.extend(
        {
            "datei": haushaltsplan.datei(jahr),
            "art": "haushalt",
            "stichtag": _HAUSHALT_STICHTAG[jahr],
            "haushaltsjahr": jahr,
            "fassung": "beschlossen",
            "kommentar": f"Haushaltsplan {jahr} (Beispiel)",
        }
        for jahr in HAUSHALTSJAHRE
    )
    plan.extend(_weitere_haushalte())
    plan.extend(
        {
            "datei": haushaltssatzung.datei(jahr, fassung),
            "art": "stammdaten",
            "stichtag": _satzung_stichtag(jahr, fassung),
            "kommentar": f"Haushaltssatzung {jahr} ({fassung}): § 1 und Weg (Beispiel)",
        }
        for jahr, fassung in haushaltssatzung.plaene()
    )
    plan.extend(
        {
            "datei": zuordnung.datei(jahr),
            "art": "stammdaten",
            "stichtag": _HAUSHALT_STICHTAG[jahr],
            "kommentar": f"Zuordnung des Haushalts {jahr} zu den Zielen (Beispiel)",
        }
        for jahr in zuordnung.ZUORDNUNGSJAHRE
    )
    for lieferung in read_lieferungen():
        row = {
            "datei": lieferung["datei"],
            "art": "kennzahlen",
            "stichtag": lieferung["stichtag"],
            "fachbereich": lieferung["fachbereich"],
        }
        plan.append(row | ({"kommentar": lieferung["kommentar"]} if "kommentar" in lieferung else {}))
    return sorted(plan, key=lambda row: str(row["stichtag"]))


def _weitere_haushalte() -> list[Lieferung]:
    """Return the Entwurf, the Nachtrag and the files that tell how a year went."""
    plaene: list[Lieferung] = [
        {
            "datei": haushaltsplan.ENTWURF_DATEI,
            "art": "haushalt",
            "stichtag": _ENTWURF_STICHTAG,
            "haushaltsjahr": ENTWURFSJAHR,
            "fassung": "entwurf",
            "kommentar": f"Entwurf des Haushaltsplans {ENTWURFSJAHR} (Beispiel)",
        },
        {
            "datei": nachtrag.DATEI,
            "art": "haushalt",
            "stichtag": _NACHTRAG_STICHTAG,
            "haushaltsjahr": NACHTRAGSJAHR,
            "fassung": "nachtrag-1",
            "kommentar": f"1. Nachtrag zum Haushaltsplan {NACHTRAGSJAHR} (Beispiel)",
        },
    ]
    plaene.extend(
        {
            "datei": datei.datei,
            "art": "haushalt",
            "stichtag": datei.stichtag,
            "haushaltsjahr": datei.haushaltsjahr,
            "fassung": "vollzug",
            "kommentar": datei.kommentar,
        }
        for datei in vollzug.DATEIEN
    )
    return plaene


def _satzung_stichtag(jahr: int, fassung: str) -> date:
    if fassung == "beschlossen":
        return _HAUSHALT_STICHTAG[jahr]
    return _ABLEHNUNG_STICHTAG if fassung == "entwurf" else _NACHTRAG_STICHTAG


def write_lieferplan(folder: Path) -> None:
    """Write the plan as TOML."""
    blocks = [
        "[[lieferung]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in row.items())
        for row in lieferplan()
    ]
    (folder / DATEI).write_text(_KOPF + "\n" + "\n".join(blocks), encoding="utf-8", newline="\n")


def _toml(value: str | int | date) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)

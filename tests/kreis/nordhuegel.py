"""Nordhügel: a made-up Kreis whose goals have other numbers, levels, years and departments, written as workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.cli.mappen import write_workbook

NAME = "Landkreis Nordhügel"
SYSTEM, ERSTES, LETZTES = "Kreisstrategie", 2021, 2030
JAHR = 2024
#: Words that belong to one county alone.
FREMD = ("Helmstedt", "Drucksache 72/2018", "2018", "Kreisentwicklungskonzept")
_BESCHLUSS = "Beschluss KT 12/2021"

#: Number, word of the level, short title, number of the Ziel above where the dots do not say it.
ZIELE: Sequence[tuple[str, str, str, str]] = (
    ("Kompass", "Leitgedanke", "Gut leben auf dem Hügel", ""),
    ("A", "Leitlinie", "Wege und Netze", ""),
    ("A.1", "Handlungsraum", "Unterwegs ohne Auto", ""),
    ("A.1.a", "Aktionsziel", "Der Bus fährt jede Stunde", ""),
    ("A.1.b", "Aktionsziel", "Mehr Menschen fahren Rad", ""),
    ("A.2", "Handlungsraum", "Schnelles Netz", ""),
    ("A.2.a", "Aktionsziel", "Glasfaser in jedem Dorf", ""),
    ("A.0", "Aktionsziel", "Eine Karte für alles", ""),
    ("III", "Leitlinie", "Zusammenhalt", ""),
    ("III.2", "Aktionsziel", "Vereine finden Räume", ""),
    ("Über Land", "Aktionsziel", "Ärzte bleiben", "III"),
    ("Z-07", "Aktionsziel", "Kühle Plätze im Sommer", ""),
)

#: Kennzahl: Unterziele with weight, base (2020), target (2030), values by year; all to be raised.
KENNZAHLEN: Mapping[str, tuple[Mapping[str, int], int, int, Mapping[int, int]]] = {
    "Bus-1": ({"A.1.a": 2}, 10, 90, {2021: 20, 2022: 30, 2023: 38, 2024: 50}),
    "Bus-2": ({"A.1.a": 1, "A.1.b": 1}, 0, 100, {2022: 5, 2023: 12, 2024: 30}),
    "Rad-1": ({"A.1.b": 3}, 100, 200, {2023: 110, 2024: 115}),
    "Netz-1": ({"A.2.a": 1}, 40, 100, {2021: 55, 2024: 100}),
    "Karte": ({"A.0": 1}, 0, 50, {2024: 10}),
    "Raum/1": ({"III.2": 1}, 20, 60, {2022: 20, 2024: 15}),
    "Arzt 1": ({"Über Land": 1}, 0, 40, {2024: 22}),
}

#: Maßnahme: Unterziel, name, department.
MASSNAHMEN: Sequence[tuple[str, str, str, str]] = (
    ("M-1", "A.1.a", "Taktfahrplan bestellen", "Stabsstelle Verkehr"),
    ("M-2", "Z-07", "Bäume pflanzen", "Dezernat Grün"),
    ("M-3", "Über Land", "Stipendien für Landärzte", "Dezernat Soziales"),
)

#: Haushalt 2024: Produkt, Konto, name, Ansatz; positive Konten of class 4 are Aufwendungen.
ZEILEN: Sequence[tuple[str, str, str, str, int]] = (
    ("547100", "ÖPNV", "4315000", "Zuschüsse an Verkehrsunternehmen", 900_000),
    ("547100", "ÖPNV", "3141000", "Zuweisungen vom Land", 300_000),
    ("414100", "Gesundheit", "4318000", "Zuschüsse", 80_000),
    ("111100", "Verwaltung", "4011000", "Bezüge", 500_000),
)
ANTEILE = (("547100", "A.1.a", 75), ("547100", "A.1.b", 25), ("414100", "Über Land", 50))


def write_kreis(folder: Path) -> list[Path]:
    """The workbooks in the order in which they are handed in: master data, values, the budget, its mapping."""
    return [_stammdaten(folder), _werte(folder), _haushalt(folder), _zuordnung(folder)]


def _stammdaten(folder: Path) -> Path:
    kennzahlen: list[Sequence[Any]] = [
        (
            "Kennzahl-Nr.",
            "Bezeichnung",
            "Einheit",
            "Zieltyp",
            "Basisjahr",
            "Basiswert",
            "Fachbereich",
            "Öffentlich",
        )
    ]
    zielwerte: list[Sequence[Any]] = [("Kennzahl-Nr.", "Jahr", "Zielwert", "Beschluss")]
    zuordnungen: list[Sequence[Any]] = [("Kennzahl-Nr.", "Unterziel", "Gewicht")]
    for nr, (ziele, basis, ziel, _) in KENNZAHLEN.items():
        kennzahlen.append(
            (nr, f"Zahl {nr}", "Anzahl", "steigern", ERSTES - 1, basis, "Stabsstelle Verkehr", "ja")
        )
        zielwerte.append((nr, LETZTES, ziel, _BESCHLUSS))
        zuordnungen += [(nr, unterziel, gewicht) for unterziel, gewicht in ziele.items()]
    return write_workbook(
        folder / "Stammdaten-Nordhuegel.xlsx",
        {
            "Zielsysteme": [
                ("Zielsystem", "Erstes Jahr", "Letztes Jahr", "Gültig ab", "Beschluss"),
                (SYSTEM, ERSTES, LETZTES, "2021-03-01", _BESCHLUSS),
            ],
            "Zielebenen": [
                ("Zielsystem", "Ebene", "Art", "Mehrzahl"),
                (SYSTEM, "Leitgedanke", "Leitbild", "Leitgedanken"),
                (SYSTEM, "Leitlinie", "Oberziel", "Leitlinien"),
                (SYSTEM, "Handlungsraum", "Oberziel", "Handlungsräume"),
                (SYSTEM, "Aktionsziel", "Unterziel", "Aktionsziele"),
            ],
            "Ziele": [
                ("Nr.", "Ebene", "Kurztitel", "Wortlaut", "Beschluss", "Gültig ab", "Zielsystem", "übergeordnet"),
                *((nr, wort, titel, f"{titel}.", _BESCHLUSS, "2021-03-01", SYSTEM, ueber)
                  for nr, wort, titel, ueber in ZIELE),
            ],
            "Organisation": [
                ("Fachbereich", "Kürzel"),
                ("Stabsstelle Verkehr", "StV"),
                ("Dezernat Grün", "DG"),
                ("Dezernat Soziales", "DS"),
            ],
            "Kennzahlen": kennzahlen,
            "Zielwerte": zielwerte,
            "Zuordnung Unterziele": zuordnungen,
            "Maßnahmen": [
                ("Maßnahme-Nr.", "Unterziel", "Bezeichnung", "Fachbereich", "Beginn", "Ende", "Status"),
                *((nr, ziel, name, wer, "2022-01-01", "2027-12-31", "laufend") for nr, ziel, name, wer in MASSNAHMEN),
            ],
            "Erläuterungen": [
                ("Unterziel", "Zeitraum", "Text", "Verfasser"),
                ("A.1.a", 2024, "Die neuen Busse kamen im Mai.", "Stabsstelle Verkehr"),
            ],
        },
    )  # fmt: skip


def _werte(folder: Path) -> Path:
    zeilen = [(nr, jahr, wert) for nr, (_, _, _, werte) in KENNZAHLEN.items() for jahr, wert in werte.items()]
    return write_workbook(
        folder / "Werte-Nordhuegel.xlsx", {"Kennzahlen": [("Kennzahl-Nr.", "Zeitraum", "Ist"), *zeilen]}
    )


def _haushalt(folder: Path) -> Path:
    kopf = ("Produkt", "Produktbezeichnung", "Konto", "Bezeichnung", "Ansatz 2023", "Ansatz 2024")
    return write_workbook(
        folder / "Haushalt-Nordhuegel-2024.xlsx",
        {
            "Haushaltsplan 2024": [
                (f"{NAME} – Haushaltsplan 2024",),
                kopf,
                *((p, n, k, b, e, e) for p, n, k, b, e in ZEILEN),
            ]
        },
    )


def _zuordnung(folder: Path) -> Path:
    return write_workbook(
        folder / "Zuordnung-Nordhuegel-2024.xlsx",
        {
            "Zuordnung Haushalt": [
                ("Haushaltsjahr", "Produkt", "Unterziel", "Anteil"),
                *((2024, produkt, ziel, anteil) for produkt, ziel, anteil in ANTEILE),
            ]
        },
    )


def zielerreichung_by_hand(nr: str) -> Fraction | None:
    """The share of the way of a Ziel at ``JAHR``, from the tables above alone; ``None`` where nothing is measured.

    An Unterziel: its Kennzahlen by weight; what lies above: the mean of all Unterziele below that have a figure. Each
    Kennzahl cut to 0 … 1.
    """
    summe = gewichte = Fraction(0)
    for ziele, basis, ziel, werte in KENNZAHLEN.values():
        if nr in ziele:
            anteil = min(max(Fraction(werte[JAHR] - basis, ziel - basis), Fraction(0)), Fraction(1))
            summe += ziele[nr] * anteil
            gewichte += ziele[nr]
    if gewichte:
        return summe / gewichte
    unter = [
        n for n, wort, _, ueber in ZIELE if wort == "Aktionsziel" and (n.startswith(f"{nr}.") or ueber == nr)
    ]
    bekannt = [darunter for n in unter if (darunter := zielerreichung_by_hand(n)) is not None]
    return sum(bekannt, Fraction(0)) / len(bekannt) if bekannt else None


def aufwendungen_by_hand(nr: str) -> Fraction:
    """Euros of the Haushalt 2024 for an Unterziel: the Aufwendungen of its Produkte by share."""
    return sum(
        (
            Fraction(eur * anteil, 100)
            for produkt, ziel, anteil in ANTEILE
            if ziel == nr
            for p, _, konto, _, eur in ZEILEN
            if p == produkt and konto.startswith("4")
        ),
        Fraction(0),
    )

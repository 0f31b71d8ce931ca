"""Zwei Systeme: one county with two Zielsysteme whose Ziele have the same numbers, written as workbooks."""

from __future__ import annotations

from pathlib import Path

from tests.cli.mappen import write_workbook

ALT, NEU = "Ziele 2018", "Ziele 2024"
JAHR = 2025
#: What only one of the two may show at 1.1, by Zielsystem.
NUR = {
    ALT: ("Alte Wege", "Alt allein", "Radweg bauen", "Die alten Wege sind gut."),
    NEU: ("Neue Wärme", "Neu allein", "Wärmenetz legen", "Die neue Wärme kommt an."),
}
#: Aufwendungen of 1.1 in 2025 in euros: shares of 1.000.000 €.
EURO = {ALT: 600_000, NEU: 300_000}
#: Zielerreichung of 1.1 at ``JAHR``: of „Beide“ (way 0 → 100 and, from its Ausgangswert, 40 → 80) and the own one.
WEG = {ALT: (0.5 + 0.25) / 2, NEU: (0.25 + 0.5) / 2}


def write_zwei(folder: Path) -> list[Path]:
    """The workbooks in the order in which they are handed in."""
    stamm = write_workbook(
        folder / "Stammdaten.xlsx",
        {
            "Zielsysteme": [
                ("Zielsystem", "Erstes Jahr", "Letztes Jahr", "Gültig ab", "Beschluss"),
                (ALT, 2018, 2026, "2018-06-07", "Beschluss 1/2018"),
                (NEU, 2024, 2032, "2024-09-25", "Beschluss 2/2024"),
            ],
            "Zielebenen": [
                ("Zielsystem", "Ebene", "Art", "Mehrzahl"),
                (NEU, "Aktionsraum", "Unterziel", "Aktionsräume"),
            ],
            "Ziele": [
                ("Nr.", "Ebene", "Kurztitel", "Wortlaut", "Gültig ab", "Zielsystem"),
                ("1", "Oberziel", "Alt eins", "Alt eins.", "2018-06-07", ALT),
                ("1.1", "Unterziel", "Alte Wege", "Alte Wege.", "2018-06-07", ALT),
                ("1", "Oberziel", "Neu eins", "Neu eins.", "2024-09-25", NEU),
                ("1.1", "Aktionsraum", "Neue Wärme", "Neue Wärme.", "2024-09-25", NEU),
            ],
            "Organisation": [("Fachbereich",), ("Planung",)],
            "Kennzahlen": [
                (
                    "Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zieltyp", "Basisjahr", "Basiswert", "Fachbereich",
                    "Öffentlich",
                ),
                ("K1", "Beide", "Anzahl", "steigern", 2017, 0, "Planung", "ja"),
                ("K2", "Alt allein", "Anzahl", "steigern", 2017, 0, "Planung", "ja"),
                ("K3", "Neu allein", "Anzahl", "steigern", 2023, 0, "Planung", "ja"),
            ],
            "Zielwerte": [
                ("Kennzahl-Nr.", "Jahr", "Zielwert", "Zielsystem"),
                ("K1", 2026, 100, ALT),
                ("K1", 2032, 80, NEU),
                ("K2", 2026, 40, ALT),
                ("K3", 2032, 20, NEU),
            ],
            "Ausgangswerte": [
                ("Kennzahl-Nr.", "Zielsystem", "Basisjahr", "Basiswert"),
                ("K1", NEU, 2023, 40),
            ],
            "Zuordnung Unterziele": [
                ("Kennzahl-Nr.", "Unterziel", "Gewicht", "Zielsystem"),
                ("K1", "1.1", 1, ALT), ("K1", "1.1", 1, NEU), ("K2", "1.1", 1, ALT), ("K3", "1.1", 1, NEU),
            ],
            "Maßnahmen": [
                ("Maßnahme-Nr.", "Unterziel", "Bezeichnung", "Fachbereich", "Status", "Zielsystem"),
                ("M-1", "1.1", "Radweg bauen", "Planung", "laufend", ALT),
                ("M-2", "1.1", "Wärmenetz legen", "Planung", "laufend", NEU),
            ],
            "Erläuterungen": [
                ("Unterziel", "Zeitraum", "Text", "Verfasser", "Zielsystem"),
                ("1.1", JAHR, "Die alten Wege sind gut.", "Planung", ALT),
                ("1.1", JAHR, "Die neue Wärme kommt an.", "Planung", NEU),
            ],
        },
    )  # fmt: skip
    werte = write_workbook(
        folder / "Werte.xlsx",
        {
            "Kennzahlen": [
                ("Kennzahl-Nr.", "Zeitraum", "Ist"),
                ("K1", 2019, 10), ("K1", 2023, 40), ("K1", JAHR, 50), ("K2", JAHR, 10), ("K3", JAHR, 10),
            ]
        },
    )  # fmt: skip
    plan = write_workbook(
        folder / "Haushalt-2025.xlsx",
        {
            "Haushaltsplan 2025": [
                ("Landkreis Zweisam – Haushaltsplan 2025",),
                ("Produkt", "Produktbezeichnung", "Konto", "Bezeichnung", "Ansatz 2024", "Ansatz 2025"),
                ("511000", "Planung", "4291000", "Dienstleistungen", 1_000_000, 1_000_000),
            ]
        },
    )
    zuordnung = write_workbook(
        folder / "Zuordnung-2025.xlsx",
        {
            "Zuordnung Haushalt": [
                ("Haushaltsjahr", "Produkt", "Unterziel", "Anteil", "Zielsystem"),
                (JAHR, "511000", "1.1", 60, ALT),
                (JAHR, "511000", "1.1", 30, NEU),
            ]
        },
    )
    return [stamm, werte, plan, zuordnung]

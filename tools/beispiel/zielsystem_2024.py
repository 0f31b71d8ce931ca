"""Zielsystem 2024: made-up goals that follow the Kreisentwicklungskonzept, and the bridge to them.

Facts are only the three topics, the day and the length: on 18.09.2024 the Kreistag decided three strategic
goals for ten years at least. Wordings, Aktionsräume, bridge, mappings and targets are made up.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .arbeitsmappe import DATUM, TEXT, Blatt, Spalte, Zelle, write_arbeitsmappe
from .quellen import Zeile, decimal_or_none, int_or_none, read_table
from .stammdaten import KENNZAHL_SPALTEN, ZIELWERT_SPALTEN, ZUORDNUNG_SPALTEN, kennzahl_row
from .ziele import GUELTIG_AB as ALT_AB
from .ziele import SPALTEN, ZIELSYSTEM

DATEI = "Zielsystem-2024-Beispiel.xlsx"
NEU = "Strategische Ziele 2024 (Beispiel)"
BESCHLOSSEN_AM = date(2024, 9, 18)
GELIEFERT_AM = date(2026, 10, 19)
ERSTES_JAHR, LETZTES_JAHR, ZWISCHENJAHR = 2025, 2034, 2030
ALT_BIS = date(2026, 12, 31)
DRUCKSACHE = "Drucksache 88/2026 (Beispiel)"

_BELEG = (
    "Quelle: Dass der Kreistag am 18.09.2024 drei strategische Ziele für mindestens zehn Jahre beschloss (sechs "
    "Aktionsräume, Einwohnerzahl über 90.000, moderner Dienstleister), melden regionalheute.de (23.08.2024) und "
    "samtgemeinde-grasleben.de (Nachricht 983859)."
)
_ERFUNDEN = "Alles andere ist erfunden: Wortlaut, Namen der Aktionsräume, Teilziele, Brücke, Zuordnungen und Zielwerte."
_ALT, _NEU = Spalte("Altes Zielsystem", 20, TEXT), Spalte("Neues Zielsystem", 28, TEXT)
_ZIELSYSTEM = Spalte("Zielsystem", 28, TEXT)
_EBENEN = (
    ("Strategisches Ziel", "Oberziel", "Strategische Ziele"),
    ("Aktionsraum", "Unterziel", "Aktionsräume"),
    ("Teilziel", "Unterziel", "Teilziele"),
)


def write_zielsystem_2024(folder: Path) -> None:
    """Write the Zielsystem, its words, its Ziele, the bridge, and what its Kennzahlen aim at."""
    write_arbeitsmappe(
        folder / DATEI,
        [
            _systeme(),
            _ebenen(),
            _ziele(),
            _bruecke(),
            _kennzahlen(),
            _zielwerte(),
            _ausgangswerte(),
            _zuordnung(),
            _aenderung(),
        ],
    )


def _systeme() -> Blatt:
    return Blatt(
        name="Zielsysteme",
        titel="Zielsysteme: KEK 2018–2026 und Strategische Ziele 2024 (Beispiel)",
        spalten=(
            _ZIELSYSTEM,
            Spalte("Erstes Jahr", 10, "0"),
            Spalte("Letztes Jahr", 10, "0"),
            Spalte("Gültig ab", 13, DATUM),
            Spalte("Gültig bis", 13, DATUM),
            Spalte("Beschluss", 42, TEXT),
            Spalte("Bemerkung", 70, TEXT),
            Spalte("Herkunft", 11, TEXT),
        ),
        zeilen=[
            [
                ZIELSYSTEM,
                2018,
                2026,
                ALT_AB,
                ALT_BIS,
                "Drucksache 72/2018",
                "„Gültig bis“ ist eine Annahme: Die Drucksache nennt 2026 als Zeithorizont, kein Ende der Geltung.",
                "intern",
            ],
            [
                NEU,
                ERSTES_JAHR,
                LETZTES_JAHR,
                BESCHLOSSEN_AM,
                None,
                "Kreistag 18.09.2024",
                "Belegt sind drei Themen, der Tag und die Dauer von mindestens zehn Jahren; alles andere ist Beispiel.",
                "beispiel",
            ],
        ],
        hinweise=(_BELEG, _ERFUNDEN),
    )


def _ebenen() -> Blatt:
    return Blatt(
        name="Zielebenen",
        titel="Wie die Ebenen im Zielsystem von 2024 (Beispiel) heißen",
        spalten=(
            _ZIELSYSTEM,
            Spalte("Ebene", 22, TEXT),
            Spalte("Art", 14, TEXT),
            Spalte("Mehrzahl", 24, TEXT),
        ),
        zeilen=[[NEU, wort, art, mehrzahl] for wort, art, mehrzahl in _EBENEN],
        hinweise=("Kennzahlen werden dem zugeordnet, was hier Unterziel ist: Aktionsräumen und Teilzielen.",),
    )


def _ziele() -> Blatt:
    return Blatt(
        name="Ziele",
        titel="Ziele des Zielsystems von 2024 (Beispiel)",
        spalten=SPALTEN,
        zeilen=[
            [
                z["nr"],
                z["ebene"],
                z["kurztitel"],
                z["wortlaut"],
                z["beschluss"] or DRUCKSACHE,
                BESCHLOSSEN_AM,
                None,
                NEU,
            ]
            for z in read_table("ziele_2024")
        ],
        hinweise=(_BELEG, _ERFUNDEN),
    )


def _bruecke() -> Blatt:
    return Blatt(
        name="Brücke",
        titel="Was aus den Unterzielen des KEK wird (Beispiel)",
        spalten=(
            Spalte("Altes Unterziel", 12, TEXT),
            Spalte("Was wird daraus", 18, TEXT),
            Spalte("Neues Ziel", 12, TEXT),
            _ALT,
            _NEU,
            Spalte("Beschluss", 34, TEXT),
            Spalte("Bilanz", 80, TEXT),
        ),
        zeilen=[
            [
                z["altes_unterziel"],
                z["art"],
                z["neues_ziel"] or None,
                ZIELSYSTEM,
                NEU if z["neues_ziel"] else None,
                DRUCKSACHE,
                z["bilanz"],
            ]
            for z in read_table("bruecke_2024")
        ],
        hinweise=("Jedes der 12 Unterziele steht hier; ein aufgeteiltes hat eine Zeile je neuem Ziel.",),
    )


def _kennzahlen() -> Blatt:
    return Blatt(
        name="Kennzahlen",
        titel="Neue Kennzahl des Zielsystems von 2024 (Beispiel)",
        spalten=KENNZAHL_SPALTEN,
        zeilen=[kennzahl_row(z) for z in read_table("neue_kennzahlen_2024")],
        hinweise=("Die Kennzahl ist erfunden und hat noch keinen Wert.",),
    )


def _zielwerte() -> Blatt:
    return Blatt(
        name="Zielwerte",
        titel="Zielwerte im Zielsystem von 2024 (Beispiel)",
        spalten=(*ZIELWERT_SPALTEN, _ZIELSYSTEM),
        zeilen=[
            [z["kennzahl_nr"], jahr, decimal_or_none(z[f"ziel_{jahr}"]), GELIEFERT_AM, None, DRUCKSACHE, NEU]
            for z in _zugeordnet()
            for jahr in (ZWISCHENJAHR, LETZTES_JAHR)
        ],
        hinweise=("Alle Zielwerte sind Beispiele. Die Zielwerte des KEK bis 2026 bleiben, wie sie sind.",),
    )


def _ausgangswerte() -> Blatt:
    return Blatt(
        name="Ausgangswerte",
        titel="Wo die Kennzahlen im Zielsystem von 2024 (Beispiel) beginnen",
        spalten=(
            Spalte("Kennzahl-Nr.", 12, TEXT),
            _ZIELSYSTEM,
            Spalte("Basisjahr", 10, "0"),
            Spalte("Basiswert", 11),
            Spalte("Beschluss", 36, TEXT),
        ),
        zeilen=[
            [z["kennzahl_nr"], NEU, int_or_none(z["basisjahr"]), decimal_or_none(z["basiswert"]), DRUCKSACHE]
            for z in _zugeordnet()
            if z["basisjahr"]
        ],
        hinweise=(
            "Ausgangswert ist der letzte gelieferte Jahreswert bis 2024; ihn zum Ausgang zu nehmen ist ein Beispiel.",
        ),
    )


def _zuordnung() -> Blatt:
    return Blatt(
        name="Zuordnung Unterziele",
        titel="Kennzahlen der Aktionsräume und Teilziele (Beispiel)",
        spalten=(*ZUORDNUNG_SPALTEN, _ZIELSYSTEM),
        zeilen=[
            [z["kennzahl_nr"], z["unterziel"], decimal_or_none(z["gewicht"]), None, NEU]
            for z in _zugeordnet()
        ],
    )


def _aenderung() -> Blatt:
    zeile: Sequence[Zelle] = [
        "Das nächste Zielsystem mit der Brücke vom Kreisentwicklungskonzept (Beispiel)",
        DRUCKSACHE,
        GELIEFERT_AM,
    ]
    return Blatt(
        name="Änderung",
        titel="Warum diese Lieferung kommt (Beispiel)",
        spalten=(
            Spalte("Grund", 70, TEXT),
            Spalte("Beschluss", 34, TEXT),
            Spalte("Beschlossen am", 15, DATUM),
        ),
        zeilen=[zeile],
    )


def _zugeordnet() -> list[Zeile]:
    return read_table("kennzahlen_2024")

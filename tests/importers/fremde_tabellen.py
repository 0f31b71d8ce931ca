"""Fremde Tabellen: layouts that are not ours, with invented figures, for tests of the column assignment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Kennzahl, Zieltyp
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt, Zelle
from tests.importers.factories import Rows, datenstand, xlsx

BLATT = "Kreise am Jahresende"
#: Land and Kreis with invented numbers of people; the Kreis in the middle is ours.
_KREISE = (
    ("03151", "Landkreis", "Gifhorn", 101, 51, 50),
    ("03153", "Landkreis", "Goslar", 202, 99, 103),
    ("03154", "Landkreis", "Helmstedt", 303, 150, 153),
    ("03155", "Landkreis", "Northeim", 404, 200, 204),
)


def bevoelkerung(einheit: str = "Anzahl") -> Datenstand:
    """A county that counts people (1.1-01) and women (1.1-02)."""
    return datenstand(
        Kennzahl("1.1-01", "Bevölkerung", einheit, Zieltyp.BEOBACHTEN),
        Kennzahl("1.1-02", "Bevölkerung weiblich", "Anzahl", Zieltyp.BEOBACHTEN),
    )


def kreise_zeilen(jahr: int = 2018, mehr: int = 0, davor: int = 0) -> list[list[Any]]:
    """The rows of a table as statistical offices write it: titles, two rows of header, column numbers, sums, notes."""
    kopf: list[list[Any]] = [
        ["Kreisfreie Städte und Landkreise nach Bevölkerung (alle Zahlen sind erfunden)"],
        [f"Gebietsstand: 31.12.{jahr}"],
        *([[]] * (davor + 1)),
        ["Schlüssel-nummer", "Regionale Bezeichnung", "Kreisfreie Stadt", "Bevölkerung2)", None, None],
        [None, None, "Kreis / Landkreis", "insgesamt", "männlich", "weiblich"],
        [1, 2, 3, 4, 5, 6],
        [],
        ["03", "Niedersachsen"],
    ]
    kreise = [[nr, art, name, g + mehr, m, w + mehr] for nr, art, name, g, m, w in _KREISE]
    fuss: list[list[Any]] = [
        [None, "Insgesamt", None, 1010, 500, 510],
        [],
        ["2) Bevölkerung auf Grundlage einer erfundenen Zählung."],
        ["© Niemand, alle Zahlen sind erfunden"],
    ]
    return [*kopf, *kreise, *fuss]


def kreise_xlsx(jahr: int = 2018, mehr: int = 0, davor: int = 0) -> bytes:
    """The same as a file with its merged cells, behind a cover sheet."""

    def merge(mappe: Any) -> None:
        blatt = mappe[BLATT]
        z = 4 + davor
        for bereich in ("A1:F1", "A2:F2", f"A{z}:A{z + 1}", f"B{z}:B{z + 1}", f"D{z}:F{z}"):
            blatt.merge_cells(bereich)

    deckblatt = [["Amt für erfundene Zahlen"], [], ["Gemeindeverzeichnis, Beispiel"]]
    return xlsx({"Deckblatt": deckblatt, BLATT: kreise_zeilen(jahr, mehr, davor)}, merge)


def mappe(rows: Rows, name: str = "Tabelle1") -> Arbeitsmappe:
    """A workbook of one sheet without a file: numbers as Decimal, texts and days as they are."""
    zeilen = {
        nr: {
            spalte: _cell(nr, spalte, wert) for spalte, wert in enumerate(zeile, start=1) if wert is not None
        }
        for nr, zeile in enumerate(rows, start=1)
    }
    return Arbeitsmappe(
        "probe.xlsx", "xlsx", (Blatt(name, {nr: zeile for nr, zeile in zeilen.items() if zeile}),)
    )


def _cell(zeile: int, spalte: int, wert: Any) -> Zelle:
    if isinstance(wert, int | float | Decimal):
        return Zelle(zeile, spalte, Decimal(str(wert)), str(wert).replace(".", ","))
    if isinstance(wert, date):
        return Zelle(zeile, spalte, wert, f"{wert:%d.%m.%Y}")
    return Zelle(zeile, spalte, wert, wert)

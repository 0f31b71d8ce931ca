"""The columns that tune a Kennzahl: Lieferfrist, plausible range, jumps, checks switched off, parts of a sum."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.kennzahl import Kennzahl
from kek_dashboard.importers.ergebnis import Leseergebnis
from tests.importers.factories import codes, datenstand, read, xlsx

KOPF = ["Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zieltyp"]
TEIL = ["1.1-02", "Teil", "%", "beobachten"]


def read_kennzahlen(spalten: list[str], *zeilen: list[Any]) -> Leseergebnis:
    return read(xlsx({"Kennzahlen": [[*KOPF, *spalten], *zeilen]}), datenstand())


def read_one(spalte: str, wert: Any) -> Kennzahl:
    ergebnis = read_kennzahlen([spalte], ["1.1-09", "Name", "%", "beobachten", wert], TEIL)
    assert codes(ergebnis) == []
    return ergebnis.inhalt.kennzahlen[0]


@pytest.mark.parametrize(
    ("spalte", "wert", "feld", "erwartet"),
    [
        ("Lieferfrist", 45, "lieferfrist", 45),
        ("Lieferfrist", "90 Tage", "lieferfrist", 90),
        ("Lieferfrist (Tage)", "730", "lieferfrist", 730),
        ("Lieferfrist", 0, "lieferfrist", 0),
        ("Lieferfrist", None, "lieferfrist", None),
        ("Plausibel von", "-1,5", "plausibel_von", Decimal("-1.5")),
        ("plausibel bis", "100 %", "plausibel_bis", Decimal(100)),
        ("Sprung ab %", 25, "sprung_ab", Decimal(25)),
        ("Sprung ab", "12,5 %", "sprung_ab", Decimal("12.5")),
        ("Prüfungen aus", "Wiederholt; FAKTOR", "pruefungen_aus", "faktor, wiederholt"),
        ("Pruefungen aus", "", "pruefungen_aus", ""),
        ("Summe aus", "1.1-02, 1.2-03", "summe_aus", "1.1-02 + 1.2-03"),
        ("Summanden", "1.1-02 und 1.2-03", "summe_aus", "1.1-02 + 1.2-03"),
    ],
)
def test_each_column_is_read_as_people_write_it(spalte: str, wert: Any, feld: str, erwartet: Any) -> None:
    assert getattr(read_one(spalte, wert), feld) == erwartet


@pytest.mark.parametrize(
    ("spalten", "werte", "code", "zelle"),
    [
        (["Lieferfrist"], ["bald"], "keine_zahl", "E2"),
        (["Lieferfrist"], [-3], "keine_ganzzahl", "E2"),
        (["Plausibel von", "Plausibel bis"], [5, 4], "plausibel_vertauscht", "E2"),
        (["Sprung ab %"], [0], "sprung_ab", "E2"),
        (["Prüfungen aus"], ["sprung, krumm"], "unbekannte_pruefung", "E2"),
        (["Summe aus"], ["1.1-02 + 9.9-99"], "unbekannt", "E2"),
        (["Summe aus"], ["1.1-02 + 1.1-09"], "summe_aus_sich", "E2"),
    ],
)
def test_a_faulty_cell_is_named(spalten: list[str], werte: list[Any], code: str, zelle: str) -> None:
    ergebnis = read_kennzahlen(spalten, ["1.1-09", "Name", "%", "beobachten", *werte], TEIL)
    assert codes(ergebnis) == [(code, zelle)]


def test_what_is_expected_stands_in_the_sentence() -> None:
    ergebnis = read_kennzahlen(["Prüfungen aus"], ["1.1-09", "Name", "%", "beobachten", "krumm"])
    (befund,) = [b for b in ergebnis.befunde if b.schwere is Schwere.FEHLER]
    assert "„krumm“ ist keine Prüfung; möglich sind „faktor“, „sprung“" in befund.text


def test_a_part_of_another_unit_is_asked_about() -> None:
    ergebnis = read_kennzahlen(["Summe aus"], ["1.1-09", "Name", "%", "beobachten", "1.1-02 + 1.2-04"], TEIL)
    assert codes(ergebnis, Schwere.WARNUNG) == [("summe_einheit", "E2")]


def test_a_part_may_stand_further_down_in_the_file() -> None:
    assert read_one("Summe aus", "1.1-02").summe_aus == "1.1-02"

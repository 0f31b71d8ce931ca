"""Fuzz: a short, always equal slice of what ``make fuzz`` does at length."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.importers.anzeige import schluessel_texte
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt, Zelle
from tools import fuzz
from tools.fuzz_mappen import random_mappe

RUNS = 2_000


def test_nothing_foreign_comes_out_of_reader_and_interpretation():
    counted, findings = fuzz.run(1_000_000, RUNS)
    assert sum(counted.values()) == RUNS and min(counted.values()) > 0
    assert findings == {}


def test_a_foreign_exception_would_be_found(monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("seen")

    monkeypatch.setattr(fuzz, "read_delivery", broken)
    _, findings = fuzz.run(0, 200)
    assert any("ZeroDivisionError: seen" in text for text in findings.values())


def test_the_same_number_makes_the_same_workbook():
    assert random_mappe(random.Random("7"), "haushalt") == random_mappe(random.Random("7"), "haushalt")


def test_a_number_with_more_digits_than_its_format_can_show_is_no_key_but_no_crash_either():
    assert schluessel_texte(Decimal("1E+300"), "0.00") == (f"{Decimal('1E+300'):f}",)


@pytest.mark.parametrize("wert", [True, date(2023, 6, 30), "'"])
def test_a_produkt_that_is_no_text_is_a_befund(wert):
    koepfe = ("Haushaltsjahr", "Produkt", "Unterziel")
    zeilen = {
        1: {spalte: Zelle(1, spalte, kopf, kopf) for spalte, kopf in enumerate(koepfe, start=1)},
        2: {
            1: Zelle(2, 1, Decimal(2024), "2024"),
            2: Zelle(2, 2, wert, str(wert)),
            3: Zelle(2, 3, "1.1", "1.1"),
        },
    }
    mappe = Arbeitsmappe("x.xlsx", "xlsx", (Blatt("Zuordnung Haushalt", zeilen),))
    ergebnis = read_delivery(mappe, Vorgabe(), fuzz.STAND)
    assert any(befund.zelle == "B2" for befund in ergebnis.befunde)
    assert not ergebnis.is_accepted

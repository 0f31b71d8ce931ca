"""Wide layouts: Erträge, Aufwendungen and Saldo beside each other become lines of their own; Salden are checked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import Positionsart, Wertart
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.workbook import read_workbook
from tests.importers.test_haushalt import STAND, codes, faults, make_blatt, make_mappe, read, sums

KOPF = [
    "Produkt", "Produktbezeichnung", "Teilhaushalte", "Amt / Dienststelle",
    "Ergebnis 2015 (Erträge)", "Ergebnis 2015 (Aufwendungen)", "Ergebnis 2015 (Saldo)",
    "Ansatz 2017 (Erträge)", "Ansatz 2017 (Aufwendungen)", "Ansatz (Saldo/Zuschussbedarf/Erträge - Aufwendungen)",
    "Ansatz 2018 (Erträge)", "Ansatz 2018 (Aufwendungen)",
]  # fmt: skip
Z1 = ["111001", "Steuerung", "THH_01", "AMT-000", "1,5", "-10", "-8,5", "20", "-30,25", "-10,25", "21", "-31"]
Z2 = ["611000", "Steuern", "THH_02", "AMT-200", "7", "0", "7", "8", "2", "10", "9", "0"]


def read_wide(*zeilen: Sequence[object], jahr: int | None = 2017, fassung: str = "") -> Leseergebnis:
    vorgabe = Vorgabe(haushaltsjahr=jahr, fassung=fassung, profil="breit-saldo")
    return read(KOPF, *zeilen, vorgabe=vorgabe)


def test_each_side_of_a_row_is_a_line_with_the_side_in_the_place_of_the_konto():
    ergebnis = read_wide(Z1, Z2)
    assert ergebnis.is_accepted
    assert codes(ergebnis, Schwere.WARNUNG) == set()
    assert ergebnis.gelesen == 4
    assert sums(ergebnis, 2017) == {
        Positionsart.ERTRAEGE: Decimal(28),
        Positionsart.AUFWENDUNGEN: Decimal("28.25"),  # 30.25 and a correction of −2
    }
    erste = ergebnis.inhalt.positionen[1]
    assert (erste.schluessel.teilhaushalt, erste.schluessel.amt) == ("THH_01", "AMT-000")
    assert (erste.schluessel.produkt, erste.schluessel.konto) == ("111001", "Aufwendungen")
    ansatz = erste.betrag(Wertart.ANSATZ, 2017)
    assert ansatz is not None
    assert (ansatz.fundstelle.zelle, ansatz.fundstelle.roh) == ("I2", "-30,25")


def test_keys_stay_the_same_when_columns_change_places():
    andere = [KOPF[spalte] for spalte in (0, 1, 2, 3, 8, 7)]
    zeile = [Z1[spalte] for spalte in (0, 1, 2, 3, 8, 7)]
    vorgabe = Vorgabe(haushaltsjahr=2017, profil="breit-saldo")
    spaeter = read(andere, zeile, vorgabe=vorgabe)
    assert {p.schluessel for p in spaeter.inhalt.positionen} == {
        p.schluessel for p in read_wide(Z1).inhalt.positionen
    }


def test_a_saldo_without_its_year_is_that_of_the_columns_to_its_left():
    ergebnis = read_wide(Z1)
    (befund,) = [b for b in ergebnis.befunde if b.code == "saldo_ohne_jahr"]
    assert (befund.schwere, befund.zelle) == (Schwere.HINWEIS, "J1")
    assert "Ansatz 2017" in befund.text


def test_a_saldo_that_is_not_the_difference_is_told_and_nothing_is_mended():
    falsch = [*Z1[:9], "-10,24", *Z1[10:]]
    ergebnis = read_wide(falsch)
    (befund,) = [b for b in ergebnis.befunde if b.code == "saldo_weicht_ab"]
    assert (befund.schwere, befund.zelle) == (Schwere.WARNUNG, "J2")
    assert "−10,24" in befund.text
    assert "−10,25" in befund.text
    assert sums(ergebnis, 2017) == sums(read_wide(Z1), 2017)


def test_total_rows_are_checked_side_by_side_and_never_counted():
    gut = ["Summe", None, None, None, "8,5", "-10", "-1,5", "28", "-28,25", "-0,25", "30", "-31"]
    ergebnis = read_wide(Z1, Z2, gut)
    assert ergebnis.gelesen == 4
    assert codes(ergebnis, Schwere.WARNUNG) == set()
    schlecht = [*gut[:8], "-99", *gut[9:]]
    (befund,) = [b for b in read_wide(Z1, Z2, schlecht).befunde if b.code == "summe_weicht_ab"]
    assert (befund.zelle, befund.schwere) == ("I4", Schwere.WARNUNG)


def test_a_side_without_any_amount_is_no_line():
    ergebnis = read_wide(["1", "a", "T", "A", None, None, None, None, "-5", None, None, "-6"])
    assert [p.schluessel.konto for p in ergebnis.inhalt.positionen] == ["Aufwendungen"]


def test_two_rows_of_header_name_year_and_side():
    zeilen: list[list[object]] = [
        ["Produkt", "Ansatz 2017", None, None],
        [None, "Erträge", "Aufwendungen", "Saldo"],
        ["111001", 20, -30, -10],
    ]
    blatt = make_blatt(zeilen)
    blatt = type(blatt)(blatt.name, blatt.zeilen, verbunden={(1, s): (1, 2) for s in (2, 3, 4)})
    vorgabe = Vorgabe(haushaltsjahr=2017, profil="breit-saldo")
    ergebnis = read_delivery(make_mappe(blatt), vorgabe, STAND)
    assert ergebnis.is_accepted, ergebnis.befunde
    assert sums(ergebnis, 2017) == {Positionsart.ERTRAEGE: 20, Positionsart.AUFWENDUNGEN: 30}


@pytest.mark.parametrize("jahr", [2017, 2018])
def test_either_year_of_a_doppelhaushalt_can_be_said(jahr):
    ergebnis = read_wide(Z1, Z2, jahr=jahr)
    assert ergebnis.is_accepted
    assert ergebnis.vorgabe.haushaltsjahr == jahr
    assert ergebnis.inhalt.positionen[0].haushaltsjahr == jahr


def test_without_the_year_a_doppelhaushalt_is_asked_about_in_a_clear_sentence():
    ergebnis = read_wide(Z1, jahr=None)
    assert faults(ergebnis) == [("haushaltsjahr_unklar", "")]
    (text,) = [b.text for b in ergebnis.befunde if b.code == "haushaltsjahr_unklar"]
    assert "Doppelhaushalt" in text
    assert "„Ansatz 2017“, „Ansatz 2018“" in text


def test_a_file_in_windows_letters_is_read_like_one_in_utf_8():
    text = "\r\n".join(";".join(str(wert) for wert in zeile) for zeile in (KOPF, Z1, Z2))
    vorgabe = Vorgabe(haushaltsjahr=2018, profil="breit-saldo")
    gelesen = [
        read_delivery(read_workbook(text.encode(zeichensatz), "plan.csv"), vorgabe, STAND)
        for zeichensatz in ("cp1252", "utf-8-sig", "utf-16")
    ]
    assert all(ergebnis.is_accepted for ergebnis in gelesen)
    assert gelesen[0].inhalt == gelesen[1].inhalt == gelesen[2].inhalt

"""Plan is not Ist: Buchungsstände, Prognosen and results are kept apart, each with its day, and change no plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import VOLLZUG, Wertart
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.haushalt_kopf import Kopfworte, read_standzeile
from kek_dashboard.importers.profil import load_profile
from tests.importers.test_haushalt import codes, faults, read

JUNI = date(2019, 6, 30)
W = Wertart


@pytest.mark.parametrize(
    ("kopf", "wertart", "jahr", "stichtag"),
    [
        ("Ansatz 2019 einschl. Haushaltsreste", W.ANSATZ_MIT_RESTEN, 2019, None),
        ("Ansatz mit Haushaltsresten 2019", W.ANSATZ_MIT_RESTEN, 2019, None),
        ("Ansatz inkl. Ermächtigungsübertragungen 2019", W.ANSATZ_MIT_RESTEN, 2019, None),
        ("Ansatz 2019 ohne Haushaltsreste", W.ANSATZ, 2019, None),
        ("fortgeschriebener Ansatz 2019", W.FORTGESCHRIEBEN, 2019, None),
        ("fortgeschr. Ansatz 2019 (Stand 30.06.2019)", W.FORTGESCHRIEBEN, 2019, None),
        ("Fortgeschriebener Ansatz mit Resten 2019", W.FORTGESCHRIEBEN_MIT_RESTEN, 2019, None),
        ("Buchungsstand zum 30.06.2019", W.BUCHUNGSSTAND, 2019, JUNI),
        ("Buchungsstand 2019 per 30.6.2019 in €", W.BUCHUNGSSTAND, 2019, JUNI),
        ("Buchungsstand 2018 (Stand 15.03.2019)", W.BUCHUNGSSTAND, 2018, date(2019, 3, 15)),
        ("Ist zum 30.06.2019", W.BUCHUNGSSTAND, 2019, JUNI),
        ("Ist 2019", W.IST, 2019, None),
        ("Prognose 2019 (Stand 30.06.2019)", W.PROGNOSE, 2019, JUNI),
        ("Prognose zum 31.12.2019, Stand: 30.06.2019", W.PROGNOSE, 2019, JUNI),
        ("Prognose zum 31.12.2019", W.PROGNOSE, 2019, None),
        ("Prognose II. Quartal 2019", W.PROGNOSE, 2019, JUNI),
        ("Prognose Q2 2019", W.PROGNOSE, 2019, JUNI),
        ("Prognose Jahresende 2019", W.PROGNOSE, 2019, None),
        ("Hochrechnung 2019", W.PROGNOSE, 2019, None),
        ("vorläufiges Ergebnis 2018", W.VORLAEUFIGES_ERGEBNIS, 2018, None),
        ("Ergebnis 2018 (vorläufig)", W.VORLAEUFIGES_ERGEBNIS, 2018, None),
        ("Ergebnis 31.12.2018 2018", W.ERGEBNIS, 2018, None),
    ],
)
def test_a_header_says_what_the_amounts_are(kopf, wertart, jahr, stichtag):
    gelesen = Kopfworte(load_profile("niedersachsen")).read(kopf)
    assert gelesen is not None
    assert (gelesen.wertart, gelesen.jahr, gelesen.stichtag) == (wertart, jahr, stichtag)


@pytest.mark.parametrize(
    "kopf",
    [
        "Ergebnis 2019 (30.06.2019)",
        "Ansatz Q2 2019",
        "Buchungsstand 30.06.2019 30.09.2019",
        "Prognose 2019 2020",
    ],
)
def test_a_day_or_year_that_does_not_fit_is_no_header(kopf):
    assert Kopfworte(load_profile("niedersachsen")).read(kopf) is None


def test_a_line_above_the_table_says_the_day():
    assert read_standzeile(["Haushaltsvollzug 2019", "Stand: 30.06.2019"]) == JUNI
    assert read_standzeile(["Stand: 30.06.2019", "Stichtag 30.09.2019"]) is None
    assert read_standzeile(["Beschlossen am 12.12.2018"]) is None


def read_vollzug(*zeilen: Sequence[object], vorgabe: Vorgabe | None = None) -> Leseergebnis:
    return read(*zeilen, vorgabe=vorgabe or Vorgabe())


def test_a_file_without_a_plan_is_a_vollzug_by_itself():
    ergebnis = read_vollzug(
        ["Stand: 30.06.2019"],
        ["Produkt", "Konto", "fortgeschriebener Ansatz 2019", "Buchungsstand 2019", "Prognose 2019"],
        ["1", "4011", 100, 40, 95],
    )
    assert ergebnis.is_accepted, ergebnis.befunde
    assert (ergebnis.vorgabe.haushaltsjahr, ergebnis.vorgabe.fassung) == (2019, VOLLZUG)
    assert "vollzug_erkannt" in codes(ergebnis, Schwere.HINWEIS)
    (position,) = ergebnis.inhalt.positionen
    assert position.fassung == VOLLZUG
    assert {b.key: b.eur for b in position.betraege} == {
        (W.FORTGESCHRIEBEN, 2019, None): 100,
        (W.BUCHUNGSSTAND, 2019, JUNI): 40,
        (W.PROGNOSE, 2019, JUNI): 95,
    }
    assert position.betrag(W.ERGEBNIS, 2019) is None


def test_a_prognose_without_a_day_is_asked_about_at_its_header():
    ergebnis = read_vollzug(["Produkt", "Konto", "Prognose 2019"], ["1", "4011", 95])
    assert ("stichtag_fehlt", "C1") in faults(ergebnis)
    (text,) = [b.text for b in ergebnis.befunde if b.code == "stichtag_fehlt"]
    assert "Prognose 2019 (Stand 30.06.2019)" in text


def test_a_column_of_remarks_called_prognose_is_no_amount():
    kopf = ["Produkt", "Konto", "Ansatz 2019", "Prognose"]
    assert read_vollzug(kopf, ["1", "4011", 95, "bleibt"], ["1", "4012", 5, "2 Fälle mehr"]).is_accepted
    assert ("stichtag_fehlt", "D1") in faults(read_vollzug(kopf, ["1", "4011", 95, "1.000,00"]))


def test_two_days_of_one_kind_stand_beside_each_other():
    ergebnis = read_vollzug(
        ["Produkt", "Konto", "Buchungsstand 31.03.2019", "Buchungsstand 30.06.2019"], ["1", "4011", 20, 40]
    )
    (position,) = ergebnis.inhalt.positionen
    assert [(b.stichtag, b.eur) for b in position.betraege] == [
        (date(2019, 3, 31), Decimal(20)),
        (JUNI, Decimal(40)),
    ]


def test_a_jahresabschluss_is_a_vollzug_of_its_year():
    ergebnis = read_vollzug(["Jahresabschluss 2018"], ["Produkt", "Konto", "Ergebnis 2018"], ["1", "4011", 7])
    assert (ergebnis.vorgabe.haushaltsjahr, ergebnis.vorgabe.fassung) == (2018, VOLLZUG)


def test_a_quartalsbericht_with_the_ansatz_beside_it_changes_no_plan():
    ergebnis = read_vollzug(
        ["Quartalsbericht II/2019"],
        ["Produkt", "Konto", "Ansatz 2019", "Prognose 2019 (Stand 30.06.2019)"],
        ["1", "4011", 100, 95],
    )
    assert ergebnis.vorgabe.fassung == VOLLZUG
    assert "ansatz_im_vollzug" in codes(ergebnis, Schwere.HINWEIS)


def test_a_plan_with_a_prognose_beside_its_ansatz_stays_a_plan():
    ergebnis = read_vollzug(
        ["Produkt", "Konto", "Prognose 2018 (Stand 30.09.2018)", "Ansatz 2019"], ["1", "4011", 95, 100]
    )
    assert ergebnis.is_accepted
    assert (ergebnis.vorgabe.haushaltsjahr, ergebnis.vorgabe.fassung) == (2019, "beschlossen")


def test_vollzug_can_be_said_and_must_then_tell_about_the_year():
    vorgabe = Vorgabe(haushaltsjahr=2019, fassung=VOLLZUG)
    kopf = ["Produkt", "Konto", "Ansatz 2019", "Ist 2019"]
    assert read_vollzug(kopf, ["1", "4011", 1, 2], vorgabe=vorgabe).is_accepted
    ohne = read_vollzug(["Produkt", "Konto", "Ansatz 2019"], ["1", "4011", 1], vorgabe=vorgabe)
    assert faults(ohne) == [("vollzug_fehlt", "")]


def test_the_results_in_a_plan_of_a_later_year_are_no_vollzug_by_themselves():
    ergebnis = read_vollzug(
        ["Produkt", "Konto", "Ergebnis 2017", "Ansatz 2018", "Ansatz 2019"],
        ["1", "4011", 1, 2, 3],
        vorgabe=Vorgabe(haushaltsjahr=2017),
    )
    assert faults(ergebnis) == [("ansatz_fehlt", "")]
    (text,) = [b.text for b in ergebnis.befunde if b.code == "ansatz_fehlt"]
    assert "vollzug" in text


def test_interne_that_do_not_cancel_out_are_told_of_each_column_of_a_vollzug():
    ergebnis = read_vollzug(["Produkt", "Konto", "Ergebnis 2018"], ["1", "3811", Decimal("10.5")])
    assert "interne_ungleich" in codes(ergebnis, Schwere.WARNUNG)

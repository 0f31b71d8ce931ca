"""Which plan a file is: by what the person said, by its titles, by the years of its columns."""

from __future__ import annotations

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import Wertart
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.haushalt_jahr import read_titel, recognise_haushaltsjahr
from tests.importers.test_haushalt import codes, faults, read

A, E, IST, P = Wertart.ANSATZ, Wertart.ERGEBNIS, Wertart.IST, Wertart.PLANUNG
N, G = Wertart.NACHTRAG, Wertart.NEUER_ANSATZ


@pytest.mark.parametrize(
    ("text", "jahr", "fassung"),
    [
        ("Haushaltsplan 2019", 2019, ""),
        ("Haushalt 2019 – Entwurf", 2019, "entwurf"),
        ("1. Nachtrag 2019", 2019, "nachtrag-1"),
        ("Nachtragshaushaltsplan Nr. 2 2019", 2019, "nachtrag-2"),
        ("Zweiter Nachtragshaushalt 2019", 2019, "nachtrag-2"),
        ("HAUSHALTSPLAN 2019, beschlossen am 12.12.2018", 2019, "beschlossen"),
        ("Haushaltsplan 2019, Seite 1", 2019, ""),
        ("Doppelhaushalt 2019/2020", None, ""),
        ("Haushalt 2019 und 2020", None, ""),
        ("Stand: 12.11.2018", None, ""),
        ("Drucksache 72/2018", None, ""),
    ],
)
def test_a_title_says_which_plan_it_is(text, jahr, fassung):
    angabe = read_titel(text)
    assert (angabe.jahr, angabe.fassung) == (jahr, fassung)


@pytest.mark.parametrize(
    ("spalten", "jahr"),
    [
        pytest.param([(A, 2019)], 2019, id="one Ansatz"),
        pytest.param([(E, 2017), (A, 2018), (A, 2019), (P, 2020), (P, 2021)], 2019, id="five years"),
        pytest.param([(A, 2018), (A, 2019), (P, 2020)], 2019, id="year before by Planung"),
        pytest.param([(IST, 2015), (IST, 2016), (A, 2016), (A, 2017)], 2017, id="year before with its Ist"),
        pytest.param([(A, 2019), (N, 2019), (G, 2019), (P, 2020)], 2019, id="Nachtrag"),
        pytest.param([(A, 2018), (A, 2019)], None, id="two Ansätze alone"),
        pytest.param([(E, 2016), (A, 2017), (A, 2018), (A, 2019)], None, id="Doppelhaushalt"),
        pytest.param(
            [(E, 2016), (A, 2017), (A, 2018), (A, 2019), (P, 2020)], None, id="Doppelhaushalt, Planung"
        ),
        pytest.param([(E, 2017)], 2017, id="no plan, one result"),
        pytest.param([(E, 2016), (E, 2017)], None, id="no plan, two results"),
        pytest.param([(E, 2019), (A, 2019)], None, id="result of the plan year"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_columns_say_which_year_it_is_only_if_one_fits(spalten, jahr):
    assert recognise_haushaltsjahr([(art, eigenes, None) for art, eigenes in spalten]) == jahr


def test_without_one_clear_year_the_person_is_asked():
    ergebnis = read(
        ["Produkt", "Konto", "Ansatz 2018", "Ansatz 2019"], ["1", "4011", 1, 2], vorgabe=Vorgabe()
    )
    (befund,) = [b for b in ergebnis.befunde if b.schwere is Schwere.FEHLER]
    assert befund.code == "haushaltsjahr_unklar"
    assert "--haushaltsjahr" in befund.text


def test_title_and_columns_that_contradict_each_other_are_asked_about():
    ergebnis = read(
        ["Haushaltsplan 2018"], ["Produkt", "Konto", "Ansatz 2019"], ["1", "4011", 1], vorgabe=Vorgabe()
    )
    assert codes(ergebnis, Schwere.FEHLER) == {"haushaltsjahr_unklar"}


def test_the_person_goes_before_the_title_and_is_told():
    ergebnis = read(
        ["Haushaltsplan 2018"], ["Produkt", "Konto", "Ansatz 2018", "Ansatz 2019"], ["1", "4011", 1, 2]
    )
    assert ergebnis.vorgabe.haushaltsjahr == 2019
    assert "haushaltsjahr_widerspricht_titel" in codes(ergebnis, Schwere.WARNUNG)


def test_a_plan_needs_the_ansatz_of_its_own_year():
    ergebnis = read(["Produkt", "Konto", "Ansatz 2018", "Planung 2019"], ["1", "4011", 1, 2])
    assert [code for code, _ in faults(ergebnis)] == ["ansatz_fehlt"]


def test_a_fassung_nobody_knows_is_refused():
    ergebnis = read(
        ["Produkt", "Konto", "Ansatz 2019"],
        ["1", "4011", 1],
        vorgabe=Vorgabe(haushaltsjahr=2019, fassung="v2"),
    )
    assert [code for code, _ in faults(ergebnis)] == ["fassung_ungueltig"]


def test_without_a_word_the_plan_counts_as_beschlossen_and_says_so():
    ergebnis = read(["Produkt", "Konto", "Ansatz 2019"], ["1", "4011", 1])
    assert ergebnis.vorgabe.fassung == "beschlossen"
    assert "fassung_angenommen" in codes(ergebnis, Schwere.HINWEIS)


NACHTRAG = ["Produkt", "Konto", "Ansatz 2019", "Nachtrag 2019", "neuer Ansatz 2019"]


def test_a_nachtrag_is_recognised_by_its_title():
    ergebnis = read(["2. Nachtrag 2019"], NACHTRAG, ["1", "4011", 100, 20, 120], vorgabe=Vorgabe())
    assert ergebnis.is_accepted
    assert (ergebnis.vorgabe.haushaltsjahr, ergebnis.vorgabe.fassung) == (2019, "nachtrag-2")


def test_nachtrag_and_neuer_ansatz_are_held_against_each_other_and_not_mended():
    vorgabe = Vorgabe(haushaltsjahr=2019, fassung="nachtrag-1")
    ergebnis = read(NACHTRAG, ["1", "4011", 100, -20, 80], ["1", "4012", 100, 20, 125], vorgabe=vorgabe)
    (befund,) = [b for b in ergebnis.befunde if b.code == "nachtrag_weicht_ab"]
    assert (befund.schwere, befund.zelle) == (Schwere.WARNUNG, "E3")
    assert "120,00" in befund.text
    assert "125,00" in befund.text
    assert ergebnis.is_accepted
    assert [b.eur for b in ergebnis.inhalt.positionen[1].betraege] == [100, 20, 125]


def test_a_nachtrag_without_its_number_is_asked_for():
    ergebnis = read(["Nachtragshaushalt 2019"], NACHTRAG, ["1", "4011", 1, 1, 2], vorgabe=Vorgabe())
    assert [code for code, _ in faults(ergebnis)] == ["fassung_unklar"]
    ohne_titel = read(NACHTRAG, ["1", "4011", 1, 1, 2])
    assert [code for code, _ in faults(ohne_titel)] == ["fassung_unklar"]


def test_a_nachtrag_needs_a_column_of_its_own():
    vorgabe = Vorgabe(haushaltsjahr=2019, fassung="nachtrag-1")
    ergebnis = read(["Produkt", "Konto", "Ansatz 2019"], ["1", "4011", 1], vorgabe=vorgabe)
    assert [code for code, _ in faults(ergebnis)] == ["ansatz_fehlt"]

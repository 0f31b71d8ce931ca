"""Sums: totals and repeated sheets are never lines; where they differ from the lines, both are told."""

from __future__ import annotations

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.haushalt import read_haushalt
from tests.importers.test_haushalt import (
    J2019,
    KOPF,
    STAND,
    codes,
    faults,
    make_blatt,
    make_mappe,
    read,
    sums,
)

E1 = ["10", "3141", "Zuweisung", 100]
E2 = ["10", "3311", "Gebühren", 50]
A1 = ["10", "4011", "Bezüge", 300]
A2 = ["20", "4211", "Unterhaltung", 40]
LINES = {Positionsart.ERTRAEGE: 150, Positionsart.AUFWENDUNGEN: 340}


def read_sheets(**blaetter: list[list[object]]) -> Leseergebnis:
    mappe = make_mappe(*(make_blatt([KOPF, *zeilen], name) for name, zeilen in blaetter.items()))
    return read_haushalt(mappe, J2019, STAND)


@pytest.mark.parametrize(
    "summe",
    [
        pytest.param([None, None, "Summe Erträge", 150], id="Erträge"),
        pytest.param(["Summe Aufwendungen", None, None, 340], id="word in the key column"),
        pytest.param([None, None, "12 = Summe ordentliche Erträge", 150], id="numbered line"),
        pytest.param([None, None, "Saldo", -190], id="Saldo"),
        pytest.param([None, None, "Saldo", 190], id="Saldo the other way round"),
        pytest.param([None, None, None, -190], id="grand total without any word"),
        pytest.param([None, None, "Gesamt", 490], id="everything added up"),
        pytest.param(["20", None, "Summe Produkt", 40], id="of one Produkt"),
        pytest.param([None, None, "Summe Produkt 10 Erträge", 150], id="Produkt in the text"),
        pytest.param(["Gesamt", "3", "Erträge", 150], id="total block with accounts"),
    ],
)
def test_a_total_that_fits_is_left_out_in_silence(summe):
    ergebnis = read(KOPF, E1, E2, A1, A2, summe)
    assert sums(ergebnis) == LINES
    assert ergebnis.gelesen == 4
    assert codes(ergebnis, Schwere.WARNUNG) == set()
    assert ergebnis.is_accepted


@pytest.mark.parametrize(
    ("summe", "genannt", "gezaehlt"),
    [
        ([None, None, "Summe Erträge", 151], "151,00", "150,00"),
        ([None, None, "Summe Aufwendungen", 333], "333,00", "340,00"),
        ([None, None, None, 9999], "9.999,00", "490,00"),
        (["10", None, "Summe Aufwendungen", 301], "301,00", "300,00"),
    ],
)
def test_a_total_that_differs_is_told_with_both_numbers(summe, genannt, gezaehlt):
    ergebnis = read(KOPF, E1, E2, A1, A2, summe)
    (befund,) = [b for b in ergebnis.befunde if b.code == "summe_weicht_ab"]
    assert befund.schwere is Schwere.WARNUNG
    assert befund.zelle == "D6"
    assert genannt in befund.text
    assert gezaehlt in befund.text
    assert sums(ergebnis) == LINES


def test_subtotals_between_the_lines_fit_their_blocks():
    ergebnis = read(
        KOPF, E1, A1, [None, None, "Summe Erträge", 100], [None, None, "Summe Aufwendungen", 300],
        E2, A2, [None, None, "Summe Erträge", 50], [None, None, "Summe Aufwendungen", 40],
        [None, None, "Gesamtsumme Erträge", 150],
    )  # fmt: skip
    assert codes(ergebnis, Schwere.WARNUNG) == set()
    assert sums(ergebnis) == LINES


def test_the_total_of_a_kontengruppe_is_not_a_line():
    ergebnis = read(KOPF, ["10", "31", "Summe Zuwendungen", 100], E1, E2)
    assert sums(ergebnis) == {Positionsart.ERTRAEGE: 150}
    assert codes(ergebnis, Schwere.WARNUNG) == set()


def test_a_line_that_only_sounds_like_a_sum_is_counted_and_asked_about():
    ergebnis = read(KOPF, E1, E2, ["10", "3411", "Summe der Mieten", 5])
    assert sums(ergebnis) == {Positionsart.ERTRAEGE: 155}
    assert codes(ergebnis, Schwere.WARNUNG) == {"summenzeile_mit_konto"}


def test_words_that_only_begin_like_a_sum_are_lines():
    ergebnis = read(KOPF, ["21", "4211", "Gesamtschule Heizung", 7], ["22", "4431", "Ergebnissicherung", 1])
    assert sums(ergebnis) == {Positionsart.AUFWENDUNGEN: 8}
    assert codes(ergebnis, Schwere.WARNUNG) == set()


def test_amounts_without_a_konto_are_asked_about():
    assert faults(read(KOPF, E1, A1, ["10", None, "Kindertagesstätten", 77])) == [("konto_fehlt", "A4")]


def test_amounts_without_a_konto_that_are_exactly_a_sum_must_be_confirmed():
    ergebnis = read(KOPF, ["20", None, "Straßen", 40], E1, A2)
    assert codes(ergebnis, Schwere.WARNUNG) == {"zeile_als_summe"}
    assert ergebnis.is_accepted
    assert ergebnis.gelesen == 2


def test_headings_and_footnotes_without_amounts_are_nothing():
    ergebnis = read(
        KOPF, ["10", None, "Jugend", None], E1, ["1) ohne Reste", None, None, None], ["Quelle: Kämmerei"]
    )
    assert ergebnis.gelesen == 1
    assert codes(ergebnis) <= {"fassung_angenommen"}


def test_totals_of_an_export_with_signs_fit_too():
    kopf = ["Profitcenter", "Kostenart", "Plan 2019"]
    ergebnis = read(
        kopf, ["1", "4141", -100], ["1", "5011", 300],
        ["Summe Erträge", None, -100], ["Summe Aufwendungen", None, 300], ["Gesamtergebnis", None, 200],
        vorgabe=Vorgabe(haushaltsjahr=2019, profil="sap-nrw"),
    )  # fmt: skip
    assert codes(ergebnis, Schwere.WARNUNG) == set()
    assert sums(ergebnis) == {Positionsart.ERTRAEGE: 100, Positionsart.AUFWENDUNGEN: 300}


@pytest.mark.parametrize("name", ["Gesamt", "Alles"])
def test_a_sheet_that_repeats_the_others_line_by_line_counts_once(name):
    ergebnis = read_sheets(**{"TH 1": [E1, E2, A1], "TH 2": [A2], name: [E1, E2, A1, A2]})
    assert sums(ergebnis) == LINES
    assert "blatt_wiederholt" in codes(ergebnis, Schwere.HINWEIS)
    assert codes(ergebnis, Schwere.WARNUNG) == set()


def test_a_detail_sheet_inside_the_whole_plan_counts_once():
    ergebnis = read_sheets(Gesamthaushalt=[E1, E2, A1, A2], Straßen=[A2])
    assert sums(ergebnis) == LINES


def test_a_sheet_that_adds_up_the_others_by_konto_counts_once():
    mappe = make_mappe(
        make_blatt([KOPF, E1, A1, ["20", "4011", "Bezüge", 5]], "Plan"),
        make_blatt(
            [["Produkt", "Konto", "Ansatz 2019"], ["Gesamt", "3141", 100], ["Gesamt", "4011", 305]], "Summen"
        ),
    )
    assert sums(read_haushalt(mappe, J2019, STAND)) == {
        Positionsart.ERTRAEGE: 100,
        Positionsart.AUFWENDUNGEN: 305,
    }


def test_a_total_sheet_with_other_figures_is_not_counted_and_told():
    ergebnis = read_sheets(
        **{"TH 1": [E1, E2, A1], "TH 2": [A2], "Gesamt": [E1, E2, ["10", "4011", "Bezüge", 310], A2]}
    )
    assert sums(ergebnis) == LINES
    (befund,) = [b for b in ergebnis.befunde if b.code == "gesamtblatt_weicht_ab"]
    assert "350,00" in befund.text
    assert "340,00" in befund.text


def test_a_total_sheet_that_repeats_only_some_lines_is_asked_about():
    ergebnis = read_sheets(Gesamt=[E1, E2, ["10", "4011", "Bezüge", 310], A2], Details=[E1, E2, A1])
    assert codes(ergebnis, Schwere.FEHLER) == {"gesamtblatt_unklar"}


def test_a_sheet_that_only_sounds_like_a_total_is_counted():
    ergebnis = read_sheets(Gymnasien=[["217", "4211", "a", 1]], Gesamtschulen=[["218", "4211", "a", 2]])
    assert sums(ergebnis) == {Positionsart.AUFWENDUNGEN: 3}


def test_equal_keys_on_two_sheets_with_other_amounts_must_be_confirmed():
    ergebnis = read_sheets(Eins=[A1, A2], Zwei=[["10", "4011", "Bezüge", 1]])
    assert sums(ergebnis) == {Positionsart.AUFWENDUNGEN: 341}
    assert "blatt_mit_gleichen_schluesseln" in codes(ergebnis, Schwere.WARNUNG)


def test_hidden_sheets_are_not_read_and_told():
    mappe = make_mappe(make_blatt([KOPF, E1], "Plan"), make_blatt([KOPF, A1], "Alt", verborgen=True))
    ergebnis = read_haushalt(mappe, J2019, STAND)
    assert ergebnis.gelesen == 1
    assert "blatt_verborgen" in codes(ergebnis, Schwere.HINWEIS)


def test_the_cover_says_which_plan_it_is():
    mappe = make_mappe(
        make_blatt([["Landkreis"], ["Haushalt 2019 – Entwurf"]], "Deckblatt"), make_blatt([KOPF, E1])
    )
    ergebnis = read_haushalt(mappe, Vorgabe(), STAND)
    assert ergebnis.is_accepted
    assert (ergebnis.vorgabe.haushaltsjahr, ergebnis.vorgabe.fassung) == (2019, "entwurf")


T_EURO = ["Produkt", "Konto", "Bezeichnung", "Ansatz 2019 in T€"]


def read_thousands(*werte: object, summe: object) -> Leseergebnis:
    """Lines of Aufwendungen in T€ and their stated total."""
    zeilen = [["10", f"40{nummer}", "Bezüge", wert] for nummer, wert in enumerate(werte)]
    return read(T_EURO, *zeilen, [None, None, "Summe Aufwendungen", summe])


@pytest.mark.parametrize(
    ("werte", "summe", "gerundet"),
    [
        pytest.param((10, 20, 30, 40), 102, True, id="four lines explain two thousand"),
        pytest.param((10, 20, 30, 40), 98, True, id="also downwards"),
        pytest.param((10, 20, 30, 40), 103, False, id="but not three"),
        pytest.param((10, 20), 31, True, id="two lines explain one thousand"),
        pytest.param((10,), 11, False, id="one line explains none"),
        pytest.param(("10,5", "20,1"), "30,7", True, id="hundreds where the column has them"),
        pytest.param(("10,5", "20,1"), "31,6", False, id="then a thousand is too much"),
    ],
)
def test_in_thousands_a_difference_that_rounding_explains_is_only_a_hinweis(werte, summe, gerundet):
    ergebnis = read_thousands(*werte, summe=summe)
    (befund,) = [b for b in ergebnis.befunde if b.code in {"summe_gerundet", "summe_weicht_ab"}]
    assert (befund.code, befund.schwere) == (
        ("summe_gerundet", Schwere.HINWEIS) if gerundet else ("summe_weicht_ab", Schwere.WARNUNG)
    )
    assert ("Rundung" in befund.text) is gerundet


def test_in_euro_no_difference_is_explained_by_rounding():
    ergebnis = read(KOPF, E1, E2, A1, A2, [None, None, "Summe Erträge", 151])
    assert "summe_gerundet" not in codes(ergebnis)


def test_a_total_sheet_a_profile_names_is_left_out_and_its_difference_told(tmp_path):
    (tmp_path / "haus.toml").write_text(
        'name = "haus"\ntitel = "Haus"\nkontenrahmen = "niedersachsen"\npflicht = ["produkt", "konto"]\n'
        'gesamtblaetter = ["GP*"]\n[spalten]\nprodukt = ["Produkt"]\nkonto = ["Konto"]\n'
        '[betraege]\nansatz = ["Ansatz"]\n',
        encoding="utf-8",
    )
    kopf = ["Produkt", "Konto", "Ansatz 2019"]
    mappe = make_mappe(
        make_blatt([kopf, ["10", "3141", 100]], "TH 1"),
        make_blatt([kopf, ["20", "4011", 300]], "TH 2"),
        make_blatt([kopf, ["10", "3141", 100], ["20", "4011", 301]], "GP 2019"),
    )
    vorgabe = Vorgabe(haushaltsjahr=2019, profil="haus")
    ergebnis = read_haushalt(mappe, vorgabe, STAND, tmp_path)
    assert sums(ergebnis) == {Positionsart.ERTRAEGE: 100, Positionsart.AUFWENDUNGEN: 300}
    assert codes(ergebnis, Schwere.WARNUNG) == {"gesamtblatt_weicht_ab"}


def test_many_totals_of_different_names_are_each_held_against_their_own_block():
    zeilen: list[list[object]] = []
    for nummer in range(200):
        zeilen += [[f"{nummer:03}", "4011", "Bezüge", nummer], [None, None, f"Summe Nr. {nummer:03}", nummer]]
    ergebnis = read(KOPF, *zeilen)
    assert ergebnis.gelesen == 200
    assert codes(ergebnis, Schwere.WARNUNG) == set()

"""Produktrahmen: whatever way a number is written, its official group is found, in the year it holds."""

import pytest

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.produktrahmen import (
    KONTENGRUPPEN,
    PRODUKTBEREICHE,
    PRODUKTGRUPPEN,
    kontengruppe,
    produktbereich,
    produktgruppe,
    rahmeneintrag,
)


@pytest.mark.parametrize("produkt", ["111-300", "11.1.1.01", "P11.1001", "111101", "111", " 11 1 "])
def test_every_way_of_writing_leads_to_the_same_group(produkt):
    assert produktbereich(produkt, 2024) == ("11", "Innere Verwaltung")
    assert produktgruppe(produkt, 2024) == ("111", "Verwaltungssteuerung und -service")


def test_a_number_with_dots_after_two_digits_has_its_group():
    assert produktgruppe("52.10.06", 2024) == ("521", "Bau- und Grundstücksordnung")


@pytest.mark.parametrize("produkt", ["", "ohne Nummer", "–"])
def test_no_digits_are_no_group_and_no_name(produkt):
    assert produktbereich(produkt, 2024) == ("", "")
    assert produktgruppe(produkt, 2024) == ("", "")


def test_what_is_too_short_for_a_group_has_no_group_name():
    assert produktgruppe("54", 2024) == ("54", "")


def test_a_group_the_frame_does_not_know_keeps_its_number():
    assert produktgruppe("998100", 2024) == ("998", "")


def test_eingliederungshilfe_moved_out_of_the_sgb_xii_in_2020():
    assert produktgruppe("3140", 2019) == ("314", "")
    assert produktgruppe("3140", 2020)[1].startswith("Eingliederungshilfe")
    frueher, spaeter = rahmeneintrag("311301", 2019), rahmeneintrag("311301", 2020)
    assert frueher is not None and frueher.bezeichnung == "Eingliederungshilfe"
    assert spaeter is not None and spaeter.nr == "311"


def test_a_konto_of_another_frame_gets_no_name_of_this_one():
    assert kontengruppe("4012000", Positionsart.AUFWENDUNGEN, 2024) == ("40", "Personalaufwendungen")
    assert kontengruppe("4012000", Positionsart.ERTRAEGE, 2024) == ("40", "")
    assert kontengruppe("5012000", Positionsart.AUFWENDUNGEN, 2024) == ("50", "")


@pytest.mark.parametrize("jahr", [2018, 2019, 2020, 2026])
def test_no_number_has_two_names_in_one_year(jahr):
    for rahmen in (PRODUKTBEREICHE, PRODUKTGRUPPEN, [e for gruppe in KONTENGRUPPEN.values() for e in gruppe]):
        nummern = [eintrag.nr for eintrag in rahmen if eintrag.holds_in(jahr)]
        assert len(nummern) == len(set(nummern))


def test_every_entry_says_where_it_comes_from():
    konten = [e for gruppe in KONTENGRUPPEN.values() for e in gruppe]
    assert all(eintrag.quelle for eintrag in (*PRODUKTBEREICHE, *PRODUKTGRUPPEN, *konten))

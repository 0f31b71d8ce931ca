"""Namensabgleich: a name proposes Kennzahlen, nearest first, with the reason in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.kennzahl import Kennzahl, Zieltyp
from kek_dashboard.importers.namensabgleich import HOECHSTENS, MINDEST_NAEHE, name_key, suggest
from tests.importers.factories import datenstand

NAMEN = {
    "1.2-01": "Betreuungsquote unter 3 Jahren",
    "1.2-02": "Betreuungsquote 3 bis 6 Jahre",
    "1.2-03": "Anteil der Schülerinnen und Schüler ohne Abschluss",
    "2.1-01": "Anzahl der Einwohner im Landkreis Helmstedt",
    "2.1-02": "Breitbandversorgung ab 50 Mbit/s",
    "2.1-03": "Anteil erneuerbarer Energien am Stromverbrauch",
    "3.1-01": "Aufwendungen für erbrachte Leistungen der Jugendhilfe",
}
AKTEN = datenstand(*(Kennzahl(nr, name, "%", Zieltyp.STEIGERN) for nr, name in NAMEN.items())).akten


@pytest.mark.parametrize(
    ("name", "nr", "grund"),
    [
        ("Betreuungsquote unter 3 Jahren", "1.2-01", "gleich"),
        ("BETREUUNGSQUOTE  U3 (Jahren)", "1.2-01", "gleich"),
        ("Betreuungs­quote 3 bis 6 Jahre¹", "1.2-02", ""),
        ("Schueler/-innen und Schülerinnen ohne Abschluß, Anteil", "1.2-03", "andere Wortfolge"),
        ("Anz. Einw. LK Helmstedt", "2.1-01", "gleich"),
        ("Einwohner Landkreis Helmstedt", "2.1-01", "es fehlt „anzahl“"),
        ("Breitbandversorgng ab 50 Mbit/s", "2.1-02", "„breitbandversorgng“ für „breitbandversorgung“"),
        ("Anteil erneuerbare Energie am Stromverbrauch", "2.1-03", "„energie“ für „energien“"),
        ("Aufwendungen für erbrachte Leis...", "3.1-01", "abgeschnitten"),
    ],
)
def test_the_kennzahl_meant_comes_first_with_its_reason(name, nr, grund):
    erster = suggest(name, AKTEN)[0]
    assert erster.nr == nr and erster.bezeichnung == NAMEN[nr]
    assert grund in erster.grund
    assert MINDEST_NAEHE <= erster.naehe <= 1


@pytest.mark.parametrize(
    "name", ["", "  ", "–", "Summe", "Hundesteuer", "Betreuungsquote unter 6 Jahren", "die"]
)
def test_what_is_no_name_of_a_kennzahl_proposes_nothing_near(name):
    assert all(vorschlag.naehe < 0.9 for vorschlag in suggest(name, AKTEN))


def test_another_number_in_the_name_is_another_kennzahl():
    assert "1.2-02" not in {v.nr for v in suggest("Betreuungsquote unter 3 Jahren", AKTEN)}
    assert suggest("Breitbandversorgung ab 30 Mbit/s", AKTEN) == ()


def test_only_a_name_that_differs_in_marks_alone_is_as_near_as_can_be():
    assert [v.nr for v in suggest("betreuungsquote, unter 3 jahren", AKTEN) if v.naehe == 1] == ["1.2-01"]
    assert suggest("Betreuungsquote unter 3", AKTEN)[0].naehe < 1


def test_equal_names_are_all_proposed_in_the_order_of_their_numbers():
    zwei = datenstand(
        Kennzahl("9-2", "Fallzahl", "", Zieltyp.SENKEN), Kennzahl("9-1", "Fallzahl", "", Zieltyp.SENKEN)
    ).akten
    assert [(v.nr, v.naehe) for v in suggest("Fallzahl", zwei)] == [("9-1", 1.0), ("9-2", 1.0)]


def test_a_key_of_a_name_forgets_case_marks_and_umlauts_alone():
    assert name_key("Schüler (ohne Abschluß)*") == name_key("SCHUELER, ohne Abschluss")
    assert name_key("unter 3") != name_key("unter 6")


@given(st.text(max_size=400))
def test_no_text_breaks_the_proposals(name):
    vorschlaege = suggest(name, AKTEN)
    assert vorschlaege == suggest(name, AKTEN)
    assert len(vorschlaege) <= HOECHSTENS
    assert all(MINDEST_NAEHE <= v.naehe <= 1 and v.grund for v in vorschlaege)

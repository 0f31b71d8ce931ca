"""Rechenweg: the sentences carry this Kennzahl's own numbers, for every Zieltyp and every Stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kek_dashboard.charts.gruende import why_not_assessable
from kek_dashboard.charts.kernaussage import kernaussage
from kek_dashboard.charts.rechenweg import rechenweg
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.zielerreichung import Stand, bewerte
from tests.web.factories import datenstand

AKTEN = datenstand().akten


def _schritte(nr: str, jahr: int = 2023) -> dict[str, str]:
    akte = AKTEN[nr]
    return {s.titel: s.text.replace("\xa0", " ") for s in rechenweg(akte, bewerte(akte, jahr))}


def _aussage(nr: str, jahr: int = 2023) -> str:
    akte = AKTEN[nr]
    return kernaussage(akte, bewerte(akte, jahr)).replace("\xa0", " ")


def test_a_way_is_computed_before_the_readers_eyes():
    schritte = _schritte("1.2-03")
    assert "(72,0 − 60,0) / (95,0 − 60,0) = **34,3 %**" in schritte["Zielerreichung"]
    assert "75,0 + 20,0 × 1/4 = **80,0 %**" in schritte["Soll-Pfad"]
    assert "(80,0 − 72,0) / 35,0 = **22,9 %**" in schritte["Stand"]
    assert schritte["Stand"].endswith("mehr als 20 %: **deutlich hinter Plan**.")
    assert "Nötig wären +7,7 Prozentpunkte je Jahr" in schritte["Ausblick"]


def test_the_message_says_what_is_needed_and_what_was():
    assert _aussage("1.2-03") == (
        "Um 95,0 % bis 2026 zu schaffen, müsste der Wert je Jahr um **7,7 Prozentpunkte** steigen; "
        "zuletzt stieg er um **2,4 Prozentpunkte**. Der Ausblick: **zu langsam**."
    )


def test_a_falling_way_counts_what_is_missing_the_other_way_round():
    assert "(99 − 98,1) / 35 = **2,5 %**" in _schritte("2.1-01")["Stand"]
    assert "sinken; zuletzt sank er um **4,2 Tage**" in _aussage("2.1-01")


def test_a_line_to_hold_is_explained_by_its_tolerance():
    schritte = _schritte("3.1-01")
    assert "1 − 500 / 2.000 = **75,0 %**" in schritte["Zielerreichung"]
    assert "also **500** zu wenig" in _aussage("3.1-01")


def test_a_korridor_names_both_borders():
    assert "zwischen 53,0 und 55,5 EUR/m²" in _schritte("1.1-02")["Linie"]


@pytest.mark.parametrize(
    ("nr", "stand", "grund"),
    [
        ("1.3-02", Stand.KEINE_DATEN, "Bis 2023 liegt kein Jahreswert vor."),
        ("1.3-01", Stand.OHNE_ZIEL, "wird beobachtet"),
        ("1.2-04", Stand.DATEN_UEBERFAELLIG, "3 Jahre alt"),
        ("1.4-01", Stand.NICHT_BEWERTBAR, "Seit 2021 wird anders gezählt (Neue Zählweise)"),
    ],
)
def test_what_cannot_be_assessed_says_why(nr, stand, grund):
    b = bewerte(AKTEN[nr], 2023)
    assert b.stand is stand
    assert grund in why_not_assessable(AKTEN[nr], b)
    assert grund in _schritte(nr)["Stand"]
    assert grund in _aussage(nr)


def test_why_not_names_a_missing_tolerance_a_missing_base_and_a_wrong_direction():
    from dataclasses import replace

    for nr, kennzahl, grund in (
        ("3.1-02", {}, "keine Toleranz"),
        ("1.2-01", {"basiswert": None}, "fehlt der Ausgangswert"),
        ("9.9-01", {}, "nicht in dieser Richtung"),
        ("3.2-01", {"basisjahr": 2023}, "Nach dem Basisjahr 2023"),
    ):
        akte = replace(AKTEN[nr], kennzahl=replace(AKTEN[nr].kennzahl, max_alter=9, **kennzahl))
        b = bewerte(akte, 2023)
        assert b.stand is Stand.NICHT_BEWERTBAR, nr
        assert grund in why_not_assessable(akte, b), nr


def test_a_zwischenstand_is_told_but_not_judged():
    assert "Zwischenstand II/2023: **63 %**" in _aussage("3.3-01")


def test_the_bilanz_is_told_once_the_target_year_is_over():
    assert "**94,3 %** des Weges geschafft: **überwiegend erreicht**" in _schritte("3.3-02", 2026)["Bilanz"]
    assert _schritte("1.2-01", 2026)["Bilanz"] == "Noch keine Bilanz: Der Wert 2026 steht aus."
    assert "Bilanz" not in _schritte("1.2-01", 2025)


@pytest.mark.parametrize("jahr", range(2018, 2027))
@pytest.mark.parametrize("nr", AKTEN)
def test_every_kennzahl_has_a_message_and_steps_in_every_year(nr, jahr):
    aussage = _aussage(nr, jahr)
    assert aussage.endswith((".", "**."))
    assert aussage.count("**") % 2 == 0
    assert "None" not in aussage
    for text in _schritte(nr, jahr).values():
        assert text and "None" not in text and text.count("**") % 2 == 0


def test_a_last_year_that_is_withheld_is_not_called_due():
    akte = AKTEN["1.2-03"]
    letztes = replace(
        akte.messwerte[-1],
        zeitraum=Zeitraum(2026),
        wert=None,
        fundstelle=replace(akte.messwerte[-1].fundstelle, gesperrt=True),
    )
    akte = replace(akte, messwerte=(*akte.messwerte, letztes))
    (bilanz,) = (s.text for s in rechenweg(akte, bewerte(akte, 2026)) if s.titel == "Bilanz")
    assert "2026" in bilanz and GESPERRT in bilanz and "steht aus" not in bilanz

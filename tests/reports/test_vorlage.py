"""Vorlage: what a Fachbereich is asked for, and what it is told about each figure."""

from __future__ import annotations

from datetime import date

import pytest

from kek_dashboard.formats import NO_BREAK_SPACE
from kek_dashboard.reports.vorlage import (
    NothingDueError,
    UnknownFachbereichError,
    Vorlage,
    build_vorlage,
    find_fachbereich,
)
from tests.reports.bestand import HEUTE, WIFOE, bestand


def built(jahr: int = 2025, heute: date = HEUTE) -> Vorlage:
    stand = bestand()
    return build_vorlage(stand, find_fachbereich(stand, WIFOE), jahr, heute)


def test_every_due_zeitraum_that_has_begun_has_a_row_and_nothing_of_another_fachbereich() -> None:
    vorlage = built()
    assert [(z.akte.nr, str(z.zeitraum)) for z in vorlage.offen] == [
        ("2.1-01", "2025"),
        ("2.1-02", "2025-Q2"),
        ("2.1-02", "2025-Q3"),
        ("2.1-03", "2025-H1"),
        ("2.1-03", "2025-H2"),
        ("2.1-04", "2025"),
        ("2.1-05", "2025"),
    ]
    assert [(z.akte.nr, str(z.zeitraum)) for z in vorlage.geliefert] == [("2.1-02", "2025-Q1")]
    assert [z.akte.nr for z in vorlage.uebersicht] == ["2.1-01", "2.1-02", "2.1-03", "2.1-04", "2.1-05"]


def test_each_row_says_what_is_known_about_its_figure() -> None:
    zeilen = {(z.akte.nr, str(z.zeitraum)): z for z in built().offen}
    quote = zeilen["2.1-01", "2025"]
    assert (quote.letzter_wert, quote.ziel) == ("82,5 (2024)", "85,0 (Beispiel)")
    assert quote.spanne == "bisher 70,0 bis 82,5"
    beratungen = zeilen["2.1-02", "2025-Q2"]
    assert (beratungen.letzter_wert, beratungen.ziel) == ("4 (I/2025, Beispiel)", "mindestens 3")
    assert beratungen.spanne == "1 bis 2.000"
    flaeche = zeilen["2.1-03", "2025-H1"]
    assert flaeche.ziel == "20,0 bis 40,0 (Beispiel)"
    assert flaeche.letzter_wert == f"24,5 (2.{NO_BREAK_SPACE}Hj.{NO_BREAK_SPACE}2024)"
    assert flaeche.spanne == "–"  # one value since the change of method is no range
    assert zeilen["2.1-04", "2025"].ziel == "nur beobachten"


def test_a_row_says_since_when_it_is_late_until_when_it_is_due_or_what_was_answered() -> None:
    stand = {(z.akte.nr, str(z.zeitraum)): z.stand for z in built(heute=date(2025, 12, 1)).offen}
    assert stand["2.1-02", "2025-Q2"] == "überfällig seit 28.09.2025"
    assert stand["2.1-02", "2025-Q3"] == "fällig 29.12.2025"
    assert stand["2.1-02", "2025-Q4"] == "läuft noch, fällig 31.03.2026"
    assert stand["2.1-04", "2025"] == "gemeldet: „k. A.“"


def test_the_sheet_says_until_when_and_how_many_are_late() -> None:
    vorlage = built(heute=date(2025, 12, 1))
    assert vorlage.bis == date(2025, 12, 29)
    assert vorlage.ueberfaellig == sum(z.stand.startswith("überfällig") for z in vorlage.offen) > 0


def test_a_missed_survey_is_asked_for_in_the_year_of_the_workbook_and_its_year_may_be_changed() -> None:
    (befragung,) = [z for z in built(2025).offen if z.akte.nr == "2.1-05"]
    assert str(befragung.zeitraum) == "2025" and befragung.zeitraum_offen


def test_the_overview_shows_earlier_years_and_marks_what_is_made_up() -> None:
    zeilen = {z.akte.nr: z for z in built().uebersicht}
    assert zeilen["2.1-01"].frueher.replace(NO_BREAK_SPACE, " ") == "2024: 82,5 · 2023: 78,5 · 2022: 70,0"
    assert zeilen["2.1-02"].lieferstand == "1 von 3 geliefert"
    assert zeilen["2.1-01"].lieferstand == "offen"


@pytest.mark.parametrize("name", [WIFOE, "wifö", " WIFO\N{COMBINING DIAERESIS} ", "WIRTSCHAFT & FÖRDERUNG"])
def test_a_fachbereich_is_found_by_name_or_kuerzel_however_written(name: str) -> None:
    assert find_fachbereich(bestand(), name).name == WIFOE


def test_a_fachbereich_that_only_owns_a_kennzahl_is_found_too() -> None:
    assert find_fachbereich(bestand(), "gb finanzen").name == "GB Finanzen"


@pytest.mark.parametrize("name", ["", " ", "Gibtsnicht"])
def test_an_unknown_fachbereich_is_told_which_ones_there_are(name: str) -> None:
    with pytest.raises(UnknownFachbereichError, match="„GB Jugend“"):
        find_fachbereich(bestand(), name)


def test_a_fachbereich_without_a_due_figure_gets_no_empty_workbook() -> None:
    stand = bestand()
    with pytest.raises(NothingDueError, match="„GB Jugend“ gibt es im Jahr 2025 keine Kennzahl"):
        build_vorlage(stand, find_fachbereich(stand, "JUG"), 2025, HEUTE)

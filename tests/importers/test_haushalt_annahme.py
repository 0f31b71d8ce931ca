"""A budget taken in: each year of a Doppelhaushalt is a plan of its own, and a Vollzug changes no plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import VOLLZUG, Haushalt, Positionsart, Wertart, with_wertart
from kek_dashboard.importers.annahme import Annahme, Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.store.check import check_store
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from tests.importers.factories import xlsx

BREIT = xlsx(
    {
        "Plan": [
            ["Produkt", "Ansatz 2017 (Erträge)", "Ansatz 2017 (Aufwendungen)", "Ansatz 2018 (Erträge)",
             "Ansatz 2018 (Aufwendungen)"],
            ["111001", 10, -30, 11, -33],
            ["611000", 50, -5, 55, -6],
        ]
    }
)  # fmt: skip
PLAN = xlsx({"Plan": [["Produkt", "Konto", "Ansatz 2019"], ["1", "4011", 100], ["1", "3141", 7]]})


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = open_store(database_url)
    migrate(store)
    yield store
    store.close()


def accept(store: Store, inhalt: bytes, vorgabe: Vorgabe | None = None, name: str = "plan.xlsx") -> Annahme:
    return accept_file(store, name, inhalt, vorgabe or Vorgabe(), freigabe=Freigabe())


def load(store: Store, jahr: int, fassung: str | None = None) -> Haushalt:
    haushalt = load_haushalt(store, jahr, fassung)
    assert haushalt is not None
    return haushalt


def ansatz_sum(haushalt: Haushalt, art: Positionsart) -> Decimal:
    return sum(
        (z.ansatz for z in haushalt.zeilen if z.ansatz is not None and z.position.art is art), Decimal()
    )


def codes(annahme: Annahme) -> set[str]:
    return {befund.code for befund in annahme.befunde}


def test_one_file_is_delivered_for_each_year_of_a_doppelhaushalt(store):
    gefragt = accept(store, BREIT, Vorgabe(profil="breit-saldo"))
    assert not gefragt.angenommen
    erste = accept(store, BREIT, Vorgabe(haushaltsjahr=2017, profil="breit-saldo"))
    zweite = accept(store, BREIT, Vorgabe(haushaltsjahr=2018, profil="breit-saldo"))
    assert (erste.lieferung, zweite.lieferung) == (1, 2)
    assert "schon_geliefert" not in codes(zweite)
    assert ansatz_sum(load(store, 2017), Positionsart.AUFWENDUNGEN) == 35
    assert ansatz_sum(load(store, 2018), Positionsart.AUFWENDUNGEN) == 39
    noch_einmal = accept(store, BREIT, Vorgabe(haushaltsjahr=2018, profil="breit-saldo"))
    assert "schon_geliefert" in codes(noch_einmal)
    assert noch_einmal.lieferung == 2
    assert check_store(store).fehler == ()


def vollzug(stand: str, *zeilen: list[object]) -> bytes:
    return xlsx(
        {
            "Vollzug": [
                [f"Stand: {stand}"],
                ["Produkt", "Konto", "Buchungsstand 2019", "Prognose 2019"],
                *zeilen,
            ]
        }
    )


def test_a_vollzug_stands_beside_the_plan_and_changes_nothing_in_it(store):
    accept(store, PLAN)
    annahme = accept(store, vollzug("30.06.2019", ["1", "4011", 40, 95], ["1", "3141", 3, 7]), name="q2.xlsx")
    assert annahme.angenommen, annahme.befunde
    assert annahme.vorgabe.fassung == VOLLZUG
    assert {b.code for b in annahme.befunde if b.schwere is Schwere.WARNUNG} == set()
    plan = load(store, 2019)
    assert (plan.fassung, ansatz_sum(plan, Positionsart.AUFWENDUNGEN)) == ("beschlossen", Decimal(100))
    gebucht = with_wertart(load(store, 2019, VOLLZUG), Wertart.BUCHUNGSSTAND, 2019, date(2019, 6, 30))
    assert ansatz_sum(gebucht, Positionsart.AUFWENDUNGEN) == 40
    als_ergebnis = with_wertart(load(store, 2019, VOLLZUG), Wertart.ERGEBNIS, 2019)
    assert all(zeile.ansatz is None for zeile in als_ergebnis.zeilen)
    assert check_store(store).fehler == ()


def test_a_later_day_asks_about_no_line_that_is_not_booked_any_more(store):
    accept(store, vollzug("31.03.2019", ["1", "4011", 20, 95], ["1", "3141", 3, 7]), name="q1.xlsx")
    spaeter = accept(store, vollzug("30.06.2019", ["1", "4011", 40, 96]), name="q2.xlsx")
    assert codes(spaeter) & {"vollzugszeilen_fehlen", "zeilen_fehlen"} == set()
    berichtigt = accept(store, vollzug("31.03.2019", ["1", "4011", 21, 95]), name="q1-neu.xlsx")
    (befund,) = [b for b in berichtigt.befunde if b.code == "vollzugszeilen_fehlen"]
    assert "Produkt 1, Konto 3141" in befund.text
    assert "Ansatz" not in befund.text


def test_a_vollzug_with_other_keys_than_the_plan_is_told(store):
    accept(store, PLAN)
    anders = xlsx(
        {"Vollzug": [["Teilhaushalt", "Produkt", "Konto", "Ergebnis 2019"], ["TH 1", "1", "4011", 99]]}
    )
    annahme = accept(store, anders, name="abschluss.xlsx")
    assert annahme.angenommen
    (befund,) = [b for b in annahme.befunde if b.code == "vollzug_andere_schluessel"]
    assert befund.schwere is Schwere.WARNUNG


def test_the_import_tells_how_far_it_is(store):
    gehoert: list[tuple[float, str]] = []
    accept_file(
        store, "plan.xlsx", PLAN, Vorgabe(), fortschritt=lambda anteil, was: gehoert.append((anteil, was))
    )
    anteile = [anteil for anteil, _ in gehoert]
    assert anteile == sorted(anteile)
    assert gehoert[-1][1] == "wird gespeichert"
    assert all(0 <= anteil <= 1 for anteil in anteile)

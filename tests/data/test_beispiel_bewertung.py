"""Beispiel, as the product reads it: every file is taken in, and each Kennzahl stands where it was meant to."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.mitteleinsatz import mitteleinsatz
from kek_dashboard.domain.zielerreichung import Stand, bewerte
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from kek_dashboard.importers.erststart import prepare
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store, open_store
from tools.beispiel.quellen import read_table

pytestmark = pytest.mark.slow

KENNZAHLEN = read_table("kennzahlen")
HEUTE = date(2026, 11, 23)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database filled as the first start fills it."""
    path: Path = tmp_path_factory.mktemp("beispiel") / "kek.sqlite"
    opened = open_store(f"sqlite:///{path}")
    assert prepare(opened, beispiel=True) >= 50
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def stand(store: Store) -> Datenstand:
    return load_datenstand(store, HEUTE)


def test_each_kennzahl_stands_in_2024_where_it_was_meant_to(stand: Datenstand) -> None:
    meant = {z["nr"]: (z["stand_2024"], z["ausblick_2024"]) for z in KENNZAHLEN}
    found = {nr: bewerte(akte, 2024) for nr, akte in stand.akten.items() if not stand.is_only_elsewhere(nr)}
    assert {nr: (b.stand.value, b.ausblick.value) for nr, b in found.items()} == meant


def test_every_stand_and_every_ausblick_occurs_in_2024(stand: Datenstand) -> None:
    gesamt = bewerte_alles(stand, 2024)
    assert {b.stand for b in gesamt.kennzahlen.values()} >= set(Stand) - {Stand.KEINE_KENNZAHL}
    assert {b.ausblick.value for b in gesamt.kennzahlen.values()} == {
        "voraussichtlich_erreicht",
        "knapp_verfehlt",
        "zu_langsam",
        "falsche_richtung",
        "keine_aussage",
    }


@pytest.mark.parametrize("jahr", [2023, 2024, 2025])
def test_nine_unterziele_have_a_figure_and_half_the_kennzahlen_are_assessable(
    stand: Datenstand, jahr: int
) -> None:
    gesamt = bewerte_alles(stand, jahr)
    assert sum(b.zielerreichung is not None for b in gesamt.unterziele.values()) >= 9
    staende = Counter(
        b.stand.is_assessable for b in gesamt.kennzahlen.values() if b.stand is not Stand.OHNE_ZIEL
    )
    assert staende[True] > staende[False]


def test_a_wissensstand_shows_the_target_and_the_values_of_its_day(store: Store, stand: Datenstand) -> None:
    before = load_datenstand(store, date(2023, 3, 19))
    assert [z.wert for z in before.akten["2.4-01"].zielwerte] == [300]
    assert [z.wert for z in stand.akten["2.4-01"].zielwerte] == [260]

    def plaetze_2021(known: Datenstand) -> Decimal | None:
        return next(m.wert for m in known.akten["1.2-02"].messwerte if m.zeitraum.jahr == 2021)

    assert plaetze_2021(before) == 918
    assert plaetze_2021(stand) == 905


def test_no_attainment_of_the_beispielbestand_is_taken_for_official(stand: Datenstand) -> None:
    gesamt = bewerte_alles(stand, 2024)
    bewertet = [b for b in gesamt.kennzahlen.values() if b.zielerreichung is not None]
    assert {b.herkunft.value for b in bewertet} == {"beispiel"}


@pytest.mark.parametrize("jahr", range(2019, 2027))
def test_some_money_of_each_year_serves_every_unterziel_and_some_serves_none(
    store: Store, stand: Datenstand, jahr: int
) -> None:
    haushalt = load_haushalt(store, jahr)
    assert haushalt is not None
    mittel = mitteleinsatz(haushalt, stand)
    assert len(mittel.je_unterziel) == 12
    for art, summe in mittel.summen.items():
        assert 0 < mittel.nicht_zugeordnet[art] < summe

"""What was read from a cell and every version of it, the same on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.haushalt import (
    Betrag,
    Haushaltsposition,
    Positionsart,
    Positionsschluessel,
    Wertart,
)
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.lieferung import Inhalt, Lieferart, Lieferstand
from kek_dashboard.store.load import load_freigabetage
from kek_dashboard.store.session import Store
from kek_dashboard.store.zelle import BETRAEGE, POSITIONEN, has_blatt, load_zelle
from tests.store.lieferungen import deliver, stammdaten, werte, ziel

NR = "1.1-01"
TAGE = [date(2020, 1, 15), date(2021, 3, 1), date(2022, 5, 2)]


def line(zelle: str, eur: str, konto: str = "4011000") -> Inhalt:
    betrag = Betrag(Wertart.ANSATZ, 2024, Decimal(eur), Fundstelle("Plan", zelle, eur))
    schluessel = Positionsschluessel("01", "", "111100", konto)
    position = Haushaltsposition(
        2024,
        "beschlossen",
        schluessel,
        Positionsart.AUFWENDUNGEN,
        betraege=(betrag,),
        fundstelle=Fundstelle("Plan", "E6"),
    )
    return Inhalt(positionen=(position,))


@pytest.fixture
def gefuellt(store: Store) -> Store:
    deliver(store, stammdaten(NR), stichtag=TAGE[0])
    deliver(store, werte(NR, {2019: "20", 2020: "30"}), stichtag=TAGE[1])
    deliver(store, werte(NR, {2020: "12"}))  # waits
    deliver(store, werte(NR, {2020: "14"}), stichtag=TAGE[2], name="Spaeter.xlsx")
    return store


def test_versions_come_in_the_order_of_release_and_what_waits_last(gefuellt: Store) -> None:
    (fund,) = load_zelle(gefuellt, 2, "Blatt", "B20").funde
    assert fund.feld == "messwerte" and fund.satz.wert == 30
    assert [(v.fundstelle.lieferung, v.wert) for v in fund.versionen] == [(2, 30), (4, 14), (3, 12)]
    assert fund.satz in fund.versionen


def test_on_an_earlier_day_a_later_release_still_waits(gefuellt: Store) -> None:
    damals = load_zelle(gefuellt, 2, "Blatt", "B20", TAGE[1])
    assert damals.lieferungen[4].stand is Lieferstand.WARTET
    assert [v.fundstelle.lieferung for v in damals.funde[0].versionen] == [2, 3, 4]


def test_a_key_without_a_day_finds_its_versions_too(store: Store) -> None:
    deliver(store, stammdaten(NR), stichtag=TAGE[0])
    deliver(store, ziel(NR, 2026, "90"), stichtag=TAGE[1])
    deliver(store, ziel(NR, 2026, "80"), stichtag=TAGE[2], name="Anderes.xlsx")
    funde = load_zelle(store, 3, "Blatt", "A1").funde
    assert [[v.wert for v in fund.versionen] for fund in funde] == [[90, 80]]


def test_an_amount_and_its_line_are_found_by_their_own_cells(store: Store) -> None:
    angaben = {"art": Lieferart.HAUSHALT, "haushaltsjahr": 2024, "fassung": "beschlossen"}
    deliver(store, line("H6", "100.00"), stichtag=TAGE[0], **angaben)
    deliver(store, line("H7", "90.00"), stichtag=TAGE[1], name="Neu.xlsx", **angaben)
    deliver(store, line("H6", "5.00", "4012000"), stichtag=TAGE[2], name="Anderes.xlsx", **angaben)
    (betrag,) = load_zelle(store, 1, "Plan", "H6").funde
    assert betrag.feld == BETRAEGE and betrag.position is not None
    assert [(v.eur, v.fundstelle.zelle) for v in betrag.versionen] == [(100, "H6"), (90, "H7")]
    (zeile,) = load_zelle(store, 1, "Plan", "E6").funde
    assert zeile.feld == POSITIONEN and [b.eur for b in zeile.satz.betraege] == [100]
    assert [v.betraege[0].eur for v in zeile.versionen] == [100, 90]


@pytest.mark.parametrize(
    ("nr", "blatt", "zelle"), [(2, "Blatt", "Z99"), (2, "Anderes", "B20"), (99, "Blatt", "B20")]
)
def test_where_nothing_was_read_nothing_is_found(gefuellt: Store, nr: int, blatt: str, zelle: str) -> None:
    assert load_zelle(gefuellt, nr, blatt, zelle).funde == ()
    assert has_blatt(gefuellt, 2, "Blatt") and not has_blatt(gefuellt, 2, "Anderes")


def test_the_days_on_which_more_became_known_come_newest_first(gefuellt: Store) -> None:
    deliver(gefuellt, werte(NR, {2018: "1"}), stichtag=TAGE[2], name="Noch eine.xlsx")
    assert load_freigabetage(gefuellt) == tuple(reversed(TAGE))


def test_an_amount_of_a_day_is_found_by_its_cell_with_its_versions_of_that_day(store: Store) -> None:
    def gebucht(zelle: str, eur: str, tag: date) -> Inhalt:
        (position,) = line(zelle, eur).positionen
        betrag = Betrag(Wertart.BUCHUNGSSTAND, 2024, Decimal(eur), Fundstelle("Plan", zelle, eur), tag)
        return Inhalt(positionen=(replace(position, fassung="vollzug", betraege=(betrag,)),))

    maerz, juni = date(2024, 3, 31), date(2024, 6, 30)
    for nr, (zelle, eur, tag) in enumerate((("F6", "10", maerz), ("F7", "20", juni), ("F8", "11", maerz))):
        deliver(store, gebucht(zelle, eur, tag), name=f"Vollzug-{nr}.xlsx", art=Lieferart.HAUSHALT)
    fund = next(f for f in load_zelle(store, 1, "Plan", "F6").funde if f.feld == BETRAEGE)
    assert (fund.satz.stichtag, fund.satz.eur) == (maerz, 10)
    assert {v.eur for v in fund.versionen} == {10, 11}
    assert fund.position is not None and [b.stichtag for b in fund.position.betraege] == [maerz]

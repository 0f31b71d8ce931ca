"""Migration 0004: what was stored before the budget's own records stays as it was, and can go back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from kek_dashboard.domain.haushalt import (
    Betrag,
    Haushaltsposition,
    Positionsart,
    Positionsschluessel,
    Produkt,
    Wertart,
)
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.domain.rechte import WEB, Akteur, Rolle
from kek_dashboard.domain.satzung import Festsetzung, Haushaltsstatus, Planstatus, Satzungssumme
from kek_dashboard.store.arbeitsstand import Arbeitsart, create_arbeitsstand, list_arbeitsstaende
from kek_dashboard.store.check import check_store
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import downgrade, migrate, read_revision
from kek_dashboard.store.session import Store
from tests.store.lieferungen import WO, deliver, stammdaten, werte

NR = "1.1-01"
BERG = Akteur("berg", frozenset({Rolle.KAEMMEREI}), herkunft=WEB)
TABELLEN = {"satzungssumme", "haushaltsstatus", "stichtagsbetrag", "arbeitsstand"}
PRODUKT = Produkt(
    "365000", "Kindertagesstätten", "05", wesentlich=True, ziele="Plätze für alle", fundstelle=WO
)
ZEILE = Haushaltsposition(
    2020,
    "beschlossen",
    Positionsschluessel(produkt="365000", konto="4318000"),
    Positionsart.AUFWENDUNGEN,
    betraege=(Betrag(Wertart.ANSATZ, 2020, Decimal("1234.56"), WO),),
    fundstelle=WO,
)


@pytest.fixture
def old(store: Store) -> Store:
    """A database of the third schema with audit trail, a Produkt, a plan and values."""
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    deliver(store, Inhalt(produkte=(PRODUKT,)), stichtag=date(2020, 1, 2))
    deliver(store, Inhalt(positionen=(ZEILE,)), stichtag=date(2020, 1, 3), art=Lieferart.HAUSHALT,
            haushaltsjahr=2020, fassung="beschlossen")  # fmt: skip
    deliver(store, werte(NR, {2019: "5.50"}), stichtag=date(2020, 2, 1))
    downgrade(store, "0003")
    with store.reading() as connection:
        inspektor = sa.inspect(connection)
        assert not set(inspektor.get_table_names()) & TABELLEN
        assert not {c["name"] for c in inspektor.get_columns("produkt")} & {"kennzahlen", "gueltig_ab"}
        assert read_revision(connection) == "0003"
    return store


def test_up_keeps_every_figure_and_the_trail_still_fits(old: Store) -> None:
    assert migrate(old) is True
    assert check_store(old).fehler == ()
    stand = load_datenstand(old)
    assert [m.wert for m in stand.akte(NR).messwerte] == [Decimal("5.5")]
    produkt = stand.produkte["365000"]
    assert replace(produkt, fundstelle=WO) == PRODUKT
    assert (produkt.kennzahlen, produkt.gueltig_ab, produkt.gueltig_bis) == ("", None, None)
    haushalt = load_haushalt(old, 2020)
    assert haushalt is not None and [z.ansatz for z in haushalt.zeilen] == [Decimal("1234.56")]


def test_what_the_new_tables_hold_is_kept_exactly(old: Store) -> None:
    migrate(old)
    summe = Satzungssumme(
        2020, "beschlossen", Festsetzung.ORDENTLICHE_ERTRAEGE, Decimal("249763400.05"), "KT 1", fundstelle=WO
    )
    status = Haushaltsstatus(
        2020, "entwurf", Planstatus.ABGELEHNT, date(2020, 3, 13), "KT 1", "knapp", fundstelle=WO
    )
    spaeter = Produkt("365000", "Kitas", wesentlich=True, kennzahlen=NR, gueltig_ab=2021, fundstelle=WO)
    frueher = replace(PRODUKT, gueltig_bis=2020)
    satz = Inhalt(produkte=(frueher, spaeter), satzungssummen=(summe,), haushaltsstaende=(status,))
    deliver(old, satz, stichtag=date(2020, 3, 1))
    stand = load_datenstand(old)
    (gelesen,) = stand.satzungssummen[2020, "beschlossen"]
    assert replace(gelesen, fundstelle=WO) == summe and str(gelesen.eur) == "249763400.05"
    (gelesener,) = stand.haushaltsstaende[2020, "entwurf"]
    assert replace(gelesener, fundstelle=WO) == status
    in_2020, in_2021 = stand.produkt("365000", 2020), stand.produkt("365000", 2021)
    assert in_2020 is not None and replace(in_2020, fundstelle=WO) == frueher
    assert in_2021 is not None and replace(in_2021, fundstelle=WO) == spaeter
    assert check_store(old).fehler == ()


def test_amounts_of_two_days_stand_beside_each_other(old: Store) -> None:
    migrate(old)
    tage = {date(2020, 6, 30): Decimal("500.05"), date(2020, 9, 30): Decimal("800.00")}
    zeile = replace(ZEILE, fassung="vollzug", betraege=tuple(
        Betrag(Wertart.BUCHUNGSSTAND, 2020, eur, WO, tag) for tag, eur in tage.items()
    ))  # fmt: skip
    deliver(old, Inhalt(positionen=(zeile,)), stichtag=date(2020, 10, 5), art=Lieferart.HAUSHALT,
            haushaltsjahr=2020, fassung="vollzug")  # fmt: skip
    vollzug = load_haushalt(old, 2020, "vollzug")
    assert vollzug is not None
    position = vollzug.zeilen[0].position
    gelesen = {tag: position.betrag(Wertart.BUCHUNGSSTAND, 2020, tag) for tag in tage}
    assert {tag: betrag and betrag.eur for tag, betrag in gelesen.items()} == tage
    assert position.betrag(Wertart.BUCHUNGSSTAND, 2020) is None
    assert check_store(old).fehler == ()


@pytest.mark.parametrize("tabelle", ["satzungssumme", "haushaltsstatus"])
def test_what_was_released_is_never_changed_or_deleted(old: Store, tabelle: str) -> None:
    migrate(old)
    summe = Satzungssumme(2020, "beschlossen", Festsetzung.ORDENTLICHE_ERTRAEGE, Decimal(5), fundstelle=WO)
    status = Haushaltsstatus(2020, "entwurf", Planstatus.ABGELEHNT, date(2020, 3, 13), fundstelle=WO)
    deliver(old, Inhalt(satzungssummen=(summe,), haushaltsstaende=(status,)), stichtag=date(2020, 3, 1))
    for befehl in (f"UPDATE {tabelle} SET beschluss = 'x'", f"DELETE FROM {tabelle}"):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), old.writing() as connection:
            connection.execute(sa.text(befehl))


def test_down_and_up_again_keeps_what_the_third_schema_knew(old: Store) -> None:
    migrate(old)
    with old.writing() as connection:
        create_arbeitsstand(connection, BERG, Arbeitsart.SZENARIO, "Probe", 2020, "beschlossen", "{}")
    vorher = load_datenstand(old)
    haushalt = load_haushalt(old, 2020)
    downgrade(old, "0003")
    migrate(old)
    nachher = load_datenstand(old)
    assert (nachher.akten, nachher.produkte) == (vorher.akten, vorher.produkte)
    assert load_haushalt(old, 2020) == haushalt
    with old.reading() as connection:
        assert list_arbeitsstaende(connection, Arbeitsart.SZENARIO) == ()
    assert check_store(old).fehler == ()


def test_going_back_says_what_of_the_fourth_schema_is_lost(old: Store) -> None:
    migrate(old)
    summe = Satzungssumme(2020, "beschlossen", Festsetzung.ORDENTLICHE_ERTRAEGE, Decimal(5), fundstelle=WO)
    deliver(old, Inhalt(satzungssummen=(summe,)), stichtag=date(2020, 3, 1))
    downgrade(old, "0003")
    migrate(old)
    assert load_datenstand(old).satzungssummen == {}
    assert [m.wert for m in load_datenstand(old).akte(NR).messwerte] == [Decimal("5.5")]
    assert check_store(old).fehler != ()

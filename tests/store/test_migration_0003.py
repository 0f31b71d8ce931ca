"""Migration 0003: what was stored before the round trip stays as it was, and can go back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from kek_dashboard.domain.rechte import WEB, Akteur, Rolle
from kek_dashboard.store import schema
from kek_dashboard.store.check import check_store
from kek_dashboard.store.eingang import keep_file, list_eingaenge
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import downgrade, migrate, read_revision
from kek_dashboard.store.session import Store
from tests.store.lieferungen import deliver, stammdaten, werte

NR = "1.1-01"
BERG = Akteur("berg", frozenset({Rolle.CONTROLLING}), herkunft=WEB)


@pytest.fixture
def old(store: Store) -> Store:
    """A database of the second schema with audit trail and two released Lieferungen."""
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    deliver(store, werte(NR, {2019: "5.50"}), stichtag=date(2020, 2, 1))
    downgrade(store, "0002")
    with store.reading() as connection:
        assert not set(sa.inspect(connection).get_table_names()) & {
            "eingang",
            "bestaetigung",
            "spaltenprofil",
        }
        assert "lieferfrist" not in {c["name"] for c in sa.inspect(connection).get_columns("kennzahl")}
        assert read_revision(connection) == "0002"
    return store


def test_up_keeps_every_figure_and_the_trail_still_fits(old: Store) -> None:
    assert migrate(old) is True
    assert check_store(old).fehler == ()
    akte = load_datenstand(old).akte(NR)
    assert [m.wert for m in akte.messwerte] == [Decimal("5.5")]
    assert (akte.kennzahl.lieferfrist, akte.kennzahl.plausibel_von, akte.kennzahl.summe_aus) == (
        None,
        None,
        "",
    )


def test_what_the_new_columns_hold_is_kept_exactly(old: Store) -> None:
    migrate(old)
    grund = stammdaten(NR)
    neu = replace(
        grund.kennzahlen[0], lieferfrist=90, plausibel_von=Decimal("-0.5"), plausibel_bis=Decimal("100.25"),
        sprung_ab=Decimal(15), pruefungen_aus="sprung", summe_aus="1.1-02 + 1.1-03",
    )  # fmt: skip
    deliver(old, replace(grund, kennzahlen=(neu,)), stichtag=date(2020, 3, 1))
    gelesen = load_datenstand(old).akte(NR).kennzahl
    assert replace(gelesen, fundstelle=neu.fundstelle) == neu
    assert check_store(old).fehler == ()


def test_a_check_value_that_is_no_number_is_refused_by_the_database(old: Store) -> None:
    migrate(old)
    spalten = ", ".join(c.name for c in schema.kennzahl.columns if c.name not in {"lieferung", "sprung_ab"})
    befehl = sa.text(
        f"INSERT INTO kennzahl (lieferung, sprung_ab, {spalten}) "
        f"SELECT 2, 'NaN', {spalten} FROM kennzahl WHERE lieferung = 1"
    )
    with pytest.raises(sa.exc.DBAPIError, match="sprung_ab"), old.writing() as connection:
        connection.execute(befehl)


def test_down_and_up_again_keeps_what_the_second_schema_knew(old: Store) -> None:
    migrate(old)
    with old.writing() as connection:
        keep_file(connection, BERG, "werte.xlsx", "0" * 64, b"PK", "{}")
    assert len(list_eingaenge(old, BERG)) == 1
    before = load_datenstand(old).akte(NR)
    downgrade(old, "0002")
    migrate(old)
    assert load_datenstand(old).akte(NR) == before
    assert list_eingaenge(old, BERG) == ()
    assert check_store(old).fehler == ()

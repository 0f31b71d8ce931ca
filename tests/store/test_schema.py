"""The schema and its migrations: the same on both databases, append-only, whole numbers of cents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kek_dashboard.store import schema
from kek_dashboard.store.check import check_store
from kek_dashboard.store.errors import StaleSchemaError
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import downgrade, ensure_schema, migrate
from kek_dashboard.store.session import Store, open_store
from tests.store.lieferungen import deliver, stammdaten, values, werte, ziel

NR = "1.1-01"


def test_migrating_twice_changes_nothing_the_second_time(store: Store) -> None:
    assert migrate(store) is False


def test_the_migrations_make_exactly_the_tables_of_the_schema(store: Store) -> None:
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_the_schema_can_be_taken_down_and_brought_up_again(store: Store) -> None:
    downgrade(store, "base")
    assert migrate(store) is True
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    assert NR in load_datenstand(store).akten


def test_a_database_without_tables_gets_its_schema_and_an_older_one_is_left_alone(
    fresh_url: Callable[[], str],
) -> None:
    store = open_store(fresh_url())
    ensure_schema(store)
    ensure_schema(store)
    with store.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(StaleSchemaError):
        ensure_schema(store)
    store.close()


@pytest.mark.parametrize(
    "verb", ["UPDATE messwert SET wert = 1", "DELETE FROM messwert", "DELETE FROM ereignis"]
)
def test_what_is_stored_can_neither_be_changed_nor_deleted(store: Store, verb: str) -> None:
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    deliver(store, werte(NR, {2019: "5"}), stichtag=date(2020, 1, 1))
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), store.writing() as connection:
        connection.execute(sa.text(verb))


def test_insert_or_replace_cannot_walk_around_the_rule(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    migrate(store)
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), store.writing() as connection:
        connection.execute(sa.text("INSERT OR REPLACE INTO ereignis SELECT * FROM ereignis"))
    store.close()


@pytest.mark.parametrize("wert", ["NaN", "Infinity", "1e13"])
def test_no_figure_is_stored_that_is_not_finite_and_plausible(store: Store, wert: str) -> None:
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    with pytest.raises(sa.exc.StatementError):
        deliver(store, werte(NR, {2019: wert}))
    raw = "INSERT INTO zielwert (lieferung, lfd, kennzahl_nr, jahr, wert, beschluss, herkunft, blatt, zelle, roh) "
    values_ = f"VALUES (1, 9, 'x', 2020, '{wert}', '', 'intern', 'a', 'b', '')"
    with pytest.raises(sa.exc.DBAPIError), store.writing() as connection:
        connection.execute(sa.text(raw + values_))


def test_a_number_comes_back_exactly_as_it_was_given(store: Store) -> None:
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    zahlen = {2018: "0.1", 2019: "-62.340000000001", 2020: "123456789012.5", 2021: "0", 2022: "1E+3"}
    deliver(store, werte(NR, dict(zahlen)), stichtag=date(2020, 1, 1))
    assert values(load_datenstand(store).akte(NR).messwerte) == {
        str(jahr): Decimal(zahl) for jahr, zahl in zahlen.items()
    }


def test_both_databases_give_the_same_content_hash(sqlite_url: str, postgres_url: str) -> None:
    hashes = []
    for url in (sqlite_url, postgres_url):
        store = open_store(url)
        migrate(store)
        deliver(store, stammdaten("1.1-10", "1.1-9"), stichtag=date(2020, 1, 1))
        deliver(store, werte("1.1-9", {2019: "5.50", 2020: None}), stichtag=date(2020, 1, 1))
        deliver(store, ziel("1.1-9", 2026, "95"))
        hashes.append(check_store(store).inhalt_sha256)
        store.close()
    assert hashes[0] == hashes[1]


def test_a_failed_step_leaves_nothing_behind(store: Store) -> None:
    before = check_store(store).inhalt_sha256

    def fail_halfway() -> None:
        with store.writing() as connection:
            connection.execute(sa.insert(schema.datei).values(sha256="x" * 64, groesse=1, inhalt=b"x"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert check_store(store).inhalt_sha256 == before


def test_check_finds_a_stored_file_that_was_tampered_with(store: Store) -> None:
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    assert check_store(store).fehler == ()
    with store.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(sa.text("DROP TRIGGER datei_kein_update"))
        else:
            connection.execute(sa.text("ALTER TABLE datei DISABLE TRIGGER ALL"))
        connection.execute(sa.update(schema.datei).values(inhalt=b"anders"))
    assert any("nicht mehr die" in text for text in check_store(store).fehler)

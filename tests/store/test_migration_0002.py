"""Migration 0002: what was stored before rights and audit stays, gets its entries, and can go back."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from kek_dashboard.store import migrate as migrate_module
from kek_dashboard.store.check import check_store
from kek_dashboard.store.lieferungen import list_lieferungen, load_lieferung, release
from kek_dashboard.store.migrate import downgrade, is_newest, migrate, read_revision
from kek_dashboard.store.protokoll import list_protokoll
from kek_dashboard.store.session import Store
from tests.store.lieferungen import deliver, stammdaten, werte

NR = "1.1-01"


@pytest.fixture
def old(store: Store) -> tuple[Store, str]:
    """A database of the first schema with two released Lieferungen and one that waits; and its content."""
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    deliver(store, werte(NR, {2019: "5.50", 2020: None}), stichtag=date(2020, 2, 1))
    deliver(store, werte(NR, {2021: "7"}))
    before = check_store(store).inhalt_sha256
    downgrade(store, "0001")
    with store.reading() as connection:
        names = set(sa.inspect(connection).get_table_names())
        assert not names & {"protokoll", "protokollstand", "konto", "anmeldeversuch"}
        assert read_revision(connection) == "0001"
    return store, before


def test_up_keeps_every_row_and_each_gets_an_entry(old: tuple[Store, str]) -> None:
    store, before = old
    assert migrate(store) is True
    pruefung = check_store(store)
    assert (pruefung.fehler, pruefung.inhalt_sha256) == ((), before)
    assert [(e.wer, e.aktion, e.gegenstand_art, e.gegenstand) for e in reversed(list_protokoll(store))] == [
        ("programm", "uebernommen", "lieferung", "1"),
        ("programm", "uebernommen", "lieferung", "2"),
        ("programm", "uebernommen", "lieferung", "3"),
        ("programm", "uebernommen", "ereignis", "1"),
        ("programm", "uebernommen", "ereignis", "2"),
        ("programm", "migriert", "datenbank", "schema"),
    ]
    assert {(eine.absender, eine.freigegeben_von) for eine in list_lieferungen(store)} == {("", "")}
    release(store, [3])
    assert load_lieferung(store, 3).freigegeben_von == "lokal"
    assert check_store(store).fehler == ()


def test_the_rules_of_the_first_schema_still_hold_after_up_and_after_down(old: tuple[Store, str]) -> None:
    store, _ = old
    for _ in range(2):
        for befehl in ("UPDATE messwert SET wert = '1'", "DELETE FROM lieferung", "DELETE FROM ereignis"):
            with pytest.raises(sa.exc.DBAPIError, match="append-only"), store.writing() as connection:
                connection.execute(sa.text(befehl))
        migrate(store)


def test_down_and_up_again_with_data_of_the_new_schema(old: tuple[Store, str]) -> None:
    store, before = old
    migrate(store)
    downgrade(store, "0001")
    migrate(store)
    assert (check_store(store).fehler, check_store(store).inhalt_sha256) == ((), before)


def test_a_migration_that_breaks_off_leaves_the_old_schema_whole(
    old: tuple[Store, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = old

    def break_off(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as kaputt:
        kaputt.setattr(migrate_module, "take_over", break_off)
        with pytest.raises(RuntimeError):
            migrate(store)
    with store.reading() as connection:
        assert read_revision(connection) == "0001"
        assert "protokoll" not in sa.inspect(connection).get_table_names()
        assert not is_newest(connection)
    assert migrate(store) is True
    assert check_store(store).fehler == ()


def test_a_new_database_begins_with_an_empty_trail(store: Store) -> None:
    assert list_protokoll(store) == ()
    assert check_store(store).fehler == ()

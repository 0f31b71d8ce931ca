"""Migration 0006: the list of reports comes and goes; every figure stays as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from kek_dashboard.store.berichte import list_berichte
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import downgrade, migrate, read_revision
from kek_dashboard.store.session import Store
from tests.store.lieferungen import deliver, stammdaten, werte

NR = "1.1-01"


@pytest.fixture
def old(store: Store) -> Store:
    """A database of the fifth schema with values."""
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    deliver(store, werte(NR, {2019: "5.50"}), stichtag=date(2020, 2, 1))
    downgrade(store, "0005")
    with store.reading() as connection:
        assert "bericht" not in sa.inspect(connection).get_table_names()
        assert read_revision(connection) == "0005"
    return store


@pytest.mark.parametrize("revision", ["0001", "0005"])
def test_up_from_an_older_schema_keeps_every_figure_and_brings_an_empty_list(
    old: Store, revision: str
) -> None:
    downgrade(old, revision)
    assert migrate(old) is True
    assert [m.wert for m in load_datenstand(old).akte(NR).messwerte] == [Decimal("5.5")]
    assert list_berichte(old) == ()

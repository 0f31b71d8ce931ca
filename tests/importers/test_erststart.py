"""The first start fills an empty database with all files or none, and never touches a filled one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.importers import erststart
from kek_dashboard.importers.erststart import BestandError, load_bestand, prepare
from kek_dashboard.store.errors import NotEmptyError
from kek_dashboard.store.lieferungen import count_lieferungen, list_lieferungen
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = open_store(database_url)
    migrate(opened)
    yield opened
    opened.close()


def test_the_zielsystem_alone_has_the_goals_word_for_word_and_nothing_else(store: Store) -> None:
    assert prepare(store, beispiel=False) == 1
    stand = load_datenstand(store)
    anzahl = {ebene: len(stand.ziele_der_ebene(ebene)) for ebene in Ebene}
    assert anzahl == {Ebene.LEITBILD: 1, Ebene.OBERZIEL: 3, Ebene.UNTERZIEL: 12, Ebene.HANDLUNGSFELD: 21}
    assert stand.ziel("0").wortlaut == "Landkreis Helmstedt – Willkommenskultur gelebt."
    assert [f.beschluss for f in stand.ziel("3").fassungen] == [
        "Drucksache 72/2018, Beschlussvorschlag",
        "Drucksache 72/2018, Anlage 1",
    ]
    assert stand.ziel("3").wortlaut == (
        "Der Landkreis Helmstedt versteht sich als moderner und serviceorientierter Dienstleister."
    )
    assert not stand.akten


def test_a_filled_database_is_left_alone(store: Store) -> None:
    prepare(store, beispiel=False)
    assert prepare(store, beispiel=True) == 0
    with pytest.raises(NotEmptyError, match="1 Lieferungen"):
        load_bestand(store, beispiel=True)


def test_one_refused_file_leaves_the_database_empty(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kaputt.csv").write_text("Kennzahl-Nr.;Zeitraum;Ist\n9.9-99;2020;5\n", encoding="utf-8")
    plan = tmp_path / "lieferplan.toml"
    plan.write_text(
        f"""
        [[lieferung]]
        datei = '{erststart.ZIELSYSTEM.as_posix()}'
        art = "stammdaten"
        stichtag = 2018-09-12
        [[lieferung]]
        datei = "kaputt.csv"
        art = "kennzahlen"
        stichtag = 2019-01-01
        """,
        encoding="utf-8",
    )
    monkeypatch.setattr(erststart, "LIEFERPLAN", plan)
    with pytest.raises(BestandError, match=r"9\.9-99"):
        load_bestand(store, beispiel=True)
    assert count_lieferungen(store) == 0


def test_every_shipped_file_is_marked_as_taken_over_later(beispiel_url: str) -> None:
    store = open_store(beispiel_url)
    assert all(lieferung.rueckwirkend for lieferung in list_lieferungen(store))
    store.close()

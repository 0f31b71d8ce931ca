"""Kept what-ifs go with a backup to either database, and neither they nor their restoring change a figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from kek_dashboard.domain.haushalt import Positionsart, Positionsschluessel
from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.domain.szenario import Aenderung, Bereich, Grundlage, Reichweite, Szenario, Weise
from kek_dashboard.domain.szenarioform import read_szenario, write_szenario
from kek_dashboard.store.arbeitsstand import Arbeitsart, create_arbeitsstand, list_arbeitsstaende
from kek_dashboard.store.check import check_store
from kek_dashboard.store.inhalt import content_sha256
from kek_dashboard.store.load import data_version
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.store.sicherung import backup, restore
from tests.store.lieferungen import deliver, stammdaten

KAEMMEREI = Akteur("kaemmerei", frozenset({Rolle.KAEMMEREI}))
SZENARIO = Szenario(
    "Kürzen „überall“",
    2026,
    "nachtrag-1",
    Grundlage(date(2026, 2, 1), 55, "0123456789abcdef" * 2),
    (
        Aenderung(
            Bereich(
                Reichweite.PRODUKT, Positionsschluessel(produkt="Größe 1.10"), Positionsart.AUFWENDUNGEN, "40"
            ),
            Weise.PROZENT,
            Decimal("-2.5"),
        ),
        Aenderung(
            Bereich(Reichweite.ZEILE, Positionsschluessel("03", "", "0365", "4318000", "I-1", 2)),
            Weise.AUF,
            Decimal("1234567.89"),
        ),
    ),
)


def keep(store: Store) -> None:
    with store.writing() as connection:
        create_arbeitsstand(
            connection,
            KAEMMEREI,
            Arbeitsart.SZENARIO,
            SZENARIO.name,
            SZENARIO.haushaltsjahr,
            SZENARIO.fassung,
            write_szenario(SZENARIO),
        )


def kept(store: Store) -> list[tuple[Szenario, str, int]]:
    with store.reading() as connection:
        alle = list_arbeitsstaende(connection, Arbeitsart.SZENARIO)
    return [
        (read_szenario(s.name, s.haushaltsjahr, s.fassung, s.inhalt), s.wer, s.fortschreibung) for s in alle
    ]


def content(store: Store) -> tuple[str, int]:
    with store.reading() as connection:
        return content_sha256(connection), data_version(store)


def test_a_kept_szenario_changes_no_figure(store: Store) -> None:
    deliver(store, stammdaten("1.1-01"), stichtag=date(2020, 1, 1))
    vorher = content(store)
    keep(store)
    assert content(store) == vorher
    assert check_store(store).fehler == ()
    assert kept(store) == [(SZENARIO, "kaemmerei", 1)]


def test_it_comes_back_from_a_backup_on_either_database(
    store: Store, fresh_url: Callable[[], str], tmp_path: Path
) -> None:
    deliver(store, stammdaten("1.1-01"), stichtag=date(2020, 1, 1))
    keep(store)
    gesichert = backup(store, tmp_path / "a.kek")
    other = open_store(fresh_url())
    try:
        assert restore(other, tmp_path / "a.kek").inhalt_sha256 == gesichert.inhalt_sha256
        assert kept(other) == kept(store) == [(SZENARIO, "kaemmerei", 1)]
        assert content(other) == content(store)
    finally:
        other.close()


def test_from_sqlite_to_postgresql_and_back_the_file_is_the_same(
    sqlite_url: str, postgres_url: str, tmp_path: Path
) -> None:
    urls = [sqlite_url, postgres_url, f"sqlite:///{(tmp_path / 'zurueck.sqlite').as_posix()}"]
    stores = [open_store(url) for url in urls]
    try:
        migrate(stores[0])
        keep(stores[0])
        backup(stores[0], tmp_path / "0.kek")
        for nr, store in enumerate(stores[1:], 1):
            restore(store, tmp_path / f"{nr - 1}.kek")
            backup(store, tmp_path / f"{nr}.kek")
            assert kept(store) == kept(stores[0])
        assert len({(tmp_path / f"{nr}.kek").read_bytes() for nr in range(3)}) == 1
    finally:
        for store in stores:
            store.close()

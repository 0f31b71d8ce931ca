"""Migration 0005: what was stored before Meilensteine, Sitzungen, Vergleichswerte stays as it was, and can go back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.massnahme import Massnahme, Meilenstein
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.store.check import check_store
from kek_dashboard.store.errors import ReleaseError
from kek_dashboard.store.lieferungen import withdraw
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import downgrade, migrate, read_revision
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.store.sicherung import backup, restore
from kek_dashboard.store.zelle import load_zelle
from tests.store.lieferungen import WO, deliver, stammdaten, werte

NR = "1.1-01"
TABELLEN = {"meilenstein", "sitzung", "vergleichswert"}
MASSNAHME = Massnahme("M-10", "1.1", "Lotsen", beginn=date(2019, 1, 1), fundstelle=WO)
SCHRITT = Meilenstein("M-10", "Konzept", date(2020, 6, 30), None, "Entwurf liegt vor", fundstelle=WO)
SITZUNG = Sitzung(date(2020, 3, 5), "Ausschuss", "Bericht", Herkunft.BEISPIEL, WO)
WERT = Vergleichswert(
    NR, "Gifhorn", Zeitraum(2019), Decimal("12.50"), "Destatis", Herkunft.AMTLICH, fundstelle=WO
)


@pytest.fixture
def old(store: Store) -> Store:
    """A database of the fourth schema with a Maßnahme and values."""
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    deliver(store, Inhalt(massnahmen=(MASSNAHME,)), stichtag=date(2020, 1, 2))
    deliver(store, werte(NR, {2019: "5.50"}), stichtag=date(2020, 2, 1))
    downgrade(store, "0004")
    with store.reading() as connection:
        assert not set(sa.inspect(connection).get_table_names()) & TABELLEN
        assert read_revision(connection) == "0004"
    return store


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004"])
def test_up_from_every_older_schema_keeps_every_figure(old: Store, revision: str) -> None:
    downgrade(old, revision)
    assert migrate(old) is True
    stand = load_datenstand(old)
    assert [m.wert for m in stand.akte(NR).messwerte] == [Decimal("5.5")]
    assert replace(stand.massnahmen["M-10"], fundstelle=WO) == MASSNAHME
    assert (stand.meilensteine, stand.sitzungen, stand.vergleichswerte) == ({}, (), {})
    assert check_store(old).fehler == ()


def test_what_the_new_tables_hold_is_kept_exactly(old: Store) -> None:
    migrate(old)
    fertig = replace(SCHRITT, bezeichnung="Start", geplant=None, erreicht=date(2020, 2, 29), bemerkung="")
    spaeter = replace(SITZUNG, datum=date(2020, 9, 3), bezeichnung="")
    andere = replace(WERT, zeitraum=Zeitraum.parse("2018-Q4"), wert=Decimal("-0.001"), quelle="")
    inhalt = Inhalt(
        meilensteine=(fertig, SCHRITT), sitzungen=(spaeter, SITZUNG), vergleichswerte=(WERT, andere)
    )
    deliver(old, inhalt, stichtag=date(2020, 3, 1))
    stand = load_datenstand(old)
    assert [replace(m, fundstelle=WO) for m in stand.meilensteine["M-10"]] == [SCHRITT, fertig]
    assert [replace(s, fundstelle=WO) for s in stand.sitzungen] == [SITZUNG, spaeter]
    assert [replace(v, fundstelle=WO) for v in stand.vergleichswerte[NR]] == [andere, WERT]
    assert check_store(old).fehler == ()


def test_a_correction_is_a_new_version_and_the_day_decides_which_one_counts(old: Store) -> None:
    migrate(old)
    erste = deliver(old, Inhalt(meilensteine=(SCHRITT,), vergleichswerte=(WERT,)), stichtag=date(2020, 3, 1))
    fertig = replace(SCHRITT, erreicht=date(2020, 6, 15))
    neu = Inhalt(meilensteine=(fertig,), vergleichswerte=(replace(WERT, wert=Decimal(13)),))
    zweite = deliver(old, neu, stichtag=date(2020, 7, 1))

    def known(tag: date | None = None) -> tuple[date | None, Decimal | None]:
        stand = load_datenstand(old, tag)
        return stand.meilensteine["M-10"][0].erreicht, stand.vergleichswerte[NR][0].wert

    assert known() == (date(2020, 6, 15), Decimal(13))
    assert known(date(2020, 6, 30)) == (None, Decimal("12.5"))
    assert load_datenstand(old, date(2020, 2, 28)).meilensteine == {}
    (fund, _) = load_zelle(old, zweite, WO.blatt, WO.zelle).funde
    assert [v.fundstelle.lieferung for v in fund.versionen] == [erste, zweite]
    withdraw(old, [zweite], "Tag war falsch")
    assert known() == (None, Decimal("12.5"))
    assert check_store(old).fehler == ()


def test_what_meilensteine_and_vergleichswerte_belong_to_cannot_be_taken_from_under_them(old: Store) -> None:
    migrate(old)
    deliver(old, Inhalt(meilensteine=(SCHRITT,)), stichtag=date(2020, 3, 1))
    with pytest.raises(ReleaseError, match="Zur Maßnahme M-10 gibt es Meilensteine, aber die Maßnahme nicht"):
        withdraw(old, [2], "falsch")
    with pytest.raises(ReleaseError, match=r"Zur Kennzahl 9\.9 gibt es Vergleichswerte"):
        deliver(old, Inhalt(vergleichswerte=(replace(WERT, kennzahl_nr="9.9"),)), stichtag=date(2020, 3, 1))


@pytest.mark.parametrize("tabelle", sorted(TABELLEN))
def test_what_was_delivered_is_never_changed_or_deleted(old: Store, tabelle: str) -> None:
    migrate(old)
    inhalt = Inhalt(meilensteine=(SCHRITT,), sitzungen=(SITZUNG,), vergleichswerte=(WERT,))
    deliver(old, inhalt, stichtag=date(2020, 3, 1))
    for befehl in (f"UPDATE {tabelle} SET zelle = 'x'", f"DELETE FROM {tabelle}"):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), old.writing() as connection:
            connection.execute(sa.text(befehl))


@pytest.mark.parametrize("wert", ["NaN", "Infinity", "1e13"])
def test_no_value_of_another_region_is_stored_that_is_not_finite_and_plausible(old: Store, wert: str) -> None:
    migrate(old)
    befehl = (
        "INSERT INTO vergleichswert (lieferung, lfd, kennzahl_nr, region, zeitraum, wert, quelle, herkunft, "
        f"blatt, zelle, roh) VALUES (1, 9, 'x', 'y', '2019', '{wert}', '', 'amtlich', 'a', 'b', '')"
    )
    with pytest.raises(sa.exc.DBAPIError), old.writing() as connection:
        connection.execute(sa.text(befehl))


def test_both_databases_give_the_same_content_hash(sqlite_url: str, postgres_url: str) -> None:
    hashes = []
    for url in (sqlite_url, postgres_url):
        store = open_store(url)
        migrate(store)
        deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
        deliver(store, Inhalt(massnahmen=(MASSNAHME,)), stichtag=date(2020, 1, 2))
        ohne = check_store(store).inhalt_sha256
        inhalt = Inhalt(meilensteine=(SCHRITT,), sitzungen=(SITZUNG,), vergleichswerte=(WERT,))
        deliver(store, inhalt, stichtag=date(2020, 3, 1))
        hashes.append(check_store(store).inhalt_sha256)
        assert hashes[-1] != ohne
        store.close()
    assert hashes[0] == hashes[1]


def test_a_backup_brings_all_of_it_back(old: Store, fresh_url: Callable[[], str], tmp_path: Path) -> None:
    migrate(old)
    inhalt = Inhalt(meilensteine=(SCHRITT,), sitzungen=(SITZUNG,), vergleichswerte=(WERT,))
    deliver(old, inhalt, stichtag=date(2020, 3, 1))
    saved = backup(old, tmp_path / "a.kek")
    assert saved.zeilen["meilenstein"] == saved.zeilen["sitzung"] == saved.zeilen["vergleichswert"] == 1
    other = open_store(fresh_url())
    migrate(other)
    assert restore(other, tmp_path / "a.kek").inhalt_sha256 == check_store(old).inhalt_sha256
    stand, zuvor = load_datenstand(other), load_datenstand(old)
    assert (stand.meilensteine, stand.sitzungen) == (zuvor.meilensteine, zuvor.sitzungen)
    assert stand.vergleichswerte == zuvor.vergleichswerte != {}
    assert check_store(other).fehler == ()
    other.close()


def test_going_back_keeps_what_the_fourth_schema_knew_and_says_what_is_lost(old: Store) -> None:
    migrate(old)
    vorher = load_datenstand(old)
    deliver(old, Inhalt(meilensteine=(SCHRITT,)), stichtag=date(2020, 3, 1))
    downgrade(old, "0004")
    migrate(old)
    nachher = load_datenstand(old)
    assert (nachher.akten, nachher.massnahmen) == (vorher.akten, vorher.massnahmen)
    assert nachher.meilensteine == {}
    assert any("nicht mehr so" in fehler for fehler in check_store(old).fehler)

"""The audit trail: every act has its entry, and tampering is refused or found."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.kennzahl import Zielwert
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.store import schema
from kek_dashboard.store.anmeldung import authenticate
from kek_dashboard.store.check import check_store
from kek_dashboard.store.errors import NotAllowedError, ReleaseError
from kek_dashboard.store.konten import create_konto, lock
from kek_dashboard.store.lieferungen import load_lieferung, release, withdraw
from kek_dashboard.store.load import today
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.protokoll import list_protokoll, load_stand
from kek_dashboard.store.save import Abgabe, compare, save_delivery
from kek_dashboard.store.session import Store, open_store
from tests.store import eingriffe
from tests.store.lieferungen import WO, deliver, stammdaten, werte

NR = "1.1-01"
TAG = date(2020, 1, 1)
CONTROLLING = Akteur("meier", frozenset({Rolle.CONTROLLING}))
KAEMMEREI = Akteur("kunz", frozenset({Rolle.KAEMMEREI}))
VERWALTUNG = Akteur("amt", frozenset({Rolle.VERWALTUNG}), herkunft="kommandozeile")


def fill(store: Store) -> None:
    """Two released Lieferungen, one that waits with a Befund, two accounts, one of them locked."""
    grund = stammdaten(NR)
    ziele = (Zielwert(NR, 2026, Decimal(95), fundstelle=WO),)
    deliver(
        store,
        Inhalt(
            ziele=grund.ziele, kennzahlen=grund.kennzahlen, zuordnungen=grund.zuordnungen, zielwerte=ziele
        ),
        stichtag=TAG,
    )
    deliver(store, werte(NR, {2019: "5", 2020: None}), stichtag=TAG)
    with store.writing() as connection:
        inhalt = werte(NR, {2021: "7"})
        abgabe = Abgabe("drei.xlsx", b"drei", Lieferart.KENNZAHLEN)
        befund = Befund(Schwere.HINWEIS, "x", "Text", "Blatt", "A1")
        save_delivery(connection, abgabe, inhalt, (befund,), compare(connection, inhalt), CONTROLLING)
    create_konto(store, VERWALTUNG, "alt", {Rolle.LESER})
    lock(store, VERWALTUNG, "alt")


def acts(store: Store) -> list[tuple[str, str, str, str]]:
    return [(e.wer, e.aktion, e.gegenstand_art, e.gegenstand) for e in reversed(list_protokoll(store))]


def faults(store: Store, siegel: tuple[int, str] | None = None) -> tuple[str, ...]:
    return check_store(store, siegel).fehler


def test_each_act_has_its_entry_in_order(store: Store) -> None:
    fill(store)
    release(store, [3], akteur=CONTROLLING, vier_augen=False)
    withdraw(store, [3], "falsch", CONTROLLING)
    assert acts(store) == [
        ("lokal", "geliefert", "lieferung", "1"),
        ("lokal", "freigegeben", "ereignis", "1"),
        ("lokal", "geliefert", "lieferung", "2"),
        ("lokal", "freigegeben", "ereignis", "2"),
        ("meier", "geliefert", "lieferung", "3"),
        ("amt", "konto_angelegt", "konto", "alt"),
        ("amt", "konto_gesperrt", "konto", "alt"),
        ("meier", "freigegeben", "ereignis", "3"),
        ("meier", "zurueckgezogen", "ereignis", "4"),
    ]
    assert faults(store) == ()
    letzter = list_protokoll(store, anzahl=1)[0]
    assert json.loads(letzter.nachher)["grund"] == "falsch"
    assert (letzter.rollen, letzter.herkunft) == ("controlling", "web")


def test_a_lieferung_tells_who_delivered_released_and_withdrew_it(store: Store) -> None:
    fill(store)
    assert (load_lieferung(store, 3).absender, load_lieferung(store, 3).freigegeben_von) == ("meier", "")
    release(store, [3], akteur=CONTROLLING, vier_augen=False)
    withdraw(store, [3], "falsch", Akteur("berg", frozenset({Rolle.CONTROLLING})))
    dritte = load_lieferung(store, 3)
    assert (dritte.freigegeben_von, dritte.zurueckgezogen_von) == ("meier", "berg")


def test_what_is_refused_leaves_no_entry(store: Store) -> None:
    fill(store)
    before = load_stand(store)
    with pytest.raises(ReleaseError):
        release(store, [3, 3], akteur=CONTROLLING, vier_augen=False)
    assert load_stand(store) == before


def test_the_content_hash_knows_nothing_of_people_moments_and_trail(store: Store, sqlite_url: str) -> None:
    fill(store)
    before = check_store(store).inhalt_sha256
    create_konto(store, VERWALTUNG, "neu", {Rolle.LESER})
    assert check_store(store).inhalt_sha256 == before


def test_releasing_takes_the_right_role_at_the_store_too(store: Store) -> None:
    fill(store)
    with pytest.raises(NotAllowedError, match="controlling"):
        release(store, [3], akteur=KAEMMEREI)
    with pytest.raises(NotAllowedError):
        withdraw(store, [1], "weg", VERWALTUNG)
    zuordnung = HaushaltsZuordnung(2019, "365100", "", Bezug.UNTERZIEL, "1.1", fundstelle=WO)
    nr = deliver(store, Inhalt(haushaltszuordnungen=(zuordnung,)))
    release(store, [nr], akteur=KAEMMEREI)
    assert faults(store) == ()


def test_the_list_is_filtered_and_paged(store: Store) -> None:
    fill(store)
    assert [e.nr for e in list_protokoll(store, anzahl=3)] == [7, 6, 5]
    assert [e.nr for e in list_protokoll(store, anzahl=3, vor_nr=5)] == [4, 3, 2]
    assert [e.nr for e in list_protokoll(store, wer="meier")] == [5]
    assert [e.nr for e in list_protokoll(store, aktion="freigegeben")] == [4, 2]
    assert [e.nr for e in list_protokoll(store, gegenstand=("konto", "alt"))] == [7, 6]
    assert len(list_protokoll(store, seit=today(), bis=today())) == 7
    assert list_protokoll(store, seit=today() + timedelta(days=1)) == ()
    assert list_protokoll(store, bis=today() - timedelta(days=1)) == ()


def test_whoever_sits_at_the_database_is_refused(store: Store) -> None:
    fill(store)
    is_sqlite = store.engine.dialect.name == "sqlite"
    verboten = eingriffe.REFUSED | (
        eingriffe.REFUSED_ON_SQLITE if is_sqlite else eingriffe.REFUSED_ON_POSTGRESQL
    )
    for befehl in verboten.values():
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), store.writing() as connection:
            connection.execute(sa.text(befehl))
    assert faults(store) == ()


@pytest.mark.parametrize("name", eingriffe.FOUND)
def test_tampering_behind_the_triggers_is_found(store: Store, name: str) -> None:
    fill(store)
    eingriffe.tamper(store, eingriffe.FOUND[name])
    assert faults(store) != ()


def test_other_bytes_in_a_stored_file_are_found(store: Store) -> None:
    fill(store)
    eingriffe.tamper(store, eingriffe.change_file)
    assert any("nicht mehr die" in text for text in faults(store))


def test_only_the_seal_finds_a_trail_that_was_rewritten_whole(store: Store) -> None:
    fill(store)
    siegel = load_stand(store)
    assert faults(store, siegel) == ()
    eingriffe.tamper(store, eingriffe.rewrite_trail)
    assert faults(store) == ()
    assert faults(store, siegel) != ()


def test_only_the_seal_finds_that_the_last_sign_ins_were_cut_off(store: Store) -> None:
    fill(store)
    authenticate(store, "niemand", "kein Passwort", "10.0.0.7")
    siegel = load_stand(store)
    cut = (
        "DELETE FROM protokoll WHERE nr = 8",
        "UPDATE protokollstand SET nr = 7, hash = (SELECT hash FROM protokoll WHERE nr = 7)",
    )
    eingriffe.tamper(store, cut)
    assert faults(store) == ()
    assert faults(store, siegel) != ()


def test_an_old_seal_stays_good_while_the_trail_grows(store: Store) -> None:
    fill(store)
    siegel = load_stand(store)
    release(store, [3], akteur=CONTROLLING, vier_augen=False)
    assert faults(store, siegel) == ()


@pytest.mark.parametrize("tabelle", ["messwert", "protokoll", "protokollstand", "konto"])
def test_a_trigger_that_is_gone_is_found(store: Store, tabelle: str) -> None:
    fill(store)
    with store.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(sa.text(f"DROP TRIGGER {tabelle}_kein_delete"))
        else:
            connection.execute(sa.text(f"ALTER TABLE {tabelle} DISABLE TRIGGER {tabelle}_kein_delete"))
    assert any(f"{tabelle}_kein_delete" in text for text in faults(store))


def test_both_databases_chain_the_same_state_of_a_lieferung(sqlite_url: str, postgres_url: str) -> None:
    told: list[list[Any]] = []
    for url in (sqlite_url, postgres_url):
        store = open_store(url)
        migrate(store)
        fill(store)
        zustaende = [json.loads(e.nachher) for e in list_protokoll(store)]
        told.append([z.get("inhalt_sha256") for z in zustaende])
        store.close()
    assert told[0] == told[1]
    assert sum(summe is not None for summe in told[0]) == 3


def test_a_role_that_may_only_select_and_insert_is_enough_for_the_program(postgres_url: str) -> None:
    """What docs/betrieb.md may advise: the tables belong to another role than the one that serves."""
    owner = open_store(postgres_url)
    migrate(owner)
    with owner.writing() as connection:
        connection.execute(sa.text("CREATE ROLE kek_dienst"))
        for rechte, tabellen in (
            ("SELECT, INSERT", schema.APPEND_ONLY),
            ("SELECT, INSERT, UPDATE", schema.KEPT),
            ("SELECT, INSERT, UPDATE, DELETE", ("anmeldeversuch",)),
            ("SELECT", ("alembic_version",)),
        ):
            connection.execute(sa.text(f"GRANT {rechte} ON {', '.join(tabellen)} TO kek_dienst"))
    dienst = open_store(postgres_url)
    sa.event.listen(
        dienst.engine, "connect", lambda raw, _: raw.execute("SET ROLE kek_dienst") and raw.commit()
    )
    try:
        fill(dienst)
        assert authenticate(dienst, "alt", "kein Passwort", "10.0.0.7").konto is None
        assert faults(dienst) == ()
        for befehl in (
            "UPDATE messwert SET wert = 1",
            "TRUNCATE protokoll",
            "ALTER TABLE protokoll DISABLE TRIGGER USER",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(sa.exc.ProgrammingError), dienst.writing() as connection:
                connection.execute(sa.text(befehl))
    finally:
        dienst.close()
        with owner.writing() as connection:
            connection.execute(sa.text("DROP OWNED BY kek_dienst"))
            connection.execute(sa.text("DROP ROLE kek_dienst"))
        owner.close()

"""Protokollseite: the audit trail is read and filtered, and says what was before and after in words."""

from __future__ import annotations

import pytest

from kek_dashboard.domain.protokoll import Eintrag
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.store import schema
from kek_dashboard.store.konten import lock, set_password, set_rights
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.protokoll import list_protokoll
from kek_dashboard.store.session import open_store
from kek_dashboard.web.pages.protokoll import read_entries
from kek_dashboard.web.pages.protokoll.worte import (
    DING_WORT,
    EREIGNIS_WORT,
    FELD_WORT,
    changes,
    field_text,
    value_text,
)
from tests.web.personen import ROOT, add_person, screen, server_app, server_settings, signed_in


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = open_store(f"sqlite:///{(tmp_path_factory.mktemp('protokoll') / 'kek.sqlite').as_posix()}")
    migrate(store)
    add_person(store, "chefin", Rolle.VERWALTUNG)
    add_person(store, "leser", Rolle.LESER)
    for runde in range(30):
        set_rights(store, ROOT, "leser", [Rolle.LESER] + [Rolle.KAEMMEREI] * (runde % 2))
        set_rights(store, ROOT, "leser", [Rolle.CONTROLLING])
    set_password(store, ROOT, "leser", "ein neues langes Passwort")
    lock(store, ROOT, "leser")
    yield store
    store.close()


@pytest.fixture(scope="module")
def seite(store, tmp_path_factory):
    app = server_app(store, server_settings(tmp_path_factory.mktemp("server")))
    client = signed_in(app, store, "chefin")
    return lambda search="": screen(client, "/protokoll", search)


def test_every_event_and_thing_has_a_word():
    from kek_dashboard.domain.protokoll import Ereignisart, Gegenstand

    assert set(EREIGNIS_WORT) == set(Ereignisart)
    assert set(DING_WORT) == set(Gegenstand)


def test_the_newest_comes_first_with_before_and_after(seite):
    text = seite().partition("<tbody>")[2]
    assert text.index("Konto gesperrt") < text.index("Passwort geändert") < text.index("Konto geändert")
    assert "<del>ja</del> → <ins>nein</ins>" in text
    assert "an der Kommandozeile" in text


def test_no_fingerprint_of_a_password_is_shown(seite, store):
    eintrag = list_protokoll(store, aktion="passwort_geaendert", anzahl=1)[0]
    summe = {name: nachher for name, _, nachher in changes(eintrag)}["passwort_sha256"]
    assert len(summe) == 64 and summe not in seite("?was=passwort_geaendert")


def test_it_pages_to_the_oldest_and_back(seite):
    import re

    erste = seite()
    weiter = re.search(r"vor=(\d+)", erste)
    assert weiter is not None and "Ältere" in erste
    zweite = seite(f"?vor={weiter[1]}")
    assert "Konto angelegt" in zweite and "Zu den neuesten" in zweite and "Ältere" not in zweite


@pytest.mark.parametrize(
    ("query", "zahl"),
    [
        ({"was": "konto_gesperrt"}, 1),
        ({"was": "konto_angelegt"}, 2),
        ({"was": "konto_angelegt", "art": "konto", "ding": "leser"}, 1),
        ({"was": "konto_gesperrt", "wer": "root"}, 1),
        ({"wer": "niemand"}, 0),
        ({"bis": "2000-01-01"}, 0),
        ({"was": "konto_gesperrt", "seit": "2000-01-01"}, 1),
        ({"was": "unsinn", "wer": "chefin"}, 0),
    ],
)
def test_it_filters_by_time_person_act_and_thing(store, query, zahl):
    assert len(read_entries(store, query)) == zahl


@pytest.mark.parametrize(
    "search",
    [
        "?vor=abc",
        "?vor=" + "9" * 40,
        "?vor=" + "0" * 30 + "9" * 30,
        "?seit=gestern",
        "?was=<script>",
        "?art=x&ding=y",
        "?vor=²",
    ],
)
def test_an_address_that_means_nothing_shows_everything(seite, search):
    text = seite(search)
    assert "Konto gesperrt" in text and "Das hat nicht geklappt" not in text and "<script>" not in text


def test_nothing_found_says_so(seite):
    assert "Dazu gibt es keinen Eintrag" in seite("?wer=niemand")


LIEFERUNG = (
    '{"absender":"lokal","art":"haushalt","dateiname":"Plan.xlsx","eingegangen":"2026-11-23T13:32:24Z","fassung":"nachtrag-1",'
    '"gelesen":"12345","haushaltsjahr":"2026","nr":"73","sha256":"997c53905410032fae9c120e6ae56cc0c8c336121339b89a"}'
)
FREIGABE = (
    '{"am":"2026-10-05","art":"freigegeben","lieferung":"73","nr":"80","rueckwirkend":"1","wer":"lokal",'
    '"zeitpunkt":"2026-11-23T13:32:24Z"}'
)


def entry(aktion, art, gegenstand, nachher):
    leer = {"vorher": "", "hash_vorher": "", "hash": "", "rollen": "", "herkunft": "lokal"}
    wann = "2026-11-23T13:32:24Z"
    return Eintrag(
        1, wann, "lokal", aktion=aktion, gegenstand_art=art, gegenstand=gegenstand, nachher=nachher, **leer
    )


def said(eintrag):
    return [(field_text(name), value_text(name, nachher)) for name, _, nachher in changes(eintrag)]


def test_a_lieferung_is_told_in_german_words_and_without_what_its_row_says_anyway():
    assert said(entry("geliefert", "lieferung", "73", LIEFERUNG))[:-1] == [
        ("Datei", "Plan.xlsx"),
        ("Art", "Haushaltsplan"),
        ("Haushaltsjahr", "2026"),
        ("Fassung", "1. Nachtrag"),
        ("gelesene Angaben", "12.345"),
    ]


def test_a_release_is_told_with_its_day_as_people_write_it():
    erwartet = [("gilt ab", "05.10.2026"), ("rückwirkend gesetzt", "ja")]
    assert said(entry("freigegeben", "ereignis", "80", FREIGABE)) == erwartet


def test_an_entry_taken_over_later_tells_when_the_thing_itself_was():
    gesagt = dict(said(entry("uebernommen", "ereignis", "80", FREIGABE.replace("13:32:24Z", "09:00:00Z"))))
    assert "23.11.2026" in gesagt["Zeitpunkt"] and gesagt["Art"] == "freigegeben"


def test_a_moment_that_is_the_same_to_the_minute_is_not_told_twice():
    eintrag = entry("geliefert", "lieferung", "73", LIEFERUNG.replace("13:32:24Z", "13:32:20Z"))
    assert "eingegangen" not in dict(said(eintrag))


def test_every_field_an_entry_may_keep_has_a_german_word():
    tabellen = (schema.lieferung, schema.ereignis, schema.spaltenprofil, schema.konto)
    felder = {spalte.name for tabelle in tabellen for spalte in tabelle.columns} - {"passwort_hash"}
    assert felder <= set(FELD_WORT)


def test_a_day_that_is_none_and_units_of_an_account_are_said_as_they_are():
    assert value_text("grund", "2026-99-99") == "2026-99-99"
    assert value_text("fachbereiche", '["GB Jugend", "Kreisplanung"]') == "GB Jugend, Kreisplanung"
    assert value_text("rollen", "kaemmerei,leser") == "Kämmerei, Leser"

"""Konten: the pages and forms of accounts, one's own and those of others."""

from __future__ import annotations

import re

import pytest

from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.settings import Anmeldung
from kek_dashboard.store.konten import load_konto
from kek_dashboard.store.protokoll import list_protokoll
from tests.web.factories import BOESE
from tests.web.personen import (
    HTML,
    PASSWORT,
    add_person,
    copied_store,
    make_vorlage,
    post,
    screen,
    server_app,
    server_settings,
    sign_in,
    signed_in,
)

NEU = "mein neuer langer Satz"


@pytest.fixture(scope="module")
def vorlage(tmp_path_factory):
    def add(store):
        add_person(store, "chefin", Rolle.VERWALTUNG, passwort=PASSWORT)
        add_person(store, "leser", Rolle.LESER, passwort=PASSWORT)

    return make_vorlage(tmp_path_factory.mktemp("konten"), add)


@pytest.fixture
def store(vorlage, tmp_path):
    with copied_store(vorlage, tmp_path) as store:
        yield store


@pytest.fixture
def app(store, tmp_path):
    return server_app(store, server_settings(tmp_path))


@pytest.fixture
def chefin(app, store):
    return signed_in(app, store, "chefin")


def meldung(client, antwort) -> str:
    """The sentence on the page a form leads back to."""
    assert antwort.status_code == 303
    pfad, _, query = antwort.headers["Location"].partition("?")
    found = re.search(
        r'class="hinweis"[^>]*>([^<]+)|hinweis", "role": "[^"]+"}, "html": "([^"]+)',
        screen(client, pfad, query),
    )
    assert found is not None, antwort.headers["Location"]
    return found[1] or found[2]


def passwort_on(antwort) -> str:
    assert antwort.status_code == 200
    found = re.search(r'class="karte einmal">([^<]+)<', antwort.get_data(as_text=True))
    assert found is not None
    return found[1]


def test_a_new_account_gets_a_password_that_is_shown_once_and_opens_it_once(app, chefin, store):
    felder = {"name": "M.Neu", "anzeigename": "Max Neu", "rolle": ["leser", "kaemmerei"]}
    antwort = post(chefin, "/konten/anlegen", felder)
    einmal = passwort_on(antwort)
    konto = load_konto(store, "m.neu")
    assert konto is not None and konto.rollen == {Rolle.LESER, Rolle.KAEMMEREI} and konto.passwort_einmalig
    assert einmal not in screen(chefin, "/konten/m.neu") + screen(chefin, "/protokoll")
    assert antwort.headers["Cache-Control"] == "no-store"
    assert sign_in(app.server.test_client(), "m.neu", einmal).headers["Location"] == "/konto"
    eintrag = list_protokoll(store, aktion="konto_angelegt", anzahl=1)[0]
    assert (eintrag.wer, eintrag.gegenstand) == ("chefin", "m.neu")
    assert einmal not in eintrag.nachher


@pytest.mark.parametrize(
    ("felder", "satz"),
    [
        ({"name": "leser", "rolle": "leser"}, "gibt es schon"),
        ({"name": "LESER ", "rolle": "leser"}, "gibt es schon"),
        ({"name": "-", "rolle": "leser"}, "Kontoname"),
        ({"name": "ohne.rolle"}, "mindestens eine Rolle"),
        ({"name": "koenig", "rolle": "koenig"}, "Diese Rolle gibt es nicht"),
        ({"name": "jugend", "rolle": "fachbereich"}, "mindestens ein Fachbereich"),
        ({"name": "geld", "rolle": "leser", "fachbereich": "GB Jugend"}, "gehören zur Rolle"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_its_reason(chefin, store, felder, satz):
    antwort = post(chefin, "/konten/anlegen", felder)
    assert satz in meldung(chefin, antwort)
    assert load_konto(store, "ohne.rolle") is None and load_konto(store, "koenig") is None


def test_other_roles_a_lock_and_a_sign_out_end_the_sessions_of_the_account(app, chefin, store):
    taten: tuple[tuple[str, dict[str, list[str]], str], ...] = (
        ("rechte", {"rolle": ["fachbereich"], "fachbereich": ["GB Jugend"]}, "Rechte sind geändert"),
        ("abmelden", {}, "überall abgemeldet"),
        ("sperren", {}, "gesperrt"),
    )
    for tat, felder, satz in taten:
        leser = signed_in(app, store, "leser")
        assert leser.get("/_dash-layout").status_code == 200
        assert satz in meldung(chefin, post(chefin, f"/konten/leser/{tat}", felder))
        assert leser.get("/_dash-layout").status_code == 401
    assert sign_in(app.server.test_client(), "leser").status_code == 401
    assert "wieder offen" in meldung(chefin, post(chefin, "/konten/leser/entsperren"))
    assert sign_in(app.server.test_client(), "leser").status_code == 303


def test_a_one_time_password_replaces_the_old_one(app, chefin):
    einmal = passwort_on(post(chefin, "/konten/leser/passwort"))
    assert sign_in(app.server.test_client(), "leser").status_code == 401
    assert sign_in(app.server.test_client(), "leser", einmal).headers["Location"] == "/konto"


def test_the_last_who_manages_accounts_cannot_lock_the_door_behind_herself(chefin, store):
    for tat, felder in (("sperren", {}), ("rechte", {"rolle": ["leser"]})):
        assert "letzte" in meldung(chefin, post(chefin, f"/konten/chefin/{tat}", felder))
    konto = load_konto(store, "chefin")
    assert konto is not None and konto.aktiv and Rolle.VERWALTUNG in konto.rollen


def test_an_account_that_is_not_there_says_so(chefin):
    assert "gibt es nicht" in screen(chefin, "/konten/niemand")
    assert post(chefin, "/konten/niemand/passwort").status_code == 303
    assert post(chefin, "/konten/niemand/sperren").status_code == 303


def test_names_are_text_on_the_page(chefin, store):
    post(chefin, "/konten/anlegen", {"name": "boese", "anzeigename": BOESE, "rolle": "leser"})
    assert "<script>" not in screen(chefin, "/konten") + screen(chefin, "/konten/boese")
    assert "<script>" not in chefin.get("/anmelden", headers=HTML).get_data(as_text=True)


# ------------------------------------------------------------------------------------------ one's own


def change(client, alt=PASSWORT, neu=NEU, noch=NEU):
    return meldung(client, post(client, "/konto/passwort", {"alt": alt, "neu": neu, "noch-einmal": noch}))


def test_one_changes_ones_own_password_and_stays_signed_in_here_alone(app, store):
    hier, dort = signed_in(app, store, "leser"), signed_in(app, store, "leser")
    assert "neue Passwort gilt" in change(hier)
    assert hier.get("/_dash-layout").status_code == 200
    assert dort.get("/_dash-layout").status_code == 401
    assert sign_in(app.server.test_client(), "leser").status_code == 401
    assert sign_in(app.server.test_client(), "leser", NEU).status_code == 303


@pytest.mark.parametrize(
    ("felder", "satz"),
    [
        ({"alt": "nicht das bisherige"}, "bisherige Passwort stimmt nicht"),
        ({"noch": "etwas anderes"}, "nicht gleich"),
        ({"neu": PASSWORT, "noch": PASSWORT}, "ist das bisherige"),
        ({"neu": "kurz", "noch": "kurz"}, "mindestens 12"),
        ({"neu": "leserleser12", "noch": "leserleser12"}, "zu leicht"),
    ],
)
def test_a_password_that_cannot_be_is_refused_and_the_old_one_stays(app, store, felder, satz):
    client = signed_in(app, store, "leser")
    assert satz in change(client, **felder)
    assert sign_in(app.server.test_client(), "leser").status_code == 303


def test_guessing_the_old_password_of_an_open_session_is_throttled(app, store):
    client = signed_in(app, store, "leser")
    for _ in range(5):
        assert "stimmt nicht" in change(client, alt="nicht das bisherige")
    assert "Bitte warten Sie" in change(client)


def test_all_other_sessions_end_and_this_one_stays(app, store):
    hier, dort = signed_in(app, store, "leser"), signed_in(app, store, "leser")
    assert "anderen Sitzungen sind beendet" in meldung(hier, post(hier, "/konto/sitzungen"))
    assert hier.get("/_dash-layout").status_code == 200
    assert dort.get("/_dash-layout").status_code == 401


def test_ones_own_page_names_roles_and_nobody_elses(app, store):
    text = screen(signed_in(app, store, "leser"), "/konto")
    assert "<dd>Leser</dd>" in text and "chefin" not in text


def test_in_the_local_mode_accounts_can_be_prepared(store, tmp_path):
    client = server_app(store, server_settings(tmp_path, anmeldung=Anmeldung.AUS)).server.test_client()
    antwort = client.post("/konten/anlegen", data={"name": "spaeter", "rolle": "leser"}, headers=HTML)
    assert passwort_on(antwort)
    assert list_protokoll(store, anzahl=1)[0].herkunft == "lokal"
    assert client.post("/konto/passwort").status_code == 405

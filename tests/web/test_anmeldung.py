"""Anmeldung: signing in and out, what ends a session, what guards the door, and the local mode."""

from __future__ import annotations

import logging
import re

import pytest

from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.settings import Anmeldung, InvalidSettingError
from kek_dashboard.store import drossel
from kek_dashboard.store.konten import lock, set_password, set_rights, unlock
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.protokoll import list_protokoll
from kek_dashboard.store.session import open_store
from kek_dashboard.web import anmeldung, create_app, sitzung
from kek_dashboard.web.formular import FELD
from tests.web.personen import (
    HTML,
    PASSWORT,
    ROOT,
    add_person,
    call,
    copied_store,
    make_vorlage,
    post,
    screen,
    server_app,
    server_settings,
    sign_in,
    signed_in,
    token,
)

ERIKA, EINMAL = "erika", "neu.hier"


@pytest.fixture(scope="module")
def vorlage(tmp_path_factory):
    def add(store):
        add_person(store, "chefin", Rolle.VERWALTUNG)
        add_person(store, ERIKA, Rolle.CONTROLLING, passwort=PASSWORT)
        add_person(store, EINMAL, Rolle.LESER, passwort=PASSWORT, einmalig=True)

    return make_vorlage(tmp_path_factory.mktemp("anmeldung"), add)


@pytest.fixture
def store(vorlage, tmp_path):
    with copied_store(vorlage, tmp_path) as store:
        yield store


@pytest.fixture
def app(store, tmp_path):
    return server_app(store, server_settings(tmp_path))


@pytest.fixture
def client(app):
    return app.server.test_client()


def is_in(client):
    return client.get("/_dash-layout").status_code == 200


def cookie(antwort) -> str:
    return next((k for k in antwort.headers.getlist("Set-Cookie") if k.startswith(sitzung.COOKIE)), "")


# ------------------------------------------------------------------------------------- in and out


def test_the_way_in_leads_back_to_where_one_wanted(client):
    antwort = client.get("/kennzahl/1.2-03?jahr=2023", headers=HTML)
    assert antwort.status_code == 303
    seite = client.get(antwort.headers["Location"], headers=HTML).get_data(as_text=True)
    weiter = re.search(r'name="weiter" value="([^"]+)"', seite)
    assert weiter is not None and weiter[1] == "/kennzahl/1.2-03?jahr=2023"
    antwort = sign_in(client, "Erika ", weiter=weiter[1])
    assert (antwort.status_code, antwort.headers["Location"]) == (303, "/kennzahl/1.2-03?jahr=2023")
    assert "Kinder unter 3 Jahren" in screen(client, "/kennzahl/1.2-03", "?jahr=2023")
    assert client.get("/anmelden", headers=HTML).status_code == 303


def test_signing_in_and_out_is_in_the_audit_trail(client, store):
    sign_in(client, ERIKA, "falsch und lang genug")
    sign_in(client, ERIKA)
    post(client, "/abmelden")
    assert [e.aktion for e in list_protokoll(store, anzahl=4)] == [
        "konto_geaendert", "abgemeldet", "angemeldet", "anmeldung_abgewiesen",
    ]  # fmt: skip


def test_signing_out_ends_every_session_of_the_account_also_a_copied_one(app, client, store):
    sign_in(client, ERIKA)
    kopie = app.server.test_client()
    wert = client.get_cookie(sitzung.COOKIE)
    assert wert is not None
    kopie.set_cookie(sitzung.COOKIE, wert.value)
    assert is_in(kopie)
    antwort = post(client, "/abmelden")
    assert antwort.headers["Location"] == "/anmelden?abgemeldet=ja"
    assert not is_in(client) and not is_in(kopie)
    assert "abgemeldet, auf allen" in client.get("/anmelden?abgemeldet=ja", headers=HTML).get_data(
        as_text=True
    )


def test_signing_out_is_no_link(client):
    sign_in(client, ERIKA)
    assert client.get("/abmelden", headers=HTML).status_code == 200  # a page that does not exist
    assert is_in(client)


@pytest.mark.parametrize("name", [ERIKA, "niemand", "gesperrt", ""])
def test_a_refusal_gives_no_hint_whether_the_account_exists(client, store, name):
    if name == "gesperrt":
        add_person(store, "gesperrt", Rolle.LESER, passwort=PASSWORT)
        lock(store, ROOT, "gesperrt")
    antwort = sign_in(client, name, PASSWORT if name == "gesperrt" else "falsch und lang genug")
    text = antwort.get_data(as_text=True)
    assert antwort.status_code == 401 and anmeldung.FALSCH in text
    rest = re.sub(r'value="[^"]*"', "", text).replace(" autofocus", "")
    leer = re.sub(
        r'value="[^"]*"', "", sign_in(client, "noch.wer", "falsch und lang genug").get_data(as_text=True)
    ).replace(" autofocus", "")
    assert rest == leer
    assert not is_in(client)


def test_guessing_has_to_wait_and_is_told_how_long(client, monkeypatch):
    for _ in range(drossel.FREE_KONTO):
        assert sign_in(client, "niemand", "falsch und lang genug").status_code == 401
    antwort = sign_in(client, "niemand", "falsch und lang genug")
    assert antwort.status_code == 429
    assert re.search(r"Bitte warten Sie 1\d Sekunden", antwort.get_data(as_text=True))
    assert 0 < int(antwort.headers["Retry-After"]) <= drossel.FIRST_WAIT_S
    jetzt = drossel.now()
    monkeypatch.setattr(drossel, "now", lambda: jetzt + drossel.FIRST_WAIT_S + 1)
    assert sign_in(client, "niemand", "falsch und lang genug").status_code == 401


def test_the_right_password_waits_like_any_other(client):
    for _ in range(drossel.FREE_KONTO):
        sign_in(client, ERIKA, "falsch und lang genug")
    assert sign_in(client, ERIKA).status_code == 429
    assert not is_in(client)


def test_without_an_account_the_page_says_how_to_make_the_first(tmp_path):
    store = open_store(f"sqlite:///{(tmp_path / 'leer.sqlite').as_posix()}")
    migrate(store)
    try:
        text = server_app(store, server_settings(tmp_path)).server.test_client()
        assert "user add" in text.get("/anmelden", headers=HTML).get_data(as_text=True)
    finally:
        store.close()


@pytest.mark.parametrize(
    "weiter",
    [
        "https://boese.example", "//boese.example", "/\\boese.example", "\\\\boese.example", "javascript:alert(1)",
        "/\t/boese.example", "/\n/boese.example", " //boese.example", "/abmelden", "/anmelden?weiter=/x", "x" * 3000,
        "http:/boese.example", "/" + "x" * 3000,
    ],
)  # fmt: skip
def test_signing_in_never_leads_to_a_foreign_page(client, weiter):
    antwort = sign_in(client, ERIKA, weiter=weiter)
    assert (antwort.status_code, antwort.headers["Location"]) == (303, "/")


# ----------------------------------------------------------------------------------- the session


def test_the_session_begins_anew_at_sign_in(client):
    client.get("/anmelden", headers=HTML)
    with client.session_transaction() as session:
        session["untergeschoben"] = "ja"
        vorher = session["formular"]
    sign_in(client, ERIKA)
    with client.session_transaction() as session:
        assert "untergeschoben" not in session
        assert session.get("formular") != vorher


def test_the_cookie_is_for_our_server_and_no_script(client):
    flags = cookie(sign_in(client, ERIKA))
    assert "HttpOnly" in flags and "SameSite=Lax" in flags and "Path=/" in flags
    assert "Secure" not in flags and "Expires" not in flags and "Domain" not in flags


def test_behind_tls_the_cookie_travels_by_tls_alone(store, tmp_path):
    client = server_app(store, server_settings(tmp_path, https=True)).server.test_client()
    antwort = client.get("/anmelden", headers=HTML)
    assert "Secure" in cookie(antwort)
    assert antwort.headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_trusted_proxy_tells_of_tls_and_of_the_browser_a_stranger_does_not(store, tmp_path):
    settings = server_settings(tmp_path, vertraute_proxys=("127.0.0.1/32",))
    client = server_app(store, settings).server.test_client()
    kopf = {**HTML, "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.9.8.7"}
    assert "Secure" in cookie(client.get("/anmelden", headers=kopf))
    fremd = {"REMOTE_ADDR": "192.0.2.1"}
    client.delete_cookie(sitzung.COOKIE)
    assert "Secure" not in cookie(client.get("/anmelden", headers=kopf, environ_overrides=fremd))


@pytest.mark.parametrize(
    ("trusted", "adresse"), [(("127.0.0.1/32",), "10.9.8.7"), ((), "127.0.0.1")], ids=["proxy", "stranger"]
)
def test_throttling_counts_the_address_of_the_browser(store, tmp_path, trusted, adresse):
    client = server_app(store, server_settings(tmp_path, vertraute_proxys=trusted)).server.test_client()
    daten = {"name": "niemand", "passwort": "falsch und lang", FELD: token(client)}
    client.post("/anmelden", data=daten, headers={**HTML, "X-Forwarded-For": "10.9.8.7"})
    assert f'"adresse":"{adresse}"' in list_protokoll(store, anzahl=1)[0].nachher


@pytest.mark.parametrize(
    "tat",
    [
        pytest.param(lambda s: lock(s, ROOT, ERIKA), id="locked"),
        pytest.param(lambda s: (lock(s, ROOT, ERIKA), unlock(s, ROOT, ERIKA)), id="locked and opened again"),
        pytest.param(lambda s: set_rights(s, ROOT, ERIKA, [Rolle.LESER]), id="other roles"),
        pytest.param(lambda s: set_password(s, ROOT, ERIKA, "ein anderes langes"), id="other password"),
    ],
)
def test_a_session_ends_when_its_account_changes(app, store, tat):
    client = signed_in(app, store, ERIKA)
    assert is_in(client)
    tat(store)
    assert not is_in(client)
    assert client.get("/", headers=HTML).status_code == 303


def test_a_session_ends_after_idle_minutes_and_stays_while_it_is_used(app, store, monkeypatch):
    client, jetzt = signed_in(app, store, ERIKA), sitzung.now()
    for minuten in (50, 100, 150):
        monkeypatch.setattr(sitzung, "now", lambda m=minuten: jetzt + m * 60)
        assert is_in(client)
    monkeypatch.setattr(sitzung, "now", lambda: jetzt + 210 * 60)
    assert not is_in(client)


def test_no_session_outlives_twelve_hours(app, store, monkeypatch):
    client, jetzt = signed_in(app, store, ERIKA), sitzung.now()
    for minuten in range(30, 12 * 60, 30):
        monkeypatch.setattr(sitzung, "now", lambda m=minuten: jetzt + m * 60)
        assert is_in(client)
    monkeypatch.setattr(sitzung, "now", lambda: jetzt + 12 * 3600)
    assert not is_in(client)


def test_idle_minutes_are_a_setting(store, tmp_path, monkeypatch):
    app = server_app(store, server_settings(tmp_path, sitzung_minuten=5))
    client, jetzt = signed_in(app, store, ERIKA), sitzung.now()
    monkeypatch.setattr(sitzung, "now", lambda: jetzt + 5 * 60)
    assert not is_in(client)


@pytest.mark.parametrize(
    "falsch",
    [
        {"stand": 99},
        {"stand": None},
        {"seit": None},
        {"zuletzt": "x"},
        {"_user_id": "niemand"},
        {"seit": True},
    ],
)
def test_a_session_that_does_not_fit_its_account_is_none(app, store, falsch):
    client = signed_in(app, store, ERIKA)
    with client.session_transaction() as session:
        session.update(falsch)
    assert not is_in(client)


def test_a_cookie_signed_by_somebody_else_opens_nothing(app, store, tmp_path):
    from dataclasses import replace

    andere = server_app(store, replace(server_settings(tmp_path), secret_key="y" * 20))
    wert = signed_in(andere, store, ERIKA).get_cookie(sitzung.COOKIE)
    client = app.server.test_client()
    assert wert is not None
    client.set_cookie(sitzung.COOKIE, wert.value)
    assert not is_in(client)


# -------------------------------------------------------------------------- whose password others know


def test_a_password_others_know_opens_nothing_but_its_change(client):
    antwort = sign_in(client, EINMAL)
    assert antwort.headers["Location"] == "/konto"
    assert client.get("/", headers=HTML).headers["Location"] == "/konto"
    assert client.get("/konto", headers=HTML).status_code == 200
    assert "Zuerst ein eigenes Passwort" in screen(client, "/kennzahlen")
    assert "Bisheriges Passwort" in screen(client, "/konto")
    neu = "mein eigener langer Satz"
    post(client, "/konto/passwort", {"alt": PASSWORT, "neu": neu, "noch-einmal": neu})
    assert "Zuerst ein eigenes" not in screen(client, "/kennzahlen")


# ------------------------------------------------------------------------------------------- forms


def test_a_form_without_the_token_of_its_session_does_nothing(app, client, store):
    fremd = token(app.server.test_client())
    client.get("/anmelden", headers=HTML)
    for falsch in ({}, {FELD: ""}, {FELD: "x"}, {FELD: fremd}):
        antwort = client.post("/anmelden", data={"name": ERIKA, "passwort": PASSWORT, **falsch}, headers=HTML)
        assert antwort.status_code == 400 and "nicht mehr gültig" in antwort.get_data(as_text=True)
    drin = signed_in(app, store, ERIKA)
    for pfad in ("/abmelden", "/konto/sitzungen", "/lieferung/1/freigeben", "/eingang"):
        assert drin.post(pfad, headers=HTML).status_code == 400
    assert is_in(drin)


@pytest.mark.parametrize(
    "kopf", [{"Origin": "https://boese.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_a_foreign_page_cannot_sign_anybody_in(client, kopf):
    daten = {"name": ERIKA, "passwort": PASSWORT, FELD: token(client)}
    assert client.post("/anmelden", data=daten, headers={**HTML, **kopf}).status_code == 403
    assert not is_in(client)


def test_a_form_is_no_place_for_much(app, client, store):
    gross = {"name": "x" * 70_000, "passwort": PASSWORT, FELD: token(client)}
    antwort = client.post("/anmelden", data=gross, headers=HTML)
    assert antwort.status_code == 413 and "zu groß" in antwort.get_data(as_text=True)
    viele = {FELD: token(client), **{f"f{n}": "x" for n in range(300)}}
    antwort = client.post("/anmelden", data=viele, content_type="multipart/form-data", headers=HTML)
    assert antwort.status_code == 413
    drin = signed_in(app, store, ERIKA)
    assert drin.post("/_dash-update-component", json=call("x" * 1_100_000)).status_code == 413


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff\xfe", b'{"output": 5}'])
def test_a_stranger_learns_nothing_from_malformed_calls(client, body):
    assert (
        client.post("/_dash-update-component", data=body, content_type="application/json").status_code == 401
    )


# --------------------------------------------------------------------------------- headers and errors


def test_every_answer_carries_the_security_headers_also_a_refusal(app, client, store):
    leser = signed_in(app, store, ERIKA)
    antworten = {
        200: client.get("/anmelden", headers=HTML),
        303: client.get("/", headers=HTML),
        400: leser.post("/abmelden", headers=HTML),
        401: client.get("/_dash-layout"),
        403: leser.get("/konten", headers=HTML),
        404: client.get("/assets/nichts.css", headers=HTML),
        405: client.post("/healthz", headers=HTML),
        413: client.post("/anmelden", data={"name": "x" * 70_000}, headers=HTML),
    }
    app.server.view_functions["healthz"] = lambda: 1 / 0
    antworten[500] = client.get("/healthz", headers=HTML)
    for status, antwort in antworten.items():
        assert antwort.status_code == status
        for name in (
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "Referrer-Policy",
        ):
            assert antwort.headers[name], (status, name)
        assert antwort.headers["Cache-Control"] == "no-store", status
        text = antwort.get_data(as_text=True)
        assert "Traceback" not in text and "werkzeug" not in text.lower()


def test_an_error_page_names_the_number_that_is_in_the_log(app, client, caplog):
    app.server.view_functions["healthz"] = lambda: 1 / 0
    with caplog.at_level(logging.ERROR):
        text = client.get("/healthz", headers=HTML).get_data(as_text=True)
    nummer = re.search(r"Nummer ([0-9A-F]{8})", text)
    assert nummer is not None and nummer[1] in caplog.text
    assert "division" not in text


def test_plain_pages_bring_no_script_and_nothing_foreign(client):
    text = client.get("/anmelden", headers=HTML).get_data(as_text=True)
    assert '<html lang="de">' in text and "<script" not in text and "://" not in text


def test_what_was_typed_comes_back_as_text(client):
    text = sign_in(client, '"><script>alert(1)</script>', "falsch und lang genug").get_data(as_text=True)
    assert "<script" not in text and "&lt;script&gt;" in text


# ---------------------------------------------------------------------------------------- local mode


@pytest.fixture
def lokal(store, tmp_path):
    return server_app(store, server_settings(tmp_path, anmeldung=Anmeldung.AUS)).server.test_client()


@pytest.mark.parametrize("host", ["localhost", "localhost:8050", "127.0.0.1:8050", "[::1]:8050", "127.0.0.1"])
def test_the_local_mode_answers_this_computer_without_a_sign_in(lokal, host):
    antwort = lokal.get("/", headers={"Host": host, **HTML})
    assert antwort.status_code == 200
    assert "Set-Cookie" not in antwort.headers
    assert "Lokaler Modus" in screen(lokal, "/")
    assert "Abmelden" not in screen(lokal, "/")


@pytest.mark.parametrize(
    "kopf",
    [
        {"Host": "kek.kreis.example"},
        {"Host": "127.0.0.1.boese.example"},
        {"Host": "localhost.boese.example:8050"},
        {"Host": "192.168.1.10:8050"},
        {"Host": "boese@localhost"},
        {"Host": "localhost", "X-Forwarded-For": "10.0.0.1"},
        {"Host": "localhost", "X-Forwarded-Host": "localhost"},
        {"Host": "localhost", "x-forwarded-proto": "https"},
        {"Host": "localhost", "Forwarded": "for=10.0.0.1"},
    ],
)
@pytest.mark.parametrize("pfad", ["/", "/healthz", "/_dash-layout", "/assets/01_grund.css", "/gibt-es-nicht"])
def test_the_local_mode_answers_nobody_else(lokal, kopf, pfad):
    antwort = lokal.get(pfad, headers={**HTML, **kopf})
    assert antwort.status_code == 403 and "lokalen Modus" in antwort.get_data(as_text=True)


def test_the_local_mode_answers_no_other_address(lokal):
    fremd = {"REMOTE_ADDR": "192.168.1.10"}
    assert lokal.get("/", environ_overrides=fremd).status_code == 403
    assert lokal.post("/_dash-update-component", json=call(), environ_overrides=fremd).status_code == 403


def test_the_local_mode_has_no_door_and_no_account_of_its_own(lokal):
    assert lokal.post("/anmelden").status_code == 405
    assert "Hier gibt es kein Konto" in screen(lokal, "/konto")


def test_the_local_mode_does_not_start_on_an_address_others_can_reach(store, tmp_path):
    from dataclasses import replace

    offen = replace(server_settings(tmp_path), host="0.0.0.0")
    create_app(store, offen)
    with pytest.raises(InvalidSettingError, match="lokalen Modus"):
        create_app(store, replace(offen, anmeldung=Anmeldung.AUS))

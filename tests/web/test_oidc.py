"""OIDC: sign-in through a real provider process; every broken promise of a token is refused."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from dash import Dash
from flask import Response, session

from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Rolle
from kek_dashboard.settings import InvalidSettingError, read_settings
from kek_dashboard.store.konten import create_konto, list_konten, load_konto, lock
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.protokoll import list_protokoll
from kek_dashboard.store.session import open_store
from kek_dashboard.web.oidc import (
    ADRESSE,
    GESPERRT,
    KEINE_ROLLE,
    NAME_VERGEBEN,
    ZURUECK,
    is_oidc_on,
    read_regeln,
    register_oidc,
)
from kek_dashboard.web.oidc_dienst import account_name
from tests.web.oidc_provider import CLIENT_ID, CLIENT_SECRET, Provider, running_provider

BACK = f"http://localhost{ZURUECK}"
REGELN = "kek-controlling=controlling,kek-alle=leser,kek-jugend=fachbereich:GB Jugend,kek-it=verwaltung"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider(BACK) as running:
        yield running


@pytest.fixture
def store(sqlite_url):
    opened = open_store(sqlite_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def app(store, provider, tmp_path):
    provider.order()
    return make_app(store, provider.issuer, tmp_path)


@pytest.fixture
def client(app):
    return app.server.test_client()


def make_app(store, issuer, folder, **more):
    given = {
        "KEK_OIDC_ISSUER": issuer,
        "KEK_OIDC_CLIENT_ID": CLIENT_ID,
        "KEK_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "KEK_OIDC_ROLLEN": REGELN,
        "KEK_DATABASE_URL": "sqlite://",
    }
    settings = read_settings(given | more, folder)
    app = Dash(__name__)
    app.layout = []
    app.server.secret_key = settings.secret_key

    def sign_in(konto):
        session.clear()
        return Response(f"drin: {konto.name} {sorted(map(str, konto.rollen))} {list(konto.fachbereiche)}")

    register_oidc(app.server, store, settings, sign_in, Response)
    return app


def come_back(client) -> str:
    """Begins here, signs in at the provider; the address the provider leads back to."""
    to = client.get(ADRESSE)
    assert to.status_code == 302
    return requests.get(to.location, allow_redirects=False, timeout=10).headers["Location"]


def sign_in(client):
    return client.get(come_back(client))


def konto_of(store, name="erika.muster"):
    konto = load_konto(store, name)
    assert konto is not None
    return konto


def entries(store):
    return [(entry.aktion, entry.gegenstand, entry.herkunft) for entry in reversed(list_protokoll(store))]


def changed(address: str, **others: str) -> str:
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | others
    return f"{parts.path}?{urlencode({name: value for name, value in query.items() if value})}"


# -------------------------------------------------------------------------------------- the way in


def test_the_request_carries_state_nonce_and_the_challenge_of_pkce(client):
    asked = {
        name: values[0] for name, values in parse_qs(urlsplit(client.get(ADRESSE).location).query).items()
    }
    assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 20 and len(asked["nonce"]) >= 20 and len(asked["code_challenge"]) == 43
    assert asked["redirect_uri"] == BACK
    assert CLIENT_SECRET not in json.dumps(asked)


def test_a_person_with_a_group_gets_an_account_and_comes_in(client, store):
    assert sign_in(client).get_data(as_text=True) == "drin: erika.muster ['controlling'] []"
    konto = konto_of(store)
    assert (konto.anzeigename, konto.rollen, konto.hat_passwort) == (
        "Erika Muster", frozenset({Rolle.CONTROLLING}), False,
    )  # fmt: skip
    assert [entry[:2] for entry in entries(store)][-2:] == [
        ("konto_angelegt", "erika.muster"),
        ("angemeldet", "erika.muster"),
    ]
    assert {entry[2] for entry in entries(store)[-2:]} == {"oidc"}


def test_roles_are_taken_anew_at_each_sign_in(client, store, provider):
    sign_in(client)
    provider.order(groups=["kek-alle", "kek-jugend", "kegelclub"])
    assert (
        sign_in(client).get_data(as_text=True) == "drin: erika.muster ['fachbereich', 'leser'] ['GB Jugend']"
    )
    assert entries(store)[-2][0] == "konto_geaendert"


def test_groups_that_stand_in_userinfo_alone_count(client, provider):
    provider.order(fault="gruppen-nur-userinfo")
    assert "controlling" in sign_in(client).get_data(as_text=True)


def test_a_public_client_and_another_claim_work_too(store, provider, tmp_path):
    app = make_app(store, provider.issuer, tmp_path, KEK_OIDC_CLAIM="realm_access.roles")
    provider.order(groups=[], realm_access={"roles": ["kek-it"]})
    assert "verwaltung" in sign_in(app.server.test_client()).get_data(as_text=True)


# ------------------------------------------------------------------------------------ not let in


@pytest.mark.parametrize(
    "fault",
    [
        "nonce", "ohne-nonce", "audience", "audience-azp", "abgelaufen", "ohne-ablauf", "aussteller",
        "unterschrift", "alg-none", "alg-hs256", "ohne-sub",
    ],
)  # fmt: skip
def test_a_token_that_breaks_a_promise_is_refused_logged_and_audited(fault, client, store, provider, caplog):
    provider.order(fault=fault)
    with caplog.at_level(logging.WARNING):
        answer = sign_in(client)
    text = answer.get_data(as_text=True)
    assert (answer.status_code, list_konten(store)) == (403, ())
    number = text.rstrip(".").rpartition(" ")[2]
    assert number in caplog.text and len(number) == 8
    for inner in ("nonce", "iss", "fremd", "Error", "claim", CLIENT_SECRET, "Erika"):
        assert inner not in text
    assert entries(store)[-1] == ("anmeldung_abgewiesen", "(unbekannt)", "oidc")
    assert "Erika" not in caplog.text and "eyJ" not in caplog.text


@pytest.mark.parametrize("fault", ["ohne-token", "abgelehnt"])
def test_an_answer_without_a_token_is_refused(fault, client, store, provider):
    provider.order(fault=fault)
    answer = sign_in(client)
    assert answer.status_code == 403
    assert "nein" not in answer.get_data(as_text=True)
    assert list_konten(store) == ()


def test_groups_of_somebody_else_do_not_count(client, provider):
    provider.order(fault="gruppen-nur-userinfo")
    to = come_back(client)
    provider.order(fault="userinfo-fremd", groups=[])
    assert client.get(to).status_code == 403


@pytest.mark.parametrize(
    "others",
    [
        {"state": "geraten"},
        {"state": ""},
        {"code": "geraten"},
        {"code": ""},
        {"iss": "https://fremd.example"},
    ],
    ids=["wrong state", "no state", "wrong code", "no code", "another issuer"],
)
def test_a_tampered_way_back_is_refused_and_the_trail_is_not_flooded(others, client, store):
    before = entries(store)
    answer = client.get(changed(come_back(client), **others))
    assert answer.status_code == 403
    assert "Nummer" in answer.get_data(as_text=True)
    assert (entries(store), list_konten(store)) == (before, ())


def test_what_one_browser_began_another_cannot_finish(app):
    begun, other = app.server.test_client(), app.server.test_client()
    assert other.get(come_back(begun)).status_code == 403


def test_a_way_back_is_good_once(client):
    to = come_back(client)
    assert client.get(to).status_code == 200
    assert client.get(to).status_code == 403


def test_without_a_role_nobody_comes_in_and_open_sessions_end(client, store, provider):
    sign_in(client)
    stand = konto_of(store).sitzungsstand
    provider.order(groups=["kegelclub"])
    answer = sign_in(client)
    assert (answer.status_code, answer.get_data(as_text=True)) == (403, KEINE_ROLLE)
    assert entries(store)[-1] == ("anmeldung_abgewiesen", "erika.muster", "oidc")
    assert konto_of(store).sitzungsstand > stand


def test_somebody_new_without_a_role_gets_no_account(client, store, provider):
    provider.order(groups=[])
    assert sign_in(client).get_data(as_text=True) == KEINE_ROLLE
    assert list_konten(store) == ()


def test_a_locked_account_stays_locked(client, store, provider):
    sign_in(client)
    lock(store, LOKALER_AKTEUR, "erika.muster")
    assert sign_in(client).get_data(as_text=True) == GESPERRT
    provider.order(groups=["kek-it"])
    assert sign_in(client).status_code == 403


def test_a_name_that_belongs_to_a_local_account_opens_nothing(client, store):
    create_konto(
        store, LOKALER_AKTEUR, "erika.muster", {Rolle.VERWALTUNG}, passwort="ein langes Passwort 2018"
    )
    answer = sign_in(client)
    assert (answer.status_code, answer.get_data(as_text=True)) == (403, NAME_VERGEBEN)
    assert konto_of(store).oidc_sub is None


def test_another_subject_with_the_same_name_is_another_person(client, store, provider):
    sign_in(client)
    provider.order(sub="jemand-anders", groups=["kek-it"])
    assert sign_in(client).get_data(as_text=True) == NAME_VERGEBEN
    assert konto_of(store).rollen == {Rolle.CONTROLLING}


# --------------------------------------------------------------------------------- a broken service


@pytest.mark.parametrize("fault", ["entdeckung", "aus"])
def test_a_service_that_describes_itself_wrongly_is_not_used(fault, client, provider):
    provider.order(fault=fault)
    answer = client.get(ADRESSE)
    assert answer.status_code == 502
    assert "Anmeldedienst antwortet nicht" in answer.get_data(as_text=True)


def test_a_service_that_is_gone_is_told_in_a_sentence(store, tmp_path):
    client = make_app(store, "http://127.0.0.1:9", tmp_path).server.test_client()
    answer = client.get(ADRESSE)
    assert answer.status_code == 502
    assert "127.0.0.1" not in answer.get_data(as_text=True)


def test_many_begun_sign_ins_do_not_overflow_the_cookie(client):
    for _ in range(12):
        to = client.get(ADRESSE)
        assert len(to.headers["Set-Cookie"]) < 3500
    assert (
        client.get(
            requests.get(to.location, allow_redirects=False, timeout=10).headers["Location"]
        ).status_code
        == 200
    )


# --------------------------------------------------------------------------------------- settings


@pytest.mark.parametrize(
    "text", ["controlling", "=leser", "a=chef", "a=fachbereich", "a=fachbereich:", "a=leser:GB Jugend", "a="]
)
def test_a_rule_that_says_no_role_is_refused_in_german(text):
    with pytest.raises(InvalidSettingError, match="KEK_OIDC_ROLLEN"):
        read_regeln(text)


def test_names_of_groups_may_hold_commas_and_equals_signs():
    regeln = read_regeln("CN=kek,OU=Gruppen=leser; jugend=fachbereich:Jugend, Familie;")
    assert [(regel.gruppe, regel.rolle.value, regel.fachbereich) for regel in regeln] == [
        ("CN=kek,OU=Gruppen", "leser", ""),
        ("jugend", "fachbereich", "Jugend, Familie"),
    ]


@pytest.mark.parametrize("missing", ["KEK_OIDC_CLIENT_ID", "KEK_OIDC_ROLLEN"])
def test_half_a_setting_is_named(missing, tmp_path):
    given = {
        "KEK_OIDC_ISSUER": "https://anmeldung.example",
        "KEK_OIDC_CLIENT_ID": "kek",
        "KEK_OIDC_ROLLEN": "a=leser",
    }
    assert is_oidc_on(read_settings(given, tmp_path))
    del given[missing]
    with pytest.raises(InvalidSettingError, match=missing):
        is_oidc_on(read_settings(given, tmp_path))
    assert not is_oidc_on(read_settings({}, tmp_path))
    assert not is_oidc_on(None)


def test_a_person_without_a_usable_name_gets_one_from_the_subject():
    assert (
        account_name({"sub": "x", "preferred_username": "#EXT#", "email": "a.b@kreis.example"})
        == "a.b@kreis.example"
    )
    assert account_name({"sub": "x", "preferred_username": "<b>"}).startswith("oidc-")

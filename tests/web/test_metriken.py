"""Metriken: what Prometheus is told, by route and never by thing, and who may read it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Rolle
from kek_dashboard.settings import read_settings
from kek_dashboard.store.konten import create_konto
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import create_app
from kek_dashboard.web.metriken import ADRESSE
from tests.store.lieferungen import deliver, stammdaten
from tests.web.test_protokollierung import a_call

TOKEN = "token-der-metriken-4711"
PASSWORT = "Sieben Schafe im Elm 2018"
SERVER = {"KEK_ANMELDUNG": "ein", "KEK_SECRET_KEY": "unterschrift-der-sitzungen"}


@pytest.fixture
def store(sqlite_url):
    opened = open_store(sqlite_url)
    migrate(opened)
    yield opened
    opened.close()


def make_client(store, folder, **given):
    return create_app(
        store, read_settings({**given, "KEK_DATABASE_URL": "sqlite://"}, folder)
    ).server.test_client()


@pytest.fixture
def client(store, tmp_path):
    return make_client(store, tmp_path)


def read(client, **headers):
    """Samples by name and labels."""
    text = client.get(ADRESSE, headers=headers).get_data(as_text=True)
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_status(client):
    for nr in ("1.2-03", "1.1-01", "gibt-es-nicht"):
        client.get(f"/kennzahl/{nr}")
    client.get("/lieferung/17/datei")
    told = read(client)
    assert told["kek_http_requests_total", "/<path:path>", "200", "GET"] == 3
    assert told["kek_http_requests_total", "/lieferung/<int:nr>/datei", "404", "GET"] == 1
    assert told["kek_http_request_duration_seconds_count", "/<path:path>", "GET"] == 3


def test_no_number_and_no_word_of_a_request_becomes_a_label(client):
    for path in (
        "/kennzahl/1.2-03",
        "/lieferung/4711/datei",
        "/Erika?name=Muster",
        "/assets/nichts-4711.css",
    ):
        client.get(path)
    client.open("/", method="ERIKA")
    client.post("/_dash-update-component", json=a_call() | {"output": "erika.children"})
    text = client.get(ADRESSE).get_data(as_text=True)
    for word in ("1.2-03", "4711", "Erika", "ERIKA", "erika", "Muster"):
        assert word not in text


def test_callbacks_are_timed_by_what_they_write(client):
    client.post("/_dash-update-component", json=a_call())
    assert read(client)["kek_callback_duration_seconds_count", "rahmen.children"] == 1


def test_the_stand_of_the_data_is_told(client, store):
    told = read(client)
    assert told["kek_data_version",] == 0
    assert ("kek_letzte_freigabe_timestamp_seconds",) not in told
    deliver(store, stammdaten("1.1-01"), stichtag=date(2023, 5, 17))
    deliver(store, stammdaten("1.1-01", "1.1-02"), name="zweite.xlsx")
    told = read(client)
    assert told["kek_data_version",] == 1
    assert told["kek_lieferungen", "wartet"] == 1
    assert told["kek_lieferungen", "freigegeben"] == 1
    assert told["kek_letzte_freigabe_timestamp_seconds",] == 1684281600


def status(client, **how):
    return client.get(ADRESSE, **how).status_code


def test_from_this_computer_and_asked_directly_it_is_open(store, tmp_path):
    client = make_client(store, tmp_path, **SERVER)
    assert status(client) == 200
    assert status(client, environ_base={"REMOTE_ADDR": "10.1.2.3"}) == 403
    assert status(client, headers={"Host": "kek.kreis.example"}) == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via"])
@pytest.mark.parametrize("trusted", ["", "127.0.0.1"])
def test_what_a_proxy_passes_on_is_never_from_here(header, trusted, store, tmp_path):
    client = make_client(store, tmp_path, **SERVER, KEK_VERTRAUTE_PROXYS=trusted)
    assert status(client, headers={header: "127.0.0.1"}) == 403


def test_with_a_token_set_the_token_is_what_counts(store, tmp_path):
    client = make_client(store, tmp_path, **SERVER, KEK_METRIKEN_TOKEN=TOKEN)
    assert status(client) == 403
    for wrong in ("", TOKEN, f"Bearer {TOKEN}x", "Bearer ", "Bearer ü"):
        assert status(client, headers={"Authorization": wrong}) == 403
    far = {"REMOTE_ADDR": "10.1.2.3"}
    assert status(client, headers={"Authorization": f"Bearer {TOKEN}"}, environ_base=far) == 200


@pytest.mark.parametrize("rolle", [rolle for rolle in Rolle if rolle is not Rolle.FACHBEREICH])
def test_of_those_who_sign_in_only_the_verwaltung_reads_it(rolle, store, tmp_path):
    client = make_client(store, tmp_path, **SERVER, KEK_METRIKEN_TOKEN=TOKEN)
    create_konto(store, LOKALER_AKTEUR, "erika", {rolle}, passwort=PASSWORT)
    sign_in(client, "erika", PASSWORT)
    assert status(client) == (200 if rolle is Rolle.VERWALTUNG else 403)


def sign_in(client, name, passwort):
    page = client.get("/anmelden").get_data(as_text=True)
    (token,) = re.findall(r'name="formular" value="([^"]+)"', page)
    form = {"formular": token, "name": name, "passwort": passwort}
    assert client.post("/anmelden", data=form).status_code == 303

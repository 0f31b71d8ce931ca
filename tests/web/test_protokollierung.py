"""Protokollierung: one JSON object a line that says what happened, and never a secret or a person's words."""

from __future__ import annotations

import io
import json
import logging
import re

import pytest

from kek_dashboard.settings import read_settings
from kek_dashboard.web import build_app
from kek_dashboard.web.protokollierung import (
    ANFRAGE_HEADER,
    JsonFormatter,
    Redactor,
    configure_logging,
    known_secrets,
    pseudonym,
)
from tests.web import factories as f

GEHEIM = {
    "KEK_SECRET_KEY": "unterschrift-der-sitzungen-4711",
    "KEK_DATABASE_URL": "postgresql+psycopg://kek:dB%2Fpasswort-4711@db.kreis.example/kek",
    "KEK_METRIKEN_TOKEN": "token-der-metriken-4711",
    "KEK_OIDC_ISSUER": "https://anmeldung.kreis.example",
    "KEK_OIDC_CLIENT_ID": "kek",
    "KEK_OIDC_CLIENT_SECRET": "geheimnis-beim-dienst-4711",
    "KEK_OIDC_ROLLEN": "a=leser",
}
SECRETS = (
    "unterschrift-der-sitzungen-4711", "dB%2Fpasswort-4711", "dB/passwort-4711", "token-der-metriken-4711",
    "geheimnis-beim-dienst-4711",
)  # fmt: skip


@pytest.fixture
def settings(tmp_path):
    return read_settings(GEHEIM, tmp_path)


@pytest.fixture
def log(settings):
    """The log of a server as text; what was configured before comes back afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging(settings, as_json=True, stream=stream)
    yield stream
    root.handlers[:], root.level = before
    logging.captureWarnings(capture=False)


def lines(log):
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.fixture
def app():
    quelle = f.Buch()
    return build_app(f.umgebung(quelle), quelle)


def test_each_request_is_one_line_with_route_status_and_time(app, log):
    answer = app.server.test_client().get("/kennzahl/1.2-03?jahr=2023")
    (line,) = [line for line in lines(log) if line["text"] == "Anfrage"]
    assert (line["methode"], line["route"], line["status"], line["stufe"]) == (
        "GET",
        "/<path:path>",
        200,
        "info",
    )
    assert line["anfrage"] == answer.headers[ANFRAGE_HEADER]
    assert line["ms"] >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["zeit"])
    assert "1.2-03" not in log.getvalue() and "2023?" not in log.getvalue()


def test_who_asks_is_a_pseudonym_with_roles(app, log, settings):
    app.server.test_client().post("/_dash-update-component", json=a_call())
    (line,) = [line for line in lines(log) if line["text"] == "Anfrage"]
    assert line["wer"] == pseudonym("x" * 20, "lokal") and len(line["wer"]) == 12
    assert "leser" in line["rollen"]
    assert pseudonym("ein anderer Schlüssel", "lokal") != line["wer"]
    assert pseudonym("x" * 20, " LOKAL ") == line["wer"]


def test_a_number_of_the_proxy_is_kept_and_nonsense_is_not(app, log):
    client = app.server.test_client()
    assert (
        client.get("/", headers={ANFRAGE_HEADER: "abcdef01-2345"}).headers[ANFRAGE_HEADER] == "abcdef01-2345"
    )
    for nonsense in ("kurz", "a" * 65, "Erika Muster", "x;y=<b>12345"):
        assert client.get("/", headers={ANFRAGE_HEADER: nonsense}).headers[ANFRAGE_HEADER] != nonsense
    assert "Erika" not in log.getvalue()


def test_assets_and_the_health_check_are_told_only_where_they_fail(app, log):
    client = app.server.test_client()
    client.get("/healthz")
    client.get("/assets/01_grund.css")
    assert lines(log) == []
    client.get("/assets/gibt-es-nicht.css")
    assert [line["status"] for line in lines(log)] == [404]


def test_an_error_stands_there_with_its_number_and_without_values(app, log):
    def fail():
        raise KeyError("Erika Muster, Hauptstraße 1")

    app.server.view_functions["healthz"] = fail
    answer = app.server.test_client().get("/healthz?name=Erika")
    error = next(line for line in lines(log) if line["stufe"] == "error")
    assert error["nummer"] in answer.get_data(as_text=True)
    assert error["anfrage"] == answer.headers[ANFRAGE_HEADER]
    assert error["fehler"][0]["art"] == "builtins.KeyError"
    assert any("fail" in frame for frame in error["fehler"][0]["stapel"])
    assert "Erika" not in log.getvalue() and "Hauptstra" not in log.getvalue()


def test_no_secret_and_no_word_of_a_person_ever_reaches_the_log(app, log):
    """Everything a request can carry carries a secret here, and everything fails."""

    def connect():
        raise ValueError(f"cannot connect to postgresql://kek:{SECRETS[2]}@db: {SECRETS}")

    def fail(**_words):
        try:
            connect()
        except ValueError as cause:
            raise RuntimeError(
                f"[parameters: ('Erika', '{SECRETS[0]}')]\nDETAIL: Key (name)=(Erika)"
            ) from cause

    for name in list(app.server.view_functions):
        app.server.view_functions[name] = fail
    client = app.server.test_client()
    client.set_cookie("kek_sitzung", "cookie-wert-4711")
    headers = {
        "Authorization": f"Bearer {SECRETS[3]}",
        "X-Request-ID": "Erika Muster",
        "Referer": "/?q=Erika",
    }
    for path in (
        "/anmelden?weiter=Erika&code=code-4711&state=state-4711",
        "/Erika/passwort-4711",
        "/healthz",
    ):
        client.get(path, headers=headers)
        client.post(path, headers=headers, data={"name": "Erika", "passwort": "passwort-4711"})
    client.post("/_dash-update-component", headers=headers, json=a_call() | {"x": "Erika 4711"})
    text = log.getvalue()
    assert len(lines(log)) >= 10 and '"stufe": "error"' in text
    # Moments, durations and random numbers may hold these four digits by chance.
    zufall = {"zeit", "ms", "anfrage", "nummer", "wer"}
    gesagt = json.dumps(
        [{name: wert for name, wert in zeile.items() if name not in zufall} for zeile in lines(log)]
    )
    assert "4711" not in gesagt
    assert "Erika" not in text
    assert not [geheim for geheim in SECRETS if geheim in text]


@pytest.mark.parametrize(
    "text",
    [
        "GET /seite?name=Erika%204711 fehlgeschlagen",
        "Authorization: Bearer abc4711",
        "password=abc4711 und mehr",
        "{'passwort': 'abc4711'}",
        "Cookie: kek_sitzung=abc4711",
        "postgresql://kek:abc4711@db/kek",
        "id_token=ey4711 code_verifier=x4711",
        "client_secret: abc4711",
    ],
)
def test_what_looks_like_a_secret_is_left_out(text):
    assert "4711" not in Redactor().clean(text)


@pytest.mark.parametrize(
    "text", ["Das Token fehlt.", "Lieferung 4711 wurde freigegeben.", "Kein Passwort für dieses Konto."]
)
def test_ordinary_sentences_stay(text):
    assert Redactor().clean(text) == text


def test_the_secrets_are_all_settings_that_repr_leaves_out(settings):
    assert set(SECRETS) <= known_secrets(settings)


def test_no_secret_stands_in_a_line_of_any_library(log):
    for secret in SECRETS:
        logging.getLogger("irgendwas").warning("mit %s darin", secret)
    assert "4711" not in log.getvalue()
    assert len(lines(log)) == len(SECRETS)


def test_a_line_stays_one_line(settings):
    record = logging.LogRecord("x", logging.INFO, "", 0, 'eins\nzwei\r\n{"stufe": "falsch"}', None, None)
    assert "\n" not in JsonFormatter(Redactor()).format(record)


def test_in_the_local_mode_it_is_plain_text(settings):
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    try:
        configure_logging(settings, as_json=False, stream=stream)
        logging.getLogger("kek_dashboard.web").error("Fehler ABCDEF01 mit %s", SECRETS[0])
        logging.getLogger("kek_dashboard.web").info("nicht der Rede wert")
    finally:
        root.handlers[:], root.level = before
        logging.captureWarnings(capture=False)
    assert stream.getvalue() == "ERROR kek_dashboard.web: Fehler ABCDEF01 mit …\n"


def a_call():
    from kek_dashboard.web import ADRESSE, RAHMEN

    return {
        "output": f"{RAHMEN}.children",
        "outputs": {"id": RAHMEN, "property": "children"},
        "inputs": [
            {"id": ADRESSE, "property": "pathname", "value": "/"},
            {"id": ADRESSE, "property": "search", "value": ""},
        ],
        "changedPropIds": [f"{ADRESSE}.pathname"],
    }

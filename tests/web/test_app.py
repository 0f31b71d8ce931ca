"""App: what every answer carries, what is refused, and what the health check says."""

from __future__ import annotations

import json
import logging

import pytest

from kek_dashboard.web import ADRESSE, RAHMEN, build_app
from tests.web import factories as f


@pytest.fixture(scope="module")
def buch():
    return f.Buch()


@pytest.fixture(scope="module")
def client(buch):
    return build_app(f.umgebung(buch), buch).server.test_client()


def call(**anders):
    body = {
        "output": f"{RAHMEN}.children",
        "outputs": {"id": RAHMEN, "property": "children"},
        "inputs": [
            {"id": ADRESSE, "property": "pathname", "value": "/kennzahl/1.2-03"},
            {"id": ADRESSE, "property": "search", "value": "?jahr=2023"},
        ],
        "changedPropIds": [f"{ADRESSE}.pathname"],
    }
    return {**body, **anders}


@pytest.mark.parametrize(
    "pfad", ["/", "/kennzahl/1.2-03", "/gibt-es-nicht", "/assets/nichts.css", "/healthz", "/_dash-layout"]
)
def test_every_answer_carries_the_security_headers(client, pfad):
    kopf = client.get(pfad).headers
    assert kopf["X-Content-Type-Options"] == "nosniff"
    assert kopf["Referrer-Policy"] == "same-origin"
    csp = kopf["Content-Security-Policy"]
    assert "default-src 'none'" in csp and "frame-ancestors 'none'" in csp and "unsafe-eval" not in csp
    assert "'unsafe-inline'" not in csp.partition("script-src")[2].partition(";")[0]


@pytest.mark.parametrize("pfad", ["/", "/healthz", "/_dash-layout"])
def test_pages_and_data_are_not_kept_by_browsers(client, pfad):
    assert client.get(pfad).headers["Cache-Control"] == "no-store"


def test_assets_are_kept_for_a_year(client):
    assert "max-age=31536000" in client.get("/assets/01_grund.css").headers["Cache-Control"]


def test_the_index_is_german_and_names_no_foreign_host(client):
    html = client.get("/").get_data(as_text=True)
    assert '<html lang="de">' in html
    assert "//" not in html.replace("http://www.w3.org", "").partition("<body>")[0].replace("</", "")
    assert "Loading..." not in html


def test_the_index_leaks_no_layout(client):
    assert (
        "validation_layout" not in client.get("/").get_data(as_text=True)
        or "Kennzahl"
        not in client.get("/").get_data(as_text=True).partition("_dash-config")[2].partition("</script>")[0]
    )


def test_a_call_answers_with_the_page(client):
    antwort = client.post("/_dash-update-component", json=call())
    assert antwort.status_code == 200
    assert "Kinder unter 3 Jahren in Betreuung" in json.dumps(antwort.get_json(), ensure_ascii=False)


@pytest.mark.parametrize(
    "body",
    [
        [], {}, "x", 7, {"output": 5}, {"output": "nichts.children"},
        call(inputs="x"), call(inputs=[]), call(inputs=[1, 2]), call(inputs=[{"id": "a"}, {"id": "b"}]),
        call(inputs=[{"id": "x", "property": "pathname"}, {"id": ADRESSE, "property": "search"}]),
        call(changedPropIds=7), call(changedPropIds=[7]), call(outputs=None),
            call(outputs=[1]), call(outputs={"id": 1}),
        call(state=[{"id": "x", "property": "y"}]),
    ],
)  # fmt: skip
def test_a_malformed_call_is_refused_and_not_a_crash(client, body):
    assert client.post("/_dash-update-component", json=body).status_code == 400


def test_no_json_is_refused(client):
    assert client.post("/_dash-update-component", data="x", content_type="text/plain").status_code == 415
    assert (
        client.post("/_dash-update-component", data="{", content_type="application/json").status_code == 400
    )
    assert client.post("/_dash-update-component", json=call(x="a" * 1_100_000)).status_code == 413


@pytest.mark.parametrize("wert", [None, 5, {"a": 1}, ["/"], "\x00", "/" * 5000])
def test_any_value_of_an_address_is_answered(client, wert):
    body = call()
    body["inputs"][0]["value"] = wert
    body["inputs"][1]["value"] = wert
    assert client.post("/_dash-update-component", json=body).status_code == 200


@pytest.mark.parametrize(
    "kopf",
    [
        {"Origin": "https://boese.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_foreign_page_cannot_write(client, kopf):
    assert client.post("/_dash-update-component", json=call(), headers=kopf).status_code == 403


def test_our_own_page_can(client):
    kopf = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/_dash-update-component", json=call(), headers=kopf).status_code == 200


def test_healthz_says_ok_and_503_without_a_database(client, buch):
    antwort = client.get("/healthz")
    assert (antwort.status_code, antwort.get_json()["status"]) == (200, "ok")
    buch.broken = True
    try:
        antwort = client.get("/healthz")
        assert antwort.status_code == 503
        assert "geheim" not in antwort.get_data(as_text=True)
        seite = client.post("/_dash-update-component", json=call()).get_data(as_text=True)
        assert "Das hat nicht geklappt" in seite and "geheim" not in seite
    finally:
        buch.broken = False


def test_an_error_is_told_by_a_number_that_is_in_the_log(caplog):
    quelle = f.Buch()
    app = build_app(f.umgebung(quelle), quelle)
    app.server.view_functions["healthz"] = lambda: 1 / 0
    with caplog.at_level(logging.ERROR):
        antwort = app.server.test_client().get("/healthz")
    assert antwort.status_code == 500
    text = antwort.get_data(as_text=True)
    assert "division" not in text
    assert text.rstrip(".").rpartition(" ")[2] in caplog.text


def test_two_apps_in_one_process_both_answer():
    for _ in range(2):
        quelle = f.Buch()
        app = build_app(f.umgebung(quelle), quelle)
        assert app.server.test_client().post("/_dash-update-component", json=call()).status_code == 200

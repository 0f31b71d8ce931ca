"""Zugang: who may ask the API, how often, what may be kept of its answers, and how it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.settings import Anmeldung
from kek_dashboard.store.lieferungen import list_lieferungen, withdraw
from kek_dashboard.store.session import Store
from kek_dashboard.web import create_app
from tests.web.api.conftest import OFFEN, settings_of
from tests.web.personen import HTML, add_person, copied_store, signed_in

ADRESSE = "/api/v1/zielerreichung?jahr=2023"


@pytest.fixture
def store(beispiel_datei: Path, tmp_path: Path) -> Iterator[Store]:
    with copied_store(beispiel_datei, tmp_path) as offen:
        yield offen


def make(store: Store, folder: Path, **anders: Any) -> Any:
    return create_app(store, settings_of("sqlite://", folder, **anders))


def is_problem(antwort: Any, status: int) -> bool:
    daten = antwort.get_json(force=True)
    return (
        antwort.status_code == daten["status"] == status
        and antwort.mimetype == "application/problem+json"
        and set(daten) >= {"type", "title", "detail"}
        and "Traceback" not in daten["detail"]
    )


def test_strangers_are_told_which_setting_opens_it_and_people_of_the_house_may(
    store: Store, tmp_path: Path
) -> None:
    add_person(store, "leserin", Rolle.LESER)
    app = make(store, tmp_path, anmeldung=Anmeldung.EIN, oeffentlich=True)
    for headers in ({}, HTML):
        antwort = app.server.test_client().get(ADRESSE, headers=headers)
        assert is_problem(antwort, 403)
        assert "KEK_OFFENE_DATEN=1" in antwort.get_json()["detail"]
        assert "Access-Control-Allow-Origin" not in antwort.headers
    antwort = signed_in(app, store, "leserin").get(ADRESSE)
    assert antwort.status_code == 200
    assert antwort.headers["Cache-Control"] == "private, max-age=300"
    assert "Cookie" in antwort.headers["Vary"]


def test_switched_on_strangers_and_scripts_of_other_pages_may_but_no_page_opens(
    store: Store, tmp_path: Path
) -> None:
    client = make(store, tmp_path, **OFFEN).server.test_client()
    antwort = client.get(ADRESSE)
    assert antwort.status_code == 200
    assert antwort.headers["Cache-Control"] == "public, max-age=300"
    assert antwort.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in antwort.headers
    assert antwort.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in antwort.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in antwort.headers
    vorab = client.options(ADRESSE, headers={"Origin": "https://anders.example"})
    assert vorab.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert client.get("/kennzahlen", headers=HTML).status_code == 303


def test_what_others_may_keep_carries_nobody_s_cookie(store: Store, tmp_path: Path) -> None:
    add_person(store, "leserin", Rolle.LESER)
    app = make(store, tmp_path, **OFFEN)
    for name in (None, "leserin"):
        antwort = signed_in(app, store, name).get(ADRESSE)
        assert antwort.headers["Cache-Control"].startswith("public")
        assert "Set-Cookie" not in antwort.headers


def test_whoever_has_yet_to_choose_a_password_is_told_so(store: Store, tmp_path: Path) -> None:
    add_person(store, "neue", Rolle.LESER, passwort="einmal und nie wieder", einmalig=True)
    antwort = signed_in(make(store, tmp_path, anmeldung=Anmeldung.EIN), store, "neue").get(ADRESSE)
    assert is_problem(antwort, 403)
    assert "Passwort" in antwort.get_json()["detail"]


def test_the_page_about_it_is_open_and_each_address_on_it_answers(store: Store, tmp_path: Path) -> None:
    client = make(store, tmp_path, anmeldung=Anmeldung.EIN).server.test_client()
    text = client.get("/api/v1/", headers=HTML).get_data(as_text=True)
    assert "<h1>Schnittstelle für Programme</h1>" in text and "nicht_oeffentlich" in text
    offen = make(store, tmp_path, **OFFEN).server.test_client()
    wege = re.findall(r'href="(/api/v1/[^"]+)"', text)
    assert len(wege) > 10
    assert [weg for weg in wege if offen.get(weg).status_code != 200] == []
    assert offen.get("/api/v1/openapi.json").get_json()["openapi"] == "3.1.0"
    assert "<script" not in text


def test_what_is_unchanged_is_not_sent_again(beispiel_app: Any) -> None:
    client = beispiel_app.server.test_client()
    for pfad in (ADRESSE, "/api/v1/werte.csv", "/api/v1/ziele/1.2"):
        erste = client.get(pfad)
        marke = erste.headers["ETag"]
        wieder = client.get(pfad, headers={"If-None-Match": marke})
        assert (wieder.status_code, wieder.data, wieder.headers["ETag"]) == (304, b"", marke)
        assert wieder.headers["Cache-Control"] == erste.headers["Cache-Control"]
        gepackt = client.get(pfad, headers={"Accept-Encoding": "gzip", "If-None-Match": marke})
        assert gepackt.status_code == 304
        assert client.get(pfad, headers={"If-None-Match": '"anders"'}).status_code == 200
        kopf = client.head(pfad)
        assert (kopf.status_code, kopf.data, kopf.headers["ETag"]) == (200, b"", marke)
    marken = {
        client.get(f"{ADRESSE}{mehr}").headers["ETag"]
        for mehr in ("", "&wissensstand=2024-01-31", "&page_size=5")
    }
    assert len(marken) == 3


def test_a_release_changes_the_mark(store: Store, tmp_path: Path) -> None:
    client = make(store, tmp_path, **OFFEN).server.test_client()
    vorher = client.get(ADRESSE)
    letzte = max(lieferung.nr for lieferung in list_lieferungen(store) if lieferung.freigegeben_am)
    withdraw(store, [letzte], "Probe")
    nachher = client.get(ADRESSE, headers={"If-None-Match": vorher.headers["ETag"]})
    assert nachher.status_code == 200
    assert nachher.get_json()["angaben"]["datenstand"] > vorher.get_json()["angaben"]["datenstand"]


def test_one_request_too_many_is_told_when_to_come_again(store: Store, tmp_path: Path) -> None:
    server = make(store, tmp_path, **(OFFEN | {"api_je_minute": 3})).server
    client = server.test_client()
    pfade = (ADRESSE, "/api/v1/ziele", "/api/v1/ziele.csv")
    assert [client.get(pfad).status_code for pfad in pfade] == [200] * 3
    antwort = client.get("/api/v1/werte")
    assert is_problem(antwort, 429)
    assert 1 <= int(antwort.headers["Retry-After"]) <= 60
    andere = server.test_client().get(ADRESSE, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert andere.status_code == 200
    gelogen = client.get(ADRESSE, headers={"X-Forwarded-For": "192.0.2.8"})
    assert gelogen.status_code == 429  # nobody trusts this proxy
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("pfad", "status", "wort"),
    [
        ("/api/v1/gibt-es-nicht", 404, "openapi.json"),
        ("/api/v2/ziele", 404, "openapi.json"),
        ("/api/v1/kennzahlen/9.9-99", 404, "9.9-99"),
        ("/api/v1/ziele/%00", 404, "gibt es nicht"),
        ("/api/v1/bewertungen?jahr=1999", 404, "2018 bis 2026"),
        ("/api/v1/werte?wissensstand=2099-01-01", 404, "Zukunft"),
        ("/api/v1/werte?wissensstand=morgen", 422, "ein Tag wie 2024-06-30"),
        ("/api/v1/werte?jahr=2024", 422, "möglich sind: wissensstand"),
        ("/api/v1/werte?page=0", 422, "eine Zahl von 1 bis"),
        ("/api/v1/werte?page=1&page=2", 422, "einmal genügt"),
        ("/api/v1/werte?von=%FF%FE", 422, "eine Jahreszahl"),
        ("/api/v1/werte?kennzahl=9.9-99", 404, "Eine offene Kennzahl 9.9-99 gibt es nicht."),
        ("/api/v1/zielerreichung?zielsystem=Anders", 404, "Zielsystem „Anders“"),
        ("/api/v1/ziele?ebene=Oberding", 404, "Oberziel"),
    ],
)
def test_what_cannot_be_answered_is_told_in_a_german_sentence(
    beispiel_app: Any, pfad: str, status: int, wort: str
) -> None:
    antwort = beispiel_app.server.test_client().get(pfad, headers=HTML)
    assert is_problem(antwort, status)
    assert wort in antwort.get_json()["detail"]


def test_nothing_can_be_written(beispiel_app: Any) -> None:
    client = beispiel_app.server.test_client()
    for methode in ("post", "put", "patch", "delete"):
        antwort = getattr(client, methode)("/api/v1/ziele")
        assert is_problem(antwort, 405)
        assert set(antwort.headers["Allow"].replace(" ", "").split(",")) == {"GET", "HEAD", "OPTIONS"}
        assert antwort.get_json()["detail"] == "So lässt sich diese Adresse nicht aufrufen."


def test_a_failure_inside_is_a_number_in_the_log(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make(store, tmp_path, **OFFEN)

    def fail(*_: Any) -> Any:
        raise RuntimeError("geheim")

    monkeypatch.setattr("kek_dashboard.web.api.schnittstelle.load_rows", fail)
    antwort = app.server.test_client().get(ADRESSE)
    assert is_problem(antwort, 500)
    assert "geheim" not in antwort.get_data(as_text=True)


def test_the_local_mode_answers_this_computer_alone(store: Store, tmp_path: Path) -> None:
    client = make(store, tmp_path).server.test_client()
    assert client.get(ADRESSE).status_code == 200
    assert "Access-Control-Allow-Origin" not in client.get(ADRESSE).headers
    assert is_problem(client.get(ADRESSE, headers={"Host": "boese.example"}), 403)


def test_addresses_are_counted_by_their_pattern(store: Store, tmp_path: Path) -> None:
    client = make(store, tmp_path, **OFFEN).server.test_client()
    for nr in ("1.2", "eines", "anderes"):
        client.get(f"/api/v1/ziele/{nr}")
    client.get("/api/v1/etwas/ganz/anderes")
    text = client.get("/metrics").get_data(as_text=True)
    assert 'route="/api/v1/ziele/<string:nr>"' in text
    assert 'route="/api/<path:rest>"' in text and "anderes" not in text


def test_the_settings_say_who_publishes_under_which_licence(store: Store, tmp_path: Path) -> None:
    app = make(store, tmp_path, lizenz="cc-zero", koerperschaft="Landkreis Musterland")
    angaben = app.server.test_client().get("/api/v1/ziele").get_json()["angaben"]
    assert (angaben["lizenz"], angaben["herausgeber"]) == ("cc-zero", "Landkreis Musterland")

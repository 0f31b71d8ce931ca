"""Whoever sends a form in the view of a Zielsystem is in that view again afterwards, whatever came of it."""

from __future__ import annotations

import io
import shutil
import time
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from kek_dashboard.cli.main import main
from kek_dashboard.settings import read_settings
from kek_dashboard.store.session import open_store
from kek_dashboard.web import PAGES, create_app, render_screen
from kek_dashboard.web.data import Daten, StoreQuelle
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.statisch import write
from tests.cli.mappen import write_workbook
from tests.kreis.zweisysteme import JAHR, write_zwei

ORT = {"jahr": str(JAHR), "zielsystem": "ziele-2024"}
SELBST = {"Sec-Fetch-Site": "same-origin"}


def environ_of(datei):
    return {
        "KEK_DATABASE_URL": f"sqlite:///{datei.as_posix()}",
        "KEK_SECRET_KEY": "x" * 32,
        "KEK_BEISPIEL": "nein",
    }


@pytest.fixture(scope="module")
def bestand(tmp_path_factory):
    """All workbooks, the last one waiting for its release; copied for each test."""
    folder = tmp_path_factory.mktemp("zwei")
    environ = environ_of(folder / "zwei.sqlite")
    *erste, letzte = write_zwei(folder)
    for datei in erste:
        assert main(["import", str(datei), "--freigeben"], lambda *_: None, environ) == 0
    assert main(["import", str(letzte)], lambda *_: None, environ) == 0
    return folder / "zwei.sqlite"


@pytest.fixture
def umgebung(bestand, tmp_path):
    environ = environ_of(shutil.copy(bestand, tmp_path / "zwei.sqlite"))
    store = open_store(environ["KEK_DATABASE_URL"])
    yield Umgebung(Daten(StoreQuelle(store)), store, read_settings(environ, tmp_path))
    store.close()


@pytest.fixture
def client(umgebung):
    return create_app(umgebung.store, umgebung.settings).server.test_client()


class Formulare(HTMLParser):
    """The forms of a page that are sent by POST: where to, and the hidden fields that go along."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.alle: dict[str, dict[str, str]] = {}
        self._offen: dict[str, str] | None = None
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        merkmale = dict(attrs)
        if tag == "form":
            self._offen = {} if merkmale.get("method") == "post" else None
            if self._offen is not None:
                self.alle[merkmale["action"]] = self._offen
        elif tag == "input" and merkmale.get("type") == "hidden" and self._offen is not None:
            self._offen[merkmale["name"]] = merkmale.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self._offen = None


def forms_at(umgebung, pfad: str, **query: str) -> dict[str, dict[str, str]]:
    seite = write(render_screen(umgebung, PAGES, pfad, "?" + urlencode({**ORT, **query})))
    return {ziel: felder for ziel, felder in Formulare(seite).alle.items() if not ziel.startswith("/konto")}


def send(umgebung, client, pfad: str, wort: str, felder=(), **query: str):
    """The form of a page whose address ends like this, filled in, as a browser sends it; where it leads to."""
    (ziel,) = [z for z in forms_at(umgebung, pfad, **query) if urlsplit(z).path.endswith(wort)]
    antwort = client.post(
        ziel, data={**forms_at(umgebung, pfad, **query)[ziel], **dict(felder)}, headers=SELBST
    )
    assert antwort.status_code == 303, antwort.get_data(as_text=True)[:400]
    adresse = urlsplit(antwort.headers["Location"])
    gesagt = {name: werte[-1] for name, werte in parse_qs(adresse.query).items() if name in ORT}
    assert gesagt == ORT, antwort.headers["Location"]
    return adresse.path


def test_a_lieferung_is_released_and_taken_back(umgebung, client):
    assert send(umgebung, client, "/lieferung/4", "/freigeben") == "/lieferung/4"
    assert send(umgebung, client, "/lieferung/4", "/zurueckziehen", {"grund": "ein Fehler"}) == "/lieferung/4"
    assert send(umgebung, client, "/lieferung/3", "/zurueckziehen") == "/lieferung/3"  # no reason given


def test_a_file_is_handed_in_looked_at_and_delivered(umgebung, client, tmp_path):
    datei = write_workbook(
        tmp_path / "Neu.xlsx", {"Kennzahlen": [("Kennzahl-Nr.", "Zeitraum", "Ist"), ("K3", 2024, 4)]}
    )
    (felder,) = [f for ziel, f in forms_at(umgebung, "/lieferungen").items() if ziel == "/eingang"]
    inhalt = {**felder, "datei": (io.BytesIO(datei.read_bytes()), "Neu.xlsx")}
    gesagt = client.post("/eingang", data=inhalt, headers=SELBST).get_json()
    assert {name: werte[-1] for name, werte in parse_qs(urlsplit(gesagt["link"]).query).items()} == ORT
    pfad = gesagt["adresse"]
    assert urlsplit(gesagt["link"]).path == pfad
    for _ in range(200):
        if not client.get(f"{pfad}/stand").get_json()["laeuft"]:
            break
        time.sleep(0.05)
    assert send(umgebung, client, pfad, "/angaben") == pfad
    assert send(umgebung, client, f"{pfad}/spalten", "/sagen") == f"{pfad}/spalten"
    assert send(umgebung, client, pfad, "/abgeben").startswith("/lieferung/")


def test_a_file_is_thrown_away(umgebung, client, tmp_path):
    datei = write_workbook(tmp_path / "Leer.xlsx", {"Leer": [("nichts",)]})
    inhalt = {**ORT, "datei": (io.BytesIO(datei.read_bytes()), "Leer.xlsx")}
    pfad = client.post("/eingang", data=inhalt, headers=SELBST).get_json()["adresse"]
    assert send(umgebung, client, pfad, "/verwerfen") == "/lieferungen"


def test_a_szenario_is_made_changed_and_thrown_away(umgebung, client):
    liste = "/haushalt/szenarien"
    eines = send(umgebung, client, liste, "/anlegen", {"name": "Sparen"}, haushaltsjahr=str(JAHR))
    weniger = {"was": "alles", "art": "aufwendungen", "wie": "kuerzen-prozent", "zahl": "10"}
    assert send(umgebung, client, eines, "/aendern", weniger) == eines
    assert send(umgebung, client, eines, "/umbenennen", {"name": "Sparsam"}) == eines
    assert send(umgebung, client, eines, "/loeschen", {"sicher": "ja"}) == liste


def test_the_mapping_is_changed_and_delivered(umgebung, client):
    send(umgebung, client, "/lieferung/4", "/freigeben")
    pfad = "/haushalt/zuordnung"
    ziel = {"tat": "zuordnen", "zeile": "511000", "ziel": "1.1", "anteil": "40"}
    for ort in ({}, {"haushaltsjahr": str(JAHR)}):
        assert send(umgebung, client, pfad, "/aendern", {**ziel, "anteil": "viel"}, **ort) == pfad
    assert send(umgebung, client, pfad, "/aendern", ziel, haushaltsjahr=str(JAHR)) == pfad


@pytest.mark.parametrize("neu", ["kennzahl", "massnahme"])
def test_a_proposal_that_lacks_something_is_back_in_its_form(umgebung, client, neu):
    assert send(umgebung, client, "/vorschlaege", "/abgeben", neu=neu) == "/vorschlaege"

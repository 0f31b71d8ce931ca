"""Open data on the web: whoever may have them gets the very bytes of the package, and nobody else gets any."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.reports.offenedaten.herausgabe import herausgabe_of
from kek_dashboard.reports.offenedaten.paket import open_data, write_zip
from kek_dashboard.settings import Settings
from kek_dashboard.store.load import today
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import build_app
from kek_dashboard.web.data import Daten
from kek_dashboard.web.seite import Umgebung
from tests.web import factories as f
from tests.web.personen import HTML, add_person, server_settings, signed_in

OFFEN = ("1.2-01", "1.2-03", "1.2-04")
ZIP = "/offene-daten/kek-offene-daten.zip"


class Offenes(f.Buch):
    """The small county with three open Kennzahlen."""

    def load_datenstand(self, wissensstand):
        stand = super().load_datenstand(wissensstand)
        return replace(
            stand,
            akten=MappingProxyType(
                {
                    nr: replace(akte, kennzahl=replace(akte.kennzahl, oeffentlich=nr in OFFEN))
                    for nr, akte in stand.akten.items()
                }
            ),
        )


def app_with(settings: Settings | None = None, store=None):
    quelle = Offenes()
    return build_app(Umgebung(Daten(quelle), store, settings or f.settings()), quelle)


@pytest.fixture(scope="module")
def client():
    return app_with().server.test_client()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = open_store(f"sqlite:///{(tmp_path_factory.mktemp('offen') / 'kek.sqlite').as_posix()}")
    migrate(store)
    add_person(store, "leser", Rolle.LESER)
    yield store
    store.close()


def text_of(antwort) -> str:
    return str(antwort.get_data(as_text=True)).replace("\xa0", " ")


def test_each_file_is_that_of_the_package_and_the_zip_holds_them_all(client):
    settings = f.settings()
    stand = Offenes().load_datenstand(today())
    dateien = open_data(herausgabe_of(settings, stand), stand)
    for datei, inhalt in dateien.items():
        antwort = client.get(f"/offene-daten/{datei}")
        assert (antwort.status_code, antwort.get_data()) == (200, inhalt), datei
    gepackt = client.get(ZIP).get_data()
    assert gepackt == write_zip(herausgabe_of(settings, stand), dateien)
    assert zipfile.ZipFile(io.BytesIO(gepackt)).testzip() is None


def test_a_file_that_has_not_changed_is_not_sent_again(client):
    erste = client.get("/offene-daten/messwerte.csv")
    marke = erste.headers["ETag"]
    zweite = client.get("/offene-daten/messwerte.csv", headers={"If-None-Match": marke})
    assert (zweite.status_code, zweite.get_data()) == (304, b"")
    assert "private" in erste.headers["Cache-Control"]
    assert "messwerte.csv" in erste.headers["Content-Disposition"]


@pytest.mark.parametrize("datei", ["nix.csv", "..%5Cdatapackage.json", "kek.sqlite", "LIESMICH.TXT", "%00"])
def test_a_file_there_is_not_is_said_in_german(client, datei):
    antwort = client.get(f"/offene-daten/{datei}", headers=HTML)
    assert antwort.status_code == 404 and "gibt es" in text_of(antwort)


def test_the_page_names_every_table_licence_and_how_to_cite(client):
    text = text_of(client.get("/offene-daten", headers=HTML))
    for datei in open_data(herausgabe_of(None, f.datenstand()), f.datenstand()):
        assert f"/offene-daten/{datei}" in text
    for wort in ("3 Kennzahlen mit ", "Datenlizenz Deutschland", "Wissensstand", "pd.read_csv", "/api/v1/"):
        assert wort in text, wort


def test_an_earlier_wissensstand_leads_to_its_own_files(client):
    text = text_of(client.get("/offene-daten?stand=2024-06-30", headers=HTML))
    assert "/offene-daten/messwerte.csv?stand=2024-06-30" in text and "30.06.2024" in text


@pytest.mark.parametrize("oeffentlich", [False, True])
def test_strangers_get_nothing_until_the_data_are_opened(store, tmp_path: Path, oeffentlich: bool):
    fremd = app_with(server_settings(tmp_path, oeffentlich=oeffentlich), store).server.test_client()
    antwort = fremd.get(ZIP)
    assert antwort.status_code == 401 and b"PK" not in antwort.get_data()
    assert fremd.get("/offene-daten/messwerte.csv").status_code == 401
    seite = fremd.get("/offene-daten", headers=HTML)
    assert seite.status_code == (200 if oeffentlich else 303)
    assert "1.2-03" not in text_of(seite) and "Alles herunterladen" not in text_of(seite)


def test_strangers_get_page_and_files_where_the_data_are_open_and_no_other_page(store, tmp_path: Path):
    fremd = app_with(server_settings(tmp_path, offene_daten=True), store).server.test_client()
    antwort = fremd.get(ZIP)
    assert antwort.status_code == 200 and antwort.get_data()[:2] == b"PK"
    assert (
        antwort.headers["Access-Control-Allow-Origin"] == "*" and "public" in antwort.headers["Cache-Control"]
    )
    assert "Set-Cookie" not in antwort.headers
    seite = fremd.get("/offene-daten", headers=HTML)
    assert seite.status_code == 200 and "Welche Zahlen darf jeder nutzen?" in text_of(seite)
    assert fremd.get("/kennzahlen", headers=HTML).status_code == 303


def test_whoever_is_signed_in_gets_them_always(store, tmp_path: Path):
    leser = signed_in(app_with(server_settings(tmp_path), store), store, "leser")
    assert leser.get(ZIP).status_code == 200
    assert "Access-Control-Allow-Origin" not in leser.get(ZIP).headers

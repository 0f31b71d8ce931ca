"""Dokument: the page is in the HTML of its address for whoever may see it, and for nobody else."""

from __future__ import annotations

import re
from urllib.parse import quote

import brotli
import pytest
from dash import dcc, html

from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import PAGES, buendel, build_app
from kek_dashboard.web.components.browser import Rahmen
from kek_dashboard.web.seite import Seite
from kek_dashboard.web.statisch import needs_dash
from tests.web import factories as f
from tests.web.personen import HTML, add_person, screen, server_app, server_settings, signed_in

KENNZAHL = "Kinder unter 3 Jahren in Betreuung"
PFADE = ("/", "/kennzahlen?jahr=2023", "/unterziel/1.2?jahr=2023&stand=2024-06-30")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = open_store(f"sqlite:///{(tmp_path_factory.mktemp('dokument') / 'kek.sqlite').as_posix()}")
    migrate(store)
    add_person(store, "leser", Rolle.LESER)
    add_person(store, "neu", Rolle.LESER, passwort="ein langer Satz als Passwort", einmalig=True)
    yield store
    store.close()


@pytest.fixture(scope="module")
def app(store, tmp_path_factory):
    return server_app(store, server_settings(tmp_path_factory.mktemp("server")))


@pytest.fixture(scope="module")
def lokal():
    quelle = f.Buch()
    return build_app(f.umgebung(quelle), quelle)


def read(client, pfad):
    return client.get(pfad, headers=HTML).get_data(as_text=True)


def addresses(text):
    return re.findall(r'(?:src|href)="(/buendel/[^"]+)"', text)


# ------------------------------------------------------------------------------------ the page within


@pytest.mark.parametrize("pfad", PFADE)
def test_the_document_holds_the_page_that_the_callback_draws(lokal, pfad):
    client = lokal.server.test_client()
    text = read(client, pfad)
    within = re.search(
        r'<div id="vorab"[^>]*>(.*)</div>\n<div id="react-entry-point"></div>', text, re.DOTALL
    )
    assert within is not None
    assert text.count('id="inhalt"') == 1 and text.count("<main") == 1
    path, _, query = pfad.partition("?")
    drawn = screen(client, path, f"?{query}")
    for heading in re.findall(r"<h1[^>]*>([^<]+)<", within[1]):
        assert heading in drawn
    assert within[1].count("<a ") == drawn.count("<a ") + drawn.count('"tag": "a"') + drawn.count('"tag":"a"')


def test_the_document_bears_the_title_and_the_path_of_its_page(lokal):
    text = read(lokal.server.test_client(), "/kennzahlen?jahr=2023")
    assert "<title>Kennzahlen · KEK-Monitor</title>" in text
    assert '<div id="vorab" data-pfad="/kennzahlen" data-druck="Datenstand ' in text


@pytest.mark.parametrize(
    "boese", ["<script>alert(1)</script>", '"><img src=x>', "%22%3E<b>", "{config}", "%2e%2e"]
)
def test_an_address_stays_text_in_the_document(lokal, boese):
    text = read(lokal.server.test_client(), f"/{quote(boese)}?stand={quote(boese)}&x={quote(boese)}")
    assert "<script>alert" not in text and "<img src=x>" not in text and "<b>" not in text
    assert "Seite nicht gefunden" in text


def test_no_script_stands_in_a_document_itself(lokal):
    antwort = lokal.server.test_client().get("/")
    skripte = re.findall(r"<script([^>]*)>(.*?)</script>", antwort.get_data(as_text=True), re.DOTALL)
    assert all("src=" in kopf or "application/json" in kopf for kopf, _ in skripte)
    assert "script-src 'self';" in antwort.headers["Content-Security-Policy"]


def test_a_page_with_a_component_of_dash_is_left_to_the_callback():
    quelle = f.Buch()
    seite = Seite("/", "Lebt", lambda _: html.Div([html.H1("Lebt"), dcc.Graph(id="bild")]))
    client = build_app(f.umgebung(quelle), quelle, (seite,)).server.test_client()
    text = read(client, "/")
    assert 'id="vorab"' not in text and "wird geladen" in text and "<noscript>" in text
    assert "Graph" in screen(client, "/")
    libraries = re.search(r'<meta name="kek-bibliotheken" content="([^"]*)">', text)
    assert libraries is not None
    for name in ("polyfill", "dash_core_components", "dash_html_components"):
        assert name in libraries[1]
    for address in libraries[1].split():
        assert client.get(address).status_code == 200


def test_what_dash_must_draw_is_found_below_our_own_frame():
    assert needs_dash(Rahmen([Rahmen(html.P("lebt", id="x"))]))
    assert not needs_dash(Rahmen([Rahmen("Text"), None, "Text"]))


@pytest.mark.parametrize("seite", PAGES, ids=lambda seite: seite.path)
def test_a_stranger_gets_no_page_within(app, store, seite):
    pfad = re.sub(r"<[^>]+>", "1", seite.path)
    for weg in (pfad, f"{pfad}/", f"{pfad}?jahr=2023"):
        text = read(app.server.test_client(), weg)
        assert 'id="vorab"' not in text and 'class="rahmen"' not in text and KENNZAHL not in text


def test_whoever_must_change_the_password_first_gets_no_figure(app, store):
    client = app.server.test_client()
    token = re.search(r'name="formular" value="([^"]+)"', read(client, "/anmelden"))
    assert token is not None
    form = {"formular": token[1], "name": "neu", "passwort": "ein langer Satz als Passwort"}
    assert client.post("/anmelden", data=form).status_code == 303
    for pfad in ("/", "/kennzahlen", "/hilfe", "/hilfe/"):
        assert KENNZAHL not in read(client, pfad)


def test_a_reader_gets_the_frame_of_their_own(app, store):
    text = read(signed_in(app, store, Rolle.LESER), "/kennzahlen")
    assert 'id="vorab"' in text and "Leser" in text and 'action="/abmelden"' in text
    assert 'name="formular"' in text  # the form to sign out carries its token here too


# ------------------------------------------------------------------------------------------- bundles


def test_a_page_asks_for_one_file_of_styles_and_one_of_scripts(lokal):
    text = read(lokal.server.test_client(), "/")
    assert [address.rpartition("/")[2] for address in addresses(text)] == [buendel.STILE, buendel.SKRIPTE]
    assert text.count("<script") == 2 and text.count("<link") == 2


def test_the_files_stand_in_the_bundles_in_their_order(lokal):
    client = lokal.server.test_client()
    css, js = (client.get(address).get_data() for address in addresses(read(client, "/")))
    for bundle, suffix in ((css, "css"), (js, "js")):
        files = sorted(buendel.ASSETS.glob(f"*.{suffix}"))
        places = [bundle.index(file.read_bytes().strip()) for file in files]
        assert places == sorted(places) and len(places) > 5
    react, own = js.index(b"react.production.min.js"), js.index(b"KEK: the few own components")
    renderer = js.index(b"dash_renderer.min.js.LICENSE")
    assert react < own < renderer < js.rindex(b"new DashRenderer()")
    assert re.search(rb"^//# sourceMappingURL", js, re.MULTILINE) is None
    assert b"dash_table" not in js[:own] and b"regeneratorRuntime=" not in js


@pytest.mark.parametrize(
    ("wanted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None), ("", None)]
)
def test_a_bundle_comes_as_the_browser_can_read_it_and_is_kept(lokal, wanted, encoding):
    client = lokal.server.test_client()
    for address in addresses(read(client, "/")):
        antwort = client.get(address, headers={"Accept-Encoding": wanted})
        assert antwort.headers.get("Content-Encoding") == encoding
        assert (
            "immutable" in antwort.headers["Cache-Control"]
            and "max-age=31536000" in antwort.headers["Cache-Control"]
        )
        assert "Accept-Encoding" in antwort.headers["Vary"]
        plain = client.get(address).get_data()
        packed = antwort.get_data()
        assert len(packed) <= len(plain)
        if encoding == "br":
            assert brotli.decompress(packed) == plain and len(packed) < len(plain) / 3


def test_the_address_of_a_bundle_names_its_content(tmp_path):
    file = tmp_path / "a.css"
    file.write_text("a {}", encoding="utf-8")
    first = buendel.bundle(buendel.STILE, (file,))
    assert buendel.bundle(buendel.STILE, (file,)) is first
    file.write_text("b { color: red }", encoding="utf-8")
    assert buendel.bundle(buendel.STILE, (file,)).adresse != first.adresse


def test_a_page_of_an_older_program_gets_the_file_but_does_not_keep_it(lokal):
    client = lokal.server.test_client()
    antwort = client.get(f"/buendel/0000000000000000/{buendel.STILE}")
    assert antwort.status_code == 200 and antwort.headers["Cache-Control"] == "no-cache"
    assert client.get("/buendel/0000000000000000/nichts.js").status_code == 404


def test_the_sign_in_page_wears_the_same_styles(app):
    client = app.server.test_client()
    (address,) = addresses(read(client, "/anmelden"))
    assert client.get(address).status_code == 200

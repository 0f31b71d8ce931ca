"""Einbettung: what is open stands on other people's pages with our figures; everything else stays inside."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree as ET

import pytest

from kek_dashboard.charts.theme import DUNKEL, LICHT
from kek_dashboard.domain.kennzahl import Zieltyp
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from kek_dashboard.formats import format_percent
from kek_dashboard.settings import Anmeldung
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import build_app
from kek_dashboard.web.data import Daten
from kek_dashboard.web.seite import Umgebung
from tests.web import factories as f
from tests.web.personen import HTML, add_person, server_settings, signed_in

JAHR = 2023
OFFEN = ("1.2-01", "1.2-03", "1.2-04", "9.9-01", "2.1-01", "1.1-01", "1.1-02")
_SVG = "{http://www.w3.org/2000/svg}"


class Offenes(f.Buch):
    """The small county with some open Kennzahlen: all of Unterziel 1.2, one of those of 1.4."""

    def load_datenstand(self, wissensstand):
        stand = super().load_datenstand(wissensstand)
        boese = f.akte("9.9-01", Zieltyp.STEIGERN, f.reihe("60", "61"), ziele={2026: "70"}, unterziele=("2.4",),
                       bezeichnung=f.BOESE, basisjahr=2018, basiswert=Decimal(60))  # fmt: skip
        akten = {**stand.akten, boese.nr: boese, "1.4-01": stand.akten["1.4-01"]}
        akten = {
            nr: replace(akte, kennzahl=replace(akte.kennzahl, oeffentlich=nr in {*OFFEN, "1.4-01"}))
            for nr, akte in akten.items()
        }
        return replace(stand, akten=MappingProxyType(akten))


def app_with(settings=None, store=None, buch=None):
    quelle = buch or Offenes()
    return build_app(Umgebung(Daten(quelle), store, settings or f.settings()), quelle)


@pytest.fixture(scope="module")
def client():
    return app_with().server.test_client()


def text_of(antwort) -> str:
    return str(antwort.get_data(as_text=True)).replace("\xa0", " ")


# ---------------------------------------------------------------------------------------- what it shows


def test_the_document_tells_the_figures_of_the_kennzahl(client):
    akte = Offenes().load_datenstand(None).akten["1.2-03"]
    text = text_of(client.get(f"/einbetten/kennzahl/1.2-03?jahr={JAHR}"))
    for messwert in akte.messwerte:
        zeile = re.search(rf'<th[^>]*scope="row"[^>]*>{messwert.zeitraum}</th>(.*?)</tr>', text)
        assert zeile is not None and f"{messwert.wert:.1f}".replace(".", ",") in zeile.group(1), (
            messwert.zeitraum
        )
    assert "<caption" in text and text.count('scope="col"') == 5
    assert "<title>1.2-03 Kinder unter 3 Jahren in Betreuung · KEK-Monitor</title>" in text
    assert "deutlich hinter Plan" in text and ">Beispiel<" in text and "Quelle: Eigene Erhebung" in text
    assert f'href="/kennzahl/1.2-03?jahr={JAHR}" target="_top"' in text


def test_picture_and_document_of_an_unterziel_tell_the_zielerreichung(client):
    stand = Offenes().load_datenstand(None)
    dokument = text_of(client.get(f"/einbetten/unterziel/1.2?jahr={JAHR}"))
    wurzel = ET.fromstring(client.get(f"/einbetten/unterziel/1.2.svg?jahr={JAHR}").data)
    beschreibung = (wurzel.findtext(f"{_SVG}desc") or "").replace("\xa0", " ")
    erzaehlt = 0
    for jahr in range(2018, JAHR + 1):
        anteil = bewerte_alles(stand, jahr).unterziele["1.2"].zielerreichung
        if anteil is not None:
            erzaehlt += 1
            assert f"{jahr}: {format_percent(anteil, 0)}".replace("\xa0", " ") in beschreibung
            zeile = re.search(rf">{jahr}</th>(.*?)</tr>", dokument)
            assert zeile is not None and format_percent(anteil).replace("\xa0", " ") in zeile.group(1)
    assert erzaehlt > 2


@pytest.mark.parametrize("nr", [nr for nr in OFFEN if nr != "9.9-01"])
@pytest.mark.parametrize("breite", [320, 800, 1200])
def test_the_picture_is_whole_and_says_its_values_in_words(client, nr, breite):
    antwort = client.get(f"/einbetten/kennzahl/{nr}.svg?jahr={JAHR}&breite={breite}")
    wurzel = ET.fromstring(antwort.data)
    assert antwort.mimetype == "image/svg+xml"
    assert (wurzel.get("role"), wurzel.get("lang")) == ("img", "de")
    assert (wurzel.findtext(f"{_SVG}title") or "").startswith(nr)
    werte = Offenes().load_datenstand(None).akten[nr].messwerte
    beschreibung = wurzel.findtext(f"{_SVG}desc") or ""
    assert all(f"{m.zeitraum}: " in beschreibung for m in werte if m.zeitraum.jahr <= JAHR)
    assert float(wurzel.get("width") or 0) <= max(breite * 9 / 8, 320)
    assert b"var(" not in antwort.data and b"<style" not in antwort.data and b"href" not in antwort.data


def test_each_ground_has_the_colours_of_the_pages(client):
    css = Path("kek_dashboard/web/assets/01_grund.css").read_text(encoding="utf-8")
    for farben, wo in ((LICHT, css.partition("@media")[0]), (DUNKEL, css.partition("@media")[2])):
        for name, farbe in farben.items():
            assert re.search(rf"--{name}: ({farbe}|{farbe[:4]});", wo), name
    dunkel = text_of(client.get("/einbetten/kennzahl/1.2-03.svg?thema=dunkel"))
    assert DUNKEL["paper"] in dunkel and LICHT["paper"] not in dunkel
    geraet = text_of(client.get("/einbetten/kennzahl/1.2-03.svg?thema=geraet"))
    assert "prefers-color-scheme:dark" in geraet and "var(--ink)" in geraet
    assert 'class="dunkel"' in text_of(client.get("/einbetten/kennzahl/1.2-03?thema=dunkel"))


def test_what_a_file_says_becomes_no_markup(client):
    for form in ("", ".svg"):
        text = text_of(client.get(f"/einbetten/kennzahl/9.9-01{form}"))
        assert "<script" not in text and "&lt;script&gt;" in text
    ET.fromstring(client.get("/einbetten/kennzahl/9.9-01.svg").data)
    unbekannt = client.get("/einbetten/kennzahl/%3Cscript%3E")
    assert unbekannt.status_code == 404 and "<script" not in text_of(unbekannt)


def test_the_table_of_all_unterziele_tells_the_open_ones_and_names_the_others(client):
    text = text_of(client.get(f"/einbetten/ueberblick?jahr={JAHR}"))
    bewertung = bewerte_alles(Offenes().load_datenstand(None), JAHR).unterziele
    zeilen = dict(re.findall(r'<th[^>]*scope="row"[^>]*>(\S+) [^<]*</th>(.*?)</tr>', text))
    assert set(zeilen) == set(bewertung)
    offen = bewertung["1.2"].zielerreichung
    assert offen is not None and format_percent(offen, 0).replace("\xa0", " ") in zeilen["1.2"]
    assert "nicht veröffentlicht" in zeilen["1.4"] and "%" not in zeilen["1.4"]
    assert "<caption" in text and "Berichtsjahr 2023" in text


# ---------------------------------------------------------------------------------------- what stays inside


@pytest.mark.parametrize("form", ["", ".svg"])
@pytest.mark.parametrize(
    "was",
    [
        "kennzahl/1.4-02",  # known, not open
        "kennzahl/gibt-es-nicht",
        "unterziel/1.4",  # one of its Kennzahlen is open, one is not
        "unterziel/1",  # an Oberziel
        "unterziel/8.8",
    ],
)
def test_what_is_unknown_and_what_is_not_open_get_the_same_small_answer(client, was, form):
    antwort = client.get(f"/einbetten/{was}{form}")
    anderes = client.get(f"/einbetten/{was.partition('/')[0]}/unbekannt{form}")
    assert antwort.status_code == 404
    assert "nicht veröffentlicht" in text_of(antwort) and antwort.data == anderes.data
    assert "frame-ancestors *" in antwort.headers["Content-Security-Policy"]
    if form:
        ET.fromstring(antwort.data)


@pytest.mark.parametrize(
    ("frage", "wort"),
    [
        ("jahr=1999", "„1999“"),
        ("stand=morgen", "„morgen“"),
        ("stand=2999-01-01", "01.01.2999"),
        ("zielsystem=gibt-es-nicht", "„gibt-es-nicht“"),
        ("thema=bunt", "hell, dunkel, geraet"),
        ("breite=viel", "„viel“"),
        ("breite=0", "„0“"),
    ],
)
@pytest.mark.parametrize("form", ["", ".svg"])
def test_an_address_that_cannot_be_read_says_what_was_expected(client, frage, wort, form):
    antwort = client.get(f"/einbetten/kennzahl/1.2-03{form}?{frage}")
    assert antwort.status_code == 400 and wort in text_of(antwort)


def test_a_fault_of_ours_is_a_number_in_the_frame():
    buch = Offenes()
    client = app_with(buch=buch).server.test_client()
    buch.broken = True
    antwort = client.get("/einbetten/kennzahl/1.2-03")
    assert antwort.status_code == 500 and "geheim" not in text_of(antwort) and "Nummer" in text_of(antwort)
    assert "frame-ancestors *" in antwort.headers["Content-Security-Policy"]


# ---------------------------------------------------------------------------------------- who sees it, and how


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    store = open_store(f"sqlite:///{(tmp_path_factory.mktemp('einbettung') / 'kek.sqlite').as_posix()}")
    migrate(store)
    add_person(store, "leser", Rolle.LESER)
    yield store
    store.close()


@pytest.mark.parametrize("form", ["", ".svg"])
def test_on_a_server_strangers_see_it_only_where_that_is_switched_on(server, tmp_path, form):
    adresse = f"/einbetten/kennzahl/1.2-03{form}"
    zu = app_with(server_settings(tmp_path, oeffentlich=True), server)
    offen = app_with(server_settings(tmp_path, offene_daten=True), server)
    fremd = signed_in(zu, server, None).get(adresse, headers=HTML)
    assert (
        fremd.status_code == 403
        and "nicht öffentlich" in text_of(fremd)
        and "Betreuung" not in text_of(fremd)
    )
    angemeldet = signed_in(zu, server, "leser").get(adresse)
    assert angemeldet.status_code == 200
    assert angemeldet.headers["Cache-Control"].startswith("private")
    assert "Access-Control-Allow-Origin" not in angemeldet.headers
    alle = signed_in(offen, server, None).get(adresse)
    assert alle.status_code == 200 and alle.headers["Cache-Control"] == "public, max-age=300"
    assert alle.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in alle.headers
    assert signed_in(offen, server, None).get("/kennzahl/1.2-03", headers=HTML).status_code == 303


def test_nothing_else_may_be_framed(client):
    for adresse in ("/kennzahl/1.2-03", "/unterziel/1.2", "/", "/einbetten", "/einbetten/kennzahl", "/hilfe"):
        antwort = client.get(adresse, headers=HTML)
        assert "frame-ancestors 'none'" in antwort.headers["Content-Security-Policy"], adresse
        assert antwort.headers["X-Frame-Options"] == "DENY"
        assert antwort.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("form", ["", ".svg"])
def test_it_may_be_framed_and_do_nothing_else(client, form):
    koepfe = client.get(f"/einbetten/kennzahl/1.2-03{form}").headers
    regeln = koepfe["Content-Security-Policy"]
    assert "default-src 'none'" in regeln and "frame-ancestors *" in regeln and "script" not in regeln
    assert "X-Frame-Options" not in koepfe and koepfe["X-Content-Type-Options"] == "nosniff"
    assert koepfe["Cross-Origin-Resource-Policy"] == "cross-origin"
    text = text_of(client.get(f"/einbetten/kennzahl/1.2-03{form}"))
    assert not re.search(r"<script|<link|<img|@import|url\(|\sstyle=|\son\w+=", text)


@pytest.mark.parametrize("form", ["", ".svg"])
def test_the_same_datenstand_gives_the_same_bytes_and_is_sent_once(form):
    adresse = f"/einbetten/kennzahl/1.2-03{form}"
    erste, zweite = (app_with().server.test_client() for _ in range(2))
    antwort = erste.get(adresse)
    assert antwort.data == zweite.get(adresse).data
    wieder = zweite.get(adresse, headers={"If-None-Match": antwort.headers["ETag"]})
    assert wieder.status_code == 304 and wieder.data == b""
    assert "frame-ancestors *" in wieder.headers["Content-Security-Policy"]
    assert erste.get(f"{adresse}?jahr=2020").headers["ETag"] != antwort.headers["ETag"]


def test_every_process_of_a_server_writes_the_same_bytes():
    frage = (
        "from tests.web.test_einbettung import app_with;"
        "c = app_with().server.test_client();"
        "print(c.get('/einbetten/kennzahl/1.2-03').headers['ETag'], c.get('/einbetten/unterziel/1.2').headers['ETag'])"
    )
    antworten = {
        subprocess.run(
            [sys.executable, "-c", frage],
            env={**os.environ, "PYTHONHASHSEED": keim, "PYTHONPATH": "."},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for keim in ("1", "2", "3")
    }
    assert len(antworten) == 1 and antworten != {""}


def test_a_fixed_picture_says_the_day_it_stands_for(client):
    assert "Wissensstand 31.12.2024" in text_of(client.get("/einbetten/kennzahl/1.2-03?stand=2024-12-31"))
    assert "Wissensstand" not in text_of(client.get("/einbetten/kennzahl/1.2-03"))
    heute = date(2026, 1, 1)
    assert client.get(f"/einbetten/kennzahl/1.2-03?stand={heute}").status_code == 200


# ---------------------------------------------------------------------------------------- what to copy


def page_text(pfad, nr, buch=None, **settings) -> str:
    from kek_dashboard.web.pages import kennzahl, unterziel
    from kek_dashboard.web.seite import Kontext
    from kek_dashboard.web.statisch import write

    umgebung = Umgebung(Daten(buch or Offenes()), None, replace(f.settings(), **settings))
    seite = kennzahl.SEITE if "kennzahl" in pfad else unterziel.SEITE
    kontext = Kontext(umgebung, f"{pfad}{nr}", JAHR, umgebung.daten.datenstand(), None, {"nr": nr})
    return write(seite.render(kontext))


def test_the_page_hands_out_addresses_and_html_that_work(client):
    text = page_text("/kennzahl/", "1.2-03", adresse="https://kek.kreis.example")
    assert 'href="/einbetten/kennzahl/1.2-03"' in text
    adressen = set(re.findall(r'https://kek\.kreis\.example(/einbetten/[^\s"<]+)', html.unescape(text)))
    assert len(adressen) == 4  # living, fixed, and two sizes of the picture
    assert all(client.get(adresse).status_code == 200 for adresse in adressen)
    assert "&lt;iframe src=" in text and "alt=" in text
    assert "https://kek.kreis.example/einbetten/unterziel/1.2" in page_text(
        "/unterziel/", "1.2", adresse="https://kek.kreis.example"
    )


def test_an_unterziel_names_its_zielsystem_where_there_are_several():
    class Zwei(Offenes):
        def load_datenstand(self, wissensstand):
            stand = super().load_datenstand(wissensstand)
            neues = replace(stand.zielsystem, name="Ziele 2024", erstes_jahr=2024, letztes_jahr=2030)
            return replace(stand, zielsysteme=(replace(stand.zielsystem, name="Ziele 2018"), neues),
                           zielsystem=replace(stand.zielsystem, name="Ziele 2018"))  # fmt: skip

    text = page_text("/unterziel/", "1.2", Zwei())
    adressen = set(re.findall(r'http://[^/]*(/einbetten/[^\s"<]+)', html.unescape(html.unescape(text))))
    assert adressen and all("zielsystem=ziele-2018" in adresse for adresse in adressen)
    client = app_with(buch=Zwei()).server.test_client()
    assert all(client.get(adresse).status_code == 200 for adresse in adressen)
    assert "zielsystem" not in " ".join(
        re.findall(r"/einbetten/[^<]+", page_text("/kennzahl/", "1.2-03", Zwei()))
    )


def test_the_page_of_what_is_not_open_hands_out_no_address():
    for pfad, nr in (("/kennzahl/", "1.4-02"), ("/unterziel/", "1.4")):
        text = page_text(pfad, nr)
        assert f"/einbetten{pfad}" not in text and "nur, was offen ist" in text


def test_hostile_names_stay_inside_the_html_to_copy():
    text = html.unescape(page_text("/kennzahl/", "9.9-01"))
    rahmen = re.search(r"<iframe [^>]*title=\"(.*?)\" width", text)
    assert rahmen is not None and "<" not in rahmen.group(1) and '"' not in rahmen.group(1)


def test_who_may_not_yet_show_it_to_strangers_is_told():
    ohne = page_text("/kennzahl/", "1.2-03", anmeldung=Anmeldung.EIN)
    assert "KEK_OFFENE_DATEN=1" in ohne and "https://ADRESSE-DES-MONITORS/einbetten" in ohne
    assert "KEK_OFFENE_DATEN" not in page_text(
        "/kennzahl/", "1.2-03", anmeldung=Anmeldung.EIN, offene_daten=True
    )

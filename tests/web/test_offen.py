"""Offen: what the law asks for is readable without signing in, says what is missing, and leaks nothing."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from kek_dashboard.charts.stand import AUSBLICKE, BILANZEN, STAENDE
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.settings import Rechtstext
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import PAGES
from kek_dashboard.web.blatt import OFFENE_SEITEN
from kek_dashboard.web.components.markdown import markdown
from kek_dashboard.web.pages import hilfe
from kek_dashboard.web.sitzung import COOKIE
from kek_dashboard.web.statisch import write
from kek_dashboard.web.zugang import OFFEN
from tests.web.personen import HTML, add_person, screen, server_app, server_settings, signed_in

ADRESSEN = [path for path, _ in OFFENE_SEITEN]
EINSTELLUNG = {
    "/impressum": "KEK_IMPRESSUM",
    "/datenschutz": "KEK_DATENSCHUTZ",
    "/barrierefreiheit": "KEK_BARRIEREFREIHEIT",
    "/hilfe": "KEK_KONTAKT",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = open_store(f"sqlite:///{(tmp_path_factory.mktemp('offen') / 'kek.sqlite').as_posix()}")
    migrate(store)
    add_person(store, "leser", Rolle.LESER)
    add_person(store, "neu", Rolle.LESER, passwort="ein langer Satz als Passwort", einmalig=True)
    yield store
    store.close()


def app_with(store, folder: Path, **anders):
    return server_app(store, server_settings(folder, **anders))


def read(app, pfad: str) -> str:
    """The page as a stranger gets it."""
    antwort = app.server.test_client().get(pfad, headers=HTML)
    assert antwort.status_code == 200
    return str(antwort.get_data(as_text=True))


def test_the_pages_open_to_everybody_are_those_of_the_footer():
    offen = [(seite.path, seite.fuss) for seite in PAGES if seite.aktion is OFFEN]
    assert offen == list(OFFENE_SEITEN)


@pytest.mark.parametrize("pfad", ADRESSEN)
def test_a_stranger_reads_it_without_script_or_cookie(store, tmp_path, pfad):
    app = app_with(store, tmp_path)
    antwort = app.server.test_client().get(pfad, headers=HTML)
    text = antwort.get_data(as_text=True)
    assert antwort.status_code == 200 and text.count("<h1") == 1
    assert "<script" not in text and "Set-Cookie" not in antwort.headers
    assert {f'href="{andere}"' for andere in ADRESSEN} <= set(re.findall(r'href="[^"]+"', text))


@pytest.mark.parametrize("pfad", ADRESSEN)
def test_nothing_of_the_data_stands_around_it(store, tmp_path, pfad):
    text = read(app_with(store, tmp_path), pfad)
    for wort in ("Datenstand 2", "Kinder unter 3", "Hauptnavigation", "react-entry-point", "Leser"):
        assert wort not in text


@pytest.mark.parametrize("pfad", ADRESSEN)
def test_somebody_signed_in_reads_it_inside_the_screen(store, tmp_path, pfad):
    client = signed_in(app_with(store, tmp_path), store, "leser")
    assert "react-entry-point" in client.get(pfad, headers=HTML).get_data(as_text=True)
    assert "Nicht erlaubt" not in screen(client, pfad)


@pytest.mark.parametrize("pfad", ADRESSEN)
def test_somebody_who_must_change_the_password_first_may_read_it_too(store, tmp_path, pfad):
    client = signed_in(app_with(store, tmp_path), store, "neu")
    assert client.get(pfad, headers=HTML).status_code == 200
    assert "Zuerst ein eigenes Passwort" not in screen(client, pfad)


def test_the_sign_in_page_leads_to_all_of_them(store, tmp_path):
    text = read(app_with(store, tmp_path), "/anmelden")
    assert all(f'href="{pfad}"' in text for pfad in ADRESSEN)


@pytest.mark.parametrize("pfad", ADRESSEN)
def test_what_is_missing_says_which_setting_it_needs(store, tmp_path, pfad):
    assert EINSTELLUNG[pfad] in read(app_with(store, tmp_path), pfad)


@pytest.mark.parametrize("pfad", ["/impressum", "/datenschutz", "/barrierefreiheit"])
def test_the_words_of_the_county_stand_there_escaped(store, tmp_path, pfad):
    text = Rechtstext(text="Landrat\nMusterstraße 1 <script>alert(1)</script>")
    seite = read(app_with(store, tmp_path, **{pfad.strip("/"): text}), pfad)
    assert "Landrat<br>Musterstraße 1 &lt;script&gt;" in seite
    assert EINSTELLUNG[pfad] not in seite


def test_the_countys_own_page_is_linked(store, tmp_path):
    adresse = Rechtstext(adresse="https://www.kreis.example/impressum")
    seite = read(app_with(store, tmp_path, impressum=adresse), "/impressum")
    assert '<a href="https://www.kreis.example/impressum">' in seite


@pytest.mark.parametrize("pfad", ["/hilfe", "/barrierefreiheit"])
@pytest.mark.parametrize(
    ("kontakt", "link"),
    [("kek@kreis.example", '<a href="mailto:kek@kreis.example">'), ("05351 1210", "05351 1210")],
)
def test_whom_to_ask_is_named(store, tmp_path, pfad, kontakt, link):
    seite = read(app_with(store, tmp_path, kontakt=kontakt), pfad)
    assert link in seite and "KEK_KONTAKT" not in seite


def test_a_contact_that_is_no_plain_address_makes_no_mail_with_a_subject(store, tmp_path):
    seite = read(app_with(store, tmp_path, kontakt="a@b.example?bcc=c@d.example"), "/hilfe")
    assert "mailto:" not in seite


def test_datenschutz_names_the_cookie_and_how_long_it_lasts(store, tmp_path):
    seite = read(app_with(store, tmp_path, sitzung_minuten=17), "/datenschutz")
    assert COOKIE in seite and "17 Minuten" in seite and "12 Stunden" in seite


def test_the_statement_names_what_the_law_asks_for(store, tmp_path):
    seite = read(app_with(store, tmp_path), "/barrierefreiheit")
    for wort in ("Teilweise vereinbar", "Selbstbewertung vom", "Barriere melden", "§ 9 d NBGG", "EN 301 549"):
        assert wort in seite.replace("\N{NO-BREAK SPACE}", " ")


def test_help_explains_every_sign_there_is():
    assert set(hilfe.stand_saetze()) == set(STAENDE)
    assert set(hilfe.AUSBLICK_SATZ) == set(AUSBLICKE)
    assert set(hilfe.bilanz_saetze()) == set(BILANZEN)


@pytest.mark.parametrize("name", ["LEICHT_AB", "DEUTLICH_UEBER", "UEBERTROFFEN_AB", "UEBERWIEGEND_AB"])
def test_help_says_the_borders_of_the_rule_not_its_own(monkeypatch, name):
    monkeypatch.setattr(hilfe, name, Fraction(37, 100))
    saetze = [*hilfe.stand_saetze().values(), *hilfe.bilanz_saetze().values()]
    assert any("37\N{NO-BREAK SPACE}%" in satz for satz in saetze)


# -------------------------------------------------------------------------------------------- markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Zeile\nZeile", "<p>Zeile<br>Zeile</p>"),
        ("# Eins\n\n## Zwei", "<h2>Eins</h2><h3>Zwei</h3>"),
        ("### Tief\n\n# Hoch", "<h2>Tief</h2><h2>Hoch</h2>"),
        ("# a\n\n#### b", "<h2>a</h2><h3>b</h3>"),
        ("# Titel\n\nText", "<p>Text</p>"),
        ("- a\n- **b**", "<ul><li>a</li><li><strong>b</strong></li></ul>"),
        ("- # a", "<ul><li><p>a</p></li></ul>"),
        ("1. a\n2. *b*", "<ol><li>a</li><li><em>b</em></li></ol>"),
        ("[Mail](mailto:a@b.example)", '<p><a href="mailto:a@b.example">Mail</a></p>'),
        ("[Anruf](tel:+495351)", '<p><a href="tel:+495351">Anruf</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("![Bild](https://fremd.example/b.png)", '<p>!<a href="https://fremd.example/b.png">Bild</a></p>'),
    ],
)
def test_simple_markdown_becomes_the_pages_own_elements(text, html):
    assert write(markdown(text, "Titel")) == html

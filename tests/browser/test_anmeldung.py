"""Anmeldung: signing in as people do it, in a real browser over a server with accounts."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from kek_dashboard.domain.rechte import KOMMANDOZEILE, Akteur, Rolle
from kek_dashboard.settings import Anmeldung, read_settings
from kek_dashboard.store.konten import create_konto, end_sessions, lock
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.web import create_app
from tools.chromium import Wache

PASSWORT = "ein langer Satz als Passwort"
ROOT = Akteur("root", frozenset({Rolle.VERWALTUNG}), herkunft=KOMMANDOZEILE)
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
_ALLE = {
    "Überblick", "Kennzahlen", "Maßnahmen", "Vorschläge", "Messbarkeit", "Haushalt", "Datenschuld",
    "Was hat sich geändert?", "Berichte", "Mein Konto",
}  # fmt: skip
#: Each role: the words its navigation offers, and an address that is not for it.
ROLLEN = {
    Rolle.LESER: (_ALLE, "/lieferungen"),
    Rolle.FACHBEREICH: (_ALLE | {"Lieferungen"}, "/konten"),
    Rolle.CONTROLLING: (_ALLE | {"Lieferungen", "Bearbeiten"}, "/protokoll"),
    Rolle.KAEMMEREI: (_ALLE | {"Lieferungen"}, "/konten"),
    Rolle.VERWALTUNG: (_ALLE | {"Konten", "Protokoll"}, "/lieferungen"),
}


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@dataclass(frozen=True)
class Server:
    url: str
    store: Store


@pytest.fixture(scope="module")
def server(beispiel_datei: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The program in server mode over a copy of the Beispielbestand, with an account for each role."""
    datei = Path(shutil.copy(beispiel_datei, tmp_path_factory.mktemp("server")))
    url = f"sqlite:///{datei.as_posix()}"
    store = open_store(url)
    for rolle in Rolle:
        einheiten = ["GB Jugend"] if rolle is Rolle.FACHBEREICH else []
        create_konto(store, ROOT, rolle.value, [rolle], fachbereiche=einheiten, passwort=PASSWORT)
    create_konto(store, ROOT, "wartet", [Rolle.LESER], passwort=PASSWORT)
    create_konto(store, ROOT, "neu", [Rolle.LESER], passwort=PASSWORT, einmalig=True)
    settings = read_settings(
        {"KEK_DATABASE_URL": url, "KEK_SECRET_KEY": "nur-fuer-diesen-lauf"},
        datei.parent,
        anmeldung=Anmeldung.EIN,
    )
    http = make_server(
        "127.0.0.1", 0, create_app(store, settings).server, threaded=True, request_handler=_Quiet
    )
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield Server(f"http://127.0.0.1:{http.server_port}", store)
    http.shutdown()
    thread.join()
    http.server_close()
    store.close()


@pytest.fixture
def tuer(page: Page, server: Server) -> Iterator[Wache]:
    """A watched page of the server; any fault it did not announce fails the test."""
    watch = Wache(page, server.url)
    yield watch
    assert watch.unexpected == []


def sign_in(page: Page, name: str, passwort: str = PASSWORT) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passwort").fill(passwort)
    page.get_by_role("button", name="Anmelden").click()


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in found]


def test_one_signs_in_by_keyboard_and_comes_where_one_wanted(tuer: Wache, server: Server) -> None:
    page = tuer.page
    page.goto(server.url + "/kennzahlen?jahr=2023")
    expect(page).to_have_url(re.compile(r"/anmelden\?weiter="))
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("leser")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORT)
    page.keyboard.press("Enter")
    expect(page).to_have_url(server.url + "/kennzahlen?jahr=2023")
    tuer.settle()
    expect(page.get_by_role("group", name="Konto und Verwaltung")).to_contain_text("leser · Leser")
    page.get_by_role("button", name="Abmelden").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("abgemeldet")
    page.goto(server.url + "/kennzahlen")
    expect(page).to_have_url(re.compile("/anmelden"))


def test_a_wrong_password_says_so_and_keeps_the_name(tuer: Wache, server: Server) -> None:
    tuer.expected.append("401")
    page = tuer.page
    page.goto(server.url + "/anmelden")
    sign_in(page, "leser", "falsch und lang genug")
    expect(page.get_by_role("alert")).to_have_text("Name oder Passwort stimmen nicht.")
    expect(page.get_by_label("Name")).to_have_value("leser")
    expect(page.get_by_label("Passwort")).to_be_focused()
    expect(page.get_by_label("Passwort")).to_have_value("")
    assert violations(page) == []
    sign_in(page, "leser")
    expect(page).to_have_url(server.url + "/")
    tuer.settle()


def test_after_many_wrong_passwords_one_is_told_how_long_to_wait(tuer: Wache, server: Server) -> None:
    tuer.expected += ["401", "429"]
    page = tuer.page
    page.goto(server.url + "/anmelden")
    for _ in range(5):
        sign_in(page, "wartet", "falsch und lang genug")
        expect(page.get_by_role("alert")).to_contain_text("stimmen nicht")
        page.get_by_label("Name").fill("")
    sign_in(page, "wartet")
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"Bitte warten Sie \d+ Sekunden"))


def test_a_session_that_has_ended_leads_to_the_door_and_back(tuer: Wache, server: Server) -> None:
    tuer.expected.append("401")
    page = tuer.page
    page.goto(server.url + "/anmelden")
    sign_in(page, "controlling")
    tuer.settle()
    end_sessions(server.store, ROOT, "controlling")
    page.get_by_role("link", name="Kennzahlen", exact=True).click()
    expect(page).to_have_url(re.compile(r"/anmelden\?weiter=%2Fkennzahlen"))
    sign_in(page, "controlling")
    expect(page).to_have_url(re.compile(r"/kennzahlen\?jahr="))
    tuer.settle()


@pytest.mark.parametrize("rolle", list(Rolle))
def test_each_role_sees_what_is_for_it_and_is_refused_the_rest(
    tuer: Wache, server: Server, rolle: Rolle
) -> None:
    tuer.expected.append("403")
    worte, verboten = ROLLEN[rolle]
    page = tuer.page
    page.goto(server.url + "/anmelden")
    sign_in(page, rolle.value)
    tuer.settle()
    links = [
        *page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link").all_inner_texts(),
        *page.get_by_role("group", name="Konto und Verwaltung").get_by_role("link").all_inner_texts(),
    ]
    assert set(links) == worte
    for wort in sorted(worte):
        page.get_by_role("link", name=wort, exact=True).first.click()
        tuer.settle()
        expect(page.locator("main h1")).not_to_have_text("Nicht erlaubt")
    page.goto(server.url + verboten)
    expect(page.locator("main h1")).to_have_text("Nicht erlaubt")
    expect(page.locator("main")).to_contain_text(f"„{rolle.value}“")
    assert violations(page) == []


def test_a_password_that_others_know_is_changed_first(tuer: Wache, server: Server) -> None:
    page = tuer.page
    page.goto(server.url + "/anmelden")
    sign_in(page, "neu")
    expect(page).to_have_url(server.url + "/konto")
    tuer.settle()
    assert violations(page) == []
    neu = "mein eigener langer Satz"
    page.get_by_label("Bisheriges Passwort").fill(PASSWORT)
    page.get_by_label("Neues Passwort", exact=True).fill(neu)
    page.get_by_label("Neues Passwort noch einmal").fill(neu)
    page.get_by_role("button", name="Passwort ändern").click()
    expect(page.get_by_role("status")).to_contain_text("Das neue Passwort gilt")
    tuer.open("/kennzahlen")
    expect(page.locator("main h1")).to_have_text("Was messen wir, und was sagt es?")


def test_an_account_is_made_locked_and_found_in_the_audit_trail(tuer: Wache, server: Server) -> None:
    page = tuer.page
    page.goto(server.url + "/anmelden?weiter=/konten")
    sign_in(page, "verwaltung")
    tuer.settle()
    assert violations(page) == []
    page.get_by_label("Kontoname").fill("m.muster")
    page.get_by_label("Wie die Person heißt").fill("Maria Muster")
    page.get_by_label(re.compile("^Kämmerei")).check()
    page.get_by_role("button", name="Konto anlegen").click()
    expect(page.locator(".einmal")).to_have_text(re.compile(r"^[a-z2-9]{4}(-[a-z2-9]{4}){4}$"))
    assert violations(page) == []
    page.get_by_role("link", name="Zum Konto").click()
    tuer.settle()
    expect(page.get_by_label(re.compile("^Kämmerei"))).to_be_checked()
    assert violations(page) == []
    page.get_by_role("button", name="Sperren").click()
    expect(page.get_by_role("status")).to_have_text("Das Konto ist gesperrt.")
    tuer.open("/protokoll?was=konto_gesperrt&art=konto&ding=m.muster")
    expect(page.locator(".protokoll tbody tr")).to_have_count(1)
    expect(page.locator(".protokoll tbody tr")).to_contain_text("verwaltung")
    assert violations(page) == []
    page.get_by_label("was", exact=True).select_option(label="Konto angelegt")
    page.get_by_role("button", name="Zeigen").last.click()
    expect(page).to_have_url(re.compile("was=konto_angelegt"))
    expect(page.locator(".protokoll tbody tr")).to_contain_text("Konto angelegt")


@pytest.mark.parametrize("width", [1440, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_fits_every_screen_and_is_accessible(
    tuer: Wache, server: Server, width: int, scheme: str
) -> None:
    page = tuer.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(server.url + "/anmelden")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_locked_account_is_out_at_once(tuer: Wache, server: Server) -> None:
    tuer.expected.append("401")
    create_konto(server.store, ROOT, "bald.weg", [Rolle.LESER], passwort=PASSWORT)
    page = tuer.page
    page.goto(server.url + "/anmelden")
    sign_in(page, "bald.weg")
    tuer.settle()
    lock(server.store, ROOT, "bald.weg")
    page.get_by_role("link", name="Haushalt", exact=True).click()
    expect(page).to_have_url(re.compile("/anmelden"))
    sign_in(page, "bald.weg")
    expect(page.get_by_role("alert")).to_contain_text("stimmen nicht")

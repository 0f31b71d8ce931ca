"""Bearbeiten: a target is changed by keyboard with its Beschluss; two editors at once; two windows on one draft."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kek_dashboard.domain.rechte import KOMMANDOZEILE, Akteur, Rolle
from kek_dashboard.settings import Anmeldung
from kek_dashboard.store.konten import create_konto
from kek_dashboard.store.session import open_store
from tests.browser.pruefung import WIDTHS, too_wide, violations
from tests.web.personen import PASSWORT
from tools.chromium import Wache
from tools.live import running

KENNZAHL = "1.2-04"
DRUCKSACHE, GRUND = "Drucksache 140/2026", "Der Kreistag will mehr Praxen auf dem Land."


@pytest.fixture
def schau(page: Page, beispiel_datei: Path, tmp_path: Path) -> Iterator[Wache]:
    """A page of a program over a database of its own."""
    with running(Path(shutil.copy(beispiel_datei, tmp_path))) as url:
        watch = Wache(page, url)
        yield watch
        assert watch.unexpected == []


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Goes on with the tabulator until the button or link of this name on the page has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if (
            page.evaluate("document.activeElement.closest('main') && document.activeElement.innerText")
            == name
        ):
            return
    pytest.fail(f"„{name}“ ist mit der Tabulatortaste nicht zu erreichen")


def tab_to_field(page: Page, name: str, most: int = 60) -> None:
    """Goes on with the tabulator until a field whose name ends so has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if (page.evaluate("document.activeElement.name || ''")).endswith(name):
            return
    pytest.fail(f"Das Feld {name} ist mit der Tabulatortaste nicht zu erreichen")


def test_a_target_is_changed_with_its_beschluss_by_keyboard_and_the_old_one_stays(schau: Wache) -> None:
    page = schau.open(f"/kennzahl/{KENNZAHL}")
    keys = page.keyboard
    tab_to(page, "Bearbeiten")
    keys.press("Enter")
    expect(page).to_have_url(re.compile("/bearbeiten\\?.*nr=1.2-04"))
    expect(page.locator("main h1")).to_be_focused()
    tab_to(page, "Bearbeiten")
    keys.press("Enter")
    expect(page.locator("main h1")).to_have_text(f"Kennzahl {KENNZAHL} ändern")
    alt = page.get_by_role("group", name=re.compile("^Zielwert 2026")).get_by_label("Zielwert").input_value()
    tab_to_field(page, ".wert")
    tab_to_field(page, ".wert")
    keys.press("ControlOrMeta+a")
    keys.type("7,25")
    keys.press("Enter")  # in a field: to the check
    expect(page.locator("main h1")).to_have_text("Was ändert sich?")
    expect(page.get_by_role("alert")).to_contain_text("Ein Zielwert ändert sich nur durch einen Beschluss")
    tab_to(page, "Eintragen")
    keys.press("Enter")
    expect(page.get_by_label("Drucksache")).to_be_focused()
    keys.type(DRUCKSACHE)
    keys.press("Tab")
    page.get_by_label("Beschlossen am").fill("2026-11-20")
    tab_to_field(page, "grund")
    keys.type(GRUND)
    tab_to(page, "Prüfen, was sich ändert")
    keys.press("Enter")
    expect(page.locator("main")).to_contain_text("Was das für die Ziele heißt")
    expect(page.locator(".bearbeitungsaenderungen")).to_contain_text("7,25")
    tab_to(page, "Zur Freigabe geben")
    keys.press("Enter")
    expect(page.locator("main")).to_contain_text("sobald sie freigegeben ist")
    page.locator("main").get_by_role("link", name=re.compile(r"^Lieferung \d")).click()
    page.get_by_role("button", name="Freigeben", exact=True).click()
    expect(page.locator("main")).to_contain_text("freigegeben")
    page = schau.open(f"/kennzahl/{KENNZAHL}")
    main = page.locator("main")
    expect(main).to_contain_text("7,25")
    expect(main).to_contain_text(DRUCKSACHE)
    expect(main).to_contain_text(alt)  # the old target in the Verlauf of the targets


def test_the_form_fits_every_screen_and_everybody(schau: Wache) -> None:
    page = schau.open("/bearbeiten?art=massnahme&nr=M-05")
    page.locator(".wunsch").get_by_role("button", name="Bearbeiten").click()
    page.get_by_role("button", name="Meilenstein hinzufügen").click()
    expect(page.get_by_role("group", name=re.compile("Meilenstein \\(neu\\)"))).to_be_visible()
    page.get_by_label("Status").fill("läuft weiter")
    page.get_by_role("button", name="Prüfen, was sich ändert").click()
    expect(page.get_by_role("alert")).to_contain_text("„Meilenstein“ fehlt")
    adressen = [page.url, page.url.replace("/pruefen", "") + "&fehler=ja"]
    for adresse in adressen:
        page.goto(adresse)
        schau.settle()
        assert violations(page) == []
        for breite in WIDTHS:
            page.set_viewport_size({"width": breite, "height": 800})
            assert too_wide(page) == [], (adresse, breite)
        page.set_viewport_size({"width": 1440, "height": 900})


def test_two_editors_at_once_are_told_of_each_other_and_nothing_is_lost(
    browser: Browser, beispiel_datei: Path, tmp_path: Path
) -> None:
    datei = Path(shutil.copy(beispiel_datei, tmp_path))
    store = open_store(f"sqlite:///{datei.as_posix()}")
    root = Akteur("root", frozenset({Rolle.VERWALTUNG}), herkunft=KOMMANDOZEILE)
    for name in ("berg", "meier"):
        create_konto(store, root, name, [Rolle.CONTROLLING], passwort=PASSWORT)
    store.close()
    with running(datei, Anmeldung.EIN) as url:
        berg, meier = (Wache(browser.new_context(locale="de-DE").new_page(), url) for _ in range(2))
        entwurf = {}
        for watch, name, wert in ((berg, "berg", "7,1"), (meier, "meier", "7,9")):
            entwurf[name] = _write_target(watch, url, name, wert)
        # The first goes through: delivered by berg, released by meier.
        berg.page.get_by_role("button", name="Zur Freigabe geben").click()
        berg.page.locator("main").get_by_role("link", name=re.compile(r"^Lieferung \d")).click()
        lieferung = re.sub(r"\?.*", "", berg.page.url)
        meier.page.goto(lieferung)
        meier.page.get_by_role("button", name="Freigeben", exact=True).click()
        expect(meier.page.locator("main")).to_contain_text("freigegeben")
        # The second is told, sees both, keeps his own.
        page = meier.page
        page.goto(entwurf["meier"])
        expect(page.locator(".streit")).to_contain_text("Verloren ist nichts")
        expect(page.locator(".streit")).to_contain_text("von berg")
        expect(page.locator(".streit")).to_contain_text("7,1")
        expect(page.locator(".streit")).to_contain_text("7,9")
        expect(page.get_by_role("button", name="Zur Freigabe geben")).to_have_count(0)
        page.locator(".streit").get_by_label("7,9 mein Entwurf").check()
        page.get_by_role("button", name="So übernehmen").click()
        expect(page.get_by_role("status").filter(has_text="auf dem neuen Stand")).to_be_visible()
        expect(page.locator(".bearbeitungsaenderungen")).to_contain_text("7,1")
        expect(page.locator(".bearbeitungsaenderungen")).to_contain_text("7,9")
        # Nobody opens the draft of somebody else.
        berg.page.goto(entwurf["meier"])
        expect(berg.page.locator("main")).to_contain_text("Diesen Entwurf gibt es nicht")
        assert berg.unexpected == [] and meier.unexpected == []
        for watch in (berg, meier):
            watch.page.context.close()


def _write_target(watch: Wache, url: str, name: str, wert: str) -> str:
    """Signs in and writes another target of 2026 with its Beschluss; returns the address of its check."""
    page = watch.page
    page.goto(f"{url}/anmelden?weiter=%2Fbearbeiten%3Fart%3Dkennzahl%26nr%3D{KENNZAHL}")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passwort").fill(PASSWORT)
    page.get_by_role("button", name="Anmelden").click()
    page.locator(".wunsch").get_by_role("button", name="Bearbeiten").click()
    page.get_by_role("group", name=re.compile("^Zielwert 2026")).get_by_label("Zielwert").fill(wert)
    page.get_by_label("Drucksache").fill(DRUCKSACHE)
    page.get_by_label("Beschlossen am").fill("2026-11-20")
    page.get_by_label("Grund").fill(GRUND)
    page.get_by_role("button", name="Prüfen, was sich ändert").click()
    expect(page.get_by_role("button", name="Zur Freigabe geben")).to_be_visible()
    return page.url


def test_two_windows_on_one_draft_keep_both_values(schau: Wache) -> None:
    page = schau.open(f"/bearbeiten?art=kennzahl&nr={KENNZAHL}")
    page.locator(".wunsch").get_by_role("button", name="Bearbeiten").click()
    expect(page.locator("main h1")).to_contain_text("ändern")
    zweites = page.context.new_page()
    zweites.goto(page.url)
    for fenster, wert in ((page, "7,3"), (zweites, "7,4")):
        fenster.get_by_role("group", name=re.compile("^Zielwert 2026")).get_by_label("Zielwert").fill(wert)
        fenster.get_by_role("button", name="Entwurf speichern").click()
    expect(zweites.locator(".streit")).to_contain_text("Zwei Fenster, zwei Fassungen")
    zweites.get_by_label("7,3 gespeichert").check()
    zweites.get_by_role("button", name="So übernehmen").click()
    gruppe = zweites.get_by_role("group", name=re.compile("^Zielwert 2026"))
    expect(gruppe.get_by_label("Zielwert")).to_have_value("7,3")
    expect(zweites.locator(".streit")).to_have_count(0)
    zweites.close()

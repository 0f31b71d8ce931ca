"""Zuordnung in a browser: lines mapped by keyboard, delivered, released and seen; refusals; last year; Konten."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.settings import Anmeldung
from kek_dashboard.store.session import open_store
from tests.browser.pruefung import WCAG, WIDTHS, too_wide
from tests.web.personen import PASSWORT, add_person
from tools.chromium import Wache
from tools.live import running

ORT = "/haushalt/zuordnung?haushaltsjahr=2026"


@pytest.fixture
def schau(page: Page, beispiel_datei: Path, tmp_path: Path) -> Iterator[Wache]:
    """A page of a program over a database of its own."""
    with running(Path(shutil.copy(beispiel_datei, tmp_path))) as url:
        watch = Wache(page, url)
        yield watch
        assert watch.unexpected == []


def antwort(page: Page) -> Locator:
    return page.locator(".geldziele .antwort")


def box(page: Page, zeile: str) -> Locator:
    return page.locator(f'tbody input[name=zeile][value="{zeile}"]')


def test_three_lines_are_mapped_by_keyboard_alone_delivered_released_and_seen(schau: Wache) -> None:
    page = schau.open("/haushalt/zuordnung?haushaltsjahr=2026&nur=offen")
    keys = page.keyboard
    expect(page.locator("#zuordnung-zahl")).to_have_text("15 von 62 Produkten")
    page.locator("#zuordnung-nur-neu").focus()
    keys.press("Tab")  # all shown
    keys.press("Tab")  # the list: one stop, however long it is
    expect(box(page, "111100")).to_be_focused()
    keys.press("Space")
    keys.press("Shift+ArrowDown")
    keys.press("Shift+ArrowDown")
    expect(page.locator("#gewaehlt")).to_have_text("3 Zeilen gewählt.")
    keys.press("Enter")
    expect(page.get_by_label("Ziel", exact=True)).to_be_focused()
    keys.type("3.2")
    keys.press("Tab")
    keys.type("40")
    keys.press("Enter")
    expect(antwort(page)).to_have_text("3 Zeilen: 3.2 zu 40 %.")
    expect(page.locator(".zielwirkung")).to_contain_text("3.2")
    expect(page.locator("#zuordnung-zahl")).to_have_text("12 von 62 Produkten")
    abgeben = page.get_by_role("button", name="3 Änderungen zur Freigabe abgeben")
    for _ in range(30):
        if abgeben.evaluate("e => e === document.activeElement"):
            break
        keys.press("Tab")
    expect(abgeben).to_be_focused()
    keys.press("Enter")
    expect(page).to_have_url(re.compile(r"/lieferung/\d+\?meldung="))
    expect(page.get_by_role("status").filter(has_text="Abgegeben")).to_be_visible()
    lieferung = re.search(r"/lieferung/(\d+)", page.url).group(1)  # type: ignore[union-attr]

    schau.open(ORT)
    expect(page.locator("main")).to_contain_text(f"Lieferung {lieferung}")
    expect(page.locator("main")).to_contain_text("Noch nichts geändert")
    schau.open(f"/lieferung/{lieferung}")
    page.get_by_role("button", name="Freigeben", exact=True).click()
    expect(page.locator("main")).to_contain_text("freigegeben")
    schau.open("/haushalt?haushaltsjahr=2026&suche=111100&ziel=3.2")
    expect(page.locator(".zeilen .marke-ziel").filter(has_text="3.2").first).to_be_visible()
    schau.open(f"{ORT}&suche=111100")
    expect(page.locator("tr[data-p='111100'] .regel")).to_have_text("3.2 40 %")
    page.get_by_role("link", name=re.compile("^Verlauf der Zuordnung von Verwaltungs")).click()
    expect(page.locator("main")).to_contain_text("gilt")
    expect(page.locator("main")).to_contain_text(f"{lieferung} „Zuordnung-Haushalt-2026.xlsx“")


def test_a_draft_survives_a_reload_and_its_last_step_is_taken_back(schau: Wache) -> None:
    page = schau.open(ORT)
    box(page, "111100").check()
    page.get_by_label("Ziel", exact=True).fill("3.2")
    page.get_by_role("button", name="Zuordnen", exact=True).click()
    expect(antwort(page)).to_have_text("Produkt 111100: 3.2 zu 100 %.")
    page = schau.open(ORT)
    expect(page.locator("tr[data-p='111100'] .regel.neu")).to_have_text("3.2 100 % neu")
    page.get_by_role("button", name=re.compile("^Letzten Schritt zurücknehmen")).click()
    expect(antwort(page)).to_contain_text("Zurückgenommen")
    expect(page.locator("tr[data-p='111100'] .regel")).to_have_count(0)


def test_more_than_a_hundred_percent_is_refused_with_line_and_sum(schau: Wache) -> None:
    schau.expected += ["422"]
    page = schau.open(ORT)
    box(page, "216000").check()
    page.get_by_label("Ziel", exact=True).fill("3.3")
    page.get_by_label("Anteil in %").fill("20")
    page.get_by_role("button", name="Zuordnen", exact=True).click()
    expect(antwort(page)).to_contain_text("Produkt 216000: 120 %")
    expect(page.locator("#zuordnung-entwurf")).to_contain_text("Noch nichts geändert")
    page = schau.open(ORT)
    expect(page.locator("tr[data-p='216000'] .regel")).to_have_text("1.2 100 %")


def test_a_share_is_changed_by_its_own_button_and_a_konto_replaces_its_produkt(schau: Wache) -> None:
    page = schau.open(ORT)
    page.get_by_role("button", name="11 Konten von Assistenz, Presse und Kommunikation zeigen").click()
    expect(page.locator("tr.konto").first).to_contain_text("ersetzt für seine Zeilen")
    page.locator("tr[data-p='111200'] .regel").click()
    expect(page.locator("#gewaehlt")).to_have_text("1 Zeile gewählt.")
    expect(page.get_by_label("Anteil in %")).to_be_focused()
    page.keyboard.type("35,5")
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-p='111200'] .regel")).to_have_text("3.2 35,5 % statt 30 %")
    konto = page.locator("tr.konto").filter(has_text="4012000")
    konto.locator("input").check()
    page.get_by_label("Ziel", exact=True).fill("Kennzahl 3.3-01")
    page.get_by_role("button", name="Zuordnen", exact=True).click()
    expect(page.locator("tr[data-p='111200']")).to_contain_text("1 Konto ist anders zugeordnet.")
    expect(page.locator("tr.konto .regel")).to_have_text("Kennzahl 3.3-01 35,5 % neu")


def test_the_search_finds_a_produkt_by_its_konten_and_a_range_is_chosen_with_shift(schau: Wache) -> None:
    page = schau.open(ORT)
    page.get_by_role("searchbox", name="Suche", exact=True).fill("7872000")
    expect(page.locator("#zuordnung-zahl")).to_have_text("6 von 62 Produkten")
    shown = page.locator("tbody input[name=zeile]:visible")
    shown.nth(1).click()
    shown.nth(4).click(modifiers=["Shift"])
    expect(page.locator("#gewaehlt")).to_have_text("4 Zeilen gewählt.")


def test_a_proposal_is_taken_by_one_key_and_a_line_is_dragged_on_a_goal(schau: Wache) -> None:
    schau.page.set_viewport_size({"width": 1440, "height": 1600})  # line and goal are on the screen together
    page = schau.open(f"{ORT}&nur=offen")
    offen = page.locator("tr[data-offen]:visible").filter(has=page.locator("[data-vorschlag]")).first
    produkt = offen.get_attribute("data-p")
    offen.locator("input").focus()
    page.keyboard.press("v")
    expect(antwort(page)).to_have_text(f"Vorschlag für Produkt {produkt} übernommen.")
    page.get_by_text("Unterziele zum Ziehen und Antippen").click()
    griff = page.locator("tr[data-p='111100'] .griff")
    griff.drag_to(page.locator("[data-ablage='3.2']"))
    expect(antwort(page)).to_have_text("Produkt 111100: 3.2 zu 100 %.")


def test_last_years_mapping_is_taken_over_with_a_list_of_what_no_longer_fits(schau: Wache) -> None:
    page = schau.open(ORT)
    box(page, "216000").check()
    page.get_by_role("button", name="Wegnehmen").click()
    expect(antwort(page)).to_have_text("Produkt 216000: alles weggenommen.")
    page.get_by_role("button", name="Zuordnung aus 2025 übernehmen").click()
    expect(antwort(page)).to_contain_text("Zuordnung aus 2025 übernommen (1).")
    expect(page.locator("#zuordnung-entwurf .hinweise")).to_contain_text("die Maßnahme endete am 31.12.2025")
    expect(page.locator("tr[data-p='216000'] .regel")).to_have_text("1.2 100 %")


def test_two_people_cannot_write_over_one_another_and_the_second_releases(
    beispiel_datei: Path, tmp_path: Path, browser: Browser
) -> None:
    datei = Path(shutil.copy(beispiel_datei, tmp_path))
    store = open_store(f"sqlite:///{datei.as_posix()}")
    add_person(store, "kaya", Rolle.KAEMMEREI, passwort=PASSWORT)
    add_person(store, "ole", Rolle.KAEMMEREI, passwort=PASSWORT)
    add_person(store, "lena", Rolle.LESER, passwort=PASSWORT)
    store.close()
    with running(datei, Anmeldung.EIN) as url:
        kaya, ole, lena = (signed_in(browser, url, name) for name in ("kaya", "ole", "lena"))
        for page in (kaya, ole, lena):
            page.goto(url + ORT)
            page.wait_for_selector("main h1")
        expect(lena.locator("tbody input, .geldziele aside")).to_have_count(0)
        expect(lena.locator("tr[data-p='216000'] .regel")).to_have_text("1.2 100 %")
        assign(kaya, "111100")
        expect(antwort(kaya)).to_have_text("Produkt 111100: 3.2 zu 100 %.")
        assign(ole, "111300")
        expect(antwort(ole)).to_contain_text("Inzwischen hat „kaya“ daran weitergearbeitet")
        kaya.get_by_role("button", name="1 Änderung zur Freigabe abgeben").click()
        expect(kaya.locator("main")).to_contain_text("eine andere Person")
        ole.goto(kaya.url.partition("?")[0])
        ole.get_by_role("button", name="Freigeben", exact=True).click()
        expect(ole.locator("main")).to_contain_text("freigegeben")


def signed_in(browser: Browser, url: str, name: str) -> Page:
    page: Page = browser.new_context(locale="de-DE").new_page()
    page.goto(f"{url}/anmelden")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=passwort]").fill(PASSWORT)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_selector("main h1")
    return page


def assign(page: Page, zeile: str) -> None:
    box(page, zeile).check()
    page.get_by_label("Ziel", exact=True).fill("3.2")
    page.get_by_role("button", name="Zuordnen", exact=True).click()


@pytest.mark.parametrize("width", WIDTHS)
def test_with_a_draft_and_open_konten_it_fits_and_is_accessible(schau: Wache, width: int) -> None:
    schau.page.set_viewport_size({"width": width, "height": 844})
    page = schau.open(ORT)
    assign(page, "111100")
    expect(antwort(page)).to_have_text("Produkt 111100: 3.2 zu 100 %.")
    page.locator("[data-konten]").first.click()
    expect(page.locator("tr.konto").nth(3)).to_be_visible()
    assert too_wide(page) == []
    violations = Axe().run(page, options=WCAG).response["violations"]
    assert [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in violations] == []

"""Seiten: every page in a real browser, as people with wide, narrow, dark and spoken screens meet it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kek_dashboard.web import PAGES
from tools.chromium import Wache

#: What stands in an address for the names in ``<…>``; numbers of the Zielsystem and the Beispielbestand.
EXAMPLES = {
    "/unterziel/<nr>": "/unterziel/1.2",
    "/kennzahl/<nr>": "/kennzahl/2.2-02",
    "/lieferungen/<nr>": "/lieferungen/1",
    "/lieferung/<nr>": "/lieferung/1",
    "/eingang/<id>": "/eingang/niemandes",  # with a file: tests/browser/test_vorschau.py
    "/eingang/<id>/spalten": "/eingang/niemandes/spalten",  # with a file: tests/browser/test_spalten.py
    "/beleg/<lieferung>": "/beleg/2?blatt=Zielwerte&zelle=C5",
    "/haushalt/<jahr>": "/haushalt/2024",
    "/haushalt/szenario/<id>": "/haushalt/szenario/niemandes",  # with one: tests/browser/test_haushalt_szenario.py
    "/konten/<name>": "/konten/niemand",  # the Beispielbestand has no accounts
}
ADDRESSES = [EXAMPLES.get(seite.path, seite.path) for seite in PAGES]
WIDTHS = [
    pytest.param(1440, id="wide"),
    pytest.param(390, id="phone"),
    pytest.param(320, id="zoomed to 400 %"),
]
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}

each_address = pytest.mark.parametrize("address", ADDRESSES)


def test_every_page_has_an_address_to_try() -> None:
    assert [address for address in ADDRESSES if "<" in address] == []


@each_address
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_opens_without_faults_and_fits_its_screen(wache: Wache, address: str, width: int) -> None:
    wache.page.set_viewport_size({"width": width, "height": 844})
    page = wache.open(address)
    expect(page.locator("main h1")).to_have_count(1)
    assert page.title().endswith("KEK-Monitor")
    assert page.evaluate("document.documentElement.lang") == "de"
    assert too_wide(page) == []


@each_address
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible(wache: Wache, address: str, scheme: Any) -> None:
    wache.page.emulate_media(color_scheme=scheme)
    page = wache.open(address)
    violations = Axe().run(page, options=WCAG).response["violations"]
    assert [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in violations] == []


@each_address
def test_the_year_changes_by_its_stepper_and_the_address_stays(wache: Wache, address: str) -> None:
    path, _, rest = address.partition("?")
    page = wache.open(f"{path}?jahr=2022" + (f"&{rest}" if rest else ""))
    page.get_by_role("link", name="Ein Jahr vor: 2023").click()
    expect(page).to_have_url(
        re.compile(rf"{re.escape(path)}\?jahr=2023{'&' + re.escape(rest) if rest else ''}$")
    )
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2023")
    page.go_back()
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2022")


def test_the_whole_way_from_the_overview_to_a_kennzahl_goes_by_keyboard(wache: Wache) -> None:
    page = wache.open("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    unterziel = page.locator('main a[href^="/unterziel/"]').first
    unterziel.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/unterziel/"))
    expect(page.locator("main h1")).to_be_focused()
    page.locator('main a[href^="/kennzahl/"]').first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/kennzahl/"))
    expect(page.locator("main h1")).to_be_focused()


@pytest.mark.parametrize(
    "address", ["/gibt-es-nicht", "/unterziel/9.9", "/kennzahl/0-0", "/?jahr=abc&stand=morgen"]
)
def test_an_address_that_means_nothing_says_so_in_german(wache: Wache, address: str) -> None:
    page = wache.open(address)
    expect(page.locator("main h1")).to_be_visible()
    assert "Traceback" not in page.content()


def test_an_earlier_wissensstand_is_marked_on_the_page(wache: Wache) -> None:
    page = wache.open("/?jahr=2022&stand=2023-06-30")
    expect(page.get_by_role("status").first).to_contain_text("30.06.2023")


def too_wide(page: Page) -> list[str]:
    """What reaches over the right border of the page, if the page can be scrolled sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter((e) => e.getBoundingClientRect().right > width + 1)
                .map((e) => `${e.tagName}.${e.className}`).slice(0, 8);
        }"""
    )
    return found

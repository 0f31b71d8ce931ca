"""Vortrag in a browser: keys lead through it, nothing has to be scrolled, a hall can read it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pruefung import KONTRAST, violations
from tools.chromium import Wache

BEAMER = ((1920, 1080), (1280, 720), (1024, 768))
#: Ten metres from a screen two metres wide.
KLEINSTE_SCHRIFT = 28


def covered(page: Page) -> list[str]:
    """What reaches into the foot or beyond the screen."""
    found: list[str] = page.evaluate(
        """() => {
            const folie = document.querySelector(".vortrag");
            const fuss = folie.querySelector(".fuss").getBoundingClientRect();
            const raus = [...folie.querySelectorAll("*")].filter((e) => {
                const r = e.getBoundingClientRect();
                return !e.closest(".fuss, .nur-gelesen") && (r.bottom > fuss.top + 1 || r.right > innerWidth + 1);
            });
            if (folie.scrollHeight > folie.clientHeight || fuss.bottom > innerHeight + 1) raus.push(folie);
            return raus.map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 40)}`).slice(0, 4);
        }"""
    )
    return found


def test_keys_lead_through_all_screens_and_out_and_nothing_has_to_be_scrolled(wache: Wache) -> None:
    page = wache.open("/vortrag")
    anzahl = int(page.locator(".vortrag .fuss .zahl").inner_text().split()[-1])
    zu_gross = {}
    for nummer in range(1, anzahl + 1):
        expect(page.locator(".vortrag .fuss .zahl")).to_have_text(f"{nummer} von {anzahl}")
        for breite, hoehe in BEAMER:
            page.set_viewport_size({"width": breite, "height": hoehe})
            if was := covered(page):
                zu_gross[nummer, breite] = was
        page.keyboard.press("ArrowRight" if nummer % 2 else "PageDown")
    assert zu_gross == {}
    page.keyboard.press("PageUp")
    expect(page.locator(".vortrag .fuss .zahl")).to_have_text(f"{anzahl - 1} von {anzahl}")
    expect(page.locator("main h1")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/\?jahr=\d+$"))
    expect(page.get_by_role("navigation", name="Hauptnavigation")).to_be_visible()


@pytest.mark.parametrize("folie", [2, 4])
def test_a_hall_can_read_it_light_and_dark(wache: Wache, folie: int) -> None:
    page = wache.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    wache.open(f"/vortrag/{folie}")
    expect(page.get_by_role("navigation", name="Hauptnavigation")).to_be_hidden()
    klein: list[str] = page.evaluate(
        """(kleinste) => [...document.querySelectorAll(".vortrag :is(h1, p, th[scope=row], td, .fuss a)")]
            .filter((e) => e.textContent.trim() && parseFloat(getComputedStyle(e).fontSize) < kleinste)
            .map((e) => `${getComputedStyle(e).fontSize} ${e.textContent.slice(0, 40)}`)""",
        KLEINSTE_SCHRIFT,
    )
    assert klein == []
    for schema in ("light", "dark"):
        page.emulate_media(color_scheme=schema)
        assert violations(page, KONTRAST) == []

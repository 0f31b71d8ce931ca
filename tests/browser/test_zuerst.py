"""Zuerst: what is far below the screen is laid out after what is on it; soon after nothing is left out any more."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.test_dokument import taken_over
from tools.chromium import Wache

#: Notes whether the last part of the page was left out of a painting, from here on.
NOTE = """() => {
    window.left_out = false;
    (function look() {
        const last = document.querySelector("main > * > :last-child > *");
        window.left_out = window.left_out || (last !== null && !last.checkVisibility());
        requestAnimationFrame(look);
    })();
}"""
WHOLE = "() => !document.querySelector('[data-spaeter]') && document.querySelector('main h1')"


def go(page: Page, wache: Wache, link: str) -> bool:
    """Whether the last part of the page that a link leads to was left out at first."""
    page.evaluate(NOTE)
    page.evaluate("link => document.querySelector(link).click()", link)
    wache.settle()
    page.wait_for_function(WHOLE)
    left_out: bool = page.evaluate("window.left_out")
    return left_out


def test_a_long_page_is_first_laid_out_where_it_is_seen_and_then_whole(wache: Wache) -> None:
    page = wache.open("/kennzahlen?jahr=2023")
    taken_over(page)
    assert go(page, wache, 'nav a[href^="/haushalt"]')
    ganz = page.evaluate("document.documentElement.scrollHeight")
    wache.open("/haushalt?jahr=2023")
    assert page.evaluate("document.documentElement.scrollHeight") == ganz


def test_the_same_page_in_another_year_is_whole_at_once(wache: Wache) -> None:
    page = wache.open("/haushalt?jahr=2023")
    taken_over(page)
    assert not go(page, wache, "#jahr-zurueck")


def test_paper_gets_the_whole_page_at_once(wache: Wache) -> None:
    page = wache.open("/haushalt?jahr=2023")
    page.emulate_media(media="print")
    page.evaluate("document.querySelector('main > * > :last-child').setAttribute('data-spaeter', '')")
    last = page.locator("main > * > :last-child")
    assert last.evaluate("part => getComputedStyle(part).contentVisibility") == "visible"

"""Methode on a phone: its parts are folded, and every link to one of them opens it."""

from __future__ import annotations

from playwright.sync_api import expect

from tools.chromium import Wache

OFFEN = ".methode details.teil[open]"


def test_on_a_phone_the_parts_are_folded_and_a_link_opens_its_own(wache: Wache) -> None:
    wache.page.set_viewport_size({"width": 390, "height": 844})
    page = wache.open("/methode")
    expect(page.locator(OFFEN)).to_have_count(0)
    page.get_by_role("navigation", name="Auf dieser Seite").get_by_role("link", name="Bilanz").click()
    expect(page.locator(OFFEN)).to_have_count(1)
    expect(page.locator("#bilanz")).to_be_in_viewport()
    expect(page.get_by_role("table", name="Die fünf Bilanzen")).to_be_visible()


def test_an_address_of_a_word_opens_the_part_it_stands_in(wache: Wache) -> None:
    wache.page.set_viewport_size({"width": 390, "height": 844})
    page = wache.open("/methode#abdeckung")
    expect(page.locator("#abdeckung")).to_be_in_viewport()
    expect(page.locator(OFFEN)).to_have_count(1)


def test_on_a_wide_screen_everything_is_open(wache: Wache) -> None:
    page = wache.open("/methode")
    expect(page.locator(f"{OFFEN}[data-da]")).to_have_count(11)
    expect(page.locator(".methode details.teil:not([open])")).to_have_count(0)

"""The search by keyboard alone: one key to the field, arrows through the hits; the key can be switched off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pruefung import too_wide, violations
from tools.chromium import Wache


def test_from_any_page_to_a_kennzahl_without_a_mouse(wache: Wache) -> None:
    page = wache.open("/haushalt?jahr=2024")
    page.keyboard.press("/")
    expect(page.locator("#suche-alles")).to_be_focused()
    page.keyboard.type("Betreungsquote/")  # what is typed there is text
    expect(page.locator("#suche-alles")).to_have_value("Betreungsquote/")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/suche\?jahr=2024&q=Betreungsquote$"))
    expect(page.locator("main h1")).to_be_focused()
    expect(page.locator("mark").first).to_have_text(re.compile("Betreuungsquote", re.IGNORECASE))
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".treffer a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#suche-alles")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/kennzahl/1.2-01"))
    expect(page.locator("main h1")).to_be_focused()


def test_asking_again_keeps_the_focus_in_the_field(wache: Wache) -> None:
    page = wache.open("/suche?q=kita")
    page.locator("#suche-alles").fill("1.2-07")
    page.keyboard.press("Enter")
    expect(page.locator(".treffer a").first).to_contain_text("1.2-07")
    expect(page.locator("#suche-alles")).to_be_focused()


def test_the_key_can_be_switched_off(wache: Wache) -> None:
    page = wache.open("/suche")
    schalter = page.get_by_role("checkbox")
    expect(schalter).to_be_checked()
    schalter.uncheck()
    page.locator("main h1").focus()
    page.keyboard.press("/")
    expect(page.locator("#suche-alles")).not_to_be_focused()
    page.reload()
    expect(page.get_by_role("checkbox")).not_to_be_checked()
    page.get_by_role("checkbox").check()
    page.locator("main h1").focus()
    page.keyboard.press("/")
    expect(page.locator("#suche-alles")).to_be_focused()


@pytest.mark.parametrize(
    "adresse", ["/suche?q=haushalt", "/suche?q=gibtesnicht", "/aenderungen?von=2024-02-12"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hits_and_changes_are_for_everybody(wache: Wache, adresse: str, scheme: str) -> None:
    wache.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page = wache.open(adresse)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(page) == []


def test_an_address_of_before_shows_the_same_comparison(wache: Wache) -> None:
    page = wache.open("/damals?jahr=2023&stand=2024-02-12&bis=2024-09-02")
    expect(page.locator("main h1")).to_have_text("Was hat sich geändert?")
    page.get_by_role("navigation", name="Nach Ursache auswählen").get_by_role("link").nth(1).click()
    expect(page).to_have_url(re.compile(r"/aenderungen\?jahr=2023&von=2024-02-12&bis=2024-09-02&grund="))

"""Maßnahmen in a real browser: the choice is an address, and the years of the money come by themselves."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tools.chromium import Wache


def test_a_choice_by_keyboard_is_an_address_that_can_be_sent(wache: Wache) -> None:
    page = wache.open("/massnahmen?jahr=2025")
    page.get_by_label("Vorschlag von").focus()
    page.keyboard.type("Kreispolitik")
    page.get_by_role("button", name="Auswählen").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/massnahmen\?.*vorschlag=Kreispolitik"))
    expect(page.locator(".massnahmen tbody th small").first).to_contain_text("Vorschlag: Kreispolitik")
    expect(page.locator(".massnahmen tbody")).not_to_contain_text(["Vorschlag: Verwaltung"])


def test_from_an_unterziel_to_its_massnahme_and_back(wache: Wache) -> None:
    page = wache.open("/unterziel/1.2?jahr=2025")
    page.get_by_role("link", name="Ausbau der Krippenplätze gemeinsam mit den Gemeinden").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_contain_text("M-05")
    expect(page.locator("main h1")).to_be_focused()
    page.get_by_role("main").get_by_role("link", name=re.compile("^1.2 Exzellente")).first.click()
    expect(page).to_have_url(re.compile(r"/unterziel/1\.2\?jahr=2025"))


def test_the_years_of_the_money_come_by_themselves_on_the_first_page_and_on_the_next(wache: Wache) -> None:
    page = wache.open("/unterziel/1.2?jahr=2025")
    expect(page.locator(".geldjahre .bild").first).to_contain_text("Aufwendungen")
    page.get_by_role("navigation", name="Voriges und nächstes Unterziel").get_by_role("link").last.click()
    expect(page.locator("main h1")).to_contain_text("1.3")
    expect(page.locator(".geldjahre .bild").first).to_contain_text("Aufwendungen")


def test_an_answer_that_fails_is_told_once_and_asked_for_again_by_hand(wache: Wache) -> None:
    wache.expected += ["/unterziel/geldjahre", "ERR_FAILED"]
    gefragt: list[str] = []

    def hang_up(route) -> None:
        gefragt.append(route.request.url)
        route.abort()

    wache.page.route(re.compile("/unterziel/geldjahre"), hang_up)
    page = wache.open("/unterziel/1.2?jahr=2025")
    expect(page.locator(".geldjahre")).to_contain_text("Bitte noch einmal aufklappen.")
    page.wait_for_timeout(300)
    assert len(gefragt) <= 2  # the page that came with the document, and the one Dash may draw in its place
    page.unroute(re.compile("/unterziel/geldjahre"))
    page.locator("details[data-teil] > summary").click()
    page.locator("details[data-teil] > summary").click()
    expect(page.locator(".geldjahre .bild").first).to_contain_text("Aufwendungen")

"""Messbarkeit and Methode in a real browser: the filter is an address, a term leads to where it is explained."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tools.chromium import Wache


def test_what_is_open_is_narrowed_by_a_form_that_makes_an_address(wache: Wache) -> None:
    page = wache.open("/messbarkeit?jahr=2023")
    page.get_by_label("Offen ist").select_option("realistisch")
    page.get_by_role("search", name="Kennzahlen einschränken").get_by_role("button", name="Zeigen").click()
    expect(page).to_have_url(re.compile(r"/messbarkeit\?.*offen=realistisch"))
    expect(page.get_by_label("Offen ist")).to_have_value("realistisch")
    expect(page.locator(".gezeigt")).to_contain_text("passen dazu")  # the rows of before are gone
    zeilen = page.locator(".messmatrix tbody tr")
    expect(page.locator(".gezeigt")).to_contain_text(f"{zeilen.count()} von ")
    page.get_by_role("link", name="Alle zeigen").click()
    expect(page.locator(".gezeigt")).to_contain_text("Alle ")


def test_a_bar_leads_to_the_kennzahlen_in_which_its_criterion_is_open(wache: Wache) -> None:
    page = wache.open("/messbarkeit?jahr=2023")
    page.get_by_role("link", name=re.compile("^akzeptiert")).click()
    expect(page).to_have_url(re.compile(r"offen=akzeptiert#kennzahlen$"))
    expect(page.get_by_role("link", name=re.compile("^akzeptiert"))).to_have_attribute("aria-current", "true")


def test_a_term_leads_to_its_place_and_the_focus_goes_there(wache: Wache) -> None:
    page = wache.open("/messbarkeit?jahr=2023")
    page.get_by_role("link", name="Wie geprüft wird").click()
    expect(page).to_have_url(re.compile(r"/methode\?jahr=2023#smart$"))
    ziel = page.locator("#smart")
    expect(ziel).to_be_focused()
    expect(ziel).to_be_in_viewport()


def test_a_stand_of_the_method_leads_to_the_kennzahlen_that_have_it(wache: Wache) -> None:
    page = wache.open("/methode?jahr=2023#auf-kurs")
    page.locator("li:has(#auf-kurs)").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/kennzahlen\?jahr=2023&zeige=auf_kurs"))

"""Entwicklung in a real browser: per inhabitant, a table by keyboard, and from a figure down to its cell."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tools.chromium import Wache

JE_EINWOHNER = re.compile(r"je=einwohner")


@pytest.fixture
def seite(wache: Wache) -> Page:
    return wache.open("/haushalt/entwicklung?jahr=2023")


def card(page: Page, name: str):
    return page.locator(".bilder > li").filter(has=page.get_by_role("heading", name=name))


def test_the_switch_to_euros_per_inhabitant_tells_by_whom_and_that_the_count_changed(
    wache: Wache, seite: Page
) -> None:
    main = seite.locator("main")
    expect(main).not_to_contain_text("anders gezählt")
    seite.get_by_role("link", name="in Euro je Einwohner").press("Enter")
    seite.wait_for_url(JE_EINWOHNER)
    wache.settle()
    expect(main).to_contain_text("Ab 2022 ist anders gezählt: Zensus 2022")
    expect(main.get_by_role("table", name="Quellen je Jahr")).to_contain_text("Wert von 2022")
    expect(seite.get_by_role("link", name="in Euro je Einwohner")).to_have_attribute("aria-current", "true")


def test_the_table_of_an_unterziel_opens_by_keyboard(seite: Page) -> None:
    karte = card(seite, "1.2 ")
    tabelle = karte.get_by_role("table", name=re.compile("Plan und Ergebnis je Jahr"))
    expect(tabelle).to_be_hidden()
    karte.locator("summary").focus()
    seite.keyboard.press("Enter")
    expect(tabelle).to_be_visible()
    expect(tabelle.get_by_role("row", name=re.compile("^2018"))).to_contain_text("ohne Zuordnung")
    expect(tabelle.get_by_role("row", name=re.compile("^2026"))).to_contain_text("–")


def test_a_result_is_followed_to_its_lines_and_to_a_cell(wache: Wache, seite: Page) -> None:
    card(seite, "1.2 ").get_by_role("heading").get_by_role("link").press("Enter")
    seite.wait_for_url(re.compile(r"ziel=1\.2"))
    wache.settle()
    tabelle = seite.get_by_role("table", name=re.compile(r"^1\.2 .*Plan und Ergebnis je Jahr"))
    tabelle.get_by_role("link", name=re.compile("Zeilen zu Aufwendungen, Ergebnis 2021")).press("Enter")
    seite.wait_for_url(re.compile("zahl=ergebnis"))
    wache.settle()
    zeilen = seite.get_by_role("table", name=re.compile("^Zeilen: Aufwendungen, Ergebnis 2021"))
    expect(seite.locator("main")).to_contain_text("verteilt sind sie nach der Zuordnung 2021")
    zeilen.get_by_role("link", name=re.compile("^Zellenpass")).first.press("Enter")
    seite.wait_for_url(re.compile("/beleg/"))


def test_a_plan_is_followed_to_the_lines_of_its_haushalt(wache: Wache, seite: Page) -> None:
    karte = card(seite, "1.2 ")
    karte.get_by_role("link", name=re.compile("Zeilen zu Aufwendungen, Ansatz 2026")).press("Enter")
    seite.wait_for_url(re.compile(r"/haushalt\?.*haushaltsjahr=2026"))
    wache.settle()
    expect(seite.locator("#zeilen")).to_be_visible()
    assert "ziel=1.2" in seite.url


def test_on_a_phone_the_years_stand_under_their_points(wache: Wache) -> None:
    """The words of the axis are text of the page; they share their columns with the drawing."""
    wache.page.set_viewport_size({"width": 390, "height": 844})
    page = wache.open("/haushalt/entwicklung?jahr=2023")
    versatz = page.evaluate(
        """() => [...document.querySelectorAll(".bilder > li")].map((karte) => {
            const bild = karte.querySelector("svg.feld").getBoundingClientRect();
            const letztes = karte.querySelector(".zeitachse span:last-child").getBoundingClientRect();
            const mitte = bild.left + bild.width * 17 / 18;
            return Math.abs(mitte - (letztes.left + letztes.right) / 2);
        })"""
    )
    assert len(versatz) == 14
    assert max(versatz) < 2

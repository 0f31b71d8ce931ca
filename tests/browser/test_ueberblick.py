"""Überblick: years and choices by keyboard; the bar of a goal is drawn to its place at every width."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tools.chromium import Wache


def test_one_steps_through_the_years_by_keyboard_and_stays_where_one_is(wache: Wache) -> None:
    page = wache.open("/?jahr=2024")
    jahre = page.get_by_role("navigation", name="Berichtsjahr wählen")
    expect(jahre.locator("[aria-current]")).to_contain_text("2024")
    jahr = jahre.get_by_role("link", name=re.compile("^2022"))
    jahr.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?jahr=2022$"))
    expect(page.locator("main .vorspann")).to_contain_text("Ende 2022")
    expect(jahre.locator("[aria-current]")).to_contain_text("2022")
    expect(jahre.get_by_role("link", name=re.compile("^2022"))).to_be_focused()


def test_a_choice_is_an_address_and_can_be_taken_back(wache: Wache) -> None:
    page = wache.open("/?jahr=2024")
    ganz = page.locator(".unterziele tbody tr").count()
    page.get_by_label("Fachbereich").select_option(label="GB Jugend (3)")
    page.get_by_role("button", name="Auswählen").click()
    expect(page).to_have_url(re.compile(r"fachbereich=GB\+Jugend"))
    expect(page.get_by_text("3 von 54 Kennzahlen")).to_be_visible()
    assert 0 < page.locator(".unterziele tbody tr").count() < ganz
    page.get_by_role("link", name="Auswahl aufheben").click()
    expect(page.locator(".unterziele tbody tr")).to_have_count(ganz)


def test_the_bar_is_as_long_as_its_share_at_every_width(wache: Wache) -> None:
    page = wache.open("/?jahr=2024")
    for breite in (1440, 1024, 390):
        page.set_viewport_size({"width": breite, "height": 900})
        zeile = page.locator(".unterziele tbody tr", has=page.locator(".ist a")).first
        prozent = int(re.sub(r"\D", "", zeile.locator(".ist a").inner_text()))
        feld, balken = (zeile.locator(".zielbullet > rect").nth(i).bounding_box() for i in (0, 1))
        assert feld is not None and balken is not None
        assert abs(balken["width"] / feld["width"] * 100 - prozent) < 1

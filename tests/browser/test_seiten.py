"""Seiten: every page in a real browser, as people with wide, narrow, dark and spoken screens meet it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from kek_dashboard.web import PAGES
from tests.browser.pruefung import (
    ABSTAENDE,
    KONTRAST,
    WCAG,
    cut_off,
    frame_faults,
    moving,
    silent_drawings,
    too_wide,
    trapped,
    unreachable,
    violations,
    wait_until_it_fits,
)
from tools.chromium import Wache

#: What stands in an address for the names in ``<…>``; numbers of the Zielsystem and the Beispielbestand.
EXAMPLES = {
    "/unterziel/<nr>": "/unterziel/1.2",
    "/kennzahl/<nr>": "/kennzahl/2.2-02",
    "/massnahme/<nr>": "/massnahme/M-05",
    "/lieferungen/<nr>": "/lieferungen/1",
    "/lieferung/<nr>": "/lieferung/1",
    "/eingang/<id>": "/eingang/niemandes",  # with a file: tests/browser/test_vorschau.py
    "/bearbeiten/<id>": "/bearbeiten/niemandes",  # with a draft: tests/browser/test_bearbeiten.py
    "/bearbeiten/<id>/pruefen": "/bearbeiten/niemandes/pruefen",
    "/eingang/<id>/spalten": "/eingang/niemandes/spalten",  # with a file: tests/browser/test_spalten.py
    "/beleg/<lieferung>": "/beleg/2?blatt=Zielwerte&zelle=C5",
    "/haushalt/<jahr>": "/haushalt/2024",
    "/haushalt/szenario/<id>": "/haushalt/szenario/niemandes",  # with one: tests/browser/test_haushalt_szenario.py
    "/vortrag/<folie>": "/vortrag/4",
    "/konten/<name>": "/konten/niemand",  # the Beispielbestand has no accounts
}
ADDRESSES = [EXAMPLES.get(seite.path, seite.path) for seite in PAGES]
#: They fill the screen; the shell comes back when one leaves them.
OHNE_KOPF = {"/vortrag", "/vortrag/4"}
#: A phone, and 1280 px at 400 %.
NARROW = (390, 320)
__all__ = ["ADDRESSES", "EXAMPLES", "WCAG", "too_wide"]

each_address = pytest.mark.parametrize("address", ADDRESSES)


def test_every_page_has_an_address_to_try() -> None:
    assert [address for address in ADDRESSES if "<" in address] == []


@each_address
def test_a_page_is_for_everybody(wache: Wache, address: str) -> None:
    """One visit: faults, frame, labels, axe light and dark, keyboard, stepper, narrow screens, spacing."""
    page = wache.open(address)
    gefunden = {
        "Rahmen": frame_faults(page),
        "zu breit bei 1440": too_wide(page),
        "Bilder ohne Satz": silent_drawings(page),
        "bewegt sich": moving(page),
        "axe, hell": violations(page),
        "Tastatur": unreachable(page),
        "Falle": trapped(page),
    }
    page.emulate_media(color_scheme="dark")
    gefunden["Kontrast, dunkel"] = violations(page, KONTRAST)
    page.emulate_media(color_scheme="light", forced_colors="active")
    gefunden["zu breit mit erzwungenen Farben"] = too_wide(page)
    page.emulate_media(forced_colors="none")
    if address not in OHNE_KOPF:
        change_the_year(page, address)
        wache.settle()
    for breite in NARROW:
        page.set_viewport_size({"width": breite, "height": 640})
        wait_until_it_fits(page)
        gefunden[f"zu breit bei {breite}"] = too_wide(page)
    page.set_viewport_size({"width": NARROW[0], "height": 640})
    page.add_style_tag(content=ABSTAENDE)
    gefunden |= {"zu breit mit Abständen": too_wide(page), "abgeschnitten mit Abständen": cut_off(page)}
    assert {frage: was for frage, was in gefunden.items() if was} == {}


def change_the_year(page: Page, address: str) -> None:
    """By the stepper and back again; the rest of the address stays."""
    path, _, rest = address.partition("?")
    gruppe = page.get_by_role("group", name="Berichtsjahr")
    jahr = int(gruppe.locator("strong").inner_text())
    gruppe.get_by_role("link", name=f"Ein Jahr zurück: {jahr - 1}").click()
    query = re.escape(f"?jahr={jahr - 1}" + (f"&{rest}" if rest else ""))
    expect(page).to_have_url(re.compile(f"{re.escape(path)}{query}$"))
    expect(gruppe).to_contain_text(str(jahr - 1))
    page.go_back()
    expect(gruppe).to_contain_text(str(jahr))


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

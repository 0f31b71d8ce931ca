"""Kennzahl in the browser: the drawing that fits, its words apart, its values by keyboard, plotly only when asked."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tools.chromium import Wache

#: A way with a lowered target, a line with a break, a Korridor, monthly values.
NUMMERN = ("2.4-01", "1.1-01", "2.1-02", "1.3-05")
_OVERLAPS = """() => {
    const bild = [...document.querySelectorAll(".verlaufsbild > svg")].filter((e) => e.getBoundingClientRect().width);
    const worte = [...bild[0].querySelectorAll("text:not(.v-mehr)")]
        .map((e) => [e.textContent, e.getBoundingClientRect()]);
    const found = bild.length === 1 ? [] : ["Bilder: " + bild.length];
    worte.forEach(([a, x], i) => worte.slice(i + 1).forEach(([b, y]) => {
        if (x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 4 && y.top < x.bottom - 4) {
            found.push(a + " / " + b);
        }
    }));
    return found;
}"""


@pytest.mark.parametrize(
    ("width", "size"), [(1440, "breit"), (1024, "breit"), (700, "mittel"), (390, "schmal"), (320, "schmal")]
)
def test_one_drawing_is_shown_and_no_two_words_of_it_overlap(wache: Wache, width: int, size: str) -> None:
    wache.page.set_viewport_size({"width": width, "height": 844})
    for nr in NUMMERN:
        page = wache.open(f"/kennzahl/{nr}?jahr=2025")
        expect(page.locator(f".verlaufsbild > .v-{size}")).to_be_visible()
        assert page.evaluate(_OVERLAPS) == [], nr


def test_a_value_says_itself_on_focus_and_leads_to_its_cell(wache: Wache) -> None:
    page = wache.open("/kennzahl/2.2-02?jahr=2024")
    punkt = page.locator(".v-breit .v-punkt").last
    wort = punkt.locator(".v-mehr")
    expect(wort).to_be_hidden()
    page.locator(".v-breit .v-punkt").nth(-2).focus()
    page.keyboard.press("Tab")
    expect(punkt).to_be_focused()
    expect(wort).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/beleg/"))


def test_plotly_comes_when_asked_and_goes_again(wache: Wache) -> None:
    geladen: list[str] = []
    wache.page.on("request", lambda request: geladen.append(request.url))
    page = wache.open("/kennzahl/2.2-02?jahr=2024")
    assert not [url for url in geladen if "plotly" in url]
    knopf = page.locator("#verlauf-ansicht")
    knopf.press("Enter")
    expect(page).to_have_url(re.compile("verlauf=zeigen"))
    expect(page.locator(".gross .js-plotly-plot .xtick").first).to_be_visible(timeout=20_000)
    expect(knopf).to_be_focused()
    knopf.press("Enter")
    expect(page.locator(".gross")).to_have_count(0)


def test_the_drawing_says_its_message_to_those_who_do_not_see_it(wache: Wache) -> None:
    page = wache.open("/kennzahl/2.2-02?jahr=2024")
    bild = page.locator(".verlaufsbild")
    expect(bild).to_have_attribute("role", "group")
    satz = bild.get_attribute("aria-label") or ""
    assert satz.startswith("Arbeitslosenquote. ") and "Ziel 2026: " in satz
    page.locator(".verlaufstabelle > summary").press("Enter")
    expect(page.get_by_role("table", name="Verlauf bis zum Berichtsjahr 2024")).to_be_visible()


def test_a_phone_folds_what_few_read_first_and_opens_what_the_address_asks_for(wache: Wache) -> None:
    wache.page.set_viewport_size({"width": 390, "height": 844})
    page = wache.open("/kennzahl/1.2-03?jahr=2023")
    teile = page.locator("details[data-faltung]")
    expect(page.locator("details[data-faltung][open]")).to_have_count(0)
    page.locator("details[data-faltung] summary", has_text="Rechenweg").click()
    expect(page.locator(".rechenweg")).to_be_visible()
    page = wache.open("/kennzahl/1.2-03?jahr=2023#smart")
    expect(page.locator("#smart .smart-liste")).to_be_visible()
    wache.page.set_viewport_size({"width": 1440, "height": 900})
    page = wache.open("/kennzahl/1.2-04?jahr=2023")
    expect(page.locator("details[data-faltung]:not([open])")).to_have_count(0)
    assert teile.count() > 0

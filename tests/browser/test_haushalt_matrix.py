"""Matrix and flow of money in a real browser: by keyboard to exactly the lines of a figure; on a phone and on paper."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.pruefung import too_wide
from tools.chromium import Wache

MATRIX, FLUSS = "/haushalt/matrix?jahr=2024", "/haushalt/fluss?jahr=2024"
VIEWS = [
    MATRIX,
    f"{MATRIX}&spalten=produkt&euro=investive_auszahlungen",
    f"{MATRIX}&spalten=produktbereich&genau=ja",
    FLUSS,
    f"{FLUSS}&ziele=oberziel&spalten=produktbereich&euro=ertraege",
]


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until the link of this name has the focus."""
    link = page.get_by_role("link", name=name, exact=True)
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"„{name}“ ist mit der Tabulatortaste nicht zu erreichen.")


def focused(page: Page) -> dict[str, str]:
    """Words and title of what has the focus."""
    found: dict[str, str] = page.evaluate(
        "() => ({text: document.activeElement.textContent, titel: document.activeElement.title})"
    )
    return found


def parts(sentence: str) -> tuple[str, Decimal]:
    """Number of the goal and the exact amount that a figure's title or a band's sentence names."""
    found = re.search(r" → (\d\.\d) .*?: ([\d.]+,\d\d)\s€", sentence)
    assert found is not None, sentence
    return found[1], decimal(found[2])


def decimal(text: str) -> Decimal:
    """A German number."""
    return Decimal(text.replace(".", "").replace(",", "."))


def sum_of_lines(page: Page, ziel: str) -> Decimal:
    """What all lines shown say they give to a goal, added up by hand; there is no second page."""
    expect(page.locator(".zeilen .marke-ziel").first).to_be_visible()
    expect(page.locator(".blaettern")).to_have_count(0)
    marken = page.locator(".zeilen .marke-ziel").all_inner_texts()
    assert marken
    teile = [re.fullmatch(rf"{re.escape(ziel)} ([\d.]+,\d\d)\s€", marke.strip()) for marke in marken]
    return sum((decimal(teil[1]) for teil in teile if teil is not None), Decimal(0))


def test_by_keyboard_from_the_tab_over_the_kind_of_euro_to_exactly_the_lines_of_a_figure(
    wache: Wache,
) -> None:
    page = wache.open("/haushalt?jahr=2024")
    tab_to(page, "Matrix")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welches Geld für welches Ziel?")
    tab_to(page, "Investive Auszahlungen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_contain_text("Investive Auszahlungen 2024")

    feld = page.locator(".geldmatrix tbody tr", has_text="Bauen, Umwelt").locator("td a").first
    feld.focus()
    vorher = focused(page)["titel"]
    page.keyboard.press("ArrowRight")
    nachher = focused(page)["titel"]
    assert vorher != nachher and vorher.split(" → ")[0] == nachher.split(" → ")[0]
    page.keyboard.press("ArrowDown")
    titel = focused(page)["titel"]
    assert " → " in titel and titel.split(" → ")[0] != nachher.split(" → ")[0]

    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/haushalt\?.*ziel=.*#zeilen$"))
    wache.settle()
    ziel, eur = parts(titel)
    assert sum_of_lines(page, ziel) == eur > 0


def test_a_band_shows_its_amount_and_leads_to_its_lines_without_loading_the_page_anew(wache: Wache) -> None:
    page = wache.open(FLUSS)
    page.evaluate("window.hier = true")
    band = page.locator("a.band").first
    satz = band.get_attribute("aria-label") or ""
    band.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/haushalt\?.*#zeilen$"))
    wache.settle()
    assert page.evaluate("window.hier") is True
    ziel, eur = parts(satz)
    assert sum_of_lines(page, ziel) == eur > 0


#: Without the target size of 2.2: a cell that lies scrolled below the standing heads counts there as a small one.
WCAG_21 = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
@pytest.mark.parametrize("address", VIEWS)
def test_no_view_is_wider_than_its_screen(wache: Wache, address: str, width: int) -> None:
    wache.page.set_viewport_size({"width": width, "height": 844})
    page = wache.open(address)
    assert too_wide(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", VIEWS)
def test_every_view_is_accessible(wache: Wache, address: str, scheme: Any) -> None:
    wache.page.emulate_media(color_scheme=scheme)
    page = wache.open(address)
    violations = Axe().run(page, options=WCAG_21).response["violations"]
    assert [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in violations] == []


def test_on_a_phone_the_flows_are_a_list_with_bars_and_nothing_is_missing(wache: Wache) -> None:
    page = wache.open(FLUSS)
    breit = page.locator(".flusstabelle .betrag a").all_inner_texts()
    expect(page.locator("svg.sankey")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("svg.sankey")).to_be_hidden()
    expect(page.locator(".nur-schmal")).to_be_visible()
    assert breit and page.locator(".flusstabelle .betrag a:visible").all_inner_texts() == breit
    expect(page.locator(".flusstabelle .balken svg").first).to_be_visible()


def test_the_labels_of_the_drawing_stay_inside_and_do_not_cover_one_another(wache: Wache) -> None:
    page = wache.open(FLUSS)
    faults: list[str] = page.evaluate(
        """() => {
            const rahmen = document.querySelector("svg.sankey").getBoundingClientRect();
            const texte = [...document.querySelectorAll("svg.sankey text")];
            const kasten = texte.map((t) => t.getBoundingClientRect());
            const faults = [];
            kasten.forEach((k, i) => {
                const name = texte[i].textContent;
                if (k.left < rahmen.left - 1 || k.right > rahmen.right + 1) faults.push("hinaus: " + name);
                kasten.slice(i + 1).forEach((m) => {
                    if (k.left < m.right && m.left < k.right && k.top < m.bottom - 2 && m.top < k.bottom - 2)
                        faults.push("verdeckt: " + name);
                });
            });
            return faults;
        }"""
    )
    assert faults == []


def test_the_headings_stay_in_sight_while_the_table_scrolls(wache: Wache) -> None:
    wache.page.set_viewport_size({"width": 1440, "height": 900})
    page = wache.open(f"{MATRIX}&spalten=produkt")
    rahmen = page.locator(".geldmatrix-rahmen")
    kopf, fuss = page.locator(".geldmatrix thead .ziel").first, page.locator(".geldmatrix tfoot th")
    rahmen.evaluate("e => e.scrollTo(0, 600)")
    oben = rahmen.evaluate("e => e.getBoundingClientRect().top")
    assert kopf.evaluate("e => e.getBoundingClientRect().top") >= oben
    unten = rahmen.evaluate("e => e.getBoundingClientRect().bottom")
    assert fuss.evaluate("e => e.getBoundingClientRect().bottom") <= unten + 1

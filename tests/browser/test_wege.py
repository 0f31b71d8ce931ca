"""Wege: what a council member, the Landrat and a citizen come for, from the first page to the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kek_dashboard.settings import Anmeldung
from tools.chromium import Wache
from tools.live import running

# ------------------------------------------------------------------------- the council member, at home before a session


def test_a_council_member_goes_from_the_question_to_the_cell_behind_a_figure(wache: Wache) -> None:
    page = wache.open("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wo stehen wir auf dem Weg zu 2026?")
    page.get_by_role("navigation", name="Berichtsjahr wählen").get_by_role(
        "link", name=re.compile("^2024")
    ).click()
    expect(page.locator("main p.vorspann")).to_contain_text("Ende 2024")
    page.get_by_role("main").get_by_role("link", name="Exzellente und flächendeckende Infrastruktur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "1.2 Exzellente und flächendeckende Infrastruktur"
    )
    expect(page.get_by_role("main")).to_contain_text("Drucksache 72/2018")
    page.get_by_role("table", name=re.compile("^Kennzahlen von Unterziel 1.2")).get_by_role(
        "link", name="Gigabitverfügbarkeit"
    ).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gigabitverfügbarkeit")
    ist = page.get_by_role("definition").get_by_role("link", name=re.compile("^Zellenpass: ")).first
    wert = ist.inner_text()
    ist.click()
    expect(page).to_have_url(re.compile("/beleg/"))
    expect(page.get_by_role("main")).to_contain_text(wert)
    expect(page.get_by_role("main")).to_contain_text("SHA-256")


def test_a_council_member_sees_what_changed_since_the_last_session_and_why(wache: Wache) -> None:
    page = wache.open("/")
    page.get_by_role("link", name="Alle Änderungen und ihre Ursachen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Was hat sich geändert?")
    expect(page.locator("main p.vorspann")).to_contain_text(re.compile(r"\d{2}\.\d{2}\.2026"))
    cause = page.get_by_role("main").get_by_role("link", name=re.compile("Zelle")).first
    cause.click()
    expect(page).to_have_url(re.compile("/beleg/"))


def test_a_council_member_finds_a_kennzahl_by_the_slash_key_and_takes_its_figures_along(wache: Wache) -> None:
    page = wache.open("/unterziel/1.2")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Suchen")).to_be_focused()
    page.keyboard.type("gigabit")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/suche\?"))
    page.get_by_role("main").get_by_role("link", name="Gigabitverfügbarkeit").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert "70,5" in text
    assert "Breitband-2025.xlsx" in text


# ------------------------------------------------------------------------- the Landrat, five minutes with a tablet


def test_the_landrat_learns_what_will_not_be_reached_who_owes_figures_and_which_goals_cannot_be_judged(
    wache: Wache,
) -> None:
    wache.page.set_viewport_size({"width": 1024, "height": 768})
    page = wache.open("/")
    page.get_by_role("main").get_by_role("link", name=re.compile("^zu langsam")).click()
    expect(page).to_have_url(re.compile("ausblick=zu_langsam"))
    zahl = int(re.search(r"(\d+) ", page.locator("main").inner_text())[1])  # type: ignore[index]
    assert zahl > 0
    page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name="Datenschuld").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("schuldet")
    page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name="Messbarkeit").click()
    expect(page.locator("main p.vorspann")).to_contain_text("von 12 Unterzielen")
    page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name="Maßnahmen").click()
    expect(page.locator("main p.vorspann")).to_contain_text("überfällig")


def test_the_landrat_shows_the_goals_on_the_wall_with_the_arrow_keys_alone(wache: Wache) -> None:
    page = wache.open("/")
    page.get_by_role("link", name="Vortrag").click()
    expect(page.get_by_text("1 von 19", exact=True)).to_be_visible()
    erste = page.locator("main h1").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("main h1")).not_to_have_text(erste)
    zweite = page.locator("main h1").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("main h1")).not_to_have_text(zweite)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("main h1")).to_have_text(zweite)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wo stehen wir auf dem Weg zu 2026?")


# ------------------------------------------------------------------------- a citizen, not signed in, with a phone


@pytest.fixture(scope="module")
def public_url(beispiel_datei: Path) -> Iterator[str]:
    """The program as the public meets it: people sign in, and released figures are open to all."""
    with running(beispiel_datei, Anmeldung.EIN, {"KEK_OEFFENTLICH": "1"}) as url:
        yield url


@pytest.fixture
def handy(page: Page, public_url: str) -> Iterator[Wache]:
    """A watched phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    watch = Wache(page, public_url)
    yield watch
    assert watch.unexpected == []


def test_a_citizen_reads_a_goal_and_the_method_without_signing_in(handy: Wache) -> None:
    page = handy.open("/")
    expect(page.get_by_role("group", name="Konto und Verwaltung")).to_contain_text("Öffentliche Ansicht")
    page.get_by_role("main").get_by_role("link", name="Digitaler und persönlicher Service").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Digitaler und persönlicher Service")
    page.get_by_role("link", name="Methode").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie kommen die Zahlen zustande?")


@pytest.mark.parametrize("word", ["Hilfe", "Barrierefreiheit", "Impressum", "Datenschutz"])
def test_a_citizen_finds_what_the_law_asks_for_at_the_end_of_each_page(handy: Wache, word: str) -> None:
    page = handy.open("/kennzahl/1.1-01")
    page.get_by_role("contentinfo").get_by_role("link", name=word).click()
    expect(page.locator("main h1")).to_be_focused()
    expect(page).to_have_url(re.compile(word.lower()))


def test_a_citizen_meets_no_door_that_is_not_hers(handy: Wache) -> None:
    page = handy.open("/")
    words = page.locator("a").all_inner_texts()
    assert {"Lieferungen", "Konten", "Protokoll"}.isdisjoint(words)
    for address in ("/lieferungen", "/konten", "/protokoll"):
        answer = page.request.get(handy.base_url + address, max_redirects=0)
        assert answer.status in {401, 403}, address
        assert "xlsx" not in answer.text()

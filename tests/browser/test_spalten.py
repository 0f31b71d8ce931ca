"""Spalten zuordnen in a browser: pointing, reading on trial and remembering, on wide, narrow and dark screens."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.pruefung import WCAG, WIDTHS, too_wide
from tests.importers.fremde_tabellen import kreise_xlsx
from tools.chromium import Wache
from tools.live import running


@pytest.fixture(scope="module")
def adressen(beispiel_datei: Path, tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[Any]:
    """Address of a running program, and of two files in it whose columns nobody knows."""
    ordner = tmp_path_factory.mktemp("spalten")
    pfade = []
    for name in ("kreise-a.xlsx", "kreise-b.xlsx"):
        (ordner / name).write_bytes(kreise_xlsx(mehr=ord(name[-6])))
        pfade.append(ordner / name)
    with running(Path(shutil.copy(beispiel_datei, ordner))) as url:
        page: Page = browser.new_page()
        page.goto(f"{url}/lieferungen")
        page.locator("input[type=file]").set_input_files(pfade)
        expect(page.locator(".entwurf.z-gelesen")).to_have_count(len(pfade))
        wege = page.locator(".entwuerfe .name a").evaluate_all(
            "as => as.map(a => [a.textContent, a.pathname])"
        )
        page.close()
        yield url, {name: f"{pfad}/spalten" for name, pfad in wege}


@pytest.fixture
def schau(page: Page, adressen: Any) -> Iterator[tuple[Wache, str, str]]:
    watch = Wache(page, adressen[0])
    yield watch, adressen[1]["kreise-a.xlsx"], adressen[1]["kreise-b.xlsx"]
    assert watch.unexpected == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_its_screen_and_the_sheet_scrolls_by_keyboard(schau: Any, width: int) -> None:
    wache, adresse, _ = schau
    wache.page.set_viewport_size({"width": width, "height": 844})
    page = wache.open(adresse)
    expect(page.locator("main h1")).to_have_text("Spalten zuordnen")
    assert too_wide(page) == []
    rahmen = page.get_by_role("region", name=re.compile("die ersten Zeilen"))
    rahmen.focus()
    expect(rahmen).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_before_and_after_the_trial_reading(schau: Any, scheme: Any) -> None:
    wache, adresse, _ = schau
    wache.page.emulate_media(color_scheme=scheme)
    page = wache.open(adresse)
    faults(page)
    page.get_by_role("button", name="So lesen").click()
    expect(page.locator("#gelesen")).to_be_focused()
    faults(page)


def faults(page: Page) -> None:
    violations = Axe().run(page, options=WCAG).response["violations"]
    assert [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in violations] == []


def test_further_choices_show_for_values_alone(schau: Any) -> None:
    wache, adresse, _ = schau
    page = wache.open(adresse)
    kennzahl = page.get_by_label("Spalte E: Kennzahl")
    expect(kennzahl).to_be_hidden()
    page.get_by_label("Spalte E ist").select_option("Wert (Ist)")
    expect(kennzahl).to_be_visible()
    expect(page.locator("#zeittext-5")).to_be_hidden()
    page.get_by_label("Spalte E: Zeitraum", exact=True).select_option("fest")
    expect(page.locator("#zeittext-5")).to_be_visible()


def test_a_person_points_once_reads_on_trial_and_delivers(schau: Any) -> None:
    wache, _, adresse = schau
    page = wache.open(adresse)
    page.get_by_role("button", name="So lesen").click()
    expect(page.locator(".gelesen tbody tr")).to_have_count(1)
    expect(page.locator(".gelesen")).to_contain_text("D11")
    page.get_by_label("Zeile suchen").fill("goslar")
    page.get_by_label("Zeile suchen").press("Enter")
    expect(page.locator(".zeilenwahl tbody tr")).to_have_count(2)
    page.get_by_label(re.compile("^Zeile 11,")).select_option("nicht übernehmen")
    page.get_by_label(re.compile("^Zeile 10,")).select_option("diese Zeile zählt")
    page.get_by_label("Name der Zuordnung").fill("Kreise vom Amt")
    page.get_by_role("button", name="Zuordnung merken und zur Vorschau").click()
    expect(page.get_by_role("status").filter(has_text="Kreise vom Amt")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Kreise am Jahresende D10")

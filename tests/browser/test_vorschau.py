"""Vorschau in a browser: drafts, preview, refusal and bell on wide, narrow, dark and spoken screens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.pruefung import WCAG, WIDTHS, too_wide
from tools.chromium import Wache
from tools.live import running

_KOPF: list[Any] = ["Kennzahl-Nr.", "Jahr", "Ist"]
#: Files by what becomes of them: with warnings, with faults, with columns nobody knows.
DATEIEN: dict[str, list[list[Any]]] = {
    "auffaellig.xlsx": [_KOPF, ["1.2-03", 2023, 79], ["3.3-02", 2025, 33.5]],
    "fehlerhaft.xlsx": [_KOPF, ["1.2-03", 2023, "rund sieben"], ["9.9-99", 2023, 7]],
    "fremde Spalten.xlsx": [["Was", "Wann", "Wie viel"], ["Quote", 2023, 7.1]],
}


@pytest.fixture(scope="module")
def adressen(beispiel_datei: Path, tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[Any]:
    """Address of a running program, and of each preview in it."""
    ordner = tmp_path_factory.mktemp("vorschau")
    pfade = []
    for name, zeilen in DATEIEN.items():
        buch = Workbook()
        for zeile in zeilen:
            buch.worksheets[0].append(zeile)
        buch.save(ordner / name)
        pfade.append(ordner / name)
    (ordner / "kaputt.xlsx").write_bytes(b"PK\x03\x04 kein Paket")
    with running(Path(shutil.copy(beispiel_datei, ordner))) as url:
        page: Page = browser.new_page()
        page.goto(f"{url}/lieferungen")
        page.locator("input[type=file]").set_input_files([*pfade, ordner / "kaputt.xlsx"])
        expect(page.locator(".entwurf.z-gelesen, .entwurf.z-unlesbar")).to_have_count(len(pfade) + 1)
        wege = page.locator(".entwuerfe .name a").evaluate_all(
            "as => as.map(a => [a.textContent, a.pathname])"
        )
        page.close()
        yield url, {"Liste": "/lieferungen", **dict(wege)}


@pytest.fixture
def schau(page: Page, adressen: Any) -> Iterator[tuple[Wache, dict[str, str]]]:
    watch = Wache(page, adressen[0])
    yield watch, adressen[1]
    assert watch.unexpected == []


each = pytest.mark.parametrize("name", ["Liste", *DATEIEN, "kaputt.xlsx"])


@each
@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_its_screen_the_bell_open_or_not(schau: Any, name: str, width: int) -> None:
    watch, wege = schau
    watch.page.set_viewport_size({"width": width, "height": 844})
    page = watch.open(wege[name])
    expect(page.locator("main h1")).to_have_count(1)
    assert too_wide(page) == []
    page.locator("details.glocke summary").click()
    expect(page.locator(".glocke-liste")).to_be_visible()
    assert too_wide(page) == []


@each
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(schau: Any, name: str, scheme: Any) -> None:
    watch, wege = schau
    watch.page.emulate_media(color_scheme=scheme)
    page = watch.open(wege[name])
    for summary in page.locator("main summary").all():
        if summary.locator("..").get_attribute("open") is None:
            summary.click()
    page.locator("details.glocke summary").click()
    violations = Axe().run(page, options=WCAG).response["violations"]
    assert [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in violations] == []


def test_a_reason_that_was_typed_is_still_there_after_a_look_elsewhere(schau: Any) -> None:
    watch, wege = schau
    page = watch.open(wege["auffaellig.xlsx"])
    page.locator("textarea").first.fill("Neue Zählweise seit 2023")
    watch.open("/kennzahlen")
    page = watch.open(wege["auffaellig.xlsx"])
    expect(page.locator("textarea").first).to_have_value("Neue Zählweise seit 2023")


def test_without_a_reason_the_browser_keeps_the_form(schau: Any) -> None:
    watch, wege = schau
    page = watch.open(wege["auffaellig.xlsx"])
    page.locator("textarea").first.fill("")
    page.get_by_role("button", name="Zur Freigabe abgeben").click()
    expect(page).to_have_url(f"{watch.base_url}{wege['auffaellig.xlsx']}")
    expect(page.locator("textarea").first).to_be_focused()

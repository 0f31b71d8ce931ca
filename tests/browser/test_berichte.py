"""Reports in a browser: the Landrat orders the briefing by keyboard, sees it come without a new page, and opens it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.pruefung import violations
from tools.chromium import Wache
from tools.live import running


@pytest.fixture
def adresse(beispiel_datei: Path, tmp_path: Path) -> Iterator[str]:
    """The program over a copy of the Beispielbestand: a report is kept in it."""
    with running(Path(shutil.copy(beispiel_datei, tmp_path))) as url:
        yield url


@pytest.fixture
def wache(adresse: str, page: Page) -> Wache:
    """A watched page of this copy."""
    return Wache(page, adresse)


def test_a_briefing_is_ordered_by_keyboard_comes_by_itself_and_is_a_tagged_pdf(wache: Wache) -> None:
    page = wache.open("/berichte?jahr=2023")
    page.get_by_role("radio", name="Quartalsbriefing").focus()
    page.keyboard.press("Space")
    quartal = page.get_by_label("Quartal (nur Quartalsbriefing)")
    quartal.focus()
    page.keyboard.press("4")
    expect(quartal).to_have_value("4")
    knopf = page.get_by_role("button", name="Erstellen")
    knopf.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("wird erstellt")
    page.get_by_label("Drucksache Nr.").evaluate("feld => { feld.value = '7/2024'; }")
    link = page.get_by_role("link", name="Herunterladen")
    expect(link).to_be_visible(timeout=90_000)
    assert page.get_by_label("Drucksache Nr.").input_value() == "7/2024", "what is being typed stays"
    assert violations(page) == []
    with page.expect_download() as ladung:
        link.click()
    assert ladung.value.suggested_filename == "briefing-2023-q4-wissensstand-2023-12-31.pdf"
    with pikepdf.open(io.BytesIO(Path(ladung.value.path()).read_bytes())) as pdf:
        assert len(pdf.pages) == 2
        assert str(pdf.Root.Lang).startswith("de")
        assert bool(pdf.Root.MarkInfo.Marked)
    assert wache.unexpected == []

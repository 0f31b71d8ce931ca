"""Satzung: a total typed by keyboard waits, is released, and stands beside the lines with its cell."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tools.chromium import Wache
from tools.live import running


@pytest.fixture
def wache(beispiel_datei: Path, tmp_path: Path, page: Page) -> Iterator[Wache]:
    """The program over a copy of the Beispielbestand, whose figures this test changes."""
    with running(Path(shutil.copy(beispiel_datei, tmp_path))) as url:
        wache = Wache(page, url)
        yield wache
        assert wache.unexpected == []


@pytest.mark.browser
def test_a_total_typed_by_keyboard_is_mended_delivered_released_and_shown(wache: Wache) -> None:
    page = wache.page
    wache.open("/haushalt/satzung?haushaltsjahr=2023")
    haupt = page.locator("main")
    expect(haupt).to_contain_text("Satzung und Zeilen stimmen nicht überein")
    expect(haupt).to_contain_text("48.500,00")
    feld = page.get_by_label("ordentliche Aufwendungen", exact=True)
    feld.focus()
    page.keyboard.type("229.400.000 Mark")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("ist kein Betrag wie")
    feld = page.get_by_label("ordentliche Aufwendungen", exact=True)
    expect(feld).to_have_value("229.400.000 Mark")
    feld.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("229.400.000")
    page.keyboard.press("Enter")
    expect(haupt).to_contain_text("Angaben zu dieser Satzung warten auf Freigabe")
    expect(haupt).to_contain_text("Satzung und Zeilen stimmen nicht überein")
    page.get_by_role("link", name="Ansehen und freigeben").press("Enter")
    page.get_by_role("button", name="Freigeben").press("Enter")
    expect(haupt).to_contain_text("Ab jetzt zählt diese Lieferung")
    wache.open("/haushalt/satzung?haushaltsjahr=2023")
    expect(haupt).to_contain_text("auf den Cent dasselbe")
    expect(haupt).not_to_contain_text("warten auf Freigabe")
    page.get_by_role("link", name="Zellenpass: 229.400.000,00").press("Enter")
    expect(haupt).to_contain_text("Satzung-2023-beschlossen.xlsx")

"""The way of a figure in a real browser: a workbook is chosen, refused or taken in, released, shown with its cell."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tools.chromium import Wache
from tools.live import running

NR = "3.3-02"


@pytest.fixture
def counter(page: Page, beispiel_datei: Path, tmp_path: Path) -> Iterator[Wache]:
    """A watched page of a program of the test's own, so that it may deliver and release."""
    with running(Path(shutil.copy(beispiel_datei, tmp_path))) as url:
        watch = Wache(page, url)
        yield watch
        assert watch.unexpected == []


def workbook(folder: Path, wert: object) -> Path:
    """What a Fachbereich sends: columns in its own order, a title above, a note below."""
    wb = Workbook()
    ws = wb.worksheets[0]
    ws.title = "Meldung"
    ws.append(["Meldung der Online-Anträge"])
    ws.append(["Herkunft: Beispiel"])
    ws.append(["Ist", "Jahr", "Kennzahl-Nr."])
    ws.append([wert, 2025, NR])
    ws.append([])
    ws.append(["Quelle: Fachverfahren"])
    path = folder / "Meldung 2025.xlsx"
    wb.save(path)
    return path


def deliver(watch: Wache, datei: Path) -> Page:
    page = watch.open("/lieferungen")
    page.locator("input[type=file]").set_input_files(datei)
    page.get_by_role("button", name="Prüfen und abgeben").click()
    return page


def test_a_workbook_with_a_bad_cell_is_refused_with_sheet_and_cell(counter: Wache, tmp_path: Path) -> None:
    page = deliver(counter, workbook(tmp_path, "rund ein Drittel"))
    expect(page.locator("main")).to_contain_text("A4")
    expect(page.locator("main")).to_contain_text("rund ein Drittel")
    counter.expected.append("422")  # the answer says „refused“, which the browser notes as an error
    counter.open("/lieferungen")
    expect(page.locator("main")).to_contain_text("55 Lieferungen")


def test_a_delivered_figure_waits_is_released_and_names_its_cell_on_the_page(
    counter: Wache, tmp_path: Path
) -> None:
    page = deliver(counter, workbook(tmp_path, 33.5))
    page.wait_for_url("**/lieferung/56*")
    counter.settle()
    expect(page.locator("main")).to_contain_text("33,5")
    counter.open(f"/kennzahl/{NR}?jahr=2025")
    expect(page.locator("main")).not_to_contain_text("Meldung 2025.xlsx")
    counter.open("/lieferung/56")
    confirm = page.locator("input[type=checkbox]")
    if confirm.count():
        confirm.check()
    page.get_by_role("button", name="Freigeben").click()
    page.wait_for_load_state("networkidle")
    counter.open(f"/kennzahl/{NR}?jahr=2025")
    main = page.locator("main")
    expect(main).to_contain_text("33,5")
    expect(main).to_contain_text("Meldung 2025.xlsx")
    expect(main).to_contain_text("A4")

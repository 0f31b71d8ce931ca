"""The way of a figure in a real browser: a workbook is chosen, refused or taken in, released, shown with its cell."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from kek_dashboard.importers.erststart import LIEFERPLAN, read_lieferplan
from tools.chromium import Wache
from tools.live import running

#: Number of the first Lieferung after those of the Beispielbestand.
NEUE = len(read_lieferplan(LIEFERPLAN)) + 1

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


def bring(watch: Wache, *dateien: Path) -> Page:
    """Choose files on the page of Lieferungen; the reading of each goes on by itself."""
    page = watch.open("/lieferungen")
    page.locator("input[type=file]").set_input_files(dateien)
    expect(page.locator(".entwurf.z-gelesen, .entwurf.z-unlesbar")).to_have_count(len(dateien))
    return page


def preview(watch: Wache, datei: Path) -> Page:
    page = bring(watch, datei)
    page.locator(".entwuerfe").get_by_role("link", name=datei.name).click()
    page.wait_for_url("**/eingang/*")
    watch.settle()
    return page


def test_a_workbook_with_a_bad_cell_is_refused_with_sheet_and_cell(counter: Wache, tmp_path: Path) -> None:
    page = preview(counter, workbook(tmp_path, "rund ein Drittel"))
    expect(page.locator("main")).to_contain_text("A4")
    expect(page.locator("main")).to_contain_text("rund ein Drittel")
    expect(page.locator("main")).to_contain_text("Wie es weitergeht")
    expect(page.get_by_role("button", name="Zur Freigabe abgeben")).to_have_count(0)
    page.get_by_role("button", name="Verwerfen").click()
    expect(page.locator("main")).to_contain_text("Verworfen")
    expect(page.locator("main")).to_contain_text(f"{NEUE - 1} Lieferungen")


def test_a_delivered_figure_waits_is_released_and_names_its_cell_on_the_page(
    counter: Wache, tmp_path: Path
) -> None:
    page = preview(counter, workbook(tmp_path, 33.5))
    expect(page.locator("main")).to_contain_text("33,5")
    for grund in page.locator("textarea").all():
        grund.fill("Mit dem Fachamt geklärt.")
    page.get_by_role("button", name="Zur Freigabe abgeben").click()
    page.wait_for_url(f"**/lieferung/{NEUE}*")
    counter.settle()
    expect(page.locator("main")).to_contain_text("33,5")
    counter.open(f"/kennzahl/{NR}?jahr=2025")
    expect(page.locator("main")).not_to_contain_text("Meldung 2025.xlsx")
    counter.open(f"/lieferung/{NEUE}")
    confirm = page.locator("main input[type=checkbox]")
    if confirm.count():
        confirm.check()
    page.get_by_role("button", name="Freigeben").click()
    page.wait_for_load_state("networkidle")
    counter.open(f"/kennzahl/{NR}?jahr=2025")
    main = page.locator("main")
    expect(main).to_contain_text("33,5")
    expect(main).to_contain_text("Meldung 2025.xlsx")
    expect(main).to_contain_text("A4")


def test_several_files_at_once_wait_as_drafts_and_are_there_on_the_next_visit(
    counter: Wache, tmp_path: Path
) -> None:
    kaputt = tmp_path / "kaputt.xlsx"
    kaputt.write_bytes(b"PK\x03\x04 kein Paket")
    page = bring(counter, workbook(tmp_path, 33.5), kaputt)
    counter.open("/")
    page = counter.open("/lieferungen")
    liste = page.locator(".entwuerfe")
    expect(liste).to_contain_text("Meldung 2025.xlsx")
    expect(liste).to_contain_text("gelesen, zur Ansicht bereit")
    expect(liste).to_contain_text("kaputt.xlsx")
    expect(liste).to_contain_text("beschädigt")


def test_a_dropped_file_is_brought_like_a_chosen_one(counter: Wache, tmp_path: Path) -> None:
    page = counter.open("/lieferungen")
    inhalt = list(workbook(tmp_path, 33.5).read_bytes())
    griff = page.evaluate_handle(
        """(bytes) => {
            const traeger = new DataTransfer();
            traeger.items.add(new File([new Uint8Array(bytes)], "gezogen.xlsx"));
            return traeger;
        }""",
        inhalt,
    )
    page.dispatch_event(".ablage", "dragover", {"dataTransfer": griff})
    expect(page.locator("form.darueber")).to_have_count(1)
    page.dispatch_event(".ablage", "drop", {"dataTransfer": griff})
    expect(page.locator(".entwurf.z-gelesen")).to_contain_text("gezogen.xlsx")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(counter: Wache, tmp_path: Path) -> None:
    gross = tmp_path / "gross.xlsx"
    gross.write_bytes(b"\0" * (10 * 1024 * 1024 + 1))
    page = counter.open("/lieferungen")
    page.locator("input[type=file]").set_input_files(gross)
    expect(page.locator(".entwurf.z-abgelehnt")).to_contain_text("höchstens 10 MiB sind möglich")


def test_the_bell_opens_by_keyboard_and_leads_to_what_waits(counter: Wache, tmp_path: Path) -> None:
    bring(counter, workbook(tmp_path, 33.5))
    page = counter.open("/")
    glocke = page.locator("details.glocke")
    glocke.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(glocke.get_by_role("link", name="Meldung 2025.xlsx")).to_be_visible()
    page.keyboard.press("Escape")
    expect(glocke.get_by_role("link", name="Meldung 2025.xlsx")).to_be_hidden()
    expect(glocke.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    glocke.get_by_role("link", name="Meldung 2025.xlsx").click()
    page.wait_for_url("**/eingang/*")
    expect(page.locator("main h1")).to_have_text("Meldung 2025.xlsx")

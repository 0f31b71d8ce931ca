"""Einbettung in the browser: a foreign page shows the frame and the picture, and cannot frame anything else of ours."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kek_dashboard.settings import Anmeldung
from tests.browser.pruefung import WIDTHS, cut_off, silent_drawings, too_wide, violations
from tools.chromium import Wache
from tools.live import running

NR, ZIEL = "2.4-01", "1.2"
OFFEN = (f"/einbetten/kennzahl/{NR}", "/einbetten/kennzahl/1.2-01", f"/einbetten/unterziel/{ZIEL}")


@pytest.fixture(scope="module")
def monitor(beispiel_datei: Path) -> Iterator[str]:
    """The program on a server where strangers may embed what is open."""
    with running(beispiel_datei, Anmeldung.EIN, {"KEK_OFFENE_DATEN": "1"}) as url:
        yield url


@pytest.fixture
def fremd(monitor: str) -> Iterator[str]:
    """A page of somebody else's, on a port of its own, that shows what of ours it can."""
    seite = f"""<!DOCTYPE html><html lang="de"><title>Landkreis</title><h1>Unsere Ziele</h1>
        <iframe id="offen" src="{monitor}/einbetten/kennzahl/{NR}" title="Kennzahl" width="700" height="640"></iframe>
        <img id="bild" src="{monitor}/einbetten/unterziel/{ZIEL}.svg" alt="Unterziel" width="700">
        <object id="objekt" data="{monitor}/einbetten/kennzahl/{NR}.svg" type="image/svg+xml" width="700"></object>
        <iframe id="zu" src="{monitor}/kennzahl/{NR}" title="Seite" width="700" height="300"></iframe>"""

    class Seite(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(seite.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Seite)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_foreign_page_shows_frame_and_picture_and_nothing_else_of_ours(
    page: Page, fremd: str, monitor: str
) -> None:
    konsole: list[str] = []
    page.on("console", lambda meldung: konsole.append(meldung.text))
    gesendet: dict[str, dict[str, str]] = {}
    page.on("response", lambda r: gesendet.update({r.url: r.all_headers()} if "/einbetten/" in r.url else {}))
    page.goto(fremd)
    page.wait_for_load_state("networkidle")
    rahmen = page.frame_locator("#offen")
    expect(rahmen.get_by_role("heading", level=1)).to_contain_text(NR)
    rahmen.get_by_text("Als Tabelle").click()
    expect(rahmen.get_by_role("table")).to_contain_text("249")
    for bild in ("#bild", "#objekt"):
        assert page.locator(bild).bounding_box()["height"] > 100, bild  # type: ignore[index]
    assert page.evaluate("document.querySelector('#bild').naturalWidth") > 600
    assert any("frame-ancestors 'none'" in meldung for meldung in konsole)
    assert page.frame_locator("#zu").get_by_role("heading").count() == 0
    geholt = page.evaluate(
        "async (url) => (await (await fetch(url)).text()).slice(0, 4)",
        f"{monitor}/einbetten/kennzahl/{NR}.svg",
    )
    assert geholt == "<svg"
    assert len(gesendet) == 3 and not [name for name in gesendet if "set-cookie" in gesendet[name]]


def test_the_document_is_for_everybody_at_every_width_and_on_every_ground(page: Page, monitor: str) -> None:
    wache = Wache(page, monitor)
    for adresse in OFFEN:
        for thema in ("hell", "dunkel"):
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
            wache.open(f"{adresse}?thema={thema}")
            page.locator("summary").press("Enter")
            expect(page.get_by_role("table")).to_be_visible()
            assert violations(page) == [], adresse
            assert silent_drawings(page) == []
            for width in (*WIDTHS, 800):
                page.set_viewport_size({"width": width, "height": 900})
                assert too_wide(page) == [], (adresse, width)
                assert cut_off(page) == [], (adresse, width)
                assert page.locator(".bild > svg:visible").count() == 1
            assert violations(page) == [], adresse
        page.emulate_media(forced_colors="active")
        assert page.evaluate("getComputedStyle(document.querySelector('.bild path')).stroke") != "none"
        page.emulate_media(forced_colors="none")
    wache.open("/einbetten/ueberblick")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [] and too_wide(page) == [], width
    assert wache.unexpected == []


def test_on_a_page_the_html_to_copy_is_chosen_by_keyboard(wache: Wache) -> None:
    page = wache.open(f"/kennzahl/{NR}")
    summary = page.locator(".einbetten > summary")
    summary.press("Enter")
    feld = page.get_by_label("HTML: Bild mit Tabelle in einem Rahmen")
    feld.press("Control+a")
    assert page.evaluate("getSelection().toString()") == feld.input_value()
    assert feld.input_value().startswith("<iframe src=") and feld.is_editable() is False
    assert violations(page) == []
    for width in (1440, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        kasten = feld.bounding_box()
        assert kasten is not None and kasten["x"] >= 0 and kasten["x"] + kasten["width"] <= width

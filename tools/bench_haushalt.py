"""Bench of the Haushalt: 20,000 lines, nine years, three kinds of amounts: import, pages, search, memory.

Pages are measured as they are drawn, not as they are handed out again: each request asks for an address of
its own. The first drawing after a release loads the lines; it is told apart.
"""

from __future__ import annotations

import io
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from urllib.request import urlopen

from flask.testing import FlaskClient
from openpyxl import load_workbook
from playwright.sync_api import Page, sync_playwright

from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.importers.annahme import Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.settings import read_settings
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.session import open_store
from kek_dashboard.web import create_app
from kek_dashboard.web.pages.haushalt.kopf import REITER
from tools.bench_zeile import Line, best, new_store
from tools.chromium import launch_options
from tools.grosshaushalt import ZEILEN, fill_gross, plan_workbook

PAGE_MS, FILTER_MS = 150, 100
_JAHR = 2024
_DRAWN = 8
_WORDS = (
    "kreis",
    "konto 4318",
    "produkt 3650",
    "teilhaushalt 07",
    "3141000",
    "111",
    "spielplatz",
    "produkt 5470",
)
_numbers = count()


def haushalt(folder: Path) -> list[Line]:
    """All figures of the Haushalt."""
    database = fill_gross(folder / "gross.sqlite")
    return [*_import(folder), *_load(database), *_pages(database, folder), *_browser(database, folder)]


def _import(folder: Path) -> list[Line]:
    inhalt = plan_workbook(_JAHR)
    load = best(lambda: load_workbook(io.BytesIO(inhalt)), runs=1)
    store = new_store(folder / "plan.sqlite")
    vorgabe = Vorgabe(Lieferart.HAUSHALT, haushaltsjahr=_JAHR, fassung="beschlossen")

    def accept() -> None:
        annahme = accept_file(store, "plan.xlsx", inhalt, vorgabe, freigabe=Freigabe())
        if annahme.vergleich.neu != ZEILEN:
            raise RuntimeError(annahme.befunde[:3])

    whole = best(accept, runs=1)
    store.close()
    return [
        Line(f"plan of {ZEILEN:,} lines × 3 kinds imported and released (SQLite)", whole, None, "s"),
        Line("  import : openpyxl.load_workbook", whole / load, None, "×"),
    ]


def _load(database: Path) -> list[Line]:
    store = open_store(f"sqlite:///{database.as_posix()}")
    lines = best(lambda: load_haushalt(store, _JAHR), time.process_time, runs=3)
    store.close()
    return [Line(f"  its {ZEILEN:,} lines loaded: CPU", lines, None, "s")]


def _pages(database: Path, folder: Path) -> Iterator[Line]:
    url = f"sqlite:///{database.as_posix()}"
    store = open_store(url)
    client = create_app(store, read_settings({"KEK_DATABASE_URL": url}, folder)).server.test_client()
    for path, _, _ in REITER:
        first = best(partial(_ask, client, path), time.process_time, runs=1)
        drawn = best(partial(_ask, client, path), time.process_time, _DRAWN)
        yield Line(f"page {path}, {ZEILEN:,} lines: first drawing, CPU", first * 1000, None, "ms")
        yield Line("  drawn again: CPU", drawn * 1000, PAGE_MS, "ms")
    store.close()


def _ask(client: FlaskClient, path: str) -> None:
    body = {
        "output": "rahmen.children",
        "outputs": {"id": "rahmen", "property": "children"},
        "inputs": [
            {"id": "adresse", "property": "pathname", "value": path},
            {"id": "adresse", "property": "search", "value": f"?jahr={_JAHR}&nr={next(_numbers)}"},
        ],
        "changedPropIds": ["adresse.pathname"],
    }
    answer = client.post("/_dash-update-component", json=body, headers={"Sec-Fetch-Site": "same-origin"})
    if answer.status_code != 200 or "nicht geklappt" in answer.get_data(as_text=True):  # noqa: PLR2004 - OK
        raise RuntimeError(answer.get_data(as_text=True)[:200])


# ------------------------------------------------------------------------------------------ browser


def _browser(database: Path, folder: Path) -> Iterator[Line]:
    """Keystroke to drawn lines in Chromium, and what the server takes of the memory after all pages."""
    with _served(database, folder) as (address, pid), sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/haushalt?jahr={_JAHR}")
        page.locator("#suche").wait_for()
        times = [_search(page, word) for word in _WORDS]
        for path, _, _ in REITER:
            page.goto(f"{address}{path}?jahr={_JAHR}")
            page.locator("h1").wait_for()
        browser.close()
        rss = _rss_mib(pid)
    yield Line(
        "search in the browser, keystroke to drawn lines: median", statistics.median(times), FILTER_MS, "ms"
    )
    yield Line("  slowest", max(times), FILTER_MS, "ms")
    yield Line("memory of the server after all pages of one year", rss, None, "MiB")


#: Sets the field as a person's last keystroke does and waits until the count of found lines is another.
SEARCH = """async word => {
    const field = document.querySelector('#suche'), status = () => document.querySelector('.fund').textContent;
    const before = status(), started = performance.now();
    field.value = word;
    field.dispatchEvent(new Event('input', {bubbles: true}));
    while (status() === before) {
        if (performance.now() - started > 10000) throw new Error('nothing found anew for ' + word);
        await new Promise(resolve => requestAnimationFrame(resolve));
    }
    return performance.now() - started;
}"""


def _search(page: Page, word: str) -> float:
    took = float(page.evaluate(SEARCH, word))
    page.wait_for_timeout(300)
    return took


@contextmanager
def _served(database: Path, folder: Path) -> Iterator[tuple[str, int]]:
    """The program in a process of its own: its address and number."""
    root = Path(__file__).resolve().parents[1]
    environment = {"KEK_DATABASE_URL": f"sqlite:///{database.as_posix()}", "KEK_PORT": "8197", "PATH": ""}
    log = (folder / "server.log").open("wb")
    server = subprocess.Popen([sys.executable, "app.py"], cwd=root, env=environment, stdout=log, stderr=log)
    address = "http://127.0.0.1:8197"
    try:
        for _ in range(300):
            try:
                urlopen(f"{address}/healthz", timeout=1).close()  # noqa: S310 - our own address
                break
            except OSError:
                time.sleep(0.1)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait()
        log.close()


def _rss_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else float("nan")

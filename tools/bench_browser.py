"""Benchbrowser: what a person waits for, in Chromium; our Überblick beside the same page written plainly in Dash.

Both are served by this process over the same database and measured in turn, so that a busy machine is busy for
both. Wall times are the browser's own clock; minimum and median of the runs. CPU is that of the page's main
thread. "Ready" is: every chart is on the page, and two frames later. "Drawn" is: the new page is in the
document, and the browser has painted it.
"""

from __future__ import annotations

import contextlib
import statistics
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dash import Dash
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright
from werkzeug.serving import make_server

from kek_dashboard.store.session import open_store
from kek_dashboard.web.data import Daten, StoreQuelle
from tools.bench_schlicht import make_plain
from tools.bench_zeile import Line
from tools.chromium import launch_options
from tools.live import Quiet, fill, running

BROWSER_RUNS = 5
JAHR = 2023
#: For each of twelve Unterziele a bullet and a sparkline, and the distribution; the years one chart or nine.
CHARTS, OURS_COUNT = 26, 34
OURS_CHARTS = ", ".join(f"main svg.{name}" for name in ("zielbullet", "spark", "verteilung", "saeule"))
PLAIN_CHARTS = ".js-plotly-plot .main-svg:first-of-type"
#: The ways of a person who looks around, each from where the one before led.
WEGE = (
    ("Überblick → Unterziel", 'main a[href^="/unterziel/"]'),
    ("Unterziel → Kennzahl", 'main a[href^="/kennzahl/"]'),
    ("Kennzahl → Haushalt", 'nav a[href^="/haushalt"]'),
)

#: Tells when all charts of the page are there, and two frames more; milliseconds since the address was entered.
_WATCH = """
    window.benchReady = new Promise((done) => {
        const look = () => document.querySelectorAll(%r).length >= %d
            ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
            : requestAnimationFrame(look);
        look();
    });
"""
#: Does something and tells how long it took until another page is in the document and painted.
_STEP = """(selector) => new Promise((done) => {
    const sign = () => document.querySelector("%(mark)s")?.textContent;
    const before = sign(), started = performance.now();
    const painted = () => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now() - started);
        channel.port2.postMessage(0);
    });
    const seen = new MutationObserver(() => {
        if (sign() !== before && document.querySelectorAll("%(wait)s").length >= %(count)d) {
            seen.disconnect(); painted();
        }
    });
    seen.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    %(act)s
})"""

#: Milliseconds a person holds the button of a mouse.
_HELD = 80
_TAKEN_OVER = """() => new Promise((done) => {
    const look = () => {
        const [mark] = performance.getEntriesByName("kek-bereit");
        mark ? done(mark.startTime) : requestAnimationFrame(look);
    };
    look();
})"""


@dataclass
class Visits:
    """What was measured on one page, run by run."""

    ready: list[float] = field(default_factory=list)
    taken_over: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)
    script: list[float] = field(default_factory=list)
    task: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    again_ready: list[float] = field(default_factory=list)
    year: list[float] = field(default_factory=list)
    key: list[float] = field(default_factory=list)
    mouse: list[float] = field(default_factory=list)
    ways: dict[str, list[float]] = field(default_factory=dict)


def browser(folder: Path) -> list[Line]:
    """Everything, as lines of the table."""
    database = fill(folder)
    ours, plain = Visits(), Visits()
    with (
        running(database) as our_url,
        _running_plain(database) as plain_url,
        sync_playwright() as playwright,
        contextlib.closing(playwright.chromium.launch(**launch_options())) as chromium,
    ):
        for run in range(BROWSER_RUNS + 1):
            kept = run > 0  # the first run of each warms the server, the disk and the browser
            _visit_plain(chromium, plain_url, plain if kept else Visits())
            _visit_ours(chromium, our_url, ours if kept else Visits())
    return _lines(ours, plain)


def _lines(ours: Visits, plain: Visits) -> list[Line]:
    lines = []
    for what, name, unit in (
        ("cold, ready with all charts", "ready", "ms"),
        ("cold, over the wire", "kilobytes", "KB"),
        ("cold, requests", "requests", ""),
        ("cold, script CPU", "script", "ms"),
        ("cold, all CPU of the main thread", "task", "ms"),
        ("second visit, over the wire", "again", "KB"),
        ("second visit, ready", "again_ready", "ms"),
        ("another year, drawn", "year", "ms"),
    ):
        promised = {"kilobytes": 900, "script": 350, "again": 50, "year": 50}.get(name)
        lines += _pair(f"Überblick plainly in Dash: {what}", getattr(plain, name), None, unit)
        lines += _pair(f"Überblick: {what}", getattr(ours, name), promised, unit)
    lines += _pair("Überblick: another year by key, its link reached before, drawn", ours.key, 50, "ms")
    lines += _pair("Überblick: another year by mouse, from its click, drawn", ours.mouse, 50, "ms")
    lines += _pair(
        "Überblick: cold, links need no new load of the page any more", ours.taken_over, None, "ms"
    )
    ratio = min(ours.ready) / min(plain.ready)
    lines.append(Line("Überblick : plain page, ready with all charts (minima)", ratio, 0.5, "×"))
    medians = statistics.median(ours.ready) / statistics.median(plain.ready)
    lines.append(Line("Überblick : plain page, ready with all charts (medians)", medians, 0.5, "×"))
    for what, times in ours.ways.items():
        lines += _pair(f"{what}, drawn", times, 100, "ms")
    return lines


def _pair(what: str, values: list[float], promised: float | None, unit: str) -> list[Line]:
    """Minimum and median; what was promised holds for the minimum, for others use the machine too."""
    middle = Line("  median of the runs", statistics.median(values), None, unit)
    return [Line(what, min(values), promised, unit), *([middle] if unit == "ms" else [])]


# -------------------------------------------------------------------------------------------- visits


def _visit_ours(chromium: Browser, url: str, into: Visits) -> None:
    address = f"{url}/?jahr={JAHR}"
    with contextlib.closing(_new_context(chromium, _WATCH % (OURS_CHARTS, OURS_COUNT))) as context:
        page, session = _open_cold(context, address, into)
        into.taken_over.append(_taken_over(page))
        _settle(page, session, into)
        for what, selector in WEGE:
            into.ways.setdefault(what, []).append(_step(page, "main h1", "main h1", 1, selector))
            page.wait_for_load_state("networkidle")
        page.goto(address)
        _taken_over(page)
        page.wait_for_load_state("networkidle")
        into.year.append(_step(page, ".schritt", OURS_CHARTS, OURS_COUNT, "#jahr-zurueck"))
        page.wait_for_timeout(_HELD)
        into.mouse.append(_press(page, ".schritt", OURS_CHARTS, OURS_COUNT, "#jahr-vor"))
        page.focus("#jahr-zurueck")
        page.wait_for_timeout(2 * _HELD)
        page.wait_for_load_state("networkidle")
        into.key.append(_step(page, ".schritt", OURS_CHARTS, OURS_COUNT, "#jahr-zurueck"))
        _visit_again(context, address, into)


def _visit_plain(chromium: Browser, url: str, into: Visits) -> None:
    with contextlib.closing(_new_context(chromium, _WATCH % (PLAIN_CHARTS, CHARTS))) as context:
        page, session = _open_cold(context, url, into)
        _settle(page, session, into)
        act = f"dash_clientside.set_props('jahr', {{ value: {JAHR - 1} }});"
        into.year.append(_step(page, "#inhalt > p", PLAIN_CHARTS, CHARTS, "", act))
        _visit_again(context, url, into)


def _new_context(chromium: Browser, watch: str) -> BrowserContext:
    """A browser with an empty cache."""
    context = chromium.new_context(locale="de-DE", viewport={"width": 1440, "height": 900})
    context.add_init_script(watch)
    return context


def _open_cold(context: BrowserContext, address: str, into: Visits) -> tuple[Page, CDPSession]:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    wire = _Wire(session)
    page.goto(address)
    into.ready.append(page.evaluate("window.benchReady"))
    page.wait_for_load_state("networkidle")
    into.kilobytes.append(wire.kilobytes)
    into.requests.append(wire.requests)
    return page, session


def _settle(page: Page, session: CDPSession, into: Visits) -> None:
    """What the visit cost the processor, once nothing more happens."""
    page.wait_for_load_state("networkidle")
    found: Any = session.send("Performance.getMetrics")["metrics"]
    metrics = {metric["name"]: metric["value"] * 1000 for metric in found}
    into.script.append(metrics["ScriptDuration"])
    into.task.append(metrics["TaskDuration"])


def _visit_again(context: BrowserContext, address: str, into: Visits) -> None:
    page = context.new_page()
    wire = _Wire(context.new_cdp_session(page))
    page.goto(address)
    into.again_ready.append(page.evaluate("window.benchReady"))
    page.wait_for_load_state("networkidle")
    into.again.append(wire.kilobytes)


def _taken_over(page: Page) -> float:
    """Milliseconds until Dash has drawn itself and a link changes the address without loading the page anew."""
    at: float = page.evaluate(_TAKEN_OVER)
    return at


def _step(page: Page, mark: str, wait: str, count: int, selector: str, act: str = "") -> float:
    """Milliseconds from a click (or what ``act`` does) to the new page painted; ``mark`` says which page it is."""
    act = act or "document.querySelector(selector).click();"
    script = _STEP % {"mark": mark, "wait": wait, "count": count, "act": act}
    took: float = page.evaluate(script, selector)
    return took


def _press(page: Page, mark: str, wait: str, count: int, selector: str) -> float:
    """``_step`` by a mouse that is held down as long as a person's; counted from the click, when it is let go."""
    page.hover(selector)
    page.wait_for_load_state("networkidle")
    act = "window.benchStep = (at) => { started = at; };"
    script = _STEP.replace("const before = sign(), started", "const before = sign(); let started")
    script = script % {"mark": mark, "wait": wait, "count": count, "act": act}
    page.evaluate(f"void (window.benchDrawn = ({script})())")
    page.evaluate(
        "document.addEventListener('click', () => window.benchStep(performance.now()), { capture: true, once: true })"
    )
    page.mouse.down()
    page.wait_for_timeout(_HELD)
    page.mouse.up()
    took: float = page.evaluate("window.benchDrawn")
    return took


class _Wire:
    """Counts what comes over the line for one page, heads and compression included."""

    def __init__(self, session: CDPSession) -> None:
        self.kilobytes, self.requests = 0.0, 0
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, Any]) -> None:
        self.kilobytes += event["encodedDataLength"] / 1024
        self.requests += 1


@contextlib.contextmanager
def _running_plain(database: Path) -> Iterator[str]:
    """Address of the plain page, served as ``running`` serves ours."""
    store = open_store(f"sqlite:///{database.as_posix()}")
    app: Dash = make_plain(Daten(StoreQuelle(store)), JAHR)
    app.server.test_client().get("/")  # Dash registers its libraries with the first request
    server = make_server("127.0.0.1", 0, app.server, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        store.close()

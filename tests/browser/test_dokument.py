"""Dokument: the page is there before any script runs, and Dash takes over without anybody noticing."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from dash import dcc, html
from playwright.sync_api import Browser, Page, Route, expect
from werkzeug.serving import make_server

from kek_dashboard.web import build_app
from kek_dashboard.web.seite import Seite
from tests.web import factories as f
from tools.chromium import Wache
from tools.live import Quiet

#: Counts, at every change of the document, how often there was more or less than one page in it.
WATCH = """
    window.seiten = [];
    const sieh = () => { if (document.body) { window.seiten.push(document.querySelectorAll("main").length); } };
    document.addEventListener("DOMContentLoaded", () => {
        sieh();
        const bild = () => { sieh(); requestAnimationFrame(bild); };
        bild();
    });
"""


def taken_over(page: Page) -> None:
    """Wait until Dash follows the address."""
    page.evaluate(
        """() => new Promise((da) => {
            const sieh = () => performance.getEntriesByName("kek-bereit").length ? da() : requestAnimationFrame(sieh);
            sieh();
        })"""
    )


def test_a_page_is_read_and_left_without_javascript(live_app: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_app}/?jahr=2023")
    expect(page.locator("main h1")).to_be_visible()
    assert page.locator("main svg").count() >= 24
    page.get_by_role("link", name="Kennzahlen", exact=True).click()
    expect(page.locator("main h1")).to_be_visible()
    assert page.title() == "Kennzahlen · KEK-Monitor"
    context.close()


def test_there_is_one_page_at_any_moment_and_the_focus_goes_with_it(wache: Wache) -> None:
    page = wache.page
    page.add_init_script(WATCH)
    wache.open("/kennzahlen?jahr=2023")
    taken_over(page)
    page.get_by_role("link", name="Ein Jahr zurück: 2022").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2022")
    expect(page.get_by_role("link", name="Ein Jahr zurück: 2021")).to_be_focused()
    page.get_by_role("link", name="Haushalt", exact=True).click()
    expect(page).to_have_url(re.compile("/haushalt"))
    expect(page.locator("main h1")).to_be_focused()
    page.go_back()
    page.go_back()
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2023")
    assert set(page.evaluate("window.seiten")) == {1}


def test_the_first_page_is_not_asked_for_twice(wache: Wache) -> None:
    calls: list[str] = []
    wache.page.on("request", lambda request: calls.append(request.url))
    wache.open("/kennzahlen?jahr=2023")
    taken_over(wache.page)
    wache.settle()
    assert [url for url in calls if "_dash-update-component" in url] == []
    assert len(calls) <= 8, calls


def test_a_link_pressed_before_dash_is_there_is_followed(wache: Wache) -> None:
    page, waiting = wache.page, threading.Event()
    held: list[Route] = []
    page.route("**/_dash-layout", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    page.goto(f"{wache.base_url}/kennzahlen?jahr=2023")
    page.get_by_role("link", name="Ein Jahr zurück: 2022").click()
    expect(page).to_have_url(re.compile("jahr=2022"))
    while not held:
        waiting.wait(0.05)
        page.evaluate("1")
    for route in held:
        route.continue_()
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2022")


@pytest.fixture
def living() -> Iterator[str]:
    """A program with a page that only a library of Dash can draw, and one that is finished HTML."""
    figure = {"data": [{"type": "bar", "x": [1, 2], "y": [3, 4]}], "layout": {}}
    seiten = (
        Seite("/", "Still", lambda k: html.Div([html.H1("Still"), html.A("hin", href=k.link("/lebt"))])),
        Seite(
            "/lebt", "Lebt", lambda _: html.Div([html.H1("Lebt", tabIndex="-1"), dcc.Graph(figure=figure)])
        ),
    )
    quelle = f.Buch()
    app = build_app(f.umgebung(quelle), quelle, seiten)
    server = make_server("127.0.0.1", 0, app.server, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_libraries_of_dash_come_with_the_first_page_that_needs_them(living: str, page: Page) -> None:
    wache = Wache(page, living)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    wache.open("/")
    taken_over(page)
    wache.settle()
    assert [url for url in asked if "component-suites" in url or "plotly" in url] == []
    page.get_by_role("link", name="hin").click()
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(page.locator("main h1")).to_be_focused()
    assert page.title() == "Lebt · KEK-Monitor"
    wache.open("/lebt")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    assert wache.unexpected == []

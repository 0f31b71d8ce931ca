"""Vorsprung: a page is asked for when its link is pressed, once, and never after something was written."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, Route, expect

from tests.browser.test_dokument import taken_over
from tools.chromium import Wache

RUF = re.compile("_dash-update-component")


def watch(page: Page) -> list[str]:
    """The addresses that are asked for from here on, in their order."""
    asked: list[str] = []

    def note(body: str) -> None:
        asked.append("".join(part["value"] for part in json.loads(body)["inputs"]))

    page.on("request", lambda request: note(request.post_data or "") if RUF.search(request.url) else None)
    return asked


def opened(wache: Wache) -> Page:
    page = wache.open("/kennzahlen?jahr=2023")
    taken_over(page)
    return page


def test_a_pressed_link_is_asked_for_once_and_before_it_is_let_go(wache: Wache) -> None:
    page = opened(wache)
    asked = watch(page)
    page.get_by_role("link", name="Ein Jahr zurück: 2022").hover()
    with page.expect_request(RUF):
        page.mouse.down()
    page.mouse.up()
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2022")
    wache.settle()
    assert asked == ["/kennzahlen?jahr=2022"]


def test_a_key_asks_once_too_and_the_way_back_asks_anew(wache: Wache) -> None:
    page = opened(wache)
    asked = watch(page)
    page.get_by_role("link", name="Ein Jahr zurück: 2022").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2022")
    page.go_back()
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2023")
    wache.settle()
    assert asked == ["/kennzahlen?jahr=2022", "/kennzahlen?jahr=2023"]


def test_hovering_asks_for_nothing(wache: Wache) -> None:
    page = opened(wache)
    asked = watch(page)
    for name in ("Ein Jahr zurück: 2022", "Ein Jahr vor: 2024"):
        page.get_by_role("link", name=name).hover()
    wache.settle()
    assert asked == []


def test_what_was_asked_before_something_is_written_is_asked_again(wache: Wache) -> None:
    page = opened(wache)
    asked = watch(page)
    wache.expected.append("/healthz")  # takes no POST; that something is sent is what counts
    wache.expected.append("405")
    page.get_by_role("link", name="Ein Jahr zurück: 2022").hover()
    with page.expect_response(RUF):
        page.mouse.down()
    page.evaluate("() => fetch('/healthz', { method: 'POST' }).then(() => null)")
    page.mouse.up()
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2022")
    assert asked == ["/kennzahlen?jahr=2022"] * 2


def test_a_head_start_that_fails_is_made_up_for(wache: Wache) -> None:
    page = opened(wache)
    asked: list[str] = []

    def fail_first(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.abort()
        else:
            route.continue_()

    wache.expected += ["Anfrage gescheitert", "ERR_FAILED"]
    page.route(RUF, fail_first)
    page.get_by_role("link", name="Ein Jahr zurück: 2022").click()
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2022")
    assert len(asked) == 2

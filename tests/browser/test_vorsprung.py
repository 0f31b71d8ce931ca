"""Vorsprung: a page is asked for when its link is pressed, a year when it is pointed at, once, until a write."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, Route, expect

from tests.browser.test_dokument import taken_over
from tools.chromium import Wache

RUF = re.compile("_dash-update-component")
JAHR_ZURUECK, JAHR_VOR = "Ein Jahr zurück: 2022", "Ein Jahr vor: 2024"
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


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
    page.get_by_role("link", name="Messbarkeit").hover()
    with page.expect_request(RUF):
        page.mouse.down()
    page.mouse.up()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welche Ziele lassen sich messen")
    wache.settle()
    assert asked == ["/messbarkeit?jahr=2023"]


def test_another_year_is_asked_for_once_while_a_mouse_rests_on_it(wache: Wache) -> None:
    page = opened(wache)
    asked = watch(page)
    with page.expect_request(RUF):
        page.get_by_role("link", name=JAHR_ZURUECK).hover()
    page.get_by_role("link", name=JAHR_ZURUECK).click()
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2022")
    assert asked[0] == "/kennzahlen?jahr=2022" and asked.count(asked[0]) == 1


def test_another_year_is_asked_for_when_it_is_reached_by_key(wache: Wache) -> None:
    page = opened(wache)
    asked = watch(page)
    with page.expect_request(RUF):
        page.get_by_role("link", name=JAHR_VOR).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2024")
    assert asked[0] == "/kennzahlen?jahr=2024" and asked.count(asked[0]) == 1


def test_a_key_asks_once_too_and_the_way_back_asks_anew(wache: Wache) -> None:
    page = opened(wache)
    asked = watch(page)
    page.get_by_role("link", name="Messbarkeit").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welche Ziele lassen sich messen")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Was messen wir")
    wache.settle()
    assert asked == ["/messbarkeit?jahr=2023", "/kennzahlen?jahr=2023"]


def test_hovering_over_a_link_to_a_page_asks_for_nothing(wache: Wache) -> None:
    page = opened(wache)
    asked = watch(page)
    for name in ("Messbarkeit", "Überblick"):
        page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name=name).hover()
        page.wait_for_timeout(120)
    wache.settle()
    assert asked == []


def test_a_file_is_not_asked_for_as_a_page(wache: Wache) -> None:
    page = opened(wache)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('afterbegin',"
        ' \'<a id=datei download href="/healthz">Datei</a> <a id=laden data-laden=ja href="/hilfe">Laden</a>\')'
    )
    asked = watch(page)
    for link in ("#datei", "#laden"):
        page.hover(link)
        page.mouse.down()
        page.mouse.move(0, 0)
        page.mouse.up()
    wache.settle()
    assert asked == []


def test_whoever_saves_data_is_asked_for_nothing_beforehand(wache: Wache) -> None:
    wache.page.add_init_script(SAVES_DATA)
    page = opened(wache)
    asked = watch(page)
    page.get_by_role("link", name=JAHR_ZURUECK).hover()
    page.wait_for_timeout(120)
    page.mouse.down()
    wache.settle()
    assert asked == []
    page.mouse.up()
    expect(page.get_by_role("group", name="Berichtsjahr")).to_contain_text("2022")
    assert asked == ["/kennzahlen?jahr=2022"]


def test_what_was_asked_before_something_is_written_is_asked_again(wache: Wache) -> None:
    page = opened(wache)
    asked = watch(page)
    wache.expected.append("/healthz")  # takes no POST; that something is sent is what counts
    wache.expected.append("405")
    page.get_by_role("link", name="Messbarkeit").hover()
    with page.expect_response(RUF):
        page.mouse.down()
    page.evaluate("() => fetch('/healthz', { method: 'POST' }).then(() => null)")
    page.mouse.up()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welche Ziele lassen sich messen")
    assert asked == ["/messbarkeit?jahr=2023"] * 2


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
    page.get_by_role("link", name="Messbarkeit").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welche Ziele lassen sich messen")
    assert len(asked) == 2

"""Haushalt in a browser: lines are found while one types, figures unfold by keyboard, the workbook is what was seen."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from kek_dashboard.domain.haushaltsbaum import STUFEN, leaves
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, mitteleinsatz
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import open_store
from kek_dashboard.web.pages.haushalt.auswahl import JE_SEITE
from tests.browser.test_seiten import WCAG, too_wide
from tools.chromium import Wache

JAHR = 2024
SEITE = f"/haushalt?jahr={JAHR}"


@pytest.fixture(scope="module")
def einsatz(beispiel_datei: Path) -> Mitteleinsatz:
    """What the Haushalt of the Beispielbestand says, without the screen."""
    store = open_store(f"sqlite:///{beispiel_datei.as_posix()}")
    try:
        haushalt = load_haushalt(store, JAHR)
        assert haushalt is not None
        return mitteleinsatz(haushalt, load_datenstand(store))
    finally:
        store.close()


def found(page: Page) -> int:
    """How many lines the page says it found."""
    text = page.locator("#zeilen-zahl strong").inner_text()
    return int(text.split()[0].replace(".", ""))


def query_of(page: Page) -> dict[str, str]:
    return {name: werte[-1] for name, werte in parse_qs(urlsplit(page.url).query).items()}


def konten(page: Page) -> list[tuple[str, str]]:
    """Produkt and Konto of the lines on the screen."""
    zeilen: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll("#zeilen-fund tbody tr")].map((tr) => [
            tr.querySelector("th small").textContent, tr.querySelector(".konto small").textContent])"""
    )
    return [(wo.split(" · ")[0], nummer.split(" · ")[0]) for wo, nummer in zeilen]


def test_every_line_that_serves_1_2_is_found_by_keyboard(wache: Wache, einsatz: Mitteleinsatz) -> None:
    page = wache.open(SEITE)
    page.get_by_label("Dient").focus()
    page.keyboard.type("1.2")  # a native choice goes to what is typed
    soll = [b.verwendung.zeile.position.schluessel for b in leaves(einsatz, "1.2")]
    zahl = page.locator("#zeilen-zahl")
    expect(zahl).to_contain_text(f"{len(soll)} Zeilen von {len(einsatz.verwendungen)}")
    expect(zahl).to_contain_text("dient 1.2")
    expect(page.get_by_label("Dient")).to_be_focused()
    assert query_of(page)["ziel"] == "1.2"

    gefunden = konten(page)
    seiten = -(-len(soll) // JE_SEITE)
    for nummer in range(2, seiten + 1):
        page.get_by_role("link", name="Nächste Zeilen").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("navigation", name="Seiten der Zeilen")).to_contain_text(
            f"Seite {nummer} von {seiten}"
        )
        gefunden += konten(page)
    assert gefunden == [(s.produkt, s.konto) for s in soll]


def test_each_letter_narrows_the_lines_and_focus_and_caret_stay(wache: Wache) -> None:
    page = wache.open(SEITE)
    alle = found(page)
    feld = page.get_by_label("Suche", exact=True)
    feld.focus()
    zahlen: list[int] = []
    for wort in ("kinder", "kinder 43"):
        page.keyboard.type(wort.removeprefix("kinder") if zahlen else wort)
        expect(page.locator("#zeilen-zahl")).to_contain_text(f"„{wort}“")
        zahlen.append(found(page))
    assert alle > zahlen[0] > zahlen[1] > 0
    expect(feld).to_be_focused()
    expect(feld).to_have_value("kinder 43")
    page.keyboard.press("Home")
    page.keyboard.type("x")
    expect(page.locator("#zeilen-fund")).to_contain_text("gibt es keine Zeile")
    assert feld.evaluate("e => e.selectionStart") == 1


def test_the_address_of_what_was_typed_shows_the_same_again(wache: Wache) -> None:
    page = wache.open(SEITE)
    page.get_by_label("Suche", exact=True).fill("kinder")
    expect(page.locator("#zeilen-zahl")).to_contain_text("„kinder“")
    page.get_by_label("Produkt beginnt mit").fill("365")
    expect(page.locator("#zeilen-zahl")).to_contain_text("Produkt beginnt mit 365")
    vorher, adresse = konten(page), page.url
    assert page.title().startswith(f"Haushalt {JAHR}, „kinder“")
    wache.open(adresse.removeprefix(wache.base_url))
    assert konten(page) == vorher and vorher
    expect(page.get_by_label("Suche", exact=True)).to_have_value("kinder")


def test_what_was_typed_is_undone_by_a_link_and_kept_by_the_choice_of_a_year(wache: Wache) -> None:
    page = wache.open(SEITE)
    alle = found(page)
    feld = page.get_by_label("Suche", exact=True)
    feld.fill("kinder")
    expect(page.locator("#zeilen-zahl")).to_contain_text("„kinder“")
    page.get_by_role("link", name="Alle zeigen").click()
    expect(page.locator("#zeilen-zahl")).to_have_text(f"{alle} Zeilen")
    expect(feld).to_have_value("")
    feld.fill("kinder")
    expect(page.locator("#zeilen-zahl")).to_contain_text("„kinder“")
    page.get_by_role("navigation", name="Haushaltsjahr").get_by_role("link", name="2023").click()
    expect(page.locator("#zeilen")).to_contain_text("Ansatz 2023")
    expect(page.locator("#zeilen-zahl")).to_contain_text("„kinder“")
    page.go_back()
    expect(page.locator("#zeilen")).to_contain_text(f"Ansatz {JAHR}")
    expect(page.locator("#zeilen-zahl")).to_contain_text("„kinder“")


def test_without_an_answer_the_form_still_works(wache: Wache) -> None:
    page = wache.open(SEITE)

    def hang_up(route: Route) -> None:
        route.abort()

    wache.expected += ["/haushalt/teil", "ERR_FAILED"]
    page.route(re.compile("/haushalt/teil"), hang_up)
    feld = page.get_by_label("Suche", exact=True)
    feld.fill("kinder")
    expect(page.locator("#zeilen-zahl")).to_contain_text("Der Server antwortet gerade nicht")
    feld.press("Enter")
    expect(page.locator("#zeilen-zahl")).to_contain_text("„kinder“")
    assert query_of(page)["suche"] == "kinder"


def unfold(page: Page, knoten: Locator) -> None:
    """Open the first branch below one that is open, again and again, by keyboard, until lines stand there."""
    while True:
        expect(knoten.locator(":scope > div > .aeste")).to_be_visible()
        tiefer = knoten.locator(":scope > div > .aeste > li > details.ast")
        if not tiefer.count():
            return
        knoten = tiefer.first
        knoten.locator(":scope > summary").focus()
        page.keyboard.press("Enter")


def test_a_figure_unfolds_by_keyboard_down_to_a_konto_and_on_to_its_cell(
    wache: Wache, einsatz: Mitteleinsatz
) -> None:
    page = wache.open(SEITE)
    offen = page.locator("details.bis-zum-konto", has_text=": 1.2").first
    offen.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(offen).to_contain_text("Investive Auszahlungen")
    unfold(page, offen)
    weg = query_of(page)["auf"]
    assert weg.startswith("1.2/") and weg.count("/") == len(STUFEN)
    assert too_wide(page) == []
    violations = Axe().run(page, options=WCAG).response["violations"]
    assert [v["id"] for v in violations] == []

    wache.open(page.url.removeprefix(wache.base_url))  # the open branch can be sent
    blatt = page.locator("details.ast[open] .blatt").first
    konto = blatt.locator("small").first.inner_text().split(" · ")[0]
    blatt.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/beleg/"))
    produkt = weg.split("/")[-1]
    zeile = next(
        b.verwendung.zeile
        for b in leaves(einsatz, "1.2")
        if (b.pfad[-1], b.verwendung.zeile.position.schluessel.konto) == (produkt, konto)
    )
    assert parse_qs(urlsplit(page.url).query)["zelle"] == [zeile.ansatz_fundstelle.zelle]


def test_from_a_teilhaushalt_one_comes_to_the_goals_of_its_lines(wache: Wache) -> None:
    page = wache.open(SEITE)
    jugend = page.locator(".baum > .aeste > li > details.ast", has_text="06 Jugend")
    jugend.locator("summary").first.focus()
    page.keyboard.press("Enter")
    unfold(page, jugend)
    assert query_of(page)["auf"].startswith("alle/06/")
    expect(jugend.locator(".blatt .marke-ziel").first).to_be_visible()


def test_the_origin_of_a_line_comes_when_it_is_opened(wache: Wache) -> None:
    page = wache.open(f"{SEITE}&suche=kinder")
    herkunft = page.locator("#zeilen-fund details").first
    herkunft.locator("summary").press("Enter")
    expect(herkunft).to_contain_text("dort stand")
    expect(herkunft).to_contain_text("Planung: ")


def cents(wert: Any) -> Decimal:
    return Decimal(str(wert or 0)).quantize(Decimal("0.01"))


def test_the_workbook_that_is_downloaded_is_what_was_seen(
    wache: Wache, einsatz: Mitteleinsatz, tmp_path: Path
) -> None:
    page = wache.open(SEITE)
    page.get_by_label("Dient").select_option("1.2")
    expect(page.locator("#zeilen-zahl")).to_contain_text("dient 1.2")
    gezeigt = found(page)
    with page.expect_download() as warten:
        page.get_by_role("link", name="Als Excel-Datei herunterladen").click()
    datei = tmp_path / warten.value.suggested_filename
    warten.value.save_as(datei)
    assert datei.name == f"Haushalt-{JAHR}-beschlossen-Auswahl.xlsx"

    mappe = openpyxl.load_workbook(datei)
    blatt = mappe["Zeilen"]
    kopf = next(nr for nr, zeile in enumerate(blatt.iter_rows(values_only=True), 1) if zeile[0] == "Zeile")
    spalten = [zelle.value for zelle in blatt[kopf]]
    zeilen = list(blatt.iter_rows(min_row=kopf + 1, values_only=True))
    assert len(zeilen) == gezeigt == len(leaves(einsatz, "1.2"))
    summe = sum((cents(zeile[spalten.index("Aufwendungen")]) for zeile in zeilen), Decimal(0))
    mio = f"{summe / 1_000_000:.1f}".replace(".", ",")
    expect(page.locator("#zeilen-zahl")).to_contain_text(f"Aufwendungen {mio}\xa0Mio.\xa0€")
    fuer_ziel = [
        z for z in mappe["Zeile und Ziel"].iter_rows(min_row=5, values_only=True) if z[1] == "Unterziel 1.2"
    ]
    for art, soll in einsatz.je_unterziel["1.2"].items():
        wort = {"ertraege": "Erträge"}.get(art.value, art.value.replace("_", " ").title())
        assert sum((cents(z[8]) for z in fuer_ziel if z[7] == wort), Decimal(0)) == soll, wort

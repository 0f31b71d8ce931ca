"""What-if in a browser: by keyboard from the plan to what a cut touches, two compared, on a phone too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kek_dashboard.domain.haushalt import Haushalt
from kek_dashboard.domain.rechte import LOKALER_AKTEUR
from kek_dashboard.domain.szenario import Szenario
from kek_dashboard.domain.szenarioform import read_szenario, write_szenario
from kek_dashboard.domain.szenariorechnung import fingerprint
from kek_dashboard.store.arbeitsstand import Arbeitsart, create_arbeitsstand, list_arbeitsstaende
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store, open_store
from tests.browser.test_seiten import WCAG, too_wide
from tools.chromium import Wache
from tools.live import running

JAHR, PRODUKT = 2026, "365000"
CENT = Decimal("0.01")
LISTE = f"/haushalt/szenarien?jahr=2025&haushaltsjahr={JAHR}"


@dataclass
class Programm:
    """The running program over a copy of the Beispielbestand, and its store."""

    url: str
    store: Store

    @property
    def haushalt(self) -> Haushalt:
        haushalt = load_haushalt(self.store, JAHR)
        assert haushalt is not None
        return haushalt


@pytest.fixture
def programm(beispiel_url: str) -> Iterator[Programm]:
    datei = Path(beispiel_url.removeprefix("sqlite:///"))
    store = open_store(beispiel_url)
    with running(datei) as url:
        yield Programm(url, store)
    store.close()


@pytest.fixture
def schirm(page: Page, programm: Programm) -> Iterator[Wache]:
    wache = Wache(page, programm.url)
    yield wache
    assert wache.unexpected == []


def keep(programm: Programm, name: str, *aenderungen: str) -> str:
    """A Szenario put beside the figures without the screen; returns its id."""
    vorlage = (
        f'{{"form": 1, "grundlage": {{"wissensstand": "2026-01-01", "version": 1, '
        f'"zeilen": "{fingerprint(programm.haushalt)}"}}, "aenderungen": [{", ".join(aenderungen)}]}}'
    )
    szenario: Szenario = read_szenario(name, JAHR, "beschlossen", vorlage)
    with programm.store.writing() as connection:
        return create_arbeitsstand(
            connection,
            LOKALER_AKTEUR,
            Arbeitsart.SZENARIO,
            name,
            JAHR,
            "beschlossen",
            write_szenario(szenario),
        ).id


def percent(produkt: str, zahl: str, art: str = "aufwendungen") -> str:
    return (
        f'{{"reichweite": "produkt", "schluessel": {{"produkt": "{produkt}"}}, "art": "{art}", '
        f'"kontengruppe": "", "weise": "prozent", "zahl": "{zahl}"}}'
    )


def german(betrag: Decimal, *, signed: bool = False) -> str:
    """A figure as Germans write it, by another way than the program's."""
    text = f"{abs(betrag):,.2f}".translate(str.maketrans(",.", ".,"))
    sign = "−" if betrag < 0 else "+" if signed and betrag > 0 else ""
    return sign + text


def test_one_produkt_is_cut_by_ten_percent_by_keyboard_and_the_page_says_what_it_touches(
    schirm: Wache, programm: Programm
) -> None:
    page = schirm.open(LISTE)
    expect(page.get_by_role("note")).to_contain_text("Was wäre wenn: keine echten Zahlen")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Zehn Prozent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/haushalt/szenario/*")
    schirm.settle()
    main = page.locator("main")
    expect(main).to_contain_text("Noch ist nichts geändert")

    page.get_by_label("1. Was soll sich ändern?").focus()
    page.keyboard.type(PRODUKT)
    page.keyboard.press("Enter")
    wahl = page.get_by_role("radio", name=re.compile(f"^Produkt {PRODUKT}"))
    expect(wahl).to_be_checked()
    for _ in range(2):  # past the button of the search to what was found
        page.keyboard.press("Tab")
    expect(wahl).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Zahl", exact=True)).to_be_focused()
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    expect(main).to_contain_text("Gekürzt werden")
    schirm.settle()

    zeilen = [
        z.ansatz
        for z in programm.haushalt.zeilen
        if z.position.schluessel.produkt == PRODUKT
        and z.position.art == "aufwendungen"
        and z.ansatz is not None
    ]
    neu = [(ansatz * 9 / 10).quantize(CENT, ROUND_HALF_UP) for ansatz in zeilen]
    weniger = sum(neu, Decimal(0)) - sum(zeilen, Decimal(0))
    summen = page.locator("table.szenario-summen tr", has_text="Aufwendungen")
    expect(summen).to_contain_text(german(weniger))
    alle = sum(
        (
            z.ansatz
            for z in programm.haushalt.zeilen
            if z.position.art == "aufwendungen" and z.ansatz is not None
        ),
        Decimal(0),
    )
    expect(summen).to_contain_text(german(alle + weniger))
    stand = load_datenstand(programm.store)
    regeln = [z for z in stand.haushaltszuordnungen[JAHR] if z.produkt == PRODUKT and z.konto == ""]
    assert {z.bezug_nr: z.anteil for z in regeln} == {"1.2-02": 70, "1.2": 30}  # all of it leads to 1.2
    ziel = page.locator("table.szenario-geld tr", has_text="Exzellente")
    expect(ziel).to_contain_text(german(weniger))
    misst = [akte.nr for akte in stand.akten.values() if any(z.unterziel == "1.2" for z in akte.zuordnungen)]
    expect(page.get_by_role("heading", name=f"Kennzahlen ({len(misst)})")).to_be_visible()
    for nr in misst:
        expect(page.locator("table.szenario-kennzahlen")).to_contain_text(nr)
    expect(main).to_contain_text("rechnet und behauptet der Monitor nicht")
    expect(page.locator("table.szenario-zeilen tbody tr")).to_have_count(len(zeilen))

    page.get_by_role("button", name="Änderung 1 entfernen").focus()
    page.keyboard.press("Enter")
    expect(main).to_contain_text("Noch ist nichts geändert")


def test_a_refused_change_says_why_and_what_was_typed_is_still_there(
    schirm: Wache, programm: Programm
) -> None:
    kennung = keep(programm, "Versuch")
    page = schirm.open(f"/haushalt/szenario/{kennung}?suche={PRODUKT}&jahr=2025")
    page.get_by_label("3. Wie?").select_option("erhoehen-euro")
    page.get_by_label("Zahl", exact=True).fill("zehn")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("lässt sich nicht lesen")
    expect(page.get_by_label("Zahl", exact=True)).to_have_value("zehn")
    expect(page.get_by_label("3. Wie?")).to_have_value("erhoehen-euro")
    expect(page.get_by_role("radio", name=re.compile(f"^Produkt {PRODUKT}"))).to_be_checked()


def test_two_scenarios_are_compared_with_the_plan(schirm: Wache, programm: Programm) -> None:
    keep(programm, "Kitas sparen", percent(PRODUKT, "-10"))
    keep(programm, "Kitas ausbauen", percent(PRODUKT, "5"))
    page = schirm.open(LISTE)
    page.get_by_label("Szenario A").select_option("Kitas sparen")
    page.get_by_label("Szenario B").select_option("Kitas ausbauen")
    page.get_by_role("button", name="Vergleichen").press("Enter")
    expect(page.get_by_role("heading", name="Zwei Szenarien im Vergleich")).to_be_visible()
    zeilen = [
        z.ansatz
        for z in programm.haushalt.zeilen
        if z.position.schluessel.produkt == PRODUKT
        and z.position.art == "aufwendungen"
        and z.ansatz is not None
    ]
    a, b = (
        sum(((ansatz * faktor).quantize(CENT, ROUND_HALF_UP) - ansatz for ansatz in zeilen), Decimal(0))
        for faktor in (Decimal("0.9"), Decimal("1.05"))
    )
    summen = page.locator("table.szenario-summen tr", has_text="Aufwendungen")
    for betrag in (a, b, b - a):
        expect(summen).to_contain_text(german(betrag, signed=True))
    expect(page.get_by_role("heading", name=f"({len(zeilen)} Zeilen)")).to_be_visible()
    expect(page.get_by_role("note")).to_contain_text("keine echten Zahlen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_list_page_and_comparison_fit_the_screen_and_are_accessible(
    schirm: Wache, programm: Programm, width: int, scheme: Any
) -> None:
    a = keep(
        programm,
        "Ein Szenario mit einem recht langen Namen, wie ihn Menschen vergeben",
        percent(PRODUKT, "-10"),
    )
    b = keep(programm, "Zweites", percent("542000", "-3", "investive_auszahlungen"), percent("111100", "2"))
    schirm.page.set_viewport_size({"width": width, "height": 844})
    schirm.page.emulate_media(color_scheme=scheme)
    for adresse in (
        LISTE,
        f"/haushalt/szenario/{b}?jahr=2025&suche=Kinder",
        f"/haushalt/szenarien?a={a}&b={b}&jahr=2025",
    ):
        page = schirm.open(adresse)
        expect(page.locator("main h1")).to_have_count(1)
        assert too_wide(page) == []
        violations = Axe().run(page, options=WCAG).response["violations"]
        assert [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in violations] == []


def test_deleting_asks_first(schirm: Wache, programm: Programm) -> None:
    kennung = keep(programm, "Weg damit", percent(PRODUKT, "-10"))
    page = schirm.open(f"/haushalt/szenario/{kennung}?jahr=2025")
    page.get_by_text("Umbenennen, kopieren, löschen").press("Enter")
    page.get_by_role("button", name="Löschen").press("Enter")
    with programm.store.reading() as connection:
        assert [s.name for s in list_arbeitsstaende(connection, Arbeitsart.SZENARIO)] == ["Weg damit"]
    page.get_by_label("Ja, dieses Szenario").check()
    page.get_by_role("button", name="Löschen").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("ist gelöscht")
    with programm.store.reading() as connection:
        assert list_arbeitsstaende(connection, Arbeitsart.SZENARIO) == ()

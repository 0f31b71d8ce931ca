"""Rückweg: a figure goes all the way: return workbook, LibreOffice, upload, preview, a second person, its cell."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from kek_dashboard.domain.rechte import KOMMANDOZEILE, Akteur, Rolle
from kek_dashboard.importers.erststart import LIEFERPLAN, read_lieferplan
from kek_dashboard.settings import Anmeldung
from kek_dashboard.store.konten import create_konto
from kek_dashboard.store.session import open_store
from tests.libreoffice import fill
from tools.chromium import Wache
from tools.live import running

#: Number of the first Lieferung after those of the Beispielbestand.
NEUE = len(read_lieferplan(LIEFERPLAN)) + 1

PASSWORT = "ein langer Satz als Passwort"
ROOT = Akteur("root", frozenset({Rolle.VERWALTUNG}), herkunft=KOMMANDOZEILE)
FACHBEREICH, NR, JAHR = "GB Jugend", "1.2-01", 2025


@pytest.fixture
def adresse(beispiel_datei: Path, tmp_path: Path) -> Iterator[str]:
    """The program in server mode over a copy of the Beispielbestand, with one who delivers and one who releases."""
    datei = Path(shutil.copy(beispiel_datei, tmp_path))
    store = open_store(f"sqlite:///{datei.as_posix()}")
    create_konto(store, ROOT, "jugend", [Rolle.FACHBEREICH], fachbereiche=[FACHBEREICH], passwort=PASSWORT)
    create_konto(store, ROOT, "controlling", [Rolle.CONTROLLING], passwort=PASSWORT)
    store.close()
    with running(datei, Anmeldung.EIN) as url:
        yield url


@pytest.fixture
def als(adresse: str, browser: Browser, browser_context_args: dict[str, object]) -> Iterator[object]:
    """Gives a browser of their own to whoever signs in; any fault that was not announced fails the test."""
    wachen: list[Wache] = []

    def open_as(name: str) -> Wache:
        page = browser.new_context(**browser_context_args, accept_downloads=True).new_page()  # type: ignore[arg-type]
        wache = Wache(page, adresse)
        page.goto(f"{adresse}/anmelden")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Passwort").fill(PASSWORT)
        page.get_by_role("button", name="Anmelden").click()
        page.wait_for_url(re.compile(r"/($|\?)"))
        wachen.append(wache)
        return wache

    yield open_as
    for wache in wachen:
        assert wache.unexpected == []
        wache.page.context.close()


def find_open_cell(vorlage: Path) -> str:
    """The cell in which the return workbook asks for the figure."""
    blatt = openpyxl.load_workbook(vorlage)["Lieferung"]
    zeilen = list(blatt.iter_rows())
    kopf = next(nr for nr, zeile in enumerate(zeilen) if zeile[0].value == "Kennzahl-Nr.")
    spalte = [zelle.value for zelle in zeilen[kopf]].index("Ist")
    for zeile in zeilen[kopf + 1 :]:
        ist = zeile[spalte]
        if zeile[0].value == NR and ist.value is None and not ist.protection.locked:
            return str(ist.coordinate)
    raise AssertionError("Die Vorlage fragt nicht nach der Kennzahl.")


def download_template(page: Page, folder: Path) -> Path:
    form = page.get_by_role("form", name="Vorlage zum Ausfüllen")
    form.get_by_label("Jahr").select_option(str(JAHR))
    with page.expect_download() as warten:
        form.get_by_role("button", name="Vorlage herunterladen").click()
    ziel = folder / warten.value.suggested_filename
    warten.value.save_as(ziel)
    return ziel


def test_a_figure_goes_from_the_return_workbook_to_the_page_and_names_its_cell(
    als: object, adresse: str, tmp_path: Path
) -> None:
    jugend = als("jugend")  # type: ignore[operator]
    page: Page = jugend.open("/lieferungen")
    vorlage = download_template(page, tmp_path)
    zelle = find_open_cell(vorlage)
    gefuellt = fill(
        vorlage,
        {f"Lieferung!{zelle}": "33,5", f"Lieferung!F{zelle[1:]}": "endgültig"},
        tmp_path / "GB Jugend 2025.xlsx",
    )

    page.locator("input[type=file]").set_input_files(gefuellt)
    entwurf = page.get_by_role("region", name="Noch nicht abgegeben").get_by_role("listitem")
    expect(entwurf).to_contain_text("gelesen, zur Ansicht bereit", timeout=60_000)
    jugend.open("/")
    jugend.open("/lieferungen")  # one may leave and come back
    page.get_by_role("link", name="GB Jugend 2025.xlsx").click()
    main = page.locator("main")
    expect(main.get_by_role("heading", name="GB Jugend 2025.xlsx")).to_be_visible()
    expect(main).to_contain_text("1 neue")
    expect(main).to_contain_text("33,5")
    expect(main).to_contain_text(zelle)
    for grund in main.get_by_role("textbox").all():
        grund.fill("Neue Krippengruppen seit August.")
    main.get_by_role("button", name="Zur Freigabe abgeben").click()
    page.wait_for_url(f"**/lieferung/{NEUE}*")
    jugend.settle()
    expect(page.get_by_role("button", name="Freigeben")).to_have_count(0)
    jugend.open(f"/kennzahl/{NR}?jahr={JAHR}")
    expect(main).not_to_contain_text("GB Jugend 2025.xlsx")

    controlling = als("controlling")  # type: ignore[operator]
    page = controlling.open("/")
    glocke = page.locator("details.glocke")
    expect(glocke).to_contain_text("1")
    glocke.locator("summary").click()
    glocke.get_by_role("link").first.click()
    controlling.settle()
    if f"/lieferung/{NEUE}" not in page.url:
        page.get_by_role("link", name="GB Jugend 2025.xlsx").click()
        page.wait_for_url(f"**/lieferung/{NEUE}*")
    main = page.locator("main")
    expect(main).to_contain_text("33,5")
    page.get_by_role("button", name="Freigeben").click()
    expect(main).to_contain_text("Freigegeben.")

    controlling.open(f"/kennzahl/{NR}?jahr={JAHR}")
    expect(main).to_contain_text("33,5")
    main.get_by_role("link", name=re.compile(rf"Zellenpass.*{zelle}")).first.click()
    page.wait_for_url(f"**/beleg/{NEUE}?*")
    controlling.settle()
    for wort in ("GB Jugend 2025.xlsx", "Lieferung", zelle, "33,5", "jugend", "controlling", NR):
        expect(main).to_contain_text(wort)
    expect(main.locator("table.umgebung")).to_contain_text("33,5")

"""Sichtprüfung: takes every page at three widths, light and dark, and as paper, for a person to look at.

Fails where a page writes an error to its console, a request fails or leaves this computer, or a page can be
scrolled sideways at any width. What it looks like only a person can say: open ``index.html`` of the folder.
"""

from __future__ import annotations

import argparse
import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.pruefung import too_wide, wait_until_it_fits
from tests.browser.test_seiten import ADDRESSES
from tools.chromium import Wache, launch_options
from tools.live import fill, running

ORDNER = Path(__file__).resolve().parents[1] / "instance" / "sichtpruefung"
#: Widths of the pictures with their heights; the narrowest is only tried, for scrolling sideways.
BREITEN = {1440: 900, 1024: 768, 390: 844}
SCHMALSTE = 320
SCHEMEN: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: Dots an inch of the pictures of paper: legible, and small enough to send.
DPI = 80


@dataclass
class Bilder:
    """The pictures of one page, in the order they are shown, and its faults."""

    adresse: str
    bildschirm: list[Path] = field(default_factory=list)
    papier: list[Path] = field(default_factory=list)
    fehler: list[str] = field(default_factory=list)


def main(argumente: Sequence[str] | None = None) -> int:
    """Take all pages, or those named; 1 if one had a fault."""
    wahl = _parser().parse_args(argumente)
    wahl.ordner.mkdir(parents=True, exist_ok=True)
    alle = []
    with _program(wahl.server) as url, sync_playwright() as play:
        browser = play.chromium.launch(**launch_options())
        for adresse in wahl.adressen or ADDRESSES:
            bilder = take(browser, url, adresse, wahl.ordner)
            print(f"{adresse}: {len(bilder.bildschirm)} Bilder, {len(bilder.papier)} Blatt", flush=True)
            alle.append(bilder)
        browser.close()
    (wahl.ordner / "index.html").write_text(render_index(alle, wahl.ordner), encoding="utf-8")
    print(f"Ansehen: {wahl.ordner / 'index.html'}")
    fehler = [f"{bilder.adresse}: {satz}" for bilder in alle for satz in bilder.fehler]
    for satz in fehler:
        print(satz, file=sys.stderr)
    return 1 if fehler else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.sichtpruefung", description="Bilder aller Seiten")
    parser.add_argument("adressen", nargs="*", help="nur diese Adressen, z. B. /unterziel/1.2")
    parser.add_argument("--ordner", type=Path, default=ORDNER, help="wohin (Vorgabe: instance/sichtpruefung)")
    parser.add_argument(
        "--server", default="", help="Adresse eines laufenden KEK-Monitors statt eines eigenen"
    )
    return parser


@contextmanager
def _program(server: str) -> Iterator[str]:
    """Address of the program that is looked at: a running one, or one of our own with the Beispielbestand."""
    if server:
        yield server.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder, running(fill(Path(folder))) as url:
        yield url


def take(browser: Browser, url: str, adresse: str, ordner: Path) -> Bilder:
    """One page in all its forms, loaded once: width, theme and medium change under it as for a person."""
    bilder = Bilder(adresse)
    name = _filename(adresse)
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", reduced_motion="reduce")
    watch = Wache(context.new_page(), url)
    page = watch.open(adresse)
    scroll_through(page)
    watch.settle()
    for breite, hoehe in (*BREITEN.items(), (SCHMALSTE, BREITEN[390])):
        page.set_viewport_size({"width": breite, "height": hoehe})
        wait_until_it_fits(page)
        bilder.fehler += [f"bei {breite} px waagerecht zu rollen: {was}" for was in too_wide(page)]
        for schema in SCHEMEN if breite in BREITEN else ():
            page.emulate_media(color_scheme=schema)
            watch.settle()
            ziel = ordner / f"{name}-{breite}-{schema}.png"
            page.screenshot(path=ziel, full_page=True)
            bilder.bildschirm.append(ziel)
        page.emulate_media(color_scheme="light")
    bilder.papier = print_page(page, ordner / f"{name}.pdf")
    bilder.fehler += watch.unexpected
    context.close()
    return bilder


def scroll_through(page: Page) -> None:
    """Down to the end and up again: some parts come only when somebody gets to them."""
    hoehe: int = page.evaluate("document.documentElement.scrollHeight")
    for unten in range(0, hoehe, BREITEN[1440]):
        page.evaluate(f"window.scrollTo(0, {unten})")
        page.wait_for_timeout(50)
    page.evaluate("window.scrollTo(0, 0)")


def print_page(page: Page, ziel: Path) -> list[Path]:
    """The page on A4 as the browser prints it, without coloured grounds; a picture of each sheet."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="dark")  # paper is white whatever the screen is
    page.pdf(path=ziel, format="A4", prefer_css_page_size=True, print_background=False)
    if shutil.which("pdftoppm") is None:
        return []
    for altes in ziel.parent.glob(f"{ziel.stem}-blatt-*.png"):
        altes.unlink()
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-png", str(ziel), str(ziel.with_name(f"{ziel.stem}-blatt"))], check=True
    )
    return sorted(ziel.parent.glob(f"{ziel.stem}-blatt-*.png"))


def _filename(adresse: str) -> str:
    """A name of a file for an address.

    >>> _filename("/beleg/2?blatt=Zielwerte&zelle=C5"), _filename("/")
    ('beleg_2_blatt_Zielwerte_zelle_C5', 'start')
    """
    return "".join(c if c.isalnum() or c in ".-" else "_" for c in adresse).strip("_") or "start"


def render_index(alle: Sequence[Bilder], ordner: Path) -> str:
    """All pictures on one page, the faults on top."""
    fehler = "".join(f"<li>{html.escape(f'{b.adresse}: {satz}')}</li>" for b in alle for satz in b.fehler)
    teile = [
        (
            '<!DOCTYPE html><html lang="de"><meta charset="UTF-8"><title>Sichtprüfung · KEK-Monitor</title><style>'
            "body{font:16px/1.4 system-ui;margin:2rem}div{display:flex;gap:1rem;overflow-x:auto;align-items:flex-start}"
            "img{border:1px solid #999;height:auto}figure{margin:0}figcaption{font-size:.85rem;color:#555}</style>"
        ),
        f"<h1>Sichtprüfung</h1><ul>{fehler or '<li>Keine Fehler.</li>'}</ul>",
    ]
    for bilder in alle:
        teile.append(f"<h2>{html.escape(bilder.adresse)}</h2><div>")
        for bild, breite in (*((b, 360) for b in bilder.bildschirm), *((b, 300) for b in bilder.papier)):
            datei = html.escape(bild.relative_to(ordner).as_posix())
            teile.append(
                f'<figure><a href="{datei}"><img src="{datei}" width="{breite}" loading="lazy" alt="{datei}"></a>'
                f"<figcaption>{datei}</figcaption></figure>"
            )
        teile.append("</div>")
    return "".join(teile)


if __name__ == "__main__":
    sys.exit(main())

"""Screenshots: takes the pictures of docs/bilder anew, from the Beispielbestand, in two widths.

Fails where a page writes an error to its console, asks another computer, or is wider than its screen.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.chromium import Wache, launch_options
from tools.live import fill, running
from tools.png import shrink

TARGET = Path(__file__).resolve().parents[1] / "docs" / "bilder"
LARGEST_BYTES = 400_000
WIDTHS = {1440: 900, 390: 844}
PAGES = {
    "ueberblick": "/",
    "unterziel": "/unterziel/3.3",
    "kennzahl": "/kennzahl/1.2-07",
    "haushalt": "/haushalt",
    "matrix": "/haushalt/matrix",
    "geldfluss": "/haushalt/fluss",
    "lieferungen": "/lieferungen",
}


def main() -> int:
    """Take all pictures, or those named on the command line; 1 if a page had a fault."""
    names = sys.argv[1:] or list(PAGES)
    TARGET.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        running(fill(Path(folder))) as url,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(**launch_options())
        for name in names:
            for width, height in WIDTHS.items():
                target = TARGET / f"{name}-{width}.png"
                found = _take(browser, url, PAGES[name], (width, height), target)
                print(
                    f"{target.name}: {target.stat().st_size // 1024} KB"
                    + (f", {len(found)} Fehler" if found else "")
                )
                faults += [f"{PAGES[name]} bei {width} px: {fault}" for fault in found]
        browser.close()
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _take(browser: Browser, url: str, path: str, size: tuple[int, int], target: Path) -> list[str]:
    """One page, whole length (of a very long one the first screen); its faults."""
    width, height = size
    context = browser.new_context(
        locale="de-DE",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
        viewport={"width": width, "height": height},
    )
    watch = Wache(context.new_page(), url)
    page = watch.open(path)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        watch.faults.append("breiter als der Bildschirm")
    page.screenshot(path=target, full_page=True)
    shrink(target)
    if target.stat().st_size > LARGEST_BYTES:  # a very long page is shown only as far as one sees at first
        page.screenshot(path=target)
        shrink(target)
    context.close()
    return watch.unexpected


if __name__ == "__main__":
    sys.exit(main())

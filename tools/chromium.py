"""Chromium: where it is, how it starts, and what a page did that it must not.

Tests and screenshots use the same browser with the same watch over it: no error on the console, no
failed request, nothing that leaves this computer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response

#: Quiet and offline: no first-run pages, no updates, no name of another computer is ever looked up.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)

_NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome", "msedge")
_LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
_INNER_SCHEMES = {"about", "blob", "data"}
_REPORT_VIOLATIONS = """
    document.addEventListener("securitypolicyviolation", (event) => console.error(
        `CSP: ${event.violatedDirective} verletzt durch ${event.blockedURI}`));
"""


# "Network idle" is said once for a document; a link within the program draws another page into it.
_QUIET = """() => new Promise((done) => {
    let quiet = 0;
    const look = () => {
        quiet = window.kek_dashboard && window.kek_dashboard.offen ? 0 : quiet + 1;
        quiet > 3 ? done() : requestAnimationFrame(look);
    };
    look();
})"""


class MissingChromiumError(Exception):
    """No Chromium or Chrome that starts was found; the message says how to get one."""

    def __init__(self) -> None:
        """Name the ways that work."""
        super().__init__(
            "Kein Chromium gefunden. Debian: apt-get install chromium. Sonst Google Chrome installieren, "
            "oder den Pfad in CHROMIUM angeben (für Tests und Bildschirmfotos)."
        )


def launch_options() -> dict[str, Any]:
    """What Playwright starts the browser with; German, so that native fields read as at the county.

    Debian keeps the browser's own languages in a package of their own, ``chromium-l10n``.
    """
    return {
        "executable_path": find_chromium(),
        "args": list(ARGUMENTS),
        "env": {**os.environ, "LANGUAGE": "de"},
    }


def find_chromium() -> str:
    """Path of a Chromium, Chrome or Edge that answers; raises ``MissingChromiumError``.

    ``CHROMIUM`` in the environment goes first. Ubuntu's ``chromium-browser`` may be an empty shell
    that only points to a snap, so each candidate has to say its version.
    """
    given = os.environ.get("CHROMIUM")
    candidates = [given] if given else [*filter(None, map(shutil.which, _NAMES)), *_installed_elsewhere()]
    for candidate in candidates:
        if _answers(candidate):
            return candidate
    raise MissingChromiumError


def _installed_elsewhere() -> list[str]:
    """Usual places outside PATH, and what Playwright may have downloaded."""
    home = Path.home()
    places = [
        *home.glob(".cache/ms-playwright/chromium-*/chrome-linux*/chrome"),
        Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
        Path("C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe"),
    ]
    return [str(place) for place in places if place.exists()]


def _answers(program: str) -> bool:
    if sys.platform == "win32":  # prints no version there
        return Path(program).exists()
    try:
        return (
            subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


@dataclass
class Wache:
    """Watches one page and keeps every fault, as a German line, in the order they happened.

    ``base_url`` is the address of the running program. A test that provokes a fault on purpose (a
    page that does not exist) names a part of its text in ``expected``.
    """

    page: Page
    base_url: str
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to listen."""
        self.page.add_init_script(_REPORT_VIOLATIONS)
        self.page.on("console", self._on_console)
        self.page.on("pageerror", self._on_page_error)
        self.page.on("request", self._on_request)
        self.page.on("requestfailed", self._on_request_failed)
        self.page.on("response", self._on_response)

    def open(self, path: str) -> Page:
        """Open an address of the program and wait until it has drawn itself and is quiet."""
        self.page.goto(self.base_url + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page has its heading, all its figures are drawn and no request is under way."""
        self.page.wait_for_selector("main h1")
        self.page.wait_for_load_state("networkidle")
        for pending in (".dash-graph--pending", "[data-dash-is-loading]"):
            self.page.wait_for_selector(pending, state="detached")
        self.page.evaluate(_QUIET)

    @property
    def unexpected(self) -> list[str]:
        """The faults that no one announced."""
        return [fault for fault in self.faults if not any(part in fault for part in self.expected)]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"Konsole: {message.text} ({message.location.get('url', '')})")

    def _on_page_error(self, error: Error) -> None:
        self.faults.append(f"Skriptfehler: {error.message}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in _INNER_SCHEMES and parts.hostname not in _LOCAL_HOSTS:
            self.faults.append(f"Fremder Rechner angesprochen: {request.url}")

    def _on_request_failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left while it still asked
            self.faults.append(f"Anfrage gescheitert: {request.url} ({request.failure})")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:  # noqa: PLR2004 - where HTTP's errors begin
            self.faults.append(f"HTTP {response.status}: {response.url}")

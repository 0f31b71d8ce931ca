"""Load: a council evening on this computer: many people open the start page, then a minute of callbacks.

Starts a server of its own over a database of its own on a free port of 127.0.0.1, asks nobody else, and
stops by itself. Times count from the moment a request was due, not from when it could be sent, so that a
server that falls behind is seen. Server and people share the machine: the figures are pessimistic.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import platform
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from kek_dashboard import __version__
from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Rolle
from kek_dashboard.settings import DEFAULT_WORKERS
from kek_dashboard.store.konten import create_konto
from kek_dashboard.store.session import open_store
from kek_dashboard.web import ADRESSE, RAHMEN
from kek_dashboard.web.server import THREADS
from tools.live import fill

HOST = "127.0.0.1"
NAME, PASSWORT = "ratsabend", "Sieben Schafe im Elm 2018"
PEOPLE, RATE, SECONDS = 60, 100, 60
LONGEST_RUN = 600
_ROOT = Path(__file__).resolve().parents[1]
_HTTP_OK, _SEE_OTHER = 200, 303
_SENDERS, _PARTS, _COLD_SECONDS = 48, 3, 10
_PAGES = (
    "/", "/kennzahlen", "/haushalt", "/unterziel/1.2", "/unterziel/2.1", "/kennzahl/1.2-03", "/kennzahl/2.2-02",
)  # fmt: skip
_YEARS = range(2019, 2026)
_FILES = re.compile(r'(?:src|href)="(/(?:assets|buendel)/[^"]+)"')


@dataclass(frozen=True)
class Outcome:
    """What one part of the run gave: seconds of each answer and whether it was good, how long it took."""

    what: str
    answers: tuple[tuple[float, bool], ...]
    wall: float

    @property
    def errors(self) -> int:
        """How many answers were missing or not good."""
        return sum(not good for _, good in self.answers)

    def part(self, what: str, answers: slice) -> Outcome:
        """Some of the answers, in the order in which they were due."""
        return Outcome(what, self.answers[answers], self.wall)

    def share(self, share: float) -> float:
        """The time that this share of all answers kept to."""
        ordered = sorted(took for took, _ in self.answers)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


class Person:
    """One browser: one connection, the cookie of a session, nothing kept from before."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.cookie = cookie

    def ask(
        self, path: str, body: bytes | None = None, *, kind: str = "application/json", plain: bool = False
    ) -> tuple[int, bytes]:
        """Status and body of an answer as they came over the line, compressed as for a browser or ``plain``."""
        headers = {"Accept-Encoding": "identity" if plain else "gzip, br", "Cookie": self.cookie}
        if body is not None:
            headers |= {"Content-Type": kind}
        self._connection.request("GET" if body is None else "POST", path, body, headers)
        answer = self._connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or ():
            self.cookie = header.partition(";")[0]
        return answer.status, answer.read()

    def sign_in(self) -> None:
        """With name and password, by the form."""
        _, page = self.ask("/anmelden", plain=True)
        token = re.search(rb'name="formular" value="([^"]+)"', page)
        form = {"formular": token[1].decode() if token else "", "name": NAME, "passwort": PASSWORT}
        status, _ = self.ask("/anmelden", urlencode(form).encode(), kind="application/x-www-form-urlencoded")
        if status != _SEE_OTHER:
            sys.exit(f"Die Anmeldung ist misslungen ({status}).")

    def open_start_page(self, files: tuple[str, ...]) -> bool:
        """All a browser with an empty cache asks for until the start page is drawn and its links are quick."""
        status = [self.ask(path)[0] for path in ("/", *files, "/_dash-layout", "/_dash-dependencies")]
        return status == [_HTTP_OK] * len(status)

    def draw(self, path: str, query: str) -> int:
        """The callback that draws a page."""
        return self.ask("/_dash-update-component", call(path, query))[0]

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()


def call(path: str, query: str) -> bytes:
    """What Dash sends for an address."""
    values = {"pathname": path, "search": query}
    return json.dumps(
        {
            "output": f"{RAHMEN}.children",
            "outputs": {"id": RAHMEN, "property": "children"},
            "inputs": [{"id": ADRESSE, "property": name, "value": value} for name, value in values.items()],
            "changedPropIds": [f"{ADRESSE}.pathname"],
        }
    ).encode()


# -------------------------------------------------------------------------------------- the server


@contextmanager
def serving(folder: Path, workers: int) -> Iterator[tuple[int, subprocess.Popen[bytes], Path]]:
    """Port, process and log of ``serve`` over the Beispielbestand, with one account."""
    database = fill(folder)
    store = open_store(f"sqlite:///{database.as_posix()}")
    create_konto(store, LOKALER_AKTEUR, NAME, {Rolle.LESER}, passwort=PASSWORT)
    store.close()
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEK_")}
    given = {
        "KEK_DATABASE_URL": f"sqlite:///{database.as_posix()}",
        "KEK_HOST": HOST,
        "KEK_PORT": str(port),
        "KEK_ANMELDUNG": "ein",
        "KEK_SECRET_KEY": "nur-fuer-diesen-lauf",
        "KEK_WORKERS": str(workers),
    }
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "kek_dashboard", "serve"],
            env=kept | given,
            cwd=_ROOT,
            stdout=out,
            stderr=out,
        )
    watchdog = threading.Timer(LONGEST_RUN, process.kill)
    watchdog.start()
    try:
        _wait(port, process, log)
        yield port, process, log
    finally:
        watchdog.cancel()
        process.terminate()
        process.wait(60)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            if Person(port).ask("/healthz")[0] == _HTTP_OK:
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"Der Server ist nicht gestartet:\n{log.read_text(encoding='utf-8')}")


def memory(process: subprocess.Popen[bytes]) -> list[float]:
    """MiB that each worker has for itself and its part of what they share; empty where Linux is missing."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        return []
    texts = (
        Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii") for pid in children.read_text().split()
    )
    return [
        int(found[1]) / 1024 for text in texts if (found := re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE))
    ]


# ---------------------------------------------------------------------------------------- the load


def spread(what: str, count: int, seconds: float, work: Callable[[int], bool]) -> Outcome:
    """``count`` pieces of work, evenly over ``seconds``; each measured from the moment it was due."""
    started = time.perf_counter() + 0.2

    def one(number: int) -> tuple[float, bool]:
        due = started + number * seconds / count
        time.sleep(max(0.0, due - time.perf_counter()))
        try:
            good = work(number)
        except (OSError, http.client.HTTPException):
            good = False
        return time.perf_counter() - due, good

    with ThreadPoolExecutor(count if count <= PEOPLE else _SENDERS) as pool:
        answers = tuple(pool.map(one, range(count)))
    return Outcome(what, answers, time.perf_counter() - started)


def people(port: int, cookie: str, files: tuple[str, ...], seconds: float) -> Outcome:
    """All people open the start page within some seconds, each with a connection and an empty cache."""

    def work(_number: int) -> bool:
        person = Person(port, cookie)
        try:
            return person.open_start_page(files)
        finally:
            person.close()

    return spread(f"{PEOPLE} Personen öffnen die Startseite in {seconds:g} s", PEOPLE, seconds, work)


def callbacks(port: int, cookie: str, rate: int, seconds: float) -> Outcome:
    """Pages of all kinds and years are drawn, so many a second."""
    wanted = list(itertools.islice(itertools.cycle(itertools.product(_PAGES, _YEARS)), int(rate * seconds)))
    local = threading.local()

    def work(number: int) -> bool:
        if not hasattr(local, "person"):
            local.person = Person(port, cookie)
        path, year = wanted[number]
        try:
            return bool(local.person.draw(path, f"?jahr={year}") == _HTTP_OK)
        except (OSError, http.client.HTTPException):
            del local.person  # the next one gets a new connection
            raise

    return spread(f"{rate} Rückrufe je Sekunde, {seconds:g} s lang", len(wanted), seconds, work)


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description="Last auf einen eigenen Server auf 127.0.0.1.")
    parser.add_argument(
        "--sekunden", type=float, default=SECONDS, help="wie lange Rückrufe kommen (höchstens 300)"
    )
    parser.add_argument("--rate", type=int, default=RATE, help="Rückrufe je Sekunde (höchstens 200)")
    parser.add_argument("--workers", type=int, default=DEFAULT_WORKERS, help="Prozesse des Servers")
    args = parser.parse_args()
    seconds, rate = min(args.sekunden, 300), min(args.rate, 200)
    print(machine(args.workers))
    with tempfile.TemporaryDirectory() as name, serving(Path(name), args.workers) as (port, process, log):
        person = Person(port)
        person.sign_in()
        files = tuple(dict.fromkeys(_FILES.findall(person.ask("/", plain=True)[1].decode())))
        steps = [("nach dem Start", memory(process))]
        outcomes = [people(port, person.cookie, files, min(within, seconds)) for within in (60.0, 10.0)]
        steps.append(("nach den Startseiten", memory(process)))
        for part in range(1, _PARTS + 1):
            samples = threading.Timer(
                seconds * part / _PARTS,
                lambda part=part: steps.append((f"nach {part}/{_PARTS} der Rückrufe", memory(process))),
            )
            samples.start()
        drawn = callbacks(port, person.cookie, rate, seconds)
        first = int(rate * min(_COLD_SECONDS, seconds / 2))
        outcomes += [
            drawn,
            drawn.part(f"  davon die ersten {first / rate:g} s: jede Seite zum ersten Mal", slice(first)),
            drawn.part("  davon danach", slice(first, None)),
        ]
        time.sleep(0.5)
        steps.append(("am Ende", memory(process)))
        if process.poll() is not None:
            print(
                f"Der Server ist zu Ende ({process.returncode}):\n{log.read_text(encoding='utf-8')[-3000:]}"
            )
        numbers = [line for line in log.read_text(encoding="utf-8").splitlines() if '"nummer"' in line]
    print(table(outcomes))
    print(f"Dateien je Startseite: {len(files)} · Fehlernummern im Protokoll des Servers: {len(numbers)}")
    for what, figures in steps:
        print(f"Arbeitsspeicher je Prozess {what}: " + ", ".join(f"{mib:.0f} MiB" for mib in figures))


def machine(workers: int) -> str:
    """What the figures were measured on."""
    cpu = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*: (.+)", cpu.read_text(encoding="utf-8")) if cpu.exists() else []
    ram = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg()) if hasattr(os, "getloadavg") else "unbekannt"
    return (
        f"KEK-Monitor {__version__}, Python {platform.python_version()}, {platform.system()}; "
        f"{os.cpu_count()} Kerne {names[0] if names else ''}, {ram:.0f} GiB; "
        f"{workers} Prozesse mit je {THREADS} Threads, SQLite mit dem Beispielbestand; Last der Maschine davor: {busy}"
    )


def table(outcomes: list[Outcome]) -> str:
    """The outcomes, one a line."""
    lines = [f"{'':<56}{'Anzahl':>8}{'Fehler':>8}{'p50':>9}{'p95':>9}{'höchste':>9}{'Dauer':>9}"]
    for outcome in outcomes:
        times = "".join(f"{outcome.share(share):>7.2f} s" for share in (0.5, 0.95, 1.0))
        lines.append(
            f"{outcome.what:<56}{len(outcome.answers):>8}{outcome.errors:>8}{times}{outcome.wall:>7.1f} s"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()

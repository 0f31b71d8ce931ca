"""Bench: how long the first load, the Datenstand, the judgements and the pages take; the best of several runs.

Compare on one machine only, before and after a change; what others do on it shows in the figures.
"""

from __future__ import annotations

import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from kek_dashboard.domain.zusammenfassung import bewerte_alles
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import open_store
from tools.live import fill, running

RUNS = 7
YEAR = 2024


def main() -> None:
    """Print a table of milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        database = fill(Path(folder))
        _line("Zielsystem und Beispielbestand laden", time.perf_counter() - started)
        store = open_store(f"sqlite:///{database.as_posix()}")
        _line("Datenstand laden", _best(lambda: load_datenstand(store)))
        stand = load_datenstand(store)
        _line("alle Kennzahlen und Ziele bewerten", _best(lambda: bewerte_alles(stand, YEAR)))
        store.close()
        with running(database) as url:
            for path in ("/healthz", "/", "/_dash-layout"):
                _line(f"GET {path}", _best(lambda path=path: _fetch(url + path)))  # type: ignore[misc]


def _best(work: Callable[[], object]) -> float:
    """Shortest time of several runs in seconds."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def _fetch(url: str) -> None:
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own server on this computer
        answer.read()


def _line(what: str, seconds: float) -> None:
    print(f"{what:<42}{seconds * 1000:>10.1f} ms")


if __name__ == "__main__":
    main()

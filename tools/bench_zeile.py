"""Benchzeile: one line of the table of figures, the clock behind it, and a store to measure on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.store.lieferungen import release_in
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.save import Abgabe, compare, save_delivery
from kek_dashboard.store.session import Store, open_store

RUNS = 5
TAG = date(2019, 1, 1)


@dataclass(frozen=True)
class Line:
    """One promise: what, measured, promised, in which unit."""

    what: str
    measured: float
    promised: float | None
    unit: str


def best(
    work: Callable[[], object], clock: Callable[[], float] = time.perf_counter, runs: int = RUNS
) -> float:
    """Shortest time of several runs in seconds."""
    times = []
    for _ in range(runs):
        started = clock()
        work()
        times.append(clock() - started)
    return min(times)


def new_store(path: Path) -> Store:
    """An empty store with its schema."""
    store = open_store(f"sqlite:///{path.as_posix()}")
    migrate(store)
    return store


def put(store: Store, inhalt: Inhalt) -> None:
    """Stores and releases records without a workbook."""
    art = Lieferart.KENNZAHLEN if inhalt.messwerte else Lieferart.STAMMDATEN
    with store.writing() as connection:
        abgabe = Abgabe("bench.xlsx", str(len(inhalt.messwerte)).encode(), art)
        release_in(
            connection, save_delivery(connection, abgabe, inhalt, (), compare(connection, inhalt)), TAG
        )

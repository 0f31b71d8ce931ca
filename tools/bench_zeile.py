"""Benchzeile: one line of the table of figures, the clock behind it, and an empty store to measure on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store

RUNS = 5


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

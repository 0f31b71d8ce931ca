"""Torture work: fresh processes, small real workbooks and a store that tells what it is at.

Every process that touches a database is forked from one that never opened any, so that each starts
afresh in milliseconds.
"""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from openpyxl import Workbook

from kek_dashboard.importers.annahme import Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, Writing, open_store

#: Nobody waits longer than this, for the write lock or after a kill.
PATIENCE_S = 5.0
NR, ROWS, FIRST_YEAR = "1.1-01", 12, 2001
FORK = multiprocessing.get_context("fork")
_HANGS_AFTER_S = 60

T = TypeVar("T")
Tell = Callable[[str], object]
NewUrl = Callable[[], str]


@dataclass
class Result:
    """One row of the table; any fault is a broken promise."""

    what: str
    figures: str = ""
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Bounds:
    """How much is done: kills on each database, and a time after which no further kill begins."""

    kills: int
    seconds: float
    processes: int
    each: int
    same: int


@dataclass(frozen=True)
class WatchedStore(Store):
    """A store that says when it waits for the write lock, has it (T), commits (C) and is done (E)."""

    tell: Tell
    before: Callable[[], object] = lambda: None

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The real transaction, told about."""
        self.before()
        begun = time.monotonic()
        with super().writing() as connection:
            self.tell(f"T {time.monotonic() - begun:.3f}")
            yield connection
            self.tell("C")
        self.tell("E")


def forked(work: Callable[..., T], *args: object) -> T:
    """What ``work`` returns in a fresh process; raises ``RuntimeError`` with what went wrong there."""
    ours, theirs = FORK.Pipe(duplex=False)

    def run() -> None:
        try:
            theirs.send((True, work(*args)))
        except BaseException:  # noqa: BLE001 - told on the other side
            theirs.send((False, traceback.format_exc(limit=-4)))

    process = FORK.Process(target=run)
    process.start()
    theirs.close()
    try:
        answer: tuple[bool, Any] = ours.recv() if ours.poll(_HANGS_AFTER_S) else (False, "no answer")
    except EOFError:
        answer = (False, "died")
    finally:
        process.kill()
        process.join()
        ours.close()
    done, value = answer
    if not done:
        raise RuntimeError(value)
    returned: T = value
    return returned


def workbook(sheets: dict[str, list[tuple[Any, ...]]]) -> bytes:
    """A real .xlsx of these sheets."""
    wb = Workbook(write_only=True)
    for name, rows in sheets.items():
        ws = wb.create_sheet(name)
        for row in rows:
            ws.append(row)
    target = io.BytesIO()
    wb.save(target)
    return target.getvalue()


@dataclass(frozen=True)
class Delivery:
    """A file as it is delivered; its name says how many records it brings."""

    name: str
    inhalt: bytes

    @property
    def sha256(self) -> str:
        """By which it is known again."""
        return hashlib.sha256(self.inhalt).hexdigest()


def delivery(seed: int) -> Delivery:
    """A small Lieferung with values of its own for each seed."""
    rows = [(NR, FIRST_YEAR + i, 40 + (seed * ROWS + i) % 997 / 100 + seed / 10_000) for i in range(ROWS)]
    sheets = {"Kennzahlen": [("Kennzahl-Nr.", "Zeitraum", "Ist"), *rows]}
    return Delivery(f"torture-{seed}-{ROWS}.xlsx", workbook(sheets))


def accept(store: Store, datei: Delivery, *, frei: bool = False) -> int:
    """Takes one file in as a user would; returns its Lieferung."""
    freigabe = Freigabe() if frei else None
    annahme = accept_file(store, datei.name, datei.inhalt, Vorgabe(), freigabe=freigabe)
    if annahme.lieferung is None:
        raise RuntimeError([b.text for b in annahme.befunde][:3])
    return annahme.lieferung


def begin(url: str) -> None:
    """Schema, one Unterziel and one Kennzahl."""
    store = open_store(url)
    migrate(store)
    sheets: dict[str, list[tuple[Any, ...]]] = {
        "Ziele": [
            ("Nr.", "Ebene", "Kurztitel", "Wortlaut"),
            ("1", "Oberziel", "Eins", "Eins"),
            ("1.1", "Unterziel", "Eins eins", "Eins eins"),
        ],
        "Kennzahlen": [
            ("Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zieltyp"),
            (NR, "Probe", "Punkte", "steigern"),
        ],
        "Zuordnung Unterziele": [("Kennzahl-Nr.", "Unterziel"), (NR, "1.1")],
    }
    annahme = accept_file(store, "stamm.xlsx", workbook(sheets), Vorgabe(), freigabe=Freigabe())
    if not annahme.freigegeben:
        raise RuntimeError([b.text for b in annahme.befunde])
    store.close()


def new_database(new_url: NewUrl) -> str:
    """Address of a fresh database with its Stammdaten."""
    url = new_url()
    forked(begin, url)
    return url

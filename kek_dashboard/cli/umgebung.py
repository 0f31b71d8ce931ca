"""Umgebung: what every command gets, and how it speaks: JSON to standard output, messages to standard error."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from kek_dashboard.domain.rechte import KOMMANDOZEILE, Akteur, Rolle
from kek_dashboard.settings import Settings
from kek_dashboard.store.session import Store

# Exit codes of the command line (contract).
DONE, REJECTED, USAGE, UNREADABLE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Umgebung:
    """Store, settings and manner of speech of one command."""

    store: Store
    settings: Settings
    is_json: bool

    @property
    def akteur(self) -> Akteur:
        """Who types: whoever may run commands on this machine may do everything."""
        return Akteur(f"{KOMMANDOZEILE}:{_os_user()}", frozenset(Rolle), herkunft=KOMMANDOZEILE)

    def print_json(self, daten: object) -> None:
        """JSON alone on standard output, proper German letters kept."""
        json.dump(daten, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")

    def console(self) -> Console:
        """Where text for people goes; wide enough for tables when it is piped into a file."""
        console = Console(highlight=False, emoji=False, markup=False)
        return (
            console if console.is_terminal else Console(width=160, highlight=False, emoji=False, markup=False)
        )

    def say(self, text: str) -> None:
        """A message for people: on standard output as text, on standard error beside JSON."""
        print(text, file=sys.stderr if self.is_json else sys.stdout)

    @contextmanager
    def progress(self, worum: str, anzahl: int) -> Iterator[Fortschrittsbalken]:
        """A progress bar on standard error; silent where nobody watches a terminal."""
        console = Console(stderr=True)
        with Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ) as balken:
            yield Fortschrittsbalken(balken, balken.add_task(worum, total=anzahl))


def _os_user() -> str:
    """The account of the operating system; asked of the system, for a variable can say anything."""
    if sys.platform == "win32":
        return getpass.getuser()
    import pwd

    nummer = os.getuid()
    try:
        return pwd.getpwuid(nummer).pw_name
    except KeyError:  # a container without names
        return f"uid-{nummer}"


@dataclass(frozen=True, slots=True)
class Fortschrittsbalken:
    """The bar of one long piece of work."""

    balken: Progress
    aufgabe: TaskID

    def told(self, fertig: float, gesamt: int, was: str) -> None:
        """How far it is and what was done last."""
        self.balken.update(self.aufgabe, completed=fertig, total=gesamt, description=was)

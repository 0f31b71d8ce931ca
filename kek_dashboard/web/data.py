"""Data: the one door of the screen to the Datenstand; loads once, keeps what was asked, asks the version each time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Protocol, TypeVar, cast

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Haushalt
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, mitteleinsatz
from kek_dashboard.domain.ziele import ERSTES_ZIELJAHR, LETZTES_ZIELJAHR
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung, bewerte_alles, erstes_berichtsjahr
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.load import data_version, load_datenstand, today
from kek_dashboard.store.session import Store

ERSTES_JAHR, LETZTES_JAHR = ERSTES_ZIELJAHR, LETZTES_ZIELJAHR
JAHRE = range(ERSTES_JAHR, LETZTES_JAHR + 1)

# A Datenstand is the big thing; a few Wissensstände at a time are asked for.
_MOST_DATENSTAENDE = 8
_MOST_FIGURES = 160

_T = TypeVar("_T")


class Quelle(Protocol):
    """Where the Datenstand comes from: the database, or a test's own."""

    def data_version(self) -> int:
        """Number that rises with everything that changes a figure."""

    def load_datenstand(self, wissensstand: date | None) -> Datenstand:
        """Everything known on a day, ``None`` = today."""

    def load_haushalt(
        self, haushaltsjahr: int, fassung: str | None, wissensstand: date | None
    ) -> Haushalt | None:
        """One Haushalt as known on a day, ``None`` where there is none."""


class StoreQuelle:
    """The database as a source."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def data_version(self) -> int:
        """Number of the newest release or withdrawal."""
        return data_version(self._store)

    def load_datenstand(self, wissensstand: date | None) -> Datenstand:
        """Everything released by a day."""
        return load_datenstand(self._store, wissensstand)

    def load_haushalt(
        self, haushaltsjahr: int, fassung: str | None, wissensstand: date | None
    ) -> Haushalt | None:
        """One Haushalt in one Fassung (default: the newest) as known on a day."""
        return load_haushalt(self._store, haushaltsjahr, fassung, wissensstand)


class Daten:
    """Everything pages ask for, computed once per data version; safe between threads.

    Results are immutable and shared. Anything computed from a Datenstand is kept under its version
    and Wissensstand, so that a release makes all of it new without anybody throwing it away.
    """

    def __init__(self, quelle: Quelle) -> None:
        self._quelle = quelle
        self._staende = _Kept(_MOST_DATENSTAENDE)
        self._figures = _Kept(_MOST_FIGURES)

    def datenstand(self, wissensstand: date | None = None) -> Datenstand:
        """Everything known on a day (default: today)."""
        tag = wissensstand or today()
        key = (self._quelle.data_version(), tag)
        return self._staende.get(key, lambda: self._quelle.load_datenstand(tag))

    def gesamtbewertung(self, stand: Datenstand, jahr: int) -> Gesamtbewertung:
        """All Kennzahlen, Unterziele and Oberziele at a Berichtsjahr."""
        return self.kept(stand, ("bewertung", jahr), lambda: bewerte_alles(stand, jahr))

    def eroeffnung(self, stand: Datenstand) -> tuple[int, int, int]:
        """Berichtsjahr to open with, assessable Kennzahlen in it, Kennzahlen with a target."""
        jahre = [jahr for jahr in JAHRE if jahr <= stand.wissensstand.year] or [ERSTES_JAHR]
        return self.kept(stand, ("eroeffnung",), lambda: erstes_berichtsjahr(stand, jahre))

    def mitteleinsatz(
        self, stand: Datenstand, haushaltsjahr: int, fassung: str | None = None
    ) -> Mitteleinsatz | None:
        """The Haushalt of a year by goal, in a Fassung (default: the newest); ``None`` where there is none."""

        def build() -> Mitteleinsatz | None:
            haushalt = self._quelle.load_haushalt(haushaltsjahr, fassung, stand.wissensstand)
            return None if haushalt is None else mitteleinsatz(haushalt, stand)

        return self.kept(stand, ("mitteleinsatz", haushaltsjahr, fassung), build)

    def kept(self, stand: Datenstand, name: tuple[Hashable, ...], build: Callable[[], _T]) -> _T:
        """What ``build`` makes of a Datenstand, made once; ``name`` says what it is."""
        return self._figures.get((stand.version, stand.wissensstand, *name), build)


class _Kept:
    """The last ``most`` results; the same key is never computed twice at the same time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._running: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, build: Callable[[], _T]) -> _T:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast("_T", self._values[key])
            running = self._running.setdefault(key, threading.Lock())
        with running:
            with self._lock:
                if key in self._values:
                    return cast("_T", self._values[key])
            try:
                value = build()
            finally:
                with self._lock:
                    self._running.pop(key, None)
            with self._lock:
                self._values[key] = value
                while len(self._values) > self._most:
                    self._values.popitem(last=False)
        return value

"""Data: the one door of the screen to the Datenstand; loads once, keeps what was asked, asks the version each time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from sys import getsizeof
from typing import Protocol, TypeVar, cast
from weakref import WeakKeyDictionary

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VOLLZUG, Haushalt
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, Zielmittel, mitteleinsatz, zielmittel
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung, bewerte_alles, erstes_berichtsjahr
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.load import data_version, load_datenstand, today
from kek_dashboard.store.sammelpause import put_aside
from kek_dashboard.store.session import Store

# A Datenstand is the big thing; a few Wissensstände at a time are asked for.
_MOST_DATENSTAENDE = 12
_MOST_FIGURES = 480
# Finished pages take 100 to 500 KiB each: so many MiB of them stay in each process.
_MOST_PAGE_BYTES = 64 * 1024 * 1024
# The lines of a Haushalt are bigger still: about 2.5 KiB each with their goals. So many lines of all
# Haushalte together stay: four plans of 20,000 lines, or all years of a county.
_MOST_LINES = 80_000
# From so many lines on it is felt when Python looks through them for garbage.
_MANY_LINES = 5_000

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
        self._pages = _Kept(_MOST_PAGE_BYTES, size_of_page)
        self._haushalte = _Kept(_MOST_LINES, _lines)
        self._mittel = _Kept(_MOST_LINES, _lines)
        self._summen = _Kept(_MOST_FIGURES)
        self._regeln = _Kept(_MOST_FIGURES)
        self._derived: WeakKeyDictionary[Mitteleinsatz, _Kept] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def version(self) -> int:
        """Number of the data that count now."""
        return self._quelle.data_version()

    def datenstand(self, wissensstand: date | None = None, zielsystem: str | None = None) -> Datenstand:
        """Everything known on a day (default: today) as a Zielsystem sees it (default: that of the day).

        Raises ``UnknownZielsystemError``.
        """
        tag = wissensstand or today()
        key = (self._quelle.data_version(), tag)
        stand = self._staende.get(key, lambda: self._quelle.load_datenstand(tag))
        if zielsystem is None or zielsystem == stand.zielsystem.name:
            return stand
        return self._staende.get((*key, zielsystem), lambda: stand.fuer(zielsystem))

    def on_day(self, stand: Datenstand, wissensstand: date | None) -> Datenstand:
        """What the Zielsystem of ``stand`` shows on another day; without a Ziel where it was not known then."""
        anderer = self.datenstand(wissensstand)
        if anderer.zielsystem.name == stand.zielsystem.name:
            return anderer
        key = (anderer.version, anderer.wissensstand, stand.zielsystem.name)
        return self._staende.get(key, lambda: anderer.as_seen_by(stand.zielsystem))

    def gesamtbewertung(self, stand: Datenstand, jahr: int) -> Gesamtbewertung:
        """All Kennzahlen, Unterziele and Oberziele at a Berichtsjahr."""
        return self.kept(stand, ("bewertung", jahr), lambda: bewerte_alles(stand, jahr))

    def eroeffnung(self, stand: Datenstand) -> tuple[int, int, int]:
        """Berichtsjahr to open with, assessable Kennzahlen in it, Kennzahlen with a target."""
        jahre = [jahr for jahr in stand.jahre if jahr <= stand.wissensstand.year] or [stand.jahre[0]]
        return self.kept(stand, ("eroeffnung",), lambda: erstes_berichtsjahr(stand, jahre))

    def mitteleinsatz(
        self, stand: Datenstand, haushaltsjahr: int, fassung: str | None = None
    ) -> Mitteleinsatz | None:
        """The Haushalt of a year by goal, in a Fassung (default: the newest); ``None`` where there is none.

        A Vollzug is no plan: its lines have no Ansatz, and 0 € would be said of money nobody knows.
        """
        if fassung == VOLLZUG:
            return None

        def build() -> Mitteleinsatz | None:
            haushalt = self.haushalt(stand, haushaltsjahr, fassung)
            return None if haushalt is None else mitteleinsatz(haushalt, stand)

        plan = self._plan_key(stand, haushaltsjahr, fassung)
        key = (plan, self._rules(stand, haushaltsjahr))
        mittel = self._mittel.get(key, build)
        if mittel is None or mittel.haushalt.lieferungen != plan[-1]:
            self._mittel.forget(key)
        return mittel

    def zielmittel(self, stand: Datenstand, haushaltsjahr: int) -> Zielmittel | None:
        """The sums of ``mitteleinsatz`` of the newest Fassung, for pages that show no line; its lines are let go."""
        return self.from_haushalt(
            stand,
            haushaltsjahr,
            None,
            ("zielmittel",),
            lambda haushalt: zielmittel(mitteleinsatz(haushalt, stand)),
        )

    def derived(self, mittel: Mitteleinsatz, name: tuple[Hashable, ...], build: Callable[[], _T]) -> _T:
        """What ``build`` makes of a Mitteleinsatz, made once and gone with it; for what holds its lines."""
        with self._lock:
            kept = self._derived.setdefault(mittel, _Kept(_MOST_FIGURES))

        def build_and_settle() -> _T:
            made = build()
            if _lines(mittel) >= _MANY_LINES:
                put_aside()
            return made

        return kept.get(name, build_and_settle)

    def haushalt(self, stand: Datenstand, haushaltsjahr: int, fassung: str | None = None) -> Haushalt | None:
        """The lines of a Haushalt in a Fassung (default: the newest plan); ``None`` where there is none.

        They follow from the Lieferungen of this Haushalt alone: another release leaves them as they are.
        """
        key = self._plan_key(stand, haushaltsjahr, fassung)
        haushalt = self._haushalte.get(
            key, lambda: self._quelle.load_haushalt(haushaltsjahr, fassung, stand.wissensstand)
        )
        if haushalt is None or haushalt.lieferungen != key[-1]:
            self._haushalte.forget(key)  # something was released since the Datenstand was read
        return haushalt

    def from_haushalt(
        self,
        stand: Datenstand,
        haushaltsjahr: int,
        fassung: str | None,
        name: tuple[Hashable, ...],
        build: Callable[[Haushalt], _T],
    ) -> _T | None:
        """What ``build`` makes of a Haushalt, kept without its lines; ``None`` where there is no such Haushalt.

        For a page of many years: their lines are loaded one after the other and let go. ``build`` may ask the
        Datenstand for nothing but the rules by which money is shared out, of whatever year: only a new plan or
        a new rule makes its result new.
        """
        plan = self._plan_key(stand, haushaltsjahr, fassung)

        def load_and_build() -> tuple[frozenset[int], _T] | None:
            haushalt = self._haushalte.find(plan)  # its lines may be here for another page
            if not isinstance(haushalt, Haushalt):
                haushalt = self._quelle.load_haushalt(haushaltsjahr, fassung, stand.wissensstand)
            return None if haushalt is None else (haushalt.lieferungen, build(haushalt))

        key = (name, plan, self._rules(stand, None))
        found = self._summen.get(key, load_and_build)
        if found is None or found[0] != plan[-1]:
            self._summen.forget(key)
        return None if found is None else found[1]

    def _rules(self, stand: Datenstand, haushaltsjahr: int | None) -> object:
        """One and the same object for the same rules of a year (``None`` = of all years): a cheap key."""
        return self.kept(
            stand,
            ("regeln", haushaltsjahr),
            lambda: self._regeln.get(sharing_key(stand, haushaltsjahr), object),
        )

    @staticmethod
    def _plan_key(
        stand: Datenstand, haushaltsjahr: int, fassung: str | None
    ) -> tuple[int, str | None, frozenset[int]]:
        """What a Haushalt follows from: the Lieferungen that brought lines of it, in any Fassung.

        The newest Fassung has one key, whether it is asked for by name or not: its lines are kept once.
        """
        fassungen = stand.haushalte.get(haushaltsjahr, ())
        lieferungen = frozenset(
            nr for nr, lieferung in stand.lieferungen.items() if lieferung.haushaltsjahr == haushaltsjahr
        )
        return haushaltsjahr, fassung or (fassungen[-1] if fassungen else None), lieferungen

    def kept(self, stand: Datenstand, name: tuple[Hashable, ...], build: Callable[[], _T]) -> _T:
        """What ``build`` makes of a Datenstand, made once; ``name`` says what it is."""
        return self._figures.get((*_key(stand), *name), build)

    def kept_page(self, stand: Datenstand, name: tuple[Hashable, ...], build: Callable[[], _T]) -> _T:
        """``kept`` for a finished page: pages push out older pages, never figures."""
        return self._pages.get((*_key(stand), *name), build)


def _key(stand: Datenstand) -> tuple[Hashable, ...]:
    """What two Datenstände that are the same have in common: two views of one day are not the same."""
    return stand.version, stand.wissensstand, stand.zielsystem.name


def sharing_key(stand: Datenstand, haushaltsjahr: int | None) -> Hashable:
    """All that ``mitteleinsatz`` asks a Datenstand: the rules of the year (``None`` = of all) and where they lead.

    With it the Zielsystem and its first year: earlier amounts are left out.
    """
    regeln = stand.haushaltszuordnungen
    return (
        (stand.zielsystem.name, stand.jahre[0]),
        tuple(regeln.items()) if haushaltsjahr is None else regeln.get(haushaltsjahr, ()),
        tuple((akte.nr, akte.zuordnungen) for akte in stand.akten.values() if akte.zuordnungen),
        tuple((m.nr, m.unterziel) for m in stand.massnahmen.values()),
        tuple(ziel.nr for ziel in stand.ziele.values() if ziel.ebene is Ebene.UNTERZIEL),
    )


def _lines(value: object) -> int:
    """How many lines of a Haushalt a kept result holds."""
    haushalt = value.haushalt if isinstance(value, Mitteleinsatz) else value
    return len(haushalt.zeilen) if isinstance(haushalt, Haushalt) else 1


def size_of_page(page: object) -> int:
    """Bytes of the finished HTML in a page, as Python holds it."""
    if isinstance(page, list | tuple):
        return sum(size_of_page(part) for part in page)
    return getsizeof(getattr(page, "html", "")) + size_of_page(getattr(page, "children", None) or ())


def _one(_: object) -> int:
    return 1


class _Kept:
    """The last results, together at most ``most`` by ``weigh``, and always the newest.

    The same key is never computed twice at the same time.
    """

    def __init__(self, most: int, weigh: Callable[[object], int] = _one) -> None:
        self._most, self._weigh, self._weight = most, weigh, 0
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
                self._weight += self._weigh(value)
                while self._weight > self._most and len(self._values) > 1:
                    self._weight -= self._weigh(self._values.popitem(last=False)[1])
        return value

    def find(self, key: Hashable) -> object:
        """The result, ``None`` where it is not kept; nothing is computed."""
        with self._lock:
            return self._values.get(key)

    def forget(self, key: Hashable) -> None:
        """Keep this result no longer."""
        with self._lock:
            if key in self._values:
                self._weight -= self._weigh(self._values.pop(key))

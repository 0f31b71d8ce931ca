"""Szenariodaten: opens kept Szenarien over the plan as it is known today, and computes what they do, once.

A Szenario lives beside the figures: it is read from the store and never from the Datenstand. Whatever
Wissensstand the address asks for, a what-if is computed with what is known today.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.szenario import Aenderung, Grundlage, Szenario
from kek_dashboard.domain.szenarioform import read_szenario
from kek_dashboard.domain.szenariorechnung import Lauf, Zeilenregister, fingerprint, make_register, run
from kek_dashboard.domain.szenariowirkung import Gegenueber, Wirkung, Zeilenwirkung, wirkung
from kek_dashboard.store.arbeitsstand import (
    Arbeitsart,
    Arbeitsstand,
    UnknownArbeitsstandError,
    list_arbeitsstaende,
    read_arbeitsstand,
)
from kek_dashboard.store.session import Store
from kek_dashboard.web.data import Daten
from kek_dashboard.web.seite import Kontext

_KENNUNG = re.compile(r"[0-9a-f]{32}", re.ASCII)
# A what-if over all lines of a large Haushalt takes some megabytes; two people compare two each.
_MOST_KEPT = 6


@dataclass(frozen=True, slots=True, eq=False)
class Rechnung:
    """What a Szenario makes of the lines, and what that touches; its lines once more, largest difference first."""

    lauf: Lauf
    wirkung: Wirkung
    groesste_zuerst: tuple[Zeilenwirkung, ...]


class _Letzte:
    """The last few Rechnungen of one plan; the same one is not computed twice at the same time."""

    def __init__(self) -> None:
        self._werte: OrderedDict[Hashable, Rechnung] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: Hashable, build: Callable[[], Rechnung]) -> Rechnung:
        with self._lock:
            if name not in self._werte:
                self._werte[name] = build()
            self._werte.move_to_end(name)
            while len(self._werte) > _MOST_KEPT:
                self._werte.popitem(last=False)
            return self._werte[name]


@dataclass(frozen=True, slots=True, eq=False)
class OffenesSzenario:
    """A kept Szenario with its plan of today; ``mittel`` is ``None`` where that plan is there no more."""

    stand: Arbeitsstand
    szenario: Szenario
    mittel: Mitteleinsatz | None

    @property
    def plan(self) -> tuple[int, str]:
        """Haushaltsjahr and Fassung it was made on."""
        return self.stand.haushaltsjahr, self.stand.fassung


def as_of_today(kontext: Kontext) -> Kontext:
    """The same request with what is known today."""
    if kontext.wissensstand is None:
        return kontext
    return replace(kontext, stand=kontext.daten.on_day(kontext.stand, None), wissensstand=None)


def list_szenarien(store: Store | None) -> tuple[Arbeitsstand, ...]:
    """All kept Szenarien, the one changed last first."""
    if store is None:
        return ()
    with store.reading() as connection:
        return list_arbeitsstaende(connection, Arbeitsart.SZENARIO)


def load_szenario(store: Store | None, kennung: str) -> Arbeitsstand:
    """One kept Szenario; raises ``UnknownArbeitsstandError``, also for what cannot be an id."""
    if store is None or _KENNUNG.fullmatch(kennung) is None:
        raise UnknownArbeitsstandError(kennung)
    with store.reading() as connection:
        return read_arbeitsstand(connection, Arbeitsart.SZENARIO, kennung)


def read_kept(stand: Arbeitsstand) -> Szenario:
    """The Szenario in what was kept; raises ``InvalidSzenarioError``."""
    return read_szenario(stand.name, stand.haushaltsjahr, stand.fassung, stand.inhalt)


def open_szenario(kontext: Kontext, stand: Arbeitsstand) -> OffenesSzenario:
    """A kept Szenario over its plan; raises ``InvalidSzenarioError``."""
    mittel = kontext.daten.mitteleinsatz(kontext.stand, stand.haushaltsjahr, stand.fassung)
    return OffenesSzenario(stand, read_kept(stand), mittel)


def register_of(daten: Daten, mittel: Mitteleinsatz) -> Zeilenregister:
    """The lines of a plan, ready to be found."""
    return daten.derived(mittel, ("zeilenregister",), lambda: make_register(mittel.haushalt))


def base_of(daten: Daten, stand: Datenstand, mittel: Mitteleinsatz) -> Grundlage:
    """The plan as it is known now, as a Szenario remembers it."""
    abdruck = daten.derived(mittel, ("abdruck",), lambda: fingerprint(mittel.haushalt))
    return Grundlage(stand.wissensstand, stand.version, abdruck)


def compute(kontext: Kontext, mittel: Mitteleinsatz, aenderungen: tuple[Aenderung, ...]) -> Rechnung:
    """What these changes make of a plan, and what they touch at the Berichtsjahr."""

    def build() -> Rechnung:
        lauf = run(register_of(kontext.daten, mittel), aenderungen)
        wirkt = wirkung(mittel, lauf.haushalt, kontext.stand, kontext.gesamt)
        return Rechnung(lauf, wirkt, tuple(sorted(wirkt.zeilen, key=lambda zeile: -abs(zeile.differenz))))

    letzte = kontext.daten.derived(mittel, ("szenarien",), _Letzte)
    return letzte.get((kontext.stand.version, kontext.stand.wissensstand, kontext.jahr, aenderungen), build)


def sums_of(kontext: Kontext, mittel: Mitteleinsatz, aenderungen: tuple[Aenderung, ...]) -> Gegenueber:
    """The four sums before and after, without asking what is touched."""

    def build() -> Gegenueber:
        schritte = run(register_of(kontext.daten, mittel), aenderungen).schritte
        vorher = mittel.summen
        nachher = {art: summe + sum(s.differenz(art) for s in schritte) for art, summe in vorher.items()}
        return Gegenueber(vorher, nachher)

    return kontext.daten.derived(mittel, ("szenariosummen", aenderungen), build)

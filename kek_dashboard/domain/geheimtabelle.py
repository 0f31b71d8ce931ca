"""Geheimtabelle: which values of personal Kennzahlen depend on each other, and by which sums they can be worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.kennzahl import Kennzahl
from kek_dashboard.domain.zeitraum import Zeitraum

#: A value of a Kennzahl for a Zeitraum, whoever said it and however often.
Wert = tuple[str, Zeitraum, Decimal]
Werte = Mapping[tuple[str, Zeitraum], Decimal]

#: From so many cases on a count of a personal Kennzahl is shown; 0 is shown too.
AB_FAELLEN = 3
_HALB = Decimal("0.5")


def is_small(wert: Decimal) -> bool:
    """Whether a value is more than none and less than what is shown."""
    return 0 < wert < AB_FAELLEN


@dataclass(frozen=True, slots=True)
class Zelle:
    """One quantity that readers may know. ``art`` is empty for a value that somebody delivered.

    Others are never shown but can be worked out: what nobody delivered and follows from sums („folgt“), what is left of
    a sum for several that nobody delivered („rest“), what one Zeitraum added to a cumulated value („zuwachs“).
    ``heikel``: it counts persons.
    """

    nr: str
    zeitraum: Zeitraum
    wert: Decimal
    heikel: bool
    art: str = ""

    def __hash__(self) -> int:
        """Of what tells it apart: it is looked up often, and the hash of a whole Zeitraum takes its time."""
        return hash((self.nr, self.zeitraum.jahr, self.zeitraum.nummer, self.wert, self.art))

    @property
    def is_delivered(self) -> bool:
        """Whether it is shown where nothing withholds it."""
        return not self.art

    @property
    def is_primary(self) -> bool:
        """Whether it may be known to nobody: a small count of persons."""
        return self.heikel and is_small(self.wert)


@dataclass(frozen=True, slots=True)
class Gleichung:
    """What readers know of quantities: ``summe`` is the sum, or the mean, of ``teile``, as exactly as it is written."""

    summe: Zelle
    teile: tuple[Zelle, ...]

    @property
    def zellen(self) -> tuple[Zelle, ...]:
        """All quantities in it."""
        return (self.summe, *self.teile)


@dataclass(frozen=True, slots=True)
class Regelwerk:
    """What is known of the Kennzahlen: which are personal, how a year is made, and which is the sum of which.

    ``zaehlende``: the personal ones and every sum of them.
    """

    kennzahlen: Mapping[str, Kennzahl]
    personal: frozenset[str]
    summen: tuple[tuple[str, tuple[str, ...]], ...]
    zaehlende: frozenset[str]

    @property
    def familie(self) -> frozenset[str]:
        """The personal Kennzahlen and those that sums join to them."""
        teile = {nr for summe in self.summen for nr in (summe[0], *summe[1])}
        return frozenset(self.kennzahlen) | teile

    def zelle(self, nr: str, zeitraum: Zeitraum, wert: Decimal) -> Zelle:
        """A delivered value."""
        return Zelle(nr, zeitraum, wert, self.counts_persons(nr))

    def counts_persons(self, nr: str) -> bool:
        """Whether it is personal, or a sum of what is."""
        return nr in self.zaehlende


def make_regelwerk(versionen: Iterable[Kennzahl]) -> Regelwerk:
    """Rules from all versions of all Kennzahlen, oldest first: the newest mark and every sum ever stated holds.

    Only what personal Kennzahlen can be worked out from is kept: those that sums join to one of them.
    """
    alle: dict[str, Kennzahl] = {}
    summen: dict[tuple[str, tuple[str, ...]], None] = {}
    for kennzahl in versionen:
        alle[kennzahl.nr] = kennzahl
        teile = tuple(dict.fromkeys(t.strip() for t in kennzahl.summe_aus.split("+") if t.strip()))
        if teile and kennzahl.nr not in teile:
            summen[kennzahl.nr, teile] = None
    personal = frozenset(nr for nr, kennzahl in alle.items() if kennzahl.personenbezogen)
    familie = _family(personal, summen)
    return Regelwerk(
        {nr: kennzahl for nr, kennzahl in alle.items() if nr in familie},
        personal,
        tuple((nr, teile) for nr, teile in summen if nr in familie),
        _counting_persons(personal, summen),
    )


def _counting_persons(
    personal: Collection[str], summen: Iterable[tuple[str, tuple[str, ...]]]
) -> frozenset[str]:
    """The personal Kennzahlen and every sum above them."""
    gefunden = set(personal)
    groesse = -1
    while groesse != len(gefunden):
        groesse = len(gefunden)
        gefunden |= {nr for nr, teile in summen if not gefunden.isdisjoint(teile)}
    return frozenset(gefunden)


def _family(personal: Collection[str], summen: Iterable[tuple[str, tuple[str, ...]]]) -> set[str]:
    """The personal Kennzahlen and all that sums join to them, directly or through others."""
    familie = set(personal)
    gruppen = [{nr, *teile} for nr, teile in summen]
    groesse = -1
    while groesse != len(familie):
        groesse = len(familie)
        for gruppe in gruppen:
            if gruppe & familie:
                familie |= gruppe
    return familie

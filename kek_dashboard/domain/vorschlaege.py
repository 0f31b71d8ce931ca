"""Vorschläge: proposals in one Zielsystem: where each stands, which goal each is for, the next free number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.verfahren import Schritt, Vorschlag
from kek_dashboard.domain.zielsystemsicht import first_system

#: Who can propose something.
VORSCHLAGENDE = ("Verwaltung", "Kreispolitik")
_ZAHL_AM_ENDE = re.compile(r"(\d+)$")


def goals_of(stand: Datenstand, vorschlag: Vorschlag) -> tuple[str, ...]:
    """Numbers of the Unterziele of this Zielsystem that a proposal is meant for."""
    eigene = {stand.zielsystem.name}
    if stand.zielsystem.name == first_system(stand.zielsysteme):
        eigene.add("")
    sache = vorschlag.gegenstand
    if isinstance(sache, Massnahme):
        return vorschlag.unterziele if sache.zielsystem in eigene else ()
    zuordnungen = () if vorschlag.akte is None else vorschlag.akte.zuordnungen
    return tuple(z.unterziel for z in zuordnungen if z.zielsystem in eigene)


def proposals_for(stand: Datenstand, unterziel: str) -> tuple[Vorschlag, ...]:
    """What is on its way for an Unterziel: proposed or agreed, neither decided nor rejected."""
    return tuple(v for v in stand.vorschlaege if not v.schritt.is_end and unterziel in goals_of(stand, v))


def find_proposal(stand: Datenstand, bezug: str, nr: str) -> Vorschlag | None:
    """The way of a Kennzahl or Maßnahme; ``None`` where it never was a proposal."""
    return next((v for v in stand.vorschlaege if (v.bezug, v.nr) == (bezug, nr)), None)


def by_step(vorschlaege: Iterable[Vorschlag]) -> tuple[tuple[Schritt, tuple[Vorschlag, ...]], ...]:
    """Proposals by where they stand, in the order of the way; the newest step first. Without empty groups."""
    alle = tuple(vorschlaege)
    gruppen = (
        (
            schritt,
            sorted((v for v in alle if v.schritt is schritt), key=lambda v: v.schritte[-1].am, reverse=True),
        )
        for schritt in Schritt
    )
    return tuple((schritt, tuple(liste)) for schritt, liste in gruppen if liste)


def next_number(vor: str, vergeben: Collection[str], stellen: int = 2) -> str:
    """The number after the highest one that begins with ``vor``.

    >>> next_number("1.2-", ["1.2-01", "1.2-07", "1.3-09"]), next_number("M-", [])
    ('1.2-08', 'M-01')
    """
    zahlen = [
        int(treffer[1])
        for nr in vergeben
        if nr.startswith(vor) and (treffer := _ZAHL_AM_ENDE.fullmatch(nr.removeprefix(vor)))
    ]
    return f"{vor}{max(zahlen, default=0) + 1:0{stellen}d}"

"""Folien: which screens a talk has, in which order, and which few Kennzahlen tell most about a goal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zielgliederung import Zielgruppe, zielgruppen

#: A hall reads so many rows in the time one speaks to them.
MEISTE_ZEILEN = 5
#: Of these so many are what goes well, where something does.
GUTE_ZEILEN = 2
#: What cannot be assessed fills up to so many rows, no more: it says less.
ZEILEN_MIT_OFFENEN = 4


@dataclass(frozen=True, slots=True)
class Folie:
    """One screen: the beginning, an Oberziel, an Unterziel, or what an Oberziel still lacks."""

    art: Literal["start", "oberziel", "unterziel", "ende"]
    nr: str = ""


def folien(stand: Datenstand) -> tuple[Folie, ...]:
    """The whole talk: a beginning, then each Oberziel with its Unterziele and what it still lacks.

    What lies inside an Oberziel comes before its end.
    """
    alle, offen = [Folie("start")], list[Zielgruppe]()
    for gruppe in zielgruppen(stand):
        alle += _ends(offen, gruppe.tiefe)
        if gruppe.ober is not None:
            alle.append(Folie("oberziel", gruppe.ober.nr))
            offen.append(gruppe)
        alle += [Folie("unterziel", ziel.nr) for ziel in gruppe.unterziele]
    return (*alle, *_ends(offen, 0))


def _ends(offen: list[Zielgruppe], tiefe: int) -> list[Folie]:
    """What the Oberziele lack that are over before one of this depth begins; they are taken off."""
    enden = []
    while offen and offen[-1].tiefe >= tiefe:
        ober = offen.pop().ober
        enden += [] if ober is None else [Folie("ende", ober.nr)]
    return enden


def telling(bewertungen: Iterable[Bewertung]) -> tuple[Bewertung, ...]:
    """At most ``MEISTE_ZEILEN``: those furthest behind their plan, and the ``GUTE_ZEILEN`` furthest ahead.

    In the order of the plan, the furthest behind first. What cannot be assessed fills up to
    ``ZEILEN_MIT_OFFENEN``, for a hall should hear of it too.
    """
    alle = list(bewertungen)
    bewertet = sorted((b for b in alle if b.planabweichung is not None), key=lambda b: (-_behind(b), b.nr))
    if len(bewertet) > MEISTE_ZEILEN:
        bewertet = [*bewertet[: MEISTE_ZEILEN - GUTE_ZEILEN], *bewertet[-GUTE_ZEILEN:]]
    offen = [b for b in alle if b.planabweichung is None]
    return (*bewertet, *offen[: max(0, ZEILEN_MIT_OFFENEN - len(bewertet))])


def furthest_behind(bewertungen: Iterable[Bewertung]) -> tuple[Bewertung, ...]:
    """At most ``MEISTE_ZEILEN`` that are behind their plan, the furthest first."""
    hinten = [b for b in bewertungen if b.planabweichung is not None and _behind(b) > 0]
    return tuple(sorted(hinten, key=lambda b: (-_behind(b), b.nr)))[:MEISTE_ZEILEN]


def _behind(b: Bewertung) -> Fraction:
    return b.planabweichung or Fraction(0)

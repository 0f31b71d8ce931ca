"""Folien: which screens a talk has, in which order, and which few Kennzahlen tell most about a goal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Bewertung

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
    """The whole talk: a beginning, then each Oberziel with its Unterziele and what it still lacks."""
    alle = [Folie("start")]
    for ober in stand.ziele_der_ebene(Ebene.OBERZIEL):
        alle.append(Folie("oberziel", ober.nr))
        alle += [
            Folie("unterziel", ziel.nr)
            for ziel in stand.ziele_der_ebene(Ebene.UNTERZIEL)
            if ziel.ueber == ober.nr
        ]
        alle.append(Folie("ende", ober.nr))
    return tuple(alle)


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

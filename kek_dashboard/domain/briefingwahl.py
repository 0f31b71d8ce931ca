"""Briefingwahl: which three things the Landrat must know in a quarter, and which three are to be decided.

By a rule alone, so that nobody chooses for him. Source: docs/methode.md, "Quartalsbriefing".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from kek_dashboard.domain.nummer import nummer_key

#: So many things stand in each list at most.
HOECHSTENS: Final = 3


class Anlass(StrEnum):
    """Why something is told; the first five are to be known, the others to be decided, each in order of weight."""

    VERSCHLECHTERT = "verschlechtert"
    NEU_VERFEHLT = "neu_verfehlt"
    BLOCKIERT = "blockiert"
    ZIEL_GEAENDERT = "ziel_geaendert"
    VERBESSERT = "verbessert"
    OHNE_MASSNAHME = "ohne_massnahme"
    IM_VERZUG = "im_verzug"
    OHNE_GELD = "ohne_geld"
    REICHT_NICHT = "reicht_nicht"
    OHNE_BESCHLUSS = "ohne_beschluss"
    OHNE_KENNZAHL = "ohne_kennzahl"


WISSEN: Final = (
    Anlass.VERSCHLECHTERT, Anlass.NEU_VERFEHLT, Anlass.BLOCKIERT, Anlass.ZIEL_GEAENDERT, Anlass.VERBESSERT,
)  # fmt: skip
ENTSCHEIDEN: Final = (
    Anlass.OHNE_MASSNAHME, Anlass.IM_VERZUG, Anlass.OHNE_GELD, Anlass.REICHT_NICHT, Anlass.OHNE_BESCHLUSS,
    Anlass.OHNE_KENNZAHL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kandidat:
    """One thing that could be told.

    ``nr`` is the Unterziel or Kennzahl it is about, empty where it is about several. ``ziele`` are the Unterziele
    that are then named and are not named again in the same list. ``gewicht``: the larger, the earlier. ``teile``:
    numbers of the Kennzahlen (``OHNE_GELD``, ``OHNE_KENNZAHL``: of the Unterziele) it speaks of, the weightiest first;
    ``massnahmen`` those of the Maßnahmen.
    """

    anlass: Anlass
    nr: str
    ziele: tuple[str, ...] = ()
    gewicht: tuple[Fraction | int, ...] = ()
    teile: tuple[str, ...] = ()
    massnahmen: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[object, ...]:
        """The heaviest first, then by number; equal only where everything is."""
        return (
            tuple(-teil for teil in self.gewicht),
            nummer_key(self.nr),
            self.nr,
            self.ziele,
            self.teile,
            self.massnahmen,
        )


def choose(kandidaten: Iterable[Kandidat], anlaesse: Sequence[Anlass]) -> tuple[Kandidat, ...]:
    """At most three, each about another Unterziel, in the order in which they are told.

    Of each Anlass in its order the heaviest, then of each the second one, and so on. What is about an Unterziel that
    is named already is passed over. The order of ``kandidaten`` does not matter.
    """
    je_anlass: Mapping[Anlass, list[Kandidat]] = {anlass: [] for anlass in anlaesse}
    for kandidat in kandidaten:
        if kandidat.anlass in je_anlass:
            je_anlass[kandidat.anlass].append(kandidat)
    reihen = [sorted(reihe, key=lambda k: k.sort_key) for reihe in je_anlass.values()]
    gewaehlt: list[Kandidat] = []
    genannt: set[str] = set()
    while any(reihen) and len(gewaehlt) < HOECHSTENS:
        for reihe in reihen:
            naechster = _next(reihe, genannt)
            if naechster is not None and len(gewaehlt) < HOECHSTENS:
                gewaehlt.append(naechster)
                genannt.update(naechster.ziele)
    return tuple(gewaehlt)


def _next(reihe: list[Kandidat], genannt: set[str]) -> Kandidat | None:
    """The next of a row that names nothing again; what stands before it is dropped."""
    while reihe:
        kandidat = reihe.pop(0)
        if not genannt.intersection(kandidat.ziele):
            return kandidat
    return None

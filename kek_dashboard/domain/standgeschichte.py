"""Standgeschichte: how a Kennzahl was judged at each Berichtsjahr, and whether that stayed or went to and fro."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielerreichung import Bewertung, bewerte

# Source: docs/methode.md, "Stand im Lauf der Jahre".
MINDESTENS_BEWERTET = 3
STABIL_BIS_WECHSEL = 1


class Bestaendigkeit(StrEnum):
    """Whether the Stand of a Kennzahl is one to rely on."""

    STABIL = "stabil"
    WECHSELHAFT = "wechselhaft"
    KEINE_AUSSAGE = "keine_aussage"


@dataclass(frozen=True, slots=True)
class Standgeschichte:
    """The judgements by Berichtsjahr, all on the same Wissensstand.

    ``wechsel`` counts how often the Stand of a new value differs from that of the value before; Berichtsjahre that
    could not be assessed or brought no new value are passed over.
    """

    bewertungen: tuple[Bewertung, ...]
    wechsel: int
    bestaendigkeit: Bestaendigkeit


def standgeschichte(akte: Kennzahlakte, jahre: Iterable[int]) -> Standgeschichte:
    """How the Kennzahl stands at each of these Berichtsjahre with what is known today.

    Stable: with at least three assessed values, at most one change of the Stand. Source: docs/methode.md.
    """
    bewertungen = tuple(bewerte(akte, jahr) for jahr in jahre)
    bewertet = [*{b.jahr: b.stand for b in reversed(bewertungen) if b.is_assessable}.values()][::-1]
    wechsel = sum(vorher is not nachher for vorher, nachher in pairwise(bewertet))
    if len(bewertet) < MINDESTENS_BEWERTET:
        wort = Bestaendigkeit.KEINE_AUSSAGE
    else:
        wort = Bestaendigkeit.STABIL if wechsel <= STABIL_BIS_WECHSEL else Bestaendigkeit.WECHSELHAFT
    return Standgeschichte(bewertungen, wechsel, wort)

"""Beschriftung: puts labels beside what they name so that no two overlap; what finds no place is left out.

Every label names places it would like, best first. The most important label chooses first; each takes the place
that covers least of the drawing. Lengths are in the drawing's own unit, y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from kek_dashboard.charts.textbreite import text_width

#: Height of a line, and where its letters stand in it, in type sizes (DejaVu Sans).
ZEILE, GRUNDLINIE = 1.22, 0.95
_ABSTAND = 2.0
_RANG, _PUNKT = 0.12, 3.0
# A label that must be there is moved up and down in steps of so many type sizes, so far at most.
_SCHRITT, _WEITESTER = 0.45, 14


class Anker(StrEnum):
    """Which end of the text stands at its place."""

    LINKS = "start"
    MITTE = "middle"
    RECHTS = "end"


#: The share of a label's width that lies left of its anchor.
_VOR_ANKER = {Anker.LINKS: 0.0, Anker.MITTE: 0.5, Anker.RECHTS: 1.0}


@dataclass(frozen=True, slots=True)
class Kasten:
    """A rectangle."""

    links: float
    oben: float
    rechts: float
    unten: float

    def overlaps(self, anderer: Kasten, abstand: float = 0) -> bool:
        """Whether the two share room, or come nearer than ``abstand``."""
        return (
            self.links < anderer.rechts + abstand
            and anderer.links < self.rechts + abstand
            and self.oben < anderer.unten + abstand
            and anderer.oben < self.unten + abstand
        )

    def holds(self, anderer: Kasten) -> bool:
        """Whether the other lies wholly inside."""
        return (
            self.links <= anderer.links
            and anderer.rechts <= self.rechts
            and self.oben <= anderer.oben
            and anderer.unten <= self.unten
        )


@dataclass(frozen=True, slots=True)
class Ort:
    """A place for a label: where its anchor is, ``y`` in the middle of its height."""

    x: float
    y: float
    anker: Anker = Anker.LINKS


@dataclass(frozen=True, slots=True)
class Strecke:
    """A stroke of the drawing that labels should not lie on; ``gewicht`` how much that matters."""

    x0: float
    y0: float
    x1: float
    y1: float
    gewicht: float = 1.0


@dataclass(frozen=True, slots=True)
class Wunsch:
    """A label that wants a place. ``pflicht``: it is moved rather than left out; others may cover ``hoechstens``."""

    zeilen: tuple[str, ...]
    orte: tuple[Ort, ...]
    grad: float
    farbe: str
    fett: bool = False
    pflicht: bool = False
    hoechstens: float = 6.0


@dataclass(frozen=True, slots=True)
class Gesetzt:
    """A label at its place; ``fett`` holds for its first line alone."""

    wunsch: Wunsch
    ort: Ort
    kasten: Kasten


@dataclass
class Beschriftung:
    """Labels of one drawing: what is already taken, and what should stay free."""

    flaeche: Kasten
    strecken: Sequence[Strecke] = ()
    punkte: Sequence[Kasten] = ()
    gesetzt: list[Gesetzt] = field(default_factory=list)
    belegt: list[Kasten] = field(default_factory=list)

    def place(self, wunsch: Wunsch) -> Gesetzt | None:
        """Put a label at the best of its places; ``None`` where there is none without an overlap."""
        raum = room_of(wunsch)
        best, am_besten = None, float("inf")
        for rang, ort in enumerate(wunsch.orte):
            if rang * _RANG >= am_besten:
                break
            kasten = box_at(ort, raum)
            if self._is_free(kasten):
                kosten = rang * _RANG + self._cost(kasten)
                if kosten < am_besten:
                    best, am_besten = Gesetzt(wunsch, ort, kasten), kosten
        if wunsch.pflicht:
            best = best or self._moved(wunsch, raum)
        elif am_besten > wunsch.hoechstens:
            best = None
        if best is not None:
            self.gesetzt.append(best)
            self.belegt.append(best.kasten)
        return best

    def _moved(self, wunsch: Wunsch, raum: tuple[float, float]) -> Gesetzt | None:
        for i in range(1, _WEITESTER):
            for ort in wunsch.orte:
                for richtung in (-1, 1):
                    neu = Ort(ort.x, ort.y + richtung * i * _SCHRITT * wunsch.grad, ort.anker)
                    kasten = box_at(neu, raum)
                    if self._is_free(kasten):
                        return Gesetzt(wunsch, neu, kasten)
        return None

    def _is_free(self, kasten: Kasten) -> bool:
        return self.flaeche.holds(kasten) and not any(
            kasten.overlaps(anderer, _ABSTAND) for anderer in self.belegt
        )

    def _cost(self, kasten: Kasten) -> float:
        kosten = sum(_PUNKT for punkt in self.punkte if kasten.overlaps(punkt))
        return kosten + sum(s.gewicht for s in self.strecken if _crosses(s, kasten))


def room_of(wunsch: Wunsch) -> tuple[float, float]:
    """Width and height that a label takes."""
    breite = max(
        text_width(zeile, wunsch.grad, fett=wunsch.fett and i == 0) for i, zeile in enumerate(wunsch.zeilen)
    )
    return breite, ZEILE * wunsch.grad * len(wunsch.zeilen)


def box_at(ort: Ort, raum: tuple[float, float]) -> Kasten:
    """The room a label of this width and height takes at a place."""
    breite, hoch = raum
    links = ort.x - _VOR_ANKER[ort.anker] * breite
    return Kasten(links, ort.y - hoch / 2, links + breite, ort.y + hoch / 2)


def strecken(punkte: Iterable[tuple[float, float]], gewicht: float) -> list[Strecke]:
    """The strokes of a line through points."""
    alle = list(punkte)
    return [Strecke(*a, *b, gewicht) for a, b in pairwise(alle)]


def _crosses(s: Strecke, k: Kasten) -> bool:
    """Whether a stroke goes through a box (Liang and Barsky)."""
    t0, t1 = 0.0, 1.0
    dx, dy = s.x1 - s.x0, s.y1 - s.y0
    for p, q in ((-dx, s.x0 - k.links), (dx, k.rechts - s.x0), (-dy, s.y0 - k.oben), (dy, k.unten - s.y0)):
        if p == 0:
            if q < 0:
                return False
            continue
        t = q / p
        if p < 0:
            t0 = max(t0, t)
        else:
            t1 = min(t1, t)
        if t0 > t1:
            return False
    return True

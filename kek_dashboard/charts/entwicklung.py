"""Entwicklung: one panel of a time axis that several panels share: plan thin and dashed, result solid (IBCS).

A panel holds no words: its caption and the years below it are text of the page, which stays large on a small
screen. Each year has a column of the same width, so panels of the same width under each other share one axis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kek_dashboard.charts.theme import escape, px

Punkt = tuple[int, Fraction | None]


class Strich(StrEnum):
    """How a series is drawn, after what it is."""

    PLAN = "plan"
    ERGEBNIS = "ergebnis"
    SOLL = "soll"


@dataclass(frozen=True, slots=True)
class Masse:
    """Size of a panel in its own units; ``rand`` above and below for the points."""

    breite: int
    hoehe: int
    rand: int = 6


KLEIN = Masse(340, 62)
GROSS = Masse(960, 150, 9)


@dataclass(frozen=True, slots=True)
class Reihe:
    """One series: its name, how it is drawn, and a value for each year (``None`` = unknown, a gap)."""

    name: str
    strich: Strich
    punkte: tuple[Punkt, ...]

    @property
    def letzter(self) -> tuple[int, Fraction] | None:
        """The newest known value with its year."""
        return next(((j, wert) for j, wert in reversed(self.punkte) if wert is not None), None)


def draw_feld(
    reihen: Sequence[Reihe],
    wort: Callable[[Fraction], str],
    masse: Masse = KLEIN,
    *,
    oben: Fraction | None = None,
    brueche: Iterable[int] = (),
) -> str:
    """A panel over the years of its series; the scale always has 0 in it.

    ``wort`` writes a value; ``oben`` is the least upper end of the scale. A line is cut at a gap and before
    each year of ``brueche``; a point stands alone where its neighbours are missing.
    """
    jahre = [jahr for jahr, _ in reihen[0].punkte] if reihen else []
    bild = _Bild(jahre, reihen, masse, oben)
    grenzen = tuple(sorted(brueche))
    teile = [
        f'<svg class="feld" viewBox="0 0 {masse.breite} {masse.hoehe}" aria-hidden="true">',
        *bild.grid(oben, grenzen),
    ]
    for strich in (Strich.SOLL, Strich.PLAN, Strich.ERGEBNIS):  # what happened lies on top
        for reihe in reihen:
            if reihe.strich is strich:
                teile += bild.line(reihe, grenzen, wort)
    return "".join(teile) + "</svg>"


def describe_feld(titel: str, reihen: Sequence[Reihe], wort: Callable[[Fraction], str]) -> str:
    """The panel in words: every known value of every series; gaps are named as such."""
    saetze = []
    for reihe in reihen:
        werte = [f"{jahr}: {wort(wert)}" for jahr, wert in reihe.punkte if wert is not None]
        fehlt = [str(jahr) for jahr, wert in reihe.punkte if wert is None]
        if not werte:
            saetze.append(f"{reihe.name}: keine Zahl")
            continue
        luecke = f"; ohne Zahl: {', '.join(fehlt)}" if fehlt else ""
        saetze.append(f"{reihe.name} {', '.join(werte)}{luecke}")
    return f"{titel}. {'. '.join(saetze)}."


class _Bild:
    """Where years and values lie in a panel."""

    def __init__(
        self, jahre: Sequence[int], reihen: Sequence[Reihe], masse: Masse, oben: Fraction | None
    ) -> None:
        self.masse = masse
        self.spalte = {jahr: i for i, jahr in enumerate(jahre)}
        # A drawing needs no exact numbers: a tenth of a pixel is what nobody sees.
        werte = [float(wert) for reihe in reihen for _, wert in reihe.punkte if wert is not None]
        self.unten = min([0.0, *werte])
        self.oben = max([0.0, *werte, *([] if oben is None else [float(oben)])])

    def x(self, jahr: int, versatz: float = 0.5) -> str:
        """Middle of a year's column; ``versatz`` 0 is its left border."""
        return px((self.spalte[jahr] + versatz) * self.masse.breite / max(len(self.spalte), 1))

    def y(self, wert: float | Fraction) -> str:
        hoch = self.oben - self.unten
        feld = self.masse.hoehe - 2 * self.masse.rand
        anteil = (float(wert) - self.unten) / hoch if hoch else 0.0
        return px(self.masse.hoehe - self.masse.rand - anteil * feld)

    def grid(self, oben: Fraction | None, brueche: tuple[int, ...]) -> list[str]:
        """Years as hairlines, 0 and a fixed upper end as lines, breaks dotted."""
        hoehe, breite = self.masse.hoehe, self.masse.breite
        teile = [
            f'<path d="M{self.x(jahr)} 0V{hoehe}" stroke="var(--track)" stroke-width="1"/>'
            for jahr in self.spalte
        ]
        linien = [0.0] + ([] if oben is None else [float(oben)])
        teile += [f'<path d="M0 {self.y(wert)}H{breite}" stroke="var(--line)"/>' for wert in linien]
        teile += [
            f'<path d="M{self.x(jahr, 0)} 0V{hoehe}" stroke="var(--faint)" stroke-dasharray="1 3"/>'
            for jahr in brueche
            if jahr in self.spalte
        ]
        return teile

    def line(self, reihe: Reihe, brueche: tuple[int, ...], wort: Callable[[Fraction], str]) -> list[str]:
        """A series in pieces, with its points."""
        teile = []
        for stueck in _pieces(reihe.punkte, brueche):
            if len(stueck) > 1:
                weg = "M" + "L".join(f"{self.x(jahr)} {self.y(wert)}" for jahr, wert in stueck)
                teile.append(f'<path d="{weg}" fill="none" {_STRICH[reihe.strich]}/>')
            if reihe.strich is not Strich.SOLL:
                teile += [self._point(reihe, jahr, wert, wort) for jahr, wert in stueck]
        return teile

    def _point(self, reihe: Reihe, jahr: int, wert: Fraction, wort: Callable[[Fraction], str]) -> str:
        titel = f"<title>{escape(f'{reihe.name} {jahr}: {wort(wert)}')}</title>"
        radius, farben = _PUNKT[reihe.strich]
        return f'<circle cx="{self.x(jahr)}" cy="{self.y(wert)}" r="{radius}" {farben}>{titel}</circle>'


_STRICH = {
    Strich.PLAN: 'stroke="var(--soft)" stroke-width="1.2" stroke-dasharray="4 3"',
    Strich.ERGEBNIS: 'stroke="var(--ink)" stroke-width="2.2"',
    Strich.SOLL: 'stroke="var(--faint)" stroke-width="1.3" stroke-dasharray="1.5 3"',
}
_PUNKT = {
    Strich.PLAN: ("2.8", 'fill="var(--paper)" stroke="var(--soft)" stroke-width="1.2"'),
    Strich.ERGEBNIS: ("3", 'fill="var(--ink)"'),
}


def _pieces(punkte: Iterable[Punkt], brueche: tuple[int, ...]) -> list[list[tuple[int, Fraction]]]:
    """Runs of known values of years that follow one another, cut where a break makes another series of it."""
    stuecke: list[list[tuple[int, Fraction]]] = []
    davor: int | None = None
    for jahr, wert in punkte:
        if wert is None:
            davor = None
            continue
        if davor is None or jahr in brueche:
            stuecke.append([])
        stuecke[-1].append((jahr, wert))
        davor = jahr
    return stuecke

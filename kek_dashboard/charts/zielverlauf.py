"""Zielverlauf: the Zielerreichung of an Unterziel over the years, its Soll and its forecast, for a screen of any width.

The drawing is stretched to its place and holds no words: its strokes stay as thick as they are, and the labels are text
of the page, put beside the points by ``place``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kek_dashboard.charts.theme import px
from kek_dashboard.domain.runden import clipped
from kek_dashboard.formats import format_percent

Punkt = tuple[int, Fraction]
_FELD = 1000
_OHNE_DEHNUNG = 'vector-effect="non-scaling-stroke"'


@dataclass(frozen=True, slots=True)
class Zielverlauf:
    """Shares (1 = 100 %) by year; a year that is not there is unknown. ``prognose`` is where it would end.

    ``jahre`` are those of the Zielsystem, the axis.
    """

    jahre: range
    ist: tuple[Punkt, ...] = ()
    soll: tuple[Punkt, ...] = ()
    prognose: Punkt | None = None


def place(punkt: Punkt, jahre: range) -> tuple[str, str]:
    """Where a point lies in its field, as CSS lengths from the left and from the top.

    >>> [place(punkt, range(2018, 2027)) for punkt in ((2018, Fraction(1)), (2022, Fraction(1, 4)))]
    [('0%', '0%'), ('50%', '75%')]
    """
    jahr, wert = punkt
    x, y = _share(jahr, jahre), 1 - clipped(wert)
    return f"{px(x * 100)}%", f"{px(y * 100)}%"


def draw_zielverlauf(verlauf: Zielverlauf) -> str:
    """Grid at 0, 50 and 100 %, Soll dotted, Ist solid with its points, the way to the forecast dashed."""
    jahre = verlauf.jahre
    masse = f'viewBox="0 0 {_FELD} {_FELD}" preserveAspectRatio="none"'
    teile = [f'<svg class="zielfeld" {masse} aria-hidden="true" focusable="false">']
    teile += [
        f'<path d="M0 {hoehe}H{_FELD}" stroke="var(--line)" {_OHNE_DEHNUNG}/>'
        for hoehe in (0, _FELD // 2, _FELD)
    ]
    for stueck in _pieces(verlauf.soll):
        teile.append(_line(stueck, jahre, 'stroke="var(--faint)" stroke-width="1.6" stroke-dasharray="2 4"'))
    if verlauf.prognose is not None and verlauf.ist:
        weg = (verlauf.ist[-1], verlauf.prognose)
        teile.append(_line(weg, jahre, 'stroke="var(--ink)" stroke-width="1.6" stroke-dasharray="6 4"'))
        teile.append(_dot(verlauf.prognose, jahre, "var(--ink)", 9))
        teile.append(_dot(verlauf.prognose, jahre, "var(--paper)", 6))
    for stueck in _pieces(verlauf.ist):
        teile.append(_line(stueck, jahre, 'stroke="var(--ink)" stroke-width="2.4" stroke-linejoin="round"'))
    teile += [_dot(punkt, jahre, "var(--ink)", 7.5) for punkt in verlauf.ist]
    return "".join(teile) + "</svg>"


def describe_zielverlauf(verlauf: Zielverlauf) -> str:
    """The message of the drawing for those who do not see it."""
    if not verlauf.ist:
        return "Verlauf der Zielerreichung: noch keine Zahl"
    teile = [f"{jahr}: {format_percent(wert, 0)}" for jahr, wert in verlauf.ist]
    text = "Verlauf der Zielerreichung " + ", ".join(teile)
    jahr, _ = verlauf.ist[-1]
    soll = dict(verlauf.soll).get(jahr)
    if soll is not None:
        text += f"; Soll {jahr}: {format_percent(soll, 0)}"
    if verlauf.prognose is not None:
        text += f"; bei gleichem Tempo {verlauf.prognose[0]}: {format_percent(verlauf.prognose[1], 0)}"
    return text


def _share(jahr: int, jahre: range) -> Fraction:
    """How far along the axis a year lies; one year alone is the beginning."""
    return Fraction(jahr - jahre[0], max(len(jahre) - 1, 1))


def _at(punkt: Punkt, jahre: range) -> str:
    return f"{px(_FELD * _share(punkt[0], jahre))} {px(_FELD * (1 - clipped(punkt[1])))}"


def _line(punkte: Sequence[Punkt], jahre: range, strich: str) -> str:
    if len(punkte) < 2:  # noqa: PLR2004 - a line has two ends
        return ""
    return f'<path d="M{"L".join(_at(p, jahre) for p in punkte)}" fill="none" {strich} {_OHNE_DEHNUNG}/>'


def _dot(punkt: Punkt, jahre: range, farbe: str, dicke: float) -> str:
    """A stroke without length and with round ends: a disc that no stretching makes an egg."""
    strich = f'stroke="{farbe}" stroke-width="{px(dicke)}" stroke-linecap="round"'
    return f'<path d="M{_at(punkt, jahre)}h0" {strich} {_OHNE_DEHNUNG}/>'


def _pieces(punkte: Sequence[Punkt]) -> list[list[Punkt]]:
    """Runs of years that follow one another; an unknown year is a gap."""
    stuecke: list[list[Punkt]] = []
    for punkt in punkte:
        if not stuecke or punkt[0] != stuecke[-1][-1][0] + 1:
            stuecke.append([])
        stuecke[-1].append(punkt)
    return stuecke

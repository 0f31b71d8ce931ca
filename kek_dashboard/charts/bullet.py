"""Bullet: a bar for the Zielerreichung with a stroke where the plan wants it to be.

That of an Unterziel also has a ring where it is heading, and a small sign for each of its Kennzahlen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from kek_dashboard.charts.stand import STAENDE
from kek_dashboard.charts.theme import escape, px
from kek_dashboard.domain.runden import clipped
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.formats import format_percent

BREITE, HOEHE, BALKEN = 132, 20, 8
# The bar of an Unterziel is as wide as its column; signs that would touch at this width stand under each other.
_SCHMALSTE, _ZEICHEN = 150, 10
_OBEN, _DICK, _REIHE = 5, 10, 27
# Signs of the Stände around the middle: a disc, or an arrow turned as in the symbol of the Stand.
_PFEIL = "M4.9 0L-3.8 4.3V-4.3z"
_DREHUNG = MappingProxyType(
    {
        Stand.AUF_KURS: -45,
        Stand.LEICHT_HINTER_PLAN: 0,
        Stand.DEUTLICH_HINTER_PLAN: 45,
        Stand.FALSCHE_RICHTUNG: 90,
    }
)


@dataclass(frozen=True, slots=True)
class Kennzahlpunkt:
    """One Kennzahl under the bar: its own Zielerreichung, its Stand and what it is called."""

    anteil: Fraction
    stand: Stand
    name: str

    @property
    def wert(self) -> str:
        """Its figure and its Stand in words."""
        return f"{format_percent(self.anteil, 0)} {STAENDE[self.stand].wort}"


def draw_bullet(ist: Fraction | None, soll: Fraction | None, farbe: str) -> str:
    """Bar cut to 0 … 100 % in a status colour, stroke at the Soll; an empty dashed field without a figure."""
    oben = (HOEHE - BALKEN) / 2
    kopf = f'<svg class="bullet" width="{BREITE}" height="{HOEHE}" viewBox="0 0 {BREITE} {HOEHE}" aria-hidden="true">'
    feld = f'y="{px(oben)}" height="{BALKEN}" rx="2"'
    if ist is None:
        return (
            f'{kopf}<rect x=".5" {feld} width="{BREITE - 1}" fill="none" stroke="var(--line)"'
            ' stroke-dasharray="3 3"/></svg>'
        )
    teile = [kopf, f'<rect {feld} width="{BREITE}" fill="var(--track)"/>']
    lang = BREITE * clipped(ist)
    if lang > 0:
        teile.append(f'<rect {feld} width="{px(max(lang, Fraction(2)))}" fill="var(--{escape(farbe)})"/>')
    if soll is not None:
        x = min(max(BREITE * clipped(soll), Fraction(1)), Fraction(BREITE - 1))
        teile.append(f'<path d="M{px(x)} 1.5v17" stroke="var(--ink)" stroke-width="2"/>')
    return "".join(teile) + "</svg>"


def describe_bullet(ist: Fraction | None, soll: Fraction | None) -> str:
    """What the bar says, for those who do not see it."""
    if ist is None:
        return "Zielerreichung: keine Zahl"
    return f"Zielerreichung {format_percent(ist, 0)}, Soll {format_percent(soll, 0)}"


def draw_zielbullet(
    ist: Fraction | None,
    soll: Fraction | None,
    prognose: Fraction | None,
    farbe: str,
    punkte: Sequence[Kennzahlpunkt] = (),
) -> str:
    """Bar, Soll, forecast and Kennzahlen of an Unterziel on one scale of 0 … 100 %, as wide as its place.

    Without ``ist`` the bar is an empty dashed field; Kennzahlen are shown all the same, for they have a figure.
    """
    reihen = _rows(punkte)
    hoehe = _REIHE + _ZEICHEN * max(len(reihen) - 1, 0) + 5 if reihen else 2 * _OBEN + _DICK
    mitte = _OBEN + _DICK // 2
    feld = f'y="{_OBEN}" height="{_DICK}" rx="2"'
    teile = [f'<svg class="zielbullet" width="100%" height="{hoehe}" overflow="visible" aria-hidden="true">']
    if ist is None:
        teile.append(f'<rect {feld} width="100%" fill="none" stroke="var(--line)" stroke-dasharray="3 3"/>')
    else:
        teile.append(f'<rect {feld} width="100%" fill="var(--track)"/>')
        if clipped(ist) > 0:
            teile.append(f'<rect {feld} width="{_share(ist)}" fill="var(--{escape(farbe)})"/>')
    if ist is not None and prognose is not None and prognose > clipped(ist):
        teile.append(
            f'<line x1="{_share(ist)}" x2="{_share(prognose)}" y1="{mitte}" y2="{mitte}" stroke="var(--ink)"'
            ' stroke-width="1.4" stroke-dasharray="1.5 2.5"/>'
        )
    if soll is not None:
        x = _share(soll)
        teile.append(f'<line x1="{x}" x2="{x}" y1="1" y2="19" stroke="var(--ink)" stroke-width="2"/>')
    if prognose is not None:
        teile.append(
            f'<circle class="prognose" cx="{_share(prognose)}" cy="{mitte}" r="4.1" fill="var(--paper)"'
            ' stroke="var(--ink)" stroke-width="1.5"/>'
        )
    for tiefe, reihe in enumerate(reihen):
        teile += [
            _place(_share(p.anteil), _REIHE + _ZEICHEN * tiefe, draw_stelle(p.stand, f"{p.name}: {p.wert}"))
            for p in reihe
        ]
    return "".join(teile) + "</svg>"


def draw_stelle(stand: Stand, name: str = "") -> str:
    """The small sign of a Stand around the origin; ``name`` is shown to whoever points at it."""
    titel = f"<title>{escape(name)}</title>" if name else ""
    farbe = f'fill="var(--{STAENDE[stand].farbe})"'
    if stand not in _DREHUNG:
        return f'<circle r="4.1" {farbe}>{titel}</circle>'
    return f'<path d="{_PFEIL}" transform="rotate({_DREHUNG[stand]})" {farbe}>{titel}</path>'


def describe_zielbullet(
    ist: Fraction | None,
    soll: Fraction | None,
    prognose: Fraction | None,
    punkte: Sequence[Kennzahlpunkt] = (),
) -> str:
    """What bar, ring and signs say, for those who do not see them."""
    satz = describe_bullet(ist, soll)
    if prognose is not None:
        satz += f", Prognose {format_percent(prognose, 0)}"
    einzeln = (p.wert for p in sorted(punkte, key=lambda p: -p.anteil))
    return satz + (f"; je Kennzahl: {', '.join(einzeln)}" if punkte else "")


def _rows(punkte: Sequence[Kennzahlpunkt]) -> list[list[Kennzahlpunkt]]:
    """The signs from left to right, in as many rows as it takes that none hides another."""
    reihen: list[list[Kennzahlpunkt]] = []
    for punkt in sorted(punkte, key=lambda p: clipped(p.anteil)):
        x = clipped(punkt.anteil) * _SCHMALSTE
        frei = (r for r in reihen if x - clipped(r[-1].anteil) * _SCHMALSTE >= _ZEICHEN)
        reihe = next(frei, None)
        if reihe is None:
            reihen.append([punkt])
        else:
            reihe.append(punkt)
    return reihen


def _share(anteil: Fraction) -> str:
    """A share as a place on the scale."""
    return f"{px(100 * clipped(anteil))}%"


def _place(x: str, y: int, zeichnung: str) -> str:
    return f'<svg x="{x}" y="{y}" overflow="visible">{zeichnung}</svg>'

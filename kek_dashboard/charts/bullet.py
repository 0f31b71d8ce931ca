"""Bullet: a bar for the Zielerreichung with a stroke where the plan wants it to be."""

from __future__ import annotations

from fractions import Fraction

from kek_dashboard.charts.theme import escape, px
from kek_dashboard.domain.runden import clipped
from kek_dashboard.formats import format_percent

BREITE, HOEHE, BALKEN = 132, 20, 8


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

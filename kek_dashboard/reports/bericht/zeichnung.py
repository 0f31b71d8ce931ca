"""Zeichnung: drawings of the screen made fit for paper: fixed colours and typeface, nothing from a style sheet."""

from __future__ import annotations

import re
from typing import Final

from kek_dashboard.charts.stand import Zeichen
from kek_dashboard.charts.theme import LICHT
from kek_dashboard.charts.verlauf_svg import inline_colours
from kek_dashboard.reports.bericht.zeichensatz import SCHRIFT, printable

#: Colours of the page that drawings use beside ``LICHT``; of paper, so a little darker than on the screen.
_MEHR_FARBEN: Final = {"track": "#dedbd3", "accent": "#0b5566", "ground": "#ffffff"}
_VARIABLE: Final = re.compile(r"var\((--[a-z-]+)")


def draw_marke(zeichen: Zeichen) -> str:
    """The symbol as a drawing of its own, in its light colour; shapes differ, so it says the same in grey."""
    return fixed_svg(zeichen.draw().replace("currentColor", LICHT[zeichen.farbe]))


def fixed_svg(svg: str) -> str:
    """A drawing that needs no style sheet: light colours, our typeface, letters that it has."""
    svg = printable(inline_colours(svg)).replace("currentColor", LICHT["ink"])
    for name, farbe in _MEHR_FARBEN.items():
        svg = svg.replace(f"var(--{name})", farbe)
    if fremd := _VARIABLE.search(svg):
        raise ValueError(f"A drawing uses the colour {fremd.group(1)}, which paper does not have.")
    kopf, rest = svg.split(">", 1)
    if "xmlns=" not in kopf:
        kopf = kopf.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    if "font-family" not in kopf:
        kopf = kopf.replace("<svg", f'<svg font-family="{SCHRIFT}"', 1)
    return f"{kopf}>{rest}"

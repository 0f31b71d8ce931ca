"""Theme: the colours and the type of all figures, and how text gets safely into an SVG.

SVG figures name colours as CSS variables, so that dark mode and print follow the page. Plotly knows
no variables: its figures carry ``LICHT`` colours, which ``assets/20_verlauf.css`` maps to the variables.
"""

from __future__ import annotations

import html
from fractions import Fraction
from types import MappingProxyType

#: Colours on a light ground by CSS variable; contrast on white at least 4.5 : 1 but for ``line``.
LICHT = MappingProxyType(
    {
        "ink": "#17212b",
        "soft": "#566270",
        "faint": "#646f79",
        "line": "#dedbd3",
        "paper": "#ffffff",
        "done": "#0b3c6f",
        "good": "#2468b2",
        "light": "#8f5d00",
        "heavy": "#b8480b",
        "wrong": "#7c1f0d",
        "none": "#646e78",
    }
)

#: The same on a dark ground, as ``assets/01_grund.css`` has them.
DUNKEL = MappingProxyType(
    {
        "ink": "#e8ecef",
        "soft": "#a9b4be",
        "faint": "#97a2ac",
        "line": "#34404a",
        "paper": "#1a232b",
        "done": "#9cc4f0",
        "good": "#6aa6e6",
        "light": "#e0a93a",
        "heavy": "#ee8a4d",
        "wrong": "#f08a76",
        "none": "#98a3ad",
    }
)

SCHRIFT = '"Source Sans 3", "Source Sans Pro", "Segoe UI", system-ui, "Noto Sans", sans-serif'


def escape(text: object) -> str:
    """Text made safe for an SVG, as content and inside quotes."""
    return html.escape(str(text), quote=True)


def px(value: float | Fraction) -> str:
    """A length for an SVG: at most one decimal.

    >>> [px(12.0), px(Fraction(1, 3)), px(-0.04)]
    ['12', '0.3', '0']
    """
    text = f"{float(value):.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text

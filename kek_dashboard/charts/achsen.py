"""Achsen: axes, margins and type of the plotly figures, and what plotly may do with them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kek_dashboard.charts.theme import LICHT, SCHRIFT

HOEHE, OBEN, UNTEN, RECHTS = 380, 34, 36, 96
#: Height of the field between the axes, in pixels.
FELD = HOEHE - OBEN - UNTEN
SCHRIFTGRAD = 14
# Over more years than this only every other one is named.
_MANY_YEARS = 11

#: What plotly may do: no button that sends data away, no toolbar; dragging zooms, a double click shows all again.
CONFIG: Any = {
    "showSendToCloud": False,
    "displayModeBar": False,
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
}


def draw_layout(
    jahre: tuple[float, float],
    spanne: tuple[Fraction, Fraction],
    notizen: list[dict[str, Any]],
    formen: list[dict[str, Any]],
) -> dict[str, Any]:
    """Layout of a figure over years; no legend, every line carries its own name.

    The height is fixed and the width free; room at the right is for labels of two short lines.
    """
    von, bis = jahre
    schrift = {"family": SCHRIFT, "size": SCHRIFTGRAD}
    return {
        "height": HOEHE,
        "margin": {"l": 8, "r": RECHTS, "t": OBEN, "b": UNTEN},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {**schrift, "color": LICHT["soft"]},
        "separators": ",.",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": "zoom",
        "hoverlabel": {
            "bgcolor": LICHT["ink"],
            "bordercolor": LICHT["ink"],
            "font": {**schrift, "color": LICHT["paper"]},
        },
        "xaxis": {
            "range": [von - 0.3, bis + 0.15],
            "tickformat": "d",
            "tick0": int(von),
            "dtick": 1 if bis - von < _MANY_YEARS else 2,
            "tickangle": 0,
            "ticks": "",
            "showgrid": False,
            "zeroline": False,
            "automargin": False,
        },
        "yaxis": {
            "range": [float(spanne[0]), float(spanne[1])],
            "gridcolor": LICHT["line"],
            "nticks": 6,
            "exponentformat": "none",
            "ticklabelstandoff": 6,
            "zeroline": False,
            "automargin": True,
        },
        "annotations": notizen,
        "shapes": formen,
    }


def annotation(text: str, farbe: str, **lage: Any) -> dict[str, Any]:  # noqa: ANN401 - plotly's own
    """A label; its text was formatted here and comes from no file but for the unit, which is escaped."""
    return {"text": text, "showarrow": False, "font": {"color": LICHT[farbe], "size": SCHRIFTGRAD}, **lage}

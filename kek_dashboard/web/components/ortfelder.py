"""Ortfelder: what a form sends along unseen, so that the next page shows the same Berichtsjahr, day and Zielsystem."""

from __future__ import annotations

from dash.development.base_component import Component

from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.seite import Kontext


def place_fields(kontext: Kontext, *, ohne: str = "") -> list[Component]:
    """One hidden field for each part of ``kontext.ort``, without the one the form itself asks for."""
    return [Eingabe("hidden", name, wert) for name, wert in kontext.ort.items() if name != ohne]

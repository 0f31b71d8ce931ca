"""Impressum: who answers for what is shown, in the county's own words."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.settings import Settings
from kek_dashboard.web.offen import Verweis, county_text, open_page

TITEL = "Impressum"


def inhalt(settings: Settings | None, verweis: Verweis) -> list[Component]:  # noqa: ARG001 - like its neighbours
    """The heading and what the county says."""
    text = None if settings is None else settings.impressum
    return [
        html.H1(TITEL, tabIndex="-1"),
        *county_text(text, "KEK_IMPRESSUM", "Das Impressum des Landkreises", TITEL),
    ]


SEITE = open_page("/impressum", TITEL, inhalt)

"""Karte: one short answer under its question, labelled once where a figure in it is made up."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.web.components.zeichen import beispiel_tag, marked


def karte(titel: str, satz: str, beweis: Sequence[Component] = (), *, beispiel: bool = False) -> Component:
    """Question, answer (``**`` around what counts) and what it rests on."""
    marke = beispiel_tag(Herkunft.BEISPIEL if beispiel else None)
    return html.Section(
        [html.H2([titel, *marke]), html.P(marked(satz)), *beweis],
        className="karte antwort",
    )

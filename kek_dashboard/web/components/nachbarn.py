"""Nachbarn: the way to the page before and the page after, as one reads one after the other."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.web.components.aria import aria

Nachbar = tuple[str, str]


def nachbarn(davor: Nachbar | None, danach: Nachbar | None, titel: str) -> Component:
    """Links to the neighbours, each its words and its address; ``titel`` names the navigation to those who hear it."""
    teile = [
        html.A(
            [*_arrow(vor), wort, *_arrow(nach)],
            href=adresse,
            className=f"nachbar {klasse}",
        )
        for vor, nach, klasse, nachbar in (("‹ ", "", "davor", davor), ("", " ›", "danach", danach))
        if nachbar is not None
        for wort, adresse in (nachbar,)
    ]
    return html.Nav(teile, className="nachbarn", **aria(label=titel))


def _arrow(zeichen: str) -> list[Component]:
    return [html.Span(zeichen, **aria(hidden="true"))] if zeichen else []

"""Ursachen: each cause of a difference as a list item, its cell as a link."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.ursachenworte import cause_text, kennzahl_name
from kek_dashboard.domain.unterschied import Ursache
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.zeichen import marked
from kek_dashboard.web.seite import Kontext


def draw_cause(kontext: Kontext, ursache: Ursache, *, with_number: bool = False) -> Component:
    """One cause as a list item: what changed, from what to what, and the link to its cell.

    ``kontext`` is that of the later day: what came since is not known on the earlier one.
    ``with_number`` names the Kennzahl or Maßnahme, where it does not stand above.
    """
    text = cause_text(kontext.stand, ursache, with_name=with_number)
    vorn = kennzahl_name(kontext.stand, ursache) if with_number else ""
    stelle = ursache.fundstelle
    woher: list[str | Component] = (
        [] if not stelle.zelle else [" ", html.Small(linked(kontext, f"Zelle {stelle.zelle}", stelle))]
    )
    return html.Li([f"{vorn}: " if vorn else "", *marked(text), *woher])

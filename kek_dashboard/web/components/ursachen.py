"""Ursachen: each cause of a difference as a list item, its cell as a link, and why it was changed."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.ursachenworte import cause_text, kennzahl_name, reason_texts
from kek_dashboard.domain.unterschied import Ursache
from kek_dashboard.domain.ursachenart import Grund, Ursachenart
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


def draw_reasons(kontext: Kontext, gruende: Iterable[Grund]) -> list[Component]:
    """Reason and Beschluss of the Lieferungen behind these causes, each once.

    What counts again because a Lieferung was taken back was not changed for the reason of the older one.
    """
    geaendert = (g.ursache for g in gruende if g.art is not Ursachenart.ZURUECKGEZOGEN)
    return [
        html.P(f"Grund der Änderung: {text}", className="leise begruendung")
        for text in reason_texts(kontext.stand, geaendert)
    ]

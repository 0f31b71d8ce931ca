"""Wortlaut: what the Kreistag decided, word for word, with the Drucksache, its day and its cell."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.ziele import Ziel, Zielfassung
from kek_dashboard.formats import format_date
from kek_dashboard.web.components.fundstelle import draw_fundstelle
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.seite import Kontext


def wording(kontext: Kontext, ziel: Ziel) -> list[Component]:
    """Each wording that holds, the leading one first."""
    titel = "Wortlaut" if len(ziel.fassungen) == 1 else f"Wortlaut in {len(ziel.fassungen)} Fassungen"
    return [
        html.H2(titel, className="nur-gelesen"),
        *(_one(kontext, fassung) for fassung in ziel.fassungen),
    ]


def _one(kontext: Kontext, fassung: Zielfassung) -> Component:
    gilt = [f"gilt ab {format_date(fassung.gueltig_ab)}"] if fassung.gueltig_ab else []
    gilt += [f"bis {format_date(fassung.gueltig_bis)}"] if fassung.gueltig_bis else []
    teile: list[str | Component] = [
        " · ".join(
            teil
            for teil in (fassung.zielsystem, fassung.beschluss or "ohne Beschluss", " ".join(gilt))
            if teil
        )
    ]
    if fassung.fundstelle.zelle:
        teile += [" · ", draw_fundstelle(kontext, fassung.fundstelle)]
    return html.Figure(
        [
            html.Blockquote(fassung.wortlaut or fassung.kurztitel),
            html.Figcaption([*teile, *beispiel_tag(fassung.herkunft)]),
        ],
        className="leitbild",
    )

"""Bild: old Unterziele left, new Ziele right, and the lines between them."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.brueckenbild import ART_WORT, describe_bruecke, draw_art, draw_bruecke
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.pages.bruecke.sicht import Sicht, ziel_link
from kek_dashboard.web.seite import Kontext

#: Where the table begins that says the same as the picture.
TABELLE = "schicksale"


def picture(kontext: Kontext, sicht: Sicht) -> Component:
    """The picture with its legend; the table is one key away."""
    bruecke = sicht.bruecke
    links = [html.Li(ziel_link(kontext, bruecke.alt, s.ziel, jahr=sicht.jahr)) for s in bruecke.schicksale]
    rechts = [html.Li(ziel_link(kontext, bruecke.neu, u.ziel)) for u in bruecke.urspruenge]
    return html.Section(
        [
            html.H2(f"Von {bruecke.alt.name} zu {bruecke.neu.name}"),
            html.P(html.A("Dasselbe als Tabelle", href=f"#{TABELLE}"), className="leise zur-tabelle"),
            html.Div(
                [
                    _column(bruecke.alt.name, links),
                    Svg(draw_bruecke(bruecke), describe_bruecke(bruecke), "bruecke-linien"),
                    _column(bruecke.neu.name, rechts),
                ],
                className="bruecke-bild",
            ),
            _legend(sicht),
        ],
        className="karte bruecke-karte",
    )


def _column(name: str, zeilen: Sequence[Component]) -> Component:
    return html.Div([html.H3(name), html.Ol(list(zeilen))], className="bruecke-spalte")


def _legend(sicht: Sicht) -> Component:
    arten = [art for art in ART_WORT if sicht.bruecke.count(art)]
    zeilen: list[Component] = [html.Li([Svg(draw_art(art)), ART_WORT[art]]) for art in arten]
    if any(not ursprung.alte for ursprung in sicht.bruecke.urspruenge):
        zeilen.append(html.Li([html.Span("○", **aria(hidden="true")), " aus keinem alten Unterziel"]))
    return html.Ul(zeilen, className="legende", **aria(label="Zeichen des Bildes"))

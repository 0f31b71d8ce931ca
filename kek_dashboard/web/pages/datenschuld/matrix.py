"""Matrix: every Kennzahl and year at a glance: delivered, late, without a value, overdue or not yet due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.faelligkeit import ZEICHEN, describe_year, draw_symbols, draw_year
from kek_dashboard.domain.datenschuld import Datenschuld
from kek_dashboard.domain.faelligkeit import Faelligkeit
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.seite import Kontext


def legend() -> Component:
    """What the symbols of the matrix mean."""
    return html.Ul(
        [
            html.Li([Svg(zeichen.draw()), zeichen.wort], className=f"k-{zeichen.farbe}")
            for zeichen in ZEICHEN.values()
        ],
        className="legende",
        **aria(label="Zeichen der Übersicht"),
    )


def matrix(kontext: Kontext, schulden: Sequence[Datenschuld]) -> Component:
    """One row a Kennzahl below its Fachbereich, one column a year; scrolls inside itself, by keyboard too."""
    jahre = [jahr for jahr in kontext.stand.jahre if jahr <= kontext.jahr]
    kopf = html.Tr([html.Th("Kennzahl", scope="col"), *(html.Th(str(j), scope="col") for j in jahre)])
    rumpf = [_group(kontext, schuld, jahre) for schuld in schulden]
    return html.Div(
        [
            Svg(draw_symbols(), className="nur-gelesen"),
            html.Table(
                [
                    html.Caption("Vollständigkeit je Kennzahl und Jahr", className="nur-gelesen"),
                    html.Thead(kopf),
                    *rumpf,
                ],
                className="matrix",
            ),
        ],
        className="rollen",
        role="region",
        tabIndex="0",
        **aria(label="Vollständigkeit je Kennzahl und Jahr"),
    )


def _group(kontext: Kontext, schuld: Datenschuld, jahre: Sequence[int]) -> Component:
    zellen: dict[str, dict[int, list[Faelligkeit]]] = {}
    for f in schuld.faelligkeiten:
        zellen.setdefault(f.kennzahl_nr, {}).setdefault(f.zeitraum.jahr, []).append(f)
    breit: dict[str, Any] = {"colSpan": len(jahre) + 1}
    titel = html.Th(
        html.Span(schuld.fachbereich or "ohne Fachbereich"), scope="rowgroup", className="gruppe", **breit
    )
    return html.Tbody(
        [html.Tr(titel), *(_row(kontext, nr, je_jahr, jahre) for nr, je_jahr in zellen.items())]
    )


def _row(kontext: Kontext, nr: str, je_jahr: dict[int, list[Faelligkeit]], jahre: Sequence[int]) -> Component:
    kennzahl = kontext.stand.akten[nr].kennzahl
    name = html.A([html.Span(nr, className="nr"), " ", kennzahl.bezeichnung], href=kontext.link_kennzahl(nr))
    return html.Tr([html.Th(name, scope="row"), *(_cell(je_jahr.get(jahr, [])) for jahr in jahre)])


def _cell(teile: list[Faelligkeit]) -> Component:
    if not teile:
        return html.Td(html.Span("nichts zu liefern", className="nur-gelesen"))
    return html.Td(Svg(draw_year(teile), describe_year(teile)))

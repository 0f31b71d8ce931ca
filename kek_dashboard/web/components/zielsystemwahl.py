"""Zielsystemwahl: which Zielsystem is shown, and the way to the same page of another one."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.zielsystem import Zielsystem, word_in_address
from kek_dashboard.formats import format_date
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.seite import Kontext

#: What an address may keep on the way into another Zielsystem: days and plans are the same in all.
_BLEIBT = ("von", "bis", "haushaltsjahr", "fassung", "euro")
#: A number means something else there, or nothing; the page that leads to it is the same.
_STATT = {"unterziel": "/", "massnahme": "/massnahmen", "vortrag": "/vortrag"}


def zielsystemwahl(kontext: Kontext) -> list[Component]:
    """The Zielsystem in the head of every page, its choice one key away; nothing where there is only one."""
    systeme = kontext.stand.zielsysteme
    if len(systeme) <= 1:
        return []
    hier = kontext.stand.zielsystem
    return [
        html.Details(
            [
                html.Summary(
                    [
                        html.Span("Zielsystem", className="leise"),
                        " ",
                        html.Strong(hier.name),
                    ],
                    **aria(label=f"Zielsystem {hier.name}: ein anderes wählen"),
                ),
                html.Ul(
                    [
                        *(html.Li(_entry(kontext, system)) for system in systeme),
                        html.Li(html.A("Was aus den Zielen wird", href=kontext.link("/zielsysteme"))),
                    ]
                ),
            ],
            className="zielsystemwahl",
        )
    ]


def zielsystem_hinweis(kontext: Kontext) -> list[Component]:
    """A line below the head where another Zielsystem is shown than the page opens with, with the way back."""
    stand = kontext.stand
    sonst = stand.default_system()
    if stand.zielsystem.name == sonst.name:
        return []
    return [
        html.Div(
            [
                html.Strong(f"Zielsystem {stand.zielsystem.name}"),
                f" – Ziele {span_text(stand.zielsystem)}. ",
                html.A(f"Zurück zu {sonst.name}", href=link_to(kontext, sonst)),
            ],
            className="banner",
            role="status",
        )
    ]


def link_to(kontext: Kontext, system: Zielsystem) -> str:
    """The page in another Zielsystem: its own opening year where that has not the Berichtsjahr."""
    stand = kontext.stand
    teil = kontext.pfad.strip("/").partition("/")
    pfad = _STATT.get(teil[0], kontext.pfad) if teil[2] else kontext.pfad
    wort = None if system == stand.default_system() else word_in_address(system, stand.zielsysteme)
    rest = {name: wert for name, wert in kontext.rest.items() if name in _BLEIBT}
    jahr = kontext.jahr if kontext.jahr in system.jahre else None
    return kontext.link(pfad, **rest, zielsystem=wort, jahr=jahr)


def span_text(system: Zielsystem) -> str:
    """Its years and since when it holds: „2024–2032, gültig seit 25.09.2024“."""
    text = f"{system.erstes_jahr}–{system.letztes_jahr}"
    if system.gueltig_ab is not None:
        text += f", gültig seit {format_date(system.gueltig_ab)}"
    if system.gueltig_bis is not None:
        text += f" bis {format_date(system.gueltig_bis)}"
    return text


def _entry(kontext: Kontext, system: Zielsystem) -> Component:
    text = [html.Strong(system.name), html.Small(span_text(system))]
    if system.name == kontext.stand.zielsystem.name:
        return html.Span(text, **aria(current="true"))
    return html.A(text, href=link_to(kontext, system))

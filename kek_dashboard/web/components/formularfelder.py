"""Formularfelder: native, labelled fields of plain forms; written out as HTML, drawn by no script."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dash import html
from dash.development.base_component import Component

from kek_dashboard.web.components.browser import Eingabe


def text_field(
    name: str,
    titel: str,
    *,
    art: str = "text",
    wert: str = "",
    hilfe: str = "",
    **attribute: object,
) -> Component:
    """A labelled input; ``hilfe`` stands below it and is read with it."""
    if hilfe:
        attribute["aria-describedby"] = f"{name}-hilfe"
    return html.Div(
        [
            html.Label(titel, htmlFor=name),
            Eingabe(art, name, wert, id=name, attribute=attribute),
            *([html.Small(hilfe, id=f"{name}-hilfe")] if hilfe else []),
        ],
        className="feld",
    )


def choice(name: str, titel: str, werte: Iterable[tuple[str, str]], gewaehlt: str = "") -> Component:
    """A labelled native choice."""
    optionen = [
        html.Option(text, value=wert, **({"selected": "selected"} if wert == gewaehlt else {}))  # type: ignore[arg-type]
        for wert, text in werte
    ]
    return html.Div(
        [html.Label(titel, htmlFor=name), html.Select(optionen, id=name, name=name)], className="feld"
    )


def ticks(
    name: str,
    titel: str,
    werte: Iterable[tuple[str, str, str]],
    gewaehlt: Collection[str] = (),
    klasse: str = "",
) -> Component:
    """A group of boxes to tick: value, word and what it means."""
    haken = []
    for nr, (wert, wort, satz) in enumerate(werte):
        ident = f"{name}-{nr}"
        angekreuzt = {"checked": True} if wert in gewaehlt else {}
        haken.append(
            html.Div(
                [
                    Eingabe("checkbox", name, wert, id=ident, attribute=angekreuzt),
                    html.Label([wort, *([html.Small(satz)] if satz else [])], htmlFor=ident),
                ],
                className="haken",
            )
        )
    return html.Fieldset([html.Legend(titel), html.Div(haken, className=klasse)])

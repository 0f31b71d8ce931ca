"""Erläuterung: what the Fachbereiche say about a Kennzahl, Unterziel or Maßnahme, with their name."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.massnahme import Erlaeuterung
from kek_dashboard.formats import format_zeitraum
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.seite import Kontext


def erlaeuterungen(kontext: Kontext, bezug: str, nr: str) -> list[Component]:
    """All texts on one thing, newest Zeitraum first; nothing where there is none."""
    texte = [e for e in kontext.stand.erlaeuterungen if e.bezug.casefold() == bezug and e.bezug_nr == nr]
    if not texte:
        return []
    texte.sort(key=lambda e: e.zeitraum, reverse=True)
    return [html.Section([html.H2("Erläuterungen"), *(_text(e) for e in texte)], className="karte")]


def _text(e: Erlaeuterung) -> Component:
    wer = ", ".join(teil for teil in (e.verfasser, format_zeitraum(e.zeitraum) if e.zeitraum else "") if teil)
    teile: list[Component] = [html.P(e.text)]
    if e.umfeld:
        teile.append(html.P([html.Strong("Umfeld: "), e.umfeld]))
    if e.beurteilung:
        teile.append(html.P([html.Strong("Beurteilung: "), e.beurteilung]))
    teile.append(html.P([wer or "ohne Verfasser", *beispiel_tag(e.herkunft)], className="leise"))
    return html.Div(teile, className="erlaeuterung")

"""Rechnung: how the judgement of a Kennzahl came about, in sentences, and the cells of all that went into it."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.rechenweg import rechenweg
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import format_zeitraum
from kek_dashboard.web.components.faltung import faltung
from kek_dashboard.web.components.fundstelle import draw_fundstelle
from kek_dashboard.web.components.zeichen import beispiel_tag, marked
from kek_dashboard.web.seite import Kontext


def rechenweg_karte(kontext: Kontext, akte: Kennzahlakte, b: Bewertung) -> Component:
    """The Rechenweg, open; folded away by whoever does not need it."""
    zeilen: list[Component] = [
        html.Div([html.Dt(schritt.titel), html.Dd(marked(schritt.text))]) for schritt in rechenweg(akte, b)
    ]
    woher = _inputs(kontext, akte, b)
    if woher:
        zeilen.append(html.Div([html.Dt("Woher"), html.Dd(woher)]))
    titel = html.H2(["Rechenweg", *beispiel_tag(b.herkunft)])
    return html.Section(faltung([titel], [html.Dl(zeilen, className="rechenweg")]), className="karte")


def _inputs(kontext: Kontext, akte: Kennzahlakte, b: Bewertung) -> list[Component]:
    """Every figure that went into the last judgement, with the cell it was read from."""
    form = werteform(akte)
    aus = b.jahreswerte[-1].aus if b.jahreswerte else ()
    zahlen = [(f"{format_zeitraum(m.zeitraum)}: {form.wert(m.wert)}", m.fundstelle) for m in aus]
    if b.is_assessable:
        zahlen += [(f"Ziel {ziel.jahr}: {form.wert(ziel.wert)}", ziel.fundstelle) for ziel in akte.zielwerte]
        zahlen += [
            (f"Reihenbruch ab {format_zeitraum(bruch.ab)}", bruch.fundstelle) for bruch in akte.reihenbrueche
        ]
        zahlen.append(("Stammdaten der Kennzahl", akte.kennzahl.fundstelle))
    return [html.Div([f"{text} – ", draw_fundstelle(kontext, stelle)]) for text, stelle in zahlen]

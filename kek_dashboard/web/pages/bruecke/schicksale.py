"""Schicksale: each old Unterziel with what becomes of it, how it ended, and its Kennzahlen through both Zielsysteme."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.brueckenbild import ART_WORT, draw_art
from kek_dashboard.domain.bruecke import Schicksal
from kek_dashboard.domain.herkunft import weakest
from kek_dashboard.domain.zielerreichung import bewerte
from kek_dashboard.formats import UNKNOWN, format_percent
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.reihen import kennzahl_sparkline
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, status_chip
from kek_dashboard.web.pages.bruecke.bild import TABELLE
from kek_dashboard.web.pages.bruecke.sicht import Sicht, ziel_link
from kek_dashboard.web.seite import Kontext


def fates(kontext: Kontext, sicht: Sicht) -> Component:
    """One row an old Unterziel; its Kennzahlen unfold below it."""
    schicksale = sicht.bruecke.schicksale
    spalten = [
        Spalte("Unterziel", "was", kopf=True),
        Spalte("Was wird daraus", "art", "wird:"),
        Spalte("Neues Ziel", "wohin", "neues Ziel:"),
        Spalte(f"Bilanz, sonst Stand {sicht.jahr}", "urteil", "Ergebnis:"),
        Spalte("Zielerreichung", "n", "Zielerreichung:"),
        Spalte("Beschluss und Bilanz", "worte", "Beschluss und Bilanz:"),
    ]
    zeichen = beispielzeichen(
        weakest((s.herkunft, sicht.gesamt.unterziele[s.ziel.nr].herkunft)) for s in schicksale
    )
    zeilen = [_row(kontext, sicht, schicksal, zeichen) for schicksal in schicksale]
    tafel = tabelle(
        spalten,
        zeilen,
        zeichen.title("Was aus jedem Unterziel wird"),
        f"schicksale {zeichen.klasse}".rstrip(),
        [_kennzahlen(kontext, sicht, schicksal, zeichen) for schicksal in schicksale],
    )
    return html.Section(
        [
            html.H2("Was wird aus jedem Unterziel?", id=TABELLE, tabIndex="-1"),
            *zeichen.head("Alle Wege, Texte und Zahlen dieser Tabelle", "Diese Angabe ist erfunden."),
            tafel,
        ],
        className="karte",
    )


def _row(kontext: Kontext, sicht: Sicht, schicksal: Schicksal, zeichen: Beispielzeichen) -> Sequence[Inhalt]:
    bruecke = sicht.bruecke
    u = sicht.gesamt.unterziele[schicksal.ziel.nr]
    neue: list[Component] = [html.Li(ziel_link(kontext, bruecke.neu, ziel)) for ziel in schicksal.neue]
    return [
        [
            ziel_link(kontext, bruecke.alt, schicksal.ziel, jahr=sicht.jahr),
            *zeichen.sign(weakest((schicksal.herkunft, u.herkunft))),
        ],
        html.Span([Svg(draw_art(schicksal.art)), ART_WORT[schicksal.art]], className="schicksal"),
        html.Ul(neue, className="ohne-punkt") if neue else UNKNOWN,
        status_chip(u.stand if u.bilanz is None else u.bilanz),
        format_percent(u.zielerreichung, 0),
        _words(kontext, schicksal),
    ]


def _words(kontext: Kontext, schicksal: Schicksal) -> Inhalt:
    """Who decided it, each to its cell, and how it ended in their words."""
    gesagt: dict[str, Component] = {}
    for schritt in schicksal.schritte:
        if schritt.beschluss:
            ort = linked(kontext, schritt.beschluss, schritt.fundstelle)
            gesagt.setdefault(schritt.beschluss, html.P(ort, className="beschluss"))
    texte: list[Component] = [html.P(text) for text in schicksal.bilanztexte]
    return [*gesagt.values(), *texte] or UNKNOWN


def _kennzahlen(
    kontext: Kontext, sicht: Sicht, schicksal: Schicksal, zeichen: Beispielzeichen
) -> Component | None:
    """The Kennzahlen that go on with their line through both Zielsysteme, then those that end."""
    if not schicksal.weiter and not schicksal.endet:
        return None
    teile: list[Component] = [
        html.Ul(
            [_series(kontext, sicht, nr, zeichen) for nr in schicksal.weiter], className="ohne-punkt reihen"
        )
    ]
    if schicksal.endet:
        namen: list[Component] = [html.Li(_name(kontext, sicht, nr)) for nr in schicksal.endet]
        enden = "Im nächsten Zielsystem nicht mehr gemessen:"
        teile.append(html.Div([html.P(enden, className="leise"), html.Ul(namen)], className="enden"))
    return html.Details([html.Summary(_summary(schicksal)), *teile])


def _summary(schicksal: Schicksal) -> str:
    weiter, alle = len(schicksal.weiter), len(schicksal.weiter) + len(schicksal.endet)
    if not weiter:
        return "Die eine Kennzahl endet" if alle == 1 else f"Alle {alle} Kennzahlen enden"
    if weiter == alle:
        return "Die eine Kennzahl geht weiter" if alle == 1 else f"Alle {alle} Kennzahlen gehen weiter"
    return f"{weiter} von {alle} Kennzahlen {'geht' if weiter == 1 else 'gehen'} weiter"


def _series(kontext: Kontext, sicht: Sicht, nr: str, zeichen: Beispielzeichen) -> Component:
    """Its values of all years, with the way and the target that the next Zielsystem gives it."""
    akte = sicht.nachher.akten[nr]
    bewertung = bewerte(akte, sicht.nachher.wissensstand.year)
    ziele = ", ".join(z.unterziel for z in akte.zuordnungen)
    return html.Li(
        [
            kennzahl_sparkline(akte, bewertung, sicht.jahre),
            html.Span(
                [_name(kontext, sicht, nr), html.Small(f" für {ziele}"), *zeichen.sign(bewertung.herkunft)]
            ),
        ]
    )


def _name(kontext: Kontext, sicht: Sicht, nr: str) -> Component:
    name = sicht.vorher.akten[nr].kennzahl.bezeichnung
    return html.A([html.Span(nr, className="nr"), " ", name], href=kontext.link_kennzahl(nr))

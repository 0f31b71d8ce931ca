"""Meilensteine: the steps of a Maßnahme on its time line and as a table, each with its cell."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.zeitleiste import WORT, describe_verzug
from kek_dashboard.domain.massnahmenstand import Massnahmenstand, Meilensteinstand, Schritt
from kek_dashboard.formats import format_date
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.fundstelle import draw_fundstelle
from kek_dashboard.web.components.massnahmentafel import NIE_VERMISCHT, marke, zeitleiste
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.seite import Kontext


def milestones_section(kontext: Kontext, blick: Massnahmenstand) -> Component:
    """The time line, each milestone with its cell, and what progress is not."""
    inhalt: list[Component] = [html.Div(zeitleiste(blick, kontext.stand.jahre), className="zeit gross")]
    if blick.schritte:
        zeichen = beispielzeichen(s.meilenstein.herkunft for s in blick.schritte)
        spalten = [
            Spalte("Meilenstein", "was", kopf=True),
            Spalte("Geplant", "zahl", "Geplant:"),
            Spalte("Erreicht", "zahl", "Erreicht:"),
            Spalte(f"Am {format_date(blick.stichtag)}", "etappen", f"Am {format_date(blick.stichtag)}:"),
            Spalte("Bemerkung", "leise"),
            Spalte("Woher", "woher"),
        ]
        zeilen = [_step(kontext, s, zeichen) for s in blick.schritte]
        inhalt += [
            *zeichen.head("Alle Meilensteine"),
            tabelle(spalten, zeilen, zeichen.title("Meilensteine"), f"meilensteine {zeichen.klasse}".strip()),
        ]
    else:
        inhalt.append(
            html.P(
                "Noch sind keine Meilensteine bekannt. Sie kommen mit den Stammdaten herein, auf dem Blatt "
                f"„Meilensteine“: Maßnahme-Nr. {blick.massnahme.nr}, Meilenstein, geplant, erreicht.",
                className="leise",
            )
        )
    return html.Section(
        [html.H2("Liegt sie in der Zeit?"), *inhalt, html.P(NIE_VERMISCHT, className="leise fussnote")],
        className="karte",
    )


def _step(kontext: Kontext, schritt: Schritt, zeichen: Beispielzeichen) -> list[Inhalt]:
    m = schritt.meilenstein
    zustand = WORT[schritt.stand]
    genau = describe_verzug(schritt)
    if m.erreicht is not None and schritt.stand is not Meilensteinstand.ERREICHT:
        genau = f"damals noch nicht; erreicht am {format_date(m.erreicht)}"
    return [
        [m.bezeichnung, *zeichen.sign(m.herkunft)],
        format_date(m.geplant),
        format_date(m.erreicht),
        [marke(schritt.stand, zustand), *([html.Small(genau)] if genau else [])],
        m.bemerkung,
        draw_fundstelle(kontext, m.fundstelle),
    ]

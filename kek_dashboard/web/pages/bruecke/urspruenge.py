"""Ursprünge: each new Ziel with the old Unterziele it comes from, and the Kennzahlen that begin with it."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.bruecke import Zielursprung
from kek_dashboard.formats import UNKNOWN, format_number
from kek_dashboard.web.components.beispiel import beispielzeichen
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.pages.bruecke.sicht import Sicht, link_into, ziel_link
from kek_dashboard.web.seite import Kontext

NEU = "neu"


def origins(kontext: Kontext, sicht: Sicht) -> Component:
    """One row a new Ziel."""
    urspruenge = sicht.bruecke.urspruenge
    spalten = [
        Spalte("Neues Ziel", "was", kopf=True),
        Spalte("kommt aus", "woher", "kommt aus:"),
        Spalte("Kennzahlen gehen weiter", "n", "Kennzahlen, die weitergehen:"),
        Spalte("Kennzahlen beginnen", "beginnt", "Kennzahlen, die beginnen:"),
    ]
    zeichen = beispielzeichen(u.ziel.fassungen[0].herkunft for u in urspruenge)
    tafel = tabelle(
        spalten,
        [_row(kontext, sicht, ursprung) for ursprung in urspruenge],
        zeichen.title(f"Woher die Ziele kommen: {sicht.bruecke.neu.name}"),
        f"urspruenge {zeichen.klasse}".rstrip(),
    )
    return html.Section(
        [
            html.H2("Woher kommen die neuen Ziele?"),
            *zeichen.head("Alle neuen Ziele dieser Tabelle", "Dieses Ziel ist erfunden."),
            tafel,
        ],
        className="karte",
    )


def _row(kontext: Kontext, sicht: Sicht, ursprung: Zielursprung) -> Sequence[Inhalt]:
    bruecke = sicht.bruecke
    alte: list[Component] = [
        html.Li(ziel_link(kontext, bruecke.alt, ziel, jahr=sicht.jahr)) for ziel in ursprung.alte
    ]
    beginnt: list[Component] = [html.Li(_kennzahl(kontext, sicht, nr)) for nr in ursprung.beginnt]
    return [
        [ziel_link(kontext, bruecke.neu, ursprung.ziel), html.Small(f" {ursprung.ziel.ebenenwort}")],
        html.Ul(alte, className="ohne-punkt") if alte else NEU,
        format_number(len(ursprung.weiter)),
        html.Ul(beginnt, className="ohne-punkt") if beginnt else UNKNOWN,
    ]


def _kennzahl(kontext: Kontext, sicht: Sicht, nr: str) -> Component:
    name = sicht.nachher.akten[nr].kennzahl.bezeichnung
    adresse = link_into(kontext, sicht.bruecke.neu, f"/kennzahl/{nr}")
    return html.A([html.Span(nr, className="nr"), " ", name], href=adresse)

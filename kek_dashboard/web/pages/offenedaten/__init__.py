"""Offene Daten: what the county gives away, under which licence, and every file of it.

Inside the screen for whoever may see it; a plain sheet for strangers where ``KEK_OFFENE_DATEN`` lets them in.
"""

from __future__ import annotations

from typing import Any

from dash import Dash, html
from dash.development.base_component import Component
from flask import Response

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.reports.offenedaten.herausgabe import PFAD
from kek_dashboard.web.anfrage import request_kontext
from kek_dashboard.web.blatt import blatt
from kek_dashboard.web.pages.offenedaten.ausgabe import send_datei
from kek_dashboard.web.pages.offenedaten.inhalt import inhalt
from kek_dashboard.web.seite import Kontext, Seite, Umgebung
from kek_dashboard.web.tor import RAHMEN, add_route
from kek_dashboard.web.verweigerung import refuse
from kek_dashboard.web.zugang import OFFEN, current, darf_offenes

TITEL = "Offene Daten"
_ZU = (
    "Die offenen Daten gibt es hier nur für Angemeldete. Für alle öffnet sie, wer den KEK-Monitor betreibt, mit der "
    "Einstellung KEK_OFFENE_DATEN=1."
)


def render(kontext: Kontext) -> Component:
    """The page, or that it is not open: with ``KEK_OEFFENTLICH`` alone strangers read pages and fetch no files."""
    if not darf_offenes(kontext.zugang, kontext.umgebung.settings):
        return html.Div(
            [html.H1(TITEL, tabIndex="-1"), html.P(_ZU, className="vorspann")], className="schmal text"
        )
    return html.Div(inhalt(kontext), className="schmal text offene-daten")


def register(app: Dash, umgebung: Umgebung) -> None:
    """The page and its files; whether somebody may have them is asked by each itself."""
    dash: Any = app

    def show() -> Response | str:
        if current().darf(RAHMEN):
            seite: str = dash.index()
            return seite
        if not darf_offenes(current(), umgebung.settings):
            return refuse(current(), Aktion.LESEN)
        teile = inhalt(request_kontext(umgebung, PFAD))
        return blatt(TITEL, [html.Div(teile, className="text offene-daten")], klasse="breit")

    def send(datei: str) -> Response:
        return send_datei(umgebung, datei)

    add_route(app.server, PFAD, "offene-daten", show, OFFEN)
    add_route(app.server, f"{PFAD}/<datei>", "offene-daten-datei", send, OFFEN)


SEITE = Seite(PFAD, TITEL, render, register=register, fuss=TITEL)

"""Vorjahresvergleich: what is otherwise in a Berichtsjahr than in the year before, with the same knowledge."""

from __future__ import annotations

from typing import cast

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.jahresvergleich import compare_jahre
from kek_dashboard.domain.neuigkeit import Neuigkeit, find_neuigkeiten
from kek_dashboard.web.components.zeichen import beispiel_notice, marked
from kek_dashboard.web.pages.aenderungen.karten import kennzahlen_karte, ziele_karte
from kek_dashboard.web.pages.aenderungen.reiter import VORJAHR, reiter
from kek_dashboard.web.pages.aenderungen.wahl import PFAD
from kek_dashboard.web.pages.aenderungen.worte import moved_text
from kek_dashboard.web.seite import Kontext, Seite
from kek_dashboard.web.statisch import freeze

_TITEL = "Was ist gegenüber dem Vorjahr anders?"


def render(kontext: Kontext) -> Component:
    """The comparison of the Berichtsjahr with the one before."""
    jahr = kontext.jahr
    kopf: list[Component] = [html.H1(_TITEL, tabIndex="-1")]
    erstes = kontext.stand.jahre[0]
    if jahr <= erstes:
        satz = f"{erstes} ist das erste Berichtsjahr: Es gibt kein Vorjahr. Wählen Sie oben ein späteres."
        return html.Div(
            [*kopf, html.P(satz, className="vorspann"), reiter(kontext)], className="schmal aenderungen"
        )

    def build() -> tuple[Neuigkeit, ...]:
        return find_neuigkeiten(compare_jahre(kontext.stand, jahr))

    def draw() -> list[Component]:
        teile = [*ziele_karte(kontext, neuigkeiten, jahr), *kennzahlen_karte(kontext, neuigkeiten, jahr)]
        return cast("list[Component]", freeze(teile, ()))

    neuigkeiten = kontext.daten.kept(kontext.stand, ("vorjahr", jahr), build)
    return html.Div(
        [
            *kopf,
            html.P(marked(answer(jahr, neuigkeiten)), className="vorspann"),
            *beispiel_notice(shown=any(n.herkunft is Herkunft.BEISPIEL for n in neuigkeiten)),
            reiter(kontext),
            html.Div(kontext.daten.kept(kontext.stand, ("vorjahrskarten", kontext.wissensstand, jahr), draw)),
        ],
        className="aenderungen",
    )


def answer(jahr: int, neuigkeiten: tuple[Neuigkeit, ...]) -> str:
    """The one sentence: how much stands otherwise, and which way."""
    anders = moved_text(neuigkeiten)
    if not anders:
        return f"Nichts: {jahr} steht alles so da wie {jahr - 1}."
    return f"{jahr} stehen {anders[0]} anders da als {jahr - 1}.{anders[1]} Bekannt ist für beide Jahre dasselbe."


SEITE = Seite(VORJAHR, _TITEL, render, bereich=PFAD)

"""Stände: each Stand, Ausblick and Bilanz with its symbol, its rule and an example judged by that very rule."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.kernaussage import kernaussage
from kek_dashboard.charts.lehrbild import draw_lehrbild
from kek_dashboard.charts.regeln import ausblick_regeln, bilanz_regeln, stand_regeln
from kek_dashboard.charts.stand import STAENDE
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.formats import format_number, format_percent
from kek_dashboard.web.components.begriff import anker
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag, marked, status_chip
from kek_dashboard.web.pages.methode.beispiele import (
    AUSBLICK_BEISPIELE,
    BILANZ_BEISPIELE,
    STAND_BEISPIELE,
    Beispiel,
)
from kek_dashboard.web.seite import Kontext

KENNZAHLEN = "/kennzahlen"


def stand_teil(kontext: Kontext) -> html.Section:
    """„Wie weit sind wir?“: the nine Stände of a Kennzahl, from the best to what cannot be judged."""
    regeln, zahlen = stand_regeln(), dict(kontext.gesamt.staende())
    return html.Section(
        [
            html.H2("Stand: Wie weit sind wir?", id=anker("stand"), tabIndex="-1"),
            html.P(
                "Der Stand vergleicht den neuesten Jahreswert mit dem Soll desselben Jahres, nicht mit dem Ziel am "
                "Ende. Zuerst wird geprüft, ob es überhaupt etwas zu vergleichen gibt; wenn nicht, steht der Grund "
                "da und keine Zahl. Die Linien zeigen ● Ist, ⋯ Soll und ◇ Ziel; der farbige Strich ist der Abstand "
                "zum Soll."
            ),
            html.Ul(
                [
                    _bild(kontext, stand, regeln[stand], STAND_BEISPIELE[stand], zahlen.get(stand, 0))
                    for stand in STAENDE
                    if stand in regeln
                ],
                className="lehrbilder",
            ),
        ],
        className="karte",
    )


def ausblick_teil(kontext: Kontext) -> html.Section:
    """„Kommen wir an?“: the five Ausblicke."""
    regeln, zahlen = ausblick_regeln(), dict(kontext.gesamt.ausblicke())
    return html.Section(
        [
            html.H2("Ausblick: Kommen wir an?", id=anker("ausblick"), tabIndex="-1"),
            html.P(
                "Der Ausblick verlängert das Tempo der letzten Jahre geradeaus bis zum Zieljahr (gestrichelt). Er "
                "ist keine Vorhersage: Er sagt, was wäre, wenn es so weiterginge. Stand und Ausblick werden nie "
                "miteinander verrechnet; man kann hinter Plan liegen und trotzdem ankommen, und umgekehrt."
            ),
            html.Ul(
                [
                    _bild(kontext, ausblick, regeln[ausblick], AUSBLICK_BEISPIELE[ausblick], zahlen.get(ausblick, 0))
                    for ausblick in Ausblick
                ],
                className="lehrbilder",
            ),
            html.P(
                "Ist das Ziel schon erreicht, heißt es „voraussichtlich erreicht“, solange das Tempo nicht wieder "
                "unter das Ziel führt. Bei Linien, die zu halten sind, wird in gleicher Weise gefragt, ob der Wert "
                "im Zieljahr innerhalb läge; statt der restlichen Strecke zählt dort die Toleranz."
            ),
        ],
        className="karte",
    )  # fmt: skip


def bilanz_teil() -> html.Section:
    """„Was ist daraus geworden?“: the five grades at the end."""
    regeln: Mapping[Bilanz, str] = bilanz_regeln()
    spalten = [
        Spalte("Bilanz", "status", kopf=True),
        Spalte("wenn", "regel"),
        Spalte("Beispiel: Weg von 60 auf 95", "leise", "Beispiel, Weg von 60 auf 95:"),
    ]
    zeilen: list[list[Inhalt]] = []
    for bilanz, beispiel in BILANZ_BEISPIELE.items():
        wert = beispiel.akte.messwerte[-1].wert
        zeilen.append(
            [
                html.Span(status_chip(bilanz), id=anker(bilanz)),
                regeln[bilanz],
                [
                    f"am Ende {format_number(wert)}: {format_percent(beispiel.bewertung.guete, 1)} des Weges",
                    *beispiel_tag(Herkunft.BEISPIEL),
                ],
            ]
        )
    return html.Section(
        [
            html.H2("Bilanz: Was ist daraus geworden?", id=anker("bilanz"), tabIndex="-1"),
            html.P(
                "Ist das Jahr des letzten Zielwerts vorbei, wird der Schlussstrich gezogen: mit dem Wert des "
                "Zieljahres, gleich welcher Stand gilt. Fehlt dieser Wert noch, gibt es keine Bilanz. Für einen "
                "Korridor und für nur Beobachtetes gibt es keine, weil sie kein Ende haben."
            ),
            tabelle(spalten, zeilen, "Die fünf Bilanzen", "bilanzen"),
        ],
        className="karte",
    )  # fmt: skip


def _bild(
    kontext: Kontext, status: Stand | Ausblick, regel: str, beispiel: Beispiel, anzahl: int
) -> Component:
    """One status: chip, rule, picture, what the monitor says of the example, and where the real ones are."""
    satz = kernaussage(beispiel.akte, beispiel.bewertung)
    bild = draw_lehrbild(beispiel.akte, beispiel.bewertung, mit_prognose=isinstance(status, Ausblick))
    return html.Li(
        [
            html.H3(status_chip(status), id=anker(status), tabIndex="-1"),
            html.P(regel),
            html.Figure(
                [
                    Svg(bild, f"Beispiel: {satz.replace('**', '')}"),
                    html.Figcaption([*marked(satz), *beispiel_tag(Herkunft.BEISPIEL)]),
                ]
            ),
            _real_ones(kontext, status, anzahl),
        ]
    )


def _real_ones(kontext: Kontext, status: Stand | Ausblick, anzahl: int) -> Component:
    if not anzahl:
        return html.P(f"{kontext.jahr}: keine Kennzahl", className="leise")
    query = {"zeige" if isinstance(status, Stand) else "ausblick": status}
    wort = "Kennzahl" if anzahl == 1 else "Kennzahlen"
    return html.P(html.A(f"{kontext.jahr}: {anzahl} {wort}", href=kontext.link(KENNZAHLEN, **query)))

"""Fehler: what is shown where there is no page, no such Kennzahl, or something went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.web.seite import Kontext, Seite


def render_unknown(kontext: Kontext, seiten: Sequence[Seite]) -> Component:
    """The address is none of ours: say so and offer the ways on."""
    return html.Div(
        [
            html.H1("Diese Seite gibt es nicht", tabIndex="-1"),
            html.P(
                ["Unter ", html.Code(kontext.pfad), " liegt nichts. Hier geht es weiter:"],
                className="vorspann",
            ),
            html.Ul(
                [
                    html.Li(html.A(s.nav, href=kontext.link(s.path)))
                    for s in seiten
                    if s.nav and kontext.zugang.darf(s.aktion)
                ]
            ),
            html.P(
                "Ein Unterziel erreichen Sie z. B. unter /unterziel/1.2, eine Kennzahl unter /kennzahl/1.2-03.",
                className="leise",
            ),
        ],
        className="schmal",
    )


def render_missing(kontext: Kontext, satz: str) -> Component:
    """The page exists, what its address names does not (on this Wissensstand)."""
    hinweise: list[str | Component] = [html.P(satz, className="vorspann")]
    if kontext.wissensstand is not None:
        hinweise.append(
            html.P(
                [
                    "Sie sehen einen früheren Wissensstand; vielleicht wurde es erst später angelegt. ",
                    html.A("Mit dem Wissen von heute ansehen", href=kontext.link(stand=None)),
                ]
            )
        )
    return html.Div(
        [
            html.H1("Nicht gefunden", tabIndex="-1"),
            *hinweise,
            html.Ul(
                [
                    html.Li(html.A("Überblick", href=kontext.link("/"))),
                    html.Li(html.A("Alle Kennzahlen", href=kontext.link("/kennzahlen"))),
                ]
            ),
        ],
        className="schmal",
    )


def render_failure(nummer: str) -> Component:
    """Something broke: no internals, the number under which the log has them."""
    return html.Div(
        [
            html.H1("Das hat nicht geklappt", tabIndex="-1"),
            html.P(
                [
                    "Beim Aufbau dieser Seite ist ein Fehler aufgetreten. Bitte versuchen Sie es noch einmal. ",
                    "Bleibt es dabei, nennen Sie der Administration die Nummer ",
                    html.Strong(nummer),
                    ", unter der das Protokoll den Grund enthält.",
                ],
                className="vorspann",
            ),
            html.P(html.A("Zum Überblick", href="/")),
        ],
        className="schmal",
        role="alert",
    )

"""Zeichen: status chips, bars, sparklines, Beispiel tags and marked-up sentences as page elements."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.bullet import describe_bullet, draw_bullet
from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.verteilung import describe_verteilung, draw_verteilung, in_order
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.web.components.browser import Svg

Inhalt = str | Component | Sequence["str | Component"] | None

BEISPIEL_SATZ = (
    "Mit „Beispiel“ bezeichnete Zahlen sind erfunden: Sie zeigen, wie der Monitor arbeitet, "
    "und sagen nichts über den Landkreis."
)


def status_chip(status: Stand | Ausblick | Bilanz, *, vor: str = "") -> html.Span:
    """Symbol and word in the status colour; ``vor`` is read before the word."""
    zeichen = zeichen_of(status)
    return html.Span(
        [Svg(zeichen.draw()), html.Span(vor + zeichen.wort)], className=f"chip k-{zeichen.farbe}"
    )


def bullet_bar(ist: Fraction | None, soll: Fraction | None, stand: Stand) -> Svg:
    """Bar of the Zielerreichung in the colour of its Stand."""
    return Svg(draw_bullet(ist, soll, zeichen_of(stand).farbe), describe_bullet(ist, soll))


def beispiel_tag(herkunft: Herkunft | None) -> list[Component]:
    """The label that a figure is made up; nothing for all others."""
    return [html.Span("Beispiel", className="tag")] if herkunft is Herkunft.BEISPIEL else []


def beispiel_notice(*, shown: bool) -> list[Component]:
    """The sentence that goes with the labels, once a page."""
    return [html.P(BEISPIEL_SATZ, className="hinweis")] if shown else []


def verteilung_bar(zahlen: Sequence[tuple[Stand, int]]) -> Svg:
    """Divided bar of the Kennzahlen per Stand."""
    geordnet = in_order(zahlen)
    return Svg(draw_verteilung(geordnet), describe_verteilung(geordnet), "breit")


def marked(text: str) -> list[str | Component]:
    """A sentence with its ``**strong**`` parts set strong; everything else stays text."""
    return [html.Strong(teil) if i % 2 else teil for i, teil in enumerate(text.split("**")) if teil]

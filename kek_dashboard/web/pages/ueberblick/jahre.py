"""Jahre: the nine Berichtsjahre as a control and a picture at once: each a link with a column of its Stände."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.verteilung import describe_verteilung, draw_saeule
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.pages.ueberblick.lage import GUT, Lage


def jahre(lage: Lage) -> Component:
    """One link a year, with the choice of Kennzahlen kept; under each how many are reached or on their way."""
    alle = lage.kontext.stand.jahre
    return html.Nav(
        [
            html.P(
                [
                    html.Strong(f"{alle[0]} bis {alle[-1]}"),
                    " · bewertete Kennzahlen, die erreicht oder auf Kurs sind",
                    *beispiel_tag(weakest((b.herkunft for b in lage.kennzahlen), Herkunft.AMTLICH)),
                ],
                className="leise klein",
            ),
            html.Ol([_year(lage, jahr) for jahr in alle]),
        ],
        className="jahre",
        **aria(label="Berichtsjahr wählen"),
    )


def _year(lage: Lage, jahr: int) -> Component:
    kontext = lage.kontext
    staende = lage.staende(jahr)
    bewertet = sum(n for s, n in staende if s.is_assessable)
    gut = sum(n for s, n in staende if s in GUT)
    hier = aria(current="true") if jahr == kontext.jahr else {}
    return html.Li(
        html.A(
            [
                Svg(draw_saeule(staende), className="breit"),
                html.Span(str(jahr), className="jahreszahl"),
                html.Small(f"{gut}/{bewertet}" if bewertet else "–", **aria(hidden="true")),
                html.Span(f": {describe_verteilung(staende) or 'keine Kennzahl'}", className="nur-gelesen"),
            ],
            href=kontext.link(**{**kontext.rest, "jahr": jahr}),
            id=f"jahr-{jahr}",
            **hier,
        )
    )

"""Flusstabelle: every flow of a Geldfluss to the cent, by where the money comes from, with a bar for its size."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.theme import px
from kek_dashboard.domain.geldfluss import Fluss, Geldfluss
from kek_dashboard.domain.geldmatrix import NICHT_ZUGEORDNET, Feld, Geldmatrix
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import format_euro
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.pages.haushalt.geldfelder import GLIEDERUNG_WORT, Worte, share

_BREITE, _HOEHE = 240, 12


def flusstabelle(matrix: Geldmatrix, worte: Worte, fluss: Geldfluss, titel: str) -> Component:
    """A group of rows for each Posten with its sum; the last row is the whole."""
    gebuendelt = {(f.von, f.nach) for f in fluss.gebuendelt}
    laengster = max((abs(f.feld.eur) for f in fluss.fluesse), default=Decimal(0))
    alles_beispiel = all(f.feld.herkunft is Herkunft.BEISPIEL for f in fluss.fluesse)

    def tags(feld: Feld) -> list[Component]:
        return [] if alles_beispiel else beispiel_tag(feld.herkunft)

    def row(f: Fluss) -> Component:
        klein = (
            [html.Small("im Bild bei „übrige“", className="nur-breit")]
            if (f.von, f.nach) in gebuendelt
            else []
        )
        betrag = worte.linked(f.feld, f.von, f.nach, worte.title(f.feld, f.von, f.nach))
        return html.Tr(
            [
                html.Th([worte.ziel(f.nach), *klein], scope="row", className="was"),
                html.Td(_bar(f, laengster), className="balken"),
                html.Td([betrag, *tags(f.feld)], className="n betrag"),
                html.Td(share(f.feld.eur, matrix.je_posten[f.von].eur), className="n anteil"),
            ]
        )

    gruppen: list[Component] = []
    for nr, fluesse in groupby(fluss.fluesse, key=lambda f: f.von):
        summe = matrix.je_posten[nr]
        betrag = worte.linked(summe, nr, None, f"{worte.posten(nr)}: {format_euro(summe.eur)}")
        kopf = html.Tr(
            [
                html.Th(worte.posten(nr), scope="rowgroup", colSpan=2, className="was"),
                html.Td([betrag, *tags(summe)], className="n betrag"),
                html.Td(f"{share(summe.eur, matrix.summe.eur)} von allem", className="n anteil"),
            ],
            className="gruppe",
        )
        gruppen.append(html.Tbody([kopf, *(row(f) for f in fluesse)]))
    summe = matrix.summe
    gesamt = worte.linked(summe, None, None, format_euro(summe.eur))
    return html.Table(
        [
            html.Caption(titel, className="nur-gelesen"),
            html.Thead(
                html.Tr(
                    [
                        html.Th(
                            f"{GLIEDERUNG_WORT[matrix.gliederung]} und Ziel", scope="col", className="was"
                        ),
                        html.Th(
                            html.Span("Balken", className="nur-gelesen"), scope="col", className="balken"
                        ),
                        html.Th("Euro", scope="col", className="n betrag"),
                        html.Th(
                            f"Anteil am {GLIEDERUNG_WORT[matrix.gliederung]}",
                            scope="col",
                            className="n anteil",
                        ),
                    ]
                )
            ),
            *gruppen,
            html.Tfoot(
                html.Tr(
                    [
                        html.Th("Summe", scope="row", colSpan=2, className="was"),
                        html.Td([gesamt, *tags(summe)], className="n betrag"),
                        html.Td(share(summe.eur, summe.eur), className="n anteil"),
                    ]
                )
            ),
        ],
        className="tabelle flusstabelle",
    )


def _bar(fluss: Fluss, laengster: Decimal) -> Svg | None:
    """Length of a flow beside the longest; hollow for money below 0."""
    if not laengster or not fluss.feld.eur:
        return None
    lang = px(max(float(abs(fluss.feld.eur) / laengster) * (_BREITE - 1), 1.5))
    farbe = (
        'fill="var(--accent)"' if fluss.nach != NICHT_ZUGEORDNET else 'fill="var(--faint)" fill-opacity=".5"'
    )
    if fluss.feld.eur < 0:
        farbe = 'fill="none" stroke="var(--ink)" stroke-dasharray="2 2"'
    return Svg(
        f'<svg width="100%" height="{_HOEHE}" viewBox="0 0 {_BREITE} {_HOEHE}" preserveAspectRatio="none"'
        f' aria-hidden="true"><rect x=".5" y="1.5" width="{lang}" height="{_HOEHE - 3}" {farbe}/></svg>',
        None,
        "breit",
    )

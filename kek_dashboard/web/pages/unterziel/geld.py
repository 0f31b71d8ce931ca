"""Geld: the four kinds of euros of an Unterziel, never added together, and their years as an extra part of the page.

The years ask for all plans at once; the page does not wait for them. The part is fetched when it stands on the screen.
"""

from __future__ import annotations

from decimal import Decimal

from dash import Dash, html
from dash.development.base_component import Component
from flask import Response, make_response, request

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.ziele import Ziel
from kek_dashboard.formats import format_euro
from kek_dashboard.web.anfrage import request_kontext
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.geldreihe import ENTWICKLUNG, geldreihe
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.seite import Kontext, Umgebung
from kek_dashboard.web.statisch import write
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refusal

#: Route that answers with the years of the money of the Unterziel ``nr``.
TEIL = "/unterziel/geldjahre"
#: The four kinds of money side by side; they are never added together.
ARTEN = (
    (Positionsart.AUFWENDUNGEN, "Aufwendungen"),
    (Positionsart.ERTRAEGE, "Erträge"),
    (Positionsart.INVESTIVE_AUSZAHLUNGEN, "Investive Auszahlungen"),
    (Positionsart.INVESTIVE_EINZAHLUNGEN, "Investive Einzahlungen"),
)


def register(app: Dash, umgebung: Umgebung) -> None:
    """Adds the route of the part; it is open to whom the page is open."""

    def part() -> Response:
        kontext = request_kontext(umgebung, TEIL)
        nr = request.args.get("nr", "")
        if nr not in kontext.gesamt.unterziele:
            return refusal(
                "Das gibt es hier nicht", "Dieses Unterziel gibt es in diesem Datenstand nicht.", 404
            )
        antwort = make_response(write(geldreihe(kontext, nr)))
        antwort.mimetype = "text/html"
        return antwort

    add_route(app.server, TEIL, "unterziel-geldjahre", part, Aktion.LESEN)


def money_section(kontext: Kontext, ziel: Ziel) -> Component:
    """The four sums of the Haushalt of the year, each leading to its lines, and the years below them."""
    titel = html.H2(f"Was ist {kontext.jahr} dafür vorgesehen?")
    return html.Section([titel, *_sums(kontext, ziel), *_years(kontext, ziel)], className="karte")


def _sums(kontext: Kontext, ziel: Ziel) -> list[Component]:
    mittel = kontext.zielmittel
    if mittel is None:
        satz = (
            f"Für {kontext.jahr} liegt kein Haushalt vor. Er kommt mit der Lieferung eines Haushaltsplans herein; was "
            "davon diesem Unterziel dient, sagt das Blatt „Zuordnung Haushalt“."
        )
        return [html.P(satz, className="leise")]
    betraege = mittel.je_unterziel[ziel.nr]
    tag = beispiel_tag(mittel.herkunft_je_unterziel.get(ziel.nr))
    return [
        html.Dl(
            [
                html.Div([html.Dt(wort), html.Dd([_lines(kontext, ziel.nr, art, betraege[art]), *tag])])
                for art, wort in ARTEN
            ],
            className="vier-arten",
        ),
        html.P(
            f"Haushalt {kontext.jahr}, Fassung {mittel.fassung}. Vier Größen nebeneinander; sie werden nicht "
            "zusammengezählt. Geld sagt nicht, ob ein Ziel erreicht wird.",
            className="leise fussnote",
        ),
    ]


def _lines(kontext: Kontext, nr: str, art: Positionsart, eur: Decimal) -> str | Component:
    """A sum of the Haushalt, leading to the lines it is made of."""
    text = format_euro(eur)
    if not eur:
        return text
    adresse = kontext.link("/haushalt", ziel=nr, art=art.value) + "#zeilen"
    return html.A(text, href=adresse, className="beleg", **aria(label=f"Die Haushaltszeilen hinter {text}"))


def _years(kontext: Kontext, ziel: Ziel) -> list[Component]:
    """An open disclosure that fills itself; without any Haushalt there is nothing to ask for."""
    if not kontext.stand.haushalte and not kontext.stand.vollzuege:
        return []
    weg = html.A(
        "Mehr dazu: Geld und Zielerreichung auf einer Zeitachse",
        href=kontext.link(ENTWICKLUNG, ziel=ziel.nr),
    )
    teil = {"data-teil": kontext.link(TEIL, nr=ziel.nr)}
    return [
        html.Details(
            [
                html.Summary(f"Plan und Ergebnis {kontext.spanne}"),
                html.Div(className="geldjahre"),
            ],
            open=True,
            **teil,  # type: ignore[arg-type]
        ),
        html.P(weg, className="fussnote weg"),
    ]

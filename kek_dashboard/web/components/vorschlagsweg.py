"""Vorschlagsweg: the way of a proposal as dated steps, each with its body and Drucksache."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.verfahrensworte import SCHRITTE, VON_WORT, gegenstand_wort
from kek_dashboard.domain.verfahren import Schritt, Verfahrensschritt, Vorschlag
from kek_dashboard.domain.vorschlaege import find_proposal, proposals_for
from kek_dashboard.formats import format_date
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.seite import Kontext

VORSCHLAEGE = "/vorschlaege"


def schritt_chip(schritt: Schritt, *, vor: str = "") -> html.Span:
    """Symbol and word of a step; ``vor`` is read before the word."""
    wort = SCHRITTE[schritt]
    return html.Span([Svg(wort.draw()), html.Span(vor + wort.wort)], className="schrittzeichen")


def draw_weg(kontext: Kontext, vorschlag: Vorschlag) -> Component:
    """All steps, oldest first, as an ordered list."""
    return html.Ol([_step(kontext, schritt) for schritt in vorschlag.schritte], className="vorschlagsweg")


def _step(kontext: Kontext, schritt: Verfahrensschritt) -> Component:
    wo = " · ".join(teil for teil in (schritt.gremium, schritt.beschluss) if teil)
    tag = linked(kontext, format_date(schritt.am), schritt.fundstelle)
    inhalt: list[Component] = [
        schritt_chip(schritt.schritt),
        html.Span([tag, *beispiel_tag(schritt.herkunft)], className="zahl"),
    ]
    if wo:
        inhalt.append(html.Span(wo, className="wo"))
    if schritt.bemerkung:
        inhalt.append(html.Small(schritt.bemerkung))
    return html.Li(inhalt)


def weg_karte(kontext: Kontext, bezug: str, nr: str) -> list[Component]:
    """How a Kennzahl or Maßnahme that counts came to be decided; nothing where it never was a proposal."""
    vorschlag = find_proposal(kontext.stand, bezug, nr)
    if vorschlag is None:
        return []
    von = VON_WORT.get(vorschlag.vorschlag_von, "")
    satz = f"Diese {gegenstand_wort(vorschlag)} wurde {von + ' ' if von else ''}vorgeschlagen und ist beschlossen. "
    return [
        html.Section(
            [
                html.H2("Wie kam es dazu?"),
                html.P([satz, html.A("Alle Vorschläge", href=kontext.link(VORSCHLAEGE))]),
                draw_weg(kontext, vorschlag),
            ],
            className="karte weg-karte",
        )
    ]


def proposals_line(kontext: Kontext, unterziel: str) -> list[Component]:
    """One line on what is on its way for an Unterziel, as the way there; nothing where nothing is."""
    offen = proposals_for(kontext.stand, unterziel)
    if not offen:
        return []
    wort = "1 Vorschlag ist" if len(offen) == 1 else f"{len(offen)} Vorschläge sind"
    return [
        html.P(
            [
                html.A(
                    f"{wort} für dieses Ziel auf dem Weg",
                    href=kontext.link(VORSCHLAEGE, ziel=unterziel),
                ),
                " und noch nicht beschlossen; in keiner Zahl enthalten.",
            ],
            className="leise vorschlagszeile",
        )
    ]

"""Vorschläge: what is proposed, by whom and for which goal, and where each stands on its way."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.verfahrensworte import way_answer
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.verfahren import Vorschlag
from kek_dashboard.domain.vorschlaege import by_step
from kek_dashboard.web.components.vorschlagsweg import VORSCHLAEGE
from kek_dashboard.web.components.zeichen import beispiel_notice, marked
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.vorschlaege.abgabe import NEUER, register
from kek_dashboard.web.pages.vorschlaege.auswahl import Auswahl, filter_form, read_auswahl
from kek_dashboard.web.pages.vorschlaege.formulare import entry_section, waiting_notice
from kek_dashboard.web.pages.vorschlaege.karten import FUER, group_section
from kek_dashboard.web.seite import Kontext, Seite

NICHT_GEZAEHLT = (
    "Was nicht beschlossen ist, steht in keiner Zahl, keinem Bericht und keiner Summe des Monitors."
)


def render(kontext: Kontext) -> Component:
    """All proposals, or those the address asks for, by where they stand."""
    alle = kontext.stand.vorschlaege
    steht_im_formular = bool(kontext.query.get(NEUER) or kontext.query.get(FUER))
    auswahl = Auswahl() if steht_im_formular else read_auswahl(kontext)
    gezeigt = [v for v in alle if auswahl.fits(kontext.stand, v)]
    return html.Div(
        [
            html.H1("Was ist vorgeschlagen, und wo steht es?", tabIndex="-1"),
            html.P(marked(_answer(gezeigt, len(alle))), className="vorspann"),
            *([] if steht_im_formular else render_meldung(kontext)),
            *beispiel_notice(shown=any(v.gegenstand.herkunft is Herkunft.BEISPIEL for v in gezeigt)),
            *waiting_notice(kontext),
            *(entry_section(kontext) if steht_im_formular else []),
            *([_how()] if not alle else [] if steht_im_formular else [filter_form(kontext, auswahl)]),
            *(group_section(kontext, schritt, liste) for schritt, liste in by_step(gezeigt)),
            *(
                [html.P([html.A("Alle Vorschläge zeigen", href=kontext.link())])]
                if alle and not gezeigt
                else []
            ),
            *([] if steht_im_formular else entry_section(kontext)),
            html.P(NICHT_GEZAEHLT, className="leise"),
        ],
        className="vorschlagsseite",
    )


def _answer(gezeigt: Sequence[Vorschlag], anzahl: int) -> str:
    if not anzahl:
        return "**Kein Vorschlag** ist bekannt: weder von der Verwaltung noch aus der Kreispolitik."
    if not gezeigt:
        return f"Keiner der {anzahl} Vorschläge passt zu dieser Auswahl."
    return way_answer(gezeigt)


def _how() -> Component:
    """Where proposals come from, as long as there is none."""
    return html.P(
        "Vorschläge kommen mit den Stammdaten herein: die Kennzahl oder Maßnahme auf ihrem Blatt, ihr Weg auf dem "
        "Blatt „Verfahren“ (Schritt, Datum, Gremium, Vorschlag von, Beschluss).",
        className="karte leise",
    )


SEITE = Seite(VORSCHLAEGE, "Vorschläge", render, nav="Vorschläge", register=register)

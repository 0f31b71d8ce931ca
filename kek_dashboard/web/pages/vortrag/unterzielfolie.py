"""Unterzielfolie: one Unterziel for a hall: how far, will it arrive, and the few Kennzahlen that tell why."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.zielgliederung import full_name
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG, Zielbewertung
from kek_dashboard.formats import format_percent
from kek_dashboard.web.components.zeichen import beispiel_tag, bullet_bar, marked, status_chip
from kek_dashboard.web.components.zielverlauf import read_prognose
from kek_dashboard.web.pages.vortrag.folien import telling
from kek_dashboard.web.pages.vortrag.tafel import kennzahl_rows
from kek_dashboard.web.seite import Kontext

#: Longer wordings are cut at a word; the whole one stands on the page of the Unterziel.
LAENGSTER_WORTLAUT = 150


def render_unterziel(kontext: Kontext, nr: str) -> list[Component]:
    """The screen of an Unterziel."""
    ziel = kontext.stand.ziel(nr)
    b = kontext.gesamt.unterziele[nr]
    return [
        html.H1(f"{nr} {ziel.kurztitel}", tabIndex="-1"),
        html.P(short(ziel.wortlaut), className="wortlaut"),
        html.Div(
            [html.Div(_how_far(kontext, b), className="gross"), html.Div(_why(kontext, nr))],
            className="haelften",
        ),
        html.P(marked(sentence(kontext, b)), className="satz"),
    ]


def short(text: str) -> str:
    """A wording short enough to be read from the last row; one that only leads to a list ends open.

    >>> short("Der Landkreis bietet gute Schulen.")
    'Der Landkreis bietet gute Schulen.'
    >>> short("durch Stärken auf den Gebieten:"), short("Wort " * 40)[-6:]
    ('durch Stärken auf den Gebieten …', 'Wort …')
    """
    if text.endswith(":"):
        text = text[:-1] + " …"
    if len(text) <= LAENGSTER_WORTLAUT:
        return text
    return text[:LAENGSTER_WORTLAUT].rpartition(" ")[0].rstrip(" ,;–") + " …"


def _how_far(kontext: Kontext, b: Zielbewertung) -> list[Component]:
    """Stand and Ausblick, as large as the screen allows."""
    if b.zielerreichung is None:
        return [html.P(status_chip(b.stand), className="lage"), *_outlook(b)]
    return [
        html.P(status_chip(b.stand), className="lage"),
        html.P([format_percent(b.zielerreichung, 0), *beispiel_tag(b.herkunft)], className="anteil"),
        html.P(f"des Weges, geplant {format_percent(b.soll_zielerreichung, 0)}", className="leise"),
        html.Div(bullet_bar(b.zielerreichung, b.soll_zielerreichung, b.stand), className="balken"),
        *_forecast(kontext, b.nr),
        *_outlook(b),
    ]


def _forecast(kontext: Kontext, nr: str) -> list[Component]:
    prognose = read_prognose(kontext, nr)
    if prognose.anteil is None:
        return []
    wann = kontext.stand.jahre[-1]
    return [html.P([f"{wann} bei gleichem Tempo: ", html.Strong(format_percent(prognose.anteil, 0))])]


def _outlook(b: Zielbewertung) -> list[Component]:
    """How many of its Kennzahlen have which Ausblick; those without one are left out."""
    teile = [
        html.Li([html.Span(str(anzahl), className="zahl"), status_chip(ausblick)])
        for ausblick, anzahl in b.ausblicke
        if ausblick is not Ausblick.KEINE_AUSSAGE
    ]
    return [html.Ul(teile, className="ausblicke")] if teile else []


def _why(kontext: Kontext, nr: str) -> list[Component]:
    zugeordnet = kontext.gesamt.unterziele[nr].mitglieder
    gewaehlt = telling(kontext.gesamt.kennzahlen[kennzahl] for kennzahl in zugeordnet)
    if not gewaehlt:
        return [html.P("Für dieses Unterziel wird noch nichts gemessen.", className="leise")]
    return kennzahl_rows(
        kontext, gewaehlt, f"Kennzahlen von {full_name(kontext.stand, nr)}, die am meisten sagen"
    )


def sentence(kontext: Kontext, b: Zielbewertung) -> str:
    """The one sentence to say to it."""
    if not b.anzahl:
        return "Ob dieses Unterziel erreicht wird, lässt sich noch nicht messen."
    gezaehlt = f"{b.bewertet} von {b.anzahl} Kennzahlen {'ist' if b.bewertet == 1 else 'sind'} bewertet"
    if b.zielerreichung is None:
        return f"{gezaehlt}: zu wenige, um etwas zu sagen (nötig: {format_percent(MINDEST_ABDECKUNG, 0)})."
    if b.schwaechste is None:
        return f"{gezaehlt}; keine liegt hinter ihrem Plan."
    return f"{gezaehlt}. Am weitesten zurück: **{kontext.stand.akte(b.schwaechste).kennzahl.bezeichnung}**."

"""Erläuterung: what the Fachbereiche say about a Kennzahl, Unterziel or Maßnahme: who, when, and in which cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.errors import InvalidZeitraumError
from kek_dashboard.domain.massnahme import Erlaeuterung
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.formats import UNKNOWN, format_zeitraum
from kek_dashboard.web.components.fundstelle import draw_fundstelle, released
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.seite import Kontext

KENNZAHL, UNTERZIEL, MASSNAHME = "kennzahl", "unterziel", "massnahme"
#: Column of the sheet „Erläuterungen“ that says what a text is about.
_SPALTE = {KENNZAHL: "Kennzahl-Nr.", UNTERZIEL: "Unterziel", MASSNAHME: "Maßnahme-Nr."}


def erlaeuterungen(kontext: Kontext, bezug: str, nr: str) -> list[Component]:
    """All texts on one thing, newest Zeitraum first; nothing where there is none."""
    texte = texts_on(kontext, bezug, [nr])
    if not texte:
        return []
    return [
        html.Section([html.H2("Erläuterungen"), *(draw_text(kontext, e) for e in texte)], className="karte")
    ]


def texts_on(kontext: Kontext, bezug: str, nummern: Iterable[str]) -> list[Erlaeuterung]:
    """The texts on some things of one kind, newest Zeitraum first."""
    gesucht = set(nummern)
    texte = [e for e in kontext.stand.erlaeuterungen if e.bezug.casefold() == bezug and e.bezug_nr in gesucht]
    texte.sort(key=lambda e: e.zeitraum, reverse=True)
    return texte


def draw_text(kontext: Kontext, e: Erlaeuterung, woran: Inhalt = None) -> Component:
    """One text with its Beurteilung first and its reason after it, its Umfeld, and where all of it stood.

    ``woran``: what it speaks about, where the page does not say it.
    """
    teile: list[Component] = [] if woran is None else [html.H3(woran)]
    if e.beurteilung:
        teile.append(html.P([html.Span("Beurteilung: ", className="leise"), html.Strong(e.beurteilung)]))
    teile.append(html.P(e.text))
    if e.umfeld:
        teile.append(html.P([html.Span("Umfeld: ", className="leise"), e.umfeld]))
    teile.append(html.P(_origin(kontext, e), className="leise"))
    return html.Div(teile, className="erlaeuterung")


def how_to_write(bezug: str, nr: str, was: str) -> Component:
    """Says how a text gets here, where there is none; ``was`` says what is missing as a whole sentence."""
    return html.P(
        f"{was} Sie kommt mit einer Lieferung herein: auf dem Blatt „Erläuterungen“ eine Zeile mit {nr} in der Spalte "
        f"„{_SPALTE[bezug]}“, dazu Zeitraum, Text, Umfeld, Beurteilung und Verfasser.",
        className="leise anleitung",
    )


def _origin(kontext: Kontext, e: Erlaeuterung) -> Sequence[str | Component]:
    zeit = [format_zeitraum(e.zeitraum)] if e.zeitraum else []
    if _after(e.zeitraum, kontext.jahr):
        zeit.append(f"nach dem Berichtsjahr {kontext.jahr}")
    frei = released(kontext, e.fundstelle)
    if frei != UNKNOWN:
        zeit.append(f"freigegeben {frei}")
    teile: list[str | Component] = [" · ".join([e.verfasser or "ohne Verfasser", *zeit])]
    if e.fundstelle.zelle:
        teile += [" · ", draw_fundstelle(kontext, e.fundstelle)]
    return [*teile, *beispiel_tag(e.herkunft)]


def _after(zeitraum: str, jahr: int) -> bool:
    """Whether a text speaks of a time after the Berichtsjahr."""
    try:
        return Zeitraum.parse(zeitraum).jahr > jahr
    except InvalidZeitraumError:
        return False

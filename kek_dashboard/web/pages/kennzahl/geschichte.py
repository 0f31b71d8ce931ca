"""Geschichte: how a Kennzahl was judged at each Berichtsjahr, and whether that is stable."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.standgeschichte import (
    MINDESTENS_BEWERTET,
    Bestaendigkeit,
    Standgeschichte,
    standgeschichte,
)
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.zeichen import beispiel_tag, marked, status_chip
from kek_dashboard.web.seite import Kontext


def geschichte_karte(kontext: Kontext, akte: Kennzahlakte) -> Component:
    """A column for each Berichtsjahr, the one of the page marked; each leads to its year."""
    jahre = [
        jahr for jahr in kontext.stand.jahre if jahr <= max(kontext.stand.wissensstand.year, kontext.jahr)
    ]
    geschichte = standgeschichte(akte, jahre)
    form = werteform(akte)
    herkunft = geschichte.bewertungen[-1].herkunft if geschichte.bewertungen else None
    return html.Section(
        [
            html.H2(["Stand im Lauf der Jahre", *beispiel_tag(herkunft)]),
            html.P(marked(geschichte_satz(geschichte))),
            html.Ol([_year(kontext, b, form) for b in geschichte.bewertungen], className="geschichte"),
        ],
        className="karte",
    )


def geschichte_satz(geschichte: Standgeschichte) -> str:
    """Whether the Stand is one to rely on; parts between ``**`` are strong."""
    zahl = len({b.jahr for b in geschichte.bewertungen if b.is_assessable})
    wechsel = geschichte.wechsel
    wie_oft = {0: "blieb der Stand gleich", 1: "wechselte der Stand einmal"}.get(
        wechsel, f"wechselte der Stand {wechsel}-mal"
    )
    if geschichte.bestaendigkeit is Bestaendigkeit.KEINE_AUSSAGE:
        return f"Ob der Stand stabil ist, lässt sich erst ab {MINDESTENS_BEWERTET} bewerteten Werten sagen."
    wort = "Stabil" if geschichte.bestaendigkeit is Bestaendigkeit.STABIL else "Wechselhaft"
    return f"**{wort}:** Bei {zahl} bewerteten Werten {wie_oft}."


def _year(kontext: Kontext, b: Bewertung, form: Werteform) -> Component:
    hier = aria(current="page") if b.berichtsjahr == kontext.jahr else {}
    wert = "kein Wert" if b.ist is None else form.wert(b.ist)
    alt = f" ({b.jahr})" if b.jahr is not None and b.jahr != b.berichtsjahr else ""
    ausblick = [html.Span(status_chip(b.ausblick, vor="Ausblick: "))] if b.is_assessable else []
    adresse = kontext.link(f"/kennzahl/{b.nr}", jahr=b.berichtsjahr)
    return html.Li(
        [
            html.A(str(b.berichtsjahr), href=adresse, className="zahl", **hier),
            html.Span(f"{wert}{alt}", className="leise zahl"),
            html.Span(status_chip(b.stand)),
            *ausblick,
        ]
    )

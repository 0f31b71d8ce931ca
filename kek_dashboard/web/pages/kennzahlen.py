"""Kennzahlen: all of them, also those without data; filtered by Stand, Ausblick, Fachbereich and Herkunft."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.verteilung import in_order
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.kennzahlfilter import (
    FACHBEREICH,
    HERKUNFT,
    Kennzahlfilter,
    filter_form,
    filtered,
    read_kennzahlfilter,
)
from kek_dashboard.web.components.kennzahltabelle import kennzahl_table
from kek_dashboard.web.components.zeichen import beispiel_notice, status_chip, verteilung_bar
from kek_dashboard.web.seite import Kontext, Seite


def render(kontext: Kontext) -> Component:
    """The list, as the address wants it: ``?zeige=auf_kurs`` a Stand, ``?ausblick=zu_langsam`` an Ausblick."""
    alle = kontext.stand.akten
    if not alle:
        return _empty()
    gesucht = read_kennzahlfilter(kontext)
    gezeigt = list(filtered(kontext, gesucht))
    staende = in_order(kontext.gesamt.staende())
    beispiel = any(kontext.gesamt.kennzahlen[akte.nr].herkunft is Herkunft.BEISPIEL for akte in gezeigt)
    return html.Div(
        [
            html.H1(_heading(kontext, gesucht, len(gezeigt)), tabIndex="-1"),
            html.P(_lead(kontext, len(alle)), className="vorspann"),
            *beispiel_notice(shown=beispiel),
            verteilung_bar(staende),
            _filters(kontext, gesucht),
            filter_form(kontext, gesucht, (FACHBEREICH, HERKUNFT)),
            html.Section(_table(kontext, gezeigt), className="karte"),
        ]
    )


def _heading(kontext: Kontext, gesucht: Kennzahlfilter, anzahl: int) -> str:
    if gesucht.is_empty:
        return "Was messen wir, und was sagt es?"
    wort = "Kennzahl" if anzahl == 1 else "Kennzahlen"
    return f"{anzahl} {wort} {kontext.jahr}: {', '.join(gesucht.words)}"


def _lead(kontext: Kontext, alle: int) -> str:
    bewertbar = sum(b.is_assessable for b in kontext.gesamt.kennzahlen.values())
    return f"{bewertbar} von {alle} Kennzahlen sind {kontext.jahr} bewertbar; die übrigen stehen mit ihrem Grund dabei."


def _filters(kontext: Kontext, gesucht: Kennzahlfilter) -> Component:
    """Every Stand and Ausblick with its count among what Fachbereich and Herkunft leave."""
    bleibt = {FACHBEREICH: gesucht.fachbereich, HERKUNFT: gesucht.herkunft}

    def item(inhalt: list[str | Component], anzahl: int, *, gewaehlt: bool, **query: str | None) -> Component:
        hier = aria(current="true") if gewaehlt else {}
        return html.Li(
            html.A(
                [*inhalt, html.Span(str(anzahl), className="zahl leise")],
                href=kontext.link(**(bleibt | query)),
                className="filter",
                **hier,
            )
        )

    bewertungen = [
        kontext.gesamt.kennzahlen[akte.nr]
        for akte in filtered(kontext, replace(gesucht, stand=None, ausblick=None))
    ]
    staende, ausblicke = Counter(b.stand for b in bewertungen), Counter(b.ausblick for b in bewertungen)
    alle = gesucht.stand is None and gesucht.ausblick is None
    zeilen = [item(["alle"], len(bewertungen), gewaehlt=alle)]
    zeilen += [
        item([status_chip(s)], n, gewaehlt=s is gesucht.stand, zeige=s)
        for s, n in in_order(tuple(staende.items()))
    ]
    weitere = [
        item([status_chip(a)], ausblicke[a], gewaehlt=a is gesucht.ausblick, ausblick=a)
        for a in Ausblick
        if ausblicke[a]
    ]
    return html.Nav(
        [
            html.Ul([html.Li("Stand:", className="leise"), *zeilen], className="filterzeile"),
            html.Ul([html.Li("Ausblick:", className="leise"), *weitere], className="filterzeile"),
        ],
        **aria(label="Kennzahlen filtern"),
    )


def _table(kontext: Kontext, akten: list[Kennzahlakte]) -> Component:
    if not akten:
        return html.P(
            ["Dazu gehört keine Kennzahl. ", html.A("Alle zeigen", href=kontext.link("/kennzahlen"))]
        )
    return kennzahl_table(kontext, akten, "Kennzahlen")


def _empty() -> Component:
    return html.Div(
        [
            html.H1("Noch sind keine Kennzahlen bekannt", tabIndex="-1"),
            html.P(
                "Kennzahlen kommen mit den Stammdaten: eine Arbeitsmappe mit den Blättern „Kennzahlen“, „Zielwerte“ "
                "und „Zuordnung Unterziele“, danach die Lieferungen der Fachbereiche mit den Werten.",
                className="vorspann",
            ),
        ],
        className="schmal",
    )


SEITE = Seite("/kennzahlen", "Kennzahlen", render, nav="Kennzahlen")

"""Kennzahlen: all of them, also those without data; chosen and sorted by an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.verteilung import in_order
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.kennzahlfilter import AUSBLICK, FACHBEREICH, HERKUNFT, ZEIGE, filter_form
from kek_dashboard.web.components.kennzahltabelle import kennzahl_table
from kek_dashboard.web.components.zeichen import beispiel_notice, status_chip, verteilung_bar
from kek_dashboard.web.pages.kennzahlen.auswahl import UNTERZIEL, Auswahl, choose_unterziel, read_auswahl
from kek_dashboard.web.pages.kennzahlen.reihenfolge import SORTIERT, Nach, choose_reihenfolge
from kek_dashboard.web.seite import Kontext, Seite


def render(kontext: Kontext) -> Component:
    """The list, as the address wants it: the fields of ``kennzahlfilter``, ``unterziel`` and ``sortiert``."""
    if not kontext.stand.eigene_akten:
        return _empty()
    auswahl = read_auswahl(kontext)
    gezeigt = auswahl.find(kontext)
    bewertungen = [kontext.gesamt.kennzahlen[akte.nr] for akte in gezeigt]
    beispiel = any(b.herkunft is Herkunft.BEISPIEL for b in bewertungen)
    return html.Div(
        [
            html.H1(_heading(kontext, auswahl, len(gezeigt)), tabIndex="-1"),
            html.P(_lead(kontext, auswahl, bewertungen), className="vorspann"),
            *beispiel_notice(shown=beispiel),
            verteilung_bar(in_order(tuple(Counter(b.stand for b in bewertungen).items()))),
            _filters(kontext, auswahl),
            _form(kontext, auswahl),
            html.Section(_table(kontext, auswahl, gezeigt), className="karte"),
        ],
        className="kennzahlenliste",
    )


def _heading(kontext: Kontext, auswahl: Auswahl, anzahl: int) -> str:
    if auswahl.is_empty:
        return "Was messen wir, und was sagt es?"
    wort = "Kennzahl" if anzahl == 1 else "Kennzahlen"
    return f"{anzahl} {wort} {kontext.jahr}: {', '.join(auswahl.words)}"


def _lead(kontext: Kontext, auswahl: Auswahl, bewertungen: Sequence[Bewertung]) -> str:
    alle, gezeigt = len(kontext.stand.eigene_akten), len(bewertungen)
    bewertbar = sum(b.is_assessable for b in bewertungen)
    if auswahl.is_empty:
        rest = "die übrigen stehen mit ihrem Grund dabei"
        return f"{bewertbar} von {alle} Kennzahlen sind {kontext.jahr} bewertbar; {rest}."
    sind = "ist" if bewertbar == 1 else "sind"
    return f"Das sind {gezeigt} von {alle} Kennzahlen; {bewertbar} davon {sind} bewertbar."


def _form(kontext: Kontext, auswahl: Auswahl) -> Component:
    weitere = {
        UNTERZIEL: choose_unterziel(kontext, auswahl.unterziel),
        SORTIERT: choose_reihenfolge(auswahl.reihenfolge),
    }
    return filter_form(kontext, auswahl.filter, (FACHBEREICH, HERKUNFT), weitere)


def _filters(kontext: Kontext, auswahl: Auswahl) -> Component:
    """Every Stand and Ausblick with its count among what the other choices leave."""
    gesucht = auswahl.filter
    bleibt = {name: wert for name, wert in auswahl.query.items() if name not in {ZEIGE, AUSBLICK}}

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

    bewertungen = [kontext.gesamt.kennzahlen[akte.nr] for akte in auswahl.without_status().find(kontext)]
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


def _table(kontext: Kontext, auswahl: Auswahl, akten: Sequence[Kennzahlakte]) -> list[Component]:
    if not akten:
        alle = html.A("Alle zeigen", href=kontext.link("/kennzahlen"))
        return [html.P(["Dazu gehört keine Kennzahl. ", alle])]
    koepfe = {
        klasse: auswahl.reihenfolge.heading(kontext, nach, titel)
        for klasse, nach, titel in (
            ("nr", Nach.NUMMER, "Nr."),
            ("was", Nach.NAME, "Kennzahl"),
            ("balken", Nach.ZIELERREICHUNG, "Zielerreichung | Soll"),
            ("status", Nach.STAND, "Stand und Ausblick"),
        )
    }
    return kennzahl_table(kontext, akten, "Kennzahlen", koepfe)


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

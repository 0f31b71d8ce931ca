"""Kriterien: how far the five criteria are met, and each Kennzahl by criterion with what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.smart import KRITERIEN, describe_erfuellung, draw_erfuellung
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.smart import Erfuellung, Kriterium, Smartpruefung
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.smartpruefung import erfuellung_chip, punkt_satz
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.pages.messbarkeit.auswahl import ALLE, OFFEN, Auswahl, auswahl_form
from kek_dashboard.web.seite import Kontext

#: What is made up in a row: it holds words, but a value or a target may stand behind them.
_MADE_UP = (
    "Werte oder Ziele aller gezeigten Kennzahlen",
    "Ein Wert oder das Ziel dieser Kennzahl ist erfunden.",
)


def kriterien_karte(kontext: Kontext, pruefungen: Mapping[str, Smartpruefung], auswahl: Auswahl) -> Component:
    """Bars of the five criteria over all Kennzahlen, then the Kennzahlen that are asked for."""
    gezeigt = [
        (akte, pruefungen[nr])
        for nr, akte in kontext.stand.eigene_akten.items()
        if auswahl.fits(akte, pruefungen[nr])
    ]
    return html.Section(
        [
            html.H2("Welche Kennzahl ist s.m.a.r.t., und was fehlt?"),
            _bars(kontext, list(pruefungen.values()), auswahl),
            auswahl_form(kontext, auswahl),
            html.P(
                _shown(kontext, len(gezeigt), len(pruefungen), auswahl), role="status", className="gezeigt"
            ),
            *(_matrix(kontext, gezeigt) if gezeigt else []),
        ],
        className="karte",
        id="kennzahlen",
    )


def _bars(kontext: Kontext, pruefungen: Sequence[Smartpruefung], auswahl: Auswahl) -> Component:
    """One row a criterion: its question, a bar, its counts; it leads to the Kennzahlen in which it is open."""
    zeilen = []
    for kriterium, wort in KRITERIEN.items():
        zahlen = [(e, sum(p[kriterium].erfuellung is e for p in pruefungen)) for e in Erfuellung]
        hier = aria(current="true") if auswahl.offen == kriterium else {}
        zeilen.append(
            html.Li(
                html.A(
                    [
                        html.Strong(wort.wort),
                        html.Span(wort.frage, className="frage"),
                        Svg(draw_erfuellung(zahlen), className="breit"),
                        html.Span(describe_erfuellung(zahlen), className="zahlen"),
                    ],
                    href=f"{kontext.link(**{OFFEN: kriterium})}#kennzahlen",
                    **hier,
                )
            )
        )
    return html.Ul(zeilen, className="smart-kriterien")


def _shown(kontext: Kontext, anzahl: int, alle: int, auswahl: Auswahl) -> list[str | Component]:
    """How many of how many are shown, and the way to all of them."""
    if not alle:
        return ["Es gibt noch keine Kennzahlen."]
    if auswahl.is_alles:
        return [f"Alle {alle} Kennzahlen:"]
    zahl = str(anzahl) if anzahl else "Keine"
    satz = f"Bei {zahl} von {alle} Kennzahlen ist etwas offen. " if anzahl else "Nirgends ist etwas offen. "
    if not auswahl.is_offenes:
        satz = f"{zahl} von {alle} Kennzahlen {'passt' if anzahl == 1 else 'passen'} dazu. "
    return [satz, html.A("Alle zeigen", href=f"{kontext.link(**{OFFEN: ALLE})}#kennzahlen")]


def _matrix(kontext: Kontext, gezeigt: Sequence[tuple[Kennzahlakte, Smartpruefung]]) -> list[Component]:
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Kennzahl", "was", kopf=True),
        *(Spalte(wort.wort, "kriterium", f"{wort.wort}:") for wort in KRITERIEN.values()),
        Spalte("Was fehlt", "fehlt", "Was fehlt:"),
    ]
    beispiel = beispielzeichen(kontext.gesamt.kennzahlen[akte.nr].herkunft for akte, _ in gezeigt)
    zeilen = [_row(kontext, akte, pruefung, beispiel) for akte, pruefung in gezeigt]
    titel = f"s.m.a.r.t.-Prüfung der Kennzahlen {kontext.jahr}"
    return [
        *beispiel.head(*_MADE_UP),
        tabelle(spalten, zeilen, titel, f"messmatrix {beispiel.klasse}".strip()),
    ]


def _row(
    kontext: Kontext, akte: Kennzahlakte, pruefung: Smartpruefung, beispiel: Beispielzeichen
) -> list[Inhalt]:
    kennzahl = akte.kennzahl
    name: list[str | Component] = [
        html.A(kennzahl.bezeichnung, href=f"{kontext.link_kennzahl(akte.nr)}#smart"),
        *beispiel.sign(kontext.gesamt.kennzahlen[akte.nr].herkunft),
        html.Small(kennzahl.fachbereich.strip() or "kein Fachbereich genannt"),
    ]
    return [
        akte.nr,
        name,
        *(erfuellung_chip(pruefung[k].erfuellung) for k in Kriterium),
        _missing(kontext, akte, pruefung),
    ]


def _missing(kontext: Kontext, akte: Kennzahlakte, pruefung: Smartpruefung) -> Inhalt:
    fehlt = [punkt for k in pruefung.kriterien for punkt in k.fehlt]
    if fehlt:
        wer = akte.kennzahl.fachbereich.strip()
        return html.Ul([html.Li(punkt_satz(kontext, punkt, wer)) for punkt in fehlt], className="fehlliste")
    wort = "nichts; sie wird nur beobachtet" if pruefung.is_beobachtet else "nichts"
    return html.Span(wort, className="leise")

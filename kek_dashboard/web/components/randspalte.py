"""Randspalte: what stands beside the Überblick: counts, missing figures, money without goal, why this year."""

from __future__ import annotations

from collections import Counter

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.verteilung import in_order
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.formats import format_euro_short
from kek_dashboard.web.components.zeichen import beispiel_tag, status_chip, verteilung_bar
from kek_dashboard.web.seite import Kontext

_FEHLEND = {Stand.KEINE_DATEN, Stand.DATEN_UEBERFAELLIG}
_LONGEST_LIST = 6


def randspalte(kontext: Kontext) -> list[Component]:
    """All of it, from the top to the bottom."""
    return [*_counts(kontext), *_missing(kontext), *_money(kontext), *_why_this_year(kontext)]


def _counts(kontext: Kontext) -> list[Component]:
    staende = in_order(kontext.gesamt.staende())
    ausblicke = kontext.gesamt.ausblicke()
    alle = sum(anzahl for _, anzahl in staende)
    return [
        html.H2(f"{alle} Kennzahlen nach Stand"),
        verteilung_bar(staende),
        html.Ul(
            [
                html.Li(
                    html.A(
                        [status_chip(s), html.Span(str(n), className="zahl")],
                        href=kontext.link("/kennzahlen", zeige=s),
                    )
                )
                for s, n in staende
            ],
            className="zaehlung",
        ),
        html.H2("Und der Ausblick"),
        html.Ul(
            [
                html.Li(
                    html.A(
                        [status_chip(a), html.Span(str(n), className="zahl")],
                        href=kontext.link("/kennzahlen", ausblick=a),
                    )
                )
                for a, n in ausblicke
            ],
            className="zaehlung",
        ),
    ]


def _missing(kontext: Kontext) -> list[Component]:
    """Which Fachbereich owes how many figures."""
    offen: Counter[str] = Counter()
    for nr, bewertung in kontext.gesamt.kennzahlen.items():
        if bewertung.stand in _FEHLEND:
            offen[kontext.stand.akten[nr].kennzahl.fachbereich or "ohne Fachbereich"] += 1
    if not offen:
        return []
    zeilen = offen.most_common(_LONGEST_LIST)
    rest = sum(offen.values()) - sum(n for _, n in zeilen)
    return [
        html.H2("Zahlen, die fehlen"),
        html.Ul(
            [
                html.Li([html.Span(name), html.Span(_kennzahlen_text(n), className="leise")])
                for name, n in (*zeilen, *([("weitere", rest)] if rest else []))
            ],
            className="zaehlung",
        ),
    ]


def _kennzahlen_text(anzahl: int) -> str:
    return "1 Kennzahl" if anzahl == 1 else f"{anzahl} Kennzahlen"


def _money(kontext: Kontext) -> list[Component]:
    mittel = kontext.mittel
    if mittel is None:
        return [
            html.H2("Geld und Ziele"),
            html.P(f"Für das Haushaltsjahr {kontext.jahr} liegt kein Haushalt vor.", className="leise"),
        ]
    frei, alle = (teil[Positionsart.AUFWENDUNGEN] for teil in (mittel.nicht_zugeordnet, mittel.summen))
    return [
        html.H2("Geld und Ziele"),
        html.P(
            [
                html.Strong(
                    html.A(
                        format_euro_short(frei),
                        href=kontext.link("/haushalt", ziel="ohne") + "#zeilen",
                        className="beleg",
                    )
                ),
                f" Aufwendungen {kontext.jahr} sind keinem Unterziel zugeordnet, von {format_euro_short(alle)}.",
                *beispiel_tag(mittel.herkunft),
            ]
        ),
    ]


def _why_this_year(kontext: Kontext) -> list[Component]:
    jahr, bewertbar, alle = kontext.daten.eroeffnung(kontext.stand)
    grund = f"In keinem Jahr ist die Hälfte der Kennzahlen mit Ziel bewertbar, {jahr} sind es die meisten"
    if bewertbar * 2 >= alle:
        grund = "dem jüngsten Jahr, in dem mindestens die Hälfte der Kennzahlen mit Ziel bewertbar ist"
    return [
        html.H2(f"Warum {jahr}?"),
        html.P(
            f"Ohne Angabe öffnet der Monitor mit {jahr}: {grund} ({bewertbar} von {alle}).",
            className="leise",
        ),
    ]

"""Kennzahl: one figure with its message, its course, how it was judged and where each value stood."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.kernaussage import kernaussage
from kek_dashboard.charts.verlaufsdaten import verlauf_of
from kek_dashboard.domain.fassungen import fassungen_of
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.verfahren import KENNZAHL
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.web.components.einbetten import einbetten_karte
from kek_dashboard.web.components.erlaeuterung import erlaeuterungen
from kek_dashboard.web.components.fassungen import fassungen_karte
from kek_dashboard.web.components.smartpruefung import smart_karte
from kek_dashboard.web.components.steckbrief import steckbrief
from kek_dashboard.web.components.vorschlagsweg import weg_karte
from kek_dashboard.web.components.wertetabelle import values_table
from kek_dashboard.web.components.zeichen import beispiel_notice, beispiel_tag, marked, status_chip
from kek_dashboard.web.components.zielsystemwahl import link_to
from kek_dashboard.web.components.zieltabelle import targets_table
from kek_dashboard.web.pages.kennzahl.ausgabe import register
from kek_dashboard.web.pages.kennzahl.fakten import fakten
from kek_dashboard.web.pages.kennzahl.geschichte import geschichte_karte
from kek_dashboard.web.pages.kennzahl.herunterladen import herunterladen_karte
from kek_dashboard.web.pages.kennzahl.nachbarn import geschwister_karte, wege
from kek_dashboard.web.pages.kennzahl.rechnung import rechenweg_karte
from kek_dashboard.web.pages.kennzahl.vergleich import vergleich_karte
from kek_dashboard.web.pages.kennzahl.verlaufskarte import verlaufskarte, zeigekarte
from kek_dashboard.web.pages.kennzahl.zwischenwerte import zwischenwerte_karte
from kek_dashboard.web.seite import Kontext, NotFoundError, Seite


def render(kontext: Kontext) -> Component:
    """The page of the Kennzahl that the address names."""
    akte, b = _find(kontext)
    verlauf = verlauf_of(akte, b, kontext.stand.zielsystem, kontext.stand.systeme_von(akte.nr))
    return html.Div(
        [
            wege(kontext, akte),
            html.H1([akte.kennzahl.bezeichnung, *beispiel_tag(akte.kennzahl.herkunft)], tabIndex="-1"),
            html.P([status_chip(b.stand), " ", *marked(kernaussage(akte, b))], className="vorspann aussage"),
            *beispiel_notice(shown=b.herkunft is Herkunft.BEISPIEL),
            *_elsewhere(kontext, akte),
            fakten(kontext, akte, b),
            html.Div(
                [verlaufskarte(kontext, akte, b, verlauf), geschichte_karte(kontext, akte)],
                className="verlaufszeile",
            ),
            *zeigekarte(kontext, verlauf),
            *_evidence(kontext, akte, b),
            smart_karte(kontext, akte, b),
            *weg_karte(kontext, KENNZAHL, akte.nr),
            *fassungen_karte(kontext, fassungen_of(kontext.stand, akte.nr)),
            values_table(kontext, akte, b),
            *_beside(
                [
                    steckbrief(kontext, akte),
                    *_stacked(
                        [
                            *geschwister_karte(kontext, akte),
                            herunterladen_karte(kontext, akte),
                            _einbetten(kontext, akte),
                        ]
                    ),
                ]
            ),
        ],
        className="kennzahlseite",
    )


def _elsewhere(kontext: Kontext, akte: Kennzahlakte) -> list[Component]:
    """For whose Ziele it speaks where the Zielsystem shown has none of it, each with the way there."""
    if not kontext.stand.is_only_elsewhere(akte.nr):
        return []
    andere = [s for s in kontext.stand.systeme_von(akte.nr) if s.name != kontext.stand.zielsystem.name]
    links = [html.A(s.name, href=link_to(kontext, s)) for s in andere]
    teile = [teil for link in links for teil in (", ", link)][1:]
    return [html.P(["Sie misst kein Ziel dieses Zielsystems, sondern: ", *teile, "."], className="hinweis")]


def _evidence(kontext: Kontext, akte: Kennzahlakte, b: Bewertung) -> list[Component]:
    """Rechenweg and what it rests on: beside it the Zwischenwerte, or else targets and texts; then the rest."""
    zwischen = zwischenwerte_karte(kontext, akte, b)
    worte = _stacked([*targets_table(kontext, akte), *erlaeuterungen(kontext, "kennzahl", akte.nr)])
    daneben, rest = (_stacked(zwischen), worte) if zwischen else (worte, [])
    return [
        *_beside([rechenweg_karte(kontext, akte, b), *daneben]),
        *_beside([*vergleich_karte(kontext, akte, b), *rest]),
    ]


def _einbetten(kontext: Kontext, akte: Kennzahlakte) -> Component:
    titel = f"{akte.nr} {akte.kennzahl.bezeichnung}"
    return einbetten_karte(kontext, "kennzahl", akte.nr, titel, is_open=akte.kennzahl.oeffentlich)


def _beside(karten: list[Component]) -> list[Component]:
    """Two cards beside each other where there is room; one alone takes it all."""
    return [html.Div(karten, className="nebeneinander")] if len(karten) > 1 else karten


def _stacked(karten: list[Component]) -> list[Component]:
    """Cards below each other in the place of one; the last of them is as long as there is room."""
    return [html.Div(karten, className="gestapelt")] if karten else []


def _find(kontext: Kontext) -> tuple[Kennzahlakte, Bewertung]:
    nr = kontext.werte["nr"]
    akte = kontext.stand.akten.get(nr)
    if akte is None:
        raise NotFoundError(f"Die Kennzahl {nr} gibt es in diesem Datenstand nicht.")
    return akte, kontext.gesamt.kennzahlen[nr]


def _title(kontext: Kontext) -> str:
    akte = kontext.stand.akten.get(kontext.werte["nr"])
    return "Kennzahl" if akte is None else f"{akte.nr} {akte.kennzahl.bezeichnung}"


SEITE = Seite("/kennzahl/<nr>", _title, render, bereich="/kennzahlen", register=register)

"""Haushalt: what the county's money is for: four sums, euros per Unterziel, and every line with its cell."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.einwohner import Einwohnerzahl, euro_je_einwohner
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz
from kek_dashboard.formats import format_euro, format_euro_short, format_percent
from kek_dashboard.web.components.zeichen import beispiel_notice, beispiel_tag, marked
from kek_dashboard.web.pages.haushalt.ausserhalb import outside_karte
from kek_dashboard.web.pages.haushalt.auswahl import BEHALTEN, lines_link, page_title
from kek_dashboard.web.pages.haushalt.baum import baum_karte
from kek_dashboard.web.pages.haushalt.einwohner import einwohner_im, einwohner_text
from kek_dashboard.web.pages.haushalt.fehlt import open_haushalt
from kek_dashboard.web.pages.haushalt.kopf import haushaltskopf
from kek_dashboard.web.pages.haushalt.teil import register
from kek_dashboard.web.pages.haushalt.zeilen import zeilen_karte
from kek_dashboard.web.pages.haushalt.zeilensuche import open_verzeichnis
from kek_dashboard.web.pages.haushalt.ziele import unterziele_karte
from kek_dashboard.web.seite import Kontext, Seite

_AUF, _ERT = Positionsart.AUFWENDUNGEN, Positionsart.ERTRAEGE
_EIN, _AUS = Positionsart.INVESTIVE_EINZAHLUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN


def render(kontext: Kontext) -> Component:
    """The page; a Haushaltsjahr that is not there gets its own sentence."""
    mittel = open_haushalt(kontext)
    if isinstance(mittel, Component):
        return mittel
    verzeichnis = open_verzeichnis(kontext, mittel)
    return html.Div(
        [
            html.H1("Wofür ist das Geld da?", tabIndex="-1"),
            html.P(marked(answer(kontext, mittel)), className="vorspann"),
            *beispiel_notice(shown=verzeichnis.herkunft is Herkunft.BEISPIEL),
            *haushaltskopf(kontext, mittel.haushalt, behalten=BEHALTEN),
            _summen(kontext, mittel),
            unterziele_karte(kontext, mittel),
            baum_karte(kontext, mittel, beispiel_tags=not verzeichnis.alles_beispiel),
            *outside_karte(kontext, mittel),
            zeilen_karte(kontext, mittel),
        ],
        className="haushalt",
    )


def answer(kontext: Kontext, mittel: Mitteleinsatz) -> str:
    """The one sentence that answers the heading."""
    alle, offen = mittel.summen[_AUF], mittel.nicht_zugeordnet[_AUF]
    jahr = mittel.haushalt.haushaltsjahr
    satz = f"{jahr} sind **{format_euro_short(alle)}** Aufwendungen geplant"
    if not alle:
        return f"Für {jahr} sind keine Aufwendungen geplant."
    if offen == alle:
        return f"{satz}; **keinem Unterziel ist davon Geld zugeordnet**."
    groesstes = max(mittel.je_unterziel, key=lambda nr: mittel.je_unterziel[nr][_AUF])
    name = kontext.stand.ziele[groesstes].kurztitel if groesstes in kontext.stand.ziele else ""
    satz += (
        f". **{format_percent(Fraction(alle - offen) / Fraction(alle), 0)} davon dienen einem Unterziel**, am meisten "
        f"{groesstes} {name} mit {format_euro_short(mittel.je_unterziel[groesstes][_AUF])}"
    )
    return f"{satz}; {format_euro_short(offen)} sind keinem zugeordnet." if offen else f"{satz}."


def _summen(kontext: Kontext, mittel: Mitteleinsatz) -> Component:
    """The four sums side by side, each leading to its lines; the difference of two of them in words."""
    herkunft = open_verzeichnis(kontext, mittel).herkunft
    koepfe = einwohner_im(kontext, mittel.haushalt.haushaltsjahr)
    return html.Section(
        [
            html.H2("Die vier Summen", className="nur-gelesen"),
            html.Dl(
                [
                    html.Div(
                        [
                            html.Dt(ART_WORT[art]),
                            html.Dd(
                                [
                                    html.Strong(
                                        html.A(
                                            format_euro_short(mittel.summen[art]),
                                            href=lines_link(kontext, art=art.value),
                                            className="beleg",
                                        )
                                    ),
                                    html.Small(format_euro(mittel.summen[art])),
                                    *_per_head(mittel.summen[art], koepfe),
                                    *beispiel_tag(herkunft),
                                ]
                            ),
                        ]
                    )
                    for art in (_ERT, _AUF, _EIN, _AUS)
                ],
                className="summen",
            ),
            html.P(
                [
                    *marked(ergebnis_text(mittel.summen)),
                    html.Span(
                        " Die vier Summen stehen nebeneinander; zusammengezählt werden sie nie.",
                        className="leise",
                    ),
                ]
            ),
            *_heads(kontext, koepfe),
        ],
        className="karte",
    )


def _per_head(summe: Decimal, koepfe: Einwohnerzahl | None) -> list[Component]:
    je_kopf = euro_je_einwohner(summe, koepfe)
    return [] if je_kopf is None else [html.Small(f"{format_euro(je_kopf)} je Einwohner")]


def _heads(kontext: Kontext, koepfe: Einwohnerzahl | None) -> list[Component]:
    """By how many people the sums are divided; nothing where that is not known."""
    if koepfe is None:
        return []
    return [
        html.P(["Je Einwohner: geteilt durch ", *einwohner_text(kontext, koepfe), "."], className="leise")
    ]


def ergebnis_text(summen: Betraege) -> str:
    """The ordentliches Ergebnis in words."""
    ergebnis = summen[_ERT] - summen[_AUF]
    if not ergebnis:
        return "Erträge und Aufwendungen gleichen sich aus: Das **ordentliche Ergebnis** ist 0,00 €."
    mehr, ueber, wort = (
        ("Erträge", "den Aufwendungen", "Überschuss")
        if ergebnis > 0
        else ("Aufwendungen", "den Erträgen", "Fehlbetrag")
    )
    return (
        f"Die {mehr} liegen um **{format_euro_short(abs(ergebnis))}** über {ueber}: "
        f"Das ordentliche Ergebnis ist ein {wort} von {format_euro(abs(ergebnis))}."
    )


SEITE = Seite("/haushalt", page_title, render, nav="Haushalt", register=register)

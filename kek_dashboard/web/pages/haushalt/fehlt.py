"""Haushalt fehlt: opens the Haushalt an address asks for, and the page that is shown where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import fassung_text
from kek_dashboard.domain.haushalt import VOLLZUG
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.web.pages.haushalt.auswahl import choose_haushaltsjahr
from kek_dashboard.web.pages.haushalt.kopf import choice_links, page_link, year_links
from kek_dashboard.web.seite import Kontext


def open_haushalt(kontext: Kontext) -> Mitteleinsatz | Component:
    """The Haushalt of the address by goal; where it is not there, the page that says what is."""
    jahr, gefragt = choose_haushaltsjahr(kontext)
    if jahr is None and not gefragt:
        return _empty(kontext)
    fassung = kontext.query.get("fassung") or None
    mittel = None if jahr is None else kontext.daten.mitteleinsatz(kontext.stand, jahr, fassung)
    return _missing(kontext, jahr) if mittel is None else mittel


def _missing(kontext: Kontext, jahr: int | None) -> Component:
    """The Haushaltsjahr or Fassung of the address is not there: say which are."""
    gefragt = kontext.query.get("haushaltsjahr", "") if jahr is None else str(jahr)
    fassungen = () if jahr is None else kontext.stand.haushalte.get(jahr, ())
    wunsch = kontext.query.get("fassung", "")
    if wunsch == VOLLZUG:
        satz = f"Der Vollzug sagt, wie das Jahr {gefragt} gelaufen ist; er ist kein Plan."
        wege: list[Component] = [
            html.P(
                html.A(
                    "Buchungsstände, Prognosen und Ergebnisse stehen in der Entwicklung.",
                    href=page_link(kontext, "/haushalt/entwicklung", fassung=None),
                )
            )
        ]
        if fassungen:
            wege.append(_fassungen(kontext, fassungen))
    elif fassungen:
        satz = f"Vom Haushalt {gefragt} gibt es die Fassung „{wunsch}“ nicht."
        wege = [_fassungen(kontext, fassungen)]
    else:
        satz = f"Für das Haushaltsjahr {gefragt} liegt kein freigegebener Haushalt vor."
        wege = [year_links(kontext, None)] if kontext.stand.haushalte else []
    if kontext.wissensstand is not None:
        wege.append(html.P(html.A("Mit dem Wissen von heute ansehen", href=page_link(kontext, stand=None))))
    return _notice("Diesen Haushalt gibt es hier nicht", satz, wege, kontext)


def _fassungen(kontext: Kontext, fassungen: Sequence[str]) -> Component:
    """The plans there are of this year."""
    return choice_links(
        "Fassung", [(fassung_text(f), page_link(kontext, fassung=f), False) for f in fassungen]
    )


def _empty(kontext: Kontext) -> Component:
    satz = (
        "Es ist noch kein Haushaltsplan freigegeben. Ein Haushaltsplan kommt als Arbeitsmappe mit Produkt, Konto und "
        "Ansatz."
    )
    return _notice("Noch ist kein Haushalt bekannt", satz, [], kontext)


def _notice(titel: str, satz: str, wege: list[Component], kontext: Kontext) -> Component:
    return html.Div(
        [
            html.H1(titel, tabIndex="-1"),
            html.P(satz, className="vorspann"),
            html.Div(wege, className="wahl"),
            *(_deliver(kontext) if kontext.zugang.darf(Aktion.LIEFERN_HAUSHALT) else []),
        ],
        className="schmal haushalt",
    )


def _deliver(kontext: Kontext) -> list[Component]:
    weg = html.A("Haushaltsplan liefern", href=kontext.link("/lieferungen"))
    return [html.P([weg, " – er zählt, sobald er freigegeben ist."])]

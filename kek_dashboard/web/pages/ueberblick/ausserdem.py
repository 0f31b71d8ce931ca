"""Ausserdem: what stands quietly below the goals: figures owed, money without a goal, why this year opened."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.datenschuld import Datenschuld, datenschulden
from kek_dashboard.domain.faelligkeit import faelligkeiten
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.formats import format_date, format_euro_short, format_number
from kek_dashboard.web.components.kennzahlfilter import FACHBEREICH
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.seite import Kontext

_LONGEST_LIST = 5


def ausserdem(kontext: Kontext) -> Component:
    """Three short blocks side by side."""
    bloecke = [_owed(kontext), _money(kontext), _why_this_year(kontext)]
    return html.Aside([html.Section(block) for block in bloecke], className="ausserdem")


def _owed(kontext: Kontext) -> list[Component]:
    """Which Fachbereich owes how many figures, counted as on the page of the Datenschuld."""
    stand = kontext.stand
    alle = kontext.daten.kept(stand, ("faelligkeiten",), lambda: faelligkeiten(stand, stand.wissensstand))
    schulden = [
        schuld
        for schuld in datenschulden((f for f in alle if f.zeitraum.jahr <= kontext.jahr), lambda _: False)
        if schuld.fachbereich and schuld.ueberfaellig
    ]
    erfunden = weakest((akte.kennzahl.herkunft for akte in stand.akten.values()), Herkunft.AMTLICH)
    titel = html.H2(
        [html.A("Zahlen, die fehlen", href=kontext.link("/datenschuld")), *beispiel_tag(erfunden)]
    )
    if not schulden:
        satz = f"Kein Fachbereich schuldet eine Zahl für die Jahre bis {kontext.jahr}."
        return [titel, html.P(satz, className="leise")]
    schulden.sort(key=lambda schuld: -len(schuld.ueberfaellig))
    zeilen = [_debtor(kontext, schuld) for schuld in schulden[:_LONGEST_LIST]]
    rest = sum(len(schuld.ueberfaellig) for schuld in schulden[_LONGEST_LIST:])
    if rest:
        zeilen.append(html.Li(html.A(["weitere", _figures(rest)], href=kontext.link("/datenschuld"))))
    return [titel, html.Ul(zeilen, className="zaehlung")]


def _debtor(kontext: Kontext, schuld: Datenschuld) -> Component:
    name: list[str | Component] = [schuld.fachbereich]
    if schuld.aelteste is not None:
        name.append(html.Small(f"seit {format_date(schuld.aelteste.faellig_am)}", className="leise"))
    adresse = kontext.link("/datenschuld", **{FACHBEREICH: schuld.fachbereich})
    return html.Li(html.A([html.Span(name), _figures(len(schuld.ueberfaellig))], href=adresse))


def _figures(anzahl: int) -> Component:
    wort = "1 Zahl" if anzahl == 1 else f"{format_number(anzahl)} Zahlen"
    return html.Span(wort, className="leise")


def _money(kontext: Kontext) -> list[Component]:
    mittel = kontext.zielmittel
    titel = html.H2("Geld und Ziele")
    if mittel is None:
        satz = f"Für das Haushaltsjahr {kontext.jahr} liegt kein Haushalt vor."
        return [titel, html.P(satz, className="leise")]
    frei, alle = (teil[Positionsart.AUFWENDUNGEN] for teil in (mittel.nicht_zugeordnet, mittel.summen))
    adresse = kontext.link("/haushalt", ziel="ohne") + "#zeilen"
    return [
        titel,
        html.P(
            [
                html.Strong(html.A(format_euro_short(frei), href=adresse, className="beleg")),
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
    satz = f"Ohne Angabe öffnet der Monitor mit {jahr}: {grund} ({bewertbar} von {alle})."
    return [html.H2(f"Warum {jahr}?"), html.P(satz, className="leise")]

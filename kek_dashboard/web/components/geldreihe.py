"""Geldreihe: plan and result of an Unterziel over the years, one small panel a kind, with its table one key away."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.entwicklung import KLEIN, Reihe, Strich, describe_feld, draw_feld
from kek_dashboard.domain.entwicklung import Entwicklung
from kek_dashboard.domain.haushalt import Positionsart, Wertart
from kek_dashboard.formats import UNKNOWN, format_euro_short
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.beispiel import beispielzeichen
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.geldjahre import read_entwicklung
from kek_dashboard.web.seite import Kontext

#: The page that tells all of it, with its sources.
ENTWICKLUNG = "/haushalt/entwicklung"
_ARTEN = (
    (Positionsart.AUFWENDUNGEN, "Aufwendungen"),
    (Positionsart.ERTRAEGE, "Erträge"),
    (Positionsart.INVESTIVE_AUSZAHLUNGEN, "Investive Auszahlungen"),
    (Positionsart.INVESTIVE_EINZAHLUNGEN, "Investive Einzahlungen"),
)
Bild = tuple[Positionsart, str, list[Reihe]]
_SERIEN = ((Wertart.ANSATZ, "Plan", Strich.PLAN), (Wertart.ERGEBNIS, "Ergebnis", Strich.ERGEBNIS))


def geldreihe(kontext: Kontext, nr: str) -> list[Component]:
    """The four kinds that have any amount, each for itself; a sentence where none has."""
    entwicklung = read_entwicklung(kontext)
    alle: list[Bild] = [
        (art, wort, _series(entwicklung, art, nr, kontext.stand.jahre)) for art, wort in _ARTEN
    ]
    bilder = [bild for bild in alle if any(reihe.letzter for reihe in bild[2])]
    if not bilder:
        satz = "In keinem Jahr ist diesem Unterziel Geld zugeordnet; das geschieht im Haushalt unter „Zuordnung“."
        return [html.P(satz, className="leise")]
    zeichen = beispielzeichen(
        summe.herkunft_je_unterziel.get(nr)
        for jahrgang in entwicklung.jahrgaenge
        for summe in (jahrgang.plan, jahrgang.ergebnis)
        if summe is not None
    )
    return [
        *zeichen.head("Alle Beträge"),
        html.Div(
            [_panel(wort, reihen, kontext.stand.jahre) for _, wort, reihen in bilder], className="geldbilder"
        ),
        html.P("● Ergebnis   ○ – – Plan. Eine Lücke heißt unbekannt, nicht null.", className="legende"),
        html.Details([html.Summary("Beträge als Tabelle"), _table(kontext, nr, bilder)]),
    ]


def _series(entwicklung: Entwicklung, art: Positionsart, nr: str, jahre: range) -> list[Reihe]:
    """Plan and result; years in which nothing goes to the Unterziel are 0, unknown ones are gaps."""
    reihen = []
    for wertart, name, strich in _SERIEN:
        punkte = [
            (jahr, None if eur is None else Fraction(eur))
            for jahr, eur in entwicklung.reihe(wertart, art, nr)
            if jahr in jahre
        ]
        leer = not any(wert for _, wert in punkte)
        reihen.append(Reihe(name, strich, tuple((jahr, None if leer else wert) for jahr, wert in punkte)))
    return reihen


def _panel(wort: str, reihen: Sequence[Reihe], jahre: range) -> Component:
    zahlen = [
        f"{reihe.name} {letzter[0]}: {format_euro_short(letzter[1])}"
        for reihe in reihen
        if (letzter := reihe.letzter)
    ]
    bild = Svg(
        draw_feld(reihen, format_euro_short, KLEIN), describe_feld(wort, reihen, format_euro_short), "breit"
    )
    achse = [html.Span(f"’{jahr % 100:02d}") for jahr in jahre]
    return html.Div(
        [
            html.P([html.Strong(wort), html.Small(" · ".join(zahlen))], className="geldkopf"),
            bild,
            html.Div(achse, className="zeitachse zahl", **aria(hidden="true")),
        ],
        className="bild",
    )


def _table(kontext: Kontext, nr: str, bilder: Sequence[Bild]) -> Component:
    spalten = [Spalte("Jahr", "zahl", kopf=True)]
    zeilen: list[list[Inhalt]] = [[str(jahr)] for jahr in kontext.stand.jahre]
    for art, wort, reihen in bilder:
        for reihe in reihen:
            spalten.append(Spalte(f"{wort}, {reihe.name}", "n", f"{wort}, {reihe.name}:"))
            for zeile, (jahr, wert) in zip(zeilen, reihe.punkte, strict=True):
                zeile.append(_figure(kontext, nr, art, reihe, jahr, wert))
    return tabelle(spalten, zeilen, "Plan und Ergebnis nach Jahren", "geldtafel")


def _figure(
    kontext: Kontext, nr: str, art: Positionsart, reihe: Reihe, jahr: int, wert: Fraction | None
) -> Inhalt:
    """An amount, to its lines: those of the plan, or those behind the result on the page of all years."""
    if wert is None:
        return UNKNOWN
    text = format_euro_short(wert)
    if not wert:
        return text
    adresse = kontext.link(ENTWICKLUNG, ziel=nr)
    if reihe.strich is Strich.PLAN:
        adresse = kontext.link("/haushalt", haushaltsjahr=jahr, ziel=nr, art=art.value) + "#zeilen"
    worte = aria(label=f"{text}: woraus sich {reihe.name} {jahr} zusammensetzt")
    return html.A(text, href=adresse, className="beleg", **worte)

"""Entwicklungstabelle: plan and result by year beside each other, the other Wertarten apart, and the sources."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import STATUS_WORT
from kek_dashboard.domain.entwicklung import Jahrgang, Mittelsumme, zuschussbedarf
from kek_dashboard.domain.haushalt import Positionsart, Wertart
from kek_dashboard.formats import UNKNOWN, format_percent
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.pages.haushalt.einwohner import einwohner_text
from kek_dashboard.web.pages.haushalt.entwicklung_daten import Lage
from kek_dashboard.web.pages.haushalt.entwicklung_zahlen import figure, source_text, wertart_text
from kek_dashboard.web.seite import Kontext

_ARTEN = (
    (Positionsart.AUFWENDUNGEN, "Aufwendungen"),
    (Positionsart.INVESTIVE_AUSZAHLUNGEN, "Inv. Auszahlungen"),
    (Positionsart.ERTRAEGE, "Erträge"),
)


def years_table(kontext: Kontext, lage: Lage, ziel: str | None, name: str, *, genau: bool) -> Component:
    """All years of one Unterziel (or the whole): plan and result in columns of their own."""
    spalten = [Spalte("Jahr", "jahr zahl", kopf=True)]
    for _, wort in (*_ARTEN, (None, "Zuschussbedarf")):
        spalten += [
            Spalte([wort, html.Br(), html.I("Plan")], "n plan", f"{wort}, Plan:"),
            Spalte([html.Br(), "Ergebnis"], "n", f"{wort}, Ergebnis:"),
        ]
    mit_ziel = bool(ziel)
    if mit_ziel:
        spalten.append(Spalte(["Ziel-", html.Br(), "erreichung"], "n", "Zielerreichung:"))
    zeilen = [
        _row(kontext, lage, jahrgang, ziel, genau=genau, mit_ziel=mit_ziel)
        for jahrgang in lage.entwicklung.jahrgaenge
        if jahrgang.jahr in kontext.stand.jahre
    ]
    klasse = "jahre" + (" genau" if genau else "")
    return html.Div(
        [
            tabelle(spalten, zeilen, f"{name}: Plan und Ergebnis je Jahr", klasse),
            *_others(kontext, lage, ziel, name, genau=genau),
        ]
    )


def _row(
    kontext: Kontext, lage: Lage, jahrgang: Jahrgang, ziel: str | None, *, genau: bool, mit_ziel: bool
) -> list[Inhalt]:
    zellen: list[Inhalt] = [_year(jahrgang, ziel)]
    for art, _ in _ARTEN:
        zellen += [
            figure(kontext, lage, summe, art, ziel, genau=genau)
            for summe in (jahrgang.plan, jahrgang.ergebnis)
        ]
    zellen += [
        lage.text(lage.wert(jahrgang.jahr, zuschussbedarf(summe, ziel)), genau=genau)
        for summe in (jahrgang.plan, jahrgang.ergebnis)
    ]
    if mit_ziel:
        zellen.append(_attainment(kontext, jahrgang.jahr, ziel or ""))
    return zellen


def _year(jahrgang: Jahrgang, ziel: str | None) -> Inhalt:
    if ziel and jahrgang.zugeordnet is False:
        return [str(jahrgang.jahr), html.Small("ohne Zuordnung")]
    return str(jahrgang.jahr)


def _attainment(kontext: Kontext, jahr: int, ziel: str) -> str:
    if jahr > kontext.jahr or ziel not in kontext.gesamt.unterziele:
        return UNKNOWN
    return format_percent(kontext.bewertung(jahr).unterziele[ziel].zielerreichung, 0)


def _others(kontext: Kontext, lage: Lage, ziel: str | None, name: str, *, genau: bool) -> list[Component]:
    """What is neither the plan nor the result, each under its own name, in no series."""
    summen = [summe for jahrgang in lage.entwicklung.jahrgaenge for summe in jahrgang.weitere]
    if not summen:
        return []
    spalten = [
        Spalte("Was", "was", kopf=True),
        *(Spalte(wort, "n", f"{wort}:") for _, wort in _ARTEN),
        Spalte("Woher", "leise", "Woher:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            _other_name(summe, ziel),
            *(figure(kontext, lage, summe, art, ziel, genau=genau) for art, _ in _ARTEN),
            source_text(summe),
        ]
        for summe in summen
    ]
    return [
        html.P("Weder Plan noch Ergebnis dieser Jahre, deshalb in keiner Linie:", className="leise weiteres"),
        tabelle(spalten, zeilen, f"{name}: Planung, Prognosen und anderes", "jahre weitere"),
    ]


def _other_name(summe: Mittelsumme, ziel: str | None) -> Inhalt:
    text = f"{wertart_text(summe)} {summe.jahr}" if summe.stichtag is None else wertart_text(summe)
    if ziel and not summe.zugeordnet:
        return [text, html.Small(f"für {summe.jahr} ist noch nichts zugeordnet")]
    return text


def sources_karte(kontext: Kontext, lage: Lage) -> Component:
    """Which plan and which result each year is told from; a result is one whole source."""
    spalten = [
        Spalte("Jahr", "jahr zahl", kopf=True),
        Spalte("Plan", "", "Plan:"),
        Spalte("Ergebnis", "", "Ergebnis:"),
        Spalte("Zuordnung", "", "Zuordnung:"),
    ]
    if lage.je:
        spalten.append(Spalte("geteilt durch", "", "Geteilt durch:"))
    zeilen: list[list[Inhalt]] = []
    for jahrgang in lage.entwicklung.jahrgaenge:
        if jahrgang.jahr not in kontext.stand.jahre:
            continue
        zeile: list[Inhalt] = [
            str(jahrgang.jahr),
            _source(kontext, jahrgang.plan, "kein Plan"),
            _source(kontext, jahrgang.ergebnis, "noch kein Ergebnis"),
            _zuordnung_text(kontext, jahrgang.jahr),
        ]
        if lage.je:
            zahl = lage.einwohner.get(jahrgang.jahr)
            zeile.append(UNKNOWN if zahl is None else einwohner_text(kontext, zahl))
        zeilen.append(zeile)
    return html.Section(
        [
            html.H2("Woher die Zahlen kommen", id="quellen", tabIndex="-1"),
            html.P(
                "Plan ist der Ansatz der neuesten Fassung. Das Ergebnis eines Jahres kommt ganz aus einer Quelle: aus "
                "der Datei über den Vollzug, sonst aus dem neuesten Plan, der es nennt. Verteilt wird es nach der "
                "Zuordnung des Jahres, von dem es handelt.",
                className="leise",
            ),
            tabelle(spalten, zeilen, "Quellen je Jahr", "quellen"),
        ],
        className="karte",
    )


def _source(kontext: Kontext, summe: Mittelsumme | None, fehlt: str) -> Inhalt:
    if summe is None:
        return html.Span(fehlt, className="leise")
    if summe.wertart is not Wertart.ANSATZ and summe.haushaltsjahr == summe.jahr:
        return source_text(summe)
    fassung = {"fassung": summe.fassung} if summe.wertart is Wertart.ANSATZ else {}
    weg = html.A(
        source_text(summe), href=kontext.link("/haushalt", haushaltsjahr=summe.haushaltsjahr, **fassung)
    )
    staende = kontext.stand.haushaltsstaende.get((summe.haushaltsjahr, summe.fassung), ())
    if summe.wertart is Wertart.ANSATZ and staende:
        return [weg, html.Small(STATUS_WORT[staende[-1].status])]
    return weg


def _zuordnung_text(kontext: Kontext, jahr: int) -> str:
    zahl = sum(bool(regel.anteil) for regel in kontext.stand.haushaltszuordnungen.get(jahr, ()))
    if not zahl:
        return "keine: alles steht ohne Ziel da"
    return "1 Zuordnung" if zahl == 1 else f"{zahl} Zuordnungen"

"""Zeilentafel: the lines that were found: how many, their sums, one page of them, and the way to the next."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote, urlencode

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.haushalt import VIER_ARTEN, Haushalt
from kek_dashboard.domain.haushaltsbaum import OHNE_ZIEL
from kek_dashboard.domain.mitteleinsatz import Betraege, Verwendung
from kek_dashboard.formats import UNKNOWN, format_euro, format_euro_short, format_number
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.pages.haushalt.auswahl import (
    ANKER,
    FELDER,
    JE_SEITE,
    Filter,
    filter_words,
    haushalt_link,
    lines_text,
    page_title,
)
from kek_dashboard.web.pages.haushalt.teile import teil_link
from kek_dashboard.web.pages.haushalt.zeilenherkunft import HERKUNFT, ZEILE, line_key
from kek_dashboard.web.pages.haushalt.zeilensuche import Fund
from kek_dashboard.web.seite import Kontext

EXPORT: Final = "/haushalt/export.xlsx"
#: What a new search changes on the page: the sentence that tells what was found, and the lines.
ZAHL, FUND = "zeilen-zahl", "zeilen-fund"


def fund_parts(
    kontext: Kontext, haushalt: Haushalt, fund: Fund, gesucht: Filter, *, beispiel_tags: bool
) -> list[Component]:
    """Count and lines, each with the id by which a new search replaces what is in it."""
    zahl = html.P(
        count_text(kontext, fund, len(haushalt.zeilen), gesucht), id=ZAHL, role="status", className="fund"
    )
    if not fund.anzahl:
        inhalt: list[Component] = [
            html.P(
                [
                    "Zu dieser Auswahl gibt es keine Zeile. Ein kürzeres Suchwort oder ",
                    html.A("alle Zeilen", href=all_link(kontext)),
                    " helfen weiter.",
                ]
            )
        ]
    else:
        tafel = _table(kontext, fund, haushalt.haushaltsjahr, beispiel_tags=beispiel_tags)
        inhalt = [tafel, *_pages(kontext, fund), _export(kontext)]
    gezeigt: dict[str, Any] = {
        "data-gezeigt": urlencode(sorted(kontext.query.items())),
        "data-titel": page_title(kontext),
    }
    return [zahl, html.Div(inhalt, id=FUND, **gezeigt)]


def all_link(kontext: Kontext) -> str:
    """Address of all lines."""
    return haushalt_link(kontext, **dict.fromkeys(FELDER)) + f"#{ANKER}"


def count_text(kontext: Kontext, fund: Fund, alle: int, gesucht: Filter) -> list[str | Component]:
    """How many lines there are, what they are narrowed to, and their sums by kind."""
    teile: list[str | Component] = [html.Strong(lines_text(fund.anzahl))]
    if not gesucht.is_set:
        return teile
    teile.append(f" von {format_number(alle)} ({', '.join(filter_words(kontext, gesucht))})")
    summen = sums_text(fund.summen)
    wofuer = "nicht zugeordnet" if gesucht.ziel == OHNE_ZIEL else f"für {gesucht.ziel}"
    if summen and fund.davon == fund.summen:
        teile.append(f": {summen}, alles {wofuer}. ")
    elif summen and fund.davon:
        teile.append(f": {summen}. Davon {wofuer}: {sums_text(fund.davon) or format_euro(0)}. ")
    else:
        teile.append(f": {summen}. " if summen else ". ")
    return [*teile, html.A("Alle zeigen", href=all_link(kontext))]


def sums_text(summen: Betraege) -> str:
    """Sums by kind side by side, those that are there."""
    return ", ".join(f"{ART_WORT[art]} {format_euro_short(summen[art])}" for art in VIER_ARTEN if summen[art])


def _export(kontext: Kontext) -> Component:
    """Leads to all lines found, not only to those of this page."""
    eigene = {
        name: kontext.query[name] for name in ("haushaltsjahr", "fassung", *FELDER) if name in kontext.query
    }
    laden: dict[str, Any] = {"data-laden": "ja"}
    knopf = html.A(
        "Als Excel-Datei herunterladen", href=kontext.link(EXPORT, **eigene), className="knopf", **laden
    )
    return html.P([knopf, " alle gefundenen Zeilen, mit Formeln für die Summen"], className="leise export")


@lru_cache(maxsize=20_000)
def _euro(betrag: Decimal) -> str:
    """``format_euro``, kept: the same few thousand amounts are written again for each page of lines."""
    return format_euro(betrag)


@lru_cache(maxsize=20_000)
def _number(betrag: Decimal) -> str:
    return format_number(betrag, 2)


def _table(kontext: Kontext, fund: Fund, jahr: int, *, beispiel_tags: bool) -> Component:
    spalten = [
        Spalte("Produkt", "was", kopf=True),
        Spalte("Konto", "konto"),
        Spalte("Art", "art leise"),
        Spalte(f"Ansatz {jahr} in €", "n ansatz", "Ansatz in €:"),
        Spalte("Dient", "dient"),
    ]
    herkunft = teil_link(kontext, HERKUNFT)
    zeilen = [_row(kontext, v, herkunft, beispiel_tags=beispiel_tags) for v in fund.zeilen]
    return tabelle(spalten, zeilen, f"Zeilen des Haushalts {jahr}", "zeilen")


def _row(kontext: Kontext, verwendung: Verwendung, herkunft: str, *, beispiel_tags: bool) -> list[Inhalt]:
    position, ansatz = verwendung.zeile.position, verwendung.zeile.ansatz
    s = position.schluessel
    tag = beispiel_tag(verwendung.herkunft) if beispiel_tags else []
    wo = [s.produkt] if position.produktbezeichnung else []
    wo.append(
        f"Teilhaushalt {s.teilhaushalt} {position.teilhaushaltbezeichnung}".strip() if s.teilhaushalt else ""
    )
    wo.append(f"Amt {s.amt}" if s.amt else "")
    return [
        [
            position.produktbezeichnung or s.produkt or "ohne Produkt",
            html.Small(" · ".join(t for t in wo if t)),
        ],
        [_konto(verwendung), _origin(herkunft, verwendung)],
        ART_WORT[position.art],
        [
            UNKNOWN
            if ansatz is None
            else linked(kontext, _number(ansatz), verwendung.zeile.ansatz_fundstelle),
            *tag,
        ],
        goals_of(kontext, verwendung),
    ]


def _konto(verwendung: Verwendung) -> Component:
    position = verwendung.zeile.position
    s = position.schluessel
    nummern = [s.konto, f"Investition {s.investition}" if s.investition else ""]
    nummern.append(f"{s.lfd}. Zeile dieses Schlüssels" if s.lfd > 1 else "")
    nummer = " · ".join(teil for teil in nummern if teil)
    if not position.bezeichnung:
        return html.Span(nummer or "ohne Konto")
    return html.Span([position.bezeichnung, html.Small(nummer)])


def _origin(herkunft: str, verwendung: Verwendung) -> Component:
    """One key away: where the line stood, and its other amounts; asked for when it is opened."""
    schluessel = quote(line_key(verwendung.zeile.position.schluessel), safe="")
    adresse: dict[str, Any] = {"data-teil": f"{herkunft}&{ZEILE}={schluessel}"}
    return html.Details([html.Summary("Herkunft und Reihe"), html.Div()], **adresse)


def goals_of(kontext: Kontext, verwendung: Verwendung) -> list[str | Component]:
    """What a line serves: each goal with its euros, what is left, and the Kennzahlen and Maßnahmen between."""
    art, ansatz = verwendung.zeile.position.art, verwendung.zeile.ansatz
    if art not in VIER_ARTEN:
        return [html.Span("außerhalb der Summen", className="leise")]
    if ansatz is None:
        return [html.Span("kein Ansatz in diesem Jahr", className="leise")]
    teile: list[str | Component] = [
        html.A([html.Strong(nr), f" {_euro(eur)}"], href=kontext.link_ziel(nr), className="marke-ziel",
               title=kontext.stand.ziele[nr].kurztitel if nr in kontext.stand.ziele else "")
        for nr, eur in verwendung.je_unterziel
    ]  # fmt: skip
    if verwendung.rest or not teile:
        offen = "nicht zugeordnet" + (f" {_euro(verwendung.rest)}" if teile else "")
        teile.append(html.Span(offen, className="marke-ziel offen"))
    return [*teile, *_rules(kontext, verwendung)]


def _rules(kontext: Kontext, verwendung: Verwendung) -> list[Component]:
    """The Kennzahlen and Maßnahmen through which the line serves its goals."""
    wege: list[str | Component] = []
    for nr in verwendung.kennzahlen:
        akte = kontext.stand.akten.get(nr)
        name = f"Kennzahl {nr}" + ("" if akte is None else f" {akte.kennzahl.bezeichnung}")
        wege += [", " if wege else "über ", html.A(name, href=kontext.link_kennzahl(nr))]
    for nr in verwendung.massnahmen:
        massnahme = kontext.stand.massnahmen.get(nr)
        name = f"Maßnahme {nr}" + ("" if massnahme is None else f" {massnahme.bezeichnung}")
        wege.append((", " if wege else "über ") + name)
    return [html.Small(wege)] if wege else []


def _pages(kontext: Kontext, fund: Fund) -> list[Component]:
    if fund.seiten == 1:
        return []

    def step(seite: int, text: str) -> Component:
        if not 1 <= seite <= fund.seiten:
            return html.Span(text, className="knopf aus", **aria(hidden="true"))
        return html.A(text, href=haushalt_link(kontext, seite=seite) + f"#{ANKER}", className="knopf")

    von = (fund.seite - 1) * JE_SEITE + 1
    bis = von + len(fund.zeilen) - 1
    wo = f"Zeilen {von} bis {bis} von {format_number(fund.anzahl)} · Seite {fund.seite} von {fund.seiten}"
    return [
        html.Nav(
            [
                step(fund.seite - 1, "‹ Vorige Zeilen"),
                html.Span(wo),
                step(fund.seite + 1, "Nächste Zeilen ›"),
            ],
            className="blaettern",
            **aria(label="Seiten der Zeilen"),
        )
    ]

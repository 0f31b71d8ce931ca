"""Weiße Flecken of Produkte: wesentliche ones without Kennzahl or lines, and Zuordnungen that move nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import GRUND_WORT
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung, Positionsart, Produkt
from kek_dashboard.domain.luecken import LeereZuordnung, Luecken
from kek_dashboard.domain.produktrahmen import produktbereich
from kek_dashboard.formats import UNKNOWN, format_euro_short, format_number
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.fundstelle import draw_fundstelle
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.pages.haushalt.auswahl import ANKER
from kek_dashboard.web.pages.haushalt.kopf import page_link
from kek_dashboard.web.pages.haushalt.luecken_liste import MOST_SHOWN, Liste, mend_link, more
from kek_dashboard.web.seite import Kontext

_BEZUG_WORT = {Bezug.UNTERZIEL: "Unterziel", Bezug.KENNZAHL: "Kennzahl", Bezug.MASSNAHME: "Maßnahme"}


def produkt_listen(kontext: Kontext, luecken: Luecken) -> list[Liste]:
    """Wesentliche Produkte without a Kennzahl, and those the plan does not have."""
    jahr = luecken.haushaltsjahr
    wesentlich = sum(
        p is not None and p.wesentlich
        for p in (kontext.stand.produkt(nr, jahr) for nr in kontext.stand.produkte)
    )
    von = f"von {wesentlich}"
    ohne_kennzahl, ohne_zeilen = luecken.produkte_ohne_kennzahl, luecken.produkte_ohne_zeilen
    return [
        Liste(
            "produkte-ohne-kennzahl",
            "Wesentliche Produkte ohne Kennzahl",
            len(ohne_kennzahl),
            von,
            "Zu jedem wesentlichen Produkt gehören Ziele und Kennzahlen "
            "(§\N{NO-BREAK SPACE}4 Abs.\N{NO-BREAK SPACE}7 KomHKVO). Hier nennen weder die "
            f"Stammdaten noch die Zuordnung {jahr} eine, die bekannt ist.",
            "Jedes wesentliche Produkt hat eine Kennzahl."
            if wesentlich
            else "Kein Produkt ist als wesentlich bezeichnet.",
            (*_produkt_table(kontext, ohne_kennzahl, luecken), *mend_link(kontext, luecken)),
        ),
        Liste(
            "produkte-ohne-zeilen",
            "Wesentliche Produkte ohne Zeilen",
            len(ohne_zeilen),
            von,
            f"Diese Produkte gelten {jahr} als wesentlich, doch der Plan hat keine Zeile mit ihrer Nummer.",
            "Jedes wesentliche Produkt hat Zeilen in diesem Plan."
            if wesentlich
            else "Kein Produkt ist als wesentlich bezeichnet.",
            tuple(_produkt_table(kontext, ohne_zeilen, luecken)),
        ),
    ]


def _produkt_table(kontext: Kontext, produkte: Sequence[Produkt], luecken: Luecken) -> list[Component]:
    aufwand, zeichen = _aufwendungen(luecken), beispielzeichen(p.herkunft for p in produkte)
    spalten = [
        Spalte("Produkt", "nr"),
        Spalte("Bezeichnung", "was", kopf=True),
        Spalte(f"Aufwendungen {luecken.haushaltsjahr}", "n", "Aufwendungen:"),
        Spalte("Ziele laut Stammdaten", "leise", "Ziele laut Stammdaten:"),
        Spalte("Fachbereich", "leise", "Fachbereich:"),
        Spalte("Stammdaten", "leise", "Stammdaten:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            p.produkt,
            [
                p.bezeichnung,
                *zeichen.sign(p.herkunft),
                html.Small(" ".join(produktbereich(p.produkt, luecken.haushaltsjahr)).strip()),
                *_unknown_kennzahlen(kontext, p),
            ],
            _lines(kontext, p.produkt, aufwand.get(p.produkt)),
            p.ziele or UNKNOWN,
            p.fachbereich or UNKNOWN,
            draw_fundstelle(kontext, p.fundstelle),
        ]
        for p in produkte
    ]
    titel = zeichen.title("Wesentliche Produkte")
    tafel = tabelle(spalten, zeilen, titel, f"flecken-tabelle {zeichen.klasse}".rstrip())
    return [*zeichen.head("Alle Angaben dieser Tabelle"), tafel]


def _unknown_kennzahlen(kontext: Kontext, produkt: Produkt) -> list[Component]:
    """The numbers the master data name for a Produkt and nobody knows."""
    fremde = [nr for nr in produkt.kennzahl_nummern if nr not in kontext.stand.akten]
    return [html.Small(f"nennt {', '.join(fremde)}: nicht bekannt")] if fremde else []


def _aufwendungen(luecken: Luecken) -> dict[str, Decimal]:
    """Aufwendungen of each Produkt in the plan, whatever they serve."""
    summen: dict[str, Decimal] = {}
    for teil in luecken.geld.teilhaushalte:
        for p in teil.teile:
            summen[p.nr] = summen.get(p.nr, Decimal(0)) + p.summen[Positionsart.AUFWENDUNGEN]
    return summen


def _lines(kontext: Kontext, produkt: str, eur: Decimal | None) -> str | Component:
    if eur is None:
        return UNKNOWN
    adresse = page_link(kontext, "/haushalt", produkt=produkt) + f"#{ANKER}"
    return html.A(format_euro_short(eur), href=adresse, className="beleg")


def zuordnungen_liste(kontext: Kontext, luecken: Luecken) -> Liste:
    """Zuordnungen that bring no euro to any Unterziel, each with the reason."""
    leere = luecken.leere_zuordnungen
    alle = sum(
        bool(regel.anteil) for regel in kontext.stand.haushaltszuordnungen.get(luecken.haushaltsjahr, ())
    )
    spalten = [
        Spalte("Produkt", "nr"),
        Spalte("Konto", "leise", "Konto:"),
        Spalte("soll dienen", "was", kopf=True),
        Spalte("Warum nichts ankommt", "", "Warum nichts ankommt:"),
        Spalte("Woher", "leise", "Woher:"),
    ]
    zeichen = beispielzeichen(leer.zuordnung.herkunft for leer in leere[:MOST_SHOWN])
    zeilen = [_zuordnung_row(kontext, leer, zeichen) for leer in leere[:MOST_SHOWN]]
    titel = zeichen.title("Zuordnungen, die ins Leere greifen")
    return Liste(
        "zuordnungen-ins-leere",
        "Zuordnungen, die ins Leere greifen",
        len(leere),
        f"von {alle}",
        "Diese Zuordnungen bringen keinem Unterziel einen Euro.",
        "Jede Zuordnung findet Zeilen in diesem Plan und bringt Geld zu einem Unterziel."
        if alle
        else "Für dieses Jahr gibt es noch keine Zuordnung.",
        (
            *zeichen.head("Alle Angaben dieser Tabelle"),
            tabelle(spalten, zeilen, titel, f"flecken-tabelle {zeichen.klasse}".rstrip()),
            *more(len(leere)),
            *mend_link(kontext, luecken),
        ),
    )


def _zuordnung_row(kontext: Kontext, leer: LeereZuordnung, zeichen: Beispielzeichen) -> list[Inhalt]:
    regel = leer.zuordnung
    anteil = f" zu {format_number(regel.anteil)} %"
    return [
        regel.produkt,
        regel.konto or "ganzes Produkt",
        [_target(kontext, regel), anteil, *zeichen.sign(regel.herkunft)],
        GRUND_WORT[leer.grund],
        draw_fundstelle(kontext, regel.fundstelle),
    ]


def _target(kontext: Kontext, regel: HaushaltsZuordnung) -> str | Component:
    text = f"{_BEZUG_WORT[regel.bezug]} {regel.bezug_nr}"
    if regel.bezug is Bezug.UNTERZIEL and regel.bezug_nr in kontext.stand.ziele:
        return html.A(text, href=kontext.link_ziel(regel.bezug_nr))
    if regel.bezug is Bezug.KENNZAHL and regel.bezug_nr in kontext.stand.akten:
        return html.A(text, href=kontext.link_kennzahl(regel.bezug_nr))
    return text

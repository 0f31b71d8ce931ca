"""Weiße Flecken: money without goal, goals without money, Kennzahlen without data, Zuordnungen that move nothing."""

from __future__ import annotations

from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.luecken import Luecken, find_luecken
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.formats import format_euro_short, format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.zeichen import beispiel_notice, marked
from kek_dashboard.web.pages.haushalt.auswahl import choose_haushaltsjahr
from kek_dashboard.web.pages.haushalt.euroart import read_euro
from kek_dashboard.web.pages.haushalt.fehlt import open_haushalt
from kek_dashboard.web.pages.haushalt.kopf import haushaltskopf
from kek_dashboard.web.pages.haushalt.luecken_geld import GELD_ANKER, geld_karte
from kek_dashboard.web.pages.haushalt.luecken_liste import Liste, liste_karte
from kek_dashboard.web.pages.haushalt.luecken_produkte import produkt_listen, zuordnungen_liste
from kek_dashboard.web.pages.haushalt.luecken_ziele import kennzahl_listen, massnahmen_liste, ziel_listen
from kek_dashboard.web.seite import Kontext, Seite


def render(kontext: Kontext) -> Component:
    """The page; a Haushaltsjahr that is not there gets its own sentence."""
    mittel = open_haushalt(kontext)
    if isinstance(mittel, Component):
        return mittel
    haushalt = mittel.haushalt
    luecken = kontext.daten.kept(
        kontext.stand,
        ("luecken", haushalt.haushaltsjahr, haushalt.fassung, kontext.jahr),
        lambda: find_luecken(mittel, kontext.stand, kontext.gesamt),
    )
    listen = [
        *ziel_listen(kontext, luecken),
        *kennzahl_listen(kontext, luecken),
        massnahmen_liste(kontext, luecken),
        *produkt_listen(kontext, luecken),
        zuordnungen_liste(kontext, luecken),
    ]
    return html.Div(
        [
            html.H1("Wo finden Geld und Ziele nicht zusammen?", tabIndex="-1"),
            html.P(marked(answer(kontext, mittel, luecken)), className="vorspann"),
            *beispiel_notice(shown=mittel.herkunft is Herkunft.BEISPIEL),
            *haushaltskopf(kontext, haushalt, behalten=("euro",)),
            _overview(kontext, mittel, luecken, listen),
            geld_karte(kontext, mittel, luecken),
            *(liste_karte(liste) for liste in listen),
        ],
        className="haushalt luecken",
    )


def answer(kontext: Kontext, mittel: Mitteleinsatz, luecken: Luecken) -> str:
    """The finding in two sentences: how much money serves no goal, and what else is missing most."""
    jahr, art = luecken.haushaltsjahr, Positionsart.AUFWENDUNGEN
    alle, offen = mittel.summen[art], mittel.nicht_zugeordnet[art]
    if not luecken.zugeordnet:
        return (
            f"**Für {jahr} ist noch kein Geld einem Ziel zugeordnet**: Alle {format_euro_short(alle)} Aufwendungen "
            "stehen ohne Ziel da, bis die Zuordnung geliefert oder aus einem anderen Jahr übernommen ist."
        )
    anteil = f" ({format_percent(Fraction(offen) / Fraction(alle), 0)})" if alle else ""
    geld = (
        f"{jahr} dienen **{format_euro_short(offen)} Aufwendungen{anteil} keinem Unterziel**"
        if offen
        else f"{jahr} dienen alle Aufwendungen einem Unterziel"
    )
    ziele = len(kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL))
    ohne_geld = len(luecken.ziele_ohne_geld)
    if not ohne_geld:
        wort = f"jedes der {ziele} Unterziele hat Geld"
    else:
        wort = f"**{ohne_geld} von {ziele} Unterzielen {'hat' if ohne_geld == 1 else 'haben'} kein Geld**"
    daten = len(luecken.kennzahlen_ohne_daten) + len(luecken.kennzahlen_ueberfaellig)
    produkte = len(luecken.produkte_ohne_kennzahl)
    return (
        f"{geld}; {wort}. {_count(daten, 'Kennzahl hat', 'Kennzahlen haben')} keine oder zu alte Daten, "
        f"{_count(produkte, 'wesentliches Produkt hat', 'wesentliche Produkte haben')} keine Kennzahl."
    )


def _count(zahl: int, eine: str, viele: str) -> str:
    return f"Keine {eine}" if not zahl else f"**{zahl}** {eine if zahl == 1 else viele}"


def _overview(kontext: Kontext, mittel: Mitteleinsatz, luecken: Luecken, listen: list[Liste]) -> Component:
    """All lists with their numbers, each leading to its place below."""
    art = read_euro(kontext.query)
    offen = format_euro_short(mittel.nicht_zugeordnet[art])
    zeilen = [
        (
            f"Geld ohne Ziel ({ART_WORT[art]})",
            GELD_ANKER,
            offen,
            f"von {format_euro_short(mittel.summen[art])}",
        ),
        *((liste.titel, liste.anker, str(liste.zahl), liste.von) for liste in listen),
    ]
    return html.Nav(
        html.Ul(
            [
                html.Li(
                    html.A(
                        [
                            html.Strong(zahl, className="zahl"),
                            html.Span(titel),
                            html.Small(von),
                        ],
                        href=f"#{anker}",
                    ),
                    className="nichts" if zahl == "0" else "",
                )
                for titel, anker, zahl, von in zeilen
            ]
        ),
        className="flecken",
        **aria(label=f"Weiße Flecken {luecken.haushaltsjahr}"),
    )


def title(kontext: Kontext) -> str:
    """Names the year, so that the browser's history can be read."""
    jahr, _ = choose_haushaltsjahr(kontext)
    return "Weiße Flecken" if jahr is None else f"Weiße Flecken {jahr}"


SEITE = Seite("/haushalt/luecken", title, render, bereich="/haushalt")

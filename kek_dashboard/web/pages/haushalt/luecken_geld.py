"""Geld ohne Ziel: what of the Haushalt serves no Unterziel, by Produktbereich and by Teilhaushalt down to Produkt."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.charts.theme import px
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.luecken import Luecken
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.offenes_geld import OffenerPosten, largest_first
from kek_dashboard.domain.produktrahmen import produktbereich
from kek_dashboard.formats import format_euro, format_euro_short, format_number, format_percent
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.pages.haushalt.auswahl import ANKER, OHNE_ZIEL
from kek_dashboard.web.pages.haushalt.euroart import euro_links, read_euro
from kek_dashboard.web.pages.haushalt.kopf import page_link
from kek_dashboard.web.seite import Kontext

GELD_ANKER = "geld"
#: So many Produkte of a Teilhaushalt are listed; the lines of all of them are one link away.
MOST_PRODUKTE = 12
_BREITE, _HOEHE = 190, 18


def geld_karte(kontext: Kontext, mittel: Mitteleinsatz, luecken: Luecken) -> Component:
    """Money of one kind that serves no Unterziel, largest first."""
    art = read_euro(kontext.query)
    offen, alle = mittel.nicht_zugeordnet[art], mittel.summen[art]
    tag = beispiel_tag(mittel.herkunft)
    teile: list[Component] = [
        html.H2(["Geld ohne Ziel", *tag], id=GELD_ANKER, tabIndex="-1"),
        html.Div(euro_links(kontext, art), className="wahl"),
    ]
    posten = largest_first(luecken.geld.teilhaushalte, art)
    if not posten:
        satz = (
            "Alles Geld dieser Art dient einem Unterziel." if alle else "Der Plan hat kein Geld dieser Art."
        )
        return html.Section([*teile, html.P(satz, className="nichts-fehlt")], className="karte")
    anteil = (
        f", {format_percent(Fraction(offen) / Fraction(alle))} von {format_euro_short(alle)}" if alle else ""
    )
    return html.Section(
        [
            *teile,
            html.P(
                [
                    html.Strong(html.A(format_euro(offen), href=lines_link(kontext, art=art), className="beleg")),
                    f" {ART_WORT[art]} dienen keinem Unterziel{anteil}. ",
                    html.Span(
                        "Manches Geld kann keinem einzelnen Ziel dienen, etwa Kreisumlage und Schlüsselzuweisungen "
                        "(Produktbereich 61). Weggelassen ist nichts; der Produktbereich sagt, worum es geht.",
                        className="leise",
                    ),
                ]
            ),
            html.H3("Nach Produktbereich"),
            _bereiche(kontext, luecken, art, offen),
            html.H3("Nach Teilhaushalt und Produkt"),
            html.P("Balken: grau ohne Ziel, umrandet der ganze Teilhaushalt.", className="leise balkensatz"),
            html.Ol([_teilhaushalt(kontext, p, posten, luecken, art) for p in posten], className="offen-liste"),
        ],
        className="karte",
    )  # fmt: skip


def lines_link(kontext: Kontext, *, art: Positionsart | None = None, **rest: str) -> str:
    """Address of the lines that serve no Unterziel, narrowed by kind, Teilhaushalt and Produkt."""
    art_wort = None if art is None else art.value
    return page_link(kontext, "/haushalt", ziel=OHNE_ZIEL, art=art_wort, **rest) + f"#{ANKER}"


def _bereiche(kontext: Kontext, luecken: Luecken, art: Positionsart, offen: Decimal) -> Component:
    jahr = luecken.haushaltsjahr
    erste = _prefixes(luecken)
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Produktbereich", "was", kopf=True),
        Spalte("ohne Ziel", "n", "Ohne Ziel:"),
        Spalte("Anteil am Bereich", "n", "Anteil am Bereich:"),
        Spalte("Anteil an allem ohne Ziel", "n", "Anteil an allem ohne Ziel:"),
    ]
    zeilen: list[list[Inhalt]] = []
    for p in largest_first(luecken.geld.produktbereiche, art):
        betrag: str | Component = format_euro_short(p.offen[art])
        if p.nr in erste:
            betrag = html.A(betrag, href=lines_link(kontext, art=art, produkt=p.nr), className="beleg")
        zeilen.append(
            [
                p.nr,
                p.bezeichnung or ("Name unbekannt" if p.nr else "ohne Produktnummer"),
                [betrag, *_tag(p, luecken, art)],
                format_percent(p.anteil(art)),
                format_percent(Fraction(p.offen[art]) / Fraction(offen)) if offen else "",
            ]
        )
    return tabelle(spalten, zeilen, f"{ART_WORT[art]} ohne Ziel {jahr} nach Produktbereich", "offen bereiche")


def _prefixes(luecken: Luecken) -> set[str]:
    """Produktbereiche all of whose Produkte begin with the two digits: only these a filter finds."""
    gut: dict[str, bool] = {}
    for teil in luecken.geld.teilhaushalte:
        for p in teil.teile:
            nr, _ = produktbereich(p.nr, luecken.haushaltsjahr)
            gut[nr] = gut.get(nr, True) and p.nr.startswith(nr)
    return {nr for nr, ok in gut.items() if nr and ok}


def _teilhaushalt(
    kontext: Kontext, p: OffenerPosten, alle: tuple[OffenerPosten, ...], luecken: Luecken, art: Positionsart
) -> Component:
    """One Teilhaushalt as a line that opens to its Produkte; the largest one stands open."""
    name = f"{p.nr} {p.bezeichnung}".strip() or "ohne Teilhaushalt"
    kopf = html.Summary(
        [
            html.Span(name, className="was"),
            _bar(p, max(q.summen[art] for q in alle), art),
            html.Span(
                [html.Strong(format_euro_short(p.offen[art])), *_tag(p, luecken, art)], className="zahl"
            ),
            html.Span(f"{format_percent(p.anteil(art), 0)} davon ohne Ziel", className="leise zahl"),
        ]
    )
    return html.Li(html.Details([kopf, *_produkte(kontext, p, luecken, art)], open=p is alle[0]))


def _produkte(kontext: Kontext, teil: OffenerPosten, luecken: Luecken, art: Positionsart) -> list[Component]:
    produkte = largest_first(teil.teile, art)
    spalten = [
        Spalte("Produkt", "was", kopf=True),
        Spalte("ohne Ziel", "n", "Ohne Ziel:"),
        Spalte("von", "n leise", "von:"),
        Spalte("Anteil", "n", "Anteil:"),
        Spalte("Zeilen", "n leise", "Zeilen:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            [p.bezeichnung or p.nr or "ohne Produkt", html.Small(_where(p, luecken.haushaltsjahr))],
            [
                html.A(
                    format_euro(p.offen[art]),
                    href=lines_link(kontext, art=art, teilhaushalt=teil.nr, produkt=p.nr),
                    className="beleg",
                ),
                *_tag(p, luecken, art),
            ],
            format_euro(p.summen[art]),
            format_percent(p.anteil(art), 0),
            format_number(p.zeilen[art]),
        ]
        for p in produkte[:MOST_PRODUKTE]
    ]
    titel = f"Produkte im Teilhaushalt {teil.nr} mit {ART_WORT[art]} ohne Ziel"
    teile: list[Component] = [tabelle(spalten, zeilen, titel, "offen")]
    if len(produkte) > MOST_PRODUKTE:
        mehr = f"und {format_number(len(produkte) - MOST_PRODUKTE)} weitere Produkte: alle Zeilen dieses Teilhaushalts"
        adresse = lines_link(kontext, art=art, teilhaushalt=teil.nr)
        teile.append(html.P(html.A(mehr, href=adresse)))
    return teile


def _where(p: OffenerPosten, jahr: int) -> str:
    nr, name = produktbereich(p.nr, jahr)
    bereich = f"Produktbereich {nr} {name}".strip() if nr else ""
    return " · ".join(teil for teil in (p.nr if p.bezeichnung else "", bereich) if teil)


def _tag(p: OffenerPosten, luecken: Luecken, art: Positionsart) -> list[Component]:
    """The label at the figure; where all of them are made up, the heading says it once."""
    alle = [q for q in luecken.geld.teilhaushalte if q.zeilen[art]]
    if all(q.herkunft is Herkunft.BEISPIEL for q in alle):
        return []
    return beispiel_tag(p.herkunft)


def _bar(p: OffenerPosten, groesster: Decimal, art: Positionsart) -> Svg:
    """Length of the whole outlined, the part without goal filled; decoration beside the figures."""
    if groesster <= 0:
        return Svg(_svg(""))
    ganz = Fraction(max(p.summen[art], Decimal(0))) / Fraction(groesster) * _BREITE
    teil = min(Fraction(max(p.offen[art], Decimal(0))) / Fraction(groesster) * _BREITE, ganz)
    return Svg(
        _svg(
            f'<rect x=".5" y="4.5" width="{px(max(ganz - 1, Fraction(1)))}" height="9" rx="1.5" fill="none"'
            ' stroke="var(--faint)"/>'
            f'<rect y="4" width="{px(teil)}" height="10" rx="1.5" fill="var(--faint)"/>'
        )
    )


def _svg(inhalt: str) -> str:
    return (
        f'<svg width="{_BREITE}" height="{_HOEHE}" viewBox="0 0 {_BREITE} {_HOEHE}" aria-hidden="true">'
        f"{inhalt}</svg>"
    )

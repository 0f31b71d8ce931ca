"""Entwicklungszahlen: each figure of the development as the link to the lines it is made of, and those lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT, fassung_text
from kek_dashboard.domain.entwicklung import OFFEN, Mittelsumme, betrag_of
from kek_dashboard.domain.haushalt import VIER_ARTEN, VOLLZUG, Haushalt, Positionsart, Wertart, with_wertart
from kek_dashboard.domain.mitteleinsatz import Verwendung, mitteleinsatz
from kek_dashboard.formats import format_date, format_euro, format_number
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.pages.haushalt.auswahl import ANKER
from kek_dashboard.web.pages.haushalt.entwicklung_daten import Lage, read_ziel, ziel_value
from kek_dashboard.web.pages.haushalt.zeilenherkunft import WERTART_WORT
from kek_dashboard.web.seite import Kontext

PFAD = "/haushalt/entwicklung"
#: Where the lines behind a figure stand, and how many of them, the largest first.
ZAHL_ANKER = "zeilen-der-zahl"
MOST_LINES = 100


def figure(
    kontext: Kontext,
    lage: Lage,
    summe: Mittelsumme | None,
    art: Positionsart,
    ziel: str | None,
    *,
    genau: bool,
) -> Inhalt:
    """One amount, leading to its lines; „–“ where it is not known."""
    eur = betrag_of(summe, art, ziel)
    text = lage.text(lage.wert(0 if summe is None else summe.jahr, eur), genau=genau)
    if summe is None or eur is None:
        return text
    herkunft = summe.herkunft_je_unterziel.get(ziel) if ziel else summe.herkunft
    tag = [] if lage.alles_beispiel else beispiel_tag(herkunft)
    if not eur:
        return [text, *tag]
    wort = f"{wertart_text(summe)} {summe.jahr}"
    adresse = lines_link(kontext, summe, art, ziel)
    return [
        html.A(
            text, href=adresse, className="beleg", **aria(label=f"{text}: Zeilen zu {ART_WORT[art]}, {wort}")
        ),
        *tag,
    ]


def wertart_text(summe: Mittelsumme) -> str:
    """Name of the Wertart, with the day where it is of one."""
    tag = f" zum {format_date(summe.stichtag)}" if summe.stichtag else ""
    return WERTART_WORT[summe.wertart] + tag


def source_text(summe: Mittelsumme) -> str:
    """The Haushalt an amount stands in."""
    if summe.fassung == VOLLZUG:
        return f"Vollzug {summe.haushaltsjahr}"
    return f"Haushaltsplan {summe.haushaltsjahr}, {fassung_text(summe.fassung)}"


def lines_link(kontext: Kontext, summe: Mittelsumme, art: Positionsart, ziel: str | None) -> str:
    """Address of the lines of an amount.

    An Ansatz leads to the lines of its plan. Anything else stands in another year's plan beside amounts of
    that year: its lines are listed on this page, with the Zuordnung of the year of the amount.
    """
    nr = ziel_value(ziel)
    if summe.wertart is Wertart.ANSATZ:
        adresse = kontext.link(
            "/haushalt", haushaltsjahr=summe.haushaltsjahr, fassung=summe.fassung, ziel=nr, art=art.value
        )
        return f"{adresse}#{ANKER}"
    zahl = f"{summe.wertart.value}.{summe.jahr}.{art.value}"
    adresse = kontext.link(PFAD, ziel=nr, je=kontext.query.get("je"), zahl=zahl)
    return f"{adresse}#{ZAHL_ANKER}"


@dataclass(frozen=True, slots=True)
class _Zahl:
    """The lines behind one amount: those with euros for it, the largest first, and what they add up to."""

    summe: Mittelsumme
    art: Positionsart
    ziel: str | None
    teile: tuple[tuple[Verwendung, Decimal], ...]
    anzahl: int


def zahl_karte(kontext: Kontext, lage: Lage) -> list[Component]:
    """The lines behind the figure the address asks for; empty where it asks for none."""
    gefragt = kontext.query.get("zahl", "")
    if not gefragt:
        return []
    summe, art = _find(lage, gefragt)
    if summe is None or art is None:
        satz = "Diese Zahl gibt es hier nicht. Die Zahlen in den Tabellen führen zu ihren Zeilen."
        return [html.Section([html.H2("Zeilen hinter der Zahl", id=ZAHL_ANKER, tabIndex="-1"), html.P(satz)],
                             className="karte")]  # fmt: skip
    ziel = read_ziel(kontext)
    haushalt = kontext.daten.haushalt(kontext.stand, summe.haushaltsjahr, summe.fassung)
    if haushalt is None:
        return []
    name = ("entwicklung-zeilen", summe.haushaltsjahr, summe.fassung, summe.key, art, ziel)
    zahl = kontext.daten.kept(kontext.stand, name, lambda: _lines(kontext, haushalt, summe, art, ziel))
    return [_lines_karte(kontext, lage, zahl)]


def _find(lage: Lage, gefragt: str) -> tuple[Mittelsumme | None, Positionsart | None]:
    """The amount that ``<wertart>.<jahr>.<art>`` names."""
    for jahrgang in lage.entwicklung.jahrgaenge:
        for summe in (jahrgang.plan, jahrgang.ergebnis, *jahrgang.weitere):
            for art in VIER_ARTEN:
                if summe is not None and f"{summe.wertart.value}.{summe.jahr}.{art.value}" == gefragt:
                    return summe, art
    return None, None


def _lines(
    kontext: Kontext, haushalt: Haushalt, summe: Mittelsumme, art: Positionsart, ziel: str | None
) -> _Zahl:
    """Shares the lines out again as the sum did, and keeps those that are in it."""
    haushalt = replace(haushalt, zeilen=tuple(z for z in haushalt.zeilen if z.position.art is art))
    if summe.wertart is not Wertart.ANSATZ:
        haushalt = with_wertart(haushalt, summe.wertart, summe.jahr, summe.stichtag)
    mittel = mitteleinsatz(replace(haushalt, haushaltsjahr=summe.jahr), kontext.stand)
    alle = [(v, eur) for v in mittel.verwendungen if (eur := _part(v, ziel))]
    alle.sort(key=lambda paar: -abs(paar[1]))
    return _Zahl(summe, art, ziel, tuple(alle[:MOST_LINES]), len(alle))


def _part(verwendung: Verwendung, ziel: str | None) -> Decimal | None:
    if ziel is None:
        return verwendung.zeile.ansatz
    if ziel == OFFEN:
        return verwendung.rest
    return dict(verwendung.je_unterziel).get(ziel)


def _lines_karte(kontext: Kontext, lage: Lage, zahl: _Zahl) -> Component:
    summe = zahl.summe
    eur = betrag_of(summe, zahl.art, zahl.ziel)
    was = f"{ART_WORT[zahl.art]}, {wertart_text(summe)} {summe.jahr}"
    spalten = [
        Spalte("Produkt", "was", kopf=True),
        Spalte("Konto", "konto"),
        Spalte(f"{WERTART_WORT[summe.wertart]} {summe.jahr}", "n", "Betrag der Zeile:"),
        Spalte(f"davon {_whom(zahl.ziel)}", "n", "Davon:"),
    ]
    zeilen = [_row(kontext, lage, v, teil) for v, teil in zahl.teile]
    woher = f"Die Beträge stehen im {source_text(summe)}; verteilt sind sie nach der Zuordnung {summe.jahr}."
    woher += (
        f" Gezeigt sind die {MOST_LINES} größten von {format_number(zahl.anzahl)}."
        if zahl.anzahl > MOST_LINES
        else ""
    )
    return html.Section(
        [
            html.H2(
                [f"Zeilen hinter der Zahl: {was}", *beispiel_tag(summe.herkunft)],
                id=ZAHL_ANKER,
                tabIndex="-1",
            ),
            html.P(
                [
                    html.Strong(format_euro(eur)),
                    f" {_whom(zahl.ziel)} aus {format_number(zahl.anzahl)} Zeilen. {woher}",
                ]
            ),
            tabelle(spalten, zeilen, f"Zeilen: {was}", "zeilen-der-zahl"),
        ],
        className="karte",
    )


def _whom(ziel: str | None) -> str:
    if ziel is None:
        return "im ganzen Haushalt"
    return "ohne Ziel" if ziel == OFFEN else f"für {ziel}"


def _row(kontext: Kontext, lage: Lage, verwendung: Verwendung, teil: Decimal) -> list[Inhalt]:
    zeile = verwendung.zeile
    position = zeile.position
    s = position.schluessel
    tag = beispiel_tag(verwendung.herkunft) if not lage.alles_beispiel else []
    return [
        [
            position.produktbezeichnung or s.produkt or "ohne Produkt",
            *_small(position.produktbezeichnung, s.produkt),
        ],
        [position.bezeichnung or s.konto or "ohne Konto", *_small(position.bezeichnung, s.konto)],
        linked(kontext, format_euro(zeile.ansatz), zeile.ansatz_fundstelle),
        [format_euro(teil), *tag],
    ]


def _small(name: str, nummer: str) -> list[Component]:
    return [html.Small(nummer)] if name and nummer else []

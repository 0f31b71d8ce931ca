"""Wesentliche Produkte: their Ziele in words, their Kennzahlen with Stand, and what the plan gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Haushalt, Positionsart, Produkt
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import UNKNOWN, format_euro
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, status_chip
from kek_dashboard.web.pages.haushalt.auswahl import lines_link
from kek_dashboard.web.seite import Kontext

_ARTEN = (Positionsart.AUFWENDUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN)
_OHNE_ZIELE = "Ziele sind in den Stammdaten nicht beschrieben."


def wesentliche_karte(kontext: Kontext, haushalt: Haushalt) -> list[Component]:
    """The wesentliche Produkte of this Haushaltsjahr; nothing where the master data name none."""
    jahr = haushalt.haushaltsjahr
    alle = (kontext.stand.produkt(nr, jahr) for nr in kontext.stand.produkte)
    produkte = [produkt for produkt in alle if produkt is not None and produkt.wesentlich]
    if not produkte:
        return []
    ansaetze, zeichen = _amounts(haushalt), beispielzeichen(_herkuenfte(kontext, haushalt, produkte))
    spalten = [
        Spalte("Produkt", "nr"),
        Spalte("Bezeichnung und Ziele", "was", kopf=True),
        Spalte(f"Kennzahlen, Stand {kontext.jahr}", "status kz", f"Kennzahlen, Stand {kontext.jahr}:"),
        Spalte(f"Aufwendungen {jahr}", "n", f"Aufwendungen {jahr}:"),
        Spalte(f"Investive Auszahlungen {jahr}", "n", f"Investive Auszahlungen {jahr}:"),
    ]
    reihen: list[list[Inhalt]] = [
        [
            linked(kontext, produkt.produkt, produkt.fundstelle),
            _name(produkt, zeichen),
            _kennzahlen(kontext, produkt, zeichen),
            *(_amount(kontext, haushalt, produkt, art, ansaetze, zeichen) for art in _ARTEN),
        ]
        for produkt in produkte
    ]
    return [
        html.Section(
            [
                html.H2("Wesentliche Produkte"),
                html.P(
                    "Für sie beschreibt der Haushaltsplan Ziele und bestimmt Kennzahlen zur Zielerreichung "
                    "(§\N{NO-BREAK SPACE}4 Abs.\N{NO-BREAK SPACE}7 KomHKVO). Aufwendungen und "
                    "investive Auszahlungen stehen nebeneinander; "
                    "zusammengezählt werden sie nie.",
                    className="leise",
                ),
                *zeichen.head("Alle Angaben dieser Tabelle"),
                tabelle(
                    spalten,
                    reihen,
                    zeichen.title(f"Wesentliche Produkte {jahr}"),
                    f"wesentliche {zeichen.klasse}".rstrip(),
                ),
            ],
            className="karte",
            id="wesentliche-produkte",
        )
    ]


def _amounts(haushalt: Haushalt) -> dict[tuple[str, Positionsart], Decimal]:
    summen: dict[tuple[str, Positionsart], Decimal] = {}
    for zeile in haushalt.zeilen:
        if zeile.ansatz is not None:
            schluessel = (zeile.position.schluessel.produkt, zeile.position.art)
            summen[schluessel] = summen.get(schluessel, Decimal("0.00")) + zeile.ansatz
    return summen


def _herkuenfte(
    kontext: Kontext, haushalt: Haushalt, produkte: Sequence[Produkt]
) -> Iterator[Herkunft | None]:
    """Where everything the table says comes from: the lines, the Ziele, the Stände of the Kennzahlen."""
    yield haushalt.herkunft
    for produkt in produkte:
        yield produkt.herkunft if produkt.ziele else None
        for nr in produkt.kennzahl_nummern:
            yield kontext.gesamt.kennzahlen[nr].herkunft if nr in kontext.stand.akten else None


def _amount(
    kontext: Kontext,
    haushalt: Haushalt,
    produkt: Produkt,
    art: Positionsart,
    ansaetze: dict[tuple[str, Positionsart], Decimal],
    zeichen: Beispielzeichen,
) -> Inhalt:
    eur = ansaetze.get((produkt.produkt, art))
    if eur is None:
        return UNKNOWN
    adresse = lines_link(kontext, produkt=produkt.produkt, art=art.value)
    return [html.A(format_euro(eur), href=adresse, className="beleg"), *zeichen.sign(haushalt.herkunft)]


def _name(produkt: Produkt, zeichen: Beispielzeichen) -> Inhalt:
    return [
        produkt.bezeichnung,
        html.Small(
            ["Ziele: ", produkt.ziele, *zeichen.sign(produkt.herkunft)] if produkt.ziele else _OHNE_ZIELE
        ),
    ]


def _kennzahlen(kontext: Kontext, produkt: Produkt, zeichen: Beispielzeichen) -> Inhalt:
    """Each Kennzahl with its Stand in sign and word; one that is not known is named as it stands."""
    teile: list[str | Component] = []
    for nr in produkt.kennzahl_nummern:
        akte = kontext.stand.akten.get(nr)
        if akte is None:
            teile.append(html.Div(f"{nr} (nicht bekannt)"))
            continue
        b = kontext.gesamt.kennzahlen[nr]
        teile.append(
            html.Div(
                [
                    html.A(f"{nr} {akte.kennzahl.bezeichnung}", href=kontext.link_kennzahl(nr)),
                    status_chip(b.stand),
                    *zeichen.sign(b.herkunft),
                ],
                className="kennzahl-stand",
            )
        )
    return teile or "keine Kennzahl"

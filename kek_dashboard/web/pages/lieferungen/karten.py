"""Lieferungskarten: what a Lieferung does to the goals, and each record it brings, old beside new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import VOLLZUG, Positionsart
from kek_dashboard.domain.lieferung import Lieferart, Lieferstand, Lieferung
from kek_dashboard.formats import UNKNOWN, format_euro, format_number, format_percent
from kek_dashboard.store.session import Store
from kek_dashboard.store.ueberholt import load_as_if_released
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, status_chip
from kek_dashboard.web.pages.lieferungen.aenderungen import haushalt_sums, make_zeile
from kek_dashboard.web.pages.lieferungen.wirkung import (
    Aenderungsbild,
    Wirkung,
    compare_master,
    compare_stand,
    wirkungsjahr,
)
from kek_dashboard.web.pages.lieferungen.worte import counted
from kek_dashboard.web.seite import Kontext

JE_SEITE = 60
ANKER = "aenderungen"
NICHTS_NEUES = "Nichts: Alles darin ist schon bekannt."
_MOST_DIGITS = 4
#: Kinds of master data on which Stand and Zielerreichung rest.
_WIRKT = frozenset(
    {"kennzahlen", "zielwerte", "zuordnungen", "reihenbrueche", "ausgangswerte", "ziele", "zielsysteme"}
)
_SUMMEN = {
    Positionsart.ERTRAEGE: "Erträge",
    Positionsart.AUFWENDUNGEN: "Aufwendungen",
    Positionsart.INVESTIVE_EINZAHLUNGEN: "Investive Einzahlungen",
    Positionsart.INVESTIVE_AUSZAHLUNGEN: "Investive Auszahlungen",
}


def effects_card(kontext: Kontext, bild: Aenderungsbild | None, *, frei: bool) -> list[Component]:
    """What the values mean, or (``frei``) have meant, for the goals: Stand before and after at one Berichtsjahr."""
    jahr = None if bild is None else wirkungsjahr(bild.aenderungen, kontext.stand.jahre)
    if bild is None or jahr is None:
        return []
    wirkungen = [w for w in compare_stand(bild.vorher, bild.nachher, bild.aenderungen, jahr) if w.is_change]
    return [_effects_section(kontext, wirkungen, jahr, frei=frei)]


def master_effects_card(
    kontext: Kontext, store: Store, lieferung: Lieferung, bild: Aenderungsbild | None
) -> list[Component]:
    """What other targets, mappings or goals would mean at the Berichtsjahr of the page, while the file waits."""
    if bild is None or lieferung.stand is not Lieferstand.WARTET or lieferung.art is not Lieferart.STAMMDATEN:
        return []
    saetze = [(a.feld, a.schluessel, a.neu) for a in bild.aenderungen]
    if not any(feld in _WIRKT for feld, _, _ in saetze):
        return []
    system = kontext.stand.zielsystem

    def build() -> list[Wirkung]:
        nachher = load_as_if_released(store, saetze).as_seen_by(system)
        return compare_master(kontext.stand, nachher, kontext.jahr)

    wirkungen = kontext.daten.kept(kontext.stand, ("wirkung", lieferung.nr, kontext.jahr), build)
    return [_effects_section(kontext, wirkungen, kontext.jahr, frei=False)]


def _effects_section(kontext: Kontext, wirkungen: Sequence[Wirkung], jahr: int, *, frei: bool) -> Component:
    titel = "Was sich an den Zielen geändert hat" if frei else "Was sich dadurch an den Zielen ändert"
    titel += f", Berichtsjahr {jahr}"
    if not wirkungen:
        satz = f"Kein Unterziel und keine Kennzahl {'steht' if frei else 'stünde'} deshalb anders da."
        return html.Section([html.H2(titel), html.P(satz)], className="karte")
    spalten = [
        Spalte(html.Span("Nr.", className="nur-gelesen"), "nr"),
        Spalte("Unterziel oder Kennzahl", "was", kopf=True),
        Spalte("vorher", "status", "vorher:"),
        Spalte("Zielerreichung", "n", "Zielerreichung:"),
        Spalte("nachher", "status", "nachher:"),
        Spalte("Zielerreichung", "n", "Zielerreichung:"),
    ]
    zeichen = beispielzeichen(w.herkunft for w in wirkungen)
    vergleich = (
        "Verglichen mit dem Tag vor der Freigabe."
        if frei
        else "Verglichen mit dem, was heute freigegeben ist."
    )
    return html.Section(
        [
            html.H2(titel),
            html.P(vergleich, className="leise"),
            *zeichen.head(),
            tabelle(
                spalten,
                [_effect_row(kontext, w, zeichen) for w in wirkungen],
                zeichen.title(titel),
                f"wirkung {zeichen.klasse}".rstrip(),
            ),
        ],
        className="karte",
    )


def _effect_row(kontext: Kontext, wirkung: Wirkung, zeichen: Beispielzeichen) -> list[Inhalt]:
    link = kontext.link_kennzahl(wirkung.nr) if wirkung.is_kennzahl else kontext.link_ziel(wirkung.nr)
    return [
        wirkung.nr,
        [html.A(wirkung.name, href=link), html.Small("Kennzahl" if wirkung.is_kennzahl else "Unterziel")],
        status_chip(wirkung.vorher[0]),
        _share(wirkung.vorher[1], zeichen.sign(wirkung.herkunft)),
        status_chip(wirkung.nachher[0]),
        _share(wirkung.nachher[1], zeichen.sign(wirkung.herkunft)),
    ]


def _share(anteil: Fraction | None, zeichen: Sequence[Component]) -> Inhalt:
    return UNKNOWN if anteil is None else [format_percent(anteil, 0), *zeichen]


def changes_card(kontext: Kontext, lieferung: Lieferung, bild: Aenderungsbild | None) -> list[Component]:
    """What is new or changed, record by record, one page of it; for a file that counts, what it brought."""
    if lieferung.stand is Lieferstand.ZURUECKGEZOGEN:
        return []
    frei = lieferung.stand is Lieferstand.FREIGEGEBEN
    titel = "Was sie gebracht hat" if frei else "Was sich ändern würde"
    if bild is None:
        return [html.Section([html.H2(titel), *_counts(lieferung, kontext)], className="karte")]
    zahlen = (
        f"{format_number(bild.neu)} neu, {format_number(bild.geaendert)} geändert, "
        f"{format_number(bild.unveraendert)} unverändert"
    )
    satz = f"Beim Eingang: {zahlen}." if frei else f"Gegen den heutigen Stand: {zahlen}."
    leer = "Keiner ihrer Werte zählt heute noch." if frei else NICHTS_NEUES
    return [changes_section(kontext, bild, lieferung.nr, (titel, satz, leer))]


def changes_section(
    kontext: Kontext, bild: Aenderungsbild, nr: int, worte: tuple[str, str, str]
) -> Component:
    """Each changed record, one page of it; ``nr`` is the Lieferung its cells belong to, 0 = none yet.

    ``worte``: the heading, the sentence below it, and what stands there where nothing changes.
    """
    titel, satz, leer = worte
    inhalt: list[Component] = [html.H2(titel, id=ANKER, tabIndex="-1"), html.P(satz, className="leise")]
    if not bild.aenderungen:
        return html.Section([*inhalt, html.P(leer)], className="karte")
    summen = haushalt_sums(bild.aenderungen)
    if summen:
        inhalt.append(_sums_table(summen))
    return html.Section([*inhalt, *_changes_table(kontext, bild, nr)], className="karte")


def _counts(lieferung: Lieferung, kontext: Kontext) -> list[Component]:
    satz = (
        f"{format_number(lieferung.neu)} neu, {format_number(lieferung.geaendert)} geändert, "
        f"{format_number(lieferung.unveraendert)} unverändert."
    )
    teile: list[Component] = [html.P(satz)]
    if lieferung.art is Lieferart.HAUSHALT and lieferung.stand is Lieferstand.FREIGEGEBEN:
        if lieferung.fassung == VOLLZUG:
            ziel, wort = kontext.link("/haushalt/entwicklung"), "In der Entwicklung ansehen"
        else:
            ziel = kontext.link("/haushalt", haushaltsjahr=lieferung.haushaltsjahr, fassung=lieferung.fassung)
            wort = f"Haushalt {lieferung.haushaltsjahr} ansehen"
        teile.append(html.P(html.A(wort, href=ziel)))
    return teile


def _sums_table(summen: list[tuple[Positionsart, Decimal, Decimal]]) -> Component:
    spalten = [
        Spalte("Summe der neuen und geänderten Zeilen", "was", kopf=True),
        Spalte("bisher", "n", "bisher:"),
        Spalte("neu", "n", "neu:"),
        Spalte("Unterschied", "n", "Unterschied:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [_SUMMEN[art], format_euro(alt), format_euro(neu), format_euro(neu - alt, signed=True)]
        for art, alt, neu in summen
    ]
    return tabelle(spalten, zeilen, "Summen der Änderungen", "summe")


def _changes_table(kontext: Kontext, bild: Aenderungsbild, nr: int) -> list[Component]:
    alle = sorted(bild.aenderungen, key=lambda a: a.alt is None)  # corrections before what is new
    seiten = -(-len(alle) // JE_SEITE)
    text = kontext.query.get("seite", "")
    seite = (
        min(max(int(text), 1), seiten)
        if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
        else 1
    )
    teil = alle[(seite - 1) * JE_SEITE : seite * JE_SEITE]
    spalten = [
        Spalte("Was", "was", kopf=True),
        Spalte("bisher", "n alt", "bisher:"),
        Spalte("neu", "n neu", "neu:"),
        Spalte("um", "n um", "Änderung:"),
        Spalte("Blatt, Zelle", "leise stelle", "aus"),
    ]
    gelesen = [make_zeile(aenderung, bild.nachher) for aenderung in teil]
    zeichen = beispielzeichen(z.herkunft for z in gelesen)
    zeilen: list[list[Inhalt]] = []
    for z in gelesen:
        was: Inhalt = [z.was, *([html.Small(z.zusatz)] if z.zusatz else [])]
        stelle = replace(z.fundstelle, lieferung=z.fundstelle.lieferung or nr)
        neu = [html.Strong(z.neu), *zeichen.sign(z.herkunft)]
        zeilen.append(
            [was, z.alt or UNKNOWN, neu, "neu" if z.is_new else z.um, linked(kontext, z.stelle, stelle)]
        )
    return [
        *zeichen.head("Alle Angaben dieser Tabelle"),
        tabelle(
            spalten,
            zeilen,
            zeichen.title("Neue und geänderte Angaben"),
            f"aenderungen {zeichen.klasse}".rstrip(),
        ),
        *_pages(kontext, seite, seiten, len(alle)),
    ]


def _pages(kontext: Kontext, seite: int, seiten: int, zahl: int) -> list[Component]:
    if seiten == 1:
        return []

    def step(ziel: int, text: str) -> Component:
        if not 1 <= ziel <= seiten:
            return html.Span(text, className="knopf aus", **aria(hidden="true"))
        return html.A(text, href=kontext.link(seite=ziel) + f"#{ANKER}", className="knopf")

    wo = f"{counted(zahl, 'Angabe', 'Angaben')} · Seite {seite} von {seiten}"
    return [
        html.Nav(
            [step(seite - 1, "‹ Vorige"), html.Span(wo), step(seite + 1, "Nächste ›")],
            className="blaettern",
            **aria(label="Seiten der Änderungen"),
        )
    ]

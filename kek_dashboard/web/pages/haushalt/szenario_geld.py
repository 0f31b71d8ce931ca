"""Szenariogeld: sums before and after, per kind, per Unterziel and per Teilhaushalt, and the changed lines."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.szenariorechnung import Zeilenregister
from kek_dashboard.domain.szenariowirkung import Gegenueber, Wirkung, Zeilenwirkung, anteil
from kek_dashboard.formats import UNKNOWN, format_euro, format_number, format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.pages.haushalt.euroart import NIE_ZUSAMMEN, euro_links
from kek_dashboard.web.pages.haushalt.szenario_worte import ART_REIHE, line_cell, scope_label
from kek_dashboard.web.seite import Kontext

UNTERZIELE, TEILHAUSHALTE, ZEILEN = "unterziele", "teilhaushalte", "zeilen"
JE_SEITE = 50
_AUF, _AUS = Positionsart.AUFWENDUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN
_MOST_DIGITS = 4


def plain(betrag: Decimal) -> str:
    """Euros to the cent without their sign, for columns whose heading has it."""
    return format_number(betrag, 2)


def signed(betrag: Decimal) -> Inhalt:
    """A difference; set strong where there is one."""
    text = format_number(betrag, 2, signed=True)
    return html.Strong(text) if betrag else html.Span(text, className="leise")


def goal_name(kontext: Kontext, nr: str, *, with_number: bool = False) -> Component:
    """An Unterziel as the link to its page."""
    name = kontext.stand.ziele[nr].kurztitel if nr in kontext.stand.ziele else f"Unterziel {nr}"
    return html.A(f"{nr} {name}" if with_number else name, href=kontext.link_ziel(nr))


def sums_table(wirkt: Wirkung) -> Component:
    """The four sums, one under the other and never added."""
    spalten = [
        Spalte("Summen in €", "was", kopf=True),
        Spalte("Plan", "n", "Plan:"),
        Spalte("Szenario", "n", "Szenario:"),
        Spalte("Unterschied", "n", "Unterschied:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            ART_WORT[art],
            plain(wirkt.summen.vorher[art]),
            plain(wirkt.summen.nachher[art]),
            signed(wirkt.summen.differenz(art)),
        ]
        for art in ART_REIHE
    ]
    return tabelle(spalten, zeilen, "Die vier Summen, Plan und Szenario", "szenario-summen")


def goals_card(kontext: Kontext, wirkt: Wirkung) -> Component:
    """The touched Unterziele with Aufwendungen and investive Auszahlungen side by side, and their shares."""
    spalten = [Spalte(html.Span("Nr.", className="nur-gelesen"), "nr"), Spalte("Unterziel", "was", kopf=True)]
    for art, kurz in ((_AUF, "Aufwendungen"), (_AUS, "investive Auszahlungen")):
        spalten += [
            Spalte([kurz, html.Br(), "Plan"], "n vorn", f"{ART_WORT[art]}, Plan:"),
            Spalte("Szenario", "n", "Szenario:"),
            Spalte("Unterschied", "n", "Unterschied:"),
            Spalte("Anteil", "n anteil", "Anteil:"),
        ]

    def row(nr: str, name: Inhalt, gegenueber: Gegenueber) -> list[Inhalt]:
        zellen: list[Inhalt] = [nr, name]
        for art in (_AUF, _AUS):
            zellen += [
                plain(gegenueber.vorher[art]),
                plain(gegenueber.nachher[art]),
                signed(gegenueber.differenz(art)),
                _shares(gegenueber, wirkt.summen, art),
            ]
        return zellen

    uebrige = [g for nr, g in wirkt.je_unterziel.items() if nr not in wirkt.unterziele]
    zeilen = [row(nr, goal_name(kontext, nr), wirkt.je_unterziel[nr]) for nr in wirkt.unterziele]
    if uebrige:
        zeilen.append(row("", f"übrige Unterziele ({len(uebrige)}, unverändert)", _together(uebrige)))
    zeilen.append(row("", "nicht zugeordnet", wirkt.nicht_zugeordnet))
    zeilen.append(row("", "Haushalt gesamt", wirkt.summen))
    return html.Section(
        [
            html.H2(["Je Unterziel in €", *beispiel_tag(wirkt.herkunft)], id=UNTERZIELE, tabIndex="-1"),
            html.P(
                "Aufwendungen und investive Auszahlungen stehen nebeneinander und werden nie zusammengezählt: Was eine "
                "Investition kostet, kehrt über die Jahre als Abschreibung in den Aufwendungen wieder. Der Anteil ist "
                "der an allen Euro dieser Art, im Plan und im Szenario.",
                className="leise",
            ),
            tabelle(spalten, zeilen, "Euro je Unterziel, Plan und Szenario", "geld szenario-geld"),
        ],
        className="karte",
    )


def parts_card(kontext: Kontext, wirkt: Wirkung, register: Zeilenregister, art: Positionsart) -> Component:
    """The touched Teilhaushalte in one kind of euro."""
    spalten = [
        Spalte("Teilhaushalt", "was", kopf=True),
        Spalte("Plan", "n", "Plan:"),
        Spalte("Szenario", "n", "Szenario:"),
        Spalte("Unterschied", "n", "Unterschied:"),
        Spalte("Unterschied in %", "n anteil", "in %:"),
    ]

    def row(name: Inhalt, gegenueber: Gegenueber) -> list[Inhalt]:
        mehr = gegenueber.differenz(art)
        return [
            name,
            plain(gegenueber.vorher[art]),
            plain(gegenueber.nachher[art]),
            signed(mehr),
            format_percent(anteil(mehr, abs(gegenueber.vorher[art])), 1, signed=True),
        ]

    beruehrt = {z.vorher.zeile.position.schluessel.teilhaushalt for z in wirkt.zeilen}
    uebrige = [g for nr, g in wirkt.je_teilhaushalt.items() if nr not in beruehrt]
    zeilen = [
        row(scope_label(register, nr), gegenueber)
        for nr, gegenueber in wirkt.je_teilhaushalt.items()
        if nr in beruehrt
    ]
    if uebrige:
        zeilen.append(row(f"übrige Teilhaushalte ({len(uebrige)}, unverändert)", _together(uebrige)))
    zeilen.append(row("Haushalt gesamt", wirkt.summen))
    return html.Section(
        [
            html.H2(
                [f"Je Teilhaushalt: {ART_WORT[art]} in €", *beispiel_tag(wirkt.herkunft)],
                id=TEILHAUSHALTE,
                tabIndex="-1",
            ),
            html.Div(euro_links(kontext, art), className="wahl"),
            html.P(NIE_ZUSAMMEN, className="leise"),
            tabelle(spalten, zeilen, f"{ART_WORT[art]} je Teilhaushalt, Plan und Szenario", "geld"),
        ],
        className="karte",
    )


def lines_card(kontext: Kontext, mittel: Mitteleinsatz, geordnet: Sequence[Zeilenwirkung]) -> Component:
    """The changed lines, largest difference first; the Ansatz of the plan leads to its cell."""
    spalten = [
        Spalte("Zeile", "was", kopf=True),
        Spalte("Art", "leise"),
        Spalte("Plan in €", "n", "Plan:"),
        Spalte("Szenario in €", "n", "Szenario:"),
        Spalte("Unterschied in €", "n", "Unterschied:"),
        Spalte("Dient", "", "Dient:"),
    ]
    seiten = max(1, -(-len(geordnet) // JE_SEITE))
    text = kontext.query.get("seite", "")
    gefragt = int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 1
    seite = min(max(1, gefragt), seiten)
    gezeigt = geordnet[(seite - 1) * JE_SEITE : seite * JE_SEITE]
    return html.Section(
        [
            html.H2(
                [f"Geänderte Zeilen ({format_number(len(geordnet))})", *beispiel_tag(mittel.herkunft)],
                id=ZEILEN,
                tabIndex="-1",
            ),
            html.P(
                f"Von {format_number(len(mittel.haushalt.zeilen))} Zeilen des Plans, der größte Unterschied zuerst.",
                className="leise",
            ),
            tabelle(spalten, [_line(kontext, z) for z in gezeigt], "Geänderte Zeilen", "szenario-zeilen"),
            *_pages(kontext, seite, seiten),
        ],
        className="karte",
    )


def _line(kontext: Kontext, zeile: Zeilenwirkung) -> list[Inhalt]:
    vorher = zeile.vorher.zeile
    ansatz = vorher.ansatz or Decimal(0)
    dient = ", ".join(nr for nr, _ in zeile.vorher.je_unterziel) or "nicht zugeordnet"
    return [
        line_cell(vorher.position),
        ART_WORT[vorher.position.art],
        linked(kontext, plain(ansatz), vorher.ansatz_fundstelle),
        UNKNOWN if zeile.nachher.zeile.ansatz is None else plain(zeile.nachher.zeile.ansatz),
        signed(zeile.differenz),
        dient,
    ]


def _pages(kontext: Kontext, seite: int, seiten: int) -> list[Component]:
    if seiten == 1:
        return []

    def step(ziel: int, wort: str) -> Component:
        if not 1 <= ziel <= seiten:
            return html.Span(wort, className="knopf aus", **aria(hidden="true"))
        adresse = kontext.link(**(dict(kontext.rest) | {"seite": ziel, "meldung": None})) + f"#{ZEILEN}"
        return html.A(wort, href=adresse, className="knopf")

    return [
        html.Nav(
            [
                step(seite - 1, "‹ Vorige Zeilen"),
                html.Span(f"Seite {seite} von {seiten}"),
                step(seite + 1, "Nächste Zeilen ›"),
            ],
            className="blaettern",
            **aria(label="Seiten der geänderten Zeilen"),
        )
    ]


def _shares(gegenueber: Gegenueber, summen: Gegenueber, art: Positionsart) -> str:
    vorher, nachher = (
        format_percent(anteil(teil[art], ganzes[art]), 1)
        for teil, ganzes in ((gegenueber.vorher, summen.vorher), (gegenueber.nachher, summen.nachher))
    )
    return vorher if vorher == nachher else f"{vorher} → {nachher}"


def _together(viele: Sequence[Gegenueber]) -> Gegenueber:
    """The sums of several parts, kind by kind."""
    return Gegenueber(
        {art: sum((g.vorher[art] for g in viele), Decimal("0.00")) for art in ART_REIHE},
        {art: sum((g.nachher[art] for g in viele), Decimal("0.00")) for art in ART_REIHE},
    )


def ergebnis_satz(wirkt: Wirkung) -> str:
    """What the ordentliches Ergebnis would be instead; empty where it stays."""
    vorher, nachher = (
        summen[Positionsart.ERTRAEGE] - summen[_AUF] for summen in (wirkt.summen.vorher, wirkt.summen.nachher)
    )
    if vorher == nachher:
        return ""
    return f"Ordentliches Ergebnis: {_ergebnis(nachher)}; im Plan: {_ergebnis(vorher)}."


def _ergebnis(betrag: Decimal) -> str:
    if not betrag:
        return "ausgeglichen"
    return f"{'Überschuss' if betrag > 0 else 'Fehlbetrag'} von {format_euro(abs(betrag))}"

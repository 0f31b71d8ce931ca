"""Geldfluss: from which part of the Haushalt money flows to which goal, drawn as bands and told in a table."""

from __future__ import annotations

from functools import partial

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.charts.sankey import draw_sankey
from kek_dashboard.domain.geldfluss import MEISTE_BAENDER, Geldfluss, geldfluss, total
from kek_dashboard.domain.geldmatrix import NICHT_ZUGEORDNET, Geldmatrix, Gliederung, by_oberziel
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielgliederung import top_number
from kek_dashboard.formats import format_euro, format_euro_short, format_number
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.zeichen import beispiel_notice, beispiel_tag, marked
from kek_dashboard.web.pages.haushalt.euroart import IM_SATZ, NACH_ALLER, NIE_ZUSAMMEN, euro_links, read_euro
from kek_dashboard.web.pages.haushalt.fehlt import open_haushalt
from kek_dashboard.web.pages.haushalt.flussbild import band_forms, source_nodes, target_nodes
from kek_dashboard.web.pages.haushalt.flusstabelle import flusstabelle
from kek_dashboard.web.pages.haushalt.geldfelder import (
    GLIEDERUNG_MEHRZAHL,
    Worte,
    matrix_of,
    read_gliederung,
    share,
    usual_gliederung,
)
from kek_dashboard.web.pages.haushalt.kopf import choice_links, haushaltskopf, page_link
from kek_dashboard.web.seite import Kontext, Seite

#: What this page keeps in its address besides year and Fassung.
EIGENE = ("euro", "spalten", "ziele")
_OBERZIEL = "oberziel"
_LESEN = (
    "So dick wie das Band ist der Betrag. Ein Band zeigt beim Darauffahren seinen Betrag und führt zu seinen Zeilen. "
    "Schraffiert: Geld, das keinem Ziel zugeordnet ist."
)
_SCHMAL = "Auf breiteren Bildschirmen steht hier auch das Bild der Bänder; die Tabelle sagt dasselbe."
_QUELLEN = (Gliederung.TEILHAUSHALT, Gliederung.PRODUKTBEREICH)


def render(kontext: Kontext) -> Component:
    """The page; a Haushaltsjahr that is not there gets its own sentence."""
    mittel = open_haushalt(kontext)
    if isinstance(mittel, Component):
        return mittel
    matrix = matrix_of(kontext, mittel, read_gliederung(kontext, mittel, _QUELLEN), read_euro(kontext.query))
    if _by_oberziel(kontext):
        matrix = by_oberziel(matrix, partial(top_number, kontext.stand))
    worte = Worte(kontext, mittel, matrix, genau=True)
    fluss = geldfluss(matrix)
    return html.Div(
        [
            html.H1("Wohin fließt das Geld?", tabIndex="-1"),
            html.P(marked(answer(mittel, matrix, worte)), className="vorspann"),
            *beispiel_notice(shown=matrix.summe.herkunft is Herkunft.BEISPIEL),
            *haushaltskopf(kontext, mittel.haushalt, behalten=EIGENE),
            _wahl(kontext, mittel, matrix),
            *_bild(kontext, mittel, matrix, worte, fluss),
            *_tabelle(mittel, matrix, worte, fluss),
            html.P(NIE_ZUSAMMEN, className="leise"),
        ],
        className="haushalt",
    )


def title(kontext: Kontext) -> str:
    """Names what is shown, so that the browser's history can be read."""
    return f"Geldfluss: {ART_WORT[read_euro(kontext.query)]}"


def answer(mittel: Mitteleinsatz, matrix: Geldmatrix, worte: Worte) -> str:
    """The finding: how much flows to goals, where most of it goes, and how much to none."""
    wort, jahr, summe = IM_SATZ[matrix.art], mittel.haushalt.haushaltsjahr, matrix.summe.eur
    if not matrix.felder:
        return f"Für {jahr} sind keine {NACH_ALLER[matrix.art]} geplant."
    offen = matrix.je_ziel[NICHT_ZUGEORDNET].eur
    dienend = summe - offen
    ziel = max(matrix.ziele[:-1], key=lambda nr: matrix.je_ziel[nr].eur, default="")
    if dienend <= 0 or not ziel:
        return f"{format_euro_short(summe)} {wort} {jahr}: **Keinem Ziel ist davon Geld zugeordnet.**"
    satz = (
        f"Von {format_euro_short(summe)} {NACH_ALLER[matrix.art]} {jahr} dienen **{format_euro_short(dienend)} "
        f"einem Ziel**, am meisten **{worte.ziel(ziel)}** mit {format_euro_short(matrix.je_ziel[ziel].eur)}"
    )
    return (
        f"{satz}; {format_euro_short(offen)} ({share(offen, summe)}) sind keinem zugeordnet."
        if offen
        else f"{satz}."
    )


def _by_oberziel(kontext: Kontext) -> bool:
    return kontext.query.get("ziele") == _OBERZIEL


def _wahl(kontext: Kontext, mittel: Mitteleinsatz, matrix: Geldmatrix) -> Component:
    eigene = {name: kontext.query[name] for name in EIGENE if name in kontext.query}
    ober = _by_oberziel(kontext)

    def link(**changes: object) -> str:
        return page_link(kontext, **(eigene | changes))

    ueblich = usual_gliederung(mittel)
    quellen = [
        (GLIEDERUNG_MEHRZAHL[g], link(spalten=None if g is ueblich else g.value), g is matrix.gliederung)
        for g in _QUELLEN
    ]
    ziele = [
        (_plural(kontext, Ebene.UNTERZIEL), link(ziele=None), not ober),
        (_plural(kontext, Ebene.OBERZIEL), link(ziele=_OBERZIEL), ober),
    ]
    rest = {name: wert for name, wert in eigene.items() if name != "euro"}
    return html.Div(
        [
            euro_links(kontext, matrix.art, **rest),
            choice_links("Woher", quellen),
            choice_links("Wohin", ziele),
        ],
        className="wahl",
    )


def _bild(
    kontext: Kontext, mittel: Mitteleinsatz, matrix: Geldmatrix, worte: Worte, fluss: Geldfluss
) -> list[Component]:
    """The drawing and what has to be said beside it; nothing where nothing can be drawn."""
    if not fluss.baender:
        return [html.P(satz) for satz in _below_zero(fluss)]
    titel = f"{_titel(mittel, matrix)}: {GLIEDERUNG_MEHRZAHL[matrix.gliederung]} und {_wohin(kontext)}"
    bild = draw_sankey(
        source_nodes(matrix, worte, fluss), target_nodes(matrix, worte, fluss), band_forms(worte, fluss)
    )
    matrix_link = page_link(
        kontext, "/haushalt/matrix", euro=kontext.query.get("euro"), spalten=kontext.query.get("spalten")
    )
    return [
        html.Section(
            [
                html.H2([titel, *beispiel_tag(matrix.summe.herkunft)]),
                Svg(bild, f"{titel}. Dieselben Zahlen stehen darunter als Tabelle.", "breit", "group"),
                html.P(" ".join([_LESEN, *_below_zero(fluss)]), className="leise"),
                *_bundled(matrix, fluss, matrix_link),
            ],
            className="karte flussbild",
        )
    ]


def _bundled(matrix: Geldmatrix, fluss: Geldfluss, matrix_link: str) -> list[Component]:
    """Which flows are drawn together, and where each stands for itself."""
    if not fluss.gebuendelt:
        return []
    anzahl = len(fluss.gebuendelt)
    alle = len(fluss.baender) - sum(band.von is None for band in fluss.baender) + anzahl
    eur = total(fluss.gebuendelt)
    satz = (
        f"Es gibt {format_number(alle)} Flüsse; mehr als {MEISTE_BAENDER} unterscheidet niemand. Die "
        f"{format_number(anzahl)} kleinsten, zusammen {format_euro(eur)} ({share(eur, matrix.summe.eur)}), sind "
        "je Ziel als „übrige“ gebündelt. Einzeln stehen sie in der Tabelle darunter. "
    )
    return [
        html.P(
            [satz, html.A("Alle auf einen Blick zeigt die Matrix.", href=matrix_link)], className="hinweis"
        )
    ]


def _below_zero(fluss: Geldfluss) -> list[str]:
    if not fluss.unter_null:
        return []
    anzahl, eur = len(fluss.unter_null), format_euro(total(fluss.unter_null))
    if anzahl == 1:
        return [f"Ein Betrag liegt unter 0 € ({eur}) und hat kein Band; Tabelle und Summen enthalten ihn."]
    wie_viele = format_number(anzahl)
    return [
        f"{wie_viele} Beträge liegen unter 0 € (zusammen {eur}) und haben kein Band; Tabelle und Summen enthalten sie."
    ]


def _tabelle(mittel: Mitteleinsatz, matrix: Geldmatrix, worte: Worte, fluss: Geldfluss) -> list[Component]:
    if not fluss.fluesse:
        return []
    return [
        html.Section(
            [
                html.H2([f"{_titel(mittel, matrix)}: alle Flüsse, €", *beispiel_tag(matrix.summe.herkunft)]),
                html.P(" ".join([_SCHMAL, *_below_zero(fluss)]), className="leise nur-schmal"),
                html.P(
                    " ".join(["Jeder Betrag führt zu seinen Zeilen.", *_below_zero(fluss)]), className="leise"
                ),
                flusstabelle(matrix, worte, fluss, f"{_titel(mittel, matrix)}: alle Flüsse in Euro"),
            ],
            className="karte",
        )
    ]


def _titel(mittel: Mitteleinsatz, matrix: Geldmatrix) -> str:
    return f"{ART_WORT[matrix.art]} {mittel.haushalt.haushaltsjahr}"


def _wohin(kontext: Kontext) -> str:
    return _plural(kontext, Ebene.OBERZIEL if _by_oberziel(kontext) else Ebene.UNTERZIEL)


def _plural(kontext: Kontext, ebene: Ebene) -> str:
    return kontext.stand.zielsystem.plural_of(ebene)


SEITE = Seite("/haushalt/fluss", title, render, bereich="/haushalt")

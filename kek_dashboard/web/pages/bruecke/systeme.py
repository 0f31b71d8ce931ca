"""Systeme: every Zielsystem with its years, its resolution, and its own words for the levels."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielsystem import Zielsystem
from kek_dashboard.formats import UNKNOWN, format_date, format_number
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.pages.bruecke.sicht import link_into
from kek_dashboard.web.seite import Kontext


def all_systems(kontext: Kontext) -> Component:
    """One row a Zielsystem, by its beginning."""
    spalten = [
        Spalte("Zielsystem", "was", kopf=True),
        Spalte("Zieljahre", "jahre", "Zieljahre:"),
        Spalte("Gültig", "gueltig", "gültig:"),
        Spalte("Ebenen", "ebenen", "Ebenen:"),
        Spalte("Beschluss", "worte", "Beschluss:"),
    ]
    zeilen = [_row(kontext, system) for system in kontext.stand.zielsysteme]
    return html.Section(
        [
            html.H2("Alle Zielsysteme"),
            tabelle(spalten, zeilen, "Alle Zielsysteme", "zielsysteme"),
        ],
        className="karte",
    )


def _row(kontext: Kontext, system: Zielsystem) -> Sequence[Inhalt]:
    hier = aria(current="true") if system.name == kontext.stand.zielsystem.name else {}
    name = html.A(system.name, href=link_into(kontext, system, "/"), **hier)
    worte: list[Component] = (
        [html.P(linked(kontext, system.beschluss, system.fundstelle))] if system.beschluss else []
    )
    worte += [html.P(system.bemerkung)] if system.bemerkung else []
    return [
        [name, *beispiel_tag(system.herkunft)],
        f"{system.erstes_jahr}–{system.letztes_jahr}",
        _validity(system),
        _levels(kontext, system),
        worte or UNKNOWN,
    ]


def _validity(system: Zielsystem) -> str:
    ab = f"seit {format_date(system.gueltig_ab)}" if system.gueltig_ab is not None else ""
    bis = f"bis {format_date(system.gueltig_bis)}" if system.gueltig_bis is not None else ""
    return " ".join(teil for teil in (ab, bis) if teil) or UNKNOWN


def _levels(kontext: Kontext, system: Zielsystem) -> Inhalt:
    """How many Ziele of each level there are, in its own words, the top first."""
    stand = kontext.daten.datenstand(kontext.wissensstand, system.name)
    zeilen: list[Component] = []
    for ebene in Ebene:
        je_wort: dict[str, int] = {}
        for ziel in stand.ziele_der_ebene(ebene):
            je_wort[ziel.ebenenwort] = je_wort.get(ziel.ebenenwort, 0) + 1
        zeilen += [html.Li(f"{format_number(n)} {_word(system, wort, n)}") for wort, n in je_wort.items()]
    return html.Ul(zeilen, className="ohne-punkt") if zeilen else UNKNOWN


def _word(system: Zielsystem, wort: str, anzahl: int) -> str:
    if anzahl == 1:
        return wort
    eigene = {ebene.wort: ebene.mehrzahl or ebene.wort for ebene in system.ebenen}
    return eigene.get(wort) or {e.value: system.plural_of(e) for e in Ebene}.get(wort, wort)

"""Aenderungen: what stands otherwise than at the last Sitzung or on any other day, and why; against last year too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.neuigkeit import Neuigkeit, find_neuigkeiten
from kek_dashboard.domain.unterschied import Unterschied, compare_datenstaende
from kek_dashboard.domain.ursachenart import Ursachenart
from kek_dashboard.formats import format_date, format_number
from kek_dashboard.store.load import today
from kek_dashboard.web.components.zeichen import beispiel_notice, marked
from kek_dashboard.web.pages.aenderungen.geld import haushalt_karte
from kek_dashboard.web.pages.aenderungen.karten import (
    fassungen_liste,
    gruende_leiste,
    kennzahlen_karte,
    lieferungen_karte,
    massnahmen_karte,
    weitere_karte,
    ziele_karte,
)
from kek_dashboard.web.pages.aenderungen.reiter import reiter
from kek_dashboard.web.pages.aenderungen.wahl import ALT, PFAD, Wahl, draw_choice, name_day, read_wahl
from kek_dashboard.web.pages.aenderungen.worte import counted, moved_text
from kek_dashboard.web.seite import Kontext, Seite
from kek_dashboard.web.statisch import freeze

_TITEL = "Was hat sich geändert?"


def render(kontext: Kontext) -> Component:
    """The comparison of the two days of the address; where nothing was ever released, what to do about it."""
    wahl = read_wahl(kontext)
    kopf: list[Component] = [html.H1(_TITEL, tabIndex="-1")]
    if wahl.von is None:
        satz = "Noch wurde an keinem früheren Tag etwas freigegeben: Es gibt nichts zu vergleichen."
        return html.Div(
            [*kopf, html.P(satz, className="vorspann"), *_fault(wahl)], className="schmal aenderungen"
        )
    damals = kontext.daten.on_day(kontext.stand, wahl.von)
    jetzt = replace(kontext, stand=kontext.daten.on_day(kontext.stand, wahl.bis), wissensstand=wahl.bis)
    unterschied, neuigkeiten = _compare(kontext, damals, jetzt.stand)
    grund = _read_grund(kontext, neuigkeiten)

    def link(art: str) -> str:
        tage = {"von": wahl.von, "bis": wahl.bis, "stand": None}
        return kontext.link(PFAD, **tage, grund=art)

    def draw() -> list[Component]:
        teile = [
            *beispiel_notice(shown=any(n.herkunft is Herkunft.BEISPIEL for n in neuigkeiten)),
            reiter(kontext),
            draw_choice(kontext, wahl),
            *gruende_leiste(link, neuigkeiten, grund),
            *_cards(jetzt, damals, unterschied, neuigkeiten, grund),
        ]
        return cast("list[Component]", freeze(teile, ()))

    name = ("aenderungskarten", kontext.stand.version, today(), wahl.bis, kontext.jahr, grund)
    return html.Div(
        [
            *kopf,
            html.P(marked(answer(kontext, wahl, unterschied, neuigkeiten)), className="vorspann"),
            *_fault(wahl),
            *_not_known_then(kontext, damals),
            html.Div(kontext.daten.kept(damals, name, draw)),
            *lieferungen_karte(jetzt, unterschied),
        ],
        className="aenderungen",
    )


def _cards(
    jetzt: Kontext,
    damals: Datenstand,
    unterschied: Unterschied,
    neuigkeiten: Sequence[Neuigkeit],
    grund: Ursachenart | None,
) -> list[Component]:
    """All that does not ask who looks."""
    jahr = jetzt.jahr
    gezeigt = [n for n in neuigkeiten if grund is None or grund in n.arten]
    bewegt, ruhend = [n for n in gezeigt if n.is_bewegt], [n for n in gezeigt if not n.is_bewegt]
    mittel = [
        jetzt.daten.mitteleinsatz(stand, jahr) if jahr in stand.haushalte else None
        for stand in (damals, jetzt.stand)
    ]
    return [
        *([] if unterschied.is_empty else ziele_karte(jetzt, bewegt, jahr)),
        *([] if unterschied.is_empty else kennzahlen_karte(jetzt, bewegt, jahr)),
        *massnahmen_karte(jetzt, ruhend),
        *haushalt_karte(jetzt, fassungen_liste(ruhend), mittel[0], mittel[1]),
        *weitere_karte(jetzt, ruhend, jahr, grund),
    ]


def _compare(
    kontext: Kontext, damals: Datenstand, heute: Datenstand
) -> tuple[Unterschied, tuple[Neuigkeit, ...]]:
    """The two days compared once for each state of the data."""

    def build() -> tuple[Unterschied, tuple[Neuigkeit, ...]]:
        unterschied = compare_datenstaende(damals, heute, kontext.jahr)
        return unterschied, find_neuigkeiten(unterschied)

    name = ("neuigkeiten", heute.version, heute.wissensstand, kontext.jahr)
    return kontext.daten.kept(damals, name, build)


def _read_grund(kontext: Kontext, neuigkeiten: tuple[Neuigkeit, ...]) -> Ursachenart | None:
    """The kind of cause asked for; ``None`` where none is, or there is no such cause."""
    gefragt = kontext.query.get("grund", "")
    return next(
        (art for art in Ursachenart if art == gefragt and any(art in n.arten for n in neuigkeiten)), None
    )


def answer(kontext: Kontext, wahl: Wahl, unterschied: Unterschied, neuigkeiten: tuple[Neuigkeit, ...]) -> str:
    """The one sentence: how much stands otherwise, which way, and through how many Lieferungen."""
    von = name_day(kontext, wahl.von)
    is_heute = wahl.bis in {None, today()}
    jetzt = "heute" if is_heute else name_day(kontext, wahl.bis)
    if unterschied.is_empty:
        return f"Nichts: {von[:1].upper()}{von[1:]} war dasselbe bekannt wie {jetzt}."
    seitdem, anders = _files(unterschied, wahl.bis), moved_text(neuigkeiten)
    if anders is None:
        steht = "steht" if is_heute else "stand"
        return f"Für {unterschied.jahr} {steht} {jetzt} alles so da wie {von}. {seitdem}"
    stehen = "stehen" if is_heute else "standen"
    return f"Für {unterschied.jahr} {stehen} {jetzt} {anders[0]} anders da als {von}.{anders[1]} {seitdem}"


def _files(unterschied: Unterschied, bis: date | None) -> str:
    wort = "wurde" if len(unterschied.dazu) == 1 else "wurden"
    wann = "Seitdem" if bis is None else "Dazwischen"
    satz = f"{wann} {wort} {counted(len(unterschied.dazu), 'Lieferung', 'Lieferungen')} freigegeben"
    if unterschied.weg:
        satz += f" und {format_number(len(unterschied.weg))} zurückgezogen"
    return satz + "."


def _not_known_then(kontext: Kontext, damals: Datenstand) -> list[Component]:
    """Why all of it is new: on the earlier day the county had another Zielsystem alone."""
    if damals.is_system_known:
        return []
    wann = format_date(damals.wissensstand)
    name = kontext.stand.zielsystem.name
    satz = f"Am {wann} war das Zielsystem „{name}“ noch nicht bekannt: Alle seine Ziele sind neu."
    return [html.P(satz, className="hinweis", role="status")]


def _fault(wahl: Wahl) -> list[Component]:
    return [html.P(wahl.fehler, className="hinweis", role="status")] if wahl.fehler else []


SEITE = Seite(PFAD, _TITEL, render, dienst=_TITEL)
#: Its address before, as it was sent in mails: there ``stand`` is the earlier day.
DAMALS = Seite(ALT, _TITEL, render, bereich=PFAD)

__all__ = ["DAMALS", "SEITE"]

"""Berichte: what was made for the table: the list with author and Wissensstand, and a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_number
from kek_dashboard.store.berichte import Berichtseintrag, Berichtszustand, list_berichte
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.berichte.formular import order_form
from kek_dashboard.web.pages.berichte.schalter import may_drop, register
from kek_dashboard.web.pages.berichte.worte import LISTE, made_text, stand_text, state_text, title_of
from kek_dashboard.web.seite import Kontext, Seite

_LAEUFT = {Berichtszustand.NEU, Berichtszustand.ENTSTEHT}
_SPALTEN = (
    Spalte("Bericht", "was", kopf=True),
    Spalte("Wissensstand", "", "Wissensstand:"),
    Spalte("Format", "", "Format:"),
    Spalte("Erstellt", "leise", "Erstellt:"),
    Spalte("Datei", "datei"),
)


def render(kontext: Kontext) -> Component:
    """The order form and the list; what nobody goes on with is taken up again."""
    umgebung = kontext.umgebung
    eintraege = () if umgebung.store is None else list_berichte(umgebung.store)
    if umgebung.berichte is not None:
        for eintrag in eintraege:
            umgebung.berichte.start(eintrag)
    return html.Div(
        [
            html.H1("Was soll auf den Tisch?", tabIndex="-1"),
            html.P(
                "Jeder Bericht hält einen Wissensstand fest: Aus demselben Tag entsteht immer derselbe Bericht, auch "
                "wenn später andere Zahlen freigegeben werden.",
                className="vorspann",
            ),
            *render_meldung(kontext),
            order_form(kontext),
            _list(kontext, eintraege),
        ],
        className="berichte",
    )


def _list(kontext: Kontext, eintraege: Sequence[Berichtseintrag]) -> Component:
    if not eintraege:
        satz = "Noch keiner. Was oben erstellt wird, steht dann hier für alle, die angemeldet sind."
        return html.Section([html.H2("Erstellte Berichte"), html.P(satz)], className="karte")
    anzahl = format_number(len(eintraege))
    satz = f"{anzahl} Berichte, der neueste zuerst." if len(eintraege) > 1 else "Ein Bericht."
    return html.Section(
        [
            html.H2("Erstellte Berichte"),
            html.P(satz, className="leise"),
            tabelle(_SPALTEN, [_row(kontext, e) for e in eintraege], "Erstellte Berichte", "berichtsliste"),
            html.P(role="status", className="nur-gelesen", id="bericht-meldung"),
        ],
        className="karte",
    )


def _row(kontext: Kontext, eintrag: Berichtseintrag) -> list[Inhalt]:
    return [
        title_of(eintrag),
        stand_text(eintrag),
        eintrag.format.value.upper(),
        made_text(eintrag),
        [_state(eintrag), *_drop(kontext, eintrag)],
    ]


def _state(eintrag: Berichtseintrag) -> Component:
    """How far it is; ``assets/berichte.js`` asks on while it is being made and shows the link when it is there."""
    laeuft = eintrag.zustand in _LAEUFT
    fragt: dict[str, Any] = {"data-bericht": f"{LISTE}/{eintrag.id}/stand"} if laeuft else {}
    balken: dict[str, Any] = {"value": str(eintrag.anteil), "max": "100"} | aria(label="Fortschritt")
    return html.Div(
        [
            html.A(
                ["Herunterladen", html.Span(f": {title_of(eintrag)}", className="nur-gelesen")],
                href=f"{LISTE}/{eintrag.id}/datei",
                download="",
                className="knopf",
                hidden=eintrag.zustand is not Berichtszustand.FERTIG,
            ),
            html.Span(state_text(eintrag), className="satz"),
            *([html.Progress(**balken)] if laeuft else []),
        ],
        className=f"berichtsstand z-{eintrag.zustand.value}",
        **fragt,
    )


def _drop(kontext: Kontext, eintrag: Berichtseintrag) -> list[Component]:
    if not may_drop(kontext.zugang, eintrag):
        return []
    return [
        html.Form(
            html.Button(
                ["Löschen", html.Span(f": {title_of(eintrag)}", className="nur-gelesen")],
                type="submit",
                className="knopf leise",
            ),
            method="post",
            action=f"{LISTE}/{eintrag.id}/loeschen",
        )
    ]


SEITE = Seite(LISTE, "Berichte", render, dienst="Berichte", register=register, aktion=Aktion.BERICHTE)

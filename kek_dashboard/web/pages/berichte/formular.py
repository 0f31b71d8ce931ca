"""Formular: which report, of which year, as of which day, as which file, and what stands on its cover."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.bericht import QUARTALE, Berichtsart, Berichtsformat
from kek_dashboard.reports.bericht.verzeichnis import BERICHTE
from kek_dashboard.store.load import today
from kek_dashboard.web.adresse import first_day
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.formularfelder import choice, text_field
from kek_dashboard.web.pages.berichte.worte import (
    ART,
    DATUM,
    DRUCKSACHE,
    ERSTELLEN,
    FORMAT,
    GREMIEN,
    GREMIUM,
    JAHR,
    LAENGSTE_DRUCKSACHE,
    LAENGSTES_GREMIUM,
    NICHT_OEFFENTLICH,
    QUARTAL,
    SITZUNG,
    STAND,
)
from kek_dashboard.web.seite import Kontext

_FORMAT_WORT = {
    Berichtsformat.PDF: "PDF, zum Lesen und Drucken",
    Berichtsformat.DOCX: "Word (.docx), zum Weiterschreiben",
    Berichtsformat.XLSX: "Excel (.xlsx), zum Weiterrechnen",
}


def order_form(kontext: Kontext) -> Component:
    """The one form; plain HTML, nothing in it needs a script."""
    return html.Form(
        [
            html.H2("Bericht erstellen"),
            *_system(kontext),
            _kinds(kontext.query.get(ART, "")),
            html.Div([*_when(kontext), _format()], className="felder"),
            _cover(kontext),
            html.Button("Erstellen", type="submit", className="knopf haupt"),
        ],
        method="post",
        action=ERSTELLEN,
        className="karte bericht-auftrag",
        **aria(label="Bericht erstellen"),
    )


def _system(kontext: Kontext) -> list[Component]:
    """Which Zielsystem it will speak of, where there is more than one; the head of the page chooses."""
    stand = kontext.stand
    if len(stand.zielsysteme) <= 1:
        return []
    feld = [] if kontext.zielsystem is None else [Eingabe("hidden", "zielsystem", kontext.zielsystem)]
    return [
        html.P(["Zielsystem: ", html.Strong(stand.zielsystem.name), f" ({stand.zielsystem.spanne})"]),
        *feld,
    ]


def _kinds(gewuenscht: str) -> Component:
    """All reports, the one that the address asks for chosen, else the first."""
    erste = gewuenscht if gewuenscht in {art.value for art in BERICHTE} else next(iter(BERICHTE)).value
    wahl = []
    for art, form in BERICHTE.items():
        ident = f"{ART}-{art.value}"
        gewaehlt: dict[str, Any] = {"required": True} | ({"checked": True} if art.value == erste else {})
        wahl.append(
            html.Div(
                [
                    Eingabe("radio", ART, art.value, id=ident, attribute=gewaehlt),
                    html.Label([form.bezeichnung, html.Small(form.wofuer)], htmlFor=ident),
                ],
                className="haken",
            )
        )
    return html.Fieldset([html.Legend("Welcher Bericht?"), html.Div(wahl, className="berichtsarten")])


def _when(kontext: Kontext) -> list[Component]:
    briefing = BERICHTE.get(Berichtsart.BRIEFING)
    name = "Quartalsbriefing" if briefing is None else briefing.bezeichnung
    quartale = [("", "–"), *((str(q), f"{q}. Quartal") for q in QUARTALE)]
    hilfe = "Leer: heute; mit Quartal dessen letzter Tag. Was an diesem Tag noch freigegeben wird, zählt mit."
    return [
        choice(
            JAHR,
            "Berichtsjahr (Haushaltsjahr)",
            [(str(j), str(j)) for j in kontext.stand.jahre],
            str(kontext.jahr),
        ),
        choice(QUARTAL, f"Quartal (nur {name})", quartale),
        text_field(
            STAND,
            "Wissensstand",
            art="date",
            wert="" if kontext.wissensstand is None else kontext.wissensstand.isoformat(),
            hilfe=hilfe,
            min=first_day(kontext.stand).isoformat(),
            max=today().isoformat(),
        ),
    ]


def _format() -> Component:
    return choice(FORMAT, "Format", [(form.value, wort) for form, wort in _FORMAT_WORT.items()])


def _cover(kontext: Kontext) -> Component:
    """Number, day and Beratungsfolge; what the settings know stands there already."""
    settings = kontext.umgebung.settings
    namen = () if settings is None else settings.gremien
    zeilen = [_gremium(nr, namen[nr] if nr < len(namen) else "") for nr in range(GREMIEN)]
    return html.Details(
        [
            html.Summary("Deckblatt: Drucksache, Datum, Beratungsfolge"),
            html.Div(
                [
                    text_field(DRUCKSACHE, "Drucksache Nr.", maxLength=LAENGSTE_DRUCKSACHE),
                    text_field(DATUM, "Datum", art="date", hilfe="Leer: der Tag des Wissensstands."),
                ],
                className="felder",
            ),
            *zeilen,
        ]
    )


def _gremium(nr: int, name: str) -> Component:
    haken = f"{NICHT_OEFFENTLICH}{nr}"
    return html.Fieldset(
        [
            html.Legend(f"{nr + 1}. Beratung"),
            text_field(f"{GREMIUM}{nr}", "Gremium", wert=name, maxLength=LAENGSTES_GREMIUM),
            text_field(f"{SITZUNG}{nr}", "Sitzung am", art="date"),
            html.Div(
                [Eingabe("checkbox", haken, "ja", id=haken), html.Label("nichtöffentlich", htmlFor=haken)],
                className="haken",
            ),
        ],
        className="felder beratung",
    )

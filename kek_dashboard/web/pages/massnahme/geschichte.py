"""Geschichte: which status and progress of a Maßnahme was delivered when, each with its cell."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.massnahmenstand import zustaende
from kek_dashboard.formats import UNKNOWN
from kek_dashboard.web.components.beispiel import beispielzeichen
from kek_dashboard.web.components.fundstelle import draw_fundstelle, released
from kek_dashboard.web.components.massnahmentafel import fortschritt_text
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.seite import Kontext

TITEL = "Was wurde wann gemeldet?"


def history_section(kontext: Kontext, m: Massnahme) -> list[Component]:
    """A row for each Lieferung that told something else; nothing where none ever did."""
    gemeldet = zustaende((*kontext.stand.fruehere_massnahmen.get(m.nr, ()), m))
    if len(gemeldet) < 2:  # noqa: PLR2004 - one report is no history
        return []
    zeichen = beispielzeichen(version.herkunft for version in gemeldet)
    spalten = [
        Spalte("Freigegeben", "zahl", kopf=True),
        Spalte("Status", "", "Status:"),
        Spalte("Fortschritt", "n", "Fortschritt:"),
        Spalte("Woher", "woher"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            released(kontext, version.fundstelle),
            version.status or UNKNOWN,
            [fortschritt_text(version.fortschritt), *zeichen.sign(version.herkunft)],
            draw_fundstelle(kontext, version.fundstelle),
        ]
        for version in gemeldet
    ]
    klasse = f"meldungen {zeichen.klasse}".strip()
    return [
        html.Section(
            [
                html.H2(TITEL),
                *zeichen.head("Alle Meldungen"),
                tabelle(spalten, zeilen, zeichen.title(TITEL), klasse),
            ],
            className="karte",
        )
    ]

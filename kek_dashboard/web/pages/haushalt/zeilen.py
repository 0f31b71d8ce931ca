"""Haushaltszeilen: the lines of a Haushalt, found while one types, each with its cell."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ansatz_text
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.pages.haushalt.auswahl import ANKER, read_filter
from kek_dashboard.web.pages.haushalt.filterfelder import filter_form
from kek_dashboard.web.pages.haushalt.zeilensuche import find_zeilen, open_verzeichnis, wesentliche_produkte
from kek_dashboard.web.pages.haushalt.zeilentafel import fund_parts
from kek_dashboard.web.seite import Kontext

__all__ = ["ANKER", "zeilen_karte", "zeilen_part"]

_ANDERE = "Andere Beträge einer Zeile stehen unter „Herkunft und Reihe“, jede Art für sich."


def zeilen_karte(kontext: Kontext, mittel: Mitteleinsatz) -> Component:
    """Filter, sums of what was found, one page of lines, and the way to the next."""
    verzeichnis = open_verzeichnis(kontext, mittel)
    wesentliche = wesentliche_produkte(kontext.stand, mittel.haushalt.haushaltsjahr)
    alles_beispiel = verzeichnis.alles_beispiel  # then the heading says it once, else each figure for itself
    return html.Section(
        [
            html.H2(
                [
                    "Die einzelnen Zeilen",
                    *(beispiel_tag(Herkunft.BEISPIEL) if alles_beispiel else []),
                    html.Small(f"Gezeigt wird der {ansatz_text(mittel.haushalt)}. {_ANDERE}"),
                ],
                id=ANKER,
                tabIndex="-1",
            ),
            filter_form(kontext, verzeichnis, read_filter(kontext.query), wesentliche=bool(wesentliche)),
            *zeilen_part(kontext, mittel),
        ],
        className="karte haushalt-zeilen",
    )


def zeilen_part(kontext: Kontext, mittel: Mitteleinsatz) -> list[Component]:
    """What changes with each letter of a search."""
    verzeichnis = open_verzeichnis(kontext, mittel)
    gesucht = read_filter(kontext.query)
    wesentliche = (
        wesentliche_produkte(kontext.stand, mittel.haushalt.haushaltsjahr) if gesucht.wesentlich else ()
    )
    fund = find_zeilen(verzeichnis, gesucht, wesentliche)
    return fund_parts(kontext, mittel.haushalt, fund, gesucht, beispiel_tags=not verzeichnis.alles_beispiel)

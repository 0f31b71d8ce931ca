"""Euroart: which of the four kinds of euro a page shows, the switch between them, and why they are never added."""

from __future__ import annotations

from collections.abc import Mapping

from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart
from kek_dashboard.web.pages.haushalt.kopf import choice_links, page_link
from kek_dashboard.web.seite import Kontext

#: In the order people ask for them.
REIHENFOLGE = (
    Positionsart.AUFWENDUNGEN,
    Positionsart.ERTRAEGE,
    Positionsart.INVESTIVE_AUSZAHLUNGEN,
    Positionsart.INVESTIVE_EINZAHLUNGEN,
)

#: Within a sentence; and after „aller“, „keine“ and „von“.
IM_SATZ = {
    Positionsart.AUFWENDUNGEN: "Aufwendungen",
    Positionsart.ERTRAEGE: "Erträge",
    Positionsart.INVESTIVE_AUSZAHLUNGEN: "investive Auszahlungen",
    Positionsart.INVESTIVE_EINZAHLUNGEN: "investive Einzahlungen",
}
NACH_ALLER = {
    Positionsart.AUFWENDUNGEN: "Aufwendungen",
    Positionsart.ERTRAEGE: "Erträge",
    Positionsart.INVESTIVE_AUSZAHLUNGEN: "investiven Auszahlungen",
    Positionsart.INVESTIVE_EINZAHLUNGEN: "investiven Einzahlungen",
}

NIE_ZUSAMMEN = (
    "Gezeigt wird immer nur eine Art von Euro. Zusammengezählt werden sie nie: Was eine Investition kostet, ist erst "
    "Auszahlung und kehrt über die Jahre als Abschreibung in den Aufwendungen wieder; die Summe zählte dasselbe Geld "
    "zweimal. Und Erträge und Aufwendungen stehen auf zwei Seiten derselben Rechnung."
)


def read_euro(query: Mapping[str, str]) -> Positionsart:
    """The kind of euro an address asks for; Aufwendungen where it names none of the four.

    >>> read_euro({"euro": "ertraege"}).value, read_euro({"euro": "interne_ertraege"}).value
    ('ertraege', 'aufwendungen')
    """
    gefragt = query.get("euro", "")
    return next((art for art in VIER_ARTEN if art == gefragt), Positionsart.AUFWENDUNGEN)


def euro_links(kontext: Kontext, gewaehlt: Positionsart, **rest: object) -> Component:
    """The switch between the four kinds; ``rest`` is what else the address of the page keeps."""
    return choice_links(
        "Art der Euro",
        [
            (
                ART_WORT[art],
                page_link(kontext, euro=None if art is REIHENFOLGE[0] else art.value, **rest),
                art is gewaehlt,
            )
            for art in REIHENFOLGE
        ],
    )

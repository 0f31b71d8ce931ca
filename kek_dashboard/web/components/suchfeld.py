"""Suchfeld: the field of the search, in the header of every page and large on its own; a form that makes an address."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.ortfelder import place_fields
from kek_dashboard.web.seite import Kontext

PFAD = "/suche"
#: The key ``/`` leads to the element with this id (``assets/suche.js``).
FELD = "suche-alles"
LONGEST = 200


def search_field(kontext: Kontext, frage: str = "", *, gross: bool = False) -> Component:
    """The labelled field with its button; Berichtsjahr, Wissensstand and Zielsystem stay."""
    attribute: dict[str, object] = {"maxLength": LONGEST, "aria-keyshortcuts": "/", "enterKeyHint": "search"}
    if gross:
        attribute["spellCheck"] = "false"
    return html.Form(
        [
            *place_fields(kontext),
            html.Label("Suchen", htmlFor=FELD, className="" if gross else "nur-gelesen"),
            Eingabe(
                "search",
                "q",
                frage,
                id=FELD,
                placeholder="Wort oder Nummer" if gross else "Suchen",
                attribute=attribute,
            ),
            html.Button(
                "Suchen", type="submit", className="knopf" if gross else "knopf nur-gelesen-bis-fokus"
            ),
        ],
        method="get",
        action=PFAD,
        className="suchfeld gross" if gross else "suchfeld",
        role="search",
    )


def search_switch() -> Component:
    """The tick that switches the key off; the browser keeps it."""
    attribute: dict[str, Any] = {"data-suchtaste": "ja", "checked": True}
    return Eingabe("checkbox", "suchtaste", "ja", attribute=attribute)

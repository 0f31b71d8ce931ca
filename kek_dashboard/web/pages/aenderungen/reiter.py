"""Aenderungsreiter: the two questions about change, each an address: since a day, and against the year before."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.pages.aenderungen.wahl import PFAD
from kek_dashboard.web.seite import Kontext

VORJAHR = "/aenderungen/vorjahr"


def reiter(kontext: Kontext) -> Component:
    """Leads from one question to the other."""
    teile = (
        (PFAD, "Seit einer Sitzung oder einem Tag"),
        (VORJAHR, f"{kontext.jahr} gegenüber {kontext.jahr - 1}"),
    )
    ist_vorjahr = kontext.pfad == VORJAHR
    return html.Nav(
        [
            html.A(
                wort,
                href=kontext.link(pfad),
                **(aria(current="page") if (pfad == VORJAHR) == ist_vorjahr else {}),
            )
            for pfad, wort in teile
        ],
        className="reiter",
        **aria(label="Womit verglichen wird"),
    )

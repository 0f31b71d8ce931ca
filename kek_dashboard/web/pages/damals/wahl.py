"""Damalswahl: which two days are compared, the form that chooses them, and the days worth choosing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dash import html
from dash.development.base_component import Component

from kek_dashboard.formats import format_date
from kek_dashboard.store.load import today
from kek_dashboard.web.adresse import read_tag
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.data import ERSTES_JAHR
from kek_dashboard.web.freigabetage import freigabetage
from kek_dashboard.web.seite import Kontext

_MOST_DAYS = 12


@dataclass(frozen=True, slots=True)
class Wahl:
    """Both days; ``bis`` is ``None`` for today. ``fehler`` says what is wrong with the address."""

    von: date | None
    bis: date | None
    fehler: str = ""


def read_wahl(kontext: Kontext) -> Wahl:
    """The days of the address: ``stand`` is the earlier one, ``bis`` the later."""
    text, von = kontext.query.get("bis", ""), kontext.wissensstand
    if not text:
        return Wahl(von, None)
    bis = read_tag(text)
    if bis is None:
        return Wahl(von, None, f"„{text[:40]}“ ist kein Tag wie 2024-12-31; verglichen wird mit heute.")
    if bis > today():
        return Wahl(von, None, f"Der {format_date(bis)} liegt in der Zukunft; verglichen wird mit heute.")
    if von is not None and bis < von:
        return Wahl(
            bis, von, "Der zweite Tag liegt vor dem ersten; verglichen wird in der Reihenfolge der Tage."
        )
    return Wahl(von, None if bis == today() else bis)


def draw_form(kontext: Kontext, wahl: Wahl) -> Component:
    """Native fields that make an address."""

    def feld(name: str, ident: str, titel: str, tag: date | None) -> Component:
        eingabe = Eingabe(
            "date",
            name,
            (tag or today()).isoformat(),
            id=ident,
            min=f"{ERSTES_JAHR}-01-01",
            max=today().isoformat(),
            attribute={"list": "freigabetage"},
        )
        return html.Div([html.Label(titel, htmlFor=ident), eingabe], className="feld")

    return html.Form(
        [
            Eingabe("hidden", "jahr", str(kontext.jahr)),
            feld("stand", "damals-von", "Damals", wahl.von),
            feld("bis", "damals-bis", "verglichen mit", wahl.bis),
            html.Button("Vergleichen", type="submit", className="knopf"),
        ],
        method="get",
        action="/damals",
        className="felder",
        **aria(label="Zwei Wissensstände vergleichen"),
    )


def draw_days(kontext: Kontext) -> list[Component]:
    """The last days on which something was released or withdrawn, each as the comparison since the day before."""
    tage = [tag for tag in freigabetage(kontext) if tag < today()][:_MOST_DAYS]
    if not tage:
        return [html.P("Noch wurde an keinem früheren Tag etwas freigegeben.", className="leise")]
    return [
        html.H2("Letzte Freigaben"),
        html.Ul(
            [
                html.Li(html.A(format_date(tag), href=kontext.link("/damals", stand=tag, bis=None)))
                for tag in tage
            ],
            className="tage",
        ),
    ]

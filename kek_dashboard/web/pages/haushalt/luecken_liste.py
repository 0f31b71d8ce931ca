"""Liste: one list of the page of weiße Flecken, what it says where nothing is missing, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.luecken import Luecken
from kek_dashboard.formats import format_number
from kek_dashboard.web.pages.haushalt.kopf import REITER, page_link
from kek_dashboard.web.seite import Kontext

#: So many entries of a list are shown; a mapping to another year's Produkte can leave hundreds behind.
MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Liste:
    """One list of the page: its heading, how many of how many, what it means, and its table.

    ``nichts`` is the sentence that stands where nothing is missing; ``inhalt`` empty then.
    """

    anker: str
    titel: str
    zahl: int
    von: str
    satz: str
    nichts: str
    inhalt: tuple[Component, ...] = ()


def liste_karte(liste: Liste) -> Component:
    """The list as a card; an empty one says that nothing is missing."""
    zahl = f"{liste.zahl} {liste.von}".strip()
    kopf = html.H2([liste.titel, html.Small(zahl)], id=liste.anker, tabIndex="-1")
    if not liste.zahl:
        return html.Section([kopf, html.P(liste.nichts, className="nichts-fehlt")], className="karte")
    return html.Section([kopf, html.P(liste.satz, className="leise"), *liste.inhalt], className="karte")


def more(zahl: int) -> list[Component]:
    """How many entries are not shown."""
    if zahl <= MOST_SHOWN:
        return []
    return [html.P(f"und {format_number(zahl - MOST_SHOWN)} weitere.", className="leise")]


def mend_link(kontext: Kontext, luecken: Luecken) -> list[Component]:
    """The way to the page on which it can be mended, for those to whom it is open."""
    pfad = "/haushalt/zuordnung"
    if not any(p == pfad and kontext.zugang.darf(aktion) for p, _, aktion in REITER):
        return []
    adresse = page_link(kontext, pfad, haushaltsjahr=luecken.haushaltsjahr)
    return [html.P(html.A(f"Zuordnung {luecken.haushaltsjahr} öffnen", href=adresse), className="weg")]

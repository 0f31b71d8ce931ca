"""Bearbeiten: the link from a page of figures to where its record is changed, for those who may."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.web.seite import Kontext

PFAD = "/bearbeiten"


def bearbeiten_link(kontext: Kontext, art: str, nr: str, system: str = "") -> list[str | Component]:
    """A quiet link to put behind the crumbs; nothing for others, for the past and where nothing is kept.

    Whether it is there follows from what somebody may do, by which pages of figures are kept (``web.vorrat``).
    """
    darf = kontext.zugang.darf(Aktion.LIEFERN_STAMMDATEN)
    if not darf or kontext.umgebung.store is None or kontext.wissensstand is not None:
        return []
    return [
        " ",
        html.A(
            "Bearbeiten",
            href=kontext.link(PFAD, art=art, nr=nr, system=system),
            className="bearbeiten-link",
        ),
    ]

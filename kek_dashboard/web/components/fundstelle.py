"""Fundstelle: where a figure was read from, as the link to its Zellenpass."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.satzworte import place_text
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.seite import Kontext

OHNE = "ohne Fundstelle"
#: Where the list of all values begins on the page of a Kennzahl.
WERTE_ANKER = "werte"


def link_beleg(kontext: Kontext, stelle: Fundstelle) -> str | None:
    """Address of the Zellenpass of a cell; ``None`` where the cell is not known."""
    if not (stelle.lieferung and stelle.blatt and stelle.zelle):
        return None
    return kontext.link(f"/beleg/{stelle.lieferung}", blatt=stelle.blatt, zelle=stelle.zelle)


def linked(kontext: Kontext, text: str, stelle: Fundstelle) -> str | Component:
    """A figure or the words of a place as the link to its Zellenpass; plain text where no cell is known."""
    adresse = link_beleg(kontext, stelle)
    if adresse is None or text == UNKNOWN:
        return text
    return html.A(
        text,
        href=adresse,
        title=f"Zellenpass: {source_text(kontext, stelle)}",
        className="beleg",
        **aria(label=f"Zellenpass: {text}"),
    )


def draw_fundstelle(kontext: Kontext, stelle: Fundstelle) -> str | Component:
    """File, sheet and cell of a record, as far as they are known, linked to the Zellenpass."""
    return linked(kontext, source_text(kontext, stelle), stelle)


def draw_place(kontext: Kontext, stelle: Fundstelle) -> str | Component:
    """Sheet and cell alone, where the file is named beside them."""
    return linked(kontext, place_text(stelle), stelle)


def draw_ist(kontext: Kontext, b: Bewertung, text: str) -> str | Component:
    """The Ist of a Kennzahl: to its Zellenpass, or to the list of values where it is made of several."""
    aus = b.jahreswerte[-1].aus if b.jahreswerte else ()
    if len(aus) == 1:
        return linked(kontext, text, aus[0].fundstelle)
    if not aus or text == UNKNOWN:
        return text
    return html.A(
        text,
        href=f"{kontext.link_kennzahl(b.nr)}#{WERTE_ANKER}",
        title=f"aus {len(aus)} Werten zusammengesetzt",
        className="beleg",
        **aria(label=f"Die Werte hinter {text}"),
    )


def source_text(kontext: Kontext, stelle: Fundstelle) -> str:
    """File, sheet and cell of a record, as far as they are known."""
    lieferung = kontext.stand.lieferungen.get(stelle.lieferung)
    teile = [lieferung.dateiname if lieferung is not None else ""]
    teile += [f"Blatt „{stelle.blatt}“" if stelle.blatt else "", stelle.zelle]
    return " · ".join(teil for teil in teile if teil) or OHNE


def released(kontext: Kontext, stelle: Fundstelle) -> str:
    """Day of release of the Lieferung a record came with."""
    lieferung = kontext.stand.lieferungen.get(stelle.lieferung)
    if lieferung is None:
        return UNKNOWN
    return format_date(lieferung.freigegeben_am) + (" (rückwirkend)" if lieferung.rueckwirkend else "")

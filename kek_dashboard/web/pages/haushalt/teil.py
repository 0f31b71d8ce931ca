"""Teil: sends a part of the page of a Haushalt as finished HTML, drawn by the code that draws the page."""

from __future__ import annotations

from dash import Dash
from dash.development.base_component import Component
from flask import Response, make_response

from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.web.anfrage import request_kontext
from kek_dashboard.web.pages.haushalt.auszug import send_auszug
from kek_dashboard.web.pages.haushalt.baum import BAUM, PFAD, WURZEL, Baum, read_path
from kek_dashboard.web.pages.haushalt.fehlt import open_haushalt
from kek_dashboard.web.pages.haushalt.teile import TEIL, WAS
from kek_dashboard.web.pages.haushalt.zeilen import zeilen_part
from kek_dashboard.web.pages.haushalt.zeilenherkunft import HERKUNFT, ZEILE, find_line, herkunft_part
from kek_dashboard.web.pages.haushalt.zeilensuche import open_verzeichnis
from kek_dashboard.web.pages.haushalt.zeilentafel import EXPORT
from kek_dashboard.web.seite import Kontext, Umgebung
from kek_dashboard.web.statisch import write
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refusal

SEITE = "/haushalt"
_FEHLT = "Das gibt es hier nicht mehr"


def register(app: Dash, umgebung: Umgebung) -> None:
    """Adds the routes of the page; what they send is open to whom the page is open."""

    def part() -> Response:
        return send_part(umgebung)

    def auszug() -> Response:
        return send_auszug(request_kontext(umgebung, SEITE))

    add_route(app.server, TEIL, "haushalt-teil", part, Aktion.LESEN)
    add_route(app.server, EXPORT, "haushalt-export", auszug, Aktion.LESEN)


def send_part(umgebung: Umgebung) -> Response:
    """The part that ``was`` names: the lines found (default), a branch of a tree, the origin of a line."""
    kontext = request_kontext(umgebung, SEITE)
    mittel = open_haushalt(kontext)
    if isinstance(mittel, Component):
        return refusal(
            _FEHLT, "Diesen Haushalt gibt es nicht oder nicht mehr. Bitte laden Sie die Seite neu.", 404
        )
    teil = draw_part(kontext, mittel)
    if teil is None:
        return refusal(
            _FEHLT, "Diese Zeile gibt es nicht oder nicht mehr. Bitte laden Sie die Seite neu.", 404
        )
    antwort = make_response(write(teil))
    antwort.mimetype = "text/html"
    return antwort


def draw_part(kontext: Kontext, mittel: Mitteleinsatz) -> list[Component] | None:
    """``send_part`` as a tree; ``None`` where the Haushalt has nothing by that name."""
    was = kontext.query.get(WAS, "")
    if was == BAUM:
        wurzel = kontext.query.get(WURZEL, "")
        verzeichnis = open_verzeichnis(kontext, mittel)
        baum = Baum(kontext, mittel, wurzel, not verzeichnis.alles_beispiel)
        return baum.inside(read_path(kontext.query.get(PFAD, ""))) if baum.is_known else None
    if was == HERKUNFT:
        verwendung = find_line(mittel, kontext.query.get(ZEILE, ""))
        return None if verwendung is None else herkunft_part(kontext, verwendung)
    return zeilen_part(kontext, mittel)

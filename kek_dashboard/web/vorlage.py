"""Vorlage: sends the return workbook of a Fachbereich; a plain route beside the pages."""

from __future__ import annotations

import io

from dash import Dash
from flask import Response, request, send_file

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.reports.vorlage import (
    NothingDueError,
    UnknownFachbereichError,
    build_vorlage,
    find_fachbereich,
)
from kek_dashboard.reports.vorlage_xlsx import file_name, write_vorlage
from kek_dashboard.store.load import today
from kek_dashboard.web.adresse import read_jahr
from kek_dashboard.web.anfrage import read_stand
from kek_dashboard.web.components.vorlage_knopf import PFAD
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refusal, refuse
from kek_dashboard.web.zugang import current

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEINE = "Keine Vorlage"


def register_vorlage(app: Dash, umgebung: Umgebung) -> None:
    """Adds the route; whose Fachbereich it may be for is asked once more when it is known."""

    def send() -> Response:
        return send_vorlage(umgebung)

    add_route(app.server, PFAD, "vorlage", send, Aktion.LIEFERN_KENNZAHLEN)


def send_vorlage(umgebung: Umgebung) -> Response:
    """The workbook for ``?fachbereich=…&jahr=…`` as a download, made of what is known now."""
    stand, _ = read_stand(umgebung, request.args, None)
    jahr = read_jahr(request.args, stand.jahre)
    if jahr is None:
        beispiel = umgebung.daten.eroeffnung(stand)[0]
        return refusal(_KEINE, f"Bitte nennen Sie ein Jahr, zum Beispiel jahr={beispiel}.", 400)
    try:
        fachbereich = find_fachbereich(stand, request.args.get("fachbereich", ""))
        if not current().darf_fuer(Aktion.LIEFERN_KENNZAHLEN, fachbereich.name):
            return refuse(current(), Aktion.LIEFERN_KENNZAHLEN)
        vorlage = build_vorlage(stand, fachbereich, jahr, today())
    except (UnknownFachbereichError, NothingDueError) as error:
        return refusal(_KEINE, str(error), 404)
    antwort = send_file(
        io.BytesIO(write_vorlage(vorlage)),
        mimetype=_XLSX,
        as_attachment=True,
        download_name=file_name(vorlage),
    )
    antwort.headers["Cache-Control"] = "no-store"
    return antwort

"""Ausgabe: the files of a Kennzahl, each under an address of its own."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import quote

from dash import Dash
from flask import Response, send_file

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.reports.kennzahl_csv import write_csv
from kek_dashboard.reports.kennzahl_xlsx import write_xlsx
from kek_dashboard.reports.kennzahlauszug import Kennzahlauszug, file_name
from kek_dashboard.reports.verlaufsbild import write_png, write_svg
from kek_dashboard.web.anfrage import request_kontext
from kek_dashboard.web.seite import Kontext, Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refusal

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: By ending: what a program is told the file is, and what writes it.
_SCHREIBER: dict[str, tuple[str, Callable[[Kennzahlauszug], bytes]]] = {
    "csv": ("text/csv", write_csv),
    "xlsx": (_XLSX, write_xlsx),
    "svg": ("image/svg+xml", write_svg),
    "png": ("image/png", write_png),
}


def register(app: Dash, umgebung: Umgebung) -> None:
    """Adds the files of a Kennzahl; they are open to whom the page is open."""

    def export(nr: str, endung: str) -> Response:
        return send_export(request_kontext(umgebung, "/kennzahl/" + quote(nr, safe="")), nr, endung)

    add_route(app.server, "/kennzahl/<nr>/export.<endung>", "kennzahl-export", export, Aktion.LESEN)


def send_export(kontext: Kontext, nr: str, endung: str) -> Response:
    """One file of a Kennzahl for the Berichtsjahr and Wissensstand of the address."""
    akte = kontext.stand.akten.get(nr)
    if akte is None:
        return refusal(
            "Diese Kennzahl gibt es nicht",
            f"Eine Kennzahl „{nr}“ ist an diesem Wissensstand nicht bekannt.",
            404,
        )
    schreiber = _SCHREIBER.get(endung)
    if schreiber is None:
        arten = ", ".join(_SCHREIBER)
        return refusal(
            "Diese Datei gibt es nicht", f"Eine Kennzahl gibt es als {arten}, nicht als „{endung}“.", 404
        )
    art, write = schreiber
    auszug = build_auszug(kontext, nr)
    antwort = send_file(
        io.BytesIO(write(auszug)), mimetype=art, as_attachment=True, download_name=file_name(auszug, endung)
    )
    antwort.headers["Cache-Control"] = "no-store"
    return antwort


def build_auszug(kontext: Kontext, nr: str) -> Kennzahlauszug:
    """All that is known of a Kennzahl at the Berichtsjahr and Wissensstand."""
    stand = kontext.stand
    akte = stand.akte(nr)
    tage = [lieferung.freigegeben_am for lieferung in stand.lieferungen.values()]
    ziele = (stand.ziele.get(zuordnung.unterziel) for zuordnung in akte.zuordnungen)
    return Kennzahlauszug(
        akte=akte,
        bewertung=kontext.gesamt.kennzahlen[nr],
        lieferungen=stand.lieferungen,
        unterziele=tuple(f"{ziel.nr} {ziel.kurztitel}" for ziel in ziele if ziel is not None),
        wissensstand=stand.wissensstand,
        datenstand=max((tag for tag in tage if tag is not None), default=None),
        koerperschaft=kontext.koerperschaft,
        system=stand.zielsystem,
        systeme=stand.systeme_von(nr),
    )

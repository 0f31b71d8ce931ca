"""Ausgabe: the files of the open data, each at an address of its own, to whom they are open."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Response, request

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.reports.offenedaten.herausgabe import LIESMICH, PAKET, PFAD, herausgabe_of
from kek_dashboard.reports.offenedaten.paket import open_data, write_zip
from kek_dashboard.web.anfrage import request_kontext
from kek_dashboard.web.seite import Kontext, Umgebung
from kek_dashboard.web.verweigerung import refusal, refuse
from kek_dashboard.web.zugang import current, darf_offenes

_ARTEN: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}
#: So long (seconds) an answer may be kept before it is asked for again.
_MAX_AGE: Final = 300


@dataclass(frozen=True, slots=True)
class _Kopie:
    """A finished file; ``html`` is what the pages that are kept are weighed by (``size_of_page``)."""

    datei: str
    html: bytes


def read_dateien(kontext: Kontext) -> Mapping[str, bytes]:
    """All files at the Wissensstand of the address, the ZIP among them; made once for each state of the data."""

    def build() -> tuple[_Kopie, ...]:
        herausgabe = herausgabe_of(kontext.umgebung.settings, kontext.stand)
        dateien = open_data(herausgabe, kontext.stand)
        alle = {PAKET: write_zip(herausgabe, dateien), **dateien}
        return tuple(_Kopie(datei, inhalt) for datei, inhalt in alle.items())

    return {k.datei: k.html for k in kontext.daten.kept_page(kontext.stand, ("offene-daten",), build)}


def send_datei(umgebung: Umgebung, datei: str) -> Response:
    """One file, or why it is not handed out."""
    settings = umgebung.settings
    is_public = settings is not None and settings.offene_daten
    # A stranger's request never touches the session where everything here is open anyway.
    if not is_public and not darf_offenes(current(), settings):
        return refuse(current(), Aktion.LESEN)
    inhalt = read_dateien(request_kontext(umgebung, PFAD)).get(datei)
    if inhalt is None:
        satz = f"Unter den offenen Daten gibt es keine Datei „{datei}“; was es gibt, steht unter {PFAD}."
        return refusal("Diese Datei gibt es nicht", satz, 404)
    antwort = Response(inhalt, content_type=_ARTEN[datei.rpartition(".")[2]])
    if datei != LIESMICH:
        antwort.headers["Content-Disposition"] = f'attachment; filename="{datei}"'
    # Whoever has to sign in must not leave a copy on the way for those who cannot.
    antwort.headers["Cache-Control"] = f"{'public' if is_public else 'private'}, max-age={_MAX_AGE}"
    if is_public:
        antwort.headers["Access-Control-Allow-Origin"] = "*"
    antwort.set_etag(hashlib.sha256(inhalt).hexdigest()[:32])
    antwort.make_conditional(request)
    return antwort

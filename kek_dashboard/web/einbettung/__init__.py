"""Einbettung: open Kennzahlen and Unterziele at addresses that other people's pages may show.

Without a day in its address a picture lives: it shows what is known now. Everything here may stand in a frame of any
page, which nothing else in the house may, so it has neither scripts nor forms, and asks for no cookie.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from dash import Dash
from flask import Response, request

from kek_dashboard.web.anfrage import read_kontext
from kek_dashboard.web.einbettung import bild, dokument
from kek_dashboard.web.einbettung.frage import Frage, UnlesbarError, read_frage
from kek_dashboard.web.einbettung.inhalt import Einbettung, VerschlossenError, read_kennzahl, read_unterziel
from kek_dashboard.web.einbettung.ueberblick import read_ueberblick
from kek_dashboard.web.security import EINBETTEN, error_text, log_error
from kek_dashboard.web.seite import Kontext, Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.zugang import OFFEN, current, darf_offenes

HTML, SVG = "text/html", "image/svg+xml"
_SECONDS: Final = 300
_FEHLT = "Diese Zahlen gibt es nicht, oder sie sind nicht veröffentlicht."
_ZU = "Diese Zahlen sind zurzeit nicht öffentlich zugänglich."
_ETAG_LENGTH = 32
#: There is one of it, and it is a table: it has neither a number nor a picture.
UEBERBLICK: Final = "ueberblick"
#: What can be embedded: its word in the address, and what reads it.
_ARTEN: dict[str, Callable[[Kontext, str], Einbettung]] = {
    "kennzahl": read_kennzahl,
    "unterziel": read_unterziel,
    UEBERBLICK: read_ueberblick,
}


@dataclass(frozen=True, slots=True)
class _Kopie:
    """A finished answer, kept with the Datenstand it was made of; ``html`` is what pages are weighed by."""

    html: str
    etag: str


@dataclass(frozen=True, slots=True)
class _Form:
    """One of the two shapes of an answer: what it is called, what it may do, how it is written."""

    mimetype: str
    regeln: str
    write: Callable[[Einbettung, Frage], str]
    write_satz: Callable[[str, str], str]


_DOKUMENT = _Form(
    HTML, dokument.REGELN, lambda e, frage: dokument.write_dokument(e, frage.thema), dokument.write_satz
)
_BILD = _Form(
    SVG,
    bild.REGELN,
    lambda e, frage: bild.write_bild(e, bild.masse_for(frage.breite), frage.thema),
    bild.write_satzbild,
)


def register_einbettung(app: Dash, umgebung: Umgebung) -> None:
    """Adds the addresses; whether somebody may see what is there is asked by ``send`` itself.

    The gate would send a stranger to the sign-in page, which refuses to be framed.
    """
    add_route(
        app.server,
        f"/einbetten/{UEBERBLICK}",
        f"{EINBETTEN}{UEBERBLICK}",
        _view(umgebung, UEBERBLICK, _DOKUMENT),
        OFFEN,
    )
    for art in ("kennzahl", "unterziel"):
        for form, endung, name in ((_BILD, ".svg", "-svg"), (_DOKUMENT, "", "")):
            add_route(
                app.server,
                f"/einbetten/{art}/<nr>{endung}",
                f"{EINBETTEN}{art}{name}",
                _view(umgebung, art, form),
                OFFEN,
            )


def _view(umgebung: Umgebung, art: str, form: _Form) -> Callable[..., Response]:
    def view(nr: str = "") -> Response:
        return send(umgebung, art, form, nr)

    return view


def send(umgebung: Umgebung, art: str, form: _Form, nr: str) -> Response:
    """The answer to one address: what it shows, or a sentence in the same shape that says why not."""
    settings = umgebung.settings
    is_public = settings is not None and settings.offene_daten
    # A stranger's request never touches the session where everything here is open anyway.
    if not is_public and not darf_offenes(current(), settings):
        return _answer(form, form.write_satz("Nicht öffentlich", _ZU), 403)
    try:
        kopie = _written(umgebung, art, form, nr)
    except UnlesbarError as error:
        return _answer(form, form.write_satz("Diese Adresse ist nicht lesbar", str(error)), 400)
    except VerschlossenError:
        return _answer(form, form.write_satz("Nicht veröffentlicht", _FEHLT), 404)
    except Exception as error:  # noqa: BLE001 - the page around it must not show an error of ours in full
        satz = error_text(log_error(error))
        return _answer(form, form.write_satz("Zurzeit nicht zu sehen", satz), 500)
    antwort = _answer(form, kopie.html, 200)
    # Whoever has to sign in must not leave a copy on the way for those who cannot.
    antwort.headers["Cache-Control"] = f"{'public' if is_public else 'private'}, max-age={_SECONDS}"
    antwort.set_etag(kopie.etag)
    if is_public:
        antwort.headers["Access-Control-Allow-Origin"] = "*"
    antwort.make_conditional(request)
    return antwort


def _written(umgebung: Umgebung, art: str, form: _Form, nr: str) -> _Kopie:
    suche = request.query_string.decode("utf-8", "replace")
    kontext = read_kontext(umgebung, f"/{art}/{quote(nr, safe='')}", suche)  # for nobody: all see the same
    frage = read_frage(kontext.query, kontext.stand)
    breite = bild.masse_for(frage.breite).name if form is _BILD else ""

    def build() -> _Kopie:
        text = form.write(_ARTEN[art](kontext, nr), frage)
        return _Kopie(text, hashlib.sha256(text.encode()).hexdigest()[:_ETAG_LENGTH])

    name = ("einbettung", art, form.mimetype, nr, kontext.jahr, kontext.wissensstand, frage.thema, breite)
    return umgebung.daten.kept_page(kontext.stand, name, build)


def _answer(form: _Form, text: str, status: int) -> Response:
    antwort = Response(text, status, mimetype=form.mimetype)
    antwort.headers["Content-Security-Policy"] = form.regeln
    antwort.headers["Cache-Control"] = "no-store"
    return antwort

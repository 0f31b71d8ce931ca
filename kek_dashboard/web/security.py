"""Security: what every answer carries, which requests are refused, and how errors are told.

Source of the header values: measured with Dash 4.4 and plotly 7 in Chromium; ``style-src`` needs
'unsafe-inline' because renderer and plotly put styles into the page. Everything else is our own.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from typing import Any, Final

from dash import Dash, html
from flask import Flask, Response, make_response, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from kek_dashboard.web.blatt import blatt, wants_page
from kek_dashboard.web.problem import is_for_program, problem
from kek_dashboard.web.tor import CALLBACK, LARGEST_CALLBACK, Tor
from kek_dashboard.web.verweigerung import refusal

log = logging.getLogger(__name__)

#: No script stands in a page itself (``dokument``).
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: How the endpoints begin whose answers may stand on any page (``web/einbettung``); each brings its own policy.
EINBETTEN: Final = "einbetten-"
_SAFE = {"GET", "HEAD", "OPTIONS"}
_OWN_SITES = {"same-origin", "none"}
_FREMD = "Diese Anfrage kommt von einer fremden Seite und wird nicht ausgeführt."
# What HTTP's own refusals are called for a person.
_WORTE = {
    400: "Diese Anfrage ist nicht lesbar.",
    404: "Das gibt es hier nicht.",
    405: "So lässt sich diese Adresse nicht aufrufen.",
    413: "Die Anfrage ist zu groß.",
    414: "Diese Adresse ist zu lang.",
    415: "Diese Art von Daten wird hier nicht angenommen.",
}


def secure(app: Dash, tor: Tor, *, https: bool = False) -> None:
    """Put headers, checks and the telling of errors before and behind everything; after all callbacks."""
    server: Flask = app.server

    def refuse_body() -> tuple[str, int] | None:
        return _refuse_body(app.callback_map) if request.path == CALLBACK else None

    # In this order: who asks and whether they may comes before any look into what they sent.
    for check in (_refuse_foreign, tor.check_request, refuse_body, tor.check_callback):
        server.before_request(check)
    _add_headers(server, https=https)
    server.register_error_handler(Exception, tell_error)


def _refuse_foreign() -> Response | None:
    if request.method not in _SAFE and not _is_own_site():
        return refusal("Von einer fremden Seite", _FREMD, 403)
    return None


def _add_headers(server: Flask, *, https: bool) -> None:
    headers = {
        "Content-Security-Policy": _CSP,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    if https:
        headers["Strict-Transport-Security"] = "max-age=31536000"

    embedded = {name: value for name, value in headers.items() if name != "X-Frame-Options"}
    embedded["Cross-Origin-Resource-Policy"] = "cross-origin"

    @server.after_request
    def add_headers(response: Response) -> Response:
        is_embedded = _is_embedded(response)
        for name, value in (embedded if is_embedded else headers).items():
            response.headers.setdefault(name, value)
        if is_embedded:
            return response
        if response.mimetype in {"text/html", "application/json"} and not is_for_program():
            response.headers["Cache-Control"] = "no-store"
        return response


def _is_embedded(response: Response) -> bool:
    """Whether this is an answer of an Einbettung, and not a refusal or an error on the way to it."""
    return (request.endpoint or "").startswith(EINBETTEN) and "Content-Security-Policy" in response.headers


def tell_error(error: Exception) -> Response | HTTPException:
    """An error as a person may see it: HTTP's own in German, any other as a number that is in the log."""
    if isinstance(error, HTTPException):
        return tell_refused(error)
    text = error_text(log_error(error))
    if is_for_program():
        return problem(500, text)
    if wants_page():
        return blatt("Das hat nicht geklappt", [html.H1("Das hat nicht geklappt"), html.P(text)], 500)
    return make_response(text, 500)


def tell_refused(error: HTTPException) -> Response | HTTPException:
    """HTTP's own refusals in German; a redirect and what has no word here stay what they are."""
    wort = _WORTE.get(error.code or 0)
    if wort is None or error.response is not None:
        return error
    if is_for_program():
        antwort = problem(error.code or 500, wort)
    elif wants_page():
        titel = "Das geht so nicht"
        inhalt = [
            html.H1(titel),
            html.P(wort, className="vorspann"),
            html.P(html.A("Zum Überblick", href="/")),
        ]
        antwort = blatt(titel, inhalt, error.code or 500)
    else:
        antwort = make_response(wort, error.code or 500)
    allowed = error.get_headers()
    antwort.headers.extend((name, wert) for name, wert in allowed if name == "Allow")
    return antwort


def log_error(error: BaseException) -> str:
    """Writes an error into the log under a number and returns the number."""
    number = secrets.token_hex(4).upper()
    log.error("Fehler %s bei %s %s", number, request.method, request.path, exc_info=error)
    return number


def error_text(number: str) -> str:
    """What a person reads about an error: no internals, a number that is in the log."""
    return f"Das hat nicht geklappt. Im Protokoll steht der Grund unter der Nummer {number}."


def _is_own_site() -> bool:
    """Whether a writing request comes from a page of ours, as the browser says; programs say nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in _OWN_SITES:
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host


def _refuse_body(callbacks: Mapping[str, Any]) -> tuple[str, int] | None:
    """Refuse what is no call of one of our callbacks; Dash would answer 500 with a traceback in the log."""
    if request.method != "POST":
        return None
    if (request.content_length or 0) > LARGEST_CALLBACK:
        raise RequestEntityTooLarge
    if not request.is_json:
        return "Erwartet wird JSON.", 415
    body = request.get_json(silent=True)
    return None if _is_call(body, callbacks) else ("Diese Anfrage ist nicht lesbar.", 400)


def _is_call(body: object, callbacks: Mapping[str, Any]) -> bool:
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    callback = callbacks.get(body["output"])
    if callback is None:
        return False
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(name, str) for name in changed):
        return False
    outputs = body.get("outputs")
    if not _is_wanted(outputs) and not (isinstance(outputs, list) and all(map(_is_wanted, outputs))):
        return False
    return _are_values(body.get("inputs", []), callback.get("inputs", [])) and _are_values(
        body.get("state", []), callback.get("state", [])
    )


def _are_values(given: object, declared: list[Mapping[str, Any]]) -> bool:
    """Whether there is one value for each declared one, for the same id and property."""
    if not isinstance(given, list) or len(given) != len(declared):
        return False
    for value, wanted in zip(given, declared, strict=True):
        is_pattern = str(wanted["id"]).startswith("{")
        if is_pattern:
            parts = value if isinstance(value, list) else [value]
            if not all(_is_wanted(part) for part in parts):
                return False
        elif not _is_wanted(value) or (value["id"], value["property"]) != (wanted["id"], wanted["property"]):
            return False
    return True


def _is_wanted(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("id"), str | dict)
        and isinstance(value.get("property"), str)
    )

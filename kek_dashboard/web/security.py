"""Security: what every answer carries, which requests are refused, and how errors are told.

Source of the header values: measured with Dash 4.4 and plotly 7 in Chromium; ``style-src`` needs
'unsafe-inline' because renderer and plotly put styles into the page. Everything else is our own.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from dash import Dash
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

log = logging.getLogger(__name__)

_CALLBACK = "/_dash-update-component"
_SAFE = {"GET", "HEAD", "OPTIONS"}
_OWN_SITES = {"same-origin", "none"}
# A page's address and a few words are all a callback gets.
_LARGEST_CALLBACK = 1_000_000


def secure(app: Dash) -> None:
    """Put headers, checks and the telling of errors before and behind everything; after all callbacks."""
    server: Flask = app.server
    headers = {
        "Content-Security-Policy": _csp(app),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }

    @server.before_request
    def refuse() -> tuple[str, int] | None:
        if request.method not in _SAFE and not _is_own_site():
            return "Diese Anfrage kommt von einer fremden Seite und wird nicht ausgeführt.", 403
        if request.path == _CALLBACK:
            return _refuse_body(app.callback_map)
        return None

    @server.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if response.mimetype in {"text/html", "application/json"}:
            response.headers["Cache-Control"] = "no-store"
        return response

    @server.errorhandler(Exception)
    def tell(error: Exception) -> tuple[str, int] | HTTPException:
        if isinstance(error, HTTPException):
            return error
        return error_text(log_error(error)), 500


def log_error(error: BaseException) -> str:
    """Writes an error into the log under a number and returns the number."""
    number = secrets.token_hex(4).upper()
    log.error("Fehler %s bei %s %s", number, request.method, request.path, exc_info=error)
    return number


def error_text(number: str) -> str:
    """What a person reads about an error: no internals, a number that is in the log."""
    return f"Das hat nicht geklappt. Im Protokoll steht der Grund unter der Nummer {number}."


def _csp(app: Dash) -> str:
    scripts = " ".join(f"'{wert}'" if not wert.startswith("'") else wert for wert in app.csp_hashes())
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "font-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


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
    if (request.content_length or 0) > _LARGEST_CALLBACK:
        return "Die Anfrage ist zu groß.", 413
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

"""Problem: how an error is told to a program that asked the API: as data, in one German sentence (RFC 9457)."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from flask import Response, abort, request

MIMETYPE = "application/problem+json"
#: Below this address programs ask; what a person reads about it stands at ``SEITE``.
WURZEL, SEITE = "/api/", "/api/v1/"

_TITEL = {
    400: "Anfrage nicht lesbar",
    403: "Nicht offen",
    404: "Gibt es nicht",
    405: "Nur lesen",
    422: "Angabe nicht verständlich",
    429: "Zu viele Anfragen",
}


def is_for_program() -> bool:
    """Whether a program asks: everything below the API's address but the page about it."""
    return request.path.startswith(WURZEL) and request.path != SEITE


def problem(status: int, detail: str, **mehr: Any) -> Response:  # noqa: ANN401 - members of a JSON object
    """The answer that says what went wrong; ``mehr`` are further members."""
    inhalt = {
        "type": "about:blank",
        "title": _TITEL.get(status, "Das hat nicht geklappt"),
        "status": status,
        "detail": detail,
        **mehr,
    }
    antwort = Response(json.dumps(inhalt, ensure_ascii=False), status, mimetype=MIMETYPE)
    antwort.headers["Cache-Control"] = "no-store"
    return antwort


def refuse_with(status: int, detail: str, **mehr: Any) -> NoReturn:  # noqa: ANN401 - members of a JSON object
    """Ends the request with ``problem``."""
    abort(problem(status, detail, **mehr))

"""Beschreibung: the routes as flask-smorest keeps them, and the OpenAPI description it makes of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import marshmallow as ma
from flask import Flask, Response
from flask_smorest import Api, Blueprint

from kek_dashboard import __version__
from kek_dashboard.web.api.antwort import CSV, JSON, MAX_AGE
from kek_dashboard.web.api.formen import Problem
from kek_dashboard.web.api.parameter import Leser
from kek_dashboard.web.problem import MIMETYPE, SEITE

WURZEL = SEITE
OPENAPI = "3.1.0"
_TITEL = "KEK-Monitor: offene Daten"
_TEXT = (
    "Freigegebene Zahlen zu den Zielen der Kreisentwicklung, nur zum Lesen. Enthalten ist, was als „Öffentlich“ "
    "gekennzeichnet ist. Unbekannt ist null, nie 0. „herkunft“: amtlich, intern oder beispiel (erfunden)."
)
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "ETag der Antwort, die schon da ist; gilt sie noch, kommt 304 ohne Inhalt",
    "schema": {"type": "string"},
}
_KOPF = {
    "ETag": {"description": "ändert sich mit den Daten", "schema": {"type": "string"}},
}
_LISTENKOPF = {
    **_KOPF,
    "Link": {"description": "Adressen der anderen Seiten (RFC 8288)", "schema": {"type": "string"}},
    "X-Total-Count": {"description": "Zeilen auf allen Seiten zusammen", "schema": {"type": "integer"}},
}
_FEHLER = {
    403: "hier nur für Angemeldete offen",
    404: "das Gefragte gibt es an diesem Wissensstand nicht",
    422: "ein Parameter ist unbekannt oder nicht zu verstehen",
    429: "zu viele Anfragen in einer Minute; Retry-After sagt, wann wieder",
}
View = Callable[..., Response]


class Teil(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """The routes of the API, each with its description."""

    ARGUMENTS_PARSER = Leser()

    def __init__(self, name: str) -> None:
        """Begin without routes."""
        super().__init__(name, __name__, description="Listen und einzelne Zeilen")
        self._prepare_doc_cbks.append(_describe_condition)

    def add_list(
        self,
        path: str,
        name: str,
        satz: str,
        query: type[ma.Schema],
        schema: type[ma.Schema],
        view: View,
    ) -> None:
        """A list as JSON (or as CSV for whoever accepts that), and the same by ``.csv``."""
        text = {CSV: {"schema": {"type": "string"}}}
        beide = {"responses": {200: {"content": text, "headers": _LISTENKOPF}}}
        self._add(path, name, satz, query, view, self.response(200, schema), beide)
        nur_csv = {"responses": {200: {"description": "RFC 4180", "content": text, "headers": _LISTENKOPF}}}
        self._add(f"{path}.csv", f"{name}-csv", f"{satz}, als CSV", query, view, None, nur_csv)

    def add_single(
        self,
        path: str,
        name: str,
        satz: str,
        query: type[ma.Schema],
        schema: type[ma.Schema],
        view: View,
    ) -> None:
        """One row as JSON."""
        doc = {"responses": {200: {"headers": _KOPF}}}
        self._add(path, name, satz, query, view, self.response(200, schema), doc)

    def _add(
        self,
        path: str,
        name: str,
        satz: str,
        query: type[ma.Schema],
        view: View,
        antwort: Callable[[View], View] | None,
        doc: dict[str, Any],
    ) -> None:
        view = view if antwort is None else antwort(view)
        for status, text in _FEHLER.items():
            view = self.alt_response(status, schema=Problem, content_type=MIMETYPE, description=text)(view)
        antworten = {304: {"description": "unverändert"}, **doc["responses"]}
        view = self.doc(summary=satz, operationId=name, responses=antworten)(view)
        self.add_url_rule(path, name, self.arguments(query, location="query")(view))


def _describe_condition(doc: dict[str, Any], _: object, **__: object) -> dict[str, Any]:
    """Adds to an operation what every one of them takes beside its own parameters."""
    doc.setdefault("parameters", []).append(_IF_NONE_MATCH)
    return doc


class _Api(Api):  # type: ignore[misc]  # flask-smorest has no types
    """Only describes: errors are told by ``web.problem``, for the API and the screen share one app."""

    ERROR_SCHEMA = Problem
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """None of its own."""


class Beschreibung:
    """The OpenAPI description of one app's API, written once all routes are there."""

    def __init__(self, server: Flask, lizenz: str) -> None:
        """Begin without routes."""
        self._api = _Api(
            server,
            spec_kwargs={
                "title": _TITEL,
                "version": __version__,
                "openapi_version": OPENAPI,
                "info": {"description": _TEXT, "license": {"name": lizenz or "–"}},
            },
        )

    def add(self, teil: Teil) -> None:
        """Put the routes into the app and describe them."""
        self._api.register_blueprint(teil)

    def as_dict(self) -> dict[str, Any]:
        """The description."""
        found: dict[str, Any] = self._api.spec.to_dict()
        return found

    def answer(self) -> Response:
        """The description as JSON."""
        antwort = Response(json.dumps(self.as_dict(), ensure_ascii=False), mimetype=JSON)
        antwort.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
        return antwort

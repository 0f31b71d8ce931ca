"""Blatt: a page of plain HTML that works without JavaScript: sign-in, refusals, errors."""

from __future__ import annotations

import html as escape

from dash import html
from dash.development.base_component import Component
from flask import Response, current_app, request

from kek_dashboard import __version__
from kek_dashboard.settings import DEFAULT_KOERPERSCHAFT
from kek_dashboard.web.buendel import styles
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.problem import is_for_program
from kek_dashboard.web.statisch import write

NAME = "KEK-Monitor"
#: Where the configuration of the app says whose monitor it is.
KOERPERSCHAFT = "KEK_KOERPERSCHAFT"
#: Addresses everybody may read (``offen``), with their words in the footer of every page.
OFFENE_SEITEN = (
    ("/hilfe", "Hilfe"),
    ("/barrierefreiheit", "Barrierefreiheit"),
    ("/impressum", "Impressum"),
    ("/datenschutz", "Datenschutz"),
)

_HTML = """<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{titel} · {name}</title>
<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
{css}
</head>
<body class="einzelblatt">
{inhalt}
</body>
</html>"""


def blatt(titel: str, inhalt: list[Component], status: int = 200, *, klasse: str = "schmal") -> Response:
    """A whole page; ``inhalt`` begins with the heading. ``klasse``: ``schmal`` for a form, ``breit`` for a text."""
    wessen = current_app.config.get(KOERPERSCHAFT, DEFAULT_KOERPERSCHAFT)
    rahmen = [
        html.Header(html.A(NAME, href="/", className="marke"), className="kopf"),
        html.Main(inhalt, id="inhalt", className=klasse),
        html.Footer([html.Span(f"{NAME} {__version__} · {wessen}"), _open_pages()]),
    ]
    css = f'<link rel="stylesheet" href="{styles().adresse}">'
    text = _HTML.format(titel=escape.escape(titel), name=NAME, css=css, inhalt=write(rahmen))
    antwort = Response(text, status, mimetype="text/html")
    antwort.headers["Cache-Control"] = "no-store"
    return antwort


def _open_pages() -> Component:
    links = [html.Li(html.A(wort, href=path)) for path, wort in OFFENE_SEITEN]
    return html.Nav(html.Ul(links), **aria(label=f"Über den {NAME}"))


def wants_page() -> bool:
    """Whether a person's browser asks for a page, not a program for data."""
    if request.path.startswith("/_") or is_for_program():
        return False
    return "text/html" in request.headers.get("Accept", "")

"""Dokument: an embedded Kennzahl or Unterziel as a small page of its own, for a frame on somebody else's page.

One file: its style sheet is in it, there is no script, no cookie and nothing from elsewhere. It is light unless its
address says otherwise: it stands on a page whose ground it does not know.
"""

from __future__ import annotations

import base64
import hashlib
import html as escape
from importlib import resources
from typing import Final

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.einzelbild import Thema
from kek_dashboard.charts.verlauf_svg import ALLE_MASSE, draw_verlauf_svg
from kek_dashboard.web.blatt import NAME
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.zeichen import beispiel_tag, marked, status_chip
from kek_dashboard.web.einbettung.inhalt import Einbettung
from kek_dashboard.web.statisch import write

_STIL: Final = resources.files(__package__).joinpath("stil.css").read_text(encoding="utf-8")
_HASH: Final = base64.b64encode(hashlib.sha256(_STIL.encode()).digest()).decode("ascii")
#: What the document may do: wear its own style, and stand in a frame of any page.
REGELN: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)
_HTML = """<!DOCTYPE html>
<html lang="de" class="{thema}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{titel} · {name}</title>
<style>{stil}</style>
</head>
<body>
{inhalt}
</body>
</html>
"""


def write_dokument(e: Einbettung, thema: Thema) -> str:
    """Heading, message, drawing, its table, where it comes from, and the way to the whole page."""
    return _whole(e.titel, [html.Main(_parts(e)), html.Footer(_foot(e))], thema)


def write_satz(titel: str, satz: str, thema: Thema = Thema.HELL) -> str:
    """A page that has nothing to show and says why; it fills no more of the frame than it needs."""
    return _whole(titel, [html.Main([html.H1(titel), html.P(satz)])], thema)


def _whole(titel: str, inhalt: list[Component], thema: Thema) -> str:
    return _HTML.format(
        titel=escape.escape(titel), name=NAME, stil=_STIL, inhalt=write(inhalt), thema=thema.value
    )


def _parts(e: Einbettung) -> list[Component]:
    titel = html.H1([e.titel, *beispiel_tag(e.herkunft)])
    chip: list[str | Component] = [] if e.stand is None else [status_chip(e.stand), " "]
    aussage = html.P([*chip, *marked(e.aussage)])
    tabelle = [] if e.tabelle is None else [e.tabelle]
    if e.verlauf is None:
        return [titel, aussage, *tabelle]
    svg = "".join(draw_verlauf_svg(e.verlauf, masse) for masse in ALLE_MASSE)
    zeilen = [html.Details([html.Summary("Als Tabelle"), eine]) for eine in tabelle]
    return [titel, aussage, Svg(svg, e.beschreibung, "bild"), *zeilen]


def _foot(e: Einbettung) -> list[Component]:
    # The page itself refuses to be framed, so its link leaves the frame.
    weg = html.P(html.A(e.pfadwort, href=e.pfad, target="_top"))
    return [*(html.P(text) for text in e.fuss), weg]

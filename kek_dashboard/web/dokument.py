"""Dokument: the HTML every address answers with; the page it names is in it already.

So a person reads before any script has run, and links and forms work without one. Dash comes up behind it,
asks for nothing and leaves the page alone: its callback draws what is asked for next. Only a page with
components of Dash's own libraries in it is drawn by the callback from the start.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dash import Dash
from dash.development.base_component import Component
from flask import abort, request

from kek_dashboard.web.buendel import ASSETS, ORDNER, SKRIPTE, STILE, Buendel, bundle, read_scripts, styles
from kek_dashboard.web.components.browser import Ankunft, Rahmen
from kek_dashboard.web.statisch import needs_dash, write
from kek_dashboard.web.tor import RAHMEN, add_route
from kek_dashboard.web.vorlauf import Vorlauf
from kek_dashboard.web.zugang import OFFEN, current

PLOTLY = ASSETS / "vendor" / "plotly-kek.min.js"

_LADEN = '<p class="laden">Der KEK-Monitor wird geladen …</p>'
_OHNE_SKRIPT = (
    '<noscript><p class="laden">Diese Seite braucht JavaScript. Bitte schalten Sie es ein.</p></noscript>'
)
_INDEX = """<!DOCTYPE html>
<html lang="de">
<head>
{metas}
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="kek-bibliotheken" content="{libraries}">{plotly}
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="stylesheet" href="{css}">
<script id="_dash-renderer" src="{script}" defer></script>
</head>
<body>
{vorab}
<footer class="technik">{config}</footer>
</body>
</html>"""

Draw = Callable[[object, object], Component]


@dataclass(frozen=True, slots=True)
class Vorab:
    """A finished page: what ``Ankunft`` would tell of it, and its HTML."""

    titel: str
    pfad: str
    druck: str
    html: str


class KekDash(Dash):
    """Dash with our own frame of HTML: German, one file of scripts, one of styles, the page within."""

    #: Draws the finished screen of an address; until it is set, and in the warm-up, no page is within.
    draw: Draw | None = None
    vorlauf: Vorlauf
    _scripts: tuple[Path, ...] = ()

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]  # noqa: ANN401 - Dash's own
        """The HTML every address answers with."""
        self._scripts, libraries = read_scripts(parts["scripts"])
        page = self._page_within()
        plotly = ""
        if PLOTLY.exists():
            address = f"{self.get_asset_url('vendor/' + PLOTLY.name)}?m={int(PLOTLY.stat().st_mtime)}"
            plotly = f'\n<meta name="kek-plotly" content="{address}">'
        entry = '<div id="react-entry-point">'
        if page is None:
            vorab = f"{entry}{_LADEN}</div>\n{_OHNE_SKRIPT}"
        else:
            pfad, druck = html.escape(page.pfad), html.escape(page.druck)
            kopf = f'<div id="vorab" data-pfad="{pfad}" data-druck="{druck}">'
            vorab = f"{kopf}{page.html}</div>\n{entry}</div>"
        return _INDEX.format(
            metas=parts["metas"],
            libraries=" ".join(libraries),
            plotly=plotly,
            title=html.escape(parts["title"] if page is None else page.titel),
            icon=self.get_asset_url("icon.svg"),
            css=styles().adresse,
            script=self.find_bundle(SKRIPTE).adresse,
            vorab=vorab,
            config=parts["config"],
        )

    def find_bundle(self, name: str) -> Buendel:
        """The scripts or the styles of the screen."""
        return styles() if name == STILE else bundle(SKRIPTE, self._scripts)

    def _page_within(self) -> Vorab | None:
        """The page of the request under way; ``None`` for whoever may not see the frame of a page."""
        if self.draw is None or not current().darf(RAHMEN):
            return None
        screen = self.draw(quote(request.path), "?" + request.query_string.decode("utf-8", "replace"))
        return None if needs_dash(screen) else _finish(screen)


def register_dokument(app: KekDash) -> None:
    """Adds the route of scripts and styles."""

    def send(zeichen: str, name: str) -> Any:  # noqa: ANN401 - what Flask answers with
        if name not in {SKRIPTE, STILE}:
            abort(404)
        return app.find_bundle(name).answer(zeichen)

    add_route(app.server, f"{ORDNER}/<zeichen>/<name>", "buendel", send, OFFEN)


def _finish(screen: Component) -> Vorab | None:
    """A frozen screen as HTML; ``None`` for one that names no page: its address could not be told."""
    if not isinstance(screen, Rahmen):
        return None
    teile: list[Any] = getattr(screen, "children", [])
    ankunft = next((teil for teil in teile if isinstance(teil, Ankunft)), None)
    if ankunft is None:
        return None
    titel, pfad, druck = (getattr(ankunft, name, "") for name in ("titel", "adresse", "druck"))
    return Vorab(titel, pfad, druck, write(screen))

"""Offen: pages everybody may read, signed in or not; they know the settings and nothing of the data.

Inside the screen for whoever may see it, as a plain sheet for everybody else: the law asks for Impressum,
Datenschutz and Barrierefreiheit wherever somebody can get to the program, and that is the sign-in page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from dash import Dash, html
from dash.development.base_component import Component

from kek_dashboard.settings import Rechtstext, Settings
from kek_dashboard.web.blatt import OFFENE_SEITEN, blatt
from kek_dashboard.web.components.markdown import Teil, markdown
from kek_dashboard.web.seite import Kontext, Seite, Umgebung
from kek_dashboard.web.tor import RAHMEN, add_route
from kek_dashboard.web.zugang import OFFEN, current

Verweis = Callable[[str], str]
Inhalt = Callable[[Settings | None, Verweis], list[Component]]


def open_page(path: str, titel: str, inhalt: Inhalt) -> Seite:
    """A page open to everybody; ``inhalt`` gets the settings and what makes an address of a path."""

    def render(kontext: Kontext) -> Component:
        return html.Div(inhalt(kontext.umgebung.settings, kontext.link), className="schmal text")

    def register(app: Dash, umgebung: Umgebung) -> None:
        dash: Any = app

        def show() -> Any:  # noqa: ANN401 - what Flask answers with
            if current().darf(RAHMEN):
                return dash.index()
            teile = inhalt(umgebung.settings, lambda pfad: pfad)
            return blatt(titel, [html.Div(teile, className="text")], klasse="breit")

        add_route(app.server, path, path.strip("/"), show, OFFEN)

    return Seite(path, titel, render, fuss=dict(OFFENE_SEITEN)[path], aktion=OFFEN, register=register)


def county_text(rechtstext: Rechtstext | None, name: str, was: str, titel: str = "") -> list[Component]:
    """What the county says, or what has to be set where; ``was``: what is missing, as a sentence begins with it."""
    if rechtstext is None:
        return [missing(f"{was} fehlt noch.", name, "eine Textdatei oder eine Adresse mit https://")]
    if rechtstext.adresse:
        return [html.P(html.A(rechtstext.adresse, href=rechtstext.adresse))]
    return markdown(rechtstext.text, titel)


def definitions(paare: Iterable[tuple[Teil, Teil]]) -> Component:
    """Words or signs, and beside each what it means."""
    return html.Dl(
        [html.Div([html.Dt(wort), html.Dd(satz)]) for wort, satz in paare], className="angaben erklaerung"
    )


def missing(satz: str, name: str, was: str) -> Component:
    """What whoever runs the program has still to say, and where."""
    return html.P(
        [
            html.Strong(satz),
            " Wer den KEK-Monitor betreibt, gibt in der Einstellung ",
            html.Code(name),
            f" {was} an und startet ihn neu (README.md, Abschnitt „Einstellungen“).",
        ],
        className="hinweis",
    )


def contact(settings: Settings | None) -> str | Component | None:
    """Whom to ask: a mail address as a link, anything else as it is written; ``None`` where nobody is named."""
    kontakt = "" if settings is None else settings.kontakt
    if not kontakt:
        return None
    is_mail = "@" in kontakt and not any(zeichen in kontakt for zeichen in " ,;:/?&%")
    return html.A(kontakt, href=f"mailto:{kontakt}") if is_mail else kontakt

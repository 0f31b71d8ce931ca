"""Shell: what stands around every page: brand, navigation, Berichtsjahr, Wissensstand, footer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from kek_dashboard import __version__
from kek_dashboard.formats import format_date
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Ankunft, Eingabe
from kek_dashboard.web.data import ERSTES_JAHR, JAHRE, LETZTES_JAHR, today
from kek_dashboard.web.seite import Kontext, Seite

NAME = "KEK-Monitor"
VERFAHREN = "Verfahren: Stand und Ausblick nach fester Regel, keine politische Bewertung"


def shell(
    kontext: Kontext, seiten: Sequence[Seite], bereich: str | None, titel: str, inhalt: Component
) -> Component:
    """The whole screen: header, banner of a past Wissensstand, the page, footer."""
    return html.Div(
        [
            html.A("Zum Inhalt springen", href="#inhalt", className="sprung"),
            html.Header(
                [
                    html.A(NAME, href=kontext.link("/"), className="marke"),
                    html.Nav(
                        [_nav_link(kontext, seite, bereich) for seite in seiten if seite.nav],
                        **aria(label="Hauptnavigation"),
                    ),
                    html.Div([_jahr(kontext), _wissensstand(kontext)], className="wann"),
                ],
                className="kopf",
            ),
            *_banner(kontext),
            html.Main(inhalt, id="inhalt", tabIndex="-1"),
            html.Footer(
                [
                    html.Span(f"Datenstand {format_date(_datenstand_tag(kontext))}"),
                    html.Span(VERFAHREN),
                    html.Span(f"{NAME} {__version__} · Landkreis Helmstedt"),
                ]
            ),
            Ankunft(kontext.pfad, f"{titel} · {NAME}", kontext.link(**_rest(kontext))),
        ],
        className="rahmen",
    )


def _rest(kontext: Kontext) -> dict[str, object]:
    """What the address says beside Berichtsjahr and Wissensstand."""
    return {name: wert for name, wert in kontext.query.items() if name not in {"jahr", "stand"}}


def _nav_link(kontext: Kontext, seite: Seite, bereich: str | None) -> html.A:
    hier = aria(current="page") if seite.path == bereich else {}
    return html.A(seite.nav, href=kontext.link(seite.path), **hier)


def _jahr(kontext: Kontext) -> Component:
    """Stepper through the Berichtsjahre; each step is an address. The page's other query stays."""
    rest = _rest(kontext)

    def step(jahr: int, zeichen: str, wort: str) -> Component:
        if jahr not in JAHRE:
            return html.Span(zeichen, className="knopf aus", **aria(hidden="true"))
        return html.A(
            zeichen,
            id="jahr-vor" if jahr > kontext.jahr else "jahr-zurueck",
            href=kontext.link(**rest, jahr=jahr),
            className="knopf",
            **aria(label=f"{wort}: {jahr}"),
        )

    return html.Div(
        [
            html.Span("Berichtsjahr", className="leise"),
            step(kontext.jahr - 1, "‹", "Ein Jahr zurück"),
            html.Strong(str(kontext.jahr), className="zahl"),
            step(kontext.jahr + 1, "›", "Ein Jahr vor"),
        ],
        role="group",
        className="schritt",
        **aria(label=f"Berichtsjahr, {ERSTES_JAHR} bis {LETZTES_JAHR}"),
    )


def _wissensstand(kontext: Kontext) -> Component:
    """The day whose knowledge is shown; a native date field in a form that makes an address."""
    verborgen = {name: wert for name, wert in kontext.query.items() if name != "stand"} | {
        "jahr": str(kontext.jahr)
    }
    gewaehlt = kontext.wissensstand
    return html.Form(
        [
            *(Eingabe("hidden", name, wert) for name, wert in sorted(verborgen.items())),
            html.Label("Wissensstand", htmlFor="wissensstand", className="leise"),
            Eingabe(
                "date",
                "stand",
                (gewaehlt or today()).isoformat(),
                id="wissensstand",
                min=f"{ERSTES_JAHR}-01-01",
                max=today().isoformat(),
            ),
            html.Button("Zeigen", type="submit", className="knopf"),
        ],
        method="get",
        action=kontext.link().partition("?")[0],
        className="stichtag",
    )


def _banner(kontext: Kontext) -> list[Component]:
    if kontext.wissensstand is None:
        return []
    rest = _rest(kontext)
    return [
        html.Div(
            [
                html.Strong(f"Wissensstand {format_date(kontext.wissensstand)}"),
                " – so war es damals bekannt. Später Freigegebenes zählt hier nicht. ",
                html.A("Zurück zu heute", href=kontext.link(**rest, stand=None)),
            ],
            className="banner",
            role="status",
        )
    ]


def _datenstand_tag(kontext: Kontext) -> date:
    """Day of the newest release that counts; the Wissensstand where nothing was released."""
    tage = [
        lief.freigegeben_am for lief in kontext.stand.lieferungen.values() if lief.freigegeben_am is not None
    ]
    return max(tage, default=kontext.stand.wissensstand)

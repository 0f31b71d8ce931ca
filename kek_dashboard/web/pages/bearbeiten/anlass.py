"""Bearbeitungsanlass: why something is changed: the Beschluss, its day, the reason, or that a slip is mended."""

from __future__ import annotations

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.bearbeitung.feld import Feld, Feldart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.web.bearbeitung import Arbeit
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.formularfelder import choice
from kek_dashboard.web.pages.bearbeiten.felder import Formularblick, draw_feld
from kek_dashboard.web.pages.bearbeiten.worte import AM, BERICHTIGUNG, DRUCKSACHE, GRUND, HERKUNFT

_NOETIG = "etwa Drucksache 112/2026; nötig, wenn ein Zielwert oder der Wortlaut eines Ziels sich ändert"
_ANLASS = (
    Feld(DRUCKSACHE, "Drucksache", "Beschluss", hilfe="etwa Drucksache 112/2026, wenn ein Beschluss dahintersteht"),
    Feld(AM, "Beschlossen am", "Beschlossen am", Feldart.DATUM),
    Feld(GRUND, "Grund", "Grund", Feldart.LANG, pflicht=True, hilfe="Warum wird das geändert? Das lesen später alle."),
)  # fmt: skip


def reason_card(blick: Formularblick, arbeit: Arbeit) -> Component:
    """Resolution, its day, the reason; where a Beschluss is needed also the way without one."""
    anlass = arbeit.entwurf.anlass
    werte = {DRUCKSACHE: anlass.beschluss, AM: anlass.am, GRUND: anlass.grund}
    mit_beschluss = any(teil.takes_beschluss for teil in arbeit.gegenstand.teile)
    hilfen = {DRUCKSACHE: _NOETIG, AM: "von diesem Tag an gilt das Neue"} if mit_beschluss else {}
    felder = [replace(feld, hilfe=hilfen.get(feld.name, feld.hilfe)) for feld in _ANLASS]
    kreuz = {"checked": True} if anlass.berichtigung else {}
    arten = [
        ("", "wie bisher"),
        (Herkunft.INTERN.value, "intern: von der Verwaltung gesetzt"),
        (Herkunft.AMTLICH.value, "amtlich"),
        (Herkunft.BEISPIEL.value, "Beispiel: erfunden"),
    ]
    teile: list[Component] = [
        html.H2("Warum wird das geändert?"),
        html.Div(
            [draw_feld(blick, feld, feld.name, werte[feld.name]) for feld in felder],
            className="felderraster",
        ),
    ]
    if mit_beschluss:
        teile.append(
            html.Div(
                [
                    Eingabe("checkbox", BERICHTIGUNG, "ja", id=BERICHTIGUNG, attribute=kreuz),
                    html.Label(
                        [
                            "Berichtigung: Es war nur falsch eingetragen",
                            html.Small(
                                "Dann braucht es keinen neuen Beschluss, und das Richtige gilt von demselben Tag an. "
                                "Auch das Falsche bleibt im Verlauf stehen."
                            ),
                        ],
                        htmlFor=BERICHTIGUNG,
                    ),
                ],
                className="haken",
            )
        )
    teile.append(choice(HERKUNFT, "Herkunft der neuen Angaben", arten, anlass.herkunft))
    return html.Section(teile, className="karte anlass", id="anlass")

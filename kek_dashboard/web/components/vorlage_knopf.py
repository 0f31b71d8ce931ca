"""Vorlage-Knopf: the way to the return workbook: a small form for choosing, or a link for one Fachbereich."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.seite import Kontext

PFAD: Final = "/vorlage"
#: The browser itself follows it: what comes is a file, no page.
_LADEN: Final[dict[str, Any]] = {"data-laden": "ja"}


def vorlage_form(kontext: Kontext) -> Component | None:
    """Choose Fachbereich and year, get the workbook; ``None`` where nobody who asks may have one.

    Only Fachbereiche that own a Kennzahl are offered, to a Fachbereich its own. Not on a past Wissensstand:
    the workbook is made of what is known now.
    """
    bereiche = _bereiche(kontext)
    if not bereiche or kontext.wissensstand is not None:
        return None
    if len(bereiche) == 1:
        wer: Component = html.Div([Eingabe("hidden", "fachbereich", bereiche[0]), html.Strong(bereiche[0])])
    else:
        wer = _choice("fachbereich", "Fachbereich", bereiche, "")
    jahre = [str(jahr) for jahr in reversed(kontext.stand.jahre) if jahr <= kontext.stand.wissensstand.year]
    return html.Form(
        [
            html.H2("Vorlage zum Ausfüllen"),
            html.P(
                "Eine Excel-Datei mit allem, was in dem Jahr zu liefern ist: mit Einheit, letzten Werten und Ziel. "
                "Ausgefüllt wird sie hier wieder abgegeben.",
                className="leise",
            ),
            html.Div(
                [
                    *_system(kontext),
                    wer,
                    _choice("jahr", "Jahr", jahre, str(kontext.jahr)),
                    html.Button("Vorlage herunterladen", type="submit", className="knopf"),
                ],
                className="felder",
            ),
        ],
        method="get",
        action=PFAD,
        className="karte vorlage",
        **_LADEN,
        **aria(label="Vorlage zum Ausfüllen"),
    )


def vorlage_link(kontext: Kontext, fachbereich: str, jahr: int) -> Component | None:
    """A link to the workbook of one Fachbereich and year; ``None`` where whoever asks may not have it."""
    if kontext.wissensstand is not None or fachbereich not in _bereiche(kontext):
        return None
    frage = {"fachbereich": fachbereich, "jahr": jahr}
    if kontext.zielsystem is not None:
        frage["zielsystem"] = kontext.zielsystem
    return html.A(
        "Vorlage herunterladen",
        href=f"{PFAD}?{urlencode(frage)}",
        className="knopf",
        **_LADEN,
        **aria(label=f"Vorlage {jahr} für {fachbereich} herunterladen"),
    )


def _system(kontext: Kontext) -> list[Component]:
    return [] if kontext.zielsystem is None else [Eingabe("hidden", "zielsystem", kontext.zielsystem)]


def _choice(name: str, titel: str, werte: Sequence[str], gewaehlt: str) -> Component:
    """A native choice whose id is its own: the page may have another field of this name."""
    ident = f"vorlage-{name}"
    optionen = [
        html.Option(wert, value=wert, **({"selected": "selected"} if wert == gewaehlt else {}))  # type: ignore[arg-type]
        for wert in werte
    ]
    return html.Div(
        [html.Label(titel, htmlFor=ident), html.Select(optionen, id=ident, name=name)], className="feld"
    )


def _bereiche(kontext: Kontext) -> list[str]:
    """The Fachbereiche that own a Kennzahl and for which whoever asks may deliver, by name."""
    namen = {akte.kennzahl.fachbereich.strip() for akte in kontext.stand.akten.values()} - {""}
    return sorted(n for n in namen if kontext.zugang.darf_fuer(Aktion.LIEFERN_KENNZAHLEN, n))

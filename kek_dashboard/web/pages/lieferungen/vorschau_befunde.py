"""Vorschau-Befunde: what is wrong with a file before it is delivered, the reasons asked for, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.importers.eingang import Vorschau
from kek_dashboard.web.angaben import LONGEST_GRUND
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.ortfelder import place_fields
from kek_dashboard.web.eingang import EINGANG, GRUND_ZU, MERKMAL
from kek_dashboard.web.pages.lieferungen.befunde import Bilder, befund_list
from kek_dashboard.web.pages.lieferungen.befundworte import (
    columns_are_the_cause,
    columns_may_help,
    group_title,
)
from kek_dashboard.web.seite import Kontext
from kek_dashboard.web.upload import warnungen_text

#: The form that delivers; the fields for reasons stand beside their warnings, outside of it.
ABGEBEN = "abgeben"
_ANDERE_SPALTEN = (
    "Stehen die Angaben in der Datei, aber unter anderen Überschriften? Dann sagen Sie hier, was welche Spalte "
    "bedeutet; der Monitor merkt es sich für das nächste Mal."
)
_LADEN: dict[str, Any] = {"data-laden": "ja"}


def befunde_card(kontext: Kontext, vorschau: Vorschau) -> list[Component]:
    """All Befunde, at each a look at its cell; below each kind of warning the field for the reason."""
    befunde, kennung = vorschau.annahme.befunde, vorschau.eingang.id
    if not befunde:
        leer = html.P("Keine: An der Datei ist nichts aufgefallen.")
        return [html.Section([html.H2("Befunde"), leer], className="karte")]
    mit_grund = vorschau.annahme.angenommen and kontext.wissensstand is None

    def grund(schwere: Schwere, code: str, anzahl: int) -> Sequence[Component]:
        return (_reason(code, anzahl),) if mit_grund and schwere is Schwere.WARNUNG else ()

    return [
        html.Section(
            [
                html.H2("Befunde"),
                html.P(
                    [
                        html.A(
                            "Kopie Ihrer Datei mit den Befunden",
                            href=f"{EINGANG}/{kennung}/kopie",
                            className="knopf",
                            **_LADEN,
                        ),
                        html.Small("Dieselbe Datei als .xlsx, an jeder Zelle der Hinweis, was dort auffiel."),
                    ],
                    className="kopie",
                ),
                *befund_list(befunde, danach=Bilder(vorschau.mappe).draw, nach_gruppe=grund),
            ],
            className="karte",
        )
    ]


def decision_card(kontext: Kontext, vorschau: Vorschau) -> list[Component]:
    """Deliver, or what to do next where that cannot be."""
    if kontext.wissensstand is not None:
        satz = "Abgeben lässt sich nur heute, nicht mit dem Wissensstand von damals."
        return [html.Section([html.H2("Abgeben"), html.P(satz)], className="karte entscheidung")]
    if not vorschau.annahme.angenommen:
        return [_next_steps(kontext, vorschau)]
    warnungen = len(vorschau.warnungen)
    zu_begruenden = (
        f"Für {warnungen_text(warnungen)} steht oben {'ein' if warnungen == 1 else 'je ein'} Feld für die Begründung. "
        if warnungen
        else ""
    )
    return [
        html.Section(
            [
                html.H2("Zur Freigabe abgeben"),
                html.P(
                    f"{zu_begruenden}Nach dem Abgeben zählt noch nichts: Erst die Freigabe{_by_whom(kontext)} macht "
                    "die Angaben gültig.",
                    className="leise",
                ),
                html.Form(
                    [
                        *place_fields(kontext, ohne="stand"),
                        Eingabe("hidden", MERKMAL, vorschau.merkmal),
                        html.Button("Zur Freigabe abgeben", type="submit", className="knopf haupt"),
                    ],
                    id=ABGEBEN,
                    method="post",
                    action=f"{EINGANG}/{vorschau.eingang.id}/abgeben",
                    **aria(label="Zur Freigabe abgeben"),
                ),
            ],
            className="karte entscheidung",
        )
    ]


def _by_whom(kontext: Kontext) -> str:
    """Where two people are needed, that it is another one."""
    settings = kontext.umgebung.settings
    zu_zweit = settings is not None and settings.vier_augen and not kontext.zugang.is_lokal
    return " durch eine zweite Person" if zu_zweit else ""


def _reason(code: str, anzahl: int) -> Component:
    """One field for all warnings of a kind; it belongs to the form at the end of the page."""
    name = GRUND_ZU + code
    warum = (
        "Warum stimmt der Wert trotzdem?" if anzahl == 1 else f"Warum stimmen die {anzahl} Werte trotzdem?"
    )
    return html.Div(
        [
            html.Label(
                ["Begründung ", html.Span(f"zu „{group_title(code)}“", className="nur-gelesen")], htmlFor=name
            ),
            html.Textarea(
                id=name,
                name=name,
                form=ABGEBEN,
                required=True,
                maxLength=LONGEST_GRUND,
                rows="2",
                **aria(describedby=f"{name}-hilfe"),
            ),
            html.Small(f"{warum} Die Begründung liest, wer freigibt.", id=f"{name}-hilfe"),
        ],
        className="feld begruendung",
    )


def _next_steps(kontext: Kontext, vorschau: Vorschau) -> Component:
    """How to go on; the columns come first where nothing in the file itself needs mending."""
    befunde = vorschau.annahme.befunde
    wege: list[Component] = [
        html.Li(
            "Berichtigen Sie Ihre Datei – am einfachsten mit der Kopie, in der an jeder Zelle steht, was erwartet wird."
        ),
        html.Li("Bringen Sie die berichtigte Datei noch einmal; diese hier können Sie verwerfen."),
    ]
    if columns_may_help(befunde):
        zuerst = columns_are_the_cause(befunde)
        weg = html.A(
            "Spalten zuordnen",
            href=kontext.link(f"{EINGANG}/{vorschau.eingang.id}/spalten"),
            className="knopf haupt" if zuerst else "knopf",
        )
        wege.insert(0 if zuerst else len(wege), html.Li([_ANDERE_SPALTEN, html.Div(weg)]))
    return html.Section(
        [html.H2("Wie es weitergeht"), html.Ul(wege, className="schritte")], className="karte entscheidung"
    )

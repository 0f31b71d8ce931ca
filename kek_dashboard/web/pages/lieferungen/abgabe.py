"""Abgabe: where files are handed in, and the list of those that are not delivered yet.

``assets/upload.js`` sends each chosen or dropped file by itself and keeps the rows up to date; the list is drawn
by the server on every visit, so that one can leave while a file is being read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.formats import format_datetime
from kek_dashboard.importers.grenzen import MAX_DATEI, MIB
from kek_dashboard.store.eingang import AUFBEWAHRUNG, Eingang, Eingangszustand, list_eingaenge
from kek_dashboard.store.session import Store
from kek_dashboard.web.components.angabenfelder import angaben_felder, said_by_account
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.ortfelder import place_fields
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.eingang import DATEI, EINGANG, ENDUNGEN, resume, stand_text
from kek_dashboard.web.pages.lieferungen.worte import moment_of
from kek_dashboard.web.seite import Eingaenge, Kontext

ENTWUERFE = "entwuerfe"
_HILFE = (
    f"Excel (.xlsx, .xlsm, .xls), OpenDocument (.ods) oder CSV, je Datei höchstens {MAX_DATEI // MIB} MiB. "
    "Jede Datei wird gelesen und geprüft; abgegeben wird sie erst, wenn Sie ihre Vorschau gesehen haben."
)
_FERTIG = {Eingangszustand.GELESEN, Eingangszustand.UNLESBAR}


def draw_abgabe(kontext: Kontext, store: Store, eingaenge: Eingaenge) -> list[Component]:
    """The place to hand in, and one's own drafts; a reading that nobody goes on with is started again."""
    entwuerfe = list_eingaenge(store, kontext.zugang.akteur)
    for eingang in entwuerfe:
        resume(eingaenge, eingang)
    return [_form(kontext), _drafts(kontext, entwuerfe)]


def _form(kontext: Kontext) -> Component:
    daten: dict[str, Any] = {"data-abgabe": ENTWUERFE, "data-hoechstens": str(MAX_DATEI)}
    waehlen: dict[str, Any] = {"multiple": True, "accept": ENDUNGEN, "aria-describedby": f"{DATEI}-hilfe"}
    return html.Form(
        [
            html.H2("Dateien abgeben"),
            *place_fields(kontext, ohne="stand"),
            html.Div(
                [
                    html.Label("Dateien hier ablegen oder auswählen", htmlFor=DATEI),
                    Eingabe("file", DATEI, id=DATEI, attribute=waehlen),
                    html.Small(_HILFE, id=f"{DATEI}-hilfe"),
                ],
                className="ablage",
            ),
            html.Details(
                [
                    html.Summary("Angaben zu den nächsten Dateien (nur wenn nötig)"),
                    angaben_felder(kontext, said_by_account(kontext)),
                ]
            ),
            html.P(role="status", className="laeuft"),
        ],
        method="post",
        action=EINGANG,
        encType="multipart/form-data",
        className="karte abgeben",
        **daten,
        **aria(label="Dateien abgeben"),
    )


def _drafts(kontext: Kontext, entwuerfe: Sequence[Eingang]) -> Component:
    """One row for each file; hidden while there is none, so that the script has a place for the first."""
    tage = AUFBEWAHRUNG.days
    return html.Section(
        [
            html.H2("Noch nicht abgegeben"),
            html.P(
                f"Nur Sie sehen diese Dateien. Sie bleiben {tage} Tage liegen; Sie können die Seite verlassen und "
                "wiederkommen.",
                className="leise",
            ),
            html.Ul([_row(kontext, eingang) for eingang in entwuerfe], className="entwuerfe"),
            html.Template(_blank_row()),
        ],
        id=ENTWUERFE,
        className="karte",
        hidden=not entwuerfe,
        **aria(label="Noch nicht abgegeben"),
    )


def _row(kontext: Kontext, eingang: Eingang) -> Component:
    angelegt = moment_of(eingang.angelegt)
    wann = "" if angelegt is None else f"gebracht am {format_datetime(angelegt)}"
    fertig = eingang.zustand in _FERTIG
    adresse = kontext.link(f"{EINGANG}/{eingang.id}")
    stand: dict[str, Any] = {} if fertig else {"data-stand": f"{EINGANG}/{eingang.id}/stand"}
    return html.Li(
        [
            *_cells(
                html.A(eingang.dateiname, href=adresse), wann, _words(eingang), eingang.anteil, fertig=fertig
            ),
            _look(adresse, hidden=eingang.zustand is not Eingangszustand.GELESEN),
        ],
        className=f"entwurf z-{eingang.zustand.value}",
        **stand,
    )


def _words(eingang: Eingang) -> str:
    return (
        "gelesen, zur Ansicht bereit" if eingang.zustand is Eingangszustand.GELESEN else stand_text(eingang)
    )


def _cells(name: Inhalt, wann: str, satz: str, anteil: int, *, fertig: bool) -> list[Component]:
    balken: dict[str, Any] = {"value": str(anteil), "max": "100"} | aria(hidden="true")
    return [
        html.Div([html.Div(name, className="name"), html.Small(wann)], className="was"),
        html.Div(
            [html.Span(satz, className="satz"), html.Progress(hidden=fertig, **balken)], className="lage"
        ),
    ]


def _blank_row() -> Component:
    """What the script makes the row of a new file from."""
    zeile = [*_cells(html.A("", href="#"), "", "", 0, fertig=False), _look("#", hidden=True)]
    return html.Li(zeile, className="entwurf")


def _look(adresse: str, *, hidden: bool) -> Component:
    return html.A("Vorschau ansehen", href=adresse, className="knopf", hidden=hidden)

"""Seite: the API explained to a person, as a plain sheet: addresses, parameters, answers, fields.

Everything that can be read off the description is read off it; it holds no data, so it is open to everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component
from flask import Response

from kek_dashboard.reports.offenedaten.lizenz import find_lizenz
from kek_dashboard.settings import LIZENZEN
from kek_dashboard.web.api.antwort import MAX_AGE
from kek_dashboard.web.api.parameter import LARGEST_PAGE, PAGE_SIZE
from kek_dashboard.web.blatt import blatt
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.offen import definitions
from kek_dashboard.web.problem import SEITE

TITEL = "Schnittstelle für Programme"
_DREI_ZEILEN = """import pandas as pd
ziele = pd.read_csv("{ort}{wurzel}zielerreichung.csv?jahr=2024", dtype={{"ziel": str}})
print(ziele[["ziel", "kurztitel", "zielerreichung", "soll_zielerreichung", "stand"]])"""
_VORSPANN = (
    "Freigegebene Zahlen zu den Zielen der Kreisentwicklung als JSON und CSV, nur zum Lesen. Enthalten ist, was als "
    "„Öffentlich“ gekennzeichnet ist."
)


def render(
    beschreibung: Mapping[str, Any], *, ort: str, lizenz: str, je_minute: int, is_lokal: bool, is_open: bool
) -> Response:
    """The sheet; ``ort`` is where the monitor is opened, without a slash at its end."""
    recht = find_lizenz(lizenz or LIZENZEN[0])
    wer = _who(is_lokal=is_lokal, is_open=is_open)
    teile = [
        html.H1(TITEL),
        html.P(_VORSPANN, className="vorspann"),
        html.P(
            [
                f"{wer} Lizenz: ",
                html.A(recht.bezeichnung, href=recht.adresse),
                ". Dieselben Zahlen als fertige Dateien: ",
                html.A("Offene Daten", href="/offene-daten"),
                ".",
            ]
        ),
        html.H2("In drei Zeilen"),
        html.Pre(
            html.Code(_DREI_ZEILEN.format(ort=ort, wurzel=SEITE)),
            className="befehle",
            tabIndex="0",
            **aria(label="Python mit pandas"),
        ),
        html.H2("Adressen"),
        html.P(
            [
                "Jede Liste gibt es auch mit der Endung ",
                html.Code(".csv"),
                ". Für Programme beschrieben ist alles in ",
                html.A("openapi.json", href=f"{SEITE}openapi.json"),
                " (OpenAPI 3.1).",
            ]
        ),
        definitions(_addresses(beschreibung)),
        html.H2("Parameter"),
        definitions(_parameters(beschreibung)),
        html.H2("Antworten"),
        definitions(_answers(je_minute)),
        html.H2("Felder"),
        *_fields(beschreibung),
    ]
    return blatt(TITEL, [html.Div(teile, className="text offene-daten")], klasse="breit")


def _who(*, is_lokal: bool, is_open: bool) -> str:
    if is_lokal:
        return "Hier läuft der Monitor ohne Anmeldung: Abrufen kann, wer an diesem Rechner sitzt."
    if is_open:
        return "Abrufen darf jeder, ohne Anmeldung."
    return "Abrufen darf, wer angemeldet ist. Für alle öffnet die Schnittstelle, wer den Monitor betreibt."


def _addresses(beschreibung: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    gefunden = []
    for pfad, arten in beschreibung["paths"].items():
        if pfad.endswith(".csv"):
            continue
        namen = [p["name"] for p in arten["get"]["parameters"] if p["in"] == "query"]
        beispiel = pfad.replace("ziele/{nr}", "ziele/1.2").replace("{nr}", "1.2-03")
        wort = html.A(html.Code(pfad), href=beispiel)
        gefunden.append((wort, f"{arten['get']['summary']}. Parameter: {', '.join(namen)}."))
    return gefunden


def _parameters(beschreibung: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    gefunden = {
        p["name"]: p
        for arten in beschreibung["paths"].values()
        for p in arten["get"]["parameters"]
        if p["in"] == "query"
    }
    return [
        (
            html.Code(name),
            p["description"]
            + (f"; zum Beispiel {p['schema']['example']}" if "example" in p["schema"] else ""),
        )
        for name, p in sorted(gefunden.items())
    ]


def _answers(je_minute: int) -> list[tuple[Any, Any]]:
    return [
        (
            "JSON",
            (
                "ein Objekt mit „angaben“ (Zielsystem, Wissensstand, Datenstand, Herausgeber, Lizenz, Anzahl, Seite) "
                "und „zeilen“. Unbekannt ist null, nie 0."
            ),
        ),
        (
            "CSV",
            (
                "nach RFC 4180: Komma, UTF-8, Dezimalpunkt, eine Kopfzeile; unbekannt ist leer. Für Excel mit "
                "deutschen Einstellungen gibt es die CSV auf der Seite jeder Kennzahl."
            ),
        ),
        (
            "Seiten",
            (
                f"JSON gibt {PAGE_SIZE} Zeilen auf einmal, mit page_size bis zu {LARGEST_PAGE}; die Kopfzeile Link "
                "nennt die nächste Seite. CSV gibt ohne Angabe alles."
            ),
        ),
        (
            "Verschluss",
            "Wo in einem Ziel eine Kennzahl zählt, die nicht öffentlich ist, steht statt der Zahl der Grund.",
        ),
        (
            "Unverändert",
            (
                "Jede Antwort hat einen ETag. Wer ihn als If-None-Match mitschickt, bekommt 304 ohne Inhalt, solange "
                f"sich nichts geändert hat. Zwischenspeichern darf man sie bis zu {MAX_AGE // 60} Minuten."
            ),
        ),
        (
            "Grenze",
            f"{je_minute} Anfragen je Minute und Adresse; danach 429, und Retry-After sagt, wann es weitergeht.",
        ),
        (
            "Fehler",
            "problem+json nach RFC 9457: „detail“ ist ein deutscher Satz, der sagt, was erwartet wird.",
        ),
    ]


def _fields(beschreibung: Mapping[str, Any]) -> list[Component]:
    formen = beschreibung["components"]["schemas"]
    teile: list[Component] = []
    for pfad, arten in beschreibung["paths"].items():
        inhalt = arten["get"]["responses"]["200"]["content"].get("application/json", {}).get("schema", {})
        form = formen.get(inhalt.get("$ref", "").rpartition("/")[2], {}).get("properties", {})
        if "zeilen" not in form or "{" in pfad:
            continue
        zeile = formen[form["zeilen"]["items"]["$ref"].rpartition("/")[2]]["properties"]
        felder = [(html.Code(name), feld.get("description", "")) for name, feld in zeile.items()]
        teile.append(html.Details([html.Summary(pfad.removeprefix(SEITE)), definitions(felder)]))
    return teile

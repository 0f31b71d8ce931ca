"""Herunterladen: the addresses under which a Kennzahl is to be had as a file."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.quellenangabe import lizenz_of
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.web.components.faltung import faltung
from kek_dashboard.web.seite import Kontext

#: Ending of the file, what it is called, what is in it.
DATEIEN = (
    ("csv", "CSV", "alle Eingaben der Rechnung, eine Zeile je Wert, mit Datei, Blatt und Zelle"),
    ("xlsx", "Excel", "Steckbrief, Werte, Ziele, Rechenweg und Herkunft auf eigenen Blättern"),
    ("svg", "SVG", "das Bild des Verlaufs, in jeder Größe scharf"),
    ("png", "PNG", "das Bild des Verlaufs für Folien und Texte"),
)


def herunterladen_karte(kontext: Kontext, akte: Kennzahlakte) -> Component:
    """The four files, each for this Berichtsjahr and Wissensstand."""
    eintraege = [
        html.Li(
            [
                html.A(
                    wort,
                    href=kontext.link(f"/kennzahl/{akte.nr}/export.{endung}"),
                    download="",
                    className="knopf",
                ),
                html.Span(was, className="leise"),
            ]
        )
        for endung, wort, was in DATEIEN
    ]
    return html.Section(
        faltung(
            [html.H2("Herunterladen")],
            [
                html.P(
                    f"So, wie es hier steht: Berichtsjahr {kontext.jahr}. {lizenz_of(akte.kennzahl)}",
                    className="leise",
                ),
                html.Ul(eintraege, className="dateien"),
            ],
        ),
        className="karte herunterladen",
    )

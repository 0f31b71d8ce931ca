"""Tabellen: what each Fachbereich was to deliver and what came, and every overdue figure with its day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.faelligkeit import days
from kek_dashboard.domain.datenschuld import Datenschuld
from kek_dashboard.domain.faelligkeit import Faelligkeit, Faelligkeitsstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import UNKNOWN, format_date, format_number, format_zeitraum
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.vorlage_knopf import PFAD
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.seite import Kontext


def fachbereich_table(kontext: Kontext, schulden: Sequence[Datenschuld], feld: str) -> list[Component]:
    """One row a Fachbereich, its counts adding up; the name filters the page by ``feld``."""
    zeichen = beispielzeichen(_unit_origin(kontext, schuld) for schuld in schulden)
    spalten = [
        Spalte("Fachbereich", "was", kopf=True),
        Spalte("fällig", "n", "fällig:"),
        Spalte("pünktlich geliefert", "n", "pünktlich geliefert:"),
        Spalte("verspätet geliefert", "n", "verspätet geliefert:"),
        Spalte("ohne Wert gemeldet", "n", "ohne Wert gemeldet:"),
        Spalte("überfällig", "n stark", "überfällig:"),
        Spalte("am längsten", "aelteste", "am längsten:"),
        Spalte("noch nicht fällig", "n", "noch nicht fällig:"),
        Spalte(html.Span("Vorlage", className="nur-gelesen"), "weg"),
    ]
    zeilen = [_fachbereich_row(kontext, schuld, feld, zeichen) for schuld in schulden]
    titel = zeichen.title("Fällige und gelieferte Zahlen je Fachbereich")
    tafel = tabelle(spalten, zeilen, titel, f"schulden {zeichen.klasse}".rstrip())
    return [*zeichen.head("Alle Angaben dieser Tabelle"), tafel]


def _unit_origin(kontext: Kontext, schuld: Datenschuld) -> Herkunft | None:
    einheit = kontext.stand.organisation.get(schuld.fachbereich)
    return None if einheit is None else einheit.herkunft


def _fachbereich_row(
    kontext: Kontext, schuld: Datenschuld, feld: str, zeichen: Beispielzeichen
) -> list[Inhalt]:
    name: list[str | Component] = [schuld.fachbereich or "ohne Fachbereich"]
    if schuld.fachbereich:
        name = [
            html.A(schuld.fachbereich, href=kontext.link(**{feld: schuld.fachbereich})),
            *zeichen.sign(_unit_origin(kontext, schuld)),
        ]
    if kontext.zugang.is_angemeldet and kontext.zugang.akteur.is_zustaendig(schuld.fachbereich):
        name.append(html.Small("Ihr Fachbereich"))
    erste = schuld.aelteste
    return [
        name,
        format_number(schuld.faellig),
        _count(schuld, Faelligkeitsstand.GELIEFERT),
        _count(schuld, Faelligkeitsstand.VERSPAETET_GELIEFERT),
        _count(schuld, Faelligkeitsstand.OHNE_WERT),
        _count(schuld, Faelligkeitsstand.UEBERFAELLIG),
        UNKNOWN
        if erste is None
        else [
            html.A(erste.kennzahl_nr, href=kontext.link_kennzahl(erste.kennzahl_nr)),
            f" {format_zeitraum(erste.zeitraum)}",
            html.Small(f"seit {format_date(erste.faellig_am)}"),
        ],
        _count(schuld, Faelligkeitsstand.OFFEN),
        _vorlage(kontext, schuld.fachbereich, kontext.jahr),
    ]


def _count(schuld: Datenschuld, stand: Faelligkeitsstand) -> str:
    return format_number(schuld.count(stand))


def overdue_table(
    kontext: Kontext, faelligkeiten: Sequence[Faelligkeit], *, mit_fachbereich: bool
) -> list[Component]:
    """One row an overdue figure, with the day on which it was due and how long ago that is."""
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Kennzahl", "was", kopf=True),
        Spalte("Zeitraum", "zeit", "Zeitraum:"),
        Spalte("fällig am", "zeit", "fällig am:"),
        Spalte("überfällig", "n", "überfällig:"),
        Spalte(html.Span("Vorlage", className="nur-gelesen"), "weg"),
    ]
    alle = [kontext.stand.akten[f.kennzahl_nr].kennzahl for f in faelligkeiten]
    zeichen = beispielzeichen(kennzahl.herkunft for kennzahl in alle)
    zeilen: list[list[Inhalt]] = []
    for f, kennzahl in zip(faelligkeiten, alle, strict=True):
        klein = [html.Small(f.fachbereich)] if mit_fachbereich else []
        zeilen.append(
            [
                f.kennzahl_nr,
                [
                    html.A(kennzahl.bezeichnung, href=kontext.link_kennzahl(f.kennzahl_nr)),
                    *zeichen.sign(kennzahl.herkunft),
                    *klein,
                ],
                format_zeitraum(f.zeitraum),
                format_date(f.faellig_am),
                days(f.tage),
                _vorlage(kontext, f.fachbereich, f.zeitraum.jahr),
            ]
        )
    titel = zeichen.title("Überfällige Zahlen, die älteste zuerst")
    tafel = tabelle(spalten, zeilen, titel, f"ueberfaellig {zeichen.klasse}".rstrip())
    return [*zeichen.head("Alle Angaben dieser Tabelle"), tafel]


def _vorlage(kontext: Kontext, fachbereich: str, jahr: int) -> Inhalt:
    """The way to the return workbook, where whoever asks may have it; it is made of what is known today."""
    if (
        kontext.wissensstand is not None
        or not fachbereich
        or not kontext.zugang.darf_fuer(Aktion.LIEFERN_KENNZAHLEN, fachbereich)
    ):
        return ""
    laden: dict[str, Any] = {"data-laden": "ja"}
    return html.A(
        f"Vorlage {jahr}",
        href=f"{PFAD}?{urlencode({'fachbereich': fachbereich, 'jahr': jahr})}",
        **laden,
        **aria(label=f"Vorlage {jahr} für {fachbereich} herunterladen"),
    )

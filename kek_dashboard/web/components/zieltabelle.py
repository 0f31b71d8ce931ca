"""Zieltabelle: targets with the decision behind them, and the targets that held before."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zielwert
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.fundstelle import draw_fundstelle, linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.seite import Kontext


def targets_table(kontext: Kontext, akte: Kennzahlakte) -> list[Component]:
    """Targets in force and earlier ones; nothing where none was ever set."""
    alle = [(ziel, True) for ziel in akte.zielwerte] + [(ziel, False) for ziel in akte.fruehere_zielwerte]
    if not alle:
        return []
    spalten = [
        Spalte("Jahr", "zahl", kopf=True),
        Spalte("Ziel", "n", "Ziel:"),
        Spalte("Gilt", "leise"),
        Spalte("Beschluss", "", "Beschluss:"),
        Spalte("Woher", "woher"),
    ]
    alle.sort(key=lambda paar: (paar[0].jahr, not paar[1]))
    zeichen = beispielzeichen(ziel.herkunft for ziel, _ in alle)
    zeilen = [_row(kontext, akte, ziel, zeichen, is_current=gilt) for ziel, gilt in alle]
    klasse = f"zielwerte {zeichen.klasse}".strip()
    return [
        html.Section(
            [
                html.H2("Ziele und ihre Beschlüsse"),
                *zeichen.head(),
                tabelle(spalten, zeilen, zeichen.title("Ziele und ihre Beschlüsse"), klasse),
            ],
            className="karte",
        )
    ]


def _row(
    kontext: Kontext, akte: Kennzahlakte, ziel: Zielwert, zeichen: Beispielzeichen, *, is_current: bool
) -> list[Inhalt]:
    return [
        str(ziel.jahr),
        [linked(kontext, werteform(akte).wert(ziel.wert), ziel.fundstelle), *zeichen.sign(ziel.herkunft)],
        _validity(ziel, is_current=is_current),
        ziel.beschluss or UNKNOWN,
        draw_fundstelle(kontext, ziel.fundstelle),
    ]


def _validity(ziel: Zielwert, *, is_current: bool) -> str:
    ab = f"ab {format_date(ziel.gueltig_ab)}" if ziel.gueltig_ab else ""
    bis = f"bis {format_date(ziel.gueltig_bis)}" if ziel.gueltig_bis else ""
    zeit = " ".join(teil for teil in (ab, bis) if teil)
    wort = "gilt" if is_current else "galt früher"
    return f"{wort} {zeit}".strip()

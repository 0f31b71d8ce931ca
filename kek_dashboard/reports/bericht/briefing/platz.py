"""Platz: how many rows of several tables fit on one sheet, so that the briefing keeps to its two."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from kek_dashboard.charts.textbreite import text_width
from kek_dashboard.reports.bericht.durchgang import plain
from kek_dashboard.reports.bericht.form import Bild, Spalte, Tabelle, Text, Zeile

#: Height of a row of one line, of each further line, and the free room of a cell, in mm, as the sheet is set.
ZEILE, WEITERE, LUFT = 5.2, 3.9, 3.6
#: Height of a line of a thing on the first sheet, and the room after it.
ZEILE_TEXT, ABSTAND = 4.7, 1.8
_GRAD_TEXT = 10.5
_GRAD, _MM_JE_PUNKT = 9.0, 0.3528
# The widths of ``text_width`` are those of a wider typeface than the one of paper.
_ENGER = 0.86


def row_height(zeile: Zeile, spalten: Sequence[Spalte], breite: float) -> float:
    """Height of a row in mm in a table of this width; every column has a share of it."""
    summe = sum(spalte.anteil for spalte in spalten)
    zeilen = 1
    for zelle, spalte in zip(zeile.zellen, spalten, strict=True):
        if not isinstance(zelle, Bild):
            lang = text_width(plain(zelle), _GRAD) * _MM_JE_PUNKT * _ENGER
            zeilen = max(zeilen, ceil(lang / (breite * spalte.anteil / summe - LUFT)))
    return ZEILE + WEITERE * (zeilen - 1)


def text_height(text: Text, breite: float) -> float:
    """Height of a thing of the first sheet in mm, with the room after it."""
    lang = text_width(plain(text), _GRAD_TEXT) * _MM_JE_PUNKT * _ENGER
    return ceil(lang / (breite - LUFT)) * ZEILE_TEXT + ABSTAND


def table_heights(tabelle: Tabelle, breite: float) -> list[float]:
    """Height of each row of a table."""
    return [row_height(zeile, tabelle.spalten, breite) for zeile in tabelle.zeilen]


def share_out(hoehen: Sequence[Sequence[float]], platz: float) -> list[int]:
    """How many rows of each table are shown on ``platz`` mm: one of each in turn, as long as they fit."""
    gezeigt = [0] * len(hoehen)
    voll = [not reihe for reihe in hoehen]
    while not all(voll):
        for i, reihe in enumerate(hoehen):
            if voll[i]:
                continue
            hoehe = reihe[gezeigt[i]]
            if hoehe > platz:
                voll[i] = True
                continue
            platz -= hoehe
            gezeigt[i] += 1
            voll[i] = gezeigt[i] == len(reihe)
    return gezeigt

"""Spaltenbreite: columns of numbers on paper are as wide as their longest number, which is never broken."""

from __future__ import annotations

from typing import Final

from kek_dashboard.reports.bericht.durchgang import plain
from kek_dashboard.reports.bericht.form import Bild, Spaltenart, Tabelle, Zeilenart

#: Text between the margins of a sheet that stands and of one that lies, in mm.
HOCH_MM: Final = 166.0
QUER_MM: Final = 253.0
# Digits and letters, points and commas at 9 pt; what a cell keeps free beside its words.
_ZIFFER_MM, _PUNKT_MM, _ZELLE_MM = 1.6, 0.8, 3.7


def least_widths(tabelle: Tabelle, breite: float) -> dict[int, float]:
    """Columns of numbers whose share is too narrow for their longest number, with the width in mm that it needs.

    A number is never broken: it would run into the column beside it.
    """
    anteile = sum(spalte.anteil for spalte in tabelle.spalten)
    worte = [_longest_word(tabelle, i) for i in range(len(tabelle.spalten))]
    frei = breite - sum(
        wort for wort, spalte in zip(worte, tabelle.spalten, strict=True) if not spalte.anteil
    )
    return {
        i: wort
        for i, (wort, spalte) in enumerate(zip(worte, tabelle.spalten, strict=True))
        if spalte.art is Spaltenart.ZAHL and spalte.anteil and wort > frei * spalte.anteil / anteile
    }


def _longest_word(tabelle: Tabelle, spalte: int) -> float:
    """What the longest word of a column takes at least, in mm."""
    zellen = [zeile.zellen[spalte] for zeile in tabelle.zeilen if zeile.art is not Zeilenart.GRUPPE]
    worte = [wort for zelle in zellen if not isinstance(zelle, Bild) for wort in plain(zelle).split(" ")]
    punkte = (sum(zeichen in ".,:" for zeichen in wort) for wort in worte)
    breiten = ((len(wort) - n) * _ZIFFER_MM + n * _PUNKT_MM for wort, n in zip(worte, punkte, strict=True))
    return max(breiten, default=0.0) + _ZELLE_MM

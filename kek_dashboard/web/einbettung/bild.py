"""Bild: an embedded Kennzahl or Unterziel as an SVG file of its own, for an ``<img>``; it fetches nothing."""

from __future__ import annotations

from typing import Final

from kek_dashboard.charts.einzelbild import Bildworte, Thema, draw_einzelbild, outer_width
from kek_dashboard.charts.theme import SCHRIFT
from kek_dashboard.charts.verlauf_svg import ALLE_MASSE, draw_verlauf_svg
from kek_dashboard.charts.verlaufsflaeche import BREIT, SCHMAL, Masse
from kek_dashboard.web.einbettung.inhalt import Einbettung

#: What the file may do when it is opened on its own or in an ``<object>``.
REGELN: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *"
_FAMILIE = SCHRIFT.replace('"', "'")


def masse_for(breite: int | None) -> Masse:
    """The largest drawing that still is readable in a place so many pixels wide; the largest of all without one.

    >>> [masse_for(breite).name for breite in (320, 600, 800, 1200, None)]
    ['schmal', 'mittel', 'mittel', 'breit', 'breit']
    """
    if breite is None:
        return BREIT
    # Shown at eight ninths of its size its smallest type is still that of a footnote.
    passt = [masse for masse in ALLE_MASSE if outer_width(masse) * 8 <= breite * 9]
    return passt[-1] if passt else SCHMAL


def write_bild(e: Einbettung, masse: Masse, thema: Thema) -> str:
    """The picture with title, message and source inside."""
    bild = "" if e.verlauf is None else draw_verlauf_svg(e.verlauf, masse)
    return draw_einzelbild(e.worte, bild, masse, _FAMILIE, thema).svg


def write_satzbild(titel: str, satz: str) -> str:
    """A picture that has nothing to show and says why, so that no broken sign stands on somebody's page."""
    return draw_einzelbild(Bildworte(titel, satz, (), satz), "", SCHMAL, _FAMILIE).svg

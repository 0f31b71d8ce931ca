"""Zeilen: the rows of each table of the open data, of everything that is open in a Datenstand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.offenlegung import (
    akten_hier,
    alle_sichten,
    offene_bewertungen,
    offene_jahre,
    offene_kennzahl,
    offene_messwerte,
    offene_nachfolgen,
    offene_reihenbrueche,
    offene_zielbewertungen,
    offene_ziele,
    offene_zielsysteme,
    offene_zielwerte,
    offene_zuordnungen,
)
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from kek_dashboard.reports.offenedaten.tabellen import (
    BEWERTUNGEN,
    KENNZAHLEN,
    MESSWERTE,
    NACHFOLGEN,
    REIHENBRUECHE,
    TABELLEN,
    ZIELBEWERTUNGEN,
    ZIELE,
    ZIELSYSTEME,
    ZIELWERTE,
    ZUORDNUNGEN,
)

Zeilen = Mapping[str, tuple[Any, ...]]


def read_zeilen(stand: Datenstand) -> Zeilen:
    """Rows by name of the table, of all Zielsysteme; a row that two of them share stands there once."""
    gefunden: dict[str, dict[Any, None]] = {tabelle.name: {} for tabelle in TABELLEN}
    for sicht in alle_sichten(stand):
        for name, zeile in _rows(sicht):
            gefunden[name][zeile] = None
    gefunden[NACHFOLGEN.name] = dict.fromkeys(offene_nachfolgen(stand))
    return {name: tuple(zeilen) for name, zeilen in gefunden.items()}


def _rows(stand: Datenstand) -> Iterator[tuple[str, Any]]:
    """What one Zielsystem sees."""
    yield from ((ZIELSYSTEME.name, zeile) for zeile in offene_zielsysteme(stand))
    yield from ((ZIELE.name, zeile) for zeile in offene_ziele(stand))
    hier = {akte.nr: akte for akte in akten_hier(stand)}
    for akte in hier.values():
        yield KENNZAHLEN.name, offene_kennzahl(stand, akte)
        yield from ((ZUORDNUNGEN.name, zeile) for zeile in offene_zuordnungen(stand, akte))
        yield from ((MESSWERTE.name, zeile) for zeile in offene_messwerte(stand, akte))
        yield from ((ZIELWERTE.name, zeile) for zeile in offene_zielwerte(stand, akte))
        yield from ((REIHENBRUECHE.name, zeile) for zeile in offene_reihenbrueche(akte))
    for jahr in offene_jahre(stand):
        gesamt = bewerte_alles(stand, jahr)
        yield from (
            (BEWERTUNGEN.name, zeile) for zeile in offene_bewertungen(stand, gesamt) if zeile.kennzahl in hier
        )
        yield from ((ZIELBEWERTUNGEN.name, zeile) for zeile in offene_zielbewertungen(stand, gesamt))

"""Zeilen: the rows of each table of the open data, of everything that is open in a Datenstand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.offenlegung import (
    alle_sichten,
    offene_akten,
    offene_bewertungen,
    offene_jahre,
    offene_kennzahl,
    offene_messwerte,
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
    return {name: tuple(zeilen) for name, zeilen in gefunden.items()}


def _rows(stand: Datenstand) -> Iterator[tuple[str, Any]]:
    """What one Zielsystem sees; a Kennzahl that speaks for others alone is told of by those."""
    yield from ((ZIELSYSTEME.name, zeile) for zeile in offene_zielsysteme(stand))
    yield from ((ZIELE.name, zeile) for zeile in offene_ziele(stand))
    hier = {akte.nr: akte for akte in offene_akten(stand) if not stand.is_only_elsewhere(akte.nr)}
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

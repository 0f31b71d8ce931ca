"""Kennzahltabellen: the two shapes of a Kennzahlen-Lieferung and the words of their columns."""

from __future__ import annotations

from kek_dashboard.domain.kennzahl import Frequenz
from kek_dashboard.importers.mappe import Blatt, Zelle
from kek_dashboard.importers.sheet import Spalte, Tabelle, Tabellenart, find_table
from kek_dashboard.importers.werte import WertError
from kek_dashboard.importers.zeitangabe import Zeitangabe, is_prognose, read_zeitraum

_NR = Spalte(
    "nr",
    "Kennzahl-Nr.",
    ("Kennzahlnummer", "Kennzahl Nummer", "Kennzahlen-Nr.", "Kennzahlennummer", "KZ-Nr.", "KeZa-Nr.",
     "Kennziffer", "Indikatornummer", "Indikator-Nr.", "Indikatorcode", "Indikator", "Nr.", "Nummer",
     "Lfd. Nr.", "Kennzahl"),
    pflicht=True,
)  # fmt: skip
_GEMEINSAM = (
    Spalte(
        "bezeichnung",
        "Bezeichnung",
        ("Kennzahlbezeichnung", "Kurzname", "Name", "Titel", "Kennzahl", "Indikator"),
    ),
    Spalte("einheit", "Einheit", ("Maßeinheit", "Mengeneinheit", "ME")),
    Spalte("status", "Status", ("Wertstatus", "Datenstand")),
    Spalte("bemerkung", "Bemerkung", ("Bemerkungen", "Anmerkung", "Anmerkungen", "Kommentar", "Hinweis")),
    Spalte("herkunft", "Herkunft"),
)
LANG = Tabellenart(
    "Kennzahlen (eine Zeile je Wert)",
    (
        _NR,
        Spalte("zeitraum", "Zeitraum",
               ("Berichtszeitraum", "Periode", "Jahr", "Berichtsjahr", "Stichtag", "Datum", "Quartal",
                "Monat", "Halbjahr", "Zeitpunkt"), pflicht=True),
        Spalte("ist", "Ist", ("Istwert", "Ist-Wert", "Messwert", "Wert", "Ergebnis", "Ist-Stand"),
               pflicht=True),
        *_GEMEINSAM,
    ),
)  # fmt: skip
BREIT = Tabellenart("Kennzahlen (eine Spalte je Zeitraum)", (_NR, *_GEMEINSAM))


def find_wide(blatt: Blatt) -> Tabelle | None:
    """A table with a key column and at least one column for a Zeitraum, or ``None``."""
    tabelle = find_table(blatt, BREIT)
    if tabelle is None:
        return None
    for kopf in tabelle.koepfe.values():
        if is_prognose(kopf) or column_period(kopf) is not None:
            return tabelle
    return None


def column_period(kopf: str) -> Zeitangabe | None:
    """The Zeitraum a header names (as of a yearly Kennzahl), or ``None``."""
    try:
        return read_zeitraum(Zelle(0, 0, kopf, kopf), Frequenz.JAEHRLICH)
    except WertError:
        return None

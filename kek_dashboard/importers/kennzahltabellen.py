"""Kennzahltabellen: the two shapes of a Kennzahlen-Lieferung and the words of their columns."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from kek_dashboard.domain.kennzahl import Frequenz
from kek_dashboard.importers.einheiten import parse_header
from kek_dashboard.importers.kopfzeile import Spalte, Tabellenart, rank
from kek_dashboard.importers.mappe import Zelle
from kek_dashboard.importers.werte import WertError
from kek_dashboard.importers.zeitangabe import Zeitangabe, read_zeitraum

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


def _feld(art: Tabellenart, feld: str) -> Spalte:
    return next(spalte for spalte in art.spalten if spalte.feld == feld)


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
OHNE_ZEIT = Tabellenart(
    "Kennzahlen (Zeitraum steht über der Tabelle)", (_NR, _feld(LANG, "ist"), *_GEMEINSAM)
)
_NAME = replace(_feld(BREIT, "bezeichnung"), pflicht=True)
_OHNE_NAME = tuple(spalte for spalte in _GEMEINSAM if spalte.feld != "bezeichnung")
#: Without a Kennzahl-Nr. nothing is read; the names are shown to a person with proposals.
NAMEN_LANG = Tabellenart(
    "Kennzahlen ohne Nummer (eine Zeile je Wert)",
    (_NAME, _feld(LANG, "zeitraum"), _feld(LANG, "ist"), *_OHNE_NAME),
)
NAMEN_BREIT = Tabellenart("Kennzahlen ohne Nummer (eine Spalte je Zeitraum)", (_NAME, *_OHNE_NAME))

_ANFAENGE = frozenset(wort[0] for spalte in (_NR, _NAME) for wort in spalte.woerter)
_KOPF_LAENGE = 80


def is_header_word(text: str) -> bool:
    """Whether a text may head the column of the Kennzahl-Nr. or of the name."""
    return len(text) <= _KOPF_LAENGE and text.lstrip()[:1].casefold() in _ANFAENGE and _is_word(text)


def is_column_word(text: str) -> bool:
    """Whether a text heads any column of a table of Messwerte."""
    return any(rank(text, spalte) is not None for spalte in LANG.spalten)


@lru_cache(maxsize=8192)
def _is_word(text: str) -> bool:
    return rank(text, _NR) is not None or rank(text, _NAME) is not None


@lru_cache(maxsize=4096)
def column_period(kopf: str) -> Zeitangabe | None:
    """The Zeitraum a header names (as of a yearly Kennzahl), or ``None``."""
    zelle = header_cell(0, 0, kopf)
    try:
        return read_zeitraum(zelle, Frequenz.JAEHRLICH)
    except WertError:
        return None


def header_cell(zeile: int, spalte: int, kopf: str) -> Zelle:
    """The words of a header that name its Zeitraum, as a cell at its place."""
    return Zelle(zeile, spalte, parse_header(kopf).text, kopf)

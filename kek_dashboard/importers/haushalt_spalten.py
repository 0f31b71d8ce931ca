"""Haushaltsspalten: the amount columns of a plan: what each amount is, of which year, in which unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.importers.haushalt_jahr import find_jahre
from kek_dashboard.importers.haushalt_zeilen import Betragsart, spaltentitel
from kek_dashboard.importers.mappe import Blatt, spaltenname
from kek_dashboard.importers.profil import Profil
from kek_dashboard.importers.sheet import Tabelle, squash
from kek_dashboard.importers.werte import Dezimalzeichen, decimal_mark

TAUSEND = Decimal(1000)
_EURO = r"(?:€|eur(?:o)?\b)"
_IN_TAUSEND = re.compile(
    rf"\b(?:in\s+)?(?:t\s?€|teuro?\b|tsd\.?\s*{_EURO}|tausend\s*{_EURO}|1\.?000\s*{_EURO})", re.IGNORECASE
)
_IN_EURO = re.compile(rf"(?:\bin\s+)?{_EURO}", re.IGNORECASE)
_MILLIONEN = re.compile(r"\bmio|\bmillion|\bmrd|\bmilliard", re.IGNORECASE)
_FUSSNOTE = re.compile(r"\*+\)?|[¹²³⁰⁴-⁹]+\)?|(?<=\s)\d{1,2}\)")
_FUELLWORT = re.compile(r"\b(?:haushaltsjahr(?:es)?|jahr(?:es)?|hh?j|des|der|für|das|im)\b\.?", re.IGNORECASE)
#: Longer lines above a table are prose, not the unit of its amounts.
_LAENGSTE_ANGABE = 80
_TITELZEILEN = 10


@dataclass(frozen=True, slots=True)
class Betragsspalte:
    """One amount column: ``einheit`` in euros per unit; ``zeichen`` says how 1.234 is meant in it."""

    spalte: int
    art: Betragsart
    einheit: Decimal
    zeichen: Dezimalzeichen


def read_einheit(text: str) -> Decimal | None:
    """Euros per unit that a header or title names; ``None`` where it names none.

    >>> read_einheit("Ansatz 2019 in T€"), read_einheit("Angaben in Euro"), read_einheit("Ansatz 2019")
    (Decimal('1000'), Decimal('1'), None)
    """
    if _IN_TAUSEND.search(text):
        return TAUSEND
    return Decimal(1) if _IN_EURO.search(text) else None


def read_kopf(text: str, profil: Profil) -> Betragsart | None:
    """Kind and year of the amounts under this header, ``None`` if it is no amount column.

    One year and a word of the profile, nothing else but unit, footnote and words like "Jahr".
    """
    if _MILLIONEN.search(text):
        return None
    rest = _IN_EURO.sub(" ", _IN_TAUSEND.sub(" ", _FUSSNOTE.sub(" ", text)))
    jahre = find_jahre(rest)
    if len(jahre) != 1:
        return None
    (jahr,) = jahre
    wort = _core(rest.replace(str(jahr), " "))
    return next(
        (
            (wertart, jahr)
            for wertart, woerter in profil.betraege.items()
            if wort in {_core(moeglich) for moeglich in woerter}
        ),
        None,
    )


def _core(text: str) -> str:
    return squash(_FUELLWORT.sub(" ", text))


def find_betragsspalten(tabelle: Tabelle, profil: Profil, befunde: list[Befund]) -> list[Betragsspalte]:
    """The amount columns of a table from left to right; a kind and year named twice is a ``fehler``."""
    einheit = _einheit_of_sheet(tabelle, profil, befunde)
    spalten: dict[Betragsart, Betragsspalte] = {}
    for spalte, kopf in tabelle.koepfe.items():
        zelle = f"{spaltenname(spalte)}{tabelle.kopfzeile}"
        art, text = None, kopf
        for text in (*_own_headers(tabelle, spalte), kopf):
            if (art := read_kopf(text, profil)) is not None:
                break
        if art is None:
            if find_jahre(kopf):
                befunde.append(
                    Befund(
                        Schwere.HINWEIS,
                        "spalte_nicht_gelesen",
                        f"Die Spalte „{kopf}“ wird nicht gelesen: Das Profil „{profil.name}“ kennt keine "
                        "Wertart mit diesem Namen.",
                        tabelle.blatt.name,
                        zelle,
                    )
                )
            continue
        if art in spalten:
            befunde.append(
                Befund(
                    Schwere.FEHLER,
                    "spalte_doppelt",
                    f"„{spaltentitel(art)}“ steht in zwei Spalten ({spaltenname(spalten[art].spalte)} und "
                    f"{spaltenname(spalte)}); erwartet wird eine.",
                    tabelle.blatt.name,
                    zelle,
                )
            )
            continue
        eigene = read_einheit(text)
        spalten[art] = Betragsspalte(
            spalte,
            art,
            einheit if eigene is None else eigene,
            decimal_mark(tabelle.column_at(spalte)),
        )
    return list(spalten.values())


def _own_headers(tabelle: Tabelle, spalte: int) -> Iterator[str]:
    """Words over a column without the group heading above, row by row: it may be the table's title."""
    verbunden = tabelle.blatt.verbunden or {}
    text = ""
    for nummer in range(tabelle.kopfzeile, tabelle.datenzeile):
        zelle = tabelle.blatt.zelle(*verbunden.get((nummer, spalte), (nummer, spalte)))
        if zelle is not None and zelle.roh.strip() not in text:
            text = f"{text} {zelle.roh.strip()}".strip()
            yield text


def titles_above(tabelle: Tabelle) -> list[str]:
    """Rows above a table as lines of text."""
    return _row_texts(tabelle.blatt, range(1, tabelle.kopfzeile))


def sheet_titles(blatt: Blatt) -> list[str]:
    """First rows of a sheet without a table (a cover) as lines of text."""
    return _row_texts(blatt, sorted(blatt.zeilen)[:_TITELZEILEN])


def _row_texts(blatt: Blatt, nummern: Iterable[int]) -> list[str]:
    """Short rows as lines of text; long ones are prose and left out."""
    zeilen = (blatt.zeilen.get(nummer, {}) for nummer in nummern)
    texte = (" ".join(zeile[spalte].roh.strip() for spalte in sorted(zeile)) for zeile in zeilen)
    return [text for text in texte if text and len(text) <= _LAENGSTE_ANGABE]


def _einheit_of_sheet(tabelle: Tabelle, profil: Profil, befunde: list[Befund]) -> Decimal:
    """What a line above the table says ("Angaben in T€") goes before the profile."""
    for text in titles_above(tabelle):
        einheit = read_einheit(text)
        if einheit is not None and einheit != profil.einheit:
            befunde.append(
                Befund(
                    Schwere.HINWEIS,
                    "einheit_erkannt",
                    f"Die Beträge gelten als {'T€' if einheit == TAUSEND else 'Euro'}, weil über der Tabelle "
                    f"„{text}“ steht.",
                    tabelle.blatt.name,
                )
            )
            return einheit
    return profil.einheit

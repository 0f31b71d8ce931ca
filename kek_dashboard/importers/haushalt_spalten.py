"""Haushaltsspalten: the amount columns of a plan: what each amount is, of which year, in which unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.haushalt import MIT_STICHTAG
from kek_dashboard.importers.haushalt_jahr import find_jahre
from kek_dashboard.importers.haushalt_kopf import (
    TAUSEND,
    Betragskopf,
    Kopfworte,
    read_einheit,
    read_standzeile,
)
from kek_dashboard.importers.haushalt_zeilen import WERTART_TITEL, Betragsart, spaltentitel
from kek_dashboard.importers.mappe import Blatt, Zelle, spaltenname
from kek_dashboard.importers.profil import SALDO, ZUSCHUSSBEDARF, Profil
from kek_dashboard.importers.sheet import Tabelle
from kek_dashboard.importers.werte import Dezimalzeichen, WertError, decimal_mark, read_zahl

#: Longer lines above a table are prose, not the unit of its amounts.
_LAENGSTE_ANGABE = 80
_TITELZEILEN = 10
_ZAHLANFANG = re.compile(r"\s*[(+−–-]?\s*\d[\d.,\s]*(?:[€%)−–-]|$)")


@dataclass(frozen=True, slots=True)
class Betragsspalte:
    """One amount column: ``einheit`` in euros per unit; ``zeichen`` says how 1.234 is meant in it.

    ``seite`` as in ``Profil.seiten``, empty in a layout without sides. ``schritt``: to how many euros
    its amounts are rounded, 0 = not at all.
    """

    spalte: int
    art: Betragsart
    einheit: Decimal
    zeichen: Dezimalzeichen
    seite: str = ""
    schritt: Decimal = Decimal()

    @property
    def is_saldo(self) -> bool:
        """Whether it states a difference of two sides and no amount of its own."""
        return self.seite in {SALDO, ZUSCHUSSBEDARF}

    def read(self, zelle: Zelle) -> Decimal | None:
        """The number in a cell, in the unit of the column; raises ``WertError``."""
        return read_zahl(zelle, "€" if self.einheit == 1 else "T€", self.zeichen)


def find_betragsspalten(tabelle: Tabelle, profil: Profil, befunde: list[Befund]) -> list[Betragsspalte]:
    """The amount columns of a table from left to right; a kind and year named twice is a ``fehler``."""
    einheit = _einheit_of_sheet(tabelle, profil, befunde)
    worte, stand = Kopfworte(profil), read_standzeile(titles_above(tabelle))
    spalten: dict[tuple[Betragsart, str], Betragsspalte] = {}
    for spalte, ganzer in tabelle.koepfe.items():
        kopf, text = _read_header(tabelle, spalte, ganzer, worte)
        if kopf is not None and kopf.jahr is None and not _has_numbers(tabelle, spalte):
            continue  # „Prognose“ without a year may head a column of remarks
        vollstaendig = None
        if kopf is None:
            _tell_unread(tabelle, spalte, ganzer, profil, befunde)
        else:
            vollstaendig = _complete(kopf, tabelle, spalte, stand, list(spalten.values()), befunde)
        if kopf is None or vollstaendig is None:
            continue
        key = (vollstaendig, kopf.seite)
        if key in spalten:
            _tell_twice(tabelle, spalte, spalten[key], befunde)
            continue
        eigene = read_einheit(text)
        gefunden = Betragsspalte(
            spalte,
            vollstaendig,
            einheit if eigene is None else eigene,
            decimal_mark(tabelle.column_at(spalte)),
            kopf.seite,
        )
        spalten[key] = replace(gefunden, schritt=_rounding_step(tabelle, gefunden, profil))
    return list(spalten.values())


def _read_header(
    tabelle: Tabelle, spalte: int, ganzer: str, worte: Kopfworte
) -> tuple[Betragskopf | None, str]:
    """What the words over a column say, and which of them say it: those that leave least open."""
    gelesen = [(worte.read(text), text) for text in (*_own_headers(tabelle, spalte), ganzer)]
    koepfe = [(kopf, text) for kopf, text in gelesen if kopf is not None]
    if not koepfe:
        return None, ganzer
    return min(koepfe, key=lambda fund: (fund[0].jahr is None, fund[0].stichtag is None))


def _has_numbers(tabelle: Tabelle, spalte: int) -> bool:
    """Whether a column holds a number or a text that begins like one."""
    return any(
        isinstance(zelle.wert, Decimal) or (isinstance(zelle.wert, str) and _ZAHLANFANG.match(zelle.wert))
        for zelle in tabelle.column_at(spalte)
    )


def _complete(
    kopf: Betragskopf,
    tabelle: Tabelle,
    spalte: int,
    stand: date | None,
    links: Sequence[Betragsspalte],
    befunde: list[Befund],
) -> Betragsart | None:
    """Wertart, year and Stichtag of a column; what its header leaves out comes from beside or above."""
    zelle = f"{spaltenname(spalte)}{tabelle.kopfzeile}"
    if kopf.wertart in MIT_STICHTAG:
        stichtag = kopf.stichtag or stand
        if stichtag is None:
            titel = f"{WERTART_TITEL[kopf.wertart]} {kopf.jahr or ''}".strip()
            befunde.append(
                Befund(
                    Schwere.FEHLER,
                    "stichtag_fehlt",
                    f"Von welchem Tag ist „{titel}“? Bitte den Stichtag in die Überschrift schreiben, z. B. "
                    f"„{titel} (Stand 30.06.{kopf.jahr or 'JJJJ'})“, oder über die Tabelle eine Zeile „Stand: …“.",
                    tabelle.blatt.name,
                    zelle,
                )
            )
            return None
        return kopf.wertart, kopf.jahr or stichtag.year, stichtag
    if kopf.jahr is not None:
        return kopf.wertart, kopf.jahr, None
    daneben = [s for s in links if s.art[0] is kopf.wertart and not s.is_saldo][-1:]
    vergeben = {(s.art, s.seite) for s in links}
    if not daneben or (daneben[0].art, kopf.seite) in vergeben:
        return None
    befunde.append(
        Befund(
            Schwere.HINWEIS,
            "saldo_ohne_jahr",
            f"Die Spalte „{' '.join(tabelle.koepfe[spalte].split())}“ nennt kein Jahr. Sie wird als Saldo von "
            f"„{spaltentitel(daneben[0].art)}“ links daneben geprüft.",
            tabelle.blatt.name,
            zelle,
        )
    )
    return daneben[0].art


def _rounding_step(tabelle: Tabelle, spalte: Betragsspalte, profil: Profil) -> Decimal:
    """Euros to which the amounts are rounded: by the finest of them in T€ or in a rounded file, else 0."""
    if spalte.einheit == 1 and not profil.gerundet:
        return Decimal()
    stellen = 0
    for zelle in tabelle.column_at(spalte.spalte):
        try:
            zahl = spalte.read(zelle)
        except WertError:
            continue
        if zahl is not None:
            exponent = zahl.as_tuple().exponent
            stellen = max(stellen, -exponent if isinstance(exponent, int) else 0)
    schritt = spalte.einheit.scaleb(-stellen)
    return schritt if schritt > Decimal("0.01") else Decimal()


def _tell_unread(tabelle: Tabelle, spalte: int, kopf: str, profil: Profil, befunde: list[Befund]) -> None:
    """A column with a year that is no amount of this profile."""
    if find_jahre(kopf):
        befunde.append(
            Befund(
                Schwere.HINWEIS,
                "spalte_nicht_gelesen",
                f"Die Spalte „{kopf}“ wird nicht gelesen: Das Profil „{profil.name}“ kennt keine "
                "Wertart mit diesem Namen.",
                tabelle.blatt.name,
                f"{spaltenname(spalte)}{tabelle.kopfzeile}",
            )
        )


def _tell_twice(tabelle: Tabelle, spalte: int, erste: Betragsspalte, befunde: list[Befund]) -> None:
    befunde.append(
        Befund(
            Schwere.FEHLER,
            "spalte_doppelt",
            f"„{spaltentitel(erste.art)}“ steht in zwei Spalten ({spaltenname(erste.spalte)} und "
            f"{spaltenname(spalte)}); erwartet wird eine.",
            tabelle.blatt.name,
            f"{spaltenname(spalte)}{tabelle.kopfzeile}",
        )
    )


def rounding_steps(spalten: Iterable[Betragsspalte]) -> Mapping[Betragsart, Decimal]:
    """The rounded columns among these, with their step in euros; of several sides the coarsest."""
    schritte: dict[Betragsart, Decimal] = {}
    for spalte in spalten:
        if spalte.schritt:
            schritte[spalte.art] = max(spalte.schritt, schritte.get(spalte.art, Decimal()))
    return schritte


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

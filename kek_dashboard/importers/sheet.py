"""Sheet: finds a table by the words of its header and hands out its rows as declared columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from textwrap import shorten

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.importers.kopfzeile import (
    Spalte,
    Tabellenart,
    filled_right,
    group_row,
    header_height,
    header_texts,
    is_column_numbers,
    match,
    rank,
    squash,
)
from kek_dashboard.importers.mappe import Blatt, Zelle, spaltenname

#: One door for the readers of tables: the declared columns beside the rows.
__all__ = [
    "SUCHTIEFE",
    "Spalte",
    "Tabelle",
    "Tabellenart",
    "Tabellenzeile",
    "cell_befund",
    "count_required",
    "find_table",
    "find_table_at",
    "fund_befund",
    "fundstelle",
    "is_nebenzeile",
    "missing_columns",
    "parse_herkunft",
    "sheet_herkunft",
    "squash",
]

#: Titles, merged cells and a "Stand:" line stand above a table; more rows than this never do.
SUCHTIEFE = 40
_KOPF_LAENGE = 80
_NUMMERN = 3
_ZITAT = 60
_NEBENZEILE = re.compile(
    r"(?:zwischen|teil|gesamt|end)?summe\b|gesamt\b|insgesamt\b|zusammen\b|total\b|[σς]\s*$|∑"
    r"|land niedersachsen\b|niedersachsen\b|deutschland\b|bund(?:esgebiet)?\b|quellen?\b\s*:?|stand\b\s*:"
    r"|hinweise?\b|anmerkung(?:en)?\b|erläuterung(?:en)?\s*:|erlaeuterung(?:en)?\s*:|legende\b|fußnoten?\b"
    r"|fussnoten?\b|©|copyright|\*+|\d{1,2}\)\s|[¹²³⁰⁴-⁹]|datenquelle\b|lizenz\b|herausgeber\b"
    r"|k\. ?a\. ?=",
    re.IGNORECASE,
)
_HERKUNFT = re.compile(r"herkunft\s*:?\s*(amtlich|intern|beispiel)?\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tabellenzeile:
    """One data row: the cells of declared columns by field, and all others by column number."""

    nummer: int
    zellen: Mapping[str, Zelle]
    weitere: Mapping[int, Zelle]


@dataclass(frozen=True)
class Tabelle:
    """A table found in a sheet.

    ``koepfe`` holds the header text of every further column, ``feldkoepfe`` that of the declared ones,
    ``spaltennummern`` the row of column numbers below the header (or 0).
    """

    blatt: Blatt
    art: Tabellenart
    kopfzeile: int
    datenzeile: int
    spalten: Mapping[str, int]
    koepfe: Mapping[int, str]
    doppelt: tuple[str, ...] = field(default=())
    feldkoepfe: Mapping[str, str] = field(default_factory=dict)
    spaltennummern: int = 0

    def zeilen(self, uebergangen: list[int] | None = None) -> Iterator[Tabellenzeile]:
        """Data rows in order; sums, notes, repeated headers and column numbers are left out.

        The numbers of left-out sums and notes that hold figures are put into ``uebergangen``.
        """
        felder = {spalte: feld for feld, spalte in self.spalten.items()}
        verbunden = self.blatt.verbunden or {}
        for nummer in sorted(self.blatt.zeilen):
            if nummer < self.datenzeile:
                continue
            zeile = self.blatt.zeilen[nummer]
            if not zeile:
                continue
            if is_nebenzeile(zeile) and not self._has_own_key(zeile):
                if uebergangen is not None and any(isinstance(z.wert, Decimal) for z in zeile.values()):
                    uebergangen.append(nummer)
                continue
            if self._is_header(zeile):
                continue
            zellen = {felder[spalte]: zelle for spalte, zelle in zeile.items() if spalte in felder}
            for spalte, feld_ in felder.items():
                erste = verbunden.get((nummer, spalte))
                # A cell merged downwards speaks for each of its rows; sideways it is a heading.
                if feld_ not in zellen and erste and erste[1] == spalte and erste[0] >= self.datenzeile:
                    oben = self.blatt.zelle(*erste)
                    if oben is not None:
                        zellen[feld_] = oben
            weitere = {spalte: zelle for spalte, zelle in zeile.items() if spalte not in felder}
            yield Tabellenzeile(nummer, zellen, weitere)

    def column(self, feld: str) -> list[Zelle]:
        """All cells of a declared column below the header, without looking at what they are."""
        spalte = self.spalten.get(feld)
        return [] if spalte is None else self.column_at(spalte)

    def column_at(self, spalte: int) -> list[Zelle]:
        """All cells of a column below the header."""
        return [
            zeile[spalte]
            for nummer, zeile in self.blatt.zeilen.items()
            if nummer >= self.datenzeile and spalte in zeile
        ]

    def _has_own_key(self, zeile: Mapping[int, Zelle]) -> bool:
        """Whether the key stands elsewhere than the word „Summe“: then „Summe …“ is only a name."""
        schluessel = next(spalte for spalte in self.art.spalten if spalte.pflicht)
        return self.spalten[schluessel.feld] in zeile and self.spalten[schluessel.feld] != min(zeile)

    def _is_header(self, zeile: Mapping[int, Zelle]) -> bool:
        """Whether the header stands here once more (a new printed page)."""
        for deklariert in self.art.spalten:
            if deklariert.pflicht:
                zelle = zeile.get(self.spalten[deklariert.feld])
                if zelle is None or not isinstance(zelle.wert, str):
                    return False
                if len(zelle.wert) > _KOPF_LAENGE or rank(zelle.wert, deklariert) is None:
                    return False
        return True


def find_table(blatt: Blatt, art: Tabellenart) -> Tabelle | None:
    """The first table whose header has all required columns, or ``None``."""
    for nummer in _candidates(blatt):
        tabelle = find_table_at(blatt, art, nummer)
        if tabelle is not None:
            return tabelle
    return None


def find_table_at(blatt: Blatt, art: Tabellenart, nummer: int) -> Tabelle | None:
    """The table whose header begins in this row, or ``None``."""
    einzeln = header_texts(blatt, nummer)
    if not einzeln:
        return None
    darunter = header_texts(blatt, nummer + 1)
    spalten, doppelt = match({s: (t,) for s, t in einzeln.items()}, art)
    if art.pflichtfelder <= spalten.keys():
        hoehe = header_height(blatt, nummer, spalten, art)
        while hoehe > 1 and is_nebenzeile(blatt.zeilen[nummer + hoehe - 1]):
            hoehe -= 1
        return _table(blatt, art, nummer, hoehe, spalten, doppelt)
    gemischt = {
        spalte: tuple(
            text
            for text in (
                darunter.get(spalte, ""),
                einzeln.get(spalte, ""),
                f"{einzeln.get(spalte, '')} {darunter.get(spalte, '')}",
            )
            if text.strip()
        )
        for spalte in einzeln.keys() | darunter.keys()
    }
    spalten, doppelt = match(gemischt, art)
    aus_erster = match({s: (t,) for s, t in einzeln.items()}, art)[0]
    allein_darunter = match({s: (t,) for s, t in darunter.items()}, art)[0]
    if art.pflichtfelder <= spalten.keys() and aus_erster and not art.pflichtfelder <= allein_darunter.keys():
        return _table(blatt, art, nummer, 2, spalten, doppelt)
    return None


def _candidates(blatt: Blatt) -> list[int]:
    return sorted(blatt.zeilen)[:SUCHTIEFE]


def _table(
    blatt: Blatt,
    art: Tabellenart,
    nummer: int,
    hoehe: int,
    spalten: Mapping[str, int],
    doppelt: tuple[str, ...],
) -> Tabelle:
    """The table with the words over each further column, group headings above included."""
    zeilen = [header_texts(blatt, nummer + versatz) for versatz in range(hoehe)]
    for oben in range(hoehe - 1):
        zeilen[oben] = filled_right(zeilen[oben], zeilen[oben + 1])
    gruppen = group_row(blatt, nummer - 1)
    alle = sorted({spalte for texte in zeilen for spalte in texte})
    felder = {spalte: feld for feld, spalte in spalten.items()}
    koepfe, feldkoepfe = {}, {}
    for spalte in alle:
        teile = [gruppen.get(spalte, ""), *(texte.get(spalte, "") for texte in zeilen)]
        text = " ".join(dict.fromkeys(teil.strip() for teil in teile if teil.strip()))
        if spalte in felder:
            feldkoepfe[felder[spalte]] = text
        else:
            koepfe[spalte] = text
    daten = nummer + hoehe
    nummern = 0
    erste_spalte = min(alle, default=1)
    # 1, 2 below two years alone may be values whose key is missing.
    if is_column_numbers(blatt.zeilen.get(daten, {})) and (
        min(blatt.zeilen[daten]) == erste_spalte or len(blatt.zeilen[daten]) >= _NUMMERN
    ):
        nummern = daten
        daten += 1
    return Tabelle(blatt, art, nummer, daten, dict(spalten), koepfe, doppelt, feldkoepfe, nummern)


def is_nebenzeile(zeile: Mapping[int, Zelle]) -> bool:
    """Whether a row is a sum or a note: its first text says so."""
    erste = zeile[min(zeile)] if zeile else None
    if erste is None or not isinstance(erste.wert, str):
        return False
    return _NEBENZEILE.match(erste.wert.strip()) is not None


def sheet_herkunft(blatt: Blatt, bis_zeile: int) -> Herkunft | None:
    """What a line ``Herkunft: Beispiel`` above the table says, or ``None``."""
    for nummer in sorted(blatt.zeilen):
        if nummer >= bis_zeile:
            return None
        for spalte, zelle in blatt.zeilen[nummer].items():
            if isinstance(zelle.wert, str) and (treffer := _HERKUNFT.match(zelle.wert.strip())):
                wort = treffer[1]
                daneben = blatt.zelle(nummer, spalte + 1)
                if wort is None and daneben is not None:
                    wort = daneben.roh.strip()
                herkunft = parse_herkunft(wort or "")
                if herkunft is not None:
                    return herkunft
    return None


def parse_herkunft(text: str) -> Herkunft | None:
    """The Herkunft a word names, or ``None``."""
    wort = squash(text)
    return next((h for h in Herkunft if wort.startswith(h.value)), None)


def fundstelle(blatt: Blatt, zelle: Zelle) -> Fundstelle:
    """Where a figure was read from."""
    return Fundstelle(blatt.name, zelle.name, zelle.roh)


def cell_befund(schwere: Schwere, code: str, blatt: Blatt, zelle: Zelle | str, text: str) -> Befund:
    """A Befund at a cell; the sentence begins with sheet, cell and what stands there."""
    punkt = "" if text.endswith("?") else "."
    if isinstance(zelle, str):
        return Befund(schwere, code, f"Blatt „{blatt.name}“, Zelle {zelle}: {text}{punkt}", blatt.name, zelle)
    steht = shorten(zelle.roh, _ZITAT, placeholder=" …")
    da = f"da steht „{steht}“; " if steht.strip() else ""
    return Befund(
        schwere, code, f"Blatt „{blatt.name}“, Zelle {zelle.name}: {da}{text}{punkt}", blatt.name, zelle.name
    )


def count_required(blatt: Blatt, art: Tabellenart) -> int:
    """How many required columns the best row near the top names."""
    return max(
        (
            len(
                art.pflichtfelder
                & match({s: (t,) for s, t in header_texts(blatt, nummer).items()}, art)[0].keys()
            )
            for nummer in _candidates(blatt)
        ),
        default=0,
    )


def missing_columns(blatt: Blatt, art: Tabellenart) -> Befund:
    """The Befund for a sheet without the table's header: what was found, what was expected."""
    beste: tuple[int, int] = (0, 0)
    fehlend = art.pflichtfelder
    for nummer in _candidates(blatt):
        spalten, _ = match({s: (t,) for s, t in header_texts(blatt, nummer).items()}, art)
        if len(spalten) > beste[0]:
            beste, fehlend = (len(spalten), nummer), art.pflichtfelder - spalten.keys()
    namen = ", ".join(f"„{s.name}“" for s in art.spalten if s.feld in fehlend)
    if beste[0]:
        texte = header_texts(blatt, beste[1])
        gefunden = ", ".join(f"„{' '.join(texte[s].split())}“" for s in sorted(texte)[:12])
        zelle = f"{spaltenname(min(texte))}{beste[1]}"
        text = f"In Zeile {beste[1]} stehen die Überschriften {gefunden}; es fehlt {namen}"
    else:
        zelle = ""
        erwartet = ", ".join(f"„{s.name}“" for s in art.spalten if s.pflicht)
        text = f"Keine Kopfzeile gefunden; erwartet werden die Spalten {erwartet}"
    return Befund(Schwere.FEHLER, "spalte_fehlt", f"Blatt „{blatt.name}“: {text}.", blatt.name, zelle)


def fund_befund(schwere: Schwere, code: str, stelle: Fundstelle, text: str) -> Befund:
    """A Befund at the cell a record was read from."""
    ort = f"Blatt „{stelle.blatt}“, Zelle {stelle.zelle}: {text}."
    return Befund(schwere, code, ort, stelle.blatt, stelle.zelle)

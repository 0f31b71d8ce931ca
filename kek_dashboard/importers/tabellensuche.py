"""Tabellensuche: every table of Messwerte in a sheet, one below the other or side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from kek_dashboard.importers.kennzahltabellen import (
    BREIT,
    LANG,
    NAMEN_BREIT,
    NAMEN_LANG,
    OHNE_ZEIT,
    column_period,
    is_column_word,
    is_header_word,
)
from kek_dashboard.importers.kopfzeile import Tabellenart, group_row, header_texts, squash
from kek_dashboard.importers.mappe import Blatt
from kek_dashboard.importers.sheet import Tabelle, find_table_at
from kek_dashboard.importers.zeitangabe import is_prognose

#: A title above a table has no more rows than this.
_TITELZEILEN = 4
#: More headers than this are no headers; what follows then counts as rows of the last table.
_KOEPFE = 100
_PAAR = 2
#: Where one row or two can be the header, the kind of table that says more is meant.
_VORRANG = (LANG, BREIT, OHNE_ZEIT, NAMEN_LANG, NAMEN_BREIT)


@dataclass(frozen=True, slots=True)
class _Kopf:
    """A header: its first row, its first and last column."""

    zeile: int
    von: int
    bis: int


def find_tables(blatt: Blatt) -> tuple[Tabelle, ...]:
    """All tables with a Kennzahl-Nr. or a name, and values; from top to bottom, from left to right.

    A header that is merely printed again belongs to the table above it. Where a sheet holds several
    tables, each ``Tabelle.blatt`` is the part of the sheet around it, with the sheet's own addresses.
    """
    koepfe = _headers(blatt)
    if not koepfe:
        return ()
    if len(koepfe) == 1:
        tabelle = best_table(blatt, koepfe[0].zeile)
        return () if tabelle is None else (tabelle,)
    tabellen: list[Tabelle] = []
    for kopf in koepfe:
        teil = _part(blatt, kopf, koepfe)
        tabelle = best_table(teil, kopf.zeile)
        if tabelle is not None:
            tabellen.append(tabelle)
    return tuple(tabellen)


def first_table(blatt: Blatt) -> Tabelle | None:
    """The first table of a sheet, or ``None``; as far as it takes to know that there is one."""
    koepfe = _headers(blatt, hoechstens=1)
    if not koepfe:
        return None
    kopf = koepfe[0]
    return _table_around(blatt, kopf.zeile, kopf.von, kopf.bis)


def best_table(blatt: Blatt, nummer: int) -> Tabelle | None:
    """The table whose header begins in this row, of the kind that says most; ``None`` for none."""
    lang = find_table_at(blatt, LANG, nummer)
    if lang is not None:
        return lang
    breit = _wide_at(blatt, BREIT, nummer)
    if breit is not None and _has_measured(breit):
        return breit
    return (
        find_table_at(blatt, OHNE_ZEIT, nummer)
        or breit
        or find_table_at(blatt, NAMEN_LANG, nummer)
        or _measured_or_none(_wide_at(blatt, NAMEN_BREIT, nummer))
    )


def _wide_at(blatt: Blatt, art: Tabellenart, nummer: int) -> Tabelle | None:
    tabelle = find_table_at(blatt, art, nummer)
    if tabelle is None:
        return None
    if any(is_prognose(kopf) or column_period(kopf) is not None for kopf in tabelle.koepfe.values()):
        return tabelle
    return None


def _has_measured(tabelle: Tabelle) -> bool:
    """Whether a wide table has a column for a Zeitraum that is no forecast."""
    return any(not is_prognose(kopf) and column_period(kopf) is not None for kopf in tabelle.koepfe.values())


def _measured_or_none(tabelle: Tabelle | None) -> Tabelle | None:
    return tabelle if tabelle is not None and _has_measured(tabelle) else None


def _headers(blatt: Blatt, hoechstens: int = _KOEPFE) -> list[_Kopf]:
    """Headers of the sheet in order; one printed again in the same columns is left out."""
    gefunden: list[tuple[_Kopf, Tabelle]] = []
    gelesen = 0
    for nummer in islice(_candidate_rows(blatt), _KOEPFE):
        if nummer < gelesen:
            continue
        for von, bis in _segments(blatt, nummer):
            tabelle = _table_around(blatt, nummer, von, bis)
            if tabelle is None or any(
                _is_data_of(t, blatt, nummer) for k, t in gefunden if k.von <= bis and von <= k.bis
            ):
                continue
            gelesen = max(gelesen, tabelle.datenzeile)
            davor = [t for k, t in gefunden if k.von <= bis and von <= k.bis]
            if not (davor and _is_same_header(davor[-1], tabelle)):
                gefunden.append((_Kopf(tabelle.kopfzeile, von, bis), tabelle))
        if len(gefunden) >= hoechstens:
            break
    return [kopf for kopf, _ in gefunden]


def _table_around(blatt: Blatt, nummer: int, von: int, bis: int) -> Tabelle | None:
    """The table whose key word stands in this row; its header may begin one row higher."""
    teil = _near(blatt, nummer, von, bis)
    tabellen = (best_table(teil, zeile) for zeile in (nummer - 1, nummer) if zeile in teil.zeilen)
    passend = [tabelle for tabelle in tabellen if tabelle is not None and nummer < tabelle.datenzeile]
    return min(passend, key=lambda tabelle: _VORRANG.index(tabelle.art), default=None)


def _is_data_of(tabelle: Tabelle, blatt: Blatt, nummer: int) -> bool:
    """Whether a row belongs to a table above it: what stands in its key column heads no column."""
    schluessel = next(spalte for spalte in tabelle.art.spalten if spalte.pflicht)
    zelle = blatt.zelle(nummer, tabelle.spalten[schluessel.feld])
    return zelle is not None and not (is_column_word(zelle.roh) or column_period(zelle.roh) is not None)


def _candidate_rows(blatt: Blatt) -> Iterator[int]:
    """Rows in which a text is a word for the Kennzahl-Nr. or the name."""
    andere: set[str] = set()
    for nummer in sorted(blatt.zeilen):
        for zelle in blatt.zeilen[nummer].values():
            wert = zelle.wert
            # Names and units come back in thousands of rows; each is looked at once.
            if not isinstance(wert, str) or wert in andere:
                continue
            if is_header_word(wert):
                yield nummer
                break
            andere.add(wert)


def _segments(blatt: Blatt, nummer: int) -> list[tuple[int, int]]:
    """First and last column of each table whose header is in this row, from left to right."""
    texte = header_texts(blatt, nummer)
    spalten = sorted(texte)
    luecken = _gaps(spalten)
    for schnitte in (luecken, _repeats(texte, spalten), _keys(texte, spalten)):
        raender = zip([spalten[0], *schnitte], [*schnitte, spalten[-1] + 1], strict=True)
        ganze = [(von, b - 1) for von, b in raender if schnitte and _table_around(blatt, nummer, von, b - 1)]
        # Beside an empty column may stand data of another table; without one, halves are no tables.
        if len(ganze) > 1 or (ganze and schnitte is luecken):
            return ganze
    return [(spalten[0], spalten[-1])]


def _gaps(spalten: Sequence[int]) -> list[int]:
    """Columns that begin a new group after an empty column."""
    return [spalte for davor, spalte in pairwise(spalten) if spalte > davor + 1]


def _repeats(texte: Mapping[int, str], spalten: Sequence[int]) -> list[int]:
    """Columns at which the same words begin once more."""
    worte = [squash(texte[spalte]) for spalte in spalten]
    for laenge in range(2, len(worte) // 2 + 1):
        if len(worte) % laenge == 0 and worte == worte[:laenge] * (len(worte) // laenge):
            return list(spalten[laenge::laenge])
    return []


def _keys(texte: Mapping[int, str], spalten: Sequence[int]) -> list[int]:
    """Columns that are called like the first one, a key."""
    erster = squash(texte[spalten[0]])
    if not is_header_word(texte[spalten[0]]):
        return []
    return [spalte for spalte in spalten[1:] if squash(texte[spalte]) == erster]


def _is_same_header(eine: Tabelle, andere: Tabelle) -> bool:
    """Whether a header says the same in the same columns (a new printed page)."""
    return (
        eine.art is andere.art
        and eine.art is not OHNE_ZEIT
        and eine.spalten == andere.spalten
        and eine.koepfe == andere.koepfe
    )


def _near(blatt: Blatt, nummer: int, von: int, bis: int) -> Blatt:
    """The rows around a header, cut to some columns."""
    zeilen = {}
    for zeile in range(nummer - 2, nummer + 5):
        zellen = {s: z for s, z in blatt.zeilen.get(zeile, {}).items() if von <= s <= bis}
        if zellen:
            zeilen[zeile] = zellen
    return replace(blatt, zeilen=zeilen)


def _part(blatt: Blatt, kopf: _Kopf, koepfe: Sequence[_Kopf]) -> Blatt:
    """The sheet around one header: up to the next header below and to the tables beside it."""
    unten = [k for k in koepfe if k.zeile > kopf.zeile and k.von <= kopf.bis and kopf.von <= k.bis]
    ende = min((_title_start(blatt, k) for k in unten), default=max(blatt.zeilen) + 1)
    oben = [k for k in koepfe if k.zeile < kopf.zeile and k.von <= kopf.bis and kopf.von <= k.bis]
    anfang = _title_start(blatt, kopf) if oben else 1
    rechts = [k.von for k in koepfe if k.von > kopf.bis and _is_beside(kopf, k, anfang, ende)]
    links = [k.bis for k in koepfe if k.bis < kopf.von and _is_beside(kopf, k, anfang, ende)]
    von = kopf.von if links else 1
    bis = min(rechts, default=blatt.letzte_spalte + 1) - 1
    zeilen = {
        nummer: {spalte: zelle for spalte, zelle in zeile.items() if von <= spalte <= bis}
        for nummer, zeile in blatt.zeilen.items()
        if anfang <= nummer < ende
    }
    return replace(blatt, zeilen={nummer: zeile for nummer, zeile in zeilen.items() if zeile})


def _is_beside(kopf: _Kopf, andere: _Kopf, anfang: int, ende: int) -> bool:
    return anfang <= andere.zeile < ende or andere.zeile < kopf.zeile


def _title_start(blatt: Blatt, kopf: _Kopf) -> int:
    """First row that belongs to a header: titles and group headings right above it."""
    start = kopf.zeile
    for nummer in range(kopf.zeile - 1, max(kopf.zeile - 1 - _TITELZEILEN, 0), -1):
        zeile = {s: z for s, z in blatt.zeilen.get(nummer, {}).items() if kopf.von <= s <= kopf.bis}
        erste = zeile[min(zeile)] if zeile else None
        if erste is None:
            break
        allein = len(zeile) == 1 or (len(zeile) == _PAAR and erste.roh.rstrip().endswith(":"))
        if not (allein and isinstance(erste.wert, str)) and not (
            nummer == kopf.zeile - 1 and group_row(blatt, nummer)
        ):
            break
        start = nummer
    return start

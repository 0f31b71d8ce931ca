"""Spaltenkopf: where a foreign table has its header, and what in it stays the same from year to year."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from kek_dashboard.importers.kennzahltabellen import column_period
from kek_dashboard.importers.kopfzeile import filled_right, is_column_numbers
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt, Zelle
from kek_dashboard.importers.sheet import SUCHTIEFE
from kek_dashboard.importers.spaltenprofil import KOPFHOEHE, Blattzuordnung
from kek_dashboard.importers.werte import JAHRE

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "§": " "})
_ZEIT = re.compile(
    r"(?<!\d)\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d(?!\d)"
)
_STATUS = re.compile(r"\b(?:vorlaeufig|endgueltig)\w*|\bvorl\.")
_FUSSNOTE = re.compile(r"[¹²³⁰⁴-⁹]+\)?|\*+|(?<=[^\W\d_])\s?\d{1,2}\)")
_JAHRMARKE = "§"
_UNWICHTIG = re.compile(rf"[^a-z0-9%{_JAHRMARKE}]")
_KOPF_LAENGE = 120
_TEXTZAHL = re.compile(
    r"[-−–+]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:[. \u00a0\u202f]\d{3})+)(?:[.,]\d+)?\s?(?:%|€)?", re.ASCII
)
#: A header that moved is looked for so many rows up and down.
_VERSCHOBEN = 12
_SICHER = 3
_WENIGSTENS = 2


def header_texts_of(blatt: Blatt, von: int, bis: int) -> dict[int, str]:
    """The words over each column in the rows of a header, merged cells repeated, from top to bottom."""
    return _joined(_row_texts(blatt, range(von, bis + 1)), von, bis)


def comparable(text: str) -> str:
    """Header text without years, days, status, footnotes, case and marks: what stays from year to year.

    >>> comparable("Bevölkerung2) am 31.12.2018") == comparable("BEVÖLKERUNG am 31.12.2023")
    True
    """
    ohne = _FUSSNOTE.sub(" ", _STATUS.sub(" ", text.casefold().translate(_UMLAUTE)))
    return _UNWICHTIG.sub("", _ZEIT.sub(_JAHRMARKE, ohne))[:_KOPF_LAENGE]


def time_in(text: str) -> str | None:
    """The words of the one Zeitraum or day that a text names; ``None`` for none or several.

    >>> time_in("Gebietsstand: 31.12.2018"), time_in("2017 bis 2018"), time_in("I/2023")
    ('31.12.2018', None, 'I/2023')
    """
    if column_period(text) is not None:
        return text
    gefunden = _ZEIT.findall(text)
    if len(gefunden) != 1 or column_period(gefunden[0]) is None:
        return None
    return str(gefunden[0])


def comparable_headers(texte: Mapping[int, str]) -> tuple[str, ...]:
    """``comparable`` for the columns from 1 to the last with a header."""
    return tuple(comparable(texte.get(nr, "")) for nr in range(1, max(texte, default=0) + 1))


def find_header(blatt: Blatt) -> tuple[int, int] | None:
    """First and last row of what looks like the header of a table with figures, or ``None``."""
    nummern = sorted(blatt.zeilen)[:SUCHTIEFE]
    texte = _row_texts(blatt, nummern)
    for daten in _data_rows(blatt, nummern):
        kopf = _header_above(blatt, {nr: texte[nr] for nr in nummern if nr < daten})
        if kopf is not None:
            return kopf
    return None


def _header_above(blatt: Blatt, texte: Mapping[int, dict[int, str]]) -> tuple[int, int] | None:
    """The rows with most words above a row of data, with what belongs to them."""
    worte = {nr: len(set(zeile.values())) for nr, zeile in texte.items() if _is_heading_row(blatt.zeilen[nr])}
    meiste = max(worte.values(), default=0)
    if meiste < _WENIGSTENS:
        return None
    von = bis = max(nr for nr, zahl in worte.items() if zahl == meiste)
    erste, breite = min(texte[bis]), len(texte[bis])
    while (
        worte.get(von - 1, 0) >= _WENIGSTENS
        and 2 * len(texte[von - 1]) >= breite
        and bis - von + 1 < KOPFHOEHE
    ):
        von -= 1
    # Below the key column a further row of the header is empty or merged; else it heads a part of the data.
    while (
        worte.get(bis + 1, 0) >= _WENIGSTENS
        and erste not in blatt.zeilen[bis + 1]
        and bis - von + 1 < KOPFHOEHE
    ):
        bis += 1
    return von, bis


def merkmal(mappe: Arbeitsmappe) -> str:
    """SHA-256 over the headers of a workbook without years and days; empty where no table shows itself.

    The next year's file of the same layout has the same, also with one more column for a year.
    """
    teile = []
    for blatt in mappe.blaetter:
        kopf = None if blatt.verborgen else find_header(blatt)
        if kopf is not None:
            texte = comparable_headers(header_texts_of(blatt, *kopf))
            teile.append([text for text, _ in _groups(texte)])
    if not teile:
        return ""
    return hashlib.sha256(json.dumps(teile).encode()).hexdigest()


def locate(blatt: Blatt, zuordnung: Blattzuordnung) -> tuple[int, dict[int, int]] | None:
    """Where the header of an assignment begins in a sheet, and which of its columns each column here is.

    ``None`` where the headers differ in more than years, or no column of values is left. A further year beside
    others counts as they do.
    """
    hoehe = zuordnung.kopf_bis - zuordnung.kopf_von
    vermutet = find_header(blatt)
    anfang = max(1, zuordnung.kopf_von - _VERSCHOBEN)
    stellen = [zuordnung.kopf_von, *range(anfang, zuordnung.kopf_von + _VERSCHOBEN)]
    if vermutet is not None:
        stellen.insert(1, vermutet[0])
    texte = _row_texts(blatt, {nr + versatz for nr in stellen for versatz in range(hoehe + 1)})
    for von in dict.fromkeys(stellen):
        hier = comparable_headers(_joined(texte, von, von + hoehe))
        gleich = _align(zuordnung.koepfe, hier)
        if gleich is None:
            continue
        # Right of the last header columns are known by their place alone.
        letzte, versatz = _width(zuordnung.koepfe), _width(hier) - _width(zuordnung.koepfe)
        gleich |= {nr + versatz: nr for nr in zuordnung.spalten if nr > letzte}
        if zuordnung.werte.keys() & set(gleich.values()):
            return von, gleich
    return None


def is_figure(zelle: Zelle) -> bool:
    """Whether a cell holds a number that is no year; a text with leading zeros is a key."""
    if isinstance(zelle.wert, Decimal):
        return zelle.wert not in JAHRE
    if not isinstance(zelle.wert, str):
        return False
    text = zelle.wert.strip()
    return _TEXTZAHL.fullmatch(text) is not None and not (text.isdigit() and int(text[:9]) in JAHRE)


def data_start(blatt: Blatt, kopf_bis: int) -> tuple[int, int]:
    """First row below a header that may hold data, and the row of column numbers before it (or 0)."""
    nummer = kopf_bis + 1
    if nummer in blatt.zeilen and is_column_numbers(blatt.zeilen[nummer]):
        return nummer + 1, nummer
    return nummer, 0


def _row_texts(blatt: Blatt, nummern: Collection[int]) -> dict[int, dict[int, str]]:
    """Texts of some rows, merged cells repeated over all they cover; one look at the merges."""
    texte = {
        nr: {spalte: zelle.roh for spalte, zelle in blatt.zeilen.get(nr, {}).items() if zelle.roh.strip()}
        for nr in nummern
    }
    for (zeile, spalte), erste in (blatt.verbunden or {}).items():
        if zeile in texte and spalte not in texte[zeile]:
            oben = blatt.zelle(*erste)
            if oben is not None and oben.roh.strip():
                texte[zeile][spalte] = oben.roh
    return texte


def _joined(texte: Mapping[int, dict[int, str]], von: int, bis: int) -> dict[int, str]:
    zeilen = [texte.get(nr, {}) for nr in range(von, bis + 1)]
    for stelle in range(len(zeilen) - 1):
        zeilen[stelle] = filled_right(zeilen[stelle], zeilen[stelle + 1])
    spalten = sorted({spalte for zeile in zeilen for spalte in zeile})
    return {
        spalte: " ".join(
            dict.fromkeys(
                " ".join(zeile[spalte].split()) for zeile in zeilen if zeile.get(spalte, "").strip()
            )
        )
        for spalte in spalten
    }


def _data_rows(blatt: Blatt, nummern: Sequence[int]) -> Iterator[int]:
    """Rows with a figure in a column that also holds the next figures below, if there are any."""
    zahlen = {
        nr: {spalte for spalte, zelle in blatt.zeilen[nr].items() if is_figure(zelle)}
        for nr in nummern
        if not is_column_numbers(blatt.zeilen[nr])
    }
    folge = list(zahlen)
    for stelle, nummer in enumerate(folge):
        if len(blatt.zeilen[nummer]) < _WENIGSTENS or not zahlen[nummer]:
            continue
        danach = [zahlen[nr] for nr in folge[stelle + 1 : stelle + 1 + _SICHER] if zahlen[nr]]
        if not danach or any(zahlen[nummer] & weitere for weitere in danach):
            yield nummer


def _is_heading_row(zeile: Mapping[int, Zelle]) -> bool:
    """Whether all cells are words, years or days."""
    return bool(zeile) and all(
        isinstance(zelle.wert, date | Decimal | str) and not is_figure(zelle) for zelle in zeile.values()
    )


def _groups(koepfe: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Columns in order; neighbours whose headers differ in the year alone are one group."""
    gruppen: list[tuple[str, list[int]]] = []
    for spalte, text in enumerate(koepfe, start=1):
        if gruppen and gruppen[-1][0] == text and _JAHRMARKE in text:
            gruppen[-1][1].append(spalte)
        else:
            gruppen.append((text, [spalte]))
    while gruppen and not gruppen[-1][0]:
        gruppen.pop()
    return gruppen


def _width(koepfe: Sequence[str]) -> int:
    """Number of the last column with a header."""
    return max((nr for nr, text in enumerate(koepfe, start=1) if text), default=0)


def _align(gesagt: Sequence[str], hier: Sequence[str]) -> dict[int, int] | None:
    """Column here → column there; ``None`` where the headers are others."""
    eine, andere = _groups(gesagt), _groups(hier)
    if [text for text, _ in eine] != [text for text, _ in andere]:
        return None
    return {
        spalte: dort[min(stelle, len(dort) - 1)]
        for (_, dort), (_, da) in zip(eine, andere, strict=True)
        for stelle, spalte in enumerate(da)
    }

"""Kopfzeile: the words of a table's header: which column is which, over one row or two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kek_dashboard.importers.einheiten import is_unit
from kek_dashboard.importers.mappe import Blatt, Zelle

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_HOCHGESTELLT = re.compile(r"[¹²³⁰⁴-⁹]+(?:[,;]?[¹²³⁰⁴-⁹]+)*\)?")
_FUSSZEICHEN = re.compile(r"(?:\*+\)?|(?<=\D)\s?\d{1,2}\)|(?<=[^\W\d_])\d{1,2})$")
_KLAMMER = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Spalte:
    """A declared column: its name as the Befund says it, and other words for it, best first."""

    feld: str
    name: str
    auch: tuple[str, ...] = ()
    pflicht: bool = False

    @property
    def woerter(self) -> tuple[str, ...]:
        """All accepted header words in comparable form, best first."""
        return _words(self.name, *self.auch)


@dataclass(frozen=True, slots=True)
class Tabellenart:
    """A kind of table: what it is called and which columns it has."""

    name: str
    spalten: tuple[Spalte, ...]

    @property
    def pflichtfelder(self) -> frozenset[str]:
        """Fields that must be there."""
        return frozenset(spalte.feld for spalte in self.spalten if spalte.pflicht)

    def spaltenname(self, feld: str) -> str:
        """Name of a field's column as a person knows it."""
        return next(spalte.name for spalte in self.spalten if spalte.feld == feld)


def squash(text: str) -> str:
    """Comparable form of a header: no case, blanks, line breaks, marks; umlauts spelt out."""
    return re.sub(r"[^a-z0-9%]", "", text.casefold().translate(_UMLAUTE))


@lru_cache(maxsize=8192)
def _forms(text: str) -> tuple[str, ...]:
    """Comparable forms of a header cell: as it is, then without footnote, bracket and unit."""
    text = _HOCHGESTELLT.sub("", " ".join(text.split()))
    ohne_fussnote = _FUSSZEICHEN.sub("", text)
    ohne_klammer = _KLAMMER.sub("", ohne_fussnote)
    ohne_einheit = re.sub(r"\s+in\s+\S+\s*$", "", ohne_klammer)
    vorn, _, letztes = ohne_einheit.rstrip().rpartition(" ")
    nackt = vorn if vorn and is_unit(letztes) else ohne_einheit
    formen = (squash(form) for form in (text, ohne_fussnote, ohne_klammer, ohne_einheit, nackt))
    return tuple(dict.fromkeys(form for form in formen if form))


@lru_cache(maxsize=512)
def _words(*woerter: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squash(wort) for wort in woerter))


def rank(text: str, spalte: Spalte) -> int | None:
    """How well a header text names a column (0 best), or ``None``."""
    woerter = spalte.woerter
    raenge = [woerter.index(form) for form in _forms(text) if form in woerter]
    return min(raenge) if raenge else None


def match(texte: Mapping[int, tuple[str, ...]], art: Tabellenart) -> tuple[dict[str, int], tuple[str, ...]]:
    """Which column is which: best words first, then from left to right; and fields named twice."""
    angebote: list[tuple[int, int, str, int]] = []
    for spalte, varianten in texte.items():
        for deklariert in art.spalten:
            raenge = [r for text in varianten if (r := rank(text, deklariert)) is not None]
            if raenge:
                vorrang = 0 if deklariert.pflicht else 1
                angebote.append((min(raenge), vorrang, deklariert.feld, spalte))
    gefunden: dict[str, int] = {}
    beste: dict[str, int] = {}
    vergeben: set[int] = set()
    doppelt: list[str] = []
    for rang, _, feld_, spalte in sorted(angebote, key=lambda a: (a[0], a[1], a[3])):
        if spalte in vergeben:
            continue
        if feld_ in gefunden:
            if rang == beste[feld_]:
                doppelt.append(feld_)
            continue
        gefunden[feld_], beste[feld_] = spalte, rang
        vergeben.add(spalte)
    return gefunden, tuple(doppelt)


def header_texts(blatt: Blatt, nummer: int) -> dict[int, str]:
    """Texts of one row as header, merged cells repeated over their columns."""
    texte = {spalte: zelle.roh for spalte, zelle in blatt.zeilen.get(nummer, {}).items() if zelle.roh}
    for (zeile, spalte), erste in (blatt.verbunden or {}).items():
        if zeile == nummer and spalte not in texte:
            oben = blatt.zelle(*erste)
            if oben is not None and oben.roh:
                texte[spalte] = oben.roh
    return texte


def header_height(blatt: Blatt, nummer: int, spalten: Mapping[str, int], art: Tabellenart) -> int:
    """Rows of a header that begins in this row: one, two or three."""
    hoehe = 1
    while hoehe < _HOECHSTE and _goes_on(
        blatt, nummer, nummer + hoehe, [spalten[f] for f in art.pflichtfelder]
    ):
        hoehe += 1
    return hoehe


def _goes_on(blatt: Blatt, kopf: int, nummer: int, pflicht: list[int]) -> bool:
    """Whether the header goes on in this row: the keys are merged downwards or empty there."""
    zeile = blatt.zeilen.get(nummer, {})
    if not zeile or any(spalte in zeile for spalte in pflicht):
        return False
    verbunden = blatt.verbunden or {}
    if all((verbunden.get((nummer, spalte)) or (0,))[0] == kopf for spalte in pflicht):
        return True
    oben = blatt.zeilen.get(nummer - 1, {})
    # Parts of a year below a year that speaks for several columns; below a year each it would be data.
    if all(is_period_part(zelle.roh) for zelle in zeile.values()) and any(s not in oben for s in zeile):
        return True
    quer = {ort[1] for ort, erste in verbunden.items() if ort[0] == nummer - 1 == erste[0]}
    quer |= {erste[1] for ort, erste in verbunden.items() if ort[0] == nummer - 1 == erste[0]}
    return all(spalte in quer or spalte not in oben for spalte in zeile)


def filled_right(oben: dict[int, str], unten: Mapping[int, str]) -> dict[int, str]:
    """A year speaks for the parts of it that follow below, also where nobody merged its cells."""
    voll = dict(oben)
    jahr = ""
    for spalte in sorted({*oben, *unten}):
        if spalte in oben:
            jahr = oben[spalte] if _JAHR.fullmatch(oben[spalte].strip()) else ""
        elif jahr and is_period_part(unten.get(spalte, "")):
            voll[spalte] = jahr
    return voll


def is_period_part(text: str) -> bool:
    """Whether a header names a part of a year without the year: ``I``, ``Q1``, ``1. Hj.``, ``März``."""
    return _ZEITTEIL.fullmatch(" ".join(text.split()).casefold()) is not None


def group_row(blatt: Blatt, nummer: int) -> dict[int, str]:
    """Headings above the header that speak for several columns (``Ist`` | ``Prognose``)."""
    gruppen = {}
    for (zeile, spalte), erste in (blatt.verbunden or {}).items():
        if zeile == nummer == erste[0]:
            oben = blatt.zelle(*erste)
            if oben is not None:
                gruppen[spalte] = gruppen[erste[1]] = oben.roh
    einzeln = {s: z.roh for s, z in blatt.zeilen.get(nummer, {}).items() if s not in gruppen}
    if einzeln and (
        all(_GRUPPE.match(text.strip()) for text in einzeln.values())
        or all(_JAHR.fullmatch(text.strip()) for text in einzeln.values())
    ):
        ende = blatt.letzte_spalte
        for spalte in sorted(einzeln):
            for weiter in range(spalte, ende + 1):
                if weiter in gruppen or (weiter != spalte and weiter in einzeln):
                    break
                gruppen[weiter] = einzeln[spalte]
    return gruppen


_GRUPPE = re.compile(
    r"(?:ist|plan|soll|ziel|prognose|hochrechnung|ergebnis|vorausberechn|schätz|erwart)[\w-]*\b",
    re.IGNORECASE,
)


#: Groups, years and their parts: more rows than this no header has.
_HOECHSTE = 3
_JAHR = re.compile(r"(?:19|20)\d\d")
_ZEITTEIL = re.compile(
    r"(?:[1-4]|i{1,3}|iv)\.?\s?(?:quartal|qu?\.?)?|(?:quartal|qu?\.?)\s?(?:[1-4]|i{1,3}|iv)"
    r"|(?:[12]|i{1,2})\.?\s?(?:halbjahr|hj\.?)|(?:halbjahr|hj?\.?)\s?[12]|0[1-9]|1[0-2]"
    r"|jan(?:uar|\.)?|feb(?:ruar|\.)?|märz|mrz\.?|mär\.?|apr(?:il|\.)?|mai|jun[i.]?|jul[i.]?|aug(?:ust|\.)?"
    r"|sep(?:tember|t?\.?)|okt(?:ober|\.)?|nov(?:ember|\.)?|dez(?:ember|\.)?"
)


def is_column_numbers(zeile: Mapping[int, Zelle]) -> bool:
    """Whether a row holds nothing but 1, 2, 3 … (statistical offices number their columns)."""
    texte = [zeile[spalte].roh.strip("() ") for spalte in sorted(zeile)]
    if len(texte) <= 1 or not all(text.isascii() and text.isdigit() for text in texte):
        return False
    zahlen = [int(text) for text in texte]
    return zahlen[0] in {0, 1} and all(b == a + 1 for a, b in pairwise(zahlen))

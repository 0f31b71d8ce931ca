"""Sheet: finds a table by the words of its header and hands out its rows as declared columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from textwrap import shorten

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.importers.mappe import Blatt, Zelle, spaltenname

#: Titles, merged cells and a "Stand:" line stand above a table; more rows than this never do.
SUCHTIEFE = 40
_KOPF_LAENGE = 80
_ZITAT = 60
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_HOCHGESTELLT = re.compile(r"[¹²³⁰⁴-⁹]+(?:[,;]?[¹²³⁰⁴-⁹]+)*\)?")
_FUSSZEICHEN = re.compile(r"(?:\*+\)?|(?<=\D)\s?\d{1,2}\)|(?<=[^\W\d_])\d{1,2})$")
_KLAMMER = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NEBENZEILE = re.compile(
    r"(?:zwischen|gesamt|end)?summe\b|gesamt\b|insgesamt\b|zusammen\b|quellen?\b\s*:?|stand\b\s*:"
    r"|hinweise?\b|anmerkung(?:en)?\b|erläuterung(?:en)?\s*:|erlaeuterung(?:en)?\s*:|legende\b|fußnoten?\b"
    r"|fussnoten?\b|©|copyright|\*+|\d{1,2}\)\s|[¹²³⁰⁴-⁹]|datenquelle\b|lizenz\b|herausgeber\b"
    r"|k\. ?a\. ?=",
    re.IGNORECASE,
)
_HERKUNFT = re.compile(r"herkunft\s*:?\s*(amtlich|intern|beispiel)?\w*", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class Tabellenzeile:
    """One data row: the cells of declared columns by field, and all others by column number."""

    nummer: int
    zellen: Mapping[str, Zelle]
    weitere: Mapping[int, Zelle]


@dataclass(frozen=True)
class Tabelle:
    """A table found in a sheet. ``koepfe`` holds the header text of every further column."""

    blatt: Blatt
    art: Tabellenart
    kopfzeile: int
    datenzeile: int
    spalten: Mapping[str, int]
    koepfe: Mapping[int, str]
    doppelt: tuple[str, ...] = field(default=())

    def zeilen(self) -> Iterator[Tabellenzeile]:
        """Data rows in order; sums, notes, repeated headers and column numbers are left out."""
        felder = {spalte: feld for feld, spalte in self.spalten.items()}
        verbunden = self.blatt.verbunden or {}
        for nummer in sorted(self.blatt.zeilen):
            if nummer < self.datenzeile:
                continue
            zeile = self.blatt.zeilen[nummer]
            if not zeile or is_nebenzeile(zeile) or self._is_header(zeile):
                continue
            if nummer == self.datenzeile and _is_column_numbers(zeile):
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

    def _is_header(self, zeile: Mapping[int, Zelle]) -> bool:
        """Whether the header stands here once more (a new printed page)."""
        for deklariert in self.art.spalten:
            if deklariert.pflicht:
                zelle = zeile.get(self.spalten[deklariert.feld])
                if zelle is None or not isinstance(zelle.wert, str):
                    return False
                if len(zelle.wert) > _KOPF_LAENGE or _rank(zelle.wert, deklariert) is None:
                    return False
        return True


def squash(text: str) -> str:
    """Comparable form of a header: no case, blanks, line breaks, marks; umlauts spelt out."""
    return re.sub(r"[^a-z0-9%]", "", text.casefold().translate(_UMLAUTE))


@lru_cache(maxsize=8192)
def _forms(text: str) -> tuple[str, ...]:
    """Comparable forms of a header cell: as it is, then without footnote, bracket and unit."""
    text = _HOCHGESTELLT.sub("", text.strip())
    ohne_fussnote = _FUSSZEICHEN.sub("", text)
    ohne_klammer = _KLAMMER.sub("", ohne_fussnote)
    ohne_einheit = re.sub(r"\s+in\s+\S+\s*$", "", ohne_klammer)
    formen = (squash(form) for form in (text, ohne_fussnote, ohne_klammer, ohne_einheit))
    return tuple(dict.fromkeys(form for form in formen if form))


@lru_cache(maxsize=512)
def _words(*woerter: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squash(wort) for wort in woerter))


def _rank(text: str, spalte: Spalte) -> int | None:
    """How well a header text names a column (0 best), or ``None``."""
    woerter = spalte.woerter
    raenge = [woerter.index(form) for form in _forms(text) if form in woerter]
    return min(raenge) if raenge else None


def _match(texte: Mapping[int, tuple[str, ...]], art: Tabellenart) -> tuple[dict[str, int], tuple[str, ...]]:
    """Which column is which: best words first, then from left to right; and fields named twice."""
    angebote: list[tuple[int, int, str, int]] = []
    for spalte, varianten in texte.items():
        for deklariert in art.spalten:
            raenge = [r for text in varianten if (r := _rank(text, deklariert)) is not None]
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


def _header_texts(blatt: Blatt, nummer: int) -> dict[int, str]:
    """Texts of one row as header, merged cells repeated over their columns."""
    texte = {spalte: zelle.roh for spalte, zelle in blatt.zeilen.get(nummer, {}).items() if zelle.roh}
    for (zeile, spalte), erste in (blatt.verbunden or {}).items():
        if zeile == nummer and spalte not in texte:
            oben = blatt.zelle(*erste)
            if oben is not None and oben.roh:
                texte[spalte] = oben.roh
    return texte


def find_table(blatt: Blatt, art: Tabellenart) -> Tabelle | None:
    """The first table whose header has all required columns, or ``None``."""
    for nummer in _candidates(blatt):
        einzeln = _header_texts(blatt, nummer)
        darunter = _header_texts(blatt, nummer + 1)
        spalten, doppelt = _match({s: (t,) for s, t in einzeln.items()}, art)
        if art.pflichtfelder <= spalten.keys():
            zweite = _is_second_row(blatt, nummer, spalten, art)
            return _table(blatt, art, nummer, 2 if zweite else 1, spalten, doppelt)
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
        spalten, doppelt = _match(gemischt, art)
        aus_erster = _match({s: (t,) for s, t in einzeln.items()}, art)[0]
        allein_darunter = _match({s: (t,) for s, t in darunter.items()}, art)[0]
        if (
            art.pflichtfelder <= spalten.keys()
            and aus_erster
            and not art.pflichtfelder <= allein_darunter.keys()
        ):
            return _table(blatt, art, nummer, 2, spalten, doppelt)
    return None


def _candidates(blatt: Blatt) -> list[int]:
    return sorted(blatt.zeilen)[:SUCHTIEFE]


def _is_second_row(blatt: Blatt, nummer: int, spalten: Mapping[str, int], art: Tabellenart) -> bool:
    """Whether the header goes on in the next row: the keys are merged downwards or empty there."""
    zeile = blatt.zeilen.get(nummer + 1, {})
    if not zeile:
        return False
    pflicht = [spalten[feld_] for feld_ in art.pflichtfelder]
    if any(spalte in zeile for spalte in pflicht):
        return False
    verbunden = blatt.verbunden or {}
    if all((verbunden.get((nummer + 1, spalte)) or (0,))[0] == nummer for spalte in pflicht):
        return True
    oben = blatt.zeilen.get(nummer, {})
    quer = {ort[1] for ort, erste in verbunden.items() if ort[0] == nummer == erste[0]}
    quer |= {erste[1] for ort, erste in verbunden.items() if ort[0] == nummer == erste[0]}
    return all(spalte in quer or spalte not in oben for spalte in zeile) and not is_nebenzeile(zeile)


def _table(
    blatt: Blatt,
    art: Tabellenart,
    nummer: int,
    hoehe: int,
    spalten: Mapping[str, int],
    doppelt: tuple[str, ...],
) -> Tabelle:
    """The table with the words over each further column, group headings above included."""
    zeilen = [_header_texts(blatt, nummer + versatz) for versatz in range(hoehe)]
    gruppen = _group_row(blatt, nummer - 1)
    alle = sorted({spalte for texte in zeilen for spalte in texte})
    koepfe = {}
    for spalte in alle:
        if spalte in spalten.values():
            continue
        teile = [gruppen.get(spalte, ""), *(texte.get(spalte, "") for texte in zeilen)]
        koepfe[spalte] = " ".join(dict.fromkeys(teil.strip() for teil in teile if teil.strip()))
    daten = nummer + hoehe
    while daten in blatt.zeilen and _is_column_numbers(blatt.zeilen[daten]):
        daten += 1
    return Tabelle(blatt, art, nummer, daten, dict(spalten), koepfe, doppelt)


def _group_row(blatt: Blatt, nummer: int) -> dict[int, str]:
    """Headings above the header that speak for several columns (``Ist`` | ``Prognose``)."""
    gruppen = {}
    for (zeile, spalte), erste in (blatt.verbunden or {}).items():
        if zeile == nummer == erste[0]:
            oben = blatt.zelle(*erste)
            if oben is not None:
                gruppen[spalte] = gruppen[erste[1]] = oben.roh
    einzeln = {s: z.roh for s, z in blatt.zeilen.get(nummer, {}).items() if s not in gruppen}
    if einzeln and all(_GRUPPE.match(text.strip()) for text in einzeln.values()):
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


def _is_column_numbers(zeile: Mapping[int, Zelle]) -> bool:
    """Whether a row holds nothing but 1, 2, 3 … (statistical offices number their columns)."""
    texte = [zeile[spalte].roh.strip("() ") for spalte in sorted(zeile)]
    if len(texte) <= 1 or not all(text.isascii() and text.isdigit() for text in texte):
        return False
    zahlen = [int(text) for text in texte]
    return zahlen[0] in {0, 1} and all(b == a + 1 for a, b in pairwise(zahlen))


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
    if isinstance(zelle, str):
        return Befund(schwere, code, f"Blatt „{blatt.name}“, Zelle {zelle}: {text}.", blatt.name, zelle)
    steht = shorten(zelle.roh, _ZITAT, placeholder=" …")
    da = f"da steht „{steht}“; " if steht.strip() else ""
    return Befund(
        schwere, code, f"Blatt „{blatt.name}“, Zelle {zelle.name}: {da}{text}.", blatt.name, zelle.name
    )


def count_required(blatt: Blatt, art: Tabellenart) -> int:
    """How many required columns the best row near the top names."""
    return max(
        (
            len(
                art.pflichtfelder
                & _match({s: (t,) for s, t in _header_texts(blatt, nummer).items()}, art)[0].keys()
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
        spalten, _ = _match({s: (t,) for s, t in _header_texts(blatt, nummer).items()}, art)
        if len(spalten) > beste[0]:
            beste, fehlend = (len(spalten), nummer), art.pflichtfelder - spalten.keys()
    namen = ", ".join(f"„{s.name}“" for s in art.spalten if s.feld in fehlend)
    if beste[0]:
        texte = _header_texts(blatt, beste[1])
        gefunden = ", ".join(f"„{texte[s]}“" for s in sorted(texte)[:12])
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

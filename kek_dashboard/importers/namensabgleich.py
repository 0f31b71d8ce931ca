"""Namensabgleich: which Kennzahl a name may mean; it proposes, a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from textwrap import shorten

from kek_dashboard.domain.kennzahl import Kennzahlakte

#: Below this a proposal would rather mislead than help.
MINDEST_NAEHE = 0.55
#: So many proposals a person can look through.
HOECHSTENS = 5
_MAX_ZEICHEN = 200
_MAX_WOERTER = 30
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
#: A blank stands for every mark; digits, letters, the percent sign and the dot of an abbreviation stay.
_WORT = re.compile(r"[a-z0-9]+(?:[.,]\d+)*|%")
_FUSSNOTE = re.compile(r"[¹²³⁰⁴-⁹]+|\*+|(?<=\D)\d{1,2}\)$")
_JAHR = re.compile(r"(?:19|20)\d\d")
_FUELLWOERTER = frozenset(
    ("a", "am", "an", "auf", "aus", "bei", "beim", "bis", "d", "das", "dem", "den", "der", "des", "die",
     "durch", "ein", "eine", "einer", "eines", "fuer", "im", "in", "je", "mit", "nach", "o", "oder", "pro",
     "u", "und", "von", "vom", "zu", "zum", "zur")
)  # fmt: skip
#: What counties write short; each stands for exactly these words.
_ABKUERZUNGEN: Mapping[str, tuple[str, ...]] = {
    "%": ("prozent",),
    "anz": ("anzahl",),
    "ant": ("anteil",),
    "aufw": ("aufwendungen",),
    "betr": ("betreuung",),
    "bev": ("bevoelkerung",),
    "durchschn": ("durchschnittliche",),
    "einw": ("einwohner",),
    "ew": ("einwohner",),
    "kfz": ("kraftfahrzeuge",),
    "kiga": ("kindergarten",),
    "kita": ("kindertagesstaette",),
    "kitas": ("kindertagesstaetten",),
    "lk": ("landkreis",),
    "oepnv": ("oeffentlicher", "personennahverkehr"),
    "qm": ("m2",),
    "soz": ("sozial",),
    "sus": ("schuelerinnen", "schueler"),
    "svb": ("sozialversicherungspflichtig", "beschaeftigte"),
    "ue3": ("ueber", "3"),
    "u3": ("unter", "3"),
    "vers": ("versicherung",),
    "vol": ("volumen",),
}
#: The least letters of a shortened word: „Einw“ is one, „Ei“ is not.
_STAMM = 3
_GLEICH, _KURZFORM, _BEUGUNG, _TEILWORT = 1.0, 0.9, 0.95, 0.6
#: Two words are one with a slip where at least this share of the letters agrees.
_TIPPFEHLER_AB = 0.8
_BEUGUNGSENDUNGEN = frozenset({"", "e", "en", "n", "er", "ern", "s", "es", "em", "innen"})
_OHNE_UNTERSCHIED = 1.0
#: One name has a number and the other none: what is missing may be what tells two Kennzahlen apart.
_OHNE_ZAHL = 0.8


@dataclass(frozen=True, slots=True)
class Vorschlag:
    """A Kennzahl that a name may mean.

    ``naehe`` is 1 where the names differ in nothing but case, marks and blanks, and at least
    ``MINDEST_NAEHE``; ``grund`` says in words what is alike and what is not.
    """

    nr: str
    bezeichnung: str
    naehe: float
    grund: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in comparable form."""

    woerter: tuple[str, ...]
    abgeschnitten: bool


@dataclass(frozen=True, slots=True)
class _Paar:
    """Two words that stand for one another, and how they differ."""

    eigenes: str
    anderes: str
    naehe: float


def suggest(name: str, akten: Mapping[str, Kennzahlakte]) -> tuple[Vorschlag, ...]:
    """The Kennzahlen that ``name`` may mean, nearest first, then by Nr.; never more than ``HOECHSTENS``.

    Case, umlaut spelling, blanks, punctuation, footnote marks, word order, usual abbreviations,
    inflections, slips of a letter and a cut-off end are allowed for; different numbers in two names
    („unter 3“, „3 bis 6“) are not. The same input gives the same answer always. A proposal is never
    an answer: also one of 1 has to be confirmed by a person.
    """
    gesucht = _parse(name)
    if not gesucht.woerter:
        return ()
    gefunden = []
    for nr, akte in akten.items():
        bezeichnung = akte.kennzahl.bezeichnung
        naehe, grund = _compare(gesucht, _parse(bezeichnung))
        if naehe >= MINDEST_NAEHE:
            gefunden.append(Vorschlag(nr, bezeichnung, naehe, grund))
    gefunden.sort(key=lambda vorschlag: (-vorschlag.naehe, vorschlag.nr))
    return tuple(gefunden[:HOECHSTENS])


def name_key(name: str) -> str:
    """Comparable form of a name: two names with the same key differ in case, marks and blanks alone.

    >>> name_key("  Betreuungs-Quote (Ü3)¹ ") == name_key("betreuungs quote ue3")
    True
    """
    return " ".join(_words(name))


@lru_cache(maxsize=8192)
def _parse(name: str) -> _Name:
    woerter = _words(name)
    inhalt = tuple(wort for wort in woerter if wort not in _FUELLWOERTER) or woerter
    ausgeschrieben = tuple(teil for wort in inhalt for teil in _ABKUERZUNGEN.get(wort, (wort,)))
    return _Name(ausgeschrieben[:_MAX_WOERTER], name.rstrip().endswith(("…", "...")))


def _words(name: str) -> tuple[str, ...]:
    text = name[:_MAX_ZEICHEN].strip().replace("\xad", "").casefold()
    if "(" not in text or not text.endswith(")"):
        text = _FUSSNOTE.sub(" ", text)
    text = text.translate(_UMLAUTE)
    return tuple(_WORT.findall(text))


def _compare(gesucht: _Name, bekannt: _Name) -> tuple[float, str]:
    """How near two names are, and why."""
    if not bekannt.woerter:
        return 0.0, ""
    if gesucht.woerter == bekannt.woerter:
        return (
            _OHNE_UNTERSCHIED,
            "gleich bis auf Groß- und Kleinschreibung, Zeichen, Füllwörter und Abkürzungen",
        )
    paare = _pair(gesucht, bekannt)
    zahlen, andere_zahlen = _numbers(gesucht), _numbers(bekannt)
    if (
        zahlen
        and andere_zahlen
        and not (zahlen == andere_zahlen or (gesucht.abgeschnitten and zahlen < andere_zahlen))
    ):
        return 0.0, ""
    gewicht = sum(map(_weight, gesucht.woerter)) + sum(map(_weight, bekannt.woerter))
    if gesucht.abgeschnitten:
        # Where the end was cut off, what is missing there says nothing against the rest.
        gewicht = 2 * sum(map(_weight, gesucht.woerter))
        treffer = sum(2 * paar.naehe * _weight(paar.eigenes) for paar in paare)
    else:
        treffer = sum(paar.naehe * (_weight(paar.eigenes) + _weight(paar.anderes)) for paar in paare)
    naehe = treffer / gewicht
    if zahlen != andere_zahlen:
        naehe *= _OHNE_ZAHL
    return round(min(naehe, 0.99), 2), _reason(gesucht, bekannt, paare)


def _numbers(name: _Name) -> set[str]:
    """Numbers that tell names apart; a year does not, it is the Zeitraum."""
    return {wort for wort in name.woerter if wort[0].isdigit() and not _JAHR.fullmatch(wort)}


def _weight(wort: str) -> int:
    """Long words say more than short ones."""
    return min(max(len(wort), 3), 12)


def _pair(gesucht: _Name, bekannt: _Name) -> list[_Paar]:
    """Each word with the nearest of the other name, each used once: the nearest pairs first."""
    angebote = []
    for stelle, eigenes in enumerate(gesucht.woerter):
        letztes = stelle == len(gesucht.woerter) - 1
        for platz, anderes in enumerate(bekannt.woerter):
            naehe = _word_nearness(eigenes, anderes, gekuerzt=letztes and gesucht.abgeschnitten)
            if naehe:
                angebote.append((-naehe, abs(stelle - platz), stelle, platz))
    eigene: set[int] = set()
    andere: set[int] = set()
    paare = {}
    for minus_naehe, _, stelle, platz in sorted(angebote):
        if stelle not in eigene and platz not in andere:
            eigene.add(stelle)
            andere.add(platz)
            paare[stelle] = _Paar(gesucht.woerter[stelle], bekannt.woerter[platz], -minus_naehe)
    return [paare[stelle] for stelle in sorted(paare)]


@lru_cache(maxsize=65536)
def _word_nearness(eigenes: str, anderes: str, *, gekuerzt: bool) -> float:
    """1 for the same word, less for a short form, an inflection, a slip or a part; 0 for another word."""
    if eigenes == anderes:
        return _GLEICH
    if eigenes[0].isdigit() or anderes[0].isdigit():
        return 0.0
    kurz, lang = sorted((eigenes, anderes), key=len)
    if lang.startswith(kurz) and (len(kurz) >= _STAMM or (gekuerzt and kurz == eigenes)):
        return _BEUGUNG if lang[len(kurz) :] in _BEUGUNGSENDUNGEN else _KURZFORM
    laenge = len(lang)
    if len(kurz) > _STAMM and 1 - (laenge - len(kurz)) / laenge >= _TIPPFEHLER_AB:
        gleich = 1 - _distance(eigenes, anderes) / laenge
        if gleich >= _TIPPFEHLER_AB:
            return round(gleich * _BEUGUNG, 4)
    if len(kurz) > _STAMM + 1 and lang.endswith(kurz):
        return _TEILWORT
    return 0.0


def _distance(a: str, b: str) -> int:
    """Fewest letters to insert, delete, change or swap with a neighbour to make ``b`` of ``a``."""
    vorletzte: list[int] = []
    letzte = list(range(len(b) + 1))
    for i, zeichen in enumerate(a, start=1):
        zeile = [i]
        for j, ziel in enumerate(b, start=1):
            kosten = min(letzte[j] + 1, zeile[j - 1] + 1, letzte[j - 1] + (zeichen != ziel))
            if i > 1 and j > 1 and zeichen == b[j - 2] and a[i - 2] == ziel:
                kosten = min(kosten, vorletzte[j - 2] + 1)
            zeile.append(kosten)
        vorletzte, letzte = letzte, zeile
    return letzte[-1]


def _reason(gesucht: _Name, bekannt: _Name, paare: Iterable[_Paar]) -> str:
    """What is alike and what is not, for the person who decides."""
    paare = list(paare)
    teile = []
    plaetze = [bekannt.woerter.index(paar.anderes) for paar in paare]
    if any(b < a for a, b in pairwise(plaetze)):
        teile.append("andere Wortfolge")
    teile += [f"„{paar.eigenes}“ für „{paar.anderes}“" for paar in paare if paar.naehe < _GLEICH]
    eigene = {paar.eigenes for paar in paare}
    andere = {paar.anderes for paar in paare}
    if zuviel := [wort for wort in gesucht.woerter if wort not in eigene]:
        teile.append("zusätzlich „" + " ".join(zuviel) + "“")
    if fehlend := [wort for wort in bekannt.woerter if wort not in andere]:
        teile.append(
            ("abgeschnitten: „" if gesucht.abgeschnitten else "es fehlt „") + " ".join(fehlend) + "“"
        )
    return shorten("; ".join(teile) or "dieselben Wörter", 160, placeholder=" …")

"""Suche: finds whatever has a name or a number by words, prefixes, insides of words and near misses; pure text.

All words must be found. A number that is meant exactly comes first, then what is found in names, then in texts.
``ä`` is ``ae``, ``ß`` is ``ss``; case and other accents do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.textvergleich import fold, fold_char
from kek_dashboard.domain.tippfehler import Wortschatz

_ORIGINAL = re.compile(r"[^\W\d_]+")
_WORT = re.compile(r"[^\s,;„“”\"'()\[\]<>]+")
_TRENNER = re.compile(r"[^\w.§%-]+|(?<=\D)-|[.](?=\s|$)")
#: Longer words than this are cut off, more than this are left out: nobody types them.
LONGEST_WORD, MOST_WORDS = 40, 8

# Shorter words are inside of everything.
_SHORT = 3
# How much a word counts, by where it is found: the whole of it, its beginning, inside.
_IN_NR, _IN_NAME, _IN_TEXT = (100, 40, 15), (30, 22, 14), (8, 6, 4)
_SATZ_IM_NAMEN, _NAME_BEGINNT = 15, 10


class Suchart(StrEnum):
    """What can be found, in the order in which it is shown where nothing else decides."""

    SEITE = "seite"
    ZIEL = "ziel"
    KENNZAHL = "kennzahl"
    MASSNAHME = "massnahme"
    PRODUKT = "produkt"
    ZEILE = "zeile"
    FACHBEREICH = "fachbereich"
    BEGRIFF = "begriff"
    ERLAEUTERUNG = "erlaeuterung"
    LIEFERUNG = "lieferung"


@dataclass(frozen=True, slots=True)
class Eintrag:
    """Something that can be found.

    ``nr`` identifies it within its ``art``; ``texte`` are what is said about it, each after the word for what it
    is; ``bezug`` names what it belongs to where it has no page of its own; ``worte`` are found and never shown.
    """

    art: Suchart
    nr: str
    name: str
    texte: tuple[tuple[str, str], ...] = ()
    bezug: tuple[Suchart, str] | None = None
    worte: str = ""
    fachbereich: str = ""
    is_beispiel: bool = False


@dataclass(frozen=True, slots=True)
class Treffer:
    """A hit, and how much it counts."""

    eintrag: Eintrag
    gewicht: int


@dataclass(frozen=True, slots=True)
class Suchergebnis:
    """What was found. ``statt``: words that nothing has, and the word that was meant instead.

    ``einzeln``: how much each word alone finds, where all together find nothing.
    """

    worte: tuple[str, ...]
    treffer: tuple[Treffer, ...] = ()
    statt: Mapping[str, str] = field(default_factory=dict)
    einzeln: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Gefaltet:
    """An Eintrag ready to be weighed."""

    eintrag: Eintrag
    nr: str
    name: str
    texte: str


class Suchverzeichnis:
    """Everything that can be found, prepared once.

    All folded texts stand in one, a line for each Eintrag: that is looked through in one go, not entry by entry.
    """

    def __init__(self, eintraege: Iterable[Eintrag]) -> None:
        """Fold all names and texts."""
        self._gefaltet = tuple(_prepare(eintrag) for eintrag in eintraege)
        zeilen = [
            " ".join((g.nr, g.name, g.texte, _raw(g.eintrag))).replace("\n", " ") for g in self._gefaltet
        ]
        self._text = "\n".join(zeilen)
        self._enden = list(accumulate(len(zeile) + 1 for zeile in zeilen))
        self._schatz = Wortschatz(wort for g in self._gefaltet for wort in _ORIGINAL.findall(g.eintrag.name))

    def __len__(self) -> int:
        """How much can be found."""
        return len(self._gefaltet)

    def nearest(self, wort: str) -> tuple[str, str] | None:
        """What a mistyped word was meant for, folded, and the word of a name that says so."""
        return self._schatz.nearest(wort)

    def places(self, wort: str) -> frozenset[int]:
        """The places of all that has a word; of one or two letters only as a beginning."""
        gefunden: set[int] = set()
        if len(wort) < _SHORT:
            wort = f" {wort}"
        ab = self._text.find(wort)
        while ab >= 0:
            stelle = bisect_right(self._enden, ab)
            gefunden.add(stelle)
            ab = self._text.find(wort, self._enden[stelle])
        return frozenset(gefunden)

    def eintrag(self, stelle: int) -> Eintrag:
        """What stands at a place."""
        return self._gefaltet[stelle].eintrag

    def weigh(self, stelle: int, worte: Sequence[str]) -> Treffer:
        """What stands at a place, and how much it counts for words that it has."""
        return _weigh(self._gefaltet[stelle], worte, " ".join(worte))


def search(
    verzeichnisse: Sequence[Suchverzeichnis], frage: str, darf: Callable[[Eintrag], bool] = lambda _: True
) -> Suchergebnis:
    """Everything with all words of a question, best first; mistyped words are replaced where nothing has them.

    ``darf``: what whoever asks may see. What they may not is neither found nor counted, and corrects no word.
    """
    worte = split_words(frage)
    if not worte:
        return Suchergebnis(())
    orte = {wort: _visible(verzeichnisse, wort, darf) for wort in worte}
    zahlen = {wort: sum(map(len, teile)) for wort, teile in orte.items()}
    statt: dict[str, str] = {}
    gesucht = list(worte)
    for i, wort in enumerate(worte):
        gemeint = None if zahlen[wort] else next(filter(None, (v.nearest(wort) for v in verzeichnisse)), None)
        if gemeint is not None and any(gefunden := _visible(verzeichnisse, gemeint[0], darf)):
            gesucht[i], statt[wort] = gemeint
            orte[gemeint[0]] = gefunden
    eindeutig = tuple(dict.fromkeys(gesucht))
    treffer = [
        v.weigh(stelle, eindeutig)
        for nr, v in enumerate(verzeichnisse)
        for stelle in frozenset.intersection(*(orte[wort][nr] for wort in eindeutig))
    ]
    arten = {art: platz for platz, art in enumerate(Suchart)}
    treffer.sort(key=lambda t: (-t.gewicht, arten[t.eintrag.art], nummer_key(t.eintrag.nr), t.eintrag.name))
    einzeln = () if treffer or len(worte) == 1 else tuple(zahlen.items())
    return Suchergebnis(eindeutig, tuple(treffer), statt, einzeln)


def _visible(
    verzeichnisse: Sequence[Suchverzeichnis], wort: str, darf: Callable[[Eintrag], bool]
) -> list[frozenset[int]]:
    """The places of a word in each Verzeichnis that whoever asks may see."""
    return [frozenset(stelle for stelle in v.places(wort) if darf(v.eintrag(stelle))) for v in verzeichnisse]


def split_words(frage: str) -> tuple[str, ...]:
    """The words of a question as they are compared; a hyphen joins numbers and parts words.

    >>> split_words(" Kita-Plätze  1.2-07, STRASSE ")
    ('kita', 'plaetze', '1.2-07', 'strasse')
    """
    worte: list[str] = []
    for teil in _WORT.findall(fold(frage)):
        kern = teil.strip(".:!?-")
        stuecke = [kern] if any(c.isdigit() for c in kern) else kern.split("-")
        worte += [stueck[:LONGEST_WORD] for stueck in stuecke if stueck]
    return tuple(dict.fromkeys(worte))[:MOST_WORDS]


def find_place(eintrag: Eintrag, worte: Iterable[str]) -> tuple[str, str] | None:
    """The text with most of the words that number and name lack; ``None`` where they have them all."""
    kopf = fold(f"{eintrag.nr} {eintrag.name}")
    fehlend = [wort for wort in worte if wort not in kopf]
    if not fehlend or not eintrag.texte:
        return None
    zahlen = [sum(wort in fold(text) for wort in fehlend) for _, text in eintrag.texte]
    return eintrag.texte[zahlen.index(max(zahlen))] if any(zahlen) else None


def excerpt(text: str, worte: Iterable[str], laenge: int = 170) -> str:
    """So much of a text around the first of the words; ``…`` where something is left out.

    >>> excerpt("eins zwei drei vier fünf", ["drei"], 12)
    '… drei …'
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if len(text) <= laenge:
        return text
    marken = find_marks(text, worte)
    mitte = sum(marken[0]) // 2 if marken else 0
    ab = max(0, min(mitte - laenge // 2, len(text) - laenge))
    bis = min(len(text), ab + laenge)
    if ab:
        ab = text.find(" ", ab, bis) + 1 or ab
    if bis < len(text):
        letzter = text.rfind(" ", ab, bis)
        bis = letzter if letzter > ab else bis
    return ("… " if ab else "") + text[ab:bis] + (" …" if bis < len(text) else "")


def find_marks(text: str, worte: Iterable[str]) -> list[tuple[int, int]]:
    """Where words stand in a text, as places in the text itself; none overlap.

    >>> find_marks("Plätze je Platz", ["plaetze", "platz"])
    [(0, 6), (10, 15)]
    """
    text = unicodedata.normalize("NFC", text)
    stellen: list[int] = []
    gefaltet = []
    for i, zeichen in enumerate(text):
        stueck = fold_char(zeichen)
        gefaltet.append(stueck)
        stellen += [i] * len(stueck)
    ganz = "".join(gefaltet)
    gefunden: list[tuple[int, int]] = []
    for wort in worte:
        ab = ganz.find(wort) if wort else -1
        while ab >= 0:
            gefunden.append((stellen[ab], stellen[ab + len(wort) - 1] + 1))
            ab = ganz.find(wort, ab + len(wort))
    return _merge(sorted(gefunden))


def _merge(stellen: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    zusammen: list[tuple[int, int]] = []
    for ab, bis in stellen:
        if zusammen and ab <= zusammen[-1][1]:
            zusammen[-1] = (zusammen[-1][0], max(bis, zusammen[-1][1]))
        else:
            zusammen.append((ab, bis))
    return zusammen


def _prepare(eintrag: Eintrag) -> _Gefaltet:
    texte = _words("\n".join([*(text for _, text in eintrag.texte), eintrag.worte]))
    return _Gefaltet(eintrag, fold(eintrag.nr), _words(eintrag.name), texte)


def _raw(eintrag: Eintrag) -> str:
    """Name and texts with what stands between the words: „72/2018“, „E-Akte“."""
    roh = " ".join([eintrag.name, *(text for _, text in eintrag.texte)])
    return fold(roh) if _TRENNER.search(roh) else ""


def _words(text: str) -> str:
    """Folded words, each between blanks, so that a whole word and a beginning can be told."""
    return f" {_TRENNER.sub(' ', fold(text))} "


def _weigh(g: _Gefaltet, worte: Sequence[str], satz: str) -> Treffer:
    gewicht = 0
    for wort in worte:
        im_kopf = max(_in_number(g.nr, wort), _in_words(g.name, wort, _IN_NAME))
        gewicht += im_kopf or _in_words(g.texte, wort, _IN_TEXT) or _IN_TEXT[-1]
    name = g.name.strip()
    if satz in name:
        gewicht += _SATZ_IM_NAMEN + (_NAME_BEGINNT if name.startswith(satz) else 0)
    return Treffer(g.eintrag, gewicht)


def _in_number(nr: str, wort: str) -> int:
    ganz, anfang, innen = _IN_NR
    if nr == wort:
        return ganz
    if nr.startswith(wort):
        return anfang
    return innen if wort in nr else 0


def _in_words(text: str, wort: str, gewichte: tuple[int, int, int]) -> int:
    ganz, anfang, innen = gewichte
    if wort not in text:
        return 0
    if f" {wort} " in text:
        return ganz
    return anfang if f" {wort}" in text else innen

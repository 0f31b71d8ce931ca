"""Haushaltsjahr: which plan a file is, by its titles and by the years of its amount columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kek_dashboard.domain.haushalt import Wertart

_JAHR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?!\d|[.,]\d)")
_DATUM = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}")
_DOPPELJAHR = re.compile(r"\d{4}\s*[/–-]\s*\d{2,4}")
_NACHTRAG_NUMMER = re.compile(r"\b([1-9]\d?)\.\s*nachtrag|nachtrag\w*\s+(?:nr\.?\s*)?([1-9]\d?)(?![\d.])")
_ERSTER_ZWEITER = (("ersten nachtrag", 1), ("erster nachtrag", 1), ("zweiter nachtrag", 2))

#: What is known for certain when the plan year is being made: results of two years before
#: (§ 118 NKomVG: the planning begins with the year before the plan year).
_ERGEBNIS_ABSTAND = 2


@dataclass(frozen=True, slots=True)
class Titelangabe:
    """What a title line above a table says; ``None`` and empty where it says nothing.

    ``nachtrag_ohne_nummer``: it speaks of a Nachtrag but not of which.
    """

    jahr: int | None = None
    fassung: str = ""
    nachtrag_ohne_nummer: bool = False


def read_titel(text: str) -> Titelangabe:
    """What one line above a table says about the plan; two years in one line say nothing.

    >>> read_titel("Haushalt 2019 – Entwurf, Stand: 12.11.2018")
    Titelangabe(jahr=2019, fassung='entwurf', nachtrag_ohne_nummer=False)
    """
    klein = _DATUM.sub(" ", " ".join(text.casefold().split()))
    if "haushalt" not in klein and "nachtrag" not in klein:
        return Titelangabe()
    jahre = find_jahre(klein)
    jahr = next(iter(jahre)) if len(jahre) == 1 and not _DOPPELJAHR.search(klein) else None
    fassung, ohne_nummer = "", False
    if "nachtrag" in klein:
        nummer = _nachtragsnummer(_JAHR.sub(" ", klein))
        fassung, ohne_nummer = (f"nachtrag-{nummer}", False) if nummer else ("", True)
    elif "entwurf" in klein:
        fassung = "entwurf"
    elif "beschl" in klein:
        fassung = "beschlossen"
    return Titelangabe(jahr, fassung, ohne_nummer)


def find_jahre(text: str) -> frozenset[int]:
    """Years a text names; the years of dates do not count.

    >>> find_jahre("Ansatz 2019, Stand 30.06.2018")
    frozenset({2019})
    """
    return frozenset(int(jahr) for jahr in _JAHR.findall(_DATUM.sub(" ", text)))


def _nachtragsnummer(text: str) -> int | None:
    if (treffer := _NACHTRAG_NUMMER.search(text)) is not None:
        return int(treffer[1] or treffer[2])
    return next((nummer for wort, nummer in _ERSTER_ZWEITER if wort in text), None)


def recognise_haushaltsjahr(spalten: Iterable[tuple[Wertart, int]]) -> int | None:
    """The plan year J from kind and year of the amount columns; ``None`` unless only one fits.

    J has an Ansatz (or a Nachtrag), results lie before it and begin at J − 2, Planung begins at
    J + 1. Several Ansatz years after J would be a Doppelhaushalt: then nobody but a person knows.

    >>> E, A, P = Wertart.ERGEBNIS, Wertart.ANSATZ, Wertart.PLANUNG
    >>> recognise_haushaltsjahr([(E, 2017), (A, 2018), (A, 2019), (P, 2020)])
    2019
    >>> recognise_haushaltsjahr([(A, 2018), (A, 2019)]) is None
    True
    """
    jahre: dict[Wertart, set[int]] = {art: set() for art in Wertart}
    for art, jahr in spalten:
        jahre[art].add(jahr)
    nachtraege = jahre[Wertart.NACHTRAG] | jahre[Wertart.NEUER_ANSATZ]
    ansaetze = jahre[Wertart.ANSATZ]
    ergebnisse = jahre[Wertart.ERGEBNIS] | jahre[Wertart.IST]
    planungen = jahre[Wertart.PLANUNG]
    moeglich = {
        jahr
        for jahr in nachtraege or ansaetze
        if all(ergebnis < jahr for ergebnis in ergebnisse) and all(planung > jahr for planung in planungen)
    }
    if len(nachtraege or ansaetze) > 1:
        if planungen:
            moeglich &= {min(planungen) - 1}
        else:
            moeglich &= {max(nachtraege or ansaetze)}
        if ergebnisse:
            moeglich &= {jahr + _ERGEBNIS_ABSTAND for jahr in ergebnisse}
        if not planungen and not ergebnisse:
            return None
    return moeglich.pop() if len(moeglich) == 1 else None

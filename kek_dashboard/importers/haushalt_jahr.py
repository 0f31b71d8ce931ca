"""Haushaltsjahr: which plan a file is, by its titles and by the years of its amount columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kek_dashboard.domain.haushalt import VOLLZUG, Wertart

_JAHR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?!\d|[.,]\d)")
_DATUM = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}")
_DOPPELJAHR = re.compile(r"\d{4}\s*[/–-]\s*\d{2,4}")
_NACHTRAG_NUMMER = re.compile(r"\b([1-9]\d?)\.\s*nachtrag|nachtrag\w*\s+(?:nr\.?\s*)?([1-9]\d?)(?![\d.])")
_VOLLZUG = re.compile(
    r"vollzug|(?:quartals|budget|zwischen|controlling|jahres)bericht|jahresabschluss|ergebnisrechnung|finanzrechnung"
)
_ERSTER_ZWEITER = (("ersten nachtrag", 1), ("erster nachtrag", 1), ("zweiter nachtrag", 2))

#: What is known for certain when the plan year is being made: results of two years before
#: (§ 118 NKomVG: the planning begins with the year before the plan year).
_ERGEBNIS_ABSTAND = 2


@dataclass(frozen=True, slots=True)
class Titelangabe:
    """What a title line above a table says; ``None`` and empty where it says nothing.

    ``nachtrag_ohne_nummer``: it speaks of a Nachtrag but not of which. ``fassung`` is ``vollzug`` where
    it speaks of a report on how the year went.
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
    vollzug = _VOLLZUG.search(klein) is not None and "plan" not in klein and "satzung" not in klein
    if "haushalt" not in klein and "nachtrag" not in klein and not vollzug:
        return Titelangabe()
    jahre = find_jahre(klein)
    jahr = next(iter(jahre)) if len(jahre) == 1 and not _DOPPELJAHR.search(klein) else None
    fassung, ohne_nummer = "", False
    if vollzug:
        fassung = VOLLZUG
    elif "nachtrag" in klein:
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


#: What tells how a year went; with one of them a file without a plan of that year is its Vollzug.
VOLLZUGSARTEN = (
    Wertart.BUCHUNGSSTAND,
    Wertart.PROGNOSE,
    Wertart.VORLAEUFIGES_ERGEBNIS,
    Wertart.ERGEBNIS,
    Wertart.IST,
)
_FORTGESCHRIEBEN = (Wertart.FORTGESCHRIEBEN, Wertart.FORTGESCHRIEBEN_MIT_RESTEN)
_PLANARTEN = (Wertart.ANSATZ, Wertart.NACHTRAG, Wertart.NEUER_ANSATZ, Wertart.PLANUNG)
_ERGEBNISSE = (Wertart.ERGEBNIS, Wertart.VORLAEUFIGES_ERGEBNIS, Wertart.IST)


def recognise_haushaltsjahr(spalten: Iterable[tuple[Wertart, int, date | None]]) -> int | None:
    """The plan year J from kind and year of the amount columns; ``None`` unless only one fits.

    J has an Ansatz (or a Nachtrag), results lie before it and begin at J − 2, Planung begins at
    J + 1. Several Ansatz years after J would be a Doppelhaushalt: then nobody but a person knows.
    A file without any plan is of the one year it tells about.

    >>> E, A, P = Wertart.ERGEBNIS, Wertart.ANSATZ, Wertart.PLANUNG
    >>> recognise_haushaltsjahr([(E, 2017, None), (A, 2018, None), (A, 2019, None), (P, 2020, None)])
    2019
    >>> recognise_haushaltsjahr([(A, 2018, None), (A, 2019, None)]) is None
    True
    >>> recognise_haushaltsjahr([(E, 2018, None), (Wertart.PROGNOSE, 2019, date(2019, 6, 30))])
    2019
    """
    jahre: dict[Wertart, set[int]] = {art: set() for art in Wertart}
    for art, jahr, _ in spalten:
        jahre[art].add(jahr)
    nachtraege = jahre[Wertart.NACHTRAG] | jahre[Wertart.NEUER_ANSATZ]
    ansaetze = jahre[Wertart.ANSATZ]
    if not nachtraege and not ansaetze and not jahre[Wertart.PLANUNG]:
        return _year_told_about(jahre)
    ergebnisse = set().union(*(jahre[art] for art in _ERGEBNISSE))
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


def _year_told_about(jahre: dict[Wertart, set[int]]) -> int | None:
    """The one year of Buchungsstände, Prognosen and the like; results alone speak only if of one year."""
    laufend = set().union(
        *(jahre[art] for art in (Wertart.BUCHUNGSSTAND, Wertart.PROGNOSE, *_FORTGESCHRIEBEN))
    )
    for gruppe in (
        laufend,
        jahre[Wertart.VORLAEUFIGES_ERGEBNIS],
        jahre[Wertart.ERGEBNIS] | jahre[Wertart.IST],
    ):
        if gruppe:
            return next(iter(gruppe)) if len(gruppe) == 1 else None
    return None


def is_vollzug(spalten: Iterable[tuple[Wertart, int, date | None]], jahr: int) -> bool:
    """Whether columns tell how this year went and bring no plan of it or of a later year."""
    arten = list(spalten)
    return any(art in VOLLZUGSARTEN and eigenes == jahr for art, eigenes, _ in arten) and not any(
        art in _PLANARTEN and eigenes >= jahr for art, eigenes, _ in arten
    )


def tells_of_year(spalten: Iterable[tuple[Wertart, int, date | None]], jahr: int) -> bool:
    """Whether a column tells anything about how this year went or what could be spent in it."""
    return any(art in (*VOLLZUGSARTEN, *_FORTGESCHRIEBEN) and j == jahr for art, j, _ in spalten)

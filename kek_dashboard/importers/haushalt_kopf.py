"""Haushaltskopf: the words over one amount column: what the amounts are, of which year, of which day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.haushalt import MIT_STICHTAG, Wertart
from kek_dashboard.importers.haushalt_jahr import find_jahre
from kek_dashboard.importers.profil import SALDO, ZUSCHUSSBEDARF, Profil
from kek_dashboard.importers.sheet import squash

TAUSEND = Decimal(1000)
_EURO = r"(?:€|eur(?:o)?\b)"
_IN_TAUSEND = re.compile(
    rf"\b(?:in\s+)?(?:t\s?€|teuro?\b|tsd\.?\s*{_EURO}|tausend\s*{_EURO}|1\.?000\s*{_EURO})", re.IGNORECASE
)
_IN_EURO = re.compile(rf"(?:\bin\s+)?{_EURO}", re.IGNORECASE)
_MILLIONEN = re.compile(r"\bmio|\bmillion|\bmrd|\bmilliard", re.IGNORECASE)
_FUSSNOTE = re.compile(r"\*+\)?|[¹²³⁰⁴-⁹]+\)?|(?<=\s)\d{1,2}\)")
_FUELLWORT = re.compile(r"\b(?:haushaltsjahr(?:es)?|jahr(?:es)?|hh?j|des|der|für|das|im)\b\.?", re.IGNORECASE)
_TAG = re.compile(
    r"(?P<wort>\b(?:stand|stichtag)\b\W*)?(?:\b(?:zum|per|am|vom|bis)\b\W*)*"
    r"(?:(?P<t>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<j>\d{4}|\d{2})(?!\d)|(?P<iso>\d{4}-\d{2}-\d{2}))",
    re.IGNORECASE,
)
_QUARTAL = re.compile(
    r"\b(?:(?:q|quartal)\s?(?P<a>[1-4])|(?P<b>[1-4])\.?\s*quartal|(?P<c>iv|i{1,3})\.?\s*(?:quartal|/))",
    re.IGNORECASE,
)
_ROEMISCH = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_STANDZEILE = re.compile(r"\b(?:buchungs|daten)?(?:stand|stichtag)\b", re.IGNORECASE)
_JAHRHUNDERT, _MONATE_IM_QUARTAL = 100, 3
#: A day beside one of these says when the file was made, not what the amounts are.
_OHNE_TAG = frozenset(Wertart) - MIT_STICHTAG - {Wertart.ERGEBNIS, Wertart.IST}


@dataclass(frozen=True, slots=True)
class Betragskopf:
    """What a header says; ``jahr`` and ``stichtag`` are ``None`` where something else must say them.

    ``seite`` as in ``Profil.seiten``, empty in a layout without sides.
    """

    wertart: Wertart
    jahr: int | None
    stichtag: date | None = None
    seite: str = ""


@dataclass(frozen=True, slots=True)
class _Tag:
    """A day in a header, and whether a word like „Stand“ stands before it."""

    tag: date
    mit_wort: bool


def read_einheit(text: str) -> Decimal | None:
    """Euros per unit that a header or title names; ``None`` where it names none.

    >>> read_einheit("Ansatz 2019 in T€"), read_einheit("Angaben in Euro"), read_einheit("Ansatz 2019")
    (Decimal('1000'), Decimal('1'), None)
    """
    if _IN_TAUSEND.search(text):
        return TAUSEND
    return Decimal(1) if _IN_EURO.search(text) else None


def read_standzeile(texte: Iterable[str]) -> date | None:
    """The one day that lines like „Stand: 30.06.2019“ above a table name; ``None`` if none or several.

    >>> read_standzeile(["Vollzug 2019", "Stand: 30.06.2019"])
    datetime.date(2019, 6, 30)
    """
    tage = {
        gefunden.tag for text in texte if _STANDZEILE.search(text) for gefunden in (_find_tage(text)[0] or ())
    }
    return tage.pop() if len(tage) == 1 else None


class Kopfworte:
    """The words of a profile, ready to be looked up for any header."""

    def __init__(self, profil: Profil) -> None:
        """Put the words for each Wertart together with those for each side."""
        self._worte: dict[str, tuple[Wertart, str]] = {}
        for wertart, woerter in profil.betraege.items():
            for wort in woerter:
                self._add(_core(wort), wertart, profil.seiten)

    def _add(self, wort: str, wertart: Wertart, seiten: Mapping[str, tuple[str, ...]]) -> None:
        if not seiten:
            self._worte.setdefault(wort, (wertart, ""))
        for seite, woerter in seiten.items():
            for eines in woerter:
                self._worte.setdefault(wort + _core(eines), (wertart, seite))
                self._worte.setdefault(_core(eines) + wort, (wertart, seite))

    def read(self, text: str) -> Betragskopf | None:
        """What a header says, ``None`` if it is no amount column.

        One year and words of the profile, nothing else but unit, footnote, a day and words like "Jahr".
        """
        if _MILLIONEN.search(text):
            return None
        rest = _IN_EURO.sub(" ", _IN_TAUSEND.sub(" ", _FUSSNOTE.sub(" ", text)))
        tage, rest = _find_tage(rest)
        jahre = find_jahre(rest)
        if len(jahre) > 1:
            return None
        jahr = next(iter(jahre), None)
        ohne_jahr = rest if jahr is None else rest.replace(str(jahr), " ")
        gefunden = self._worte.get(_core(ohne_jahr))
        if gefunden is None and jahr is not None and not tage:
            tage, ohne_quartal = _find_quartal(rest, jahr)
            gefunden = self._worte.get(_core(ohne_quartal.replace(str(jahr), " ")))
            if gefunden is not None and gefunden[0] not in MIT_STICHTAG:
                return None
        if gefunden is None:
            return None
        return _dated(Betragskopf(gefunden[0], jahr, seite=gefunden[1]), tage)


def _core(text: str) -> str:
    return squash(_FUELLWORT.sub(" ", text))


def _dated(kopf: Betragskopf, tage: list[_Tag]) -> Betragskopf | None:
    """The header with its day; ``None`` where day, year and Wertart do not go together."""
    if kopf.wertart is Wertart.IST and tage:
        kopf = replace(kopf, wertart=Wertart.BUCHUNGSSTAND)
    if kopf.wertart in MIT_STICHTAG:
        if kopf.wertart is Wertart.PROGNOSE:
            # „Prognose zum 31.12.2019“ names the end it looks at, not the day it was made
            ziele = [t for t in tage if not t.mit_wort and (t.tag.month, t.tag.day) == (12, 31)]
            tage = [t for t in tage if t not in ziele]
            if ziele:
                kopf = replace(kopf, jahr=kopf.jahr or ziele[0].tag.year)
        if len(tage) > 1:
            return None
        stichtag = tage[0].tag if tage else None
        return replace(kopf, stichtag=stichtag, jahr=kopf.jahr or (stichtag.year if stichtag else None))
    if kopf.jahr is None:
        return kopf if kopf.seite in {SALDO, ZUSCHUSSBEDARF} and not tage else None
    if not tage or kopf.wertart in _OHNE_TAG:
        return kopf
    ende = all((t.tag.year, t.tag.month, t.tag.day) == (kopf.jahr, 12, 31) for t in tage)
    return kopf if ende else None


def _find_tage(text: str) -> tuple[list[_Tag], str]:
    """The days a text names, and the text without them."""
    tage: list[_Tag] = []
    for treffer in _TAG.finditer(text):
        try:
            if treffer["iso"]:
                tag = date.fromisoformat(treffer["iso"])
            else:
                jahr = int(treffer["j"])
                tag = date(
                    jahr if jahr >= _JAHRHUNDERT else 2000 + jahr, int(treffer["m"]), int(treffer["t"])
                )
        except ValueError:
            continue
        tage.append(_Tag(tag, bool(treffer["wort"])))
    return tage, _TAG.sub(" ", text)


def _find_quartal(text: str, jahr: int) -> tuple[list[_Tag], str]:
    """The last day of the quarter a text names, and the text without it."""
    treffer = _QUARTAL.search(text)
    if treffer is None:
        return [], text
    nummer = int(treffer["a"] or treffer["b"] or _ROEMISCH[treffer["c"].casefold()])
    monat = nummer * _MONATE_IM_QUARTAL
    tag = date(jahr, monat, monthrange(jahr, monat)[1])
    return [_Tag(tag, mit_wort=True)], f"{text[: treffer.start()]} {text[treffer.end() :]}"

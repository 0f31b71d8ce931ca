"""Pruefungen: the plausibility checks by code, and how a Kennzahl switches, tunes and names its parts."""

from __future__ import annotations

import re
from enum import StrEnum

from kek_dashboard.domain.kennzahl import Kennzahl
from kek_dashboard.importers.sheet import squash


class Pruefung(StrEnum):
    """What is asked about a delivered value; the value is the code of its Befund."""

    FAKTOR = "faktor"
    SPRUNG = "sprung"
    WIEDERHOLT = "wiederholt"
    BEREICH = "bereich"
    TEXTZAHL = "textzahl"
    SUMME = "summe"


_TRENNER = re.compile(r"[,;\n]")
_SUMMANDEN = re.compile(r"[+,;\n]|\bund\b")


def parse_pruefungen(text: str) -> tuple[tuple[Pruefung, ...], tuple[str, ...]]:
    """The checks a cell „Prüfungen aus“ names, each once in their own order, and the words that are none.

    >>> parse_pruefungen("Sprung; faktor, krumm")
    ((<Pruefung.FAKTOR: 'faktor'>, <Pruefung.SPRUNG: 'sprung'>), ('krumm',))
    """
    worte = [wort.strip() for wort in _TRENNER.split(text) if wort.strip()]
    genannt = {squash(wort) for wort in worte}
    gefunden = tuple(pruefung for pruefung in Pruefung if pruefung.value in genannt)
    return gefunden, tuple(wort for wort in worte if squash(wort) not in set(Pruefung))


def parse_summanden(text: str) -> tuple[str, ...]:
    """The Kennzahl-Nrn. a cell „Summe aus“ names, each once.

    >>> parse_summanden("1.1-02 + 1.1-03, 1.1-02")
    ('1.1-02', '1.1-03')
    """
    return tuple(dict.fromkeys(nr.strip() for nr in _SUMMANDEN.split(text) if nr.strip()))


def join_pruefungen(pruefungen: tuple[Pruefung, ...]) -> str:
    """The form in which a Kennzahl keeps its switched-off checks."""
    return ", ".join(pruefung.value for pruefung in pruefungen)


def join_summanden(nummern: tuple[str, ...]) -> str:
    """The form in which a Kennzahl keeps its parts."""
    return " + ".join(nummern)


def is_on(kennzahl: Kennzahl, pruefung: Pruefung) -> bool:
    """Whether a check is done for a Kennzahl; all are that are not switched off."""
    return pruefung not in parse_pruefungen(kennzahl.pruefungen_aus)[0]

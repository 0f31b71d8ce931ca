"""Herkunft: where a figure comes from, and what a figure computed from it may be called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Herkunft(StrEnum):
    """How far a figure can be relied on; ``beispiel`` is made up and must be labelled as such."""

    AMTLICH = "amtlich"
    INTERN = "intern"
    BEISPIEL = "beispiel"


_RANG = {Herkunft.AMTLICH: 0, Herkunft.INTERN: 1, Herkunft.BEISPIEL: 2}


def weakest(herkuenfte: Iterable[Herkunft], default: Herkunft = Herkunft.INTERN) -> Herkunft:
    """Herkunft of a figure computed from inputs of these Herkünfte: one Beispiel makes it Beispiel.

    ``default`` where there is no input at all.
    """
    return max(herkuenfte, key=_RANG.__getitem__, default=default)


@dataclass(frozen=True, slots=True)
class Fundstelle:
    """The cell a figure was read from.

    ``roh`` is what stood there, word for word; ``lieferung`` is the number of the Lieferung
    (0 while it is not stored yet). File name, SHA-256 and release date hang on the Lieferung.
    ``gesperrt``: a value from there is withheld from whoever asks (``domain.geheimhaltung``); never stored.
    """

    blatt: str = ""
    zelle: str = ""
    roh: str = ""
    lieferung: int = 0
    gesperrt: bool = False


OHNE_FUNDSTELLE = Fundstelle()

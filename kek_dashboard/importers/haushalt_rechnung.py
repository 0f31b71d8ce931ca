"""Haushaltsrechnung: the ways in which a total can be meant: which kinds it adds up, with which sign."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kek_dashboard.domain.haushalt import Positionsart

_A = Positionsart
#: A total is a sum over kinds with a factor each; which kinds it takes in, its words leave open.
Rechnung = Mapping[Positionsart, int]


def _ohne_und_mit(*grund: tuple[Positionsart, Positionsart, Positionsart, int]) -> tuple[Rechnung, ...]:
    """Ordinary kinds alone, with interne, with außerordentliche, with both."""
    return tuple(
        {
            art: faktor
            for ordentlich, intern, ausserordentlich, faktor in grund
            for art, dabei in ((ordentlich, True), (intern, mit_i), (ausserordentlich, mit_ao))
            if dabei
        }
        for mit_i, mit_ao in ((False, False), (True, False), (False, True), (True, True))
    )


_EIN = (_A.ERTRAEGE, _A.INTERNE_ERTRAEGE, _A.AUSSERORDENTLICHE_ERTRAEGE, 1)
_AUS = (_A.AUFWENDUNGEN, _A.INTERNE_AUFWENDUNGEN, _A.AUSSERORDENTLICHE_AUFWENDUNGEN, 1)
_ERTRAEGE = (*_ohne_und_mit(_EIN), {_A.INTERNE_ERTRAEGE: 1}, {_A.AUSSERORDENTLICHE_ERTRAEGE: 1})
_AUFWENDUNGEN = (*_ohne_und_mit(_AUS), {_A.INTERNE_AUFWENDUNGEN: 1}, {_A.AUSSERORDENTLICHE_AUFWENDUNGEN: 1})
_SALDEN = (
    *_ohne_und_mit(_EIN, (*_AUS[:3], -1)),
    {_A.INTERNE_ERTRAEGE: 1, _A.INTERNE_AUFWENDUNGEN: -1},
    {_A.AUSSERORDENTLICHE_ERTRAEGE: 1, _A.AUSSERORDENTLICHE_AUFWENDUNGEN: -1},
)
_KASSE_EIN = (_A.INVESTIVE_EINZAHLUNGEN, _A.LAUFENDE_EINZAHLUNGEN, _A.FINANZIERUNG_EINZAHLUNGEN)
_KASSE_AUS = (_A.INVESTIVE_AUSZAHLUNGEN, _A.LAUFENDE_AUSZAHLUNGEN, _A.FINANZIERUNG_AUSZAHLUNGEN)


def _kasse(*seiten: tuple[tuple[Positionsart, ...], int]) -> tuple[Rechnung, ...]:
    """Investment, current business and financing, each alone, the first two, all three."""
    return tuple(
        {arten[stelle]: faktor for arten, faktor in seiten for stelle in auswahl}
        for auswahl in ((0,), (1,), (2,), (0, 1), (0, 1, 2))
    )


_EINZAHLUNGEN = _kasse((_KASSE_EIN, 1))
_AUSZAHLUNGEN = _kasse((_KASSE_AUS, 1))
_KASSENSALDEN = _kasse((_KASSE_EIN, 1), (_KASSE_AUS, -1))
_ALLES: tuple[Rechnung, ...] = (dict.fromkeys(Positionsart, 1),)
_SALDOWORT = re.compile(r"saldo|ergebnis|überschuss|fehlbetrag|fehlbedarf|zuschuss|defizit")


def rechnungen(text: str) -> tuple[Rechnung, ...]:
    """The ways in which a total of this name can be meant, the most usual first."""
    klein = text.casefold()
    ein, aus = "erträge" in klein or "ertraege" in klein, "aufw" in klein
    if _SALDOWORT.search(klein) or (ein and aus):
        return _SALDEN + _KASSENSALDEN
    if ein:
        return _ERTRAEGE
    if aus:
        return _AUFWENDUNGEN
    if "einzahl" in klein and "auszahl" not in klein:
        return _EINZAHLUNGEN
    if "auszahl" in klein and "einzahl" not in klein:
        return _AUSZAHLUNGEN
    return _ALLES + _SALDEN + _KASSENSALDEN + _ERTRAEGE + _AUFWENDUNGEN + _EINZAHLUNGEN + _AUSZAHLUNGEN

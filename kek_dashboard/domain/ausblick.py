"""Ausblick: will the target be met if the Kennzahl goes on as of late? Never averaged with the Stand."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from kek_dashboard.domain.pfad import Haltelinie, Zielweg
from kek_dashboard.domain.runden import rounded
from kek_dashboard.domain.tempo import Tempo

# Borders of the Ausblick, as shares. Source: docs/methode.md, "Ausblick".
SICHER_UNTER = Fraction(5, 100)
KNAPP_BIS = Fraction(20, 100)
KNAPP_AM_WEG_BIS = Fraction(5, 100)


class Ausblick(StrEnum):
    """Will we arrive?"""

    VORAUSSICHTLICH_ERREICHT = "voraussichtlich_erreicht"
    KNAPP_VERFEHLT = "knapp_verfehlt"
    ZU_LANGSAM = "zu_langsam"
    FALSCHE_RICHTUNG = "falsche_richtung"
    KEINE_AUSSAGE = "keine_aussage"


def way_ausblick(weg: Zielweg, t1: int, y1: Fraction, abweichung: Fraction, lauf: Tempo | None) -> Ausblick:
    """Ausblick of a way type with newest value ``y1`` of year ``t1``; without a Tempo no statement."""
    if lauf is None:
        return Ausblick.KEINE_AUSSAGE
    hin = weg.richtung * lauf.je_jahr
    if t1 >= weg.zieljahr:
        if weg.is_reached(y1):
            return Ausblick.VORAUSSICHTLICH_ERREICHT if hin >= 0 else Ausblick.KNAPP_VERFEHLT
        if abweichung < SICHER_UNTER:
            return Ausblick.KNAPP_VERFEHLT
        return _slow_or_wrong(is_towards=hin > 0)
    prognose = y1 + lauf.je_jahr * (weg.zieljahr - t1)
    fehlt = max(Fraction(0), weg.richtung * (weg.zielwert - prognose))
    miss = rounded(fehlt / abs(weg.strecke))
    if weg.is_reached(y1):
        if miss == 0:
            return Ausblick.VORAUSSICHTLICH_ERREICHT
        return Ausblick.KNAPP_VERFEHLT if miss <= KNAPP_BIS else Ausblick.FALSCHE_RICHTUNG
    rest = rounded(fehlt / abs(weg.zielwert - y1))
    if rest < SICHER_UNTER:
        return Ausblick.VORAUSSICHTLICH_ERREICHT
    if rest <= KNAPP_BIS or miss <= KNAPP_AM_WEG_BIS:
        return Ausblick.KNAPP_VERFEHLT
    return _slow_or_wrong(is_towards=hin > 0)


def hold_ausblick(linie: Haltelinie, t1: int, y1: Fraction, lauf: Tempo | None) -> Ausblick:
    """Ausblick of a hold type: where it stands in the target year (a Korridor: in a year)."""
    if lauf is None or linie.toleranz is None:
        return Ausblick.KEINE_AUSSAGE
    weite = linie.weite(t1)
    prognose = y1 + lauf.je_jahr * weite
    rest = rounded(linie.abstand(prognose, t1 + weite) / linie.toleranz)
    if rest < SICHER_UNTER:
        return Ausblick.VORAUSSICHTLICH_ERREICHT
    if rest <= KNAPP_BIS:
        return Ausblick.KNAPP_VERFEHLT
    unten, _ = linie.grenzen(t1 + weite)
    to_border = lauf.je_jahr > 0 if unten is not None and prognose < unten else lauf.je_jahr < 0
    return _slow_or_wrong(is_towards=linie.abstand(y1, t1) > 0 and to_border)


def _slow_or_wrong(*, is_towards: bool) -> Ausblick:
    return Ausblick.ZU_LANGSAM if is_towards else Ausblick.FALSCHE_RICHTUNG

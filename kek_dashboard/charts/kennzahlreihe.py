"""Kennzahlreihe: the years of a Kennzahl as a sparkline in its own unit, and in words."""

from __future__ import annotations

from kek_dashboard.charts.sparkline import Punkt, draw_sparkline
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.ziele import ERSTES_ZIELJAHR, LETZTES_ZIELJAHR
from kek_dashboard.domain.zielerreichung import Bewertung

_SPANNE = (ERSTES_ZIELJAHR, LETZTES_ZIELJAHR)
_JAHRE = range(ERSTES_ZIELJAHR, LETZTES_ZIELJAHR + 1)


def draw_kennzahlreihe(akte: Kennzahlakte, b: Bewertung) -> str:
    """Values up to the Berichtsjahr, the Soll-Pfad or the line, the target; cut at each Reihenbruch."""
    soll, ziel = soll_punkte(b)
    brueche = [bruch.ab.jahr for bruch in akte.reihenbrueche]
    ist = [(wert.jahr, wert.wert) for wert in b.jahreswerte]
    return draw_sparkline(ist, soll, ziel, jahre=_SPANNE, brueche=brueche)


def describe_kennzahlreihe(akte: Kennzahlakte, b: Bewertung) -> str:
    """First and last value and the target, for those who do not see the line."""
    form, ziel = werteform(akte), soll_punkte(b)[1]
    text = "Noch kein Jahreswert"
    if b.jahreswerte:
        erster, letzter = b.jahreswerte[0], b.jahreswerte[-1]
        text = f"{letzter.jahr}: {form.wert(letzter.wert)}"
        if erster is not letzter:
            text = f"{erster.jahr}: {form.wert(erster.wert)}, {text}"
    if ziel is not None:
        text += f", Ziel {ziel[0]}: {form.wert(ziel[1])}"
    return text


def soll_punkte(b: Bewertung) -> tuple[list[Punkt], Punkt | None]:
    """Points of the Soll-Pfad or line over the years, and the last target; empty without one."""
    weg, linie = b.weg, b.linie
    if weg is not None and weg.is_valid:
        punkte = [(jahr, wert) for jahr in _JAHRE if (wert := weg.soll(jahr)) is not None]
        return punkte, (weg.zieljahr, weg.zielwert)
    if linie is None or linie.is_korridor:
        return [], None
    gehalten = [(jahr, linie.linie(jahr)) for jahr in _JAHRE]
    ende = linie.zieljahr
    return gehalten, None if ende is None else (ende, linie.linie(ende))

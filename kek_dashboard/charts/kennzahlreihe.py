"""Kennzahlreihe: the years of a Kennzahl as a sparkline in its own unit, and in words."""

from __future__ import annotations

from kek_dashboard.charts.sparkline import Punkt, describe_reihe, draw_sparkline
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielerreichung import Bewertung


def draw_kennzahlreihe(akte: Kennzahlakte, b: Bewertung, jahre: range) -> str:
    """Values of these years up to the Berichtsjahr, the Soll-Pfad or the line, the target; cut at each Reihenbruch."""
    soll, ziel = soll_punkte(b, jahre)
    brueche = [bruch.ab.jahr for bruch in akte.reihenbrueche]
    ist = [(wert.jahr, wert.wert) for wert in b.jahreswerte if wert.jahr in jahre]
    return draw_sparkline(ist, soll, ziel, jahre=(jahre[0], jahre[-1]), brueche=brueche)


def describe_kennzahlreihe(akte: Kennzahlakte, b: Bewertung, jahre: range) -> str:
    """Where the values went since the last Reihenbruch, and the target, for those who do not see the line."""
    form, ziel = werteform(akte), soll_punkte(b, jahre)[1]
    text = "Noch kein Jahreswert"
    if b.jahreswerte:
        ende = b.jahreswerte[-1].jahr
        bruch = max((r.ab.jahr for r in akte.reihenbrueche if r.ab.jahr <= ende), default=None)
        vergleichbar = [wert for wert in b.jahreswerte if bruch is None or wert.jahr >= bruch]
        text = describe_reihe([(wert.jahr, wert.wert, form.wert(wert.wert)) for wert in vergleichbar])
        if len(vergleichbar) < len(b.jahreswerte):
            text += f", vor {bruch} anders gezählt"
    if ziel is not None:
        text += f", Ziel {ziel[0]}: {form.wert(ziel[1])}"
    return text


def soll_punkte(b: Bewertung, jahre: range) -> tuple[list[Punkt], Punkt | None]:
    """Points of the Soll-Pfad or line over the years, and the last target; empty without one."""
    weg, linie = b.weg, b.linie
    if weg is not None and weg.is_valid:
        punkte = [(jahr, wert) for jahr in jahre if (wert := weg.soll(jahr)) is not None]
        return punkte, (weg.zieljahr, weg.zielwert)
    if linie is None or linie.is_korridor:
        return [], None
    gehalten = [(jahr, linie.linie(jahr)) for jahr in jahre]
    ende = linie.zieljahr
    return gehalten, None if ende is None else (ende, linie.linie(ende))

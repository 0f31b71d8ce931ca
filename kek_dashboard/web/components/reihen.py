"""Reihen: the years of an Unterziel or a Kennzahl as its sparkline shows them."""

from __future__ import annotations

from fractions import Fraction

from kek_dashboard.charts.kennzahlreihe import describe_kennzahlreihe, draw_kennzahlreihe
from kek_dashboard.charts.sparkline import Punkt, draw_sparkline
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.runden import clipped
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import format_percent
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.seite import Kontext


def ziel_sparkline(kontext: Kontext, nr: str, *, oberziel: bool = False) -> Svg:
    """Zielerreichung of an Unterziel or Oberziel up to the Berichtsjahr, Soll dotted to the end."""
    return kontext.daten.kept(
        kontext.stand,
        ("sparkline", kontext.jahr, nr, oberziel),
        lambda: _ziel_sparkline(kontext, nr, oberziel=oberziel),
    )


def _ziel_sparkline(kontext: Kontext, nr: str, *, oberziel: bool) -> Svg:
    ist: list[Punkt] = []
    soll: list[Punkt] = []
    jahre = kontext.stand.jahre
    for jahr in jahre:
        gesamt = kontext.bewertung(jahr)
        ziel = (gesamt.oberziele if oberziel else gesamt.unterziele).get(nr)
        if ziel is not None and ziel.zielerreichung is not None and jahr <= kontext.jahr:
            ist.append((jahr, ziel.zielerreichung))
        geplant = soll_anteil(kontext, nr, jahr, oberziel=oberziel)
        if geplant is not None:
            soll.append((jahr, geplant))
    ziel_punkt = soll[-1] if soll else None
    bild = draw_sparkline(ist, soll, ziel_punkt, jahre=(jahre[0], jahre[-1]))
    return Svg(bild, _ziel_label(ist, ziel_punkt))


def _ziel_label(ist: list[Punkt], ziel: Punkt | None) -> str:
    if not ist:
        return "Verlauf der Zielerreichung: noch keine Zahl"
    teile = [f"{jahr}: {format_percent(wert, 0)}" for jahr, wert in ist]
    plan = f"; Soll {ziel[0]}: {format_percent(ziel[1], 0)}" if ziel else ""
    return "Verlauf der Zielerreichung " + ", ".join(teile) + plan


def soll_anteil(kontext: Kontext, nr: str, jahr: int, *, oberziel: bool = False) -> Fraction | None:
    """The share of the way that the assessable members of a goal should have gone in a year."""
    gesamt = kontext.gesamt
    if oberziel:
        ziel = gesamt.oberziele.get(nr)
        unter = [soll_anteil(kontext, u, jahr) for u in ziel.mitglieder] if ziel is not None else []
        werte = [wert for wert in unter if wert is not None]
        return sum(werte, Fraction(0)) / len(werte) if werte else None
    bewertung = gesamt.unterziele.get(nr)
    if bewertung is None:
        return None
    summe = gewichte = Fraction(0)
    for akte, zuordnung in kontext.stand.mitglieder(nr):
        anteil = _kennzahl_soll(gesamt.kennzahlen[akte.nr], jahr)
        if anteil is not None:
            summe += Fraction(zuordnung.gewicht) * anteil
            gewichte += Fraction(zuordnung.gewicht)
    return summe / gewichte if gewichte else None


def _kennzahl_soll(bewertung: Bewertung, jahr: int) -> Fraction | None:
    if not bewertung.is_assessable:
        return None
    if bewertung.weg is None:
        return Fraction(1)
    wert = bewertung.weg.soll(jahr)
    return None if wert is None else clipped((wert - bewertung.weg.basiswert) / bewertung.weg.strecke)


def kennzahl_sparkline(akte: Kennzahlakte, bewertung: Bewertung, jahre: range) -> Svg:
    """Values of a Kennzahl up to the Berichtsjahr in its own unit, its Soll-Pfad or line, its target."""
    return Svg(draw_kennzahlreihe(akte, bewertung, jahre), describe_kennzahlreihe(akte, bewertung, jahre))

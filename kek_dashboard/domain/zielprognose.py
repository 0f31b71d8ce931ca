"""Zielprognose: where the Zielerreichung of an Unterziel would end if its Kennzahlen go on as of late.

Shown beside the Zielerreichung and never used for a Stand. Source: docs/methode.md, "Prognose der Zielerreichung".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.kennzahl import Kennzahlakte, UnterzielZuordnung, Zieltyp
from kek_dashboard.domain.pfad import Haltelinie, Zielweg
from kek_dashboard.domain.runden import clipped, rounded
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG


@dataclass(frozen=True, slots=True)
class Zielprognose:
    """Forecast of one Unterziel at one Berichtsjahr.

    ``anteil``: share of the way, 0 … 1, rounded to 6 decimals; ``None`` below half of the weights.
    ``abdeckung``: share of the weights that have a forecast; ``None`` without a Kennzahl that counts.
    ``gezaehlt`` of ``anzahl`` Kennzahlen have one; ``herkunft`` is the weakest of theirs.
    """

    nr: str
    anteil: Fraction | None
    abdeckung: Fraction | None
    gezaehlt: int
    anzahl: int
    herkunft: Herkunft


def prognoseanteil(b: Bewertung) -> Fraction | None:
    """Share of its way that a Kennzahl will have gone, cut to 0 … 1 and rounded to 6 decimals.

    In the year its Ausblick looks at. Once the target year of a way is over, what was reached is the forecast;
    ``None`` where it cannot be assessed, or has no Tempo.
    """
    if not b.is_assessable or b.jahr is None or b.ist is None:
        return None
    if b.weg is not None:
        return _way(b, b.weg, b.jahr, b.ist)
    return None if b.linie is None else _hold(b, b.linie, b.jahr, b.ist)


def _way(b: Bewertung, weg: Zielweg, t1: int, y1: Fraction) -> Fraction | None:
    if t1 < weg.zieljahr:
        if b.tempo is None:
            return None
        y1 += b.tempo * (weg.zieljahr - t1)
    return rounded(clipped((y1 - weg.basiswert) / weg.strecke))


def _hold(b: Bewertung, linie: Haltelinie, t1: int, y1: Fraction) -> Fraction | None:
    if b.tempo is None or linie.toleranz is None:
        return None
    weite = linie.weite(t1)
    abstand = linie.abstand(y1 + b.tempo * weite, t1 + weite)
    return rounded(clipped(1 - abstand / linie.toleranz))


def zielprognose(
    nr: str,
    zugeordnet: Iterable[tuple[Kennzahlakte, UnterzielZuordnung]],
    bewertungen: Mapping[str, Bewertung],
) -> Zielprognose:
    """Forecasts of the Kennzahlen of one Unterziel, with the weights of its roll-up."""
    alle = gewichte = summe = Fraction(0)
    anzahl = 0
    herkuenfte: list[Herkunft] = []
    for akte, zuordnung in zugeordnet:
        if akte.kennzahl.zieltyp is Zieltyp.BEOBACHTEN:
            continue
        bewertung, gewicht = bewertungen[akte.nr], Fraction(zuordnung.gewicht)
        anzahl, alle = anzahl + 1, alle + gewicht
        anteil = prognoseanteil(bewertung)
        if anteil is not None:
            summe, gewichte = summe + gewicht * anteil, gewichte + gewicht
            erfunden = zuordnung.herkunft is Herkunft.BEISPIEL
            herkuenfte.append(Herkunft.BEISPIEL if erfunden else bewertung.herkunft)
    abdeckung = rounded(gewichte / alle) if alle else None
    genug = abdeckung is not None and abdeckung >= MINDEST_ABDECKUNG and gewichte > 0
    return Zielprognose(
        nr,
        rounded(summe / gewichte) if genug else None,
        abdeckung,
        len(herkuenfte),
        anzahl,
        weakest(herkuenfte),
    )

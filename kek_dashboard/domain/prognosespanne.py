"""Prognosespanne: how far a forecast may be off, by the slowest and the fastest Tempo of late; shown, never judged."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.tempo import Tempo, measured, tempofenster
from kek_dashboard.domain.zielerreichung import Bewertung

#: A step of one year is too short to call it a Tempo. Source: docs/methode.md, "Reichweite der Prognose".
MINDESTENS_JAHRE = 2


@dataclass(frozen=True, slots=True)
class Prognosespanne:
    """Where a Kennzahl would be in ``jahr``, in its unit: by its Tempo, and by the slowest and fastest of late.

    ``unten`` ≤ ``prognose`` ≤ ``oben``. ``kleinstes`` and ``groesstes`` are the two Tempos, by their change a year.
    """

    jahr: int
    prognose: Fraction
    unten: Fraction
    oben: Fraction
    kleinstes: Tempo
    groesstes: Tempo


def prognosespanne(akte: Kennzahlakte, b: Bewertung) -> Prognosespanne | None:
    """Forecast with its reach; ``None`` where there is none (no Tempo, target reached or its year over).

    Way types: in the target year, around the Prognose of the method. Hold types: in the year that the Ausblick
    looks at, the target year or the next one. The reach comes from every pair of Jahreswerte in the window of the
    Tempo that lie at least two years apart, the pair of the Tempo itself among them.

    Unit: that of the Kennzahl. Source: docs/methode.md, "Reichweite der Prognose".
    """
    lauf = b.tempo_aus
    if lauf is None or b.jahr is None or b.ist is None or b.ausblick is Ausblick.KEINE_AUSSAGE:
        return None
    weite = _weite(b, b.jahr)
    if weite is None:
        return None
    fenster = tempofenster(akte, b.jahreswerte)
    tempos = [
        measured(von, bis) for von, bis in combinations(fenster, 2) if bis.jahr - von.jahr >= MINDESTENS_JAHRE
    ]
    kleinstes = min(tempos, key=lambda t: t.je_jahr)
    groesstes = max(tempos, key=lambda t: t.je_jahr)
    return Prognosespanne(
        b.jahr + weite,
        b.ist + lauf.je_jahr * weite,
        b.ist + kleinstes.je_jahr * weite,
        b.ist + groesstes.je_jahr * weite,
        kleinstes,
        groesstes,
    )


def _weite(b: Bewertung, jahr: int) -> int | None:
    """Years from ``jahr`` to the one that is forecast; ``None`` where the method forecasts none."""
    if b.weg is not None:
        return None if b.prognose is None else b.weg.zieljahr - jahr
    return None if b.linie is None else b.linie.weite(jahr)

"""Vergleich: a Kennzahl beside the same figure of other regions in one Zeitraum; shown, never judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle
from kek_dashboard.domain.jahreswerte import jahreswerte
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum

# A region so many times larger (a whole Land) would press all others together on one scale.
_MUCH_LARGER = 5


@dataclass(frozen=True, slots=True)
class Vergleichsreihe:
    """One other region: ``neuester`` is its value of the Zeitraum, ``werte`` its years up to then, oldest first."""

    region: str
    neuester: Vergleichswert
    werte: tuple[Vergleichswert, ...]


@dataclass(frozen=True, slots=True)
class Vergleich:
    """Own value and those of others in ``zeitraum``; values in the unit of the Kennzahl.

    ``eigener`` is ``None`` where the county has no value of this Zeitraum; ``eigene`` are its Jahreswerte over
    ``jahre``, each with its cell where it was read from one. ``spanne``: the scale of all that can share one; a
    region several times larger than the county lies outside of it.
    """

    zeitraum: Zeitraum
    jahre: tuple[int, int]
    eigener: Fraction | None
    eigene: tuple[tuple[int, Fraction, Fundstelle], ...]
    andere: tuple[Vergleichsreihe, ...]
    spanne: tuple[Fraction, Fraction]


def vergleich(akte: Kennzahlakte, werte: Iterable[Vergleichswert], berichtsjahr: int) -> Vergleich | None:
    """The newest Zeitraum up to the Berichtsjahr that others have a value of, best one in which the county has too.

    ``None`` where no other region's value is known.
    """
    bekannt = [w for w in werte if w.zeitraum.jahr <= berichtsjahr]
    if not bekannt:
        return None
    eigene = _own(akte, berichtsjahr)
    zeitraum = max({w.zeitraum for w in bekannt}, key=lambda zeit: (zeit in eigene, zeit.sort_key))
    nach_region: dict[str, list[Vergleichswert]] = {}
    for wert in sorted(bekannt, key=lambda w: w.zeitraum.sort_key):
        if wert.zeitraum == zeitraum or (wert.zeitraum.is_year and wert.zeitraum.jahr < zeitraum.jahr):
            nach_region.setdefault(wert.region, []).append(wert)
    andere = tuple(
        Vergleichsreihe(region, reihe[-1], tuple(w for w in reihe if w.zeitraum.is_year))
        for region, reihe in nach_region.items()
        if reihe[-1].zeitraum == zeitraum
    )
    erstes = min(w.zeitraum.jahr for reihe in andere for w in (*reihe.werte, reihe.neuester))
    eigener = eigene.get(zeitraum, (None, OHNE_FUNDSTELLE))[0]
    return Vergleich(
        zeitraum=zeitraum,
        jahre=(erstes, zeitraum.jahr),
        eigener=eigener,
        eigene=tuple(
            (zeit.jahr, wert, stelle)
            for zeit, (wert, stelle) in eigene.items()
            if (zeit.is_year and erstes <= zeit.jahr < zeitraum.jahr) or zeit == zeitraum
        ),
        andere=andere,
        spanne=_span(eigener, [reihe.neuester.zahl for reihe in andere]),
    )


def _own(akte: Kennzahlakte, berichtsjahr: int) -> dict[Zeitraum, tuple[Fraction, Fundstelle]]:
    """The county's values by Zeitraum, oldest first: what was delivered, and the Jahreswerte made of it."""
    eigene = {
        m.zeitraum: (Fraction(m.wert), m.fundstelle)
        for m in akte.messwerte
        if m.wert is not None and m.zeitraum.jahr <= berichtsjahr
    }
    for wert in jahreswerte(akte, berichtsjahr):
        stelle = wert.aus[0].fundstelle if len(wert.aus) == 1 else OHNE_FUNDSTELLE
        eigene[Zeitraum(wert.jahr)] = (wert.wert, stelle)
    return dict(sorted(eigene.items(), key=lambda paar: paar[0].sort_key))


def _span(eigener: Fraction | None, andere: list[Fraction]) -> tuple[Fraction, Fraction]:
    """From 0, or the lowest value below it, to the largest that can share a scale."""
    alle = [*andere, *([eigener] if eigener is not None else [])]
    mass = abs(eigener) if eigener else min((abs(w) for w in alle if w), default=Fraction(1))
    nahe = [w for w in alle if abs(w) <= mass * _MUCH_LARGER]
    return min([Fraction(0), *nahe]), max([Fraction(0), *nahe]) or Fraction(1)

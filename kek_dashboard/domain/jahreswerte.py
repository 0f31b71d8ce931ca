"""Jahreswerte: one value a year from what was delivered, and Zwischenstände that are never judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.kennzahl import Aggregation, Kennzahl, Kennzahlakte, Messwert
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR


@dataclass(frozen=True, slots=True)
class Jahreswert:
    """Value of a Kennzahl for a whole year, with the Messwerte it was made of."""

    jahr: int
    wert: Fraction
    aus: tuple[Messwert, ...]


def jahreswerte(akte: Kennzahlakte, bis: int | None = None) -> tuple[Jahreswert, ...]:
    """All Jahreswerte up to and including year ``bis`` (all without it), oldest first.

    A value delivered for the whole year wins; else ``aggregation`` makes one from the Zeiträume of
    the Kennzahl's Frequenz, and only once those it needs are there. Source: docs/methode.md, "Jahreswert".
    """
    nach_jahr: dict[int, list[Messwert]] = {}
    for messwert in akte.messwerte:
        if messwert.wert is not None and (bis is None or messwert.zeitraum.jahr <= bis):
            nach_jahr.setdefault(messwert.zeitraum.jahr, []).append(messwert)
    gefunden = (_of_year(akte.kennzahl, jahr, nach_jahr[jahr]) for jahr in sorted(nach_jahr))
    return tuple(wert for wert in gefunden if wert is not None)


def wert_herkunft(akte: Kennzahlakte, wert: Jahreswert) -> Herkunft:
    """Where a Jahreswert itself comes from, whatever its target is: an official one stays official."""
    return weakest(messwert.herkunft or akte.kennzahl.herkunft for messwert in wert.aus)


def zwischenstand(akte: Kennzahlakte, jahr: int) -> Messwert | None:
    """Newest Messwert of a year that has no Jahreswert yet; shown, never judged."""
    if any(wert.jahr == jahr for wert in jahreswerte(akte, jahr)):
        return None
    werte = [m for m in akte.messwerte if m.wert is not None and m.zeitraum.jahr == jahr]
    return max(werte, key=lambda m: m.zeitraum.sort_key, default=None)


def _of_year(kennzahl: Kennzahl, jahr: int, messwerte: list[Messwert]) -> Jahreswert | None:
    for messwert in messwerte:
        if messwert.zeitraum.is_year:
            return Jahreswert(jahr, _fraction(messwert), (messwert,))
    periode = kennzahl.frequenz.periode
    anzahl = PERIODEN_IM_JAHR[periode]
    teile = {m.zeitraum.nummer: m for m in messwerte if m.zeitraum.periode is periode}
    if kennzahl.aggregation in {Aggregation.LETZTER, Aggregation.KUMULIERT}:
        letzter = teile.get(anzahl)
        return None if letzter is None else Jahreswert(jahr, _fraction(letzter), (letzter,))
    if len(teile) < anzahl:
        return None
    alle = tuple(teile[nummer] for nummer in sorted(teile))
    summe = _total(alle)
    teiler = anzahl if kennzahl.aggregation is Aggregation.MITTEL else 1
    return Jahreswert(jahr, summe / teiler, alle)


def _fraction(messwert: Messwert) -> Fraction:
    assert messwert.wert is not None
    return Fraction(messwert.wert)


def _total(messwerte: Iterable[Messwert]) -> Fraction:
    return sum((_fraction(messwert) for messwert in messwerte), Fraction(0))

"""Geheimsummen: every relation among the values of a year that a reader could work out a withheld value with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from kek_dashboard.domain.geheimtabelle import Gleichung, Regelwerk, Werte, Zelle
from kek_dashboard.domain.kennzahl import Aggregation
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR, Periode, Zeitraum

Platz = tuple[str, Zeitraum]
#: A place and those whose sum it is.
_Summe = tuple[Platz, tuple[Platz, ...]]
_HALB = Decimal("0.5")
_PERIODEN = (Periode.JAHR, Periode.HALBJAHR, Periode.QUARTAL, Periode.MONAT)


def gleichungen(werte: Werte, regelwerk: Regelwerk) -> Iterator[Gleichung]:
    """Every relation among the values of one year, as far as it is true of them.

    A sum that the values do not add up to tells nobody anything of its parts and is left out.
    """
    summen = list(_sums(werte, regelwerk))
    zellen = {platz: regelwerk.zelle(*platz, wert) for platz, wert in werte.items()}
    _add_what_follows(zellen, summen, regelwerk)
    for platz, teile in summen:
        gleichung = _relation(platz, teile, zellen, regelwerk)
        if gleichung is not None:
            yield gleichung
    yield from _means(werte, regelwerk)
    yield from _increments(zellen, regelwerk)


def _sums(werte: Werte, regelwerk: Regelwerk) -> Iterator[_Summe]:
    """Which place is the sum of which: by what the Kennzahlen say, and in time."""
    jahr = Zeitraum(next(zeitraum.jahr for _, zeitraum in werte))
    perioden = {Periode.JAHR, *(zeitraum.periode for _, zeitraum in werte)}
    for nr, summanden in regelwerk.summen:
        yield from (((nr, z), tuple((teil, z) for teil in summanden)) for z in _all_of(jahr, perioden))
    for nr, kennzahl in regelwerk.kennzahlen.items():
        for zeitraum in _all_of(jahr, perioden):
            for periode in _PERIODEN:
                if periode not in perioden:
                    continue
                teile = parts_of(zeitraum, periode)
                if not any((nr, z) in werte for z in (zeitraum, *teile)):
                    continue
                if teile and kennzahl.aggregation is Aggregation.SUMME:
                    yield (nr, zeitraum), tuple((nr, z) for z in teile)
                elif teile and kennzahl.aggregation in {Aggregation.LETZTER, Aggregation.KUMULIERT}:
                    yield (nr, zeitraum), ((nr, teile[-1]),)


def _all_of(jahr: Zeitraum, perioden: set[Periode]) -> Iterator[Zeitraum]:
    for periode in _PERIODEN:
        if periode in perioden:
            yield from (Zeitraum(jahr.jahr, periode, n) for n in range(1, PERIODEN_IM_JAHR[periode] + 1))


def parts_of(zeitraum: Zeitraum, periode: Periode) -> tuple[Zeitraum, ...]:
    """The Zeiträume of a shorter length that make up a longer one; empty where it is not longer."""
    anzahl, uebrig = divmod(PERIODEN_IM_JAHR[periode], PERIODEN_IM_JAHR[zeitraum.periode])
    if anzahl < 2 or uebrig:  # noqa: PLR2004 - one part is no part
        return ()
    erstes = (zeitraum.nummer - 1) * anzahl + 1
    return tuple(Zeitraum(zeitraum.jahr, periode, nummer) for nummer in range(erstes, erstes + anzahl))


def _add_what_follows(zellen: dict[Platz, Zelle], summen: list[_Summe], regelwerk: Regelwerk) -> None:
    """Adds what nobody delivered and everybody could work out who knew all that was: the one gap of a sum."""
    changed = True
    while changed:
        changed = False
        for platz, teile in summen:
            fehlt = [ort for ort in (platz, *teile) if ort not in zellen]
            if len(fehlt) != 1:
                continue
            bekannt = sum((zellen[ort].wert for ort in teile if ort in zellen), Decimal(0))
            wert = bekannt if fehlt[0] == platz else zellen[platz].wert - bekannt
            if wert >= 0:
                nr, zeitraum = fehlt[0]
                zellen[nr, zeitraum] = Zelle(nr, zeitraum, wert, regelwerk.counts_persons(nr), "folgt")
                changed = True


def _relation(
    platz: Platz, teile: tuple[Platz, ...], zellen: Mapping[Platz, Zelle], regelwerk: Regelwerk
) -> Gleichung | None:
    """A sum of its parts, or of those known and what is left for the others; ``None`` where it is not true."""
    summe = zellen.get(platz)
    bekannt = [zellen[ort] for ort in teile if ort in zellen]
    if summe is None or not bekannt:
        return None
    rest = summe.wert - sum((teil.wert for teil in bekannt), Decimal(0))
    fehlt = [nr for nr, zeitraum in teile if (nr, zeitraum) not in zellen]
    if not fehlt:
        spiel = sum((_rounding(zelle.wert) for zelle in (summe, *bekannt)), Decimal(0))
        return Gleichung(summe, tuple(bekannt)) if abs(rest) <= spiel else None
    if rest < 0:
        return None
    art = (
        f"rest {summe.wert.normalize():f} {len(fehlt)} {' '.join(str(z) for _, z in teile)} {' '.join(fehlt)}"
    )
    heikel = any(regelwerk.counts_persons(nr) for nr in fehlt)
    return Gleichung(summe, (*bekannt, Zelle(summe.nr, summe.zeitraum, rest, heikel, art)))


def _rounding(wert: Decimal) -> Decimal:
    """How far a value may be off because it is written rounded; a whole number counts and is exact."""
    stellen = max(0, -int(wert.normalize().as_tuple().exponent))
    return _HALB.scaleb(-stellen) if stellen else Decimal(0)


def _means(werte: Werte, regelwerk: Regelwerk) -> Iterator[Gleichung]:
    """Means of all their parts, rounded as they are written."""
    for (nr, zeitraum), wert in werte.items():
        kennzahl = regelwerk.kennzahlen.get(nr)
        if kennzahl is None or kennzahl.aggregation is not Aggregation.MITTEL:
            continue
        for periode in _PERIODEN:
            teile = [z for z in parts_of(zeitraum, periode) if (nr, z) in werte]
            summe = sum((werte[nr, z] for z in teile), Decimal(0))
            spiel = _HALB.scaleb(min(0, int(wert.as_tuple().exponent)))
            if (
                teile
                and len(teile) == len(parts_of(zeitraum, periode))
                and abs(summe / len(teile) - wert) <= spiel
            ):
                yield Gleichung(
                    regelwerk.zelle(nr, zeitraum, wert),
                    tuple(regelwerk.zelle(nr, z, werte[nr, z]) for z in teile),
                )


def _increments(zellen: Mapping[Platz, Zelle], regelwerk: Regelwerk) -> Iterator[Gleichung]:
    """What each Zeitraum added to a cumulated value: the difference counts cases too."""
    for nr, kennzahl in regelwerk.kennzahlen.items():
        if kennzahl.aggregation is not Aggregation.KUMULIERT:
            continue
        je_ende = {z.ende: zelle for (eigene, z), zelle in zellen.items() if eigene == nr}
        for ende, danach in pairwise(sorted(je_ende)):
            alt, neu = je_ende[ende], je_ende[danach]
            if neu.wert >= alt.wert:
                art = f"zuwachs {alt.zeitraum} {alt.wert.normalize():f} {neu.wert.normalize():f}"
                yield Gleichung(
                    neu,
                    (alt, Zelle(nr, neu.zeitraum, neu.wert - alt.wert, regelwerk.counts_persons(nr), art)),
                )

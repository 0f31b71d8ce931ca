"""Hitzefeld: how dark a field of money is, by round limits in euros that a legend can name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

#: Steps of darkness above nothing; the style sheet knows as many.
STUFEN = 8
_ROUND = (Decimal(5), Decimal(2), Decimal(1))


def round_limits(hoechster: Decimal) -> tuple[Decimal, ...]:
    """Lower limits of the steps from the second up, each a 1, 2 or 5 with zeros; empty where nothing is above 0.

    The last one is the largest such number not above ``hoechster``, so that the darkest step is used.

    >>> [str(grenze) for grenze in round_limits(Decimal("73225310"))]
    ['500000', '1000000', '2000000', '5000000', '10000000', '20000000', '50000000']
    """
    if hoechster <= 0:
        return ()
    grenzen: list[Decimal] = []
    zehner = hoechster.adjusted()
    while len(grenzen) < STUFEN - 1:
        grenzen += [zahl for ziffer in _ROUND if (zahl := ziffer.scaleb(zehner)) <= hoechster]
        zehner -= 1
    return tuple(sorted(int_if_whole(zahl) for zahl in grenzen[: STUFEN - 1]))


def int_if_whole(zahl: Decimal) -> Decimal:
    """The same number without an exponent above 0, so that it is written out."""
    return zahl.quantize(Decimal(1)) if zahl == zahl.to_integral_value() else zahl


def step_of(betrag: Decimal, grenzen: Sequence[Decimal]) -> int:
    """Step of darkness from 1 to ``STUFEN``; 0 for nothing and for less than nothing."""
    return 1 + bisect_right(grenzen, betrag) if betrag > 0 else 0

"""Geldfluss: the fields of a Geldmatrix as flows from a Posten to a goal, and which of them a drawing can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.geldmatrix import Feld, Geldmatrix, add_fields

#: More bands than these nobody tells apart; then the small ones are drawn together.
MEISTE_BAENDER = 30


@dataclass(frozen=True, slots=True)
class Fluss:
    """Money of one kind from a Posten (by number) to a goal."""

    von: str
    nach: str
    feld: Feld


@dataclass(frozen=True, slots=True)
class Band:
    """What is drawn as one: a flow, or (``von`` is ``None``) the small flows of several Posten to one goal."""

    von: str | None
    nach: str
    feld: Feld
    fluesse: tuple[Fluss, ...]


@dataclass(frozen=True, slots=True)
class Geldfluss:
    """All flows of a matrix in its order, and the bands for a drawing.

    ``fluesse`` add up to the sum of the matrix. ``baender`` hold each flow above 0 € exactly once; what is below
    stands in ``unter_null``, because a band cannot be thinner than nothing.
    """

    fluesse: tuple[Fluss, ...]
    baender: tuple[Band, ...]
    unter_null: tuple[Fluss, ...]

    @property
    def gebuendelt(self) -> tuple[Fluss, ...]:
        """The small flows that are drawn together."""
        return tuple(fluss for band in self.baender if band.von is None for fluss in band.fluesse)


def geldfluss(matrix: Geldmatrix, meiste: int = MEISTE_BAENDER) -> Geldfluss:
    """The flows of a matrix; of more than ``meiste`` above 0 € the smallest go together by goal.

    There is at least one band for each goal that gets money, so there may be more bands than ``meiste`` only
    where there are more goals.
    """
    fluesse = tuple(
        Fluss(posten.nr, ziel, feld)
        for posten in matrix.posten
        for ziel, feld in zip(matrix.ziele, matrix.row(posten), strict=True)
        if feld is not None
    )
    positiv = [fluss for fluss in fluesse if fluss.feld.eur > 0]
    kleine = _small(positiv, meiste)
    einzeln = [Band(f.von, f.nach, f.feld, (f,)) for f in positiv if (f.von, f.nach) not in kleine]
    zusammen = [
        Band(None, ziel, add_fields(f.feld for f in teile), teile)
        for ziel in matrix.ziele
        if (teile := tuple(f for f in positiv if f.nach == ziel and (f.von, f.nach) in kleine))
    ]
    unter_null = tuple(fluss for fluss in fluesse if fluss.feld.eur < 0)
    return Geldfluss(fluesse, (*einzeln, *zusammen), unter_null)


def _small(positiv: Sequence[Fluss], meiste: int) -> set[tuple[str, str]]:
    """The flows to draw together: as few as make the bands no more than ``meiste``, the smallest first.

    A flow that would be alone in its bundle is drawn as itself.
    """
    nach_groesse = sorted(positiv, key=lambda fluss: fluss.feld.eur)  # stable: equal ones in their order
    kleine: list[Fluss] = []
    baender = len(positiv)
    je_ziel: Counter[str] = Counter()
    while baender > meiste and len(kleine) < len(positiv):
        fluss = nach_groesse[len(kleine)]
        kleine.append(fluss)
        baender -= je_ziel[fluss.nach] > 0  # the first of a goal makes its bundle, each other saves a band
        je_ziel[fluss.nach] += 1
    return {(f.von, f.nach) for f in kleine if je_ziel[f.nach] > 1}


def total(fluesse: Sequence[Fluss] | Sequence[Band]) -> Decimal:
    """Euros of several flows or bands."""
    return sum((fluss.feld.eur for fluss in fluesse), Decimal("0.00"))

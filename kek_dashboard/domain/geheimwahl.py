"""Geheimwahl: what is withheld beside a small count, so that no sum gives it away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kek_dashboard.domain.geheimprobe import is_open
from kek_dashboard.domain.geheimtabelle import Gleichung, Zelle

#: How many unknown quantities each relation has that holds a withheld one; the first number that suffices.
_STUFEN = (2, 3, 4)


def choose(
    gleichungen: Sequence[Gleichung], verdeckt: Collection[Zelle], waehlbar: Collection[Zelle]
) -> frozenset[Zelle]:
    """What of ``waehlbar`` has to be withheld too, so that the small counts stay open; as little as possible.

    The choice looks at where small counts are, never at how large a withheld value is: else it would tell
    something of it. Where no choice suffices, all of ``waehlbar`` is withheld that is joined to a small count.
    """
    dazu: set[Zelle] = set()
    for teil in _components(gleichungen):
        zellen = {zelle for gleichung in teil for zelle in gleichung.zellen}
        if not zellen.isdisjoint(waehlbar) and any(zelle.is_primary for zelle in zellen):
            dazu |= _choose_in(
                teil, {z for z in zellen if z in verdeckt}, {z for z in zellen if z in waehlbar}
            )
    return frozenset(dazu)


def _choose_in(gleichungen: Sequence[Gleichung], verdeckt: set[Zelle], waehlbar: set[Zelle]) -> set[Zelle]:
    for stufe in _STUFEN:
        dazu = _close(gleichungen, verdeckt, waehlbar, stufe)
        if is_open(gleichungen, verdeckt | dazu):
            return dazu
    return waehlbar - verdeckt


def _close(
    gleichungen: Sequence[Gleichung], verdeckt: set[Zelle], waehlbar: set[Zelle], stufe: int
) -> set[Zelle]:
    """Withholds until each relation that needs it has so many unknown quantities, or nothing is left to choose."""
    je_zelle: dict[Zelle, list[Gleichung]] = {}
    for gleichung in gleichungen:
        for zelle in gleichung.zellen:
            je_zelle.setdefault(zelle, []).append(gleichung)
    dazu: set[Zelle] = set()
    while True:
        alle = verdeckt | dazu
        mager = [g for g in gleichungen if _unknown(g, alle) < stufe and _has_to_hide(g, alle, je_zelle)]
        offen = sorted(
            {z for g in mager for z in g.zellen if z in waehlbar and z not in alle}, key=lambda z: z.sort_key
        )
        if not offen:
            return dazu
        dazu.add(min(offen, key=lambda z: _cost(z, mager, je_zelle[z], alle)))


def _cost(
    zelle: Zelle, mager: Iterable[Gleichung], eigene: Iterable[Gleichung], verdeckt: Collection[Zelle]
) -> tuple[int, int, bool, int]:
    """Best is what helps many relations, draws in few new ones, is personal itself and no sum of others."""
    hilft = sum(zelle in g.zellen for g in mager)
    neu = sum(_unknown(g, verdeckt) == 0 for g in eigene)
    return neu - 2 * hilft, sum(g.summe == zelle for g in eigene), not zelle.heikel, zelle.zeitraum.ende.month


def _unknown(gleichung: Gleichung, verdeckt: Collection[Zelle]) -> int:
    return sum(not z.is_delivered or z in verdeckt for z in gleichung.zellen)


def _has_to_hide(
    gleichung: Gleichung, verdeckt: Collection[Zelle], je_zelle: dict[Zelle, list[Gleichung]]
) -> bool:
    """Whether a relation holds something that may not be worked out from it."""
    return any(
        zelle in verdeckt
        or zelle.is_primary
        or (
            zelle.art == "jahr"
            and any(t in verdeckt for g in je_zelle[zelle] if g.summe == zelle for t in g.teile)
        )
        for zelle in gleichung.zellen
    )


def _components(gleichungen: Sequence[Gleichung]) -> list[list[Gleichung]]:
    """Relations that share a quantity, directly or through others, together."""
    vertreter: dict[Zelle, Zelle] = {}

    def find(zelle: Zelle) -> Zelle:
        while vertreter.setdefault(zelle, zelle) != zelle:
            zelle = vertreter[zelle]
        return zelle

    for gleichung in gleichungen:
        for zelle in gleichung.teile:
            vertreter[find(zelle)] = find(gleichung.summe)
    gruppen: dict[Zelle, list[Gleichung]] = {}
    for gleichung in gleichungen:
        gruppen.setdefault(find(gleichung.summe), []).append(gleichung)
    return list(gruppen.values())

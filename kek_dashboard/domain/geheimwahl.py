"""Geheimwahl: what is withheld beside a small count, so that no sum gives it away.

With a small count goes every sum that it is in, and every sum that those are in. Then nobody can tell 1 from 2: the
count could be the other one and all those sums one more or one less, and the very same things would be withheld. The
choice looks at where small counts are, never at how large a withheld value is, else it would tell something of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kek_dashboard.domain.geheimtabelle import Gleichung, Zelle


def choose(
    gleichungen: Sequence[Gleichung], verdeckt: Collection[Zelle], waehlbar: Collection[Zelle]
) -> frozenset[Zelle]:
    """What of ``waehlbar`` has to be withheld too; ``verdeckt`` is withheld already.

    What is neither was shown before and cannot be taken back. Where that is a sum, its other parts are withheld in its
    stead; where a withheld sum has none but shown parts, they are.
    """
    zu = set(verdeckt)
    offen = set(waehlbar) - zu
    unbekannt = zu | {zelle for g in gleichungen for zelle in g.zellen if zelle.is_primary}
    bekannt = -1
    while bekannt != len(unbekannt):
        bekannt = len(unbekannt)
        for gleichung in gleichungen:
            neu = _to_hide(gleichung, unbekannt, offen)
            unbekannt |= neu
            offen -= neu
    return frozenset(z for z in unbekannt if z.is_delivered and z not in zu and z in waehlbar)


def _to_hide(gleichung: Gleichung, unbekannt: Collection[Zelle], offen: Collection[Zelle]) -> set[Zelle]:
    """What has to join the unknown because of one relation."""
    summe, teile = gleichung.summe, gleichung.teile
    fraglich = any(teil in unbekannt for teil in teile)
    if summe in unbekannt:
        return set() if fraglich or _has_a_gap(teile) else _choosable(teile, offen)
    if not fraglich:
        return set()
    if summe in offen or not summe.is_delivered:
        return {summe}
    return _choosable(teile, offen)


def _has_a_gap(teile: Iterable[Zelle]) -> bool:
    """Whether a part is known to nobody once the sum is not: it was never delivered."""
    return any(teil.art.startswith(("rest", "zuwachs")) for teil in teile)


def _choosable(teile: Iterable[Zelle], offen: Collection[Zelle]) -> set[Zelle]:
    return {teil for teil in teile if teil in offen or teil.art == "folgt"}

"""Geheimwahl: what is withheld beside a small count, so that no sum gives it away.

With a small count goes every sum that it is in, and every sum that those are in. Then nobody can tell 1 from 2: the
count could be the other one and all those sums one more or one less, and the very same things would be withheld. The
choice looks at where small counts are, never at how large a withheld value is, else it would tell something of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from kek_dashboard.domain.geheimtabelle import Gleichung, Zelle


def choose(
    gleichungen: Sequence[Gleichung],
    verdeckt: Collection[Zelle],
    waehlbar: Collection[Zelle],
    frueher: Collection[Zelle] = (),
) -> frozenset[Zelle]:
    """What of ``waehlbar`` has to be withheld too; ``verdeckt`` is withheld already.

    What is neither was shown before and cannot be taken back. Where that is a sum, all that is joined to it is withheld
    in its stead. Of small counts that were withheld ``frueher``, in an earlier step, every part goes, however large:
    which of them is shown would tell how they make it up.
    """
    zu = set(verdeckt)
    offen = set(waehlbar) - zu
    zu |= _of_gappy_tables(gleichungen, zu, offen)
    offen -= zu
    unbekannt = zu | {zelle for g in gleichungen for zelle in g.zellen if zelle.is_primary}
    unbekannt |= {
        t for g in gleichungen if g.summe in frueher for t in g.teile if t in offen or not t.is_delivered
    }
    offen -= unbekannt
    while True:
        # First all sums above what is unknown: whether a part has to go in their stead shows only then.
        neu = _sums_above(gleichungen, unbekannt, offen) or _parts_instead(gleichungen, unbekannt, offen)
        if not neu:
            return frozenset(z for z in unbekannt if z.is_delivered and z in waehlbar)
        unbekannt |= neu
        offen -= neu


def _of_gappy_tables(
    gleichungen: Sequence[Gleichung], verdeckt: Collection[Zelle], offen: Collection[Zelle]
) -> set[Zelle]:
    """All that can be chosen where a small count is joined to a sum shown before, or to a gap between two relations.

    There what is above a small count does not suffice; how the gaps lie does not depend on any value.
    """
    gefunden: set[Zelle] = set()
    for eigene in _tables(gleichungen):
        oft = Counter(zelle for g in eigene for zelle in g.zellen)
        is_gappy = any(anzahl > 1 and not zelle.is_delivered for zelle, anzahl in oft.items()) or any(
            g.summe.is_delivered and g.summe not in verdeckt and g.summe not in offen for g in eigene
        )
        if is_gappy and any(zelle.is_primary for zelle in oft):
            gefunden |= {zelle for zelle in oft if zelle in offen}
    return gefunden


def _tables(gleichungen: Iterable[Gleichung]) -> Iterable[list[Gleichung]]:
    """The relations that share quantities, directly or through others, together."""
    zu: dict[Zelle, list[Gleichung]] = {}
    for gleichung in gleichungen:
        tabelle = [gleichung]
        for alte in {id(zu[z]): zu[z] for z in gleichung.zellen if z in zu}.values():
            tabelle = alte + tabelle if len(alte) >= len(tabelle) else tabelle + alte
        zu |= {zelle: tabelle for g in tabelle for zelle in g.zellen}
    return {id(tabelle): tabelle for tabelle in zu.values()}.values()


def _sums_above(
    gleichungen: Iterable[Gleichung], unbekannt: Collection[Zelle], offen: Collection[Zelle]
) -> set[Zelle]:
    """The sums that hold something unknown and can still be withheld, or were never delivered."""
    return {
        g.summe
        for g in gleichungen
        if g.summe not in unbekannt
        and (g.summe in offen or not g.summe.is_delivered)
        and any(teil in unbekannt for teil in g.teile)
    }


def _parts_instead(
    gleichungen: Sequence[Gleichung], unbekannt: Collection[Zelle], offen: Collection[Zelle]
) -> set[Zelle]:
    """What stands in for a sum that was shown before: all that can be chosen and is joined to it.

    And the parts of an unknown sum of which all parts are known.
    """
    gefunden: set[Zelle] = set()
    for gleichung in gleichungen:
        fraglich = any(teil in unbekannt for teil in gleichung.teile)
        if fraglich and gleichung.summe not in unbekannt:
            gefunden |= _joined(gleichung, gleichungen)
        elif not fraglich and gleichung.summe in unbekannt and not _has_a_gap(gleichung.teile):
            gefunden |= set(gleichung.teile)
    return {z for z in gefunden if z not in unbekannt and (z in offen or z.art == "folgt")}


def _joined(gleichung: Gleichung, gleichungen: Iterable[Gleichung]) -> set[Zelle]:
    """Everything that depends on a relation, directly or through others."""
    je_zelle: dict[Zelle, list[Gleichung]] = {}
    for andere in gleichungen:
        for zelle in andere.zellen:
            je_zelle.setdefault(zelle, []).append(andere)
    return _reached(gleichung, je_zelle)


def _reached(gleichung: Gleichung, je_zelle: Mapping[Zelle, Sequence[Gleichung]]) -> set[Zelle]:
    gefunden = set(gleichung.zellen)
    offen = list(gefunden)
    while offen:
        neu = {z for andere in je_zelle.get(offen.pop(), ()) for z in andere.zellen} - gefunden
        gefunden |= neu
        offen += neu
    return gefunden


def _has_a_gap(teile: Iterable[Zelle]) -> bool:
    """Whether a part is known to nobody once the sum is not: it was never delivered."""
    return any(teil.art.startswith(("rest", "zuwachs")) for teil in teile)

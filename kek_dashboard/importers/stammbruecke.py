"""Stammbrücke: whether what a file says of the bridge gives each old Unterziel one fate."""

from __future__ import annotations

from collections.abc import Sequence

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.bruecke import conflicts
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.zielsystem import Zielnachfolge
from kek_dashboard.importers.sheet import fund_befund

Schritte = dict[str, dict[str, list[Zielnachfolge]]]


def check_bruecke(schritte: Sequence[Zielnachfolge], stand: Datenstand) -> list[Befund]:
    """Contradictions in which a row of this file has a part.

    What a file says of an old Unterziel takes the place of all that was said before; the others are as they are known.
    """
    neue = {id(schritt) for schritt in schritte}
    gesagt = {(s.altes_system, s.altes_ziel) for s in schritte}
    alle = [s for s in stand.nachfolgen if (s.altes_system, s.altes_ziel) not in gesagt]
    je_system: Schritte = {}
    for schritt in (*alle, *schritte):
        je_system.setdefault(schritt.altes_system, {}).setdefault(schritt.altes_ziel, []).append(schritt)
    return [
        fund_befund(
            Schwere.FEHLER if widerspruch.ist_fehler else Schwere.WARNUNG,
            "bruecke_widerspruch",
            widerspruch.schritt.fundstelle,
            widerspruch.text,
        )
        for je_ziel in je_system.values()
        for widerspruch in conflicts(je_ziel)
        if id(widerspruch.schritt) in neue
    ]

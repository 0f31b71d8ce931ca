"""Zwei Systeme: old and new goals with Kennzahlen that go on, end and begin, for the tests of the bridge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import (
    Kennzahl,
    Kennzahlakte,
    Messwert,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.domain.zielsystem import Nachfolgeart, Zielnachfolge, Zielsystem
from kek_dashboard.domain.zielsystemsicht import Gesamtbestand

ALT, NEU = "Alt", "Neu"
F, Z, A, B = (
    Nachfolgeart.FORTGEFUEHRT,
    Nachfolgeart.ZUSAMMENGEFUEHRT,
    Nachfolgeart.AUFGETEILT,
    Nachfolgeart.BEENDET,
)


def step(alt: str, art: Nachfolgeart, neu: str = "", **felder: Any) -> Zielnachfolge:
    """One step of the bridge from ``ALT`` to ``NEU``."""
    return Zielnachfolge("", alt, art, NEU if neu else "", neu, **felder)


def two_systems(schritte: Iterable[Zielnachfolge] = (), tag: date = date(2026, 11, 1)) -> Datenstand:
    """Old 1.1 to 1.4, new A.1 to A.4; K1 goes on from 1.1 to A.1, K2 ends, K3 begins at A.4."""

    def goals(name: str, oben: str, nummern: Iterable[str]) -> dict[str, Ziel]:
        alle = [(oben, Ebene.OBERZIEL), *((nr, Ebene.UNTERZIEL) for nr in nummern)]
        return {nr: Ziel((Zielfassung(nr, ebene, f"Ziel {nr}", nr, zielsystem=name),)) for nr, ebene in alle}

    def akte(nr: str, *zuordnungen: tuple[str, str]) -> Kennzahlakte:
        return Kennzahlakte(
            Kennzahl(nr, f"Quote {nr}", "%", Zieltyp.STEIGERN, basisjahr=2018, basiswert=Decimal(60)),
            (Zielwert(nr, 2026, Decimal(95)), Zielwert(nr, 2034, Decimal(99), zielsystem=NEU)),
            tuple(Messwert(nr, Zeitraum(2018 + i), Decimal(60 + 4 * i)) for i in range(8)),
            zuordnungen=tuple(
                UnterzielZuordnung(nr, ziel, zielsystem=system) for ziel, system in zuordnungen
            ),
        )

    akten = {"K1": akte("K1", ("1.1", ""), ("A.1", NEU)), "K2": akte("K2", ("1.1", ""), ("1.2", "")),
             "K3": akte("K3", ("A.4", NEU))}  # fmt: skip
    gesamt = Gesamtbestand(
        ziele=MappingProxyType(
            {
                ALT: goals(ALT, "1", ("1.1", "1.2", "1.3", "1.4")),
                NEU: goals(NEU, "A", ("A.1", "A.2", "A.3", "A.4")),
            }
        )
    )
    stand = replace(Datenstand(tag), akten=MappingProxyType(akten), nachfolgen=tuple(schritte))
    systeme = (
        Zielsystem(ALT, gueltig_ab=date(2018, 1, 1), gueltig_bis=date(2026, 12, 31)),
        Zielsystem(NEU, 2025, 2034, date(2024, 9, 18)),
    )
    return stand.with_all(gesamt, systeme)


#: All four fates, and 1.4 of which nobody has said anything.
ALLE_ARTEN = (
    step("1.1", A, "A.1", beschluss="Drs. 1", bilanz="Geteilt."),
    step("1.1", A, "A.2", beschluss="Drs. 1", bilanz="Noch etwas."),
    step("1.2", B, bilanz="Erreicht."),
    step("1.3", F, "A.3"),
)

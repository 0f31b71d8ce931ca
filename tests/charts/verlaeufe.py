"""Verläufe: Kennzahlen with everything a Verlauf can show, for the tests of its drawings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kek_dashboard.charts.verlaufsdaten import Verlauf, verlauf_of
from kek_dashboard.domain.kennzahl import (
    Aggregation,
    Frequenz,
    Kennzahlakte,
    Messwert,
    Wertstatus,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.zielerreichung import bewerte
from kek_dashboard.domain.zielsystem import Zielsystem
from tests.web.factories import akte, datenstand, reihe

AKTEN = dict(datenstand().akten)


def quartale() -> Kennzahlakte:
    """Quarters whose last one counts for the year; the newest year is not over."""
    werte: dict[str, str | None] = {"2018": "60"}
    werte |= {
        f"{jahr}-Q{q}": str(60 + 3 * (jahr - 2018) + q)
        for jahr in (2019, 2020, 2021, 2022)
        for q in (1, 2, 3, 4)
    }
    return akte(
        "Q", Zieltyp.STEIGERN, werte | {"2023-Q1": "75", "2023-Q2": "77"}, ziele={2026: "95"}, basisjahr=2018,
        basiswert=Decimal(60), frequenz=Frequenz.VIERTELJAEHRLICH, aggregation=Aggregation.LETZTER,
    )  # fmt: skip


def gesenkt() -> Kennzahlakte:
    """A target that was lowered twice, the newest value not final."""
    werte = reihe("60", "61.5", "64", "67", "70")
    neuer = Messwert("G", Zeitraum(2023), Decimal(72), Wertstatus.VORLAEUFIG)
    ohne = akte("G", Zieltyp.STEIGERN, werte, basisjahr=2018, basiswert=Decimal(60))

    def ziel(wert: int, ab: date, bis: date | None = None, beschluss: str = "") -> Zielwert:
        return Zielwert("G", 2026, Decimal(wert), ab, bis, beschluss)

    return Kennzahlakte(
        ohne.kennzahl,
        (ziel(90, date(2023, 3, 20), None, "Drucksache 31/2023 (Beispiel)"),),
        (*ohne.messwerte, neuer),
        fruehere_zielwerte=(
            ziel(98, date(2019, 1, 15)),
            ziel(95, date(2021, 7, 1), date(2023, 3, 19), "Drs. 9/2021"),
            ziel(98, date(2019, 1, 15), date(2021, 6, 30)),
        ),
    )


ALLE = AKTEN | {"Q": quartale(), "G": gesenkt()}


def verlauf(nr: str, jahr: int = 2023) -> Verlauf:
    """What the Verlauf of one of them shows."""
    return verlauf_of(ALLE[nr], bewerte(ALLE[nr], jahr), Zielsystem("KEK 2018"))

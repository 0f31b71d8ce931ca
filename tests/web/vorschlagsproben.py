"""Vorschlagsproben: the small county of the factories with proposals at every step of their way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl, Kennzahlakte, UnterzielZuordnung, Zieltyp, Zielwert
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.verfahren import KENNZAHL, MASSNAHME, Schritt, Verfahrensschritt, Vorschlag
from tests.web import factories as f


def step(bezug: str, nr: str, schritt: Schritt, am: date, gremium: str = "", beschluss: str = "",
         von: str = "") -> Verfahrensschritt:  # fmt: skip
    ort = Fundstelle("Verfahren", "A5", nr, 1)
    return Verfahrensschritt(bezug, nr, schritt, am, gremium, von, beschluss, "", Herkunft.BEISPIEL, ort)


def proposals() -> tuple[Vorschlag, ...]:
    def massnahme(nr: str, name: str, *schritte: Verfahrensschritt, **rest: str) -> Vorschlag:
        return Vorschlag(Massnahme(nr, "1.2", name, herkunft=Herkunft.BEISPIEL, **rest), schritte)  # type: ignore[arg-type]

    kennzahl = Kennzahl("1.2-30", "Wartezeit auf einen Krippenplatz", "Monate", Zieltyp.SENKEN, basisjahr=2024,
                        basiswert=Decimal(6), herkunft=Herkunft.BEISPIEL)  # fmt: skip
    akte = Kennzahlakte(
        kennzahl,
        (Zielwert("1.2-30", 2027, Decimal(3)),),
        zuordnungen=(UnterzielZuordnung("1.2-30", "1.2"),),
    )
    m, tag = MASSNAHME, date
    return (
        Vorschlag(kennzahl, (step(KENNZAHL, "1.2-30", Schritt.VORSCHLAG, tag(2026, 9, 1), "Fraktion", "",
                                  "Kreispolitik"),), akte),
        massnahme("M-91", "Lotsen für Familien",
                  step(m, "M-91", Schritt.VORSCHLAG, tag(2026, 3, 2), "GB Jugend", "", "Verwaltung"),
                  step(m, "M-91", Schritt.ABGESTIMMT, tag(2026, 4, 20), "Kreisausschuss", "Drs. 41/2026")),
        massnahme("M-92", "Mitfahrbänke",
                  step(m, "M-92", Schritt.VORSCHLAG, tag(2025, 3, 2), "Fraktion", "", "Kreispolitik"),
                  step(m, "M-92", Schritt.ABGELEHNT, tag(2025, 6, 20), "Kreistag", "Drs. 17/2025")),
        massnahme("M-01", "Beschlossener Weg",
                  step(m, "M-01", Schritt.VORSCHLAG, tag(2020, 3, 2), "Fraktion", "", "Kreispolitik"),
                  step(m, "M-01", Schritt.BESCHLOSSEN, tag(2020, 6, 20), "Kreistag", "Drs. 9/2020")),
    )  # fmt: skip


def with_proposals() -> Datenstand:
    return replace(f.datenstand(), vorschlaege=proposals())

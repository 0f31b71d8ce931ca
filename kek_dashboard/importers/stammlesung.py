"""Stammlesung: what has been read of a master-data workbook so far, and what it may point to."""

from __future__ import annotations

from dataclasses import dataclass, field

from kek_dashboard.domain.befund import Befund
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import HaushaltsZuordnung, Produkt
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import (
    Kennzahl,
    Reihenbruch,
    UnterzielZuordnung,
    Zielwert,
)
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.massnahme import Erlaeuterung, Fachbereich, Massnahme, Meilenstein
from kek_dashboard.domain.satzung import Haushaltsstatus, Satzungssumme
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.importers.satz import Satz


@dataclass(slots=True)
class Lesung:
    """Records read so far, by kind, and the Datenstand they are read against."""

    stand: Datenstand
    befunde: list[Befund] = field(default_factory=list)
    ziele: list[Zielfassung] = field(default_factory=list)
    kennzahlen: list[Kennzahl] = field(default_factory=list)
    zielwerte: list[Zielwert] = field(default_factory=list)
    reihenbrueche: list[Reihenbruch] = field(default_factory=list)
    zuordnungen: list[UnterzielZuordnung] = field(default_factory=list)
    organisation: list[Fachbereich] = field(default_factory=list)
    produkte: list[Produkt] = field(default_factory=list)
    erlaeuterungen: list[Erlaeuterung] = field(default_factory=list)
    massnahmen: list[Massnahme] = field(default_factory=list)
    haushaltszuordnungen: list[HaushaltsZuordnung] = field(default_factory=list)
    satzungssummen: list[Satzungssumme] = field(default_factory=list)
    haushaltsstaende: list[Haushaltsstatus] = field(default_factory=list)
    meilensteine: list[Meilenstein] = field(default_factory=list)
    sitzungen: list[Sitzung] = field(default_factory=list)
    vergleichswerte: list[Vergleichswert] = field(default_factory=list)
    bekannte_ziele: dict[str, Ebene] = field(default_factory=dict)
    bekannte_kennzahlen: dict[str, Kennzahl] = field(default_factory=dict)
    bekannte_massnahmen: set[str] = field(default_factory=set)
    bekannte_produkte: set[str] = field(default_factory=set)
    #: Names in the order in which they came, so that one is written the same everywhere.
    bekannte_regionen: dict[str, None] = field(default_factory=dict)
    bekannte_gremien: dict[str, None] = field(default_factory=dict)
    bekannte_schritte: dict[str, dict[str, None]] = field(default_factory=dict)
    #: Rows of a mapping of the Haushalt that name no target.
    ohne_ziel: list[Fundstelle] = field(default_factory=list)
    #: Rows that hold a Vergleichswert of the Kreis itself, and rows without any value.
    eigene: list[Fundstelle] = field(default_factory=list)
    ohne_wert: list[Fundstelle] = field(default_factory=list)
    #: Unit of the header and unit of the Kennzahl → values that were converted.
    umgerechnet: dict[tuple[str, str], list[Fundstelle]] = field(default_factory=dict)
    #: Footnote mark → numbers that have one.
    fussnoten: dict[str, list[Fundstelle]] = field(default_factory=dict)
    #: Rows with parts of a sum; whether all parts exist shows only after the last sheet.
    summen: list[tuple[Satz, Kennzahl]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Everything the Datenstand already knows may be pointed to."""
        self.bekannte_ziele.update((nr, ziel.ebene) for nr, ziel in self.stand.ziele.items())
        self.bekannte_kennzahlen.update((nr, a.kennzahl) for nr, a in self.stand.akten.items())
        self.bekannte_massnahmen.update(self.stand.massnahmen)
        self.bekannte_produkte.update(self.stand.produkte, self.stand.planprodukte)
        self.bekannte_regionen.update(
            (v.region, None) for w in self.stand.vergleichswerte.values() for v in w
        )
        self.bekannte_gremien.update((sitzung.gremium, None) for sitzung in self.stand.sitzungen)
        for nr, schritte in self.stand.meilensteine.items():
            self.bekannte_schritte[nr] = dict.fromkeys(schritt.bezeichnung for schritt in schritte)

    def massnahme(self, nr: str) -> Massnahme | None:
        """The Maßnahme of this number as this file tells it, else as it is known."""
        neue = (massnahme for massnahme in reversed(self.massnahmen) if massnahme.nr == nr)
        return next(neue, self.stand.massnahmen.get(nr))

    def inhalt(self) -> Inhalt:
        """Everything read, in the order of the file within each sheet."""
        return Inhalt(
            ziele=tuple(self.ziele),
            kennzahlen=tuple(self.kennzahlen),
            zielwerte=tuple(self.zielwerte),
            reihenbrueche=tuple(self.reihenbrueche),
            zuordnungen=tuple(self.zuordnungen),
            organisation=tuple(self.organisation),
            produkte=tuple(self.produkte),
            erlaeuterungen=tuple(self.erlaeuterungen),
            massnahmen=tuple(self.massnahmen),
            haushaltszuordnungen=tuple(self.haushaltszuordnungen),
            satzungssummen=tuple(self.satzungssummen),
            haushaltsstaende=tuple(self.haushaltsstaende),
            meilensteine=tuple(self.meilensteine),
            sitzungen=tuple(self.sitzungen),
            vergleichswerte=tuple(self.vergleichswerte),
        )

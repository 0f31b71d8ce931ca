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
from kek_dashboard.domain.verfahren import Aenderungsgrund, Verfahrensschritt
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.domain.zielsystem import Ausgangswert, Zielebene, Zielnachfolge, Zielsystemsatz
from kek_dashboard.domain.zielsystemsicht import first_system
from kek_dashboard.importers.satz import Satz
from kek_dashboard.importers.sheet import squash


@dataclass(slots=True)
class Lesung:
    """Records read so far, by kind, and the Datenstand they are read against."""

    stand: Datenstand
    befunde: list[Befund] = field(default_factory=list)
    zielsysteme: list[Zielsystemsatz] = field(default_factory=list)
    zielebenen: list[Zielebene] = field(default_factory=list)
    ziele: list[Zielfassung] = field(default_factory=list)
    nachfolgen: list[Zielnachfolge] = field(default_factory=list)
    ausgangswerte: list[Ausgangswert] = field(default_factory=list)
    verfahrensschritte: list[Verfahrensschritt] = field(default_factory=list)
    aenderungsgruende: list[Aenderungsgrund] = field(default_factory=list)
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
    #: Zielsystem → number → level; what a file brings is added as it is read.
    bekannte_ziele: dict[str, dict[str, Ebene]] = field(default_factory=dict)
    #: Zielsysteme that this file itself describes or brings Ziele of.
    eigene_systeme: dict[str, None] = field(default_factory=dict)
    #: Zielsystem → its own word for a level, squashed → word and level.
    bekannte_worte: dict[str, dict[str, tuple[str, Ebene]]] = field(default_factory=dict)
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
        stand = self.stand
        alle = {stand.zielsystem.name: stand.ziele} if stand.gesamt is None else stand.gesamt.ziele
        for name, ziele in alle.items():
            self.bekannte_ziele[name] = {nr: ziel.ebene for nr, ziel in ziele.items()}
        for system in stand.zielsysteme:
            for ebene in system.ebenen:
                self.know_word(ebene)
        self.bekannte_kennzahlen.update((nr, a.kennzahl) for nr, a in stand.akten.items())
        self.bekannte_massnahmen.update(stand.massnahmen)
        if stand.gesamt is not None:
            self.bekannte_massnahmen.update(m.nr for m in stand.gesamt.massnahmen)
        for vorschlag in stand.vorschlaege:
            sache = vorschlag.gegenstand
            if isinstance(sache, Kennzahl):
                self.bekannte_kennzahlen.setdefault(sache.nr, sache)
            else:
                self.bekannte_massnahmen.add(sache.nr)
        self.bekannte_produkte.update(self.stand.produkte, self.stand.planprodukte)
        self.bekannte_regionen.update(
            (v.region, None) for w in self.stand.vergleichswerte.values() for v in w
        )
        self.bekannte_gremien.update((sitzung.gremium, None) for sitzung in self.stand.sitzungen)
        for nr, schritte in self.stand.meilensteine.items():
            self.bekannte_schritte[nr] = dict.fromkeys(schritt.bezeichnung for schritt in schritte)

    @property
    def erstes_system(self) -> str:
        """The county's first Zielsystem; where there is none yet, the first of this file."""
        bekannt = first_system(self.stand.zielsysteme)
        return bekannt if self.stand.zielsysteme else next(iter(self.eigene_systeme), "")

    def systems(self) -> tuple[str, ...]:
        """Names of all Zielsysteme that are known or that this file brings."""
        return tuple(dict.fromkeys([*(s.name for s in self.stand.zielsysteme), *self.eigene_systeme]))

    def know_word(self, ebene: Zielebene) -> None:
        """Remember a Zielsystem's own word for a level."""
        self.bekannte_worte.setdefault(ebene.zielsystem, {})[squash(ebene.wort)] = (ebene.wort, ebene.art)

    def massnahme(self, nr: str) -> Massnahme | None:
        """The Maßnahme of this number as this file tells it, else as it is known."""
        neue = (massnahme for massnahme in reversed(self.massnahmen) if massnahme.nr == nr)
        return next(neue, self.stand.massnahmen.get(nr))

    def inhalt(self) -> Inhalt:
        """Everything read, in the order of the file within each sheet."""
        return Inhalt(
            zielsysteme=tuple(self.zielsysteme),
            zielebenen=tuple(self.zielebenen),
            ziele=tuple(self.ziele),
            nachfolgen=tuple(self.nachfolgen),
            ausgangswerte=tuple(self.ausgangswerte),
            verfahrensschritte=tuple(self.verfahrensschritte),
            aenderungsgruende=tuple(self.aenderungsgruende),
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

"""Lieferung: one delivered file, what it brought, and whether it is released."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kek_dashboard.domain.haushalt import (
    Haushaltsposition,
    HaushaltsZuordnung,
    Produkt,
)
from kek_dashboard.domain.kennzahl import (
    Kennzahl,
    Messwert,
    Reihenbruch,
    UnterzielZuordnung,
    Zielwert,
)
from kek_dashboard.domain.massnahme import Erlaeuterung, Fachbereich, Massnahme, Meilenstein
from kek_dashboard.domain.satzung import Haushaltsstatus, Satzungssumme
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.verfahren import Aenderungsgrund, Verfahrensschritt
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.ziele import Zielfassung
from kek_dashboard.domain.zielsystem import Ausgangswert, Zielebene, Zielnachfolge, Zielsystemsatz


class Lieferart(StrEnum):
    """What kind of workbook it is (contract: ``--art``)."""

    STAMMDATEN = "stammdaten"
    KENNZAHLEN = "kennzahlen"
    HAUSHALT = "haushalt"


class Lieferstand(StrEnum):
    """Where a Lieferung stands."""

    WARTET = "wartet"
    FREIGEGEBEN = "freigegeben"
    ZURUECKGEZOGEN = "zurueckgezogen"


@dataclass(frozen=True, slots=True)
class Inhalt:
    """Everything one file brings, each record with the cell it stood in, in the order of the file."""

    zielsysteme: tuple[Zielsystemsatz, ...] = ()
    zielebenen: tuple[Zielebene, ...] = ()
    ziele: tuple[Zielfassung, ...] = ()
    nachfolgen: tuple[Zielnachfolge, ...] = ()
    kennzahlen: tuple[Kennzahl, ...] = ()
    zielwerte: tuple[Zielwert, ...] = ()
    ausgangswerte: tuple[Ausgangswert, ...] = ()
    reihenbrueche: tuple[Reihenbruch, ...] = ()
    zuordnungen: tuple[UnterzielZuordnung, ...] = ()
    organisation: tuple[Fachbereich, ...] = ()
    produkte: tuple[Produkt, ...] = ()
    erlaeuterungen: tuple[Erlaeuterung, ...] = ()
    massnahmen: tuple[Massnahme, ...] = ()
    haushaltszuordnungen: tuple[HaushaltsZuordnung, ...] = ()
    satzungssummen: tuple[Satzungssumme, ...] = ()
    haushaltsstaende: tuple[Haushaltsstatus, ...] = ()
    meilensteine: tuple[Meilenstein, ...] = ()
    verfahrensschritte: tuple[Verfahrensschritt, ...] = ()
    aenderungsgruende: tuple[Aenderungsgrund, ...] = ()
    sitzungen: tuple[Sitzung, ...] = ()
    vergleichswerte: tuple[Vergleichswert, ...] = ()
    messwerte: tuple[Messwert, ...] = ()
    positionen: tuple[Haushaltsposition, ...] = ()


#: Fields of ``Inhalt`` that the budget office keeps too: a workbook with nothing else is its own to deliver
#: and to release.
HAUSHALTSPFLEGE = frozenset({"haushaltszuordnungen", "satzungssummen", "haushaltsstaende"})


@dataclass(frozen=True, slots=True)
class Lieferung:
    """What the store keeps about a delivered file, without its content.

    ``freigegeben_am`` and ``zurueckgezogen_am`` are the days that count for a Wissensstand;
    ``rueckwirkend`` says that the release day was set when older data were taken over.
    ``absender``, ``freigegeben_von`` and ``zurueckgezogen_von`` name who did it, empty for what was
    taken over from before names were kept.
    """

    nr: int
    art: Lieferart
    dateiname: str
    sha256: str
    eingegangen: str
    fachbereich: str = ""
    haushaltsjahr: int | None = None
    fassung: str = ""
    profil: str = ""
    gelesen: int = 0
    neu: int = 0
    geaendert: int = 0
    unveraendert: int = 0
    freigegeben_am: date | None = None
    rueckwirkend: bool = False
    zurueckgezogen_am: date | None = None
    grund: str = field(default="")
    absender: str = ""
    freigegeben_von: str = ""
    zurueckgezogen_von: str = ""

    @property
    def angekommen_am(self) -> date | None:
        """The county's calendar day on which what is released came in; ``None`` while it is not released.

        Data taken over later count as come on the day that was set for their release.
        """
        if self.freigegeben_am is None:
            return None
        try:
            eingang = datetime.fromisoformat(self.eingegangen).astimezone().date()
        except ValueError:
            return self.freigegeben_am
        return min(eingang, self.freigegeben_am)

    @property
    def stand(self) -> Lieferstand:
        """Whether it waits, is released, or was taken back."""
        if self.zurueckgezogen_am is not None:
            return Lieferstand.ZURUECKGEZOGEN
        if self.freigegeben_am is not None:
            return Lieferstand.FREIGEGEBEN
        return Lieferstand.WARTET

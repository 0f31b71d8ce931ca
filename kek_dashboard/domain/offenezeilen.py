"""Offene Zeilen: the rows in which open figures leave the house; field names are the columns of the open data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Aggregation, Frequenz, Wertstatus, Zieltyp
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.domain.zielsystem import Nachfolgeart


class Verschluss(StrEnum):
    """Why a figure is not handed out although it may be known inside; empty = it is handed out."""

    OFFEN = ""
    NICHT_OEFFENTLICH = "nicht_oeffentlich"


@dataclass(frozen=True, slots=True)
class OffenesZielsystem:
    """A Zielsystem: its name and the years of its goals. Key: zielsystem."""

    zielsystem: str
    erstes_jahr: int
    letztes_jahr: int
    gueltig_ab: date | None
    gueltig_bis: date | None
    beschluss: str
    herkunft: Herkunft


@dataclass(frozen=True, slots=True)
class OffenesZiel:
    """A Ziel in its leading wording. Key: zielsystem, nr. ``ueber``: number of the Ziel above."""

    zielsystem: str
    nr: str
    ebene: Ebene
    kurztitel: str
    wortlaut: str
    ueber: str | None
    beschluss: str
    gueltig_ab: date | None
    gueltig_bis: date | None


@dataclass(frozen=True, slots=True)
class OffeneNachfolge:
    """What became of an Unterziel in the next Zielsystem; without new ones it has ended."""

    altes_zielsystem: str
    altes_ziel: str
    art: Nachfolgeart
    neues_zielsystem: str | None
    neues_ziel: str | None
    beschluss: str
    herkunft: Herkunft


@dataclass(frozen=True, slots=True)
class OffeneKennzahl:
    """Master data of an open Kennzahl. Key: zielsystem, nr. Values are in ``einheit``; ``unterziele`` by number."""

    zielsystem: str
    nr: str
    bezeichnung: str
    definition: str
    einheit: str
    nachkommastellen: int | None
    zieltyp: Zieltyp
    basisjahr: int | None
    basiswert: Decimal | None
    untergrenze: Decimal | None
    obergrenze: Decimal | None
    toleranz: Decimal | None
    frequenz: Frequenz
    aggregation: Aggregation
    fachbereich: str
    quelle: str
    personenbezogen: bool
    herkunft: Herkunft
    unterziele: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OffeneZuordnung:
    """An open Kennzahl speaks for an Unterziel. Key: zielsystem, kennzahl, unterziel."""

    zielsystem: str
    kennzahl: str
    unterziel: str
    gewicht: Decimal
    herkunft: Herkunft


@dataclass(frozen=True, slots=True)
class OffenerMesswert:
    """A released value. Key: kennzahl, zeitraum.

    ``wert`` ``None``: none is known or, where it is ``gesperrt``, small counts of persons could be read from it.
    ``freigegeben_am``: day on which the Lieferung that brought this version was released.
    """

    kennzahl: str
    zeitraum: str
    jahr: int
    wert: Decimal | None
    gesperrt: bool
    status: Wertstatus
    stichtag: date | None
    herkunft: Herkunft
    quelle: str
    freigegeben_am: date | None


@dataclass(frozen=True, slots=True)
class OffenerZielwert:
    """The target of a year that holds on the Wissensstand. Key: zielsystem, kennzahl, jahr."""

    zielsystem: str
    kennzahl: str
    jahr: int
    zielwert: Decimal
    gueltig_ab: date | None
    gueltig_bis: date | None
    beschluss: str
    herkunft: Herkunft


@dataclass(frozen=True, slots=True)
class OffenerReihenbruch:
    """From ``ab`` on the values of a Kennzahl were measured another way. Key: kennzahl, ab."""

    kennzahl: str
    ab: str
    grund: str
    basiswert_neu: Decimal | None
    herkunft: Herkunft


@dataclass(frozen=True, slots=True)
class OffeneBewertung:
    """An open Kennzahl at one Berichtsjahr. Key: zielsystem, kennzahl, berichtsjahr.

    ``jahr`` is that of ``ist``, the newest value known at the Berichtsjahr. Shares (1 = 100 %) and values have at most
    6 decimals, as everywhere outside; ``None`` = unknown, never 0.
    """

    zielsystem: str
    kennzahl: str
    berichtsjahr: int
    jahr: int | None
    ist: Decimal | None
    soll: Decimal | None
    zielerreichung: Decimal | None
    soll_zielerreichung: Decimal | None
    planabweichung: Decimal | None
    stand: Stand
    ausblick: Ausblick
    tempo: Decimal | None
    prognose: Decimal | None
    noetiges_tempo: Decimal | None
    bilanz: Bilanz | None
    herkunft: Herkunft


@dataclass(frozen=True, slots=True)
class OffeneZielbewertung:
    """An Unterziel or Oberziel at one Berichtsjahr. Key: zielsystem, ziel, berichtsjahr.

    Where ``verschluss`` names a reason, everything after it is ``None``: not even the Stand is told.
    """

    zielsystem: str
    ziel: str
    ebene: Ebene
    kurztitel: str
    berichtsjahr: int
    verschluss: Verschluss
    zielerreichung: Decimal | None = None
    soll_zielerreichung: Decimal | None = None
    planabweichung: Decimal | None = None
    abdeckung: Decimal | None = None
    stand: Stand | None = None
    bilanz: Bilanz | None = None
    bewertet: int | None = None
    anzahl: int | None = None
    herkunft: Herkunft | None = None

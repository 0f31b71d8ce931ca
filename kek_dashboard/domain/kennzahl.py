"""Kennzahl: what is measured, its targets, values and breaks, and the Unterziele it speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft
from kek_dashboard.domain.zeitraum import Periode, Zeitraum

DEFAULT_MAX_ALTER = 2


class Zieltyp(StrEnum):
    """A way to go (steigern, senken), a line to hold, or nothing to reach (beobachten)."""

    STEIGERN = "steigern"
    SENKEN = "senken"
    MINDESTENS = "mindestens"
    HOECHSTENS = "hoechstens"
    KORRIDOR = "korridor"
    BEOBACHTEN = "beobachten"

    @property
    def is_way(self) -> bool:
        """Whether there is a way from a base to a target."""
        return self in {Zieltyp.STEIGERN, Zieltyp.SENKEN}

    @property
    def is_hold(self) -> bool:
        """Whether there is a line to hold."""
        return self in {Zieltyp.MINDESTENS, Zieltyp.HOECHSTENS, Zieltyp.KORRIDOR}


class Frequenz(StrEnum):
    """How often a value is due."""

    JAEHRLICH = "jaehrlich"
    HALBJAEHRLICH = "halbjaehrlich"
    VIERTELJAEHRLICH = "vierteljaehrlich"
    MONATLICH = "monatlich"
    MEHRJAEHRIG = "mehrjaehrig"

    @property
    def periode(self) -> Periode:
        """Length of the Zeitraum that values of this Frequenz have."""
        return _PERIODEN[self]


_PERIODEN = {
    Frequenz.JAEHRLICH: Periode.JAHR,
    Frequenz.MEHRJAEHRIG: Periode.JAHR,
    Frequenz.HALBJAEHRLICH: Periode.HALBJAHR,
    Frequenz.VIERTELJAEHRLICH: Periode.QUARTAL,
    Frequenz.MONATLICH: Periode.MONAT,
}


class Aggregation(StrEnum):
    """How a year's value follows from shorter Zeiträume."""

    LETZTER = "letzter"
    SUMME = "summe"
    MITTEL = "mittel"
    KUMULIERT = "kumuliert"


class Wertstatus(StrEnum):
    """Whether a delivered value is final."""

    VORLAEUFIG = "vorläufig"
    ENDGUELTIG = "endgültig"
    UNBEKANNT = ""


@dataclass(frozen=True, slots=True)
class Kennzahl:
    """Master data of one Kennzahl. Key: Nr. Values are in ``einheit``.

    ``herkunft`` is that of its measured values; ``ziel_herkunft`` that of what was laid down for it
    (the borders of a Korridor), which may be made up where the values are official.

    ``lieferfrist``: days after the end of a Zeitraum until its value is due. How delivered values are
    checked: ``plausibel_von``, ``plausibel_bis`` (values outside are asked about), ``sprung_ab`` (from so
    many percent on a step counts as a jump), ``pruefungen_aus`` (codes of checks that are switched off,
    joined by commas), ``summe_aus`` (Kennzahl-Nrn. joined by `` + `` whose sum it must be). ``None`` or empty:
    the general rule.
    """

    nr: str
    bezeichnung: str
    einheit: str
    zieltyp: Zieltyp
    definition: str = ""
    nachkommastellen: int | None = None
    basisjahr: int | None = None
    basiswert: Decimal | None = None
    untergrenze: Decimal | None = None
    obergrenze: Decimal | None = None
    toleranz: Decimal | None = None
    rauschband: Decimal | None = None
    frequenz: Frequenz = Frequenz.JAEHRLICH
    aggregation: Aggregation = Aggregation.LETZTER
    max_alter: int = DEFAULT_MAX_ALTER
    fachbereich: str = ""
    quelle: str = ""
    personenbezogen: bool = False
    oeffentlich: bool = False
    ziel_herkunft: Herkunft = Herkunft.INTERN
    lieferfrist: int | None = None
    plausibel_von: Decimal | None = None
    plausibel_bis: Decimal | None = None
    sprung_ab: Decimal | None = None
    pruefungen_aus: str = ""
    summe_aus: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

    @property
    def is_basis_withheld(self) -> bool:
        """Whether there is a base value that is not shown (``domain.geheimhaltung``)."""
        return self.basiswert is None and self.fundstelle.gesperrt

    @property
    def has_basis(self) -> bool:
        """Whether somebody said where the way begins, shown or withheld."""
        return self.basiswert is not None or self.is_basis_withheld


@dataclass(frozen=True, slots=True)
class Zielwert:
    """Target of a Kennzahl for one year. Key: Kennzahl, Jahr, Gültig ab, Zielsystem.

    Without a Zielsystem it holds in every one that has the year.
    """

    kennzahl_nr: str
    jahr: int
    wert: Decimal
    gueltig_ab: date | None = None
    gueltig_bis: date | None = None
    beschluss: str = ""
    zielsystem: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Reihenbruch:
    """Change of method from ``ab`` on. Key: Kennzahl, ab. ``basiswert_neu`` makes the way comparable."""

    kennzahl_nr: str
    ab: Zeitraum
    grund: str = ""
    basiswert_neu: Decimal | None = None
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Messwert:
    """One measured value for one Zeitraum. Key: Kennzahl, Zeitraum.

    ``wert`` is ``None`` where the file says "no value" (``fundstelle.roh`` keeps how it said so);
    missing is never 0. ``stichtag`` keeps the day where the file named one.
    ``herkunft`` is ``None`` where the file says nothing: then that of the Kennzahl holds.
    """

    kennzahl_nr: str
    zeitraum: Zeitraum
    wert: Decimal | None
    status: Wertstatus = Wertstatus.UNBEKANNT
    stichtag: date | None = None
    bemerkung: str = ""
    herkunft: Herkunft | None = None
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

    @property
    def is_withheld(self) -> bool:
        """Whether there is a value that is not shown (``domain.geheimhaltung``): then ``wert`` is ``None``."""
        return self.fundstelle.gesperrt


@dataclass(frozen=True, slots=True)
class UnterzielZuordnung:
    """A Kennzahl speaks for an Unterziel. Key: Kennzahl, Unterziel, Zielsystem (empty: the county's first).

    ``gewicht`` > 0: how much it counts inside the Unterziel. ``geldanteil``: the share in % of the
    Kennzahl's money that goes to this Unterziel; without it, equal parts.
    """

    kennzahl_nr: str
    unterziel: str
    gewicht: Decimal = Decimal(1)
    geldanteil: Decimal | None = None
    zielsystem: str = ""
    gueltig_ab: date | None = None
    gueltig_bis: date | None = None
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Kennzahlakte:
    """Everything known about one Kennzahl on a Wissensstand; what attainment is computed from.

    ``zielwerte`` at most one a year, sorted by year; ``messwerte`` at most one a Zeitraum, sorted
    by time; ``fruehere`` are earlier versions of Messwerte that a correction replaced, newest first.
    """

    kennzahl: Kennzahl
    zielwerte: tuple[Zielwert, ...] = ()
    messwerte: tuple[Messwert, ...] = ()
    reihenbrueche: tuple[Reihenbruch, ...] = ()
    zuordnungen: tuple[UnterzielZuordnung, ...] = ()
    fruehere: tuple[Messwert, ...] = ()
    fruehere_zielwerte: tuple[Zielwert, ...] = ()

    @property
    def nr(self) -> str:
        """Number of the Kennzahl."""
        return self.kennzahl.nr

"""Ziele: Leitbild, Oberziel, Unterziel and Handlungsfeld, each wording with source and validity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft
from kek_dashboard.domain.nummer import uebergeordnet

#: The years of the Kreisentwicklungskonzept. Source: Drucksache 72/2018.
ERSTES_ZIELJAHR, LETZTES_ZIELJAHR = 2018, 2026


class Ebene(StrEnum):
    """Level of a Ziel; a Handlungsfeld is what the Drucksache calls „Stärke“."""

    LEITBILD = "Leitbild"
    OBERZIEL = "Oberziel"
    UNTERZIEL = "Unterziel"
    HANDLUNGSFELD = "Handlungsfeld"


@dataclass(frozen=True, slots=True)
class Zielfassung:
    """One wording of a Ziel as one source has it.

    Key: Zielsystem, Nr., Beschluss, Gültig ab. The Drucksache itself words Oberziel 3 twice, so
    two wordings may hold at the same time; the one that stands first in its file leads.
    ``ebenenwort`` is the Zielsystem's own word for the level, empty where it is ours; ``ueber`` the number of the
    Ziel above where the dotted number does not say it.
    """

    nr: str
    ebene: Ebene
    kurztitel: str
    wortlaut: str
    beschluss: str = ""
    gueltig_ab: date | None = None
    gueltig_bis: date | None = None
    zielsystem: str = ""
    ebenenwort: str = ""
    ueber: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Ziel:
    """A Ziel with all wordings valid on the Wissensstand, the leading one first (never empty)."""

    fassungen: tuple[Zielfassung, ...]

    @property
    def nr(self) -> str:
        """Number of the Ziel, as text."""
        return self.fassungen[0].nr

    @property
    def ebene(self) -> Ebene:
        """Level of the Ziel."""
        return self.fassungen[0].ebene

    @property
    def kurztitel(self) -> str:
        """Short title for tables and headings."""
        return self.fassungen[0].kurztitel

    @property
    def wortlaut(self) -> str:
        """Leading wording, word for word."""
        return self.fassungen[0].wortlaut

    @property
    def zielsystem(self) -> str:
        """Name of the Zielsystem it belongs to."""
        return self.fassungen[0].zielsystem

    @property
    def ueber(self) -> str | None:
        """Number of the Ziel above; ``None`` at the top and for Oberziele (Leitbild has them all)."""
        return self.fassungen[0].ueber or uebergeordnet(self.nr)

    @property
    def ebenenwort(self) -> str:
        """What its Zielsystem calls its level."""
        return self.fassungen[0].ebenenwort or self.ebene.value

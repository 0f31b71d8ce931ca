"""Zielsystem: one set of goals with its years, its words for the levels, and what became of the old goals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft
from kek_dashboard.domain.ziele import ERSTES_ZIELJAHR, LETZTES_ZIELJAHR, Ebene


@dataclass(frozen=True, slots=True)
class Zielsystem:
    """A set of goals as one resolution made it. Key: name.

    ``erstes_jahr`` and ``letztes_jahr`` are the years in which its goals are to be reached; ``gueltig_ab`` and
    ``gueltig_bis`` the days on which it is the county's (from the resolution on). ``ebenen`` are its own words.
    """

    name: str
    erstes_jahr: int = ERSTES_ZIELJAHR
    letztes_jahr: int = LETZTES_ZIELJAHR
    gueltig_ab: date | None = None
    gueltig_bis: date | None = None
    beschluss: str = ""
    bemerkung: str = ""
    ebenen: tuple[Zielebene, ...] = ()
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

    @property
    def kurzname(self) -> str:
        """Its name as a word of an address: small letters, digits and hyphens.

        >>> Zielsystem("Strategische Ziele 2024 – für Kreis & Städte").kurzname
        'strategische-ziele-2024-fuer-kreis-staedte'
        """
        klein = self.name.casefold().translate(_UMLAUTE)
        ohne_akzente = unicodedata.normalize("NFKD", klein).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", ohne_akzente).strip("-")

    @property
    def spanne(self) -> str:
        """Its years as headings say them: „2018–2026“."""
        return f"{self.erstes_jahr}–{self.letztes_jahr}"

    @property
    def titel(self) -> str:
        """Its name with its years, as a heading of a report says it; „KEK“ is written out.

        >>> Zielsystem("KEK 2018").titel, Zielsystem("Plan 2030", 2021, 2030).titel, Zielsystem("").titel
        ('Kreisentwicklungskonzept 2018–2026', 'Plan 2030 (2021–2030)', 'Zielsystem 2018–2026')
        """
        name = re.sub(r"^KEK\b", "Kreisentwicklungskonzept", self.name) or "Zielsystem"
        ohne_jahr = name.removesuffix(str(self.erstes_jahr)).rstrip()
        mit_jahr = ohne_jahr != name or not self.name
        return f"{ohne_jahr or name} {self.spanne}" if mit_jahr else f"{name} ({self.spanne})"

    @property
    def jahre(self) -> range:
        """The years of its goals, each of them a Berichtsjahr."""
        return range(self.erstes_jahr, self.letztes_jahr + 1)

    def holds_on(self, tag: date) -> bool:
        """Whether it is the county's on this day, as far as its own dates say."""
        return (self.gueltig_ab is None or self.gueltig_ab <= tag) and (
            self.gueltig_bis is None or tag <= self.gueltig_bis
        )

    def word_of(self, ebene: Ebene) -> str:
        """What it calls this level: its own word where it has exactly one, else ours."""
        worte = [e.wort for e in self.ebenen if e.art is ebene]
        return worte[0] if len(worte) == 1 else ebene.value

    def plural_of(self, ebene: Ebene) -> str:
        """What it calls several of this level."""
        worte = [e.mehrzahl or e.wort for e in self.ebenen if e.art is ebene]
        return worte[0] if len(worte) == 1 else _MEHRZAHL[ebene]


def find_system(systeme: Sequence[Zielsystem], text: str) -> Zielsystem | None:
    """The one that somebody means by its name or its short name; ``None`` where none is meant."""
    gesagt = text.strip().casefold()
    if not gesagt:
        return None
    return next(
        (s for s in systeme if s.name.casefold() == gesagt),
        next((s for s in systeme if s.kurzname == gesagt), None),
    )


def word_in_address(system: Zielsystem, systeme: Sequence[Zielsystem]) -> str:
    """By which ``find_system`` finds it again: its short name, its name where another one has the same."""
    eindeutig = system.kurzname and [s.kurzname for s in systeme].count(system.kurzname) <= 1
    return system.kurzname if eindeutig else system.name


_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_MEHRZAHL = {
    Ebene.LEITBILD: "Leitbilder",
    Ebene.OBERZIEL: "Oberziele",
    Ebene.UNTERZIEL: "Unterziele",
    Ebene.HANDLUNGSFELD: "Handlungsfelder",
}


@dataclass(frozen=True, slots=True)
class Zielsystemsatz:
    """What a file says of a Zielsystem; years and days may be left open. Key: name."""

    name: str
    erstes_jahr: int | None = None
    letztes_jahr: int | None = None
    gueltig_ab: date | None = None
    gueltig_bis: date | None = None
    beschluss: str = ""
    bemerkung: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Zielebene:
    """A Zielsystem's own word for a level („Aktionsraum“). Key: Zielsystem, word.

    ``art`` says what the level does here: Kennzahlen are mapped to what is an Unterziel; what lies above sums up.
    """

    zielsystem: str
    wort: str
    art: Ebene
    mehrzahl: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


class Nachfolgeart(StrEnum):
    """What became of an Unterziel when the next Zielsystem came."""

    FORTGEFUEHRT = "fortgeführt"
    ZUSAMMENGEFUEHRT = "zusammengeführt"
    AUFGETEILT = "aufgeteilt"
    BEENDET = "beendet"


@dataclass(frozen=True, slots=True)
class Zielnachfolge:
    """One step of the bridge from an old Unterziel to a new Ziel.

    Key: old system, old Nr., new system, new Nr. An ended Unterziel names no new one; ``bilanz`` says in words
    how it ended, ``beschluss`` who decided it.
    """

    altes_system: str
    altes_ziel: str
    art: Nachfolgeart
    neues_system: str = ""
    neues_ziel: str = ""
    beschluss: str = ""
    bilanz: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Ausgangswert:
    """Where a Kennzahl starts in a Zielsystem that is not its first. Key: Kennzahl, Zielsystem.

    ``basiswert`` is ``None`` where it is not shown (``domain.geheimhaltung``); nothing else leaves it out.
    """

    kennzahl_nr: str
    zielsystem: str
    basisjahr: int
    basiswert: Decimal | None
    beschluss: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

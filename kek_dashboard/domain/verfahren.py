"""Verfahren: the way of a proposal through the bodies, and why a Lieferung changed what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl
from kek_dashboard.domain.massnahme import Massnahme


class Schritt(StrEnum):
    """A step of a proposal, in the order of its way; the last two end it."""

    VORSCHLAG = "Vorschlag"
    ABGESTIMMT = "abgestimmt"
    BESCHLOSSEN = "beschlossen"
    ABGELEHNT = "abgelehnt"

    @property
    def is_end(self) -> bool:
        """Whether it ends the way."""
        return self in {Schritt.BESCHLOSSEN, Schritt.ABGELEHNT}


#: What can be proposed: ``bezug`` of a Verfahrensschritt.
KENNZAHL, MASSNAHME = "kennzahl", "massnahme"


@dataclass(frozen=True, slots=True)
class Verfahrensschritt:
    """One step of a proposal in one body. Key: Bezug, Nr., Schritt, Gremium, day.

    ``vorschlag_von`` is ``Verwaltung`` or ``Kreispolitik``; ``beschluss`` its Drucksache.
    """

    bezug: str
    bezug_nr: str
    schritt: Schritt
    am: date
    gremium: str = ""
    vorschlag_von: str = ""
    beschluss: str = ""
    bemerkung: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Vorschlag:
    """A Kennzahl or Maßnahme with the steps of its way, oldest first (never empty).

    As long as the newest step is not ``beschlossen`` it enters no figure.
    """

    gegenstand: Kennzahl | Massnahme
    schritte: tuple[Verfahrensschritt, ...]

    @property
    def bezug(self) -> str:
        """Whether a Kennzahl or a Maßnahme is proposed."""
        return KENNZAHL if isinstance(self.gegenstand, Kennzahl) else MASSNAHME

    @property
    def nr(self) -> str:
        """Number of what is proposed."""
        return self.gegenstand.nr

    @property
    def schritt(self) -> Schritt:
        """Where it stands: its newest step."""
        return self.schritte[-1].schritt

    @property
    def is_in_force(self) -> bool:
        """Whether it was decided and counts."""
        return self.schritt is Schritt.BESCHLOSSEN


def in_order(schritte: list[Verfahrensschritt]) -> tuple[Verfahrensschritt, ...]:
    """Steps as they followed each other; of one day in the order of the way."""
    rang = {schritt: platz for platz, schritt in enumerate(Schritt)}
    return tuple(sorted(schritte, key=lambda s: (s.am, rang[s.schritt], s.gremium)))


@dataclass(frozen=True, slots=True)
class Aenderungsgrund:
    """Why a Lieferung of master data changes what it changes: its resolution and its reason.

    It speaks for all records of its own Lieferung (``fundstelle.lieferung``). Key: all of it.
    """

    beschluss: str = ""
    am: date | None = None
    grund: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

"""Verfahren: the way of a proposal through the bodies, and why a Lieferung changed what it changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl, Kennzahlakte
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
        return not self.danach

    @property
    def danach(self) -> tuple[Schritt, ...]:
        """What may follow it. Several bodies may agree one after the other; who proposes anew takes a new number."""
        if self in {Schritt.BESCHLOSSEN, Schritt.ABGELEHNT}:
            return ()
        return (Schritt.ABGESTIMMT, Schritt.BESCHLOSSEN, Schritt.ABGELEHNT)


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

    As long as the newest step is not ``beschlossen`` it enters no figure. ``akte`` has the targets and mappings
    that are proposed with a Kennzahl, of all Zielsysteme; ``None`` for a Maßnahme.
    """

    gegenstand: Kennzahl | Massnahme
    schritte: tuple[Verfahrensschritt, ...]
    akte: Kennzahlakte | None = None

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
    def vorschlag_von(self) -> str:
        """Who proposed it: what its steps say, else the Maßnahme itself; empty where nobody said."""
        gesagt = next((s.vorschlag_von for s in self.schritte if s.vorschlag_von), "")
        return gesagt or getattr(self.gegenstand, "vorschlag_von", "")

    @property
    def unterziele(self) -> tuple[str, ...]:
        """Numbers of the Unterziele it is meant for."""
        if isinstance(self.gegenstand, Massnahme):
            return (self.gegenstand.unterziel,) if self.gegenstand.unterziel else ()
        return () if self.akte is None else tuple(z.unterziel for z in self.akte.zuordnungen)

    @property
    def is_in_force(self) -> bool:
        """Whether it was decided and counts."""
        return self.schritt is Schritt.BESCHLOSSEN


def in_order(schritte: list[Verfahrensschritt]) -> tuple[Verfahrensschritt, ...]:
    """Steps as they followed each other; of one day in the order of the way."""
    rang = {schritt: platz for platz, schritt in enumerate(Schritt)}
    return tuple(sorted(schritte, key=lambda s: (s.am, rang[s.schritt], s.gremium)))


class Wegfehler(StrEnum):
    """What cannot be on a way: something before the proposal, after the end, or no proposal at all."""

    VOR_VORSCHLAG = "vor_vorschlag"
    NACH_ENDE = "nach_ende"
    NOCH_EINMAL = "noch_einmal"
    OHNE_VORSCHLAG = "ohne_vorschlag"


def faults_of_way(
    schritte: Iterable[Verfahrensschritt],
) -> tuple[tuple[Verfahrensschritt, Wegfehler, Verfahrensschritt], ...]:
    """What is wrong with the steps of one proposal: the step, the fault, and the step that makes it one.

    Days may only go forward: the proposal comes first, nothing comes after its end, it is made once.
    """
    weg = in_order(list(schritte))
    anfang = next((s for s in weg if s.schritt is Schritt.VORSCHLAG), None)
    ende = next((s for s in weg if s.schritt.is_end), None)
    gefunden = []
    for platz, schritt in enumerate(weg):
        if anfang is None:
            if platz == 0:
                gefunden.append((schritt, Wegfehler.OHNE_VORSCHLAG, schritt))
        elif schritt.schritt is not Schritt.VORSCHLAG and schritt.am < anfang.am:
            gefunden.append((schritt, Wegfehler.VOR_VORSCHLAG, anfang))
        elif schritt.schritt is Schritt.VORSCHLAG and schritt is not anfang:
            gefunden.append((schritt, Wegfehler.NOCH_EINMAL, anfang))
        if ende is not None and platz > weg.index(ende):
            gefunden.append((schritt, Wegfehler.NACH_ENDE, ende))
    return tuple(gefunden)


def open_proposals(vorschlaege: Iterable[Vorschlag]) -> tuple[Vorschlag, ...]:
    """Those still on their way: neither decided nor rejected."""
    return tuple(v for v in vorschlaege if not v.schritt.is_end)


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

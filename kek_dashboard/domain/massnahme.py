"""Massnahme: what the county does for an Unterziel, by whom, from when to when, and its milestones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft


@dataclass(frozen=True, slots=True)
class Massnahme:
    """One Maßnahme. Key: Nr., Zielsystem (empty: the county's first).

    ``vorschlag_von`` is ``Verwaltung`` or ``Kreispolitik``; progress in %. One that goes on in the next Zielsystem
    has a record in each; its Meilensteine are the same.
    """

    nr: str
    unterziel: str
    bezeichnung: str
    handlungsschwerpunkt: str = ""
    fachbereich: str = ""
    beginn: date | None = None
    ende: date | None = None
    status: str = ""
    fortschritt: Decimal | None = None
    vorschlag_von: str = ""
    zielsystem: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Meilenstein:
    """A step of a Maßnahme. Key: Maßnahme, Bezeichnung. ``erreicht`` is ``None`` while it is not done."""

    massnahme: str
    bezeichnung: str
    geplant: date | None = None
    erreicht: date | None = None
    bemerkung: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Erlaeuterung:
    """A text on a Kennzahl, Unterziel or Maßnahme for one Zeitraum. Key: Bezug, Nr., Zeitraum, Zielsystem.

    A Zielsystem stands with an Unterziel alone (empty: the county's first).
    """

    bezug: str
    bezug_nr: str
    zeitraum: str
    text: str
    umfeld: str = ""
    beurteilung: str = ""
    verfasser: str = ""
    zielsystem: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Fachbereich:
    """A unit of the county's administration. Key: name (Helmstedt: Geschäftsbereich, Referat)."""

    name: str
    kuerzel: str = ""
    uebergeordnet: str = ""
    leitung: str = ""
    email: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

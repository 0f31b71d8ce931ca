"""Sitzung: a day on which a committee met, so that one can ask what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft


@dataclass(frozen=True, slots=True)
class Sitzung:
    """One meeting. Key: day and Gremium. ``bezeichnung`` says what it was about, if anybody said so."""

    datum: date
    gremium: str
    bezeichnung: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

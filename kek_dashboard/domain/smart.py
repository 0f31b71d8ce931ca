"""Smart: whether a Kennzahl makes its goal specific, measurable, accepted, realistic and due on a date.

The county calls its goals „nicht s.m.a.r.t. formuliert“ (Drucksache 72/2018) and wants Kennzahlen to mend that.
The rule below is this project's own; it looks at what was entered, never at whether a goal is a good one.
Source: docs/methode.md, "s.m.a.r.t.-Prüfung".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.smartpunkte import (
    Punkt,
    akzeptiert,
    messbar,
    realistisch,
    spezifisch,
    terminiert,
)
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung


class Kriterium(StrEnum):
    """The five letters, in their order."""

    SPEZIFISCH = "spezifisch"
    MESSBAR = "messbar"
    AKZEPTIERT = "akzeptiert"
    REALISTISCH = "realistisch"
    TERMINIERT = "terminiert"


class Erfuellung(StrEnum):
    """How far a criterion is met; ``entfaellt`` where a Kennzahl is only watched and has no goal to check."""

    ERFUELLT = "erfuellt"
    TEILWEISE = "teilweise"
    NICHT_ERFUELLT = "nicht_erfuellt"
    ENTFAELLT = "entfaellt"

    @property
    def is_open(self) -> bool:
        """Whether something is missing."""
        return self in {Erfuellung.TEILWEISE, Erfuellung.NICHT_ERFUELLT}


@dataclass(frozen=True, slots=True)
class Kriteriumspruefung:
    """One criterion of one Kennzahl. Without any Punkt there is nothing to check (``entfaellt``)."""

    kriterium: Kriterium
    punkte: tuple[Punkt, ...]

    @property
    def fehlt(self) -> tuple[Punkt, ...]:
        """What is missing."""
        return tuple(punkt for punkt in self.punkte if not punkt.is_da)

    @property
    def erfuellung(self) -> Erfuellung:
        """Met if nothing is missing, not met if nothing is there or a ``tragend`` Punkt is missing, else partly."""
        if not self.punkte:
            return Erfuellung.ENTFAELLT
        if not self.fehlt:
            return Erfuellung.ERFUELLT
        if len(self.fehlt) == len(self.punkte) or any(punkt.is_tragend for punkt in self.fehlt):
            return Erfuellung.NICHT_ERFUELLT
        return Erfuellung.TEILWEISE


@dataclass(frozen=True, slots=True)
class Smartpruefung:
    """The five criteria of one Kennzahl at one Berichtsjahr, in the order of ``Kriterium``."""

    nr: str
    kriterien: tuple[Kriteriumspruefung, ...]

    def __getitem__(self, kriterium: Kriterium) -> Kriteriumspruefung:
        """The check of one criterion."""
        return next(k for k in self.kriterien if k.kriterium is kriterium)

    @property
    def is_beobachtet(self) -> bool:
        """Whether there is no goal to check."""
        return any(k.erfuellung is Erfuellung.ENTFAELLT for k in self.kriterien)

    @property
    def is_smart(self) -> bool:
        """Whether all five criteria are met."""
        return all(k.erfuellung is Erfuellung.ERFUELLT for k in self.kriterien)

    @property
    def offen(self) -> tuple[Kriteriumspruefung, ...]:
        """The criteria in which something is missing."""
        return tuple(k for k in self.kriterien if k.erfuellung.is_open)

    def count(self, erfuellung: Erfuellung) -> int:
        """How many of the five are met this far."""
        return sum(k.erfuellung is erfuellung for k in self.kriterien)


def pruefe_smart(akte: Kennzahlakte, b: Bewertung, stand: Datenstand) -> Smartpruefung:
    """The five criteria of a Kennzahl; ``b`` says at which Berichtsjahr its values must not be too old.

    A Kennzahl that is only watched has no goal: what a goal needs is not checked for it.
    Source: docs/methode.md, "s.m.a.r.t.-Prüfung".
    """
    has_ziel = akte.kennzahl.zieltyp is not Zieltyp.BEOBACHTEN
    punkte = {
        Kriterium.SPEZIFISCH: spezifisch(akte, stand),
        Kriterium.MESSBAR: messbar(akte.kennzahl, b),
        Kriterium.AKZEPTIERT: akzeptiert(akte, stand) if has_ziel else (),
        Kriterium.REALISTISCH: realistisch(akte, b) if has_ziel else (),
        Kriterium.TERMINIERT: terminiert(akte, b) if has_ziel else (),
    }
    return Smartpruefung(akte.nr, tuple(Kriteriumspruefung(k, tuple(punkte[k])) for k in Kriterium))


def pruefe_alle(stand: Datenstand, gesamt: Gesamtbewertung) -> Mapping[str, Smartpruefung]:
    """The check of every Kennzahl at the Berichtsjahr of ``gesamt``, by number."""
    return MappingProxyType({
        nr: pruefe_smart(akte, gesamt.kennzahlen[nr], stand) for nr, akte in stand.eigene_akten.items()
    })  # fmt: skip

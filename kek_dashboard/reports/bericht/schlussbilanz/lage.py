"""Lage: what a Schlussbilanz is about: every Unterziel at the Berichtsjahr, the years before it, and its money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.bruecke import Bruecke, bruecke_from
from kek_dashboard.domain.entwicklung import Entwicklung, Mittelsumme, make_entwicklung, summarize_mittel
from kek_dashboard.domain.haushalt import VOLLZUG
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.reports.bericht.lage import Berichtslage


@dataclass(frozen=True)
class Lage(Berichtslage):
    """One order; everything is as of its Wissensstand and made once."""

    @property
    def is_vorbei(self) -> bool:
        """Whether the last year of the goals is over, in the Berichtsjahr and on the Wissensstand."""
        letztes = self.stand.jahre[-1]
        return self.jahr >= letztes and self.quelle.wissensstand > date(letztes, 12, 31)

    @property
    def is_endgueltig(self) -> bool:
        """Whether it is the last word: the time is over, and every Unterziel that can have a Bilanz has all of it."""
        return self.is_vorbei and all(self.mit_bilanz(u) == self.mit_ziel(u) for u in self.bewertungen)

    @cached_property
    def bewertungen(self) -> tuple[Zielbewertung, ...]:
        """Those of the Unterziele."""
        return tuple(self.gesamt.unterziele[ziel.nr] for ziel in self.unterziele)

    def mit_ziel(self, u: Zielbewertung) -> int:
        """How many of its Kennzahlen have a year in which their target is to be reached."""
        return sum(self.gesamt.kennzahlen[nr].letztes_zieljahr is not None for nr in u.mitglieder)

    def mit_bilanz(self, u: Zielbewertung) -> int:
        """How many of its Kennzahlen have a Bilanz."""
        return sum(self.gesamt.kennzahlen[nr].bilanz is not None for nr in u.mitglieder)

    def nach_bilanz(self) -> Iterator[tuple[Bilanz | None, tuple[Zielbewertung, ...]]]:
        """The Unterziele by their Bilanz, the best first, those without one last; nothing empty."""
        for bilanz in (*Bilanz, None):
            gruppe = tuple(u for u in self.bewertungen if u.bilanz is bilanz)
            if gruppe:
                yield bilanz, gruppe

    def akten_of(self, unterziel: str) -> Sequence[Kennzahlakte]:
        """The Kennzahlen of an Unterziel, by number."""
        return tuple(akte for akte, _ in self.stand.mitglieder(unterziel))

    def verlauf_of(self, unterziel: str) -> list[tuple[int, Fraction]]:
        """Its Zielerreichung year by year, as far as it is known."""
        werte = [
            (jahr, self.quelle.bewertung(jahr).unterziele[unterziel])
            for jahr in self.stand.jahre
            if jahr <= self.jahr
        ]
        return [(jahr, u.zielerreichung) for jahr, u in werte if u.zielerreichung is not None]

    @cached_property
    def bruecke(self) -> Bruecke | None:
        """The way into the Zielsystem that follows; ``None`` where none follows."""
        return bruecke_from(self.stand, self.stand.zielsystem.name)

    @cached_property
    def entwicklung(self) -> Entwicklung:
        """Plan and result of the Haushalt in the years of the goals."""
        stand = self.stand
        quellen = [(jahr, None) for jahr in stand.haushalte] + [(jahr, VOLLZUG) for jahr in stand.vollzuege]
        summen: list[Mittelsumme] = []
        for jahr, fassung in quellen:
            haushalt = self.quelle.haushalt(jahr, fassung)
            summen += () if haushalt is None else summarize_mittel(haushalt, stand)
        return make_entwicklung(stand.jahre, summen)

    @cached_property
    def geld_herkunft(self) -> Herkunft:
        """Whether any of this money is made up."""
        summen = [s for j in self.entwicklung.jahrgaenge for s in (j.plan, j.ergebnis) if s is not None]
        return Herkunft.BEISPIEL if any(s.herkunft is Herkunft.BEISPIEL for s in summen) else Herkunft.INTERN

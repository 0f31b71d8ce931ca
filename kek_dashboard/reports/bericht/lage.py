"""Lage: what every report stands on: one order, and the judgements of its year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung
from kek_dashboard.reports.bericht.quelle import Berichtsquelle


@dataclass(frozen=True)
class Berichtslage:
    """One order; everything is as of its Wissensstand and made once."""

    quelle: Berichtsquelle

    @property
    def jahr(self) -> int:
        """The Berichtsjahr (of the Haushaltsbericht: the Haushaltsjahr)."""
        return self.quelle.jahr

    @property
    def stand(self) -> Datenstand:
        """Everything known on the Wissensstand."""
        return self.quelle.stand

    @cached_property
    def gesamt(self) -> Gesamtbewertung:
        """All judgements."""
        return self.quelle.bewertung()

    @cached_property
    def unterziele(self) -> tuple[Ziel, ...]:
        """The Unterziele, by number."""
        return self.stand.ziele_der_ebene(Ebene.UNTERZIEL)

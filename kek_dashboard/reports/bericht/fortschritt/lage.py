"""Lage: what a Fortschrittsbericht is about: the goals at the Berichtsjahr, and what moved since the last Sitzung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.massnahme import Erlaeuterung
from kek_dashboard.domain.massnahmenstand import Massnahmenstand, alle_massnahmen, massnahmen_stichtag
from kek_dashboard.domain.messbarkeit import Zielmessbarkeit, messbarkeiten
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.neuigkeit import Neuigkeit, find_neuigkeiten
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.unterschied import Unterschied, compare_datenstaende
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.reports.bericht.lage import Berichtslage

GUT: Final = (Stand.ERREICHT, Stand.AUF_KURS)
VERFEHLT: Final = (Ausblick.ZU_LANGSAM, Ausblick.FALSCHE_RICHTUNG)


@dataclass(frozen=True)
class Lage(Berichtslage):
    """One order; everything is as of its Wissensstand and made once."""

    @cached_property
    def oberziele(self) -> tuple[Ziel, ...]:
        """The Oberziele, by number."""
        return self.stand.ziele_der_ebene(Ebene.OBERZIEL)

    @cached_property
    def bewertet(self) -> tuple[Bewertung, ...]:
        """The Kennzahlen that have a judgement."""
        return tuple(b for b in self.gesamt.kennzahlen.values() if b.is_assessable)

    @cached_property
    def gut(self) -> tuple[Bewertung, ...]:
        """Those that are reached or on course."""
        return tuple(b for b in self.bewertet if b.stand in GUT)

    @cached_property
    def mit_ausblick(self) -> tuple[Bewertung, ...]:
        """The Kennzahlen of which can be said whether they will arrive."""
        return tuple(b for b in self.gesamt.kennzahlen.values() if b.ausblick is not Ausblick.KEINE_AUSSAGE)

    @cached_property
    def verfehlt(self) -> tuple[Bewertung, ...]:
        """Those that will miss their target at the pace of the last years, and not only just."""
        return tuple(b for b in self.mit_ausblick if b.ausblick in VERFEHLT)

    @cached_property
    def messbarkeiten(self) -> tuple[Zielmessbarkeit, ...]:
        """Whether each Unterziel can be judged."""
        return messbarkeiten(self.stand, self.gesamt)

    @property
    def sitzung(self) -> Sitzung | None:
        """The last meeting, since which changes are told."""
        return self.quelle.letzte_sitzung

    @cached_property
    def unterschied(self) -> Unterschied | None:
        """What is known otherwise since that meeting; ``None`` without one."""
        if self.sitzung is None:
            return None
        return compare_datenstaende(self.quelle.stand_am(self.sitzung.datum), self.stand, self.jahr)

    @cached_property
    def neuigkeiten(self) -> tuple[Neuigkeit, ...]:
        """The same by subject, in the order in which it is told."""
        return () if self.unterschied is None else find_neuigkeiten(self.unterschied)

    @property
    def stichtag(self) -> date:
        """The day on which milestones are looked at."""
        return massnahmen_stichtag(self.stand.wissensstand, self.jahr)

    @cached_property
    def massnahmen(self) -> tuple[Massnahmenstand, ...]:
        """Every Maßnahme on the Stichtag."""
        return alle_massnahmen(self.stand, self.stichtag)

    @cached_property
    def mittel(self) -> Mitteleinsatz | None:
        """The plan of the Berichtsjahr by goal; ``None`` where there is none."""
        return self.quelle.mittel(self.jahr)

    def massnahmen_of(self, unterziel: str) -> tuple[Massnahmenstand, ...]:
        """The Maßnahmen of an Unterziel."""
        return tuple(m for m in self.massnahmen if m.massnahme.unterziel == unterziel)

    def akten_of(self, unterziel: str) -> tuple[Kennzahlakte, ...]:
        """The Kennzahlen of an Unterziel, by number."""
        return tuple(akte for akte, _ in self.stand.mitglieder(unterziel))

    def texte_of(self, bezug: str, nummern: Sequence[str]) -> tuple[Erlaeuterung, ...]:
        """What was said about some things of one kind (``kennzahl``, ``unterziel``, ``massnahme``), newest first."""
        texte = [
            e for e in self.stand.erlaeuterungen if e.bezug.casefold() == bezug and e.bezug_nr in nummern
        ]
        return tuple(sorted(texte, key=lambda e: e.zeitraum, reverse=True))

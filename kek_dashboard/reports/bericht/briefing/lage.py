"""Lage: what a Quartalsbriefing is about: the quarter, the day it is compared with, and what is known on both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kek_dashboard.domain.briefinganlass import find_entscheiden, find_wissen, is_im_verzug
from kek_dashboard.domain.briefingwahl import ENTSCHEIDEN, WISSEN, Kandidat, choose
from kek_dashboard.domain.datenschuld import Datenschuld, datenschulden, overdue_first
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.faelligkeit import Faelligkeit, faelligkeiten
from kek_dashboard.domain.haushalt import VOLLZUG
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.luecken import Luecken, find_luecken
from kek_dashboard.domain.massnahmenstand import Massnahmenstand, alle_massnahmen, massnahmen_stichtag
from kek_dashboard.domain.neuigkeit import Neuigkeit, find_neuigkeiten
from kek_dashboard.domain.unterschied import compare_datenstaende
from kek_dashboard.domain.vollzug import Vollzug, make_vollzug
from kek_dashboard.domain.zeitraum import Periode, Zeitraum
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung
from kek_dashboard.reports.bericht.lage import Berichtslage


@dataclass(frozen=True)
class Lage(Berichtslage):
    """A quarter as of the Wissensstand, beside the last day of the quarter before; the Berichtsjahr is the same."""

    @cached_property
    def quartal(self) -> Zeitraum:
        """The quarter of the order; else the one in which the Wissensstand lies."""
        nummer = self.quelle.auftrag.quartal
        if nummer is None:
            return Zeitraum.containing(self.quelle.wissensstand, Periode.QUARTAL)
        return Zeitraum(self.jahr, Periode.QUARTAL, nummer)

    @property
    def seit(self) -> date:
        """The last day of the quarter before."""
        return self.quartal.beginn - timedelta(days=1)

    @property
    def has_vergleich(self) -> bool:
        """Whether there is a quarter before to compare with: not where the Wissensstand lies before its end."""
        return self.seit < self.quelle.wissensstand

    @cached_property
    def damals(self) -> Datenstand:
        """Everything known on the last day of the quarter before."""
        return self.quelle.stand_am(self.seit)

    @cached_property
    def vorher(self) -> Gesamtbewertung:
        """All judgements then, of the same Berichtsjahr; those of now where there is nothing to compare with."""
        return self.quelle.bewertung(wissensstand=self.seit) if self.has_vergleich else self.gesamt

    @cached_property
    def neuigkeiten(self) -> tuple[Neuigkeit, ...]:
        """What is told otherwise since then, in the order in which changes are told."""
        if not self.has_vergleich:
            return ()
        return find_neuigkeiten(compare_datenstaende(self.damals, self.stand, self.jahr))

    @cached_property
    def schulden(self) -> tuple[Datenschuld, ...]:
        """What each Fachbereich owes for Zeiträume until the Berichtsjahr, who owes most first."""
        schulden = _debts(self.stand, self.quelle.wissensstand, self.jahr)
        return tuple(sorted(schulden, key=lambda s: (-len(s.ueberfaellig), s.fachbereich)))

    @cached_property
    def ueberfaellig(self) -> tuple[Faelligkeit, ...]:
        """All these figures, longest owed first."""
        return overdue_first(f for schuld in self.schulden for f in schuld.faelligkeiten)

    @cached_property
    def ueberfaellig_vorher(self) -> int:
        """How many were owed at the end of the quarter before."""
        return sum(len(s.ueberfaellig) for s in _debts(self.damals, self.seit, self.jahr))

    @cached_property
    def massnahmen(self) -> tuple[Massnahmenstand, ...]:
        """Every Maßnahme on the Stichtag: the Wissensstand, or the end of the Berichtsjahr before it."""
        return _measures(self.stand, self.quelle.wissensstand, self.jahr)

    @cached_property
    def massnahmen_vorher(self) -> tuple[Massnahmenstand, ...]:
        """Every Maßnahme at the end of the quarter before."""
        return _measures(self.damals, self.seit, self.jahr)

    @cached_property
    def im_verzug(self) -> tuple[Massnahmenstand, ...]:
        """Those behind their milestones, with the oldest overdue day first."""
        verzug = [m for m in self.massnahmen if is_im_verzug(m)]
        return tuple(sorted(verzug, key=lambda m: -(m.ueberfaellig[0].tage or 0)))

    @cached_property
    def haushaltsjahr(self) -> int | None:
        """The newest year with a plan up to that of the quarter; ``None`` without any."""
        return max((jahr for jahr in self.stand.haushalte if jahr <= self.quartal.jahr), default=None)

    @cached_property
    def fassung(self) -> str:
        """The Fassung of that plan; empty without one."""
        mittel = None if self.haushaltsjahr is None else self.quelle.mittel(self.haushaltsjahr)
        return "" if mittel is None else mittel.haushalt.fassung

    @cached_property
    def luecken(self) -> Luecken | None:
        """The white spots of that plan."""
        mittel = None if self.haushaltsjahr is None else self.quelle.mittel(self.haushaltsjahr)
        return None if mittel is None else find_luecken(mittel, self.stand, self.gesamt)

    @cached_property
    def vollzug(self) -> Vollzug | None:
        """How the Haushaltsjahr of the quarter goes; ``None`` where nothing of it is known."""
        jahr = self.quartal.jahr
        return make_vollzug(self.quelle.haushalt(jahr), self.quelle.haushalt(jahr, VOLLZUG))

    @cached_property
    def herkunft(self) -> Herkunft:
        """Weakest of all judgements: what is counted over all Kennzahlen is as reliable as this."""
        return weakest(b.herkunft for b in self.gesamt.kennzahlen.values())

    @cached_property
    def wissen(self) -> tuple[Kandidat, ...]:
        """The three things to know."""
        alle = find_wissen(self.stand, self.gesamt, self.vorher, self.neuigkeiten, self.ueberfaellig)
        return choose(alle, WISSEN)

    @cached_property
    def entscheiden(self) -> tuple[Kandidat, ...]:
        """The three things to decide."""
        return choose(find_entscheiden(self.stand, self.gesamt, self.massnahmen, self.luecken), ENTSCHEIDEN)


def _debts(stand: Datenstand, tag: date, jahr: int) -> tuple[Datenschuld, ...]:
    """What nobody answers for, nobody owes."""
    alle = datenschulden(
        (f for f in faelligkeiten(stand, tag) if f.zeitraum.jahr <= jahr), lambda _name: False
    )
    return tuple(schuld for schuld in alle if schuld.fachbereich)


def _measures(stand: Datenstand, tag: date, jahr: int) -> tuple[Massnahmenstand, ...]:
    return alle_massnahmen(stand, massnahmen_stichtag(tag, jahr))

"""Lage: what one view of the Überblick is about: the Kennzahlen chosen, their counts, the forecasts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kek_dashboard.charts.verteilung import in_order
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.mitteleinsatz import Zielmittel
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.domain.zielprognose import Zielprognose, zielprognose
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung, Zielbewertung
from kek_dashboard.web.components.kennzahlfilter import Kennzahlfilter, filtered, read_kennzahlfilter
from kek_dashboard.web.seite import Kontext

GUT = frozenset({Stand.ERREICHT, Stand.AUF_KURS})
OFFEN = frozenset({Stand.NICHT_BEWERTBAR, Stand.KEINE_KENNZAHL})
VERFEHLT = frozenset({Ausblick.ZU_LANGSAM, Ausblick.FALSCHE_RICHTUNG})


@dataclass(frozen=True, eq=False)
class Lage:
    """A Kontext with the choice that its address makes; the roll-ups are always those of all Kennzahlen."""

    kontext: Kontext
    filter: Kennzahlfilter
    nummern: frozenset[str]

    @cached_property
    def gesamt(self) -> Gesamtbewertung:
        """All judgements at the Berichtsjahr."""
        return self.kontext.gesamt

    @cached_property
    def mittel(self) -> Zielmittel | None:
        """The Haushalt of the Berichtsjahr by goal."""
        return self.kontext.zielmittel

    @cached_property
    def kennzahlen(self) -> tuple[Bewertung, ...]:
        """The judgements of the chosen Kennzahlen, by number."""
        return tuple(b for nr, b in self.gesamt.kennzahlen.items() if nr in self.nummern)

    def staende(self, jahr: int) -> tuple[tuple[Stand, int], ...]:
        """How many of the chosen Kennzahlen have which Stand at a Berichtsjahr, the best first."""
        bewertungen = self.kontext.bewertung(jahr).kennzahlen
        gezaehlt = Counter(b.stand for nr, b in bewertungen.items() if nr in self.nummern)
        return in_order(tuple(gezaehlt.items()))

    @cached_property
    def ausblicke(self) -> tuple[tuple[Ausblick, int], ...]:
        """How many of the chosen Kennzahlen have which Ausblick."""
        gezaehlt = Counter(b.ausblick for b in self.kennzahlen)
        return tuple((ausblick, gezaehlt[ausblick]) for ausblick in Ausblick if gezaehlt[ausblick])

    @cached_property
    def unterziele(self) -> tuple[Zielbewertung, ...]:
        """The Unterziele that a chosen Kennzahl speaks for; all of them where nothing is chosen."""
        alle = self.gesamt.unterziele.values()
        return tuple(z for z in alle if self.filter.is_empty or self.members(z, with_watched=True))

    def members(self, ziel: Zielbewertung, *, with_watched: bool = False) -> tuple[Bewertung, ...]:
        """The chosen Kennzahlen of an Unterziel that count for it; ``with_watched`` those without a target too."""
        nummern = (*ziel.mitglieder, *ziel.beobachtet) if with_watched else ziel.mitglieder
        return tuple(self.gesamt.kennzahlen[nr] for nr in nummern if nr in self.nummern)

    @cached_property
    def prognosen(self) -> Mapping[str, Zielprognose]:
        """Forecast of every Unterziel."""
        kontext = self.kontext

        def build() -> Mapping[str, Zielprognose]:
            stand, bewertungen = kontext.stand, kontext.gesamt.kennzahlen
            return {
                ziel.nr: zielprognose(ziel.nr, stand.mitglieder(ziel.nr), bewertungen)
                for ziel in stand.ziele_der_ebene(Ebene.UNTERZIEL)
            }

        return kontext.daten.kept(kontext.stand, ("zielprognosen", kontext.jahr), build)

    def list_link(self, **query: str | None) -> str:
        """Address of the list of Kennzahlen with the choice made here, and more."""
        return self.kontext.link("/kennzahlen", **(self.filter.query | query))


def read_lage(kontext: Kontext) -> Lage:
    """The view that the address asks for."""
    gesucht = read_kennzahlfilter(kontext)
    return Lage(kontext, gesucht, frozenset(akte.nr for akte in filtered(kontext, gesucht)))

"""Auswahl: which Kennzahlen the list shows and in which order; the filter of all pages, and the Unterziel."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dash.development.base_component import Component

from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.web.components.formularfelder import choice
from kek_dashboard.web.components.kennzahlfilter import Kennzahlfilter, filtered, read_kennzahlfilter
from kek_dashboard.web.pages.kennzahlen.reihenfolge import SORTIERT, Reihenfolge, read_reihenfolge
from kek_dashboard.web.seite import Kontext

UNTERZIEL = "unterziel"


@dataclass(frozen=True, slots=True)
class Auswahl:
    """What the address asks for; ``unterziel`` is the number of one, ``None`` for all."""

    filter: Kennzahlfilter
    unterziel: str | None
    reihenfolge: Reihenfolge

    @property
    def is_empty(self) -> bool:
        """Whether every Kennzahl is shown."""
        return self.filter.is_empty and self.unterziel is None

    @property
    def words(self) -> tuple[str, ...]:
        """What it asks for, in German."""
        ziel = () if self.unterziel is None else (f"Unterziel {self.unterziel}",)
        return (*ziel, *self.filter.words)

    @property
    def query(self) -> dict[str, str | None]:
        """Its fields of an address."""
        return {**self.filter.query, UNTERZIEL: self.unterziel, SORTIERT: self.reihenfolge.wort}

    def without_status(self) -> Auswahl:
        """The same for every Stand and Ausblick."""
        return replace(self, filter=replace(self.filter, stand=None, ausblick=None))

    def find(self, kontext: Kontext) -> list[Kennzahlakte]:
        """The Kennzahlen it shows, in its order."""
        ziel = self.unterziel
        akten = (
            akte
            for akte in filtered(kontext, self.filter)
            if ziel is None or any(zuordnung.unterziel == ziel for zuordnung in akte.zuordnungen)
        )
        return self.reihenfolge.sort(kontext, akten)


def read_auswahl(kontext: Kontext) -> Auswahl:
    """What the address asks for; words it does not know ask for nothing."""
    nummern = {ziel.nr for ziel in kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL)}
    gesucht = kontext.query.get(UNTERZIEL, "")
    ziel = gesucht if gesucht in nummern else None
    return Auswahl(read_kennzahlfilter(kontext), ziel, read_reihenfolge(kontext))


def choose_unterziel(kontext: Kontext, gewaehlt: str | None) -> Component:
    """A native choice among the Unterziele, each with how many Kennzahlen it has."""
    ziele = kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL)
    angebot = [
        (ziel.nr, f"{ziel.nr} {ziel.kurztitel} ({len(kontext.stand.mitglieder(ziel.nr))})") for ziel in ziele
    ]
    wort = kontext.stand.zielsystem.word_of(Ebene.UNTERZIEL)
    return choice(UNTERZIEL, wort, [("", "alle"), *angebot], gewaehlt or "")

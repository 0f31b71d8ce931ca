"""Liste: a table of the second sheet in full, of which as many rows are shown as there is room for."""

from __future__ import annotations

from dataclasses import dataclass

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.reports.bericht.bezug import Bezug, Summe
from kek_dashboard.reports.bericht.form import Tabelle, Text
from kek_dashboard.reports.bericht.kennzahlwort import anzahl


@dataclass(frozen=True, slots=True)
class Liste:
    """One question and the table that answers it.

    ``je_zeile`` says of each row where it is counted, so that the rest can be told; ``herkunft`` is the weakest of
    what it was found in. ``leer`` stands in its place where there is no row.
    """

    titel: str
    tabelle: Tabelle
    je_zeile: tuple[Bezug, ...]
    leer: Text
    herkunft: Herkunft = Herkunft.INTERN

    def shown(self, zahl: int) -> Tabelle:
        """Its first rows, and how many more there are."""
        t = self.tabelle
        offen = self.je_zeile[zahl:]
        fuss = t.fuss
        if offen:
            fuss = ("Nicht gezeigt: ", anzahl(len(offen), Summe(offen), (self.herkunft,)), ". ", *fuss)
        return Tabelle(t.titel, t.spalten, t.zeilen[:zahl], fuss, zeige_titel=False)

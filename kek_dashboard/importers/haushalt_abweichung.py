"""Haushaltsabweichung: what a file states beside what its lines give: told, and never mended."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.formats import format_euro
from kek_dashboard.importers.haushalt_zeilen import Betragsart, spaltentitel


@dataclass(frozen=True, slots=True)
class Abweichung:
    """A stated total that the lines do not give, in euros.

    ``anzahl`` lines make it up; ``schritt``: to how many euros the file rounds them, 0 = not at all.
    """

    code: str
    was: str
    spalte: Betragsart
    genannt: Decimal
    gezaehlt: Decimal
    anzahl: int
    schritt: Decimal
    blatt: str
    zelle: str

    @property
    def is_rounding(self) -> bool:
        """Whether rounding each line alone explains the difference: half a unit for each of them."""
        return 2 * abs(self.genannt - self.gezaehlt) <= self.anzahl * self.schritt

    def as_befund(self) -> Befund:
        """A ``hinweis`` where rounding explains it, else a ``warnung``."""
        text = (
            f"Die Datei nennt für „{self.was}“ {format_euro(self.genannt)} ({spaltentitel(self.spalte)}), "
            f"die Positionen ergeben {format_euro(self.gezaehlt)}. "
        )
        if not self.is_rounding:
            text += "Gezählt werden die Positionen."
            return Befund(Schwere.WARNUNG, self.code, text, self.blatt, self.zelle)
        text += (
            f"Das erklärt die Rundung allein ({self.anzahl} Beträge, jeder auf {format_euro(self.schritt)} "
            "gerundet). Gezählt werden die Positionen."
        )
        return Befund(Schwere.HINWEIS, "summe_gerundet", text, self.blatt, self.zelle)

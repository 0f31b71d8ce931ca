"""Haushaltsabweichung: what a file states beside what its lines give: told, and never mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.formats import format_euro
from kek_dashboard.importers.haushalt_zeilen import Betragsart, spaltentitel

#: So many rounded totals of one column are told one by one; a rounded plan has hundreds.
_EINZELN = 5
_BEISPIELE = 3


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


def tell_differences(abweichungen: Iterable[Abweichung]) -> Iterator[Befund]:
    """Each difference by itself, but many of one column that rounding explains in one sentence."""
    gerundet: dict[Betragsart, list[Abweichung]] = defaultdict(list)
    for abweichung in abweichungen:
        if abweichung.is_rounding:
            gerundet[abweichung.spalte].append(abweichung)
        else:
            yield abweichung.as_befund()
    for spalte, alle in gerundet.items():
        if len(alle) <= _EINZELN:
            yield from (abweichung.as_befund() for abweichung in alle)
            continue
        alle.sort(key=lambda abweichung: -abs(abweichung.genannt - abweichung.gezaehlt))
        groesste = format_euro(abs(alle[0].genannt - alle[0].gezaehlt))
        beispiele = "; ".join(f"„{a.was}“ in {a.zelle}" for a in alle[:_BEISPIELE])
        yield Befund(
            Schwere.HINWEIS,
            "summe_gerundet",
            f"{len(alle)} genannte Summen ({spaltentitel(spalte)}) weichen um höchstens {groesste} von den "
            f"Positionen ab: {beispiele} … Das erklärt bei jeder die Rundung allein. Gezählt werden die Positionen.",
            alle[0].blatt,
            alle[0].zelle,
        )

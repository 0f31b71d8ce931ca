"""Zuordnungswirkung: what a drafted mapping would change in euros per Unterziel; ``mitteleinsatz`` alone shares out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VIER_ARTEN
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz, mitteleinsatz
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.zuordnungsentwurf import Zuordnungsentwurf, differences, drafted_stand

_NULL = Decimal("0.00")
_NICHTS: Betraege = MappingProxyType(dict.fromkeys(VIER_ARTEN, _NULL))


@dataclass(frozen=True, slots=True)
class Wirkung:
    """Euros by kind before and after the draft: per Unterziel, and of what serves none."""

    je_unterziel: Mapping[str, tuple[Betraege, Betraege]]
    nicht_zugeordnet: tuple[Betraege, Betraege]

    @property
    def geaendert(self) -> Mapping[str, tuple[Betraege, Betraege]]:
        """The Unterziele for which anything changes."""
        return {nr: paar for nr, paar in self.je_unterziel.items() if paar[0] != paar[1]}


def wirkung(mittel: Mitteleinsatz, stand: Datenstand, entwurf: Zuordnungsentwurf) -> Wirkung:
    """Before: the Mitteleinsatz as it is known. After: the same with the lines the draft touches shared out anew.

    Lines are shared out one by one, so the others need no second look. Raises ``OverassignedError`` where the
    draft no longer fits to what was released meanwhile.
    """
    regeln = stand.haushaltszuordnungen.get(entwurf.haushaltsjahr, ())
    beruehrt = {u.anteil.produkt for u in differences(regeln, entwurf)}
    zeilen = tuple(z for z in mittel.haushalt.zeilen if z.position.schluessel.produkt in beruehrt)
    teil = replace(mittel.haushalt, zeilen=zeilen)
    alt, neu = mitteleinsatz(teil, stand), mitteleinsatz(teil, drafted_stand(stand, entwurf))
    nummern = sorted({*mittel.je_unterziel, *neu.je_unterziel}, key=nummer_key)
    return Wirkung(
        MappingProxyType(
            {
                nr: (
                    vorher := mittel.je_unterziel.get(nr, _NICHTS),
                    _moved(vorher, alt.je_unterziel.get(nr, _NICHTS), neu.je_unterziel.get(nr, _NICHTS)),
                )
                for nr in nummern
            }
        ),
        (
            mittel.nicht_zugeordnet,
            _moved(mittel.nicht_zugeordnet, alt.nicht_zugeordnet, neu.nicht_zugeordnet),
        ),
    )


def _moved(ganz: Betraege, alt: Betraege, neu: Betraege) -> Betraege:
    return MappingProxyType({art: ganz[art] - alt[art] + neu[art] for art in VIER_ARTEN})

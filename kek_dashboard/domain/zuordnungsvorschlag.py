"""Zuordnungsvorschlag: what a Produkt may serve, by rule and with the reason; never applied by itself.

In this order: what the same Produkt served in an earlier year, the Kennzahlen the county names for a
wesentliches Produkt, what the other Produkte of its Produktgruppe serve, and the declared table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.produktrahmen import produktgruppe
from kek_dashboard.domain.zuordnungskopie import target_fault
from kek_dashboard.domain.zuordnungstabelle import GRUPPENVORSCHLAEGE, QUELLE, STAND

_HUNDERT = Decimal(100)
#: One Produkt alone is no custom of its Produktgruppe.
_WENIGSTENS = 2


class Vorschlagsart(StrEnum):
    """Which rule a proposal comes from."""

    FRUEHER = "frueher"
    KENNZAHLEN = "kennzahlen"
    GRUPPE = "gruppe"
    TABELLE = "tabelle"


@dataclass(frozen=True, slots=True)
class Zielanteil:
    """One target with its share in %."""

    bezug: Bezug
    nr: str
    anteil: Decimal


@dataclass(frozen=True, slots=True)
class Vorschlag:
    """Targets that belong together, at most 100 %, and the reason in words."""

    art: Vorschlagsart
    ziele: tuple[Zielanteil, ...]
    grund: str


class Vorschlaege:
    """All that is needed to propose for the Produkte of one Haushaltsjahr; made once, asked for each."""

    def __init__(self, stand: Datenstand, haushaltsjahr: int) -> None:
        """Sort the rules there are by Produkt and by Produktgruppe."""
        self._stand, self._jahr = stand, haushaltsjahr
        self._frueher: dict[str, tuple[int, list[HaushaltsZuordnung]]] = {}
        self._gruppen: dict[str, dict[str, set[str]]] = {}
        self._mit_ziel: dict[str, set[str]] = {}
        self._gruppe_von: dict[str, str] = {}
        for jahr in sorted(j for j in stand.haushaltszuordnungen if j <= haushaltsjahr):
            je_produkt: dict[str, list[HaushaltsZuordnung]] = {}
            for regel in stand.haushaltszuordnungen[jahr]:
                if regel.anteil and not regel.konto:
                    je_produkt.setdefault(regel.produkt, []).append(regel)
            for produkt, regeln in je_produkt.items():
                if jahr < haushaltsjahr:
                    self._frueher[produkt] = (jahr, regeln)
                self._note_group(produkt, regeln)

    def for_produkt(self, produkt: str) -> tuple[Vorschlag, ...]:
        """The proposals for one Produkt, the nearest first; each set of targets once, none that no longer holds."""
        alle = (
            self._earlier(produkt),
            self._kennzahlen(produkt),
            self._gruppenmehrheit(produkt),
            self._tabelle(produkt),
        )
        gesehen: dict[frozenset[tuple[Bezug, str]], Vorschlag] = {}
        for vorschlag in alle:
            if vorschlag is not None and vorschlag.ziele:
                gesehen.setdefault(frozenset((z.bezug, z.nr) for z in vorschlag.ziele), vorschlag)
        return tuple(gesehen.values())

    def _earlier(self, produkt: str) -> Vorschlag | None:
        if produkt not in self._frueher:
            return None
        jahr, regeln = self._frueher[produkt]
        ziele = [Zielanteil(r.bezug, r.bezug_nr, r.anteil) for r in regeln]
        halten = tuple(z for z in ziele if self._holds(z.bezug, z.nr))
        rest = "" if len(halten) == len(ziele) else "; was nicht mehr gilt, fehlt"
        return Vorschlag(Vorschlagsart.FRUEHER, halten, f"{jahr} war dieses Produkt so zugeordnet{rest}")

    def _kennzahlen(self, produkt: str) -> Vorschlag | None:
        """Equal shares in whole percent for the Kennzahlen of a wesentliches Produkt."""
        stamm = self._stand.produkt(produkt, self._jahr)
        if stamm is None or not stamm.wesentlich:
            return None
        nummern = [nr for nr in dict.fromkeys(stamm.kennzahl_nummern) if self._holds(Bezug.KENNZAHL, nr)]
        if not nummern:
            return None
        anteil = Decimal(100 // len(nummern))
        return Vorschlag(
            Vorschlagsart.KENNZAHLEN,
            tuple(Zielanteil(Bezug.KENNZAHL, nr, anteil) for nr in nummern) if anteil else (),
            "wesentliches Produkt mit diesen Kennzahlen (§ 4 Abs. 7 KomHKVO), zu gleichen Teilen",
        )

    def _gruppenmehrheit(self, produkt: str) -> Vorschlag | None:
        """The Unterziel that more than half of the other mapped Produkte of the Produktgruppe serve."""
        nr, name = produktgruppe(produkt, self._jahr)
        if not nr:
            return None
        andere = self._mit_ziel.get(nr, set()) - {produkt}
        zahl = Counter(
            {ziel: len(dienende - {produkt}) for ziel, dienende in self._gruppen.get(nr, {}).items()}
        )
        offen = {
            ziel: n
            for ziel, n in zahl.items()
            if n >= _WENIGSTENS and 2 * n > len(andere) and self._holds(Bezug.UNTERZIEL, ziel)
        }
        if not offen:
            return None
        ziel = min(offen, key=lambda z: (-offen[z], nummer_key(z)))
        return Vorschlag(
            Vorschlagsart.GRUPPE,
            (Zielanteil(Bezug.UNTERZIEL, ziel, _HUNDERT),),
            f"{offen[ziel]} von {len(andere)} zugeordneten Produkten der Gruppe {nr} {name}".rstrip()
            + " dienen ihm, heute oder früher",
        )

    def _tabelle(self, produkt: str) -> Vorschlag | None:
        nr, name = produktgruppe(produkt, self._jahr)
        passend = [
            v for v in GRUPPENVORSCHLAEGE if v.gruppe == nr and self._holds(Bezug.UNTERZIEL, v.unterziel)
        ]
        if not passend:
            return None
        gruende = "; ".join(dict.fromkeys(v.grund for v in passend))
        return Vorschlag(
            Vorschlagsart.TABELLE,
            tuple(Zielanteil(Bezug.UNTERZIEL, v.unterziel, v.anteil) for v in passend),
            f"Produktgruppe {nr} {name}: {gruende} ({QUELLE}, Tabelle vom {STAND:%d.%m.%Y})",
        )

    def _holds(self, bezug: Bezug, nr: str) -> bool:
        return target_fault(self._stand, self._jahr, bezug, nr) is None

    def _note_group(self, produkt: str, regeln: list[HaushaltsZuordnung]) -> None:
        if produkt not in self._gruppe_von:
            self._gruppe_von[produkt] = produktgruppe(produkt, self._jahr)[0]
        nr = self._gruppe_von[produkt]
        if not nr:
            return
        for regel in regeln:
            for ziel in self._unterziele(regel):
                self._gruppen.setdefault(nr, {}).setdefault(ziel, set()).add(produkt)
                self._mit_ziel.setdefault(nr, set()).add(produkt)

    def _unterziele(self, regel: HaushaltsZuordnung) -> list[str]:
        """The Unterziele one rule leads to."""
        if regel.bezug is Bezug.UNTERZIEL:
            return [regel.bezug_nr]
        if regel.bezug is Bezug.MASSNAHME:
            massnahme = self._stand.massnahmen.get(regel.bezug_nr)
            return [] if massnahme is None else [massnahme.unterziel]
        akte = self._stand.akten.get(regel.bezug_nr)
        return [] if akte is None else [z.unterziel for z in akte.zuordnungen]

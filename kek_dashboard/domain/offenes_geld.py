"""Offenes Geld: euros of a Haushalt that serve no Unterziel, by Teilhaushalt, Produkt and Produktbereich.

Some of it can never serve a goal (Kreisumlage, Schlüsselzuweisungen): nothing is left out for that; the
Produktbereich beside it says what it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.produktrahmen import produktbereich

_NULL = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class OffenerPosten:
    """What of a group of lines serves no Unterziel, by kind; ``summen`` is all of the group.

    ``nr`` and ``bezeichnung`` name the group (a Teilhaushalt, Produkt or Produktbereich; empty where the file
    has none). ``zeilen``: lines with euros that serve none, by kind. ``teile``: the Produkte of a Teilhaushalt.
    """

    nr: str
    bezeichnung: str
    offen: Betraege
    summen: Betraege
    zeilen: MappingProxyType[Positionsart, int]
    herkunft: Herkunft
    teile: tuple[OffenerPosten, ...] = ()

    def anteil(self, art: Positionsart) -> Fraction | None:
        """Share of the group's euros that serve no Unterziel; ``None`` where it has none at all."""
        alle = self.summen[art]
        return Fraction(self.offen[art]) / Fraction(alle) if alle else None


@dataclass(slots=True)
class _Korb:
    """A group while its lines are counted."""

    bezeichnung: str = ""
    offen: dict[Positionsart, Decimal] = field(default_factory=lambda: dict.fromkeys(VIER_ARTEN, _NULL))
    summen: dict[Positionsart, Decimal] = field(default_factory=lambda: dict.fromkeys(VIER_ARTEN, _NULL))
    zeilen: dict[Positionsart, int] = field(default_factory=lambda: dict.fromkeys(VIER_ARTEN, 0))
    herkuenfte: set[Herkunft] = field(default_factory=set)

    def add(self, art: Positionsart, ansatz: Decimal, rest: Decimal, herkunft: Herkunft) -> None:
        self.summen[art] += ansatz
        if rest:
            self.offen[art] += rest
            self.zeilen[art] += 1
            self.herkuenfte.add(herkunft)

    def add_korb(self, anderer: _Korb) -> None:
        for art in VIER_ARTEN:
            self.summen[art] += anderer.summen[art]
            self.offen[art] += anderer.offen[art]
            self.zeilen[art] += anderer.zeilen[art]
        self.herkuenfte |= anderer.herkuenfte

    def posten(self, nr: str, teile: Iterable[OffenerPosten] = ()) -> OffenerPosten:
        return OffenerPosten(
            nr,
            self.bezeichnung,
            MappingProxyType(self.offen),
            MappingProxyType(self.summen),
            MappingProxyType(self.zeilen),
            weakest(self.herkuenfte),
            tuple(teile),
        )


@dataclass(frozen=True, slots=True)
class OffenesGeld:
    """All euros of a Haushalt that serve no Unterziel, seen two ways; each adds up to the whole.

    Groups in which every line serves some goal are there too (with 0.00), so that the sums are complete.
    """

    teilhaushalte: tuple[OffenerPosten, ...]
    produktbereiche: tuple[OffenerPosten, ...]


def offenes_geld(mittel: Mitteleinsatz) -> OffenesGeld:
    """What of each Teilhaushalt (with its Produkte) and of each Produktbereich serves no Unterziel."""
    produkte: dict[tuple[str, str], _Korb] = {}
    teilnamen: dict[str, str] = {}
    for verwendung in mittel.verwendungen:
        zeile = verwendung.zeile
        position = zeile.position
        if position.art not in VIER_ARTEN or zeile.ansatz is None:
            continue
        s = position.schluessel
        korb = produkte.setdefault((s.teilhaushalt, s.produkt), _Korb())
        korb.bezeichnung = korb.bezeichnung or position.produktbezeichnung
        teilnamen[s.teilhaushalt] = teilnamen.get(s.teilhaushalt) or position.teilhaushaltbezeichnung
        korb.add(position.art, zeile.ansatz, verwendung.rest, verwendung.herkunft)
    return OffenesGeld(
        _teilhaushalte(produkte, teilnamen), _produktbereiche(produkte, mittel.haushalt.haushaltsjahr)
    )


def largest_first(posten: Iterable[OffenerPosten], art: Positionsart) -> tuple[OffenerPosten, ...]:
    """Those with euros of this kind that serve no Unterziel, the largest amount first."""
    offen = (p for p in posten if p.zeilen[art])
    return tuple(sorted(offen, key=lambda p: (-abs(p.offen[art]), nummer_key(p.nr))))


def _teilhaushalte(
    produkte: dict[tuple[str, str], _Korb], namen: dict[str, str]
) -> tuple[OffenerPosten, ...]:
    je_teil: dict[str, list[tuple[str, _Korb]]] = {}
    for (teil, produkt), korb in produkte.items():
        je_teil.setdefault(teil, []).append((produkt, korb))
    gefunden = []
    for teil in sorted(je_teil, key=nummer_key):
        ganzer = _Korb(namen[teil])
        for _, korb in je_teil[teil]:
            ganzer.add_korb(korb)
        gefunden.append(ganzer.posten(teil, (korb.posten(produkt) for produkt, korb in je_teil[teil])))
    return tuple(gefunden)


def _produktbereiche(produkte: dict[tuple[str, str], _Korb], haushaltsjahr: int) -> tuple[OffenerPosten, ...]:
    bereiche: dict[str, _Korb] = {}
    for (_, produkt), korb in produkte.items():
        nr, name = produktbereich(produkt, haushaltsjahr)
        bereich = bereiche.setdefault(nr, _Korb(name))
        bereich.add_korb(korb)
    return tuple(bereiche[nr].posten(nr) for nr in sorted(bereiche, key=nummer_key))

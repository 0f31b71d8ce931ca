"""Produktmittel: what each Produkt of a Haushalt is given and which Unterziele it serves; and why euros serve none.

All shares come from ``mitteleinsatz``; here they are only added up. Over all Produkte the sums are those of the
Haushalt, to the cent, in each of the four kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart
from kek_dashboard.domain.haushaltsbaum import is_counted
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz, Verwendung
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.produktrahmen import produktbereich

#: Steuern, allgemeine Zuweisungen und Umlagen, Kredite: what pays for everything and so for no goal alone.
ALLGEMEINE_FINANZWIRTSCHAFT = "61"
_NULL = Decimal("0.00")


class OhneZiel(StrEnum):
    """Why euros of a counted line serve no Unterziel; the first one that fits.

    ``REST``: the line has a Zuordnung, but not for all of it. ``FINANZWIRTSCHAFT``: no Zuordnung, Produktbereich 61.
    ``KEINE_ZUORDNUNG``: no Zuordnung, any other Produkt.
    """

    REST = "rest"
    FINANZWIRTSCHAFT = "allgemeine_finanzwirtschaft"
    KEINE_ZUORDNUNG = "keine_zuordnung"


@dataclass(frozen=True, slots=True)
class Produktmittel:
    """One Produkt of one Teilhaushalt: its lines (of every kind) and its euros in the four kinds.

    ``je_unterziel`` has the Unterziele it serves, by number; with ``ohne_ziel`` they add up to ``summen``.
    """

    teilhaushalt: str
    produkt: str
    bezeichnung: str
    zeilen: int
    summen: Betraege
    je_unterziel: Mapping[str, Betraege]
    ohne_ziel: Betraege
    herkunft: Herkunft


@dataclass(frozen=True, slots=True)
class OhneZielPosten:
    """Euros that serve no Unterziel for one reason, and how many lines they are in."""

    grund: OhneZiel
    betraege: Betraege
    zeilen: int


@dataclass(slots=True)
class _Korb:
    """A Produkt while its lines are counted."""

    bezeichnung: str = ""
    zeilen: int = 0
    summen: dict[Positionsart, Decimal] = field(default_factory=lambda: dict.fromkeys(VIER_ARTEN, _NULL))
    ohne: dict[Positionsart, Decimal] = field(default_factory=lambda: dict.fromkeys(VIER_ARTEN, _NULL))
    ziele: dict[str, dict[Positionsart, Decimal]] = field(default_factory=dict)
    herkuenfte: set[Herkunft] = field(default_factory=set)

    def add(self, verwendung: Verwendung) -> None:
        position = verwendung.zeile.position
        self.zeilen += 1
        self.bezeichnung = self.bezeichnung or position.produktbezeichnung
        self.herkuenfte.add(verwendung.herkunft)
        if not is_counted(verwendung):
            return
        art = position.art
        self.summen[art] += verwendung.zeile.ansatz or _NULL
        self.ohne[art] += verwendung.rest
        for nr, eur in verwendung.je_unterziel:
            self.ziele.setdefault(nr, dict.fromkeys(VIER_ARTEN, _NULL))[art] += eur


def produktmittel(mittel: Mitteleinsatz) -> tuple[Produktmittel, ...]:
    """Every Produkt of a Haushalt by Teilhaushalt and number; lines that name none are one Produkt without a number."""
    koerbe: dict[tuple[str, str], _Korb] = {}
    for verwendung in mittel.verwendungen:
        s = verwendung.zeile.position.schluessel
        koerbe.setdefault((s.teilhaushalt, s.produkt), _Korb()).add(verwendung)
    return tuple(
        Produktmittel(
            teil,
            produkt,
            korb.bezeichnung,
            korb.zeilen,
            MappingProxyType(korb.summen),
            MappingProxyType(
                {nr: MappingProxyType(korb.ziele[nr]) for nr in sorted(korb.ziele, key=nummer_key)}
            ),
            MappingProxyType(korb.ohne),
            weakest(korb.herkuenfte),
        )
        for (teil, produkt), korb in sorted(koerbe.items(), key=lambda paar: _order(*paar[0]))
    )


def ohne_ziel(mittel: Mitteleinsatz) -> tuple[OhneZielPosten, ...]:
    """All euros that serve no Unterziel by reason, in the order of ``OhneZiel``; reasons nobody has are left out."""
    betraege: dict[OhneZiel, dict[Positionsart, Decimal]] = {}
    zeilen: dict[OhneZiel, int] = {}
    jahr = mittel.haushalt.haushaltsjahr
    for verwendung in mittel.verwendungen:
        grund = why_without_goal(verwendung, jahr)
        if grund is None:
            continue
        betraege.setdefault(grund, dict.fromkeys(VIER_ARTEN, _NULL))[verwendung.zeile.position.art] += (
            verwendung.rest
        )
        zeilen[grund] = zeilen.get(grund, 0) + 1
    return tuple(
        OhneZielPosten(grund, MappingProxyType(betraege[grund]), zeilen[grund])
        for grund in OhneZiel
        if grund in betraege
    )


def why_without_goal(verwendung: Verwendung, haushaltsjahr: int) -> OhneZiel | None:
    """Why something of a line serves no Unterziel; ``None`` where nothing of it is left, or it is not counted."""
    if not is_counted(verwendung) or not verwendung.rest:
        return None
    if verwendung.regeln:
        return OhneZiel.REST
    bereich, _ = produktbereich(verwendung.zeile.position.schluessel.produkt, haushaltsjahr)
    return OhneZiel.FINANZWIRTSCHAFT if bereich == ALLGEMEINE_FINANZWIRTSCHAFT else OhneZiel.KEINE_ZUORDNUNG


def _order(teilhaushalt: str, produkt: str) -> tuple[object, ...]:
    return (
        not teilhaushalt,
        nummer_key(teilhaushalt),
        teilhaushalt,
        not produkt,
        nummer_key(produkt),
        produkt,
    )

"""Produktblatt: a wesentliches Produkt with its Ziele, Kennzahlen, Maßnahmen and euros, year beside year.

Source: § 4 Abs. 7 KomHKVO (Ziele and Kennzahlen of wesentliche Produkte), § 118 NKomVG (mittelfristige Planung). A
column holds one Wertart of one year: plan and result are never mixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import (
    VIER_ARTEN,
    Bezug,
    Haushalt,
    Planzeile,
    Positionsart,
    Produkt,
    Wertart,
)
from kek_dashboard.domain.luecken import kennzahlen_of
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.sollvergleich import Sollvergleich, sollvergleich
from kek_dashboard.domain.zielerreichung import Bewertung

#: After the Haushaltsjahr come so many years of the mittelfristige Planung.
PLANUNGSJAHRE = 3
_ERGEBNISSE = (Wertart.ERGEBNIS, Wertart.VORLAEUFIGES_ERGEBNIS)


@dataclass(frozen=True, slots=True)
class Planspalte:
    """One column of a Haushaltsplan: what its amounts are, and of which year."""

    wertart: Wertart
    jahr: int

    @property
    def nr(self) -> str:
        """Its key, e.g. ``ansatz-2024``."""
        return f"{self.wertart.value}-{self.jahr}"


@dataclass(frozen=True, slots=True)
class Produktblatt:
    """One wesentliches Produkt. ``betraege``: by column the kinds that any of its lines has an amount of.

    No entry is „not known in this plan“, never 0. ``zeilen``: its lines in the plan, of every kind.
    """

    produkt: Produkt
    zeilen: int
    betraege: Mapping[Planspalte, Mapping[Positionsart, Decimal]]
    kennzahlen: tuple[str, ...]
    massnahmen: tuple[str, ...]

    def betrag(self, spalte: Planspalte, art: Positionsart) -> Decimal | None:
        """Sum of one kind in one column; ``None`` where no line says anything."""
        return self.betraege.get(spalte, {}).get(art)

    def saldo(self, spalte: Planspalte) -> Decimal | None:
        """Erträge less Aufwendungen; a side without lines counts as nothing, ``None`` where both are without."""
        ertraege = self.betrag(spalte, Positionsart.ERTRAEGE)
        aufwendungen = self.betrag(spalte, Positionsart.AUFWENDUNGEN)
        if ertraege is None and aufwendungen is None:
            return None
        return (ertraege or Decimal("0.00")) - (aufwendungen or Decimal("0.00"))


def plan_columns(haushalt: Haushalt) -> tuple[Planspalte, ...]:
    """The columns of a Haushaltsplan: Ergebnis of the year before last, Ansatz of last year, Ansatz, Planung.

    A Vorvorjahr that the plan knows as provisional alone is called so.
    """
    jahr = haushalt.haushaltsjahr
    gelegt = {b.wertart for z in haushalt.zeilen for b in z.position.betraege if b.jahr == jahr - 2}
    ergebnis = next((art for art in _ERGEBNISSE if art in gelegt), Wertart.ERGEBNIS)
    return (
        Planspalte(ergebnis, jahr - 2),
        Planspalte(Wertart.ANSATZ, jahr - 1),
        Planspalte(Wertart.ANSATZ, jahr),
        *(Planspalte(Wertart.PLANUNG, jahr + i) for i in range(1, PLANUNGSJAHRE + 1)),
    )


def planwert(b: Bewertung, jahr: int) -> Sollvergleich:
    """Ist and Soll of a Kennzahl in the year of a column; beyond its last target year nobody has set anything.

    The line of a target goes on for a judgement, but it is no plan of a year that has none.
    """
    vergleich = sollvergleich(b, jahr)
    if b.letztes_zieljahr is not None and jahr > b.letztes_zieljahr:
        return replace(vergleich, soll=None, grenzen=None, differenz=None, is_besser=None)
    return vergleich


def produktblaetter(haushalt: Haushalt, stand: Datenstand) -> tuple[Produktblatt, ...]:
    """The wesentliche Produkte of a Haushaltsjahr by Teilhaushalt and number; empty where none is named one."""
    jahr = haushalt.haushaltsjahr
    alle = (stand.produkt(nr, jahr) for nr in {*stand.produkte, *stand.produktfassungen})
    wesentlich = {p.produkt: p for p in alle if p is not None and p.wesentlich}
    je_produkt: dict[str, list[Planzeile]] = {nr: [] for nr in wesentlich}
    for zeile in haushalt.zeilen:
        nr = zeile.position.schluessel.produkt
        if nr in je_produkt:
            je_produkt[nr].append(zeile)
    spalten = plan_columns(haushalt)
    return tuple(
        Produktblatt(
            produkt,
            len(je_produkt[produkt.produkt]),
            _amounts(je_produkt[produkt.produkt], spalten, jahr),
            kennzahlen_of(produkt, stand, jahr),
            _massnahmen_of(produkt, stand, jahr),
        )
        for produkt in sorted(wesentlich.values(), key=_order)
    )


def _amounts(
    zeilen: list[Planzeile], spalten: tuple[Planspalte, ...], jahr: int
) -> Mapping[Planspalte, Mapping[Positionsart, Decimal]]:
    summen: dict[Planspalte, dict[Positionsart, Decimal]] = {spalte: {} for spalte in spalten}
    for zeile in zeilen:
        art = zeile.position.art
        if art not in VIER_ARTEN:
            continue
        for spalte in spalten:
            eur = _amount(zeile, spalte, jahr)
            if eur is not None:
                summen[spalte][art] = summen[spalte].get(art, Decimal("0.00")) + eur
    return MappingProxyType({spalte: MappingProxyType(je_art) for spalte, je_art in summen.items()})


def _amount(zeile: Planzeile, spalte: Planspalte, jahr: int) -> Decimal | None:
    """Of the Haushaltsjahr what counts (after a Nachtrag the new Ansatz), else what the plan says of that year."""
    if spalte.jahr == jahr:
        return zeile.ansatz
    betrag = zeile.position.betrag(spalte.wertart, spalte.jahr)
    return None if betrag is None else betrag.eur


def _massnahmen_of(produkt: Produkt, stand: Datenstand, jahr: int) -> tuple[str, ...]:
    """The Maßnahmen that lines of the Produkt are mapped to."""
    nummern = {
        regel.bezug_nr
        for regel in stand.haushaltszuordnungen.get(jahr, ())
        if regel.anteil
        and regel.bezug is Bezug.MASSNAHME
        and regel.produkt == produkt.produkt
        and regel.bezug_nr in stand.massnahmen
    }
    return tuple(sorted(nummern, key=nummer_key))


def _order(produkt: Produkt) -> tuple[object, ...]:
    return (
        not produkt.teilhaushalt,
        nummer_key(produkt.teilhaushalt),
        nummer_key(produkt.produkt),
        produkt.produkt,
    )

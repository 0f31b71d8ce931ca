"""Geld: what an Unterziel cost: Ansatz and Ergebnis year by year, two series that are never mixed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kek_dashboard.domain.entwicklung import Jahrgang
from kek_dashboard.domain.haushalt import Positionsart, Wertart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import UNKNOWN
from kek_dashboard.reports.bericht import bezug
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Block,
    Spalte,
    Spaltenart,
    Tabelle,
    Text,
    Wert,
    Wort,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.form import Wertart as Schreibweise
from kek_dashboard.reports.bericht.schlussbilanz.lage import Lage

AUFWENDUNGEN, INVESTITIONEN = Positionsart.AUFWENDUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN
_SPALTEN: Final = (
    (AUFWENDUNGEN, Wertart.ANSATZ),
    (AUFWENDUNGEN, Wertart.ERGEBNIS),
    (INVESTITIONEN, Wertart.ANSATZ),
    (INVESTITIONEN, Wertart.ERGEBNIS),
)
_REIHE: Final = {Wertart.ANSATZ: "ansatz", Wertart.ERGEBNIS: "ergebnis"}


def money(lage: Lage, unterziel: str) -> Iterator[Block]:
    """The years in a table; a sentence where no Haushalt is known at all."""
    jahrgaenge = [j for j in lage.entwicklung.jahrgaenge if j.jahr in lage.stand.jahre]
    if not any(j.plan or j.ergebnis for j in jahrgaenge):
        yield Absatz(("Kein Haushalt dieser Jahre ist bekannt. Was das Ziel gekostet hat, ist offen.",))
        return
    summen: tuple[Text, ...] = tuple((total(lage, unterziel, *spalte),) for spalte in _SPALTEN)
    yield Tabelle(
        f"Aufwendungen und Investitionen für {unterziel}",
        (
            Spalte("Jahr", anteil=0.9),
            Spalte("Aufwendungen, Ansatz", Spaltenart.ZAHL, 2),
            Spalte("Aufwendungen, Ergebnis", Spaltenart.ZAHL, 2),
            Spalte("Investitionen, Ansatz", Spaltenart.ZAHL, 2),
            Spalte("Investitionen, Ergebnis", Spaltenart.ZAHL, 2),
        ),
        (
            *(_year(lage, jahrgang, unterziel) for jahrgang in jahrgaenge),
            Zeile((("Summe",), *summen), Zeilenart.SUMME),
        ),
        (
            "Ansatz: geplant; Ergebnis: geworden. Summe der bekannten Jahre. Gezählt ist, was dem Ziel zugeordnet ist.",
        ),
        zeige_titel=False,
        dicht=True,
    )


def total(lage: Lage, unterziel: str, art: Positionsart, wertart: Wertart) -> Wert | str:
    """Euros over all years in which they are known; ``–`` where they are in none."""
    bekannt = [
        (jahr, eur)
        for jahr, eur in lage.entwicklung.reihe(wertart, art, unterziel)
        if jahr in lage.stand.jahre and eur is not None
    ]
    if not bekannt:
        return UNKNOWN
    teile = tuple(_stelle(jahr, wertart, unterziel, art) for jahr, _ in bekannt)
    return _euro(lage, sum((eur for _, eur in bekannt), Decimal(0)), bezug.Summe(teile))


def _year(lage: Lage, jahrgang: Jahrgang, unterziel: str) -> Zeile:
    zellen: list[Text] = []
    for art, wertart in _SPALTEN:
        summe = jahrgang.summe(wertart)
        eur = None if summe is None else summe.betrag(art, unterziel)
        stelle = _stelle(jahrgang.jahr, wertart, unterziel, art)
        zellen.append((_why_not(jahrgang, wertart),) if eur is None else (_euro(lage, eur, stelle),))
    return Zeile(((Wort(str(jahrgang.jahr)),), *zellen))


def _why_not(jahrgang: Jahrgang, wertart: Wertart) -> str:
    """What is missing of a year that has no amount."""
    if jahrgang.plan is None and jahrgang.ergebnis is None:
        return "kein Haushalt"
    summe = jahrgang.summe(wertart)
    if summe is None:
        return "kein Plan" if wertart is Wertart.ANSATZ else "steht aus"
    return UNKNOWN if summe.zugeordnet else "nicht zugeordnet"


def _stelle(jahr: int, wertart: Wertart, unterziel: str, art: Positionsart) -> bezug.Stelle:
    return bezug.entwicklung(
        "jahre", f"jahr={jahr}", _REIHE[wertart], "unterziele", f"nr={unterziel}", art.value
    )


def _euro(lage: Lage, eur: Decimal, wo: bezug.Bezug) -> Wert:
    return Wert(eur, wo, Schreibweise.EURO_KURZ, beispiel=lage.geld_herkunft is Herkunft.BEISPIEL)

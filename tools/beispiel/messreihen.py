"""Messreihen: what each Kennzahl measured; official values from their list, the others by a fixed rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from . import haushalt
from .quellen import Zeile, read_table

AMTLICH = "amtlich"
TEILE_JE_JAHR = {"vierteljaehrlich": 4, "halbjaehrlich": 2, "monatlich": 12}
MIO = Decimal(1_000_000)

# How the year of a Kennzahl with Aggregation summe or mittel spreads over its quarters.
_ANTEILE = (Decimal("0.22"), Decimal("0.33"), Decimal("0.17"), Decimal("0.28"))
_ABSTAENDE = (Decimal("1.5"), Decimal("-0.5"), Decimal(-2), Decimal(1))


@dataclass(frozen=True, order=True)
class Zeitraum:
    """A year (``teil`` 0), or its quarter, half-year or month; ``stichtag`` where the source names a day."""

    jahr: int
    teil: int = 0
    stichtag: date | None = None


@dataclass(frozen=True)
class Messwert:
    """One value with what its source says about it."""

    wert: Decimal
    quelle: str = "Beispielwert"
    grundlage: str = ""
    lizenz: str = ""


Messreihe = Mapping[Zeitraum, Messwert]


@cache
def kennzahlen() -> Mapping[str, Zeile]:
    """Return the definition of every Kennzahl by its Nr., in the order of the source."""
    return {z["nr"]: z for z in read_table("kennzahlen")}


@cache
def messreihe(nr: str) -> Messreihe:
    """Return all values of one Kennzahl; empty where none was ever measured."""
    if kennzahlen()[nr]["herkunft"] == AMTLICH:
        return _amtlich(nr)
    from_haushalt = {"3.1-01": _ordentliches_ergebnis, "3.1-04": _personalaufwandsquote}
    if nr in from_haushalt:
        return {Zeitraum(jahr): Messwert(from_haushalt[nr](jahr)) for jahr in range(2018, 2025)}
    return _beispiel(nr)


def _amtlich(nr: str) -> Messreihe:
    reihe = {}
    for z in read_table("amtliche_werte"):
        if z["kennzahl_nr"] == nr:
            reihe[_zeitraum(z["zeitraum"])] = Messwert(
                Decimal(z["wert"]), z["quelle"], z["grundlage"], z["lizenz"]
            )
    return reihe


def _zeitraum(text: str) -> Zeitraum:
    if "." in text:
        stichtag = datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007  a calendar day
        return Zeitraum(stichtag.year, 0, stichtag)
    return Zeitraum(int(text))


def _ordentliches_ergebnis(jahr: int) -> Decimal:
    betraege = haushalt.ergebnis(jahr)
    saldo = haushalt.total(betraege, haushalt.ERTRAEGE) - haushalt.total(betraege, haushalt.AUFWENDUNGEN)
    return (saldo / MIO).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _personalaufwandsquote(jahr: int) -> Decimal:
    betraege = haushalt.ergebnis(jahr)
    quote = (
        100
        * haushalt.total(betraege, haushalt.AUFWENDUNGEN, "40")
        / haushalt.total(betraege, haushalt.AUFWENDUNGEN)
    )
    return quote.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _beispiel(nr: str) -> Messreihe:
    row = next((z for z in read_table("beispielwerte") if z["kennzahl_nr"] == nr), None)
    if row is None:
        return {}
    jahre = {int(jahr): Decimal(wert) for jahr, wert in row.items() if jahr.isdigit() and wert}
    kennzahl = kennzahlen()[nr]
    teile = TEILE_JE_JAHR.get(kennzahl["frequenz"], 0)
    if not teile:
        return {Zeitraum(jahr): Messwert(wert) for jahr, wert in jahre.items()}
    step = Decimal(1).scaleb(-int(kennzahl["nachkommastellen"]))
    reihe = {}
    for jahr, wert in jahre.items():
        before = jahre.get(jahr - 1, _before_first(kennzahl, jahre))
        for teil, teilwert in enumerate(_spread(kennzahl["aggregation"], before, wert, teile, step), 1):
            reihe[Zeitraum(jahr, teil)] = Messwert(teilwert)
    return reihe


def _before_first(kennzahl: Zeile, jahre: Mapping[int, Decimal]) -> Decimal:
    """Return where the series stood before its first year: the Basis, or one step back where the Basis is that year."""
    first = min(jahre)
    if kennzahl["basisjahr"] and int(kennzahl["basisjahr"]) < first:
        return Decimal(kennzahl["basiswert"])
    return max(Decimal(0), 2 * jahre[first] - jahre.get(first + 1, jahre[first]))


def _spread(
    aggregation: str, before: Decimal, jahreswert: Decimal, teile: int, step: Decimal
) -> list[Decimal]:
    """Return the values of a year's parts, so that the year comes out again by its Aggregation."""
    if aggregation == "summe":
        first = [(jahreswert * anteil).quantize(step, ROUND_HALF_UP) for anteil in _ANTEILE[:-1]]
        return [*first, jahreswert - sum(first)]
    if aggregation == "mittel":
        return [jahreswert + abstand for abstand in _ABSTAENDE]
    way = jahreswert - before
    return [(before + way * teil / teile).quantize(step, ROUND_HALF_UP) for teil in range(1, teile + 1)]

"""Haushalt: the amounts of the made-up county budget, one rule for all years.

Each line has a base amount for 2019. Its course over the years follows from a number drawn from its key
(a hash, no clock and no random generator), and every column is then scaled to the totals in
``quellen/haushaltssummen.csv``, so that the sums stay near the press figures while no single line is
anybody's real Ansatz.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from types import MappingProxyType

from .quellen import read_table

HAUSHALTSJAHRE = range(2018, 2027)
BASISJAHR = 2019
#: The plan whose Entwurf is kept too, and the one that a Nachtrag changed.
ENTWURFSJAHR, NACHTRAGSJAHR = 2024, 2021
HUNDERT_EUR = Decimal(100)
CENT = Decimal("0.01")

ERTRAEGE, AUFWENDUNGEN = "ertraege", "aufwendungen"
EINZAHLUNGEN, AUSZAHLUNGEN = "investive_einzahlungen", "investive_auszahlungen"
INTERN, SONSTIGE = "intern", "sonstige"

_SUMMENSPALTE = {
    ERTRAEGE: "ertraege_teur",
    AUFWENDUNGEN: "aufwendungen_teur",
    AUSZAHLUNGEN: "auszahlungen_teur",
    EINZAHLUNGEN: "einzahlungen_teur",
}
_PRODUKTSPALTE = {
    ERTRAEGE: "ertrag_teur",
    AUFWENDUNGEN: "aufwand_teur",
    AUSZAHLUNGEN: "auszahlung_teur",
    EINZAHLUNGEN: "einzahlung_teur",
}
# How far a line may stray from its own trend in one year, in per mille.
_SCHWANKUNG = {ERTRAEGE: 30, AUFWENDUNGEN: 30, AUSZAHLUNGEN: 250, EINZAHLUNGEN: 250, SONSTIGE: 60}
# Yearly growth of the Planung columns, in per mille.
_FORTSCHREIBUNG = {ERTRAEGE: 20, AUFWENDUNGEN: 18}
# Investments that come and go: factor on the base amount by year.
_VERLAUF: Mapping[str, Mapping[int, str]] = {
    "536000": {
        2016: "0.4",
        2017: "1.1",
        2018: "1.7",
        2020: "0.9",
        2021: "0.35",
        2022: "0.15",
        2023: "0.4",
        2024: "0.7",
        2025: "0.8",
        2026: "0.6",
    },
    "571100": {
        2016: "0",
        2017: "0",
        2018: "0",
        2019: "0.1",
        2020: "0.4",
        2021: "1",
        2022: "2",
        2023: "3",
        2024: "4",
        2025: "4",
        2026: "4",
    },
}
# Lines outside the four kinds: base amount in euros.
_SONSTIGE_BASIS = {
    "5011000": Decimal(150000),
    "5111000": Decimal(120000),
    "6799000": Decimal(2500000),
    "7799000": Decimal(2500000),
    "6927000": Decimal(9500000),
    "7927000": Decimal(4800000),
}
# Cash lines that repeat a line of the Ergebnishaushalt, and the pair that always balances.
_WIE = {"6182000": "3182000", "7517000": "4517000", "7799000": "6799000"}
_UMLAGE_JE_PERSONALAUFWAND = Decimal("0.22")


@dataclass(frozen=True, order=True)
class Position:
    """One line of the budget: where it stands and its base amount for 2019 in euros."""

    teilhaushalt: str
    produkt: str
    konto: str
    produktbezeichnung: str
    bezeichnung: str
    basis_eur: Decimal

    @property
    def art(self) -> str:
        """The kind that follows from the account (Niedersachsen)."""
        return art_of(self.konto)


Betraege = Mapping[Position, Decimal]


def art_of(konto: str) -> str:
    """Return the kind of an account: the four kinds, ``intern`` (38, 48) or ``sonstige``."""
    if konto[:2] in {"38", "48"}:
        return INTERN
    by_start = {"3": ERTRAEGE, "4": AUFWENDUNGEN, "68": EINZAHLUNGEN, "78": AUSZAHLUNGEN}
    return by_start.get(konto[:2]) or by_start.get(konto[:1]) or SONSTIGE


@cache
def positionen() -> tuple[Position, ...]:
    """Return all lines, sorted by Teilhaushalt, Produkt and Konto; the same in every year."""
    muster = read_table("kontenmuster")
    found = []
    for p in read_table("produkte"):
        for m in muster:
            if m["muster"] != p["muster"]:
                continue
            art = art_of(m["konto"])
            basis = _SONSTIGE_BASIS.get(m["konto"], Decimal(0))
            if art in _PRODUKTSPALTE:
                basis = Decimal(p[_PRODUKTSPALTE[art]]) * Decimal(m["anteil"])
                if not basis:
                    continue
            found.append(
                Position(
                    p["teilhaushalt"], p["produkt"], m["konto"], p["bezeichnung"], m["bezeichnung"], basis
                )
            )
    return tuple(sorted(found))


@cache
def ansatz(jahr: int) -> Betraege:
    """Return the Ansatz of every line in euros, in steps of 100 EUR."""
    raw = {p: p.basis_eur * _course(p, jahr) for p in positionen()}
    return _complete(raw, _summen("ansatz", jahr), HUNDERT_EUR)


@cache
def entwurf(jahr: int) -> Betraege:
    """Return what the Entwurf of a plan proposed for every line, in steps of 100 EUR."""
    raw = {p: p.basis_eur * _course(p, jahr) * _chance(p, f"entwurf {jahr}", 15) for p in positionen()}
    return _complete(raw, _summen("entwurf", jahr), HUNDERT_EUR)


@cache
def ergebnis(jahr: int) -> Betraege:
    """Return the Ergebnis of every line in euros and cents."""
    raw = {p: p.basis_eur * _course(p, jahr) * _chance(p, f"ergebnis {jahr}", 40) for p in positionen()}
    return _complete(raw, _summen("ergebnis", jahr), CENT)


@cache
def vorlaeufig(jahr: int) -> Betraege:
    """Return the vorläufiges Ergebnis of every line in euros and cents."""
    raw = {p: b * _chance(p, f"vorlaeufig {jahr}", 45) for p, b in ansatz(jahr).items()}
    return _complete(raw, _summen("vorlaeufig", jahr), CENT)


@cache
def buchungsstand(jahr: int) -> Betraege:
    """Return what was booked in the first half of the year, line by line, in euros and cents."""
    raw = {p: b / 2 * _chance(p, f"buchungsstand {jahr}", 180) for p, b in ansatz(jahr).items()}
    return _complete(raw, _summen("buchungsstand", jahr), CENT)


@cache
def prognose(jahr: int) -> Betraege:
    """Return what was expected at mid-year for its end, line by line, in steps of 100 EUR."""
    raw = {p: b * _chance(p, f"prognose {jahr}", 30) for p, b in ansatz(jahr).items()}
    return _complete(raw, _summen("prognose", jahr), HUNDERT_EUR)


@cache
def planung(haushaltsjahr: int, jahr: int) -> Betraege:
    """Return the Planung for ``jahr`` as it stands in the plan of ``haushaltsjahr``."""
    raw = {}
    for position, betrag in ansatz(haushaltsjahr).items():
        rate = _FORTSCHREIBUNG.get(position.art, 0) + _number(position, f"planung {haushaltsjahr} {jahr}", 8)
        raw[position] = betrag * (1 + Decimal(rate) / 1000) ** (jahr - haushaltsjahr)
    return _complete(raw, {}, HUNDERT_EUR)


def total(betraege: Betraege, art: str, kontengruppe: str = "") -> Decimal:
    """Return the sum over all lines of one kind, or of one Kontengruppe of it."""
    return sum(
        (b for p, b in betraege.items() if p.art == art and p.konto.startswith(kontengruppe)), Decimal(0)
    )


def _summen(spalte: str, jahr: int) -> Mapping[str, Decimal]:
    for row in read_table("haushaltssummen"):
        if row["spalte"] == spalte and row["jahr"] == str(jahr):
            return MappingProxyType({art: Decimal(row[name]) * 1000 for art, name in _SUMMENSPALTE.items()})
    raise KeyError(spalte, jahr)


def _number(position: Position, purpose: str, spread: int) -> Decimal:
    """Return a whole number in [-spread, spread] that depends on the line and the purpose alone."""
    digest = hashlib.sha256(f"{position.produkt}|{position.konto}|{purpose}".encode()).digest()
    return Decimal(int.from_bytes(digest[:4]) % (2 * spread + 1) - spread)


def _chance(position: Position, purpose: str, spread: int) -> Decimal:
    """Return a factor near 1, off by at most ``spread`` per mille, that depends on line and purpose alone."""
    return (1000 + _number(position, purpose, spread)) / 1000


def _course(position: Position, jahr: int) -> Decimal:
    """Return the factor on the base amount in ``jahr``: trend, the year's chance, a given course if any."""
    trend = _number(position, "trend", 12) * (jahr - BASISJAHR)
    chance = _number(position, f"jahr {jahr}", _SCHWANKUNG.get(position.art, 0))
    factor = (1000 + trend + chance) / 1000
    if position.art in {EINZAHLUNGEN, AUSZAHLUNGEN}:
        factor *= Decimal(_VERLAUF.get(position.produkt, {}).get(jahr, "1"))
    return factor


def _complete(raw: Mapping[Position, Decimal], summen: Mapping[str, Decimal], step: Decimal) -> Betraege:
    """Scale the kinds that have a total, round, then add the lines that follow from others."""
    betraege: dict[Position, Decimal] = {}
    for art in (ERTRAEGE, AUFWENDUNGEN, EINZAHLUNGEN, AUSZAHLUNGEN, SONSTIGE):
        lines = {p: b for p, b in raw.items() if p.art == art}
        betraege |= _scale(lines, summen.get(art, _rounded(sum(lines.values(), Decimal(0)), step)), step)
    betraege |= _interne(betraege, step)
    for konto, wie in _WIE.items():
        source = next(p for p in betraege if p.konto == wie)
        target = next(p for p in betraege if p.konto == konto)
        betraege[target] = betraege[source]
    return MappingProxyType({p: betraege[p] for p in positionen()})


def _scale(lines: Mapping[Position, Decimal], summe: Decimal, step: Decimal) -> dict[Position, Decimal]:
    """Return the lines scaled to ``summe``; what rounding leaves goes to the largest line."""
    whole = sum(lines.values(), Decimal(0))
    scaled = {p: _rounded(b * summe / whole, step) for p, b in lines.items()}
    largest = max(scaled, key=lambda p: (scaled[p], p.produkt, p.konto))
    scaled[largest] += summe - sum(scaled.values(), Decimal(0))
    return scaled


def _interne(betraege: Mapping[Position, Decimal], step: Decimal) -> dict[Position, Decimal]:
    """Return the interne Leistungsbeziehungen: 48 by the Personalaufwand served, 38 in total the same."""
    personal: dict[str, Decimal] = {}
    aufwand: dict[str, Decimal] = {}
    for position, betrag in betraege.items():
        if position.konto.startswith("40"):
            personal[position.produkt] = personal.get(position.produkt, Decimal(0)) + betrag
        if position.art == AUFWENDUNGEN:
            aufwand[position.produkt] = aufwand.get(position.produkt, Decimal(0)) + betrag
    interne = [p for p in positionen() if p.art == INTERN]
    found = {
        p: _rounded(personal[p.produkt] * _UMLAGE_JE_PERSONALAUFWAND, step)
        for p in interne
        if p.konto.startswith("48")
    }
    geber = {p: aufwand[p.produkt] for p in interne if p.konto.startswith("38")}
    return found | _scale(geber, sum(found.values(), Decimal(0)), step)


def _rounded(betrag: Decimal, step: Decimal) -> Decimal:
    return (betrag / step).quantize(Decimal(1), ROUND_HALF_UP) * step

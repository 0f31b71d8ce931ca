"""Szenariorechnung: what the changes of a Szenario make of the lines of a Haushalt, to the cent.

Percent are rounded half away from zero, line by line. Euros meant for several lines are shared out in
proportion to what they have, missing cents to the largest remainders, so that not a cent is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from kek_dashboard.domain.haushalt import VIER_ARTEN, Haushalt, Planzeile, Positionsart, Positionsschluessel
from kek_dashboard.domain.produktrahmen import kontengruppe
from kek_dashboard.domain.szenario import (
    GROESSTER_BETRAG,
    Aenderung,
    Bereich,
    NoLineError,
    Reichweite,
    SeveralKindsError,
    SignTurnsError,
    SumZeroError,
    SzenarioError,
    TooLargeError,
    Weise,
)

_MOST_CENTS = int(GROESSTER_BETRAG * 100)
_VIER = frozenset(VIER_ARTEN)

Betraege = Mapping[Positionsart, Decimal]


@dataclass(frozen=True, slots=True, eq=False)
class Zeilenregister:
    """The lines of a Haushalt by what a change can be meant for; made once for each Haushalt.

    Lines are known by their place. ``cents`` is ``None`` for a line without an Ansatz; ``gruppen`` is the
    Kontengruppe of each Konto.
    """

    haushalt: Haushalt
    cents: tuple[int | None, ...]
    zeilen: Mapping[Positionsschluessel, int]
    produkte: Mapping[str, Sequence[int]]
    teilhaushalte: Mapping[str, Sequence[int]]
    gruppen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Schritt:
    """What one change did: number of lines it hit, and their sums by kind before and after it.

    ``hindernis`` says why it could not be made on this Haushalt; then it did nothing.
    """

    aenderung: Aenderung
    zeilen: int = 0
    vorher: Betraege = field(default_factory=lambda: MappingProxyType({}))
    nachher: Betraege = field(default_factory=lambda: MappingProxyType({}))
    hindernis: SzenarioError | None = None

    def differenz(self, art: Positionsart) -> Decimal:
        """How much more it made of one kind of euro."""
        null = Decimal("0.00")
        return self.nachher.get(art, null) - self.vorher.get(art, null)


@dataclass(frozen=True, slots=True, eq=False)
class Lauf:
    """All changes made one after the other: the Haushalt they lead to, and each step."""

    haushalt: Haushalt
    schritte: tuple[Schritt, ...]


def make_register(haushalt: Haushalt) -> Zeilenregister:
    """The lines of a Haushalt, ready to be found."""
    produkte: dict[str, list[int]] = {}
    teilhaushalte: dict[str, list[int]] = {}
    zeilen: dict[Positionsschluessel, int] = {}
    gruppen: dict[str, str] = {}
    cents: list[int | None] = []
    for i, zeile in enumerate(haushalt.zeilen):
        s = zeile.position.schluessel
        zeilen[s] = i
        produkte.setdefault(s.produkt, []).append(i)
        teilhaushalte.setdefault(s.teilhaushalt, []).append(i)
        if s.konto not in gruppen:
            gruppen[s.konto] = kontengruppe(s.konto, zeile.position.art, haushalt.haushaltsjahr)[0]
        cents.append(None if zeile.ansatz is None else int(zeile.ansatz.scaleb(2)))
    return Zeilenregister(
        haushalt,
        tuple(cents),
        MappingProxyType(zeilen),
        MappingProxyType(produkte),
        MappingProxyType(teilhaushalte),
        MappingProxyType(gruppen),
    )


def apply(haushalt: Haushalt, aenderungen: Iterable[Aenderung]) -> Haushalt:
    """The Haushalt after these changes; without any the same lines.

    A changed line stands in no cell, so its Ansatz has no Fundstelle; a line that comes back to its Ansatz
    is the old one again. Raises a ``SzenarioError`` where a change cannot be made.
    """
    lauf = run(make_register(haushalt), aenderungen)
    for schritt in lauf.schritte:
        if schritt.hindernis is not None:
            raise schritt.hindernis
    return lauf.haushalt


def run(register: Zeilenregister, aenderungen: Iterable[Aenderung]) -> Lauf:
    """Makes the changes one after the other; one that cannot be made is passed over and says why."""
    stand: dict[int, int] = {}
    schritte = tuple(_step(register, stand, aenderung) for aenderung in aenderungen)
    zeilen = list(register.haushalt.zeilen)
    for i, cents in stand.items():
        if cents != register.cents[i]:
            zeilen[i] = Planzeile(zeilen[i].position, Decimal(cents).scaleb(-2))
    return Lauf(replace(register.haushalt, zeilen=tuple(zeilen)), schritte)


def find_lines(register: Zeilenregister, bereich: Bereich) -> list[int]:
    """The lines a change is meant for, in the order of the plan; raises ``NoLineError`` where there is none."""
    gemeint = [i for i in _within(register, bereich) if _is_meant(register, bereich, i)]
    treffer = [i for i in gemeint if register.cents[i] is not None]
    if not treffer:
        raise NoLineError(ohne_ansatz=bool(gemeint))
    return treffer


def share_out(betraege: Sequence[int], ziel: int) -> list[int]:
    """Whole cents that add up to ``ziel``, in proportion to the amounts; missing cents to the largest remainders.

    Ties go to the earlier line. Raises ``SumZeroError`` where several amounts add up to nothing, and
    ``SignTurnsError`` where the sum would change its sign.
    """
    summe = sum(betraege)
    if (ziel > 0) if summe < 0 else (ziel < 0):
        raise SignTurnsError
    if len(betraege) == 1:
        return [ziel]
    if not summe:
        raise SumZeroError
    # Both have the same sign: with it turned away, parts are cut downwards and missing cents are added.
    vorzeichen = -1 if summe < 0 else 1
    teile = [divmod(vorzeichen * betrag * abs(ziel), abs(summe)) for betrag in betraege]
    ganze = [ganz for ganz, _ in teile]
    fehlend = abs(ziel) - sum(ganze)
    for i in sorted(range(len(teile)), key=lambda i: -teile[i][1])[:fehlend]:
        ganze[i] += 1
    return [vorzeichen * ganz for ganz in ganze]


def fingerprint(haushalt: Haushalt) -> str:
    """One word that changes when any line of a plan, its kind or its Ansatz does."""
    summe = hashlib.sha256()
    for zeile in haushalt.zeilen:
        s = zeile.position.schluessel
        teile = (s.teilhaushalt, s.amt, s.produkt, s.konto, s.investition, str(s.lfd), zeile.position.art.value,
                 "" if zeile.ansatz is None else str(int(zeile.ansatz.scaleb(2))))  # fmt: skip
        summe.update(("\x1f".join(teile) + "\n").encode())
    return summe.hexdigest()[:32]


def _within(register: Zeilenregister, bereich: Bereich) -> Sequence[int]:
    s = bereich.schluessel
    match bereich.reichweite:
        case Reichweite.ZEILE:
            stelle = register.zeilen.get(s)
            return () if stelle is None else (stelle,)
        case Reichweite.PRODUKT:
            return register.produkte.get(s.produkt, ())
        case Reichweite.TEILHAUSHALT:
            return register.teilhaushalte.get(s.teilhaushalt, ())
    return range(len(register.cents))


def _is_meant(register: Zeilenregister, bereich: Bereich, stelle: int) -> bool:
    position = register.haushalt.zeilen[stelle].position
    return (
        (position.art in _VIER if bereich.art is None else position.art is bereich.art)
        and (not bereich.kontengruppe or register.gruppen[position.schluessel.konto] == bereich.kontengruppe)
    )  # fmt: skip


def _step(register: Zeilenregister, stand: dict[int, int], aenderung: Aenderung) -> Schritt:
    """One change on what the ones before it left; writes its amounts into ``stand``."""
    try:
        stellen = find_lines(register, aenderung.bereich)
        arten = [register.haushalt.zeilen[i].position.art for i in stellen]
        alt = [stand.get(i, register.cents[i] or 0) for i in stellen]
        neu = _changed(alt, aenderung, one_kind=len(set(arten)) == 1)
    except SzenarioError as error:
        return Schritt(aenderung, hindernis=error)
    stand.update(zip(stellen, neu, strict=True))
    return Schritt(aenderung, len(stellen), _sums(arten, alt), _sums(arten, neu))


def _changed(alt: Sequence[int], aenderung: Aenderung, *, one_kind: bool) -> list[int]:
    if aenderung.weise is Weise.PROZENT:
        neu = _percent(alt, 1 + Fraction(aenderung.zahl) / 100)
    else:
        if not one_kind:
            raise SeveralKindsError
        cents = int(aenderung.zahl.scaleb(2))
        neu = share_out(alt, cents + (sum(alt) if aenderung.weise is Weise.UM else 0))
    if any(abs(betrag) > _MOST_CENTS for betrag in neu):
        raise TooLargeError
    return neu


def _percent(alt: Sequence[int], faktor: Fraction) -> list[int]:
    """Each amount times the factor, rounded half away from zero."""
    zaehler, nenner = faktor.numerator, faktor.denominator
    neu = [(2 * abs(betrag) * zaehler + nenner) // (2 * nenner) for betrag in alt]
    return [-betrag if vorher < 0 else betrag for vorher, betrag in zip(alt, neu, strict=True)]


def _sums(arten: Sequence[Positionsart], cents: Sequence[int]) -> Betraege:
    summen: dict[Positionsart, int] = {}
    for art, betrag in zip(arten, cents, strict=True):
        summen[art] = summen.get(art, 0) + betrag
    return MappingProxyType({art: Decimal(summen[art]).scaleb(-2) for art in VIER_ARTEN if art in summen})

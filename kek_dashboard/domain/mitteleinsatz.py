"""Mitteleinsatz: which euros serve which Unterziel; nothing counted twice, not a cent lost.

Source: docs/methode.md, "Geld und Ziele". Aufwendungen, Erträge and investive amounts are four
figures side by side and are never added together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from types import MappingProxyType

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.errors import OverassignedError
from kek_dashboard.domain.haushalt import (
    VIER_ARTEN,
    Bezug,
    Haushalt,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
)
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.nummer import nummer_key

_HUNDERT = Decimal(100)
_NULL = Decimal("0.00")

Betraege = Mapping[Positionsart, Decimal]


@dataclass(frozen=True, slots=True)
class Verwendung:
    """What one plan line serves: euros per Unterziel (by number), the rest, and what points to it.

    ``je_unterziel`` and ``rest`` add up to the line's Ansatz to the cent; both are empty and 0 for a
    line without an Ansatz and for kinds that are not counted.
    """

    zeile: Planzeile
    je_unterziel: tuple[tuple[str, Decimal], ...] = ()
    rest: Decimal = _NULL
    kennzahlen: tuple[str, ...] = ()
    massnahmen: tuple[str, ...] = ()
    regeln: tuple[HaushaltsZuordnung, ...] = ()
    herkunft: Herkunft = Herkunft.INTERN


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Mitteleinsatz:
    """The whole Haushalt by goal: per Unterziel and not assigned, in the four kinds.

    For each kind: sum over ``je_unterziel`` + ``nicht_zugeordnet`` = ``summen``.
    """

    haushalt: Haushalt
    verwendungen: tuple[Verwendung, ...]
    summen: Betraege
    je_unterziel: Mapping[str, Betraege]
    nicht_zugeordnet: Betraege
    herkunft_je_unterziel: Mapping[str, Herkunft]

    @property
    def herkunft(self) -> Herkunft:
        """Weakest Herkunft of all lines and the mappings used."""
        return weakest(v.herkunft for v in self.verwendungen)


@dataclass(frozen=True, slots=True)
class Zielmittel:
    """A ``Mitteleinsatz`` without its lines: what stays of it is small, whatever the Haushalt is."""

    haushaltsjahr: int
    fassung: str
    summen: Betraege
    je_unterziel: Mapping[str, Betraege]
    nicht_zugeordnet: Betraege
    herkunft_je_unterziel: Mapping[str, Herkunft]
    herkunft: Herkunft


def zielmittel(mittel: Mitteleinsatz) -> Zielmittel:
    """The sums of a Mitteleinsatz."""
    return Zielmittel(
        mittel.haushalt.haushaltsjahr,
        mittel.haushalt.fassung,
        mittel.summen,
        mittel.je_unterziel,
        mittel.nicht_zugeordnet,
        mittel.herkunft_je_unterziel,
        mittel.herkunft,
    )


def _in_order(nummern: Iterable[str], stand: Datenstand) -> list[str]:
    """In the order of the Zielsystem, where the Ziele of one Oberziel stand together; by number where it has none."""
    ordnung = {nr: rang for rang, nr in enumerate(stand.ziele)}
    nach_nummer = sorted(nummern, key=nummer_key)
    if any(nr not in ordnung for nr in nach_nummer):
        return nach_nummer
    return sorted(nach_nummer, key=ordnung.__getitem__)


def mitteleinsatz(haushalt: Haushalt, stand: Datenstand) -> Mitteleinsatz:
    """Shares out every line of a Haushalt by the Zuordnungen of its Haushaltsjahr.

    Every Unterziel of the Datenstand has an entry, also with 0.00. Raises ``OverassignedError``
    where the shares of a line exceed 100 %.
    """
    regeln = _Regelwerk(stand, haushalt.haushaltsjahr)
    verwendungen = tuple(regeln.verwendung(zeile) for zeile in haushalt.zeilen)
    summen = dict.fromkeys(VIER_ARTEN, _NULL)
    offen = dict.fromkeys(VIER_ARTEN, _NULL)
    je_ziel = {nr: dict.fromkeys(VIER_ARTEN, _NULL) for nr in regeln.unterziele}
    herkunft: dict[str, list[Herkunft]] = {}
    for verwendung in verwendungen:
        art, ansatz = verwendung.zeile.position.art, verwendung.zeile.ansatz
        if art not in summen or ansatz is None:
            continue
        summen[art] += ansatz
        offen[art] += verwendung.rest
        for nr, betrag in verwendung.je_unterziel:
            je_ziel.setdefault(nr, dict.fromkeys(VIER_ARTEN, _NULL))[art] += betrag
            herkunft.setdefault(nr, []).append(verwendung.herkunft)
    return Mitteleinsatz(
        haushalt,
        verwendungen,
        MappingProxyType(summen),
        MappingProxyType({nr: MappingProxyType(je_ziel[nr]) for nr in _in_order(je_ziel, stand)}),
        MappingProxyType(offen),
        MappingProxyType({nr: weakest(arten) for nr, arten in herkunft.items()}),
    )


def split_cents(
    betrag: Decimal, anteile: Iterable[tuple[str, Fraction]]
) -> tuple[dict[str, Decimal], Decimal]:
    """Splits an amount by shares (together at most 1) into whole cents; returns parts and the rest.

    Each part is cut to whole cents; missing cents go to the largest remainders, ties by number, the
    unassigned rest last. Negative amounts are split as positive ones are, with the sign turned.
    """
    liste = sorted(anteile, key=lambda paar: nummer_key(paar[0]))
    cents = int(abs(betrag).scaleb(2))
    # Over a common denominator whole numbers do all of it, exactly and many times faster than fractions.
    nenner = lcm(*(anteil.denominator for _, anteil in liste))
    zaehler = [anteil.numerator * (nenner // anteil.denominator) for _, anteil in liste]
    zaehler.append(nenner - sum(zaehler))
    geteilt = [divmod(cents * teil, nenner) for teil in zaehler]
    ganze = [ganz for ganz, _ in geteilt]
    fehlend = cents - sum(ganze)
    # The sort is stable, so equal remainders keep the order by number with the rest last.
    nach_rest = sorted(range(len(geteilt)), key=lambda i: -geteilt[i][1])
    for i in nach_rest[:fehlend]:
        ganze[i] += 1
    vorzeichen = -1 if betrag < 0 else 1
    euro = [Decimal(vorzeichen * ganz).scaleb(-2) for ganz in ganze]
    return {nr: teil for (nr, _), teil in zip(liste, euro, strict=False)}, euro[-1]


class _Regelwerk:
    """The Zuordnungen of one Haushaltsjahr, ready to be asked for each line."""

    def __init__(self, stand: Datenstand, haushaltsjahr: int) -> None:
        self._stand = stand
        self.unterziele = [ziel.nr for ziel in stand.ziele.values() if ziel.ebene == "Unterziel"]
        self._regeln: dict[tuple[str, str], list[HaushaltsZuordnung]] = {}
        for zuordnung in stand.haushaltszuordnungen.get(haushaltsjahr, ()):
            if zuordnung.anteil:
                self._regeln.setdefault((zuordnung.produkt, zuordnung.konto), []).append(zuordnung)
        for (produkt, konto), regeln in self._regeln.items():
            summe = sum((regel.anteil for regel in regeln), Decimal(0))
            if summe > _HUNDERT:
                raise OverassignedError(produkt, konto, summe)
        self._anteile: dict[tuple[str, str], dict[str, Fraction]] = {}

    def verwendung(self, zeile: Planzeile) -> Verwendung:
        """What one line serves; a rule for its Konto replaces the rules of its Produkt."""
        position = zeile.position
        if position.art not in VIER_ARTEN:
            return Verwendung(zeile, herkunft=position.herkunft)
        produkt, konto = position.schluessel.produkt, position.schluessel.konto
        schluessel = (produkt, konto) if konto and (produkt, konto) in self._regeln else (produkt, "")
        regeln = self._regeln.get(schluessel, [])
        herkunft = position.herkunft
        if any(regel.herkunft is Herkunft.BEISPIEL for regel in regeln):
            herkunft = Herkunft.BEISPIEL
        parts: dict[str, Decimal] = {}
        rest = zeile.ansatz or _NULL
        if regeln and zeile.ansatz is not None:
            parts, rest = split_cents(zeile.ansatz, self._shares(schluessel, regeln).items())
        return Verwendung(
            zeile,
            tuple(parts.items()),
            rest,
            tuple(regel.bezug_nr for regel in regeln if regel.bezug is Bezug.KENNZAHL),
            tuple(regel.bezug_nr for regel in regeln if regel.bezug is Bezug.MASSNAHME),
            tuple(regeln),
            herkunft,
        )

    def _shares(self, schluessel: tuple[str, str], regeln: list[HaushaltsZuordnung]) -> dict[str, Fraction]:
        """Share of each Unterziel in the lines of these rules; several rules for one add up."""
        if schluessel not in self._anteile:
            anteile: dict[str, Fraction] = {}
            for regel in regeln:
                for nr, teil in self._goals(regel):
                    anteile[nr] = anteile.get(nr, Fraction(0)) + Fraction(regel.anteil) / 100 * teil
            self._anteile[schluessel] = anteile
        return self._anteile[schluessel]

    def _goals(self, regel: HaushaltsZuordnung) -> list[tuple[str, Fraction]]:
        """The Unterziele one rule leads to, with their part of it; empty = not assigned."""
        if regel.bezug is Bezug.UNTERZIEL:
            return [(regel.bezug_nr, Fraction(1))]
        if regel.bezug is Bezug.MASSNAHME:
            massnahme = self._stand.massnahmen.get(regel.bezug_nr)
            return [] if massnahme is None else [(massnahme.unterziel, Fraction(1))]
        akte = self._stand.akten.get(regel.bezug_nr)
        zuordnungen = () if akte is None else akte.zuordnungen
        mit_anteil = [z for z in zuordnungen if z.geldanteil is not None]
        if mit_anteil:
            return [(z.unterziel, Fraction(z.geldanteil or 0) / 100) for z in mit_anteil]
        return [(z.unterziel, Fraction(1, len(zuordnungen))) for z in zuordnungen]

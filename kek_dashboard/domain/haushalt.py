"""Haushalt: plan lines, their kind, and their amounts in euros (Decimal, whole cents)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft


class Positionsart(StrEnum):
    """Kind of a line, from its Konto. Only the first four enter sums and goals."""

    ERTRAEGE = "ertraege"
    AUFWENDUNGEN = "aufwendungen"
    INVESTIVE_EINZAHLUNGEN = "investive_einzahlungen"
    INVESTIVE_AUSZAHLUNGEN = "investive_auszahlungen"
    INTERNE_ERTRAEGE = "interne_ertraege"
    INTERNE_AUFWENDUNGEN = "interne_aufwendungen"
    AUSSERORDENTLICHE_ERTRAEGE = "ausserordentliche_ertraege"
    AUSSERORDENTLICHE_AUFWENDUNGEN = "ausserordentliche_aufwendungen"
    LAUFENDE_EINZAHLUNGEN = "laufende_einzahlungen"
    LAUFENDE_AUSZAHLUNGEN = "laufende_auszahlungen"
    FINANZIERUNG_EINZAHLUNGEN = "finanzierung_einzahlungen"
    FINANZIERUNG_AUSZAHLUNGEN = "finanzierung_auszahlungen"
    HAUSHALTSUNWIRKSAM = "haushaltsunwirksam"


#: The kinds that are counted, in the order of the command line's JSON.
VIER_ARTEN = (
    Positionsart.ERTRAEGE,
    Positionsart.AUFWENDUNGEN,
    Positionsart.INVESTIVE_EINZAHLUNGEN,
    Positionsart.INVESTIVE_AUSZAHLUNGEN,
)


class Wertart(StrEnum):
    """What an amount is. Plan is not Ist: two Wertarten never stand in one series.

    „Mit Resten“ takes in Haushaltsreste (Ermächtigungsübertragungen, § 20 KomHKVO) of the year before: the
    same word „Ansatz“ with and without them is two things. A Buchungsstand is what was booked until a day,
    a Prognose what was expected on a day for the end of the year; neither is an Ergebnis. ``IST`` is what a
    file calls Ist without saying more.
    """

    ANSATZ = "ansatz"
    ANSATZ_MIT_RESTEN = "ansatz_mit_resten"
    NACHTRAG = "nachtrag"
    NEUER_ANSATZ = "neuer_ansatz"
    FORTGESCHRIEBEN = "fortgeschriebener_ansatz"
    FORTGESCHRIEBEN_MIT_RESTEN = "fortgeschriebener_ansatz_mit_resten"
    PLANUNG = "planung"
    BUCHUNGSSTAND = "buchungsstand"
    PROGNOSE = "prognose"
    VORLAEUFIGES_ERGEBNIS = "vorlaeufiges_ergebnis"
    ERGEBNIS = "ergebnis"
    IST = "ist"


#: These say nothing without the day they are of.
MIT_STICHTAG = frozenset({Wertart.BUCHUNGSSTAND, Wertart.PROGNOSE})

#: Stands in the place of a Fassung where a file tells how a Haushaltsjahr went (Buchungsstände,
#: Prognosen, Ergebnisse) and brings no plan.
VOLLZUG = "vollzug"

_FASSUNG = re.compile(r"entwurf|beschlossen|nachtrag-[1-9]\d?", re.ASCII)


def is_fassung(text: str) -> bool:
    """Whether the text names a Fassung of a plan: ``entwurf``, ``beschlossen`` or ``nachtrag-n``."""
    return _FASSUNG.fullmatch(text) is not None


def is_deliverable(fassung: str) -> bool:
    """Whether a file may be delivered as this: a Fassung of a plan, or ``vollzug``."""
    return fassung == VOLLZUG or is_fassung(fassung)


def fassung_rang(fassung: str) -> int:
    """Order of Fassungen in time: vollzug -1 (it is no plan), entwurf 0, beschlossen 1, nachtrag-n 1 + n."""
    if fassung == VOLLZUG:
        return -1
    if fassung == "entwurf":
        return 0
    if fassung == "beschlossen":
        return 1
    return 1 + int(fassung.removeprefix("nachtrag-"))


@dataclass(frozen=True, slots=True)
class Betrag:
    """One amount of a line: what it is, which year, how many euros, where it stood.

    ``stichtag`` belongs to the kinds of ``MIT_STICHTAG`` and to no others.
    """

    wertart: Wertart
    jahr: int
    eur: Decimal
    fundstelle: Fundstelle = OHNE_FUNDSTELLE
    stichtag: date | None = None

    @property
    def key(self) -> tuple[Wertart, int, date | None]:
        """What no two amounts of one line share."""
        return self.wertart, self.jahr, self.stichtag


@dataclass(frozen=True, slots=True)
class Positionsschluessel:
    """Key of a line, as far as the file has it; ``lfd`` tells equal keys of one file apart (from 1)."""

    teilhaushalt: str = ""
    amt: str = ""
    produkt: str = ""
    konto: str = ""
    investition: str = ""
    lfd: int = 1


@dataclass(frozen=True, slots=True)
class Haushaltsposition:
    """One line of the plan for ``haushaltsjahr`` in one Fassung, with all its amounts.

    Amounts are unsigned as the county speaks: Erträge and Aufwendungen both positive in the normal
    case; a profile turns the signs of the exporting system. ``betraege`` as the file has them;
    ``ansatz`` (in ``Haushalt``) is what counts.
    """

    haushaltsjahr: int
    fassung: str
    schluessel: Positionsschluessel
    art: Positionsart
    bezeichnung: str = ""
    produktbezeichnung: str = ""
    teilhaushaltbezeichnung: str = ""
    betraege: tuple[Betrag, ...] = ()
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

    def betrag(self, wertart: Wertart, jahr: int, stichtag: date | None = None) -> Betrag | None:
        """The amount of this Wertart, year and Stichtag, or ``None`` where the file has none."""
        key = (wertart, jahr, stichtag)
        return next((b for b in self.betraege if b.key == key), None)


@dataclass(frozen=True, slots=True)
class Planzeile:
    """A line as it counts in one Fassung: its position and the Ansatz of the Haushaltsjahr.

    ``ansatz`` is ``None`` where no file gives one for this year (a line that ended or begins later).
    """

    position: Haushaltsposition
    ansatz: Decimal | None
    ansatz_fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Haushalt:
    """One Haushaltsjahr in one Fassung as known on a Wissensstand; lines sorted by key.

    ``lieferungen`` are all that count for this Haushaltsjahr, in any Fassung: what it follows from.
    """

    haushaltsjahr: int
    fassung: str
    zeilen: tuple[Planzeile, ...]
    fassungen: tuple[str, ...] = ()
    lieferungen: frozenset[int] = frozenset()

    @property
    def herkunft(self) -> Herkunft:
        """Weakest Herkunft of all lines."""
        arten = {zeile.position.herkunft for zeile in self.zeilen}
        for herkunft in (Herkunft.BEISPIEL, Herkunft.INTERN):
            if herkunft in arten:
                return herkunft
        return Herkunft.AMTLICH if arten else Herkunft.INTERN


def with_wertart(haushalt: Haushalt, wertart: Wertart, jahr: int, stichtag: date | None = None) -> Haushalt:
    """The same lines with another amount in the place of the Ansatz, e.g. the Ergebnis of a year.

    A line without such an amount has ``ansatz`` ``None``. So the one way from lines to goals
    (``mitteleinsatz``) serves results as it serves plans, and never both at once.
    """
    zeilen = []
    for zeile in haushalt.zeilen:
        betrag = zeile.position.betrag(wertart, jahr, stichtag)
        zeilen.append(
            replace(zeile, ansatz=None, ansatz_fundstelle=OHNE_FUNDSTELLE)
            if betrag is None
            else replace(zeile, ansatz=betrag.eur, ansatz_fundstelle=betrag.fundstelle)
        )
    return replace(haushalt, zeilen=tuple(zeilen))


@dataclass(frozen=True, slots=True)
class Produkt:
    """A Produkt of the Haushalt. Key: Produkt (text, leading zeros stay) and the year it holds from.

    ``wesentlich``: named as one by the county (§ 4 Abs. 7 KomHKVO), with its ``ziele`` in words and the
    numbers of its ``kennzahlen``, separated by commas. ``gueltig_ab`` and ``gueltig_bis`` are Haushaltsjahre:
    product frames are issued anew, and a number may come to mean something else.
    """

    produkt: str
    bezeichnung: str
    teilhaushalt: str = ""
    wesentlich: bool = False
    ziele: str = ""
    fachbereich: str = ""
    kennzahlen: str = ""
    gueltig_ab: int | None = None
    gueltig_bis: int | None = None
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

    def holds_in(self, haushaltsjahr: int) -> bool:
        """Whether it is a Produkt of this Haushaltsjahr."""
        return (self.gueltig_ab is None or self.gueltig_ab <= haushaltsjahr) and (
            self.gueltig_bis is None or haushaltsjahr <= self.gueltig_bis
        )

    @property
    def kennzahl_nummern(self) -> tuple[str, ...]:
        """The numbers in ``kennzahlen``."""
        return tuple(nr for teil in self.kennzahlen.split(",") if (nr := teil.strip()))


def overlapping(fassungen: Iterable[Produkt]) -> tuple[tuple[Produkt, Produkt], ...]:
    """Versions of one Produkt that hold in the same Haushaltsjahr, as (earlier, later)."""
    geordnet = sorted(fassungen, key=lambda p: p.gueltig_ab or 0)
    return tuple(
        (frueher, spaeter)
        for frueher, spaeter in pairwise(geordnet)
        if frueher.gueltig_bis is None or frueher.gueltig_bis >= (spaeter.gueltig_ab or 0)
    )


class Bezug(StrEnum):
    """What a budget mapping points to."""

    UNTERZIEL = "unterziel"
    KENNZAHL = "kennzahl"
    MASSNAHME = "massnahme"


@dataclass(frozen=True, slots=True)
class HaushaltsZuordnung:
    """A share of a Produkt (or of one of its Konten) serves a Ziel, in one Haushaltsjahr.

    Key: Haushaltsjahr, Produkt, Konto, Bezug, Bezugsnummer, Zielsystem. ``konto`` empty = the whole Produkt;
    a rule for a Konto replaces those of its Produkt for that line. ``anteil`` in %; 0 takes it back.
    ``zielsystem`` stands with an Unterziel alone (empty: the county's first).
    """

    haushaltsjahr: int
    produkt: str
    konto: str
    bezug: Bezug
    bezug_nr: str
    anteil: Decimal = Decimal(100)
    zielsystem: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

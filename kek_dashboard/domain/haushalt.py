"""Haushalt: plan lines, their kind, and their amounts in euros (Decimal, whole cents)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

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
    """What an amount is. Plan is not Ist: two Wertarten never stand in one series."""

    ANSATZ = "ansatz"
    NACHTRAG = "nachtrag"
    NEUER_ANSATZ = "neuer_ansatz"
    PLANUNG = "planung"
    ERGEBNIS = "ergebnis"
    IST = "ist"


_FASSUNG = re.compile(r"entwurf|beschlossen|nachtrag-[1-9]\d?", re.ASCII)


def is_fassung(text: str) -> bool:
    """Whether the text names a Fassung: ``entwurf``, ``beschlossen`` or ``nachtrag-n``."""
    return _FASSUNG.fullmatch(text) is not None


def fassung_rang(fassung: str) -> int:
    """Order of Fassungen in time: entwurf 0, beschlossen 1, nachtrag-n 1 + n."""
    if fassung == "entwurf":
        return 0
    if fassung == "beschlossen":
        return 1
    return 1 + int(fassung.removeprefix("nachtrag-"))


@dataclass(frozen=True, slots=True)
class Betrag:
    """One amount of a line: what it is, which year, how many euros, where it stood."""

    wertart: Wertart
    jahr: int
    eur: Decimal
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


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

    def betrag(self, wertart: Wertart, jahr: int) -> Betrag | None:
        """The amount of this Wertart and year, or ``None`` where the file has none."""
        return next((b for b in self.betraege if b.wertart is wertart and b.jahr == jahr), None)


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
    """One Haushaltsjahr in one Fassung as known on a Wissensstand; lines sorted by key."""

    haushaltsjahr: int
    fassung: str
    zeilen: tuple[Planzeile, ...]
    fassungen: tuple[str, ...] = ()
    lieferungen: tuple[int, ...] = field(default=())

    @property
    def herkunft(self) -> Herkunft:
        """Weakest Herkunft of all lines."""
        arten = {zeile.position.herkunft for zeile in self.zeilen}
        for herkunft in (Herkunft.BEISPIEL, Herkunft.INTERN):
            if herkunft in arten:
                return herkunft
        return Herkunft.AMTLICH if arten else Herkunft.INTERN


@dataclass(frozen=True, slots=True)
class Produkt:
    """A Produkt of the Haushalt. Key: Produkt (text, leading zeros stay)."""

    produkt: str
    bezeichnung: str
    teilhaushalt: str = ""
    wesentlich: bool = False
    ziele: str = ""
    fachbereich: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


class Bezug(StrEnum):
    """What a budget mapping points to."""

    UNTERZIEL = "unterziel"
    KENNZAHL = "kennzahl"
    MASSNAHME = "massnahme"


@dataclass(frozen=True, slots=True)
class HaushaltsZuordnung:
    """A share of a Produkt (or of one of its Konten) serves a Ziel, in one Haushaltsjahr.

    Key: Haushaltsjahr, Produkt, Konto, Bezug, Bezugsnummer. ``konto`` empty = the whole Produkt;
    a rule for a Konto replaces those of its Produkt for that line. ``anteil`` in %; 0 takes it back.
    """

    haushaltsjahr: int
    produkt: str
    konto: str
    bezug: Bezug
    bezug_nr: str
    anteil: Decimal = Decimal(100)
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

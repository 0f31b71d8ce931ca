"""Bezug: which answer of the command line a printed number repeats, so that everybody can look it up and a test does.

A number in a report is not only right, it says where it stands a second time: in the JSON of a command of the same
Wissensstand, or in a simple sum over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

#: What a field must be to be counted when any value will do (everything but null).
VORHANDEN: Final = "*"


@dataclass(frozen=True, slots=True)
class Befehl:
    """One call of the command line with ``--format json``: its name and its options without the dashes.

    ``wissensstand`` ``None`` = that of the report.
    """

    name: str
    optionen: tuple[tuple[str, str], ...] = ()
    wissensstand: date | None = None

    @property
    def zeile(self) -> str:
        """The call as a person types it, without the Wissensstand where it is the report's own."""
        teile = [self.name, *(f"--{name} {wert}" for name, wert in self.optionen)]
        if self.wissensstand is not None:
            teile.append(f"--wissensstand {self.wissensstand.isoformat()}")
        return " ".join(teile)


@dataclass(frozen=True, slots=True)
class Stelle:
    """One place of an answer: its keys from outside in.

    In a list of objects a key ``nr=1.2-03`` or ``produkt=111,konto=4011`` picks the one object with these values.
    """

    befehl: Befehl
    pfad: tuple[str, ...]

    @property
    def worte(self) -> str:
        """Command and path in one line."""
        return f"{self.befehl.zeile} → {' / '.join(self.pfad)}"


@dataclass(frozen=True, slots=True)
class Anzahl:
    """How many objects of the list at ``liste`` have in each named field one of the named values.

    A value may be ``VORHANDEN``. Without conditions: how long the list is.
    """

    liste: Stelle
    bedingungen: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def worte(self) -> str:
        """What is counted, in one line."""
        wie = ", ".join(f"{feld} = {' oder '.join(werte)}" for feld, werte in self.bedingungen)
        return f"Anzahl in {self.liste.worte}" + (f", {wie}" if wie else "")


@dataclass(frozen=True, slots=True)
class Summe:
    """Sum of several numbers; the money of several lines, the members of several lists."""

    teile: tuple[Bezug, ...]

    @property
    def worte(self) -> str:
        """All parts in one line."""
        return "Summe von " + " und ".join(f"({teil.worte})" for teil in self.teile)


@dataclass(frozen=True, slots=True)
class Differenz:
    """First number less the second."""

    von: Bezug
    ab: Bezug

    @property
    def worte(self) -> str:
        """Both in one line."""
        return f"({self.von.worte}) − ({self.ab.worte})"


@dataclass(frozen=True, slots=True)
class Anteil:
    """First number divided by the second."""

    teil: Bezug
    von: Bezug

    @property
    def worte(self) -> str:
        """Both in one line."""
        return f"({self.teil.worte}) / ({self.von.worte})"


Bezug = Stelle | Anzahl | Summe | Differenz | Anteil


def zielerreichung(jahr: int, *pfad: str, wissensstand: date | None = None) -> Stelle:
    """A place in the answer of ``zielerreichung --jahr N``."""
    return Stelle(Befehl("zielerreichung", (("jahr", str(jahr)),), wissensstand), pfad)


def kennzahl(jahr: int, nr: str, feld: str, *, wissensstand: date | None = None) -> Stelle:
    """A field of one Kennzahl at a Berichtsjahr."""
    return zielerreichung(jahr, "kennzahlen", f"nr={nr}", feld, wissensstand=wissensstand)


def unterziel(jahr: int, nr: str, feld: str, *, wissensstand: date | None = None) -> Stelle:
    """A field of one Unterziel at a Berichtsjahr."""
    return zielerreichung(jahr, "unterziele", f"nr={nr}", feld, wissensstand=wissensstand)


def oberziel(jahr: int, nr: str, feld: str, *, wissensstand: date | None = None) -> Stelle:
    """A field of one Oberziel at a Berichtsjahr."""
    return zielerreichung(jahr, "oberziele", f"nr={nr}", feld, wissensstand=wissensstand)


def haushalt(haushaltsjahr: int, fassung: str, *pfad: str, wissensstand: date | None = None) -> Stelle:
    """A place in the answer of ``haushalt --haushaltsjahr J --fassung F``."""
    return Stelle(
        Befehl("haushalt", (("haushaltsjahr", str(haushaltsjahr)), ("fassung", fassung)), wissensstand), pfad
    )


def auskunft(befehl: str, jahr: int, *pfad: str, wissensstand: date | None = None) -> Stelle:
    """A place in the answer of ``werte``, ``datenschuld``, ``massnahmen`` or ``messbarkeit`` with ``--jahr N``."""
    return Stelle(Befehl(befehl, (("jahr", str(jahr)),), wissensstand), pfad)


def aenderungen(jahr: int, seit: date, *pfad: str) -> Stelle:
    """A place in the answer of ``aenderungen --jahr N --seit DATUM``."""
    return Stelle(Befehl("aenderungen", (("jahr", str(jahr)), ("seit", seit.isoformat()))), pfad)


def vollzug(haushaltsjahr: int, *pfad: str) -> Stelle:
    """A place in the answer of ``vollzug --haushaltsjahr J``."""
    return Stelle(Befehl("vollzug", (("haushaltsjahr", str(haushaltsjahr)),)), pfad)


def entwicklung(*pfad: str) -> Stelle:
    """A place in the answer of ``entwicklung``: plan and result of all years of the goals."""
    return Stelle(Befehl("entwicklung"), pfad)


def bruecke(*pfad: str) -> Stelle:
    """A place in the answer of ``bruecke``: what becomes of each old Unterziel in the next Zielsystem."""
    return Stelle(Befehl("bruecke"), pfad)

"""Szenario: a „Was wäre, wenn“ on one Haushalt: changes of its Ansätze, one after the other; never a figure.

A change says where (one line, a Produkt, a Teilhaushalt, the whole Haushalt; all of it or one kind of
euro or one Kontengruppe) and how (to an amount, by euros, by percent). What it does to the lines is in
``szenariorechnung``, what it touches in ``szenariowirkung``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kek_dashboard.domain.errors import DomainError
from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart, Positionsschluessel

#: More changes than a person can survey; who needs more changes the plan.
MEISTE_AENDERUNGEN = 200
#: No line of a county comes near it; beyond this an amount is a slip.
GROESSTER_BETRAG = Decimal(100_000_000_000)
HOECHSTE_PROZENT = Decimal(1000)
LAENGSTER_SCHLUESSEL = 200
OHNE_SCHLUESSEL = Positionsschluessel()
_CENT, _ZEHNTAUSENDSTEL = Decimal("0.01"), Decimal("0.0001")
_KONTENGRUPPE = re.compile(r"(\d\d?)?", re.ASCII)


class Reichweite(StrEnum):
    """How many lines a change is meant for."""

    ZEILE = "zeile"
    PRODUKT = "produkt"
    TEILHAUSHALT = "teilhaushalt"
    ALLES = "alles"


class Weise(StrEnum):
    """How an amount changes: to so many euros, by so many euros, by so many percent."""

    AUF = "auf"
    UM = "um"
    PROZENT = "prozent"


@dataclass(frozen=True, slots=True)
class Bereich:
    """The lines a change is meant for. Of ``schluessel`` counts what ``reichweite`` names, for a line all of it.

    ``art`` and ``kontengruppe`` (two digits) narrow it down; ``None`` and empty take all. Lines outside the
    four counted kinds, and lines without an Ansatz, are never meant.
    """

    reichweite: Reichweite
    schluessel: Positionsschluessel = OHNE_SCHLUESSEL
    art: Positionsart | None = None
    kontengruppe: str = ""


@dataclass(frozen=True, slots=True)
class Aenderung:
    """One change. ``zahl`` is euros with at most two decimals, or percent with at most four."""

    bereich: Bereich
    weise: Weise
    zahl: Decimal


@dataclass(frozen=True, slots=True)
class Grundlage:
    """The plan a Szenario was made on: the day, the version of the data, and what its lines were.

    ``zeilen`` is the fingerprint of the lines (``szenariorechnung.fingerprint``).
    """

    wissensstand: date
    version: int
    zeilen: str


@dataclass(frozen=True, slots=True)
class Szenario:
    """Changes of the Haushalt of one Haushaltsjahr in one Fassung, in the order in which they work."""

    name: str
    haushaltsjahr: int
    fassung: str
    grundlage: Grundlage
    aenderungen: tuple[Aenderung, ...] = ()


class SzenarioError(DomainError):
    """A change cannot be made as it is; the message is a German sentence."""


class InvalidAenderungError(SzenarioError):
    """What is said of a change is not one."""


class NoLineError(SzenarioError):
    """A change hits no line."""

    def __init__(self, *, ohne_ansatz: bool) -> None:
        """Say whether there are such lines, but without an Ansatz."""
        super().__init__(
            "Die Zeilen dieser Auswahl haben in diesem Jahr keinen Ansatz; ändern lässt sich dort nichts."
            if ohne_ansatz
            else "Diese Auswahl trifft keine Zeile des Haushalts, die in einer der vier Summen zählt."
        )


class SeveralKindsError(SzenarioError):
    """An amount in euros is meant for lines of several kinds, which are never added together."""

    def __init__(self) -> None:
        """Say what helps."""
        super().__init__(
            "Die Auswahl trifft Zeilen verschiedener Art, zum Beispiel Erträge und Aufwendungen. Ein Betrag in Euro "
            "gilt nur für eine Art; bitte eine wählen oder Prozent angeben."
        )


class SumZeroError(SzenarioError):
    """An amount cannot be shared out in proportion to lines that add up to nothing."""

    def __init__(self) -> None:
        """Say what helps."""
        super().__init__(
            "Die Zeilen dieser Auswahl ergeben zusammen 0,00 €; im Verhältnis ihrer Ansätze lässt sich darauf nichts "
            "verteilen. Bitte eine einzelne Zeile wählen."
        )


class SignTurnsError(SzenarioError):
    """More would be taken away than there is."""

    def __init__(self) -> None:
        """Say what cannot be."""
        super().__init__("So würde mehr weggenommen, als dort steht: der Betrag wechselte sein Vorzeichen.")


class TooLargeError(SzenarioError):
    """A line would become larger than any line can be."""

    def __init__(self) -> None:
        """Say what cannot be."""
        super().__init__("So würde ein Ansatz größer als 100 Mrd. €. Bitte die Zahl prüfen.")


def check_aenderung(aenderung: Aenderung) -> Aenderung:
    """The same change, if it can be one at all; whether it hits a line is another question.

    Raises ``InvalidAenderungError``.
    """
    bereich, zahl = aenderung.bereich, aenderung.zahl
    if bereich.art is not None and bereich.art not in VIER_ARTEN:
        raise InvalidAenderungError("Geändert werden nur Zeilen der vier Arten, die in den Summen zählen.")
    if _KONTENGRUPPE.fullmatch(bereich.kontengruppe) is None:
        raise InvalidAenderungError("Eine Kontengruppe hat zwei Ziffern, zum Beispiel 40.")
    _check_key(bereich)
    if not zahl.is_finite():
        raise InvalidAenderungError("Das ist keine Zahl.")
    _check_size(aenderung.weise, zahl)
    in_prozent = aenderung.weise is Weise.PROZENT
    if zahl != zahl.quantize(_ZEHNTAUSENDSTEL if in_prozent else _CENT):
        raise InvalidAenderungError(
            "Prozent haben höchstens vier Stellen nach dem Komma."
            if in_prozent
            else "Beträge haben höchstens zwei Stellen nach dem Komma."
        )
    return aenderung


def _check_key(bereich: Bereich) -> None:
    s = bereich.schluessel
    if any(
        len(teil) > LAENGSTER_SCHLUESSEL
        for teil in (s.teilhaushalt, s.amt, s.produkt, s.konto, s.investition)
    ):
        raise InvalidAenderungError("Ein so langer Schlüssel steht in keinem Haushalt.")
    erlaubt = {
        Reichweite.ZEILE: s,
        Reichweite.PRODUKT: Positionsschluessel(produkt=s.produkt),
        Reichweite.TEILHAUSHALT: Positionsschluessel(teilhaushalt=s.teilhaushalt),
        Reichweite.ALLES: OHNE_SCHLUESSEL,
    }[bereich.reichweite]
    if s != erlaubt or s.lfd < 1:
        raise InvalidAenderungError("Der Schlüssel passt nicht zu dem, was geändert werden soll.")


def _check_size(weise: Weise, zahl: Decimal) -> None:
    if weise is Weise.PROZENT:
        if zahl < -100:  # noqa: PLR2004 - the whole of it
            raise InvalidAenderungError("Mehr als 100 % lassen sich nicht kürzen.")
        if zahl > HOECHSTE_PROZENT:
            raise InvalidAenderungError("Mehr als 1.000 % lassen sich nicht erhöhen.")
    elif abs(zahl) > GROESSTER_BETRAG:
        raise InvalidAenderungError("Der Betrag ist größer als 100 Mrd. €. Bitte die Zahl prüfen.")
    if weise is not Weise.AUF and not zahl:
        raise InvalidAenderungError("Um 0 geändert bleibt alles, wie es ist.")

"""Feld: one thing a person can say about a record, as text in a form and as a value in a workbook."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kek_dashboard.domain.errors import DomainError

#: Longer than any text a cell may hold. Source: importers/grenzen.py.
LAENGSTER_TEXT = 4000
_LAENGSTE_ZEILE = 500
_JAHRE = range(1990, 2101)
_GROESSTE_ZAHL = Decimal("1e12")
_ZAHL = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", re.ASCII)
_PUNKT = re.compile(r"[+-]?\d+\.\d+", re.ASCII)
_DATUM_DE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_TRENNER = "|"

#: What a cell of the workbook holds.
Zellwert = str | int | Decimal | date | None


class Feldart(StrEnum):
    """How something is typed and read."""

    TEXT = "text"
    LANG = "lang"
    ZAHL = "zahl"
    GANZZAHL = "ganzzahl"
    DATUM = "datum"
    JAHR = "jahr"
    WAHL = "wahl"
    JA_NEIN = "ja_nein"
    ZIEL = "ziel"


class UnreadableFeldError(DomainError):
    """What was typed is not what the field asks for; the message is a German sentence without a name."""


@dataclass(frozen=True, slots=True)
class Feld:
    """One field. ``name`` is the attribute of the record, ``spalte`` the column of its sheet.

    ``schluessel``: tells records apart; it is said once and never changed. ``getragen``: no person types it here, it
    goes on as it is. ``wahl`` are the words on offer; ``aus`` names a list of the Datenstand instead
    (``fachbereiche``, ``unterziele``, ``zielsysteme``). ``smart``: which criterion it serves. ``beschluss``: to
    change it takes a Beschluss, and begins a new version of the record on its day.
    """

    name: str
    titel: str
    spalte: str
    art: Feldart = Feldart.TEXT
    pflicht: bool = False
    hilfe: str = ""
    smart: str = ""
    wahl: tuple[tuple[str, str], ...] = ()
    aus: str = ""
    schluessel: bool = False
    getragen: bool = False
    beschluss: bool = False


def to_text(wert: object) -> str:
    """A value of a record as a form shows it: exact, and read back as the same value.

    >>> to_text(Decimal("1234.50")), to_text(date(2024, 9, 18)), to_text(True), to_text(None)
    ('1234,50', '2024-09-18', 'ja', '')
    """
    match wert:
        case None:
            return ""
        case bool():
            return "ja" if wert else "nein"
        case Decimal():
            return f"{wert:f}".replace(".", ",")
        case StrEnum():
            return wert.value
        case date():
            return wert.isoformat()
    return str(wert)


def to_value(feld: Feld, text: str) -> Zellwert:
    """What a cell holds for what was typed, ``None`` for nothing; raises ``UnreadableFeldError``.

    >>> to_value(Feld("wert", "Zielwert", "Zielwert", Feldart.ZAHL), "1.234,5")
    Decimal('1234.5')
    """
    text = clean(feld, text)
    if not text:
        return None
    match feld.art:
        case Feldart.ZAHL:
            return read_zahl(text)
        case Feldart.GANZZAHL:
            zahl = read_zahl(text)
            if zahl != zahl.to_integral_value() or zahl < 0:
                raise UnreadableFeldError(f"„{_short(text)}“ ist keine ganze Zahl ab 0.")
            return int(zahl)
        case Feldart.JAHR:
            return read_jahr(text)
        case Feldart.DATUM:
            return read_datum(text)
    _check_length(feld, text)
    return text


def clean(feld: Feld, text: str) -> str:
    """Text from a form in NFC, without control characters and outer blanks; only a long text keeps its lines."""
    normal = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if feld.art is not Feldart.LANG:
        normal = " ".join(normal.split())
    return "".join(
        z for z in normal if z == "\n" or unicodedata.category(z) not in {"Cc", "Cf", "Cs"}
    ).strip()


def same(feld: Feld, einer: str, anderer: str) -> bool:
    """Whether two texts mean the same: ``80`` and ``80,0`` do, and what cannot be read is told apart as text."""
    if clean(feld, einer) == clean(feld, anderer):
        return True
    try:
        return to_value(feld, einer) == to_value(feld, anderer)
    except UnreadableFeldError:
        return False


def read_zahl(text: str) -> Decimal:
    """A number as people here write it; raises ``UnreadableFeldError``."""
    if _PUNKT.fullmatch(text) and not _ZAHL.fullmatch(text):
        raise UnreadableFeldError(f"„{_short(text)}“: Bitte mit Komma schreiben, etwa 82,5.")
    if not _ZAHL.fullmatch(text):
        raise UnreadableFeldError(f"„{_short(text)}“ ist keine Zahl wie 1.234,5.")
    zahl = Decimal(text.replace(".", "").replace(",", "."))
    if abs(zahl) > _GROESSTE_ZAHL:
        raise UnreadableFeldError("Die Zahl ist größer, als hier eine sein kann.")
    return zahl


def read_jahr(text: str) -> int:
    """A year; raises ``UnreadableFeldError``."""
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) in _JAHRE):  # noqa: PLR2004
        raise UnreadableFeldError(f"„{_short(text)}“ ist kein Jahr zwischen 1990 und 2100.")
    return int(text)


def read_datum(text: str) -> date:
    """A day, as a date field sends it or as people write it; raises ``UnreadableFeldError``."""
    fehler = f"„{_short(text)}“ ist kein Tag wie 18.09.2024."
    treffer = _DATUM_DE.fullmatch(text)
    try:
        tag = date(int(treffer[3]), int(treffer[2]), int(treffer[1])) if treffer else date.fromisoformat(text)
    except ValueError:
        raise UnreadableFeldError(fehler) from None
    if tag.year not in _JAHRE:
        raise UnreadableFeldError(fehler)
    return tag


def join_ziel(zielsystem: str, nr: str) -> str:
    """A Ziel with its Zielsystem as one word of a form.

    >>> split_ziel(join_ziel("Zielsystem 2024", "A.1"))
    ('Zielsystem 2024', 'A.1')
    """
    return f"{zielsystem}{_TRENNER}{nr}" if nr else ""


def split_ziel(text: str) -> tuple[str, str]:
    """The way back from ``join_ziel``."""
    system, _, nr = text.rpartition(_TRENNER)
    return system, nr


def _check_length(feld: Feld, text: str) -> None:
    erlaubt = LAENGSTER_TEXT if feld.art is Feldart.LANG else _LAENGSTE_ZEILE
    if len(text) > erlaubt:
        raise UnreadableFeldError(f"Der Text ist {len(text)} Zeichen lang; Platz ist für {erlaubt}.")


def _short(text: str, laengste: int = 40) -> str:
    return text if len(text) <= laengste else text[:laengste] + " …"

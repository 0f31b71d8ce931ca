"""Spaltenprofil: what a person said about the columns and rows of a layout that is not ours."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from kek_dashboard.domain.errors import DomainError
from kek_dashboard.importers.grenzen import MAX_BLAETTER, MAX_SPALTEN, MAX_ZEILEN
from kek_dashboard.importers.mappe import Zelle, spaltenname

#: A value column whose Zeitraum stands in its header.
KOPF = "kopf"
#: A row that counts for the columns with a fixed Kennzahl.
DIESE_ZEILE = "*"
#: What values may be multiplied with, once a person has said so: thousands, millions.
FAKTOREN = (1, 1_000, 1_000_000)
#: More rows of header than this are no header.
KOPFHOEHE = 5
MEISTE_ZEILEN = 2_000
LAENGSTER_TEXT = 400
_GROESSTES_JSON = 512 * 1024
_KURZ = 60
_VERSION = 1
_PROFIL = re.compile(r"spalten-([1-9]\d{0,8})", re.ASCII)
_ZELLNAME = re.compile(r"[A-Z]{1,3}[1-9]\d{0,4}", re.ASCII)
_SHA = re.compile(r"[0-9a-f]{64}", re.ASCII)


class InvalidSpaltenprofilError(DomainError):
    """A column assignment cannot mean anything; the message is a German sentence."""


class Spaltenrolle(StrEnum):
    """What a column is."""

    NICHT = "nicht"
    NR = "nr"
    NAME = "name"
    ZEITRAUM = "zeitraum"
    WERT = "wert"
    EINHEIT = "einheit"
    STATUS = "status"
    BEMERKUNG = "bemerkung"


#: What each is called where a person reads it; all but values stand once in a table.
ROLLE_WORT: Mapping[Spaltenrolle, str] = MappingProxyType(
    {
        Spaltenrolle.NICHT: "nicht übernehmen",
        Spaltenrolle.NR: "Kennzahl-Nr.",
        Spaltenrolle.NAME: "Name der Zeile",
        Spaltenrolle.ZEITRAUM: "Zeitraum",
        Spaltenrolle.WERT: "Wert (Ist)",
        Spaltenrolle.EINHEIT: "Einheit",
        Spaltenrolle.STATUS: "Status",
        Spaltenrolle.BEMERKUNG: "Bemerkung",
    }
)


@dataclass(frozen=True, slots=True)
class Spaltenzuordnung:
    """One column. The rest holds for values only.

    ``kennzahl``: the Kennzahl of the whole column; empty: that of the row. ``zeit``: empty = that of the
    row or the sheet, ``KOPF`` = as the header says, else the Zeitraum that the person said.
    ``faktor``: what the person said values are to be multiplied with.
    """

    rolle: Spaltenrolle
    kennzahl: str = ""
    zeit: str = ""
    faktor: int = 1


NICHT = Spaltenzuordnung(Spaltenrolle.NICHT)


@dataclass(frozen=True, slots=True)
class Blattzuordnung:
    """One sheet: where its header is, what its columns are, which rows count.

    ``koepfe`` are the comparable header texts from column 1 on (see ``spaltenkopf``). ``zeilen``: label of
    a row (``label``) → Kennzahl-Nr., or ``DIESE_ZEILE``. The Zeitraum of the whole sheet: ``zeit`` as said,
    or ``zeitzelle`` whose comparable text was ``zeittext``.
    """

    blatt: str
    kopf_von: int
    kopf_bis: int
    koepfe: tuple[str, ...] = ()
    spalten: Mapping[int, Spaltenzuordnung] = field(default_factory=lambda: MappingProxyType({}))
    zeilen: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    zeit: str = ""
    zeitzelle: str = ""
    zeittext: str = ""

    def column_of(self, rolle: Spaltenrolle) -> int | None:
        """The first column with this role, or ``None``."""
        return next((nr for nr in sorted(self.spalten) if self.spalten[nr].rolle is rolle), None)

    @property
    def werte(self) -> Mapping[int, Spaltenzuordnung]:
        """The value columns."""
        return {nr: s for nr, s in sorted(self.spalten.items()) if s.rolle is Spaltenrolle.WERT}

    @property
    def has_said_time(self) -> bool:
        """Whether a Zeitraum was said that stands nowhere in the file."""
        return bool(self.zeit) or any(s.zeit not in {"", KOPF} for s in self.werte.values())

    def without_said_time(self) -> Blattzuordnung:
        """The same for another file: what was said about the time is asked again, never carried over."""
        spalten = {nr: s if s.zeit in {"", KOPF} else replace(s, zeit="") for nr, s in self.spalten.items()}
        return replace(self, zeit="", spalten=spalten)


@dataclass(frozen=True, slots=True)
class Spaltenprofil:
    """A column assignment. ``datei`` is the SHA-256 of the file it was said about.

    A Zeitraum that was said holds for that very file only.
    """

    datei: str
    blaetter: tuple[Blattzuordnung, ...] = ()

    def sheet(self, name: str) -> Blattzuordnung | None:
        """What was said about a sheet, or ``None``."""
        return next((blatt for blatt in self.blaetter if blatt.blatt == name), None)

    def with_sheet(self, neu: Blattzuordnung) -> Spaltenprofil:
        """The same with one sheet said anew."""
        return replace(self, blaetter=(*(b for b in self.blaetter if b.blatt != neu.blatt), neu))

    def for_file(self, datei: str) -> Spaltenprofil:
        """The same for another file: without what was said about the time."""
        if datei == self.datei:
            return self
        return Spaltenprofil(datei, tuple(blatt.without_said_time() for blatt in self.blaetter))

    @property
    def with_values(self) -> Spaltenprofil:
        """Only the sheets from which something is read."""
        return replace(self, blaetter=tuple(blatt for blatt in self.blaetter if blatt.werte))


def label(zelle: Zelle | None) -> str:
    """The text by which a row is known: what a person sees in the cell, blanks as one."""
    return "" if zelle is None else " ".join(zelle.roh.split())[:LAENGSTER_TEXT]


def profile_name(nr: int) -> str:
    """How a Vorgabe and a Lieferung name a kept assignment.

    >>> profile_name(3), profile_number("spalten-3"), profile_number("standard")
    ('spalten-3', 3, None)
    """
    return f"spalten-{nr}"


def profile_number(profil: str) -> int | None:
    """The number of the kept assignment that a profile's name means; ``None`` for other profiles."""
    treffer = _PROFIL.fullmatch(profil)
    return None if treffer is None else int(treffer[1])


def write_profil(profil: Spaltenprofil) -> str:
    """Text of JSON; the same assignment gives the same text."""
    blaetter = [
        {
            "blatt": b.blatt,
            "kopf": [b.kopf_von, b.kopf_bis],
            "koepfe": list(b.koepfe),
            "spalten": {
                str(nr): {
                    name: wert
                    for name, wert in (
                        ("rolle", s.rolle.value),
                        ("kennzahl", s.kennzahl),
                        ("zeit", s.zeit),
                        ("faktor", s.faktor),
                    )
                    if wert not in {"", 1}
                }
                for nr, s in b.spalten.items()
            },
            "zeilen": dict(b.zeilen),
            "zeit": b.zeit,
            "zeitzelle": b.zeitzelle,
            "zeittext": b.zeittext,
        }
        for b in profil.blaetter
    ]
    inhalt = {"version": _VERSION, "datei": profil.datei, "blaetter": blaetter}
    return json.dumps(inhalt, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_profil(text: str) -> Spaltenprofil:
    """The way back; raises ``InvalidSpaltenprofilError`` for everything that is not such a text."""
    if len(text) > _GROESSTES_JSON:
        raise InvalidSpaltenprofilError("Die Spaltenzuordnung ist zu lang.")
    try:
        inhalt = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidSpaltenprofilError("Die Spaltenzuordnung ist nicht lesbar (kein JSON).") from None
    felder = _fields(inhalt, "version", "datei", "blaetter")
    if felder["version"] != _VERSION:
        raise InvalidSpaltenprofilError("Die Spaltenzuordnung hat eine unbekannte Fassung.")
    datei = _text(felder["datei"], "datei")
    if datei and not _SHA.fullmatch(datei):
        raise InvalidSpaltenprofilError("Die Spaltenzuordnung nennt keine Datei.")
    blaetter = _list(felder["blaetter"], "blaetter", MAX_BLAETTER)
    profil = Spaltenprofil(datei, tuple(_read_sheet(blatt) for blatt in blaetter))
    if len({blatt.blatt for blatt in profil.blaetter}) < len(profil.blaetter):
        raise InvalidSpaltenprofilError("Die Spaltenzuordnung nennt ein Blatt zweimal.")
    return profil


def check_sheet(blatt: Blattzuordnung) -> Blattzuordnung:
    """The same, if it can be applied; raises ``InvalidSpaltenprofilError``."""
    if not 1 <= blatt.kopf_von <= blatt.kopf_bis <= MAX_ZEILEN:
        raise InvalidSpaltenprofilError(
            "Die Überschrift reicht von einer Zeile bis zu einer späteren; bitte die Zeilen prüfen."
        )
    if blatt.kopf_bis - blatt.kopf_von >= KOPFHOEHE:
        raise InvalidSpaltenprofilError(f"Eine Überschrift hat höchstens {KOPFHOEHE} Zeilen.")
    if len(blatt.zeilen) > MEISTE_ZEILEN:
        raise InvalidSpaltenprofilError(f"Zuordnen lassen sich höchstens {MEISTE_ZEILEN} Zeilen.")
    return blatt


def contradiction(blatt: Blattzuordnung) -> str:
    """Why an assignment cannot be meant so, as part of a German sentence; empty where it can."""
    for rolle in Spaltenrolle:
        spalten = sorted(nr for nr, s in blatt.spalten.items() if s.rolle is rolle)
        if rolle not in {Spaltenrolle.WERT, Spaltenrolle.NICHT} and len(spalten) > 1:
            namen = " und ".join(spaltenname(nr) for nr in spalten)
            return f"„{ROLLE_WORT[rolle]}“ kann nur eine Spalte sein, gewählt sind {namen}"
    return ""


def _read_sheet(inhalt: object) -> Blattzuordnung:
    felder = _fields(inhalt, "blatt", "kopf", "koepfe", "spalten", "zeilen", "zeit", "zeitzelle", "zeittext")
    kopf = _list(felder["kopf"], "kopf", 2)
    if len(kopf) != 2 or not all(type(zeile) is int for zeile in kopf):  # noqa: PLR2004 - from, to
        raise InvalidSpaltenprofilError("Die Spaltenzuordnung nennt keine Zeilen der Überschrift.")
    zeitzelle = _text(felder["zeitzelle"], "zeitzelle")
    if zeitzelle and not _ZELLNAME.fullmatch(zeitzelle):
        raise InvalidSpaltenprofilError("Die Spaltenzuordnung nennt als Zeitraum keine Zelle.")
    spalten = {}
    for nummer, spalte in _mapping(felder["spalten"], "spalten", MAX_SPALTEN).items():
        if not (nummer.isascii() and nummer.isdigit() and 1 <= int(nummer[:4]) <= MAX_SPALTEN):
            raise InvalidSpaltenprofilError("Die Spaltenzuordnung nennt eine Spalte, die es nicht gibt.")
        spalten[int(nummer)] = _read_column(spalte)
    zeilen = {
        _text(name, "zeilen"): _text(nr, "zeilen", _KURZ)
        for name, nr in _mapping(felder["zeilen"], "zeilen", MEISTE_ZEILEN).items()
    }
    return check_sheet(
        Blattzuordnung(
            _text(felder["blatt"], "blatt"),
            kopf[0],
            kopf[1],
            tuple(_text(kopf, "koepfe") for kopf in _list(felder["koepfe"], "koepfe", MAX_SPALTEN)),
            spalten,
            zeilen,
            _text(felder["zeit"], "zeit", _KURZ),
            zeitzelle,
            _text(felder["zeittext"], "zeittext"),
        )
    )


def _read_column(inhalt: object) -> Spaltenzuordnung:
    if not isinstance(inhalt, dict) or not {"rolle"} <= inhalt.keys() <= {
        "rolle", "kennzahl", "zeit", "faktor",
    }:  # fmt: skip
        raise _unusable("spalten")
    rolle, faktor = inhalt["rolle"], inhalt.get("faktor", 1)
    if rolle not in list(Spaltenrolle) or type(faktor) is not int or faktor not in FAKTOREN:
        raise _unusable("spalten")
    kennzahl = _text(inhalt.get("kennzahl", ""), "kennzahl", _KURZ)
    return Spaltenzuordnung(
        Spaltenrolle(rolle), kennzahl, _text(inhalt.get("zeit", ""), "zeit", _KURZ), faktor
    )


def _fields(inhalt: object, *namen: str) -> dict[str, Any]:
    if not isinstance(inhalt, dict) or inhalt.keys() != set(namen):
        raise _unusable(namen[0])
    return inhalt


def _list(inhalt: object, name: str, hoechstens: int) -> list[Any]:
    if not isinstance(inhalt, list) or len(inhalt) > hoechstens:
        raise _unusable(name)
    return inhalt


def _mapping(inhalt: object, name: str, hoechstens: int) -> dict[str, Any]:
    if not isinstance(inhalt, dict) or len(inhalt) > hoechstens:
        raise _unusable(name)
    return inhalt


def _text(inhalt: object, name: str, laengster: int = LAENGSTER_TEXT) -> str:
    if not isinstance(inhalt, str) or len(inhalt) > laengster:
        raise _unusable(name)
    if any(unicodedata.category(zeichen) in {"Cc", "Cs"} for zeichen in inhalt):
        raise _unusable(name)
    return inhalt


def _unusable(name: str) -> InvalidSpaltenprofilError:
    return InvalidSpaltenprofilError(f"Die Spaltenzuordnung ist unbrauchbar (Feld „{name}“).")

"""Satz: one row of master data, read field by field; every fault becomes a Befund at its cell."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import Frequenz
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR, Zeitraum
from kek_dashboard.importers.einheiten import parse_header, stated_unit
from kek_dashboard.importers.mappe import Zelle, spaltenname
from kek_dashboard.importers.sheet import (
    Tabelle,
    Tabellenzeile,
    cell_befund,
    fundstelle,
    parse_herkunft,
    sheet_herkunft,
    squash,
)
from kek_dashboard.importers.werte import (
    Dezimalzeichen,
    WertError,
    decimal_mark,
    read_datum,
    read_ganzzahl,
    read_ja_nein,
    read_jahr,
    read_new_schluessel,
    read_schluessel,
    read_text,
    read_zahl,
)
from kek_dashboard.importers.zahlen import split_footnote
from kek_dashboard.importers.zeitangabe import Zeitangabe, read_zeitraum

T = TypeVar("T")
Wahl = TypeVar("Wahl", bound=StrEnum)
_TAGE = re.compile(r"\s*(?:Kalendertage|Tagen|Tage|Tag|d)\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Satzblatt:
    """A table of master data while it is read: decimal marks and Herkunft hold for the whole sheet."""

    tabelle: Tabelle
    befunde: list[Befund]
    zeichen: dict[str, Dezimalzeichen] = field(default_factory=dict)
    einheiten: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    herkunft: Herkunft | None = None

    def __post_init__(self) -> None:
        """Look for the line ``Herkunft: …`` above the table."""
        self.herkunft = sheet_herkunft(self.tabelle.blatt, self.tabelle.kopfzeile)

    def decimal_mark(self, feld: str) -> Dezimalzeichen:
        """What the whole column says about ``1.234``."""
        if feld not in self.zeichen:
            self.zeichen[feld] = decimal_mark(self.tabelle.column(feld))
        return self.zeichen[feld]

    def units(self, feld: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Units that a column's header states, and those a line above the table does (``Angaben in T€``)."""
        if feld not in self.einheiten:
            blatt = self.tabelle.blatt
            oben = (blatt.zeilen[nummer] for nummer in blatt.zeilen if nummer < self.tabelle.kopfzeile)
            angaben = (stated_unit(zelle.roh) for zeile in oben for zelle in zeile.values())
            im_kopf = parse_header(self.tabelle.feldkoepfe.get(feld, "")).einheiten
            self.einheiten[feld] = (im_kopf, tuple(angabe for angabe in angaben if angabe is not None))
        return self.einheiten[feld]


class Satz:
    """One row; its readers return ``None`` (or the default) after noting a Befund.

    ``ist_fehlerhaft`` says that the row cannot become a record.
    """

    def __init__(self, blatt: Satzblatt, zeile: Tabellenzeile) -> None:
        """Begin reading a row."""
        self._blatt, self._zeile = blatt, zeile
        self.ist_fehlerhaft = False

    def has(self, feld: str) -> bool:
        """Whether the row says something in this field."""
        zelle = self._zeile.zellen.get(feld)
        return zelle is not None and (zelle.fehler != "" or zelle.roh.strip() != "")

    def cell(self, feld: str) -> Zelle | None:
        """The cell of a field."""
        return self._zeile.zellen.get(feld)

    def place(self, *felder: str) -> Fundstelle:
        """Where the row was read from: the first of these fields that is filled."""
        for feld_ in felder:
            zelle = self._zeile.zellen.get(feld_)
            if zelle is not None:
                return fundstelle(self._blatt.tabelle.blatt, zelle)
        return Fundstelle(self._blatt.tabelle.blatt.name, self._address(felder[0]))

    def _address(self, feld: str) -> str:
        spalte = self._blatt.tabelle.spalten.get(feld, 1)
        return f"{spaltenname(spalte)}{self._zeile.nummer}"

    def note(self, schwere: Schwere, code: str, feld: str, text: str) -> None:
        """Note a Befund at a field of this row."""
        ort = self._zeile.zellen.get(feld) or self._address(feld)
        self._blatt.befunde.append(cell_befund(schwere, code, self._blatt.tabelle.blatt, ort, text))
        if schwere is Schwere.FEHLER:
            self.ist_fehlerhaft = True

    def units(self, feld: str) -> tuple[str, ...]:
        """Units that the column's header or a line above the table states."""
        im_kopf, darueber = self._blatt.units(feld)
        return (*im_kopf, *darueber)

    def units_apart(self, feld: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Units that the column's header states, and those a line above the table does."""
        return self._blatt.units(feld)

    def zahl_mit_fussnote(self, feld: str, einheit: str) -> tuple[Decimal | None, str]:
        """A number in this unit, and the footnote mark at it that was left out; empty where there is none."""
        zelle = self._zeile.zellen.get(feld)
        if zelle is None or not isinstance(zelle.wert, str):
            return self.zahl(feld, einheit), ""
        rest, marke = split_footnote(zelle.wert)
        zeichen = self._blatt.decimal_mark(feld)
        return self._try(feld, lambda z: read_zahl(replace(z, wert=rest), einheit, zeichen)), marke

    def require(self) -> bool:
        """Whether all required fields are filled; an empty one is a ``fehler``."""
        for spalte in self._blatt.tabelle.art.spalten:
            if spalte.pflicht and not self.has(spalte.feld):
                text = f"hier fehlt etwas: die Spalte „{spalte.name}“ muss ausgefüllt sein"
                self.note(Schwere.FEHLER, "pflichtfeld_leer", spalte.feld, text)
        return not self.ist_fehlerhaft

    def _try(self, feld: str, lesen: Callable[[Zelle], T]) -> T | None:
        zelle = self._zeile.zellen.get(feld)
        if zelle is None or not self.has(feld):
            return None
        try:
            return lesen(zelle)
        except WertError as error:
            self.note(Schwere.FEHLER, error.code, feld, error.text)
            return None

    def text(self, feld: str) -> str:
        """Text of a field, empty where nothing stands."""
        return self._try(feld, read_text) or ""

    def zahl(self, feld: str, einheit: str = "") -> Decimal | None:
        """A number in this unit."""
        zeichen = self._blatt.decimal_mark(feld)
        return self._try(feld, lambda zelle: read_zahl(zelle, einheit, zeichen))

    def ganzzahl(self, feld: str, von: int, bis: int) -> int | None:
        """A whole number within bounds."""
        return self._try(feld, lambda zelle: read_ganzzahl(zelle, von, bis))

    def tage(self, feld: str, bis: int) -> int | None:
        """A number of days from 0: ``90`` or ``90 Tage``."""
        return self._try(feld, lambda zelle: read_ganzzahl(_without_days(zelle), 0, bis))

    def jahr(self, feld: str) -> int | None:
        """A year."""
        return self._try(feld, read_jahr)

    def datum(self, feld: str) -> date | None:
        """A day."""
        return self._try(feld, read_datum)

    def tag(self, feld: str, *, ende: bool) -> date | None:
        """A day, or the first or last day of the Zeitraum that stands there (``2019``, ``Q3 2019``)."""
        return self._try(feld, lambda zelle: _day(zelle, ende=ende))

    def zeitraum(self, feld: str, frequenz: Frequenz = Frequenz.JAEHRLICH) -> Zeitraum | None:
        """A Zeitraum; a day means the one of this Frequenz."""
        angabe = self.zeitangabe(feld, frequenz)
        return None if angabe is None else angabe.zeitraum

    def zeitangabe(self, feld: str, frequenz: Frequenz) -> Zeitangabe | None:
        """A Zeitraum with what is said about it: its day, and whether it is cumulated."""
        return self._try(feld, lambda zelle: read_zeitraum(zelle, frequenz))

    def ja_nein(self, feld: str, *, default: bool = False) -> bool:
        """Yes or no."""
        antwort = self._try(feld, lambda zelle: read_ja_nein(zelle, default=default))
        return default if antwort is None else antwort

    def wahl(self, feld: str, art: type[Wahl], default: Wahl | None = None) -> Wahl | None:
        """One of the words of an enumeration, whatever its case and umlauts."""
        if not self.has(feld):
            return default
        wort = squash(self.text(feld))
        for moeglich in art:
            if squash(moeglich.value) == wort:
                return moeglich
        erlaubt = ", ".join(f"„{moeglich.value}“" for moeglich in art if moeglich.value)
        self.note(Schwere.FEHLER, "unbekanntes_wort", feld, f"erwartet wird eines von {erlaubt}")
        return default

    def schluessel(self, feld: str, bekannt: Collection[str], was: str) -> str:
        """A known key; ``was`` names what it should be (``eine Kennzahl``)."""
        zelle = self._zeile.zellen.get(feld)
        if zelle is None:
            return ""
        try:
            return read_schluessel(zelle, bekannt)
        except WertError as error:
            text = error.text
            if error.code == "unbekannt":
                text = f"{was} mit diesem Schlüssel gibt es weder in dieser Datei noch im Bestand"
                text += error.text.removeprefix("das ist nicht bekannt")
            self.note(Schwere.FEHLER, error.code, feld, text)
            return ""

    def new_schluessel(self, feld: str, bekannt: Collection[str]) -> str:
        """The key that this row defines."""
        return self._try(feld, lambda zelle: read_new_schluessel(zelle, bekannt)) or ""

    def herkunft(self, feld: str = "herkunft") -> Herkunft:
        """Herkunft of the row: its own column, else the sheet's line, else ``intern``."""
        if feld and self.has(feld):
            gefunden = parse_herkunft(self.text(feld))
            if gefunden is not None:
                return gefunden
            text = "erwartet wird „amtlich“, „intern“ oder „beispiel“"
            self.note(Schwere.FEHLER, "herkunft_unbekannt", feld, text)
        return self._blatt.herkunft or Herkunft.INTERN


def _without_days(zelle: Zelle) -> Zelle:
    """The cell without the word after the number."""
    if not isinstance(zelle.wert, str):
        return zelle
    return replace(zelle, wert=_TAGE.sub("", zelle.wert))


def _day(zelle: Zelle, *, ende: bool) -> date:
    try:
        return read_datum(zelle)
    except WertError:
        zeitraum = read_zeitraum(zelle, Frequenz.MONATLICH).zeitraum
    monate = 12 // PERIODEN_IM_JAHR[zeitraum.periode]
    if ende:
        monat = zeitraum.nummer * monate
        return date(zeitraum.jahr, monat, monthrange(zeitraum.jahr, monat)[1])
    return date(zeitraum.jahr, (zeitraum.nummer - 1) * monate + 1, 1)

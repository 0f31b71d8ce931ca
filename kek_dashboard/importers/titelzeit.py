"""Titelzeit: the Zeitraum that stands above or below a table which has no column for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kek_dashboard.domain.kennzahl import Frequenz
from kek_dashboard.importers.mappe import Blatt, Zelle
from kek_dashboard.importers.sheet import Tabelle
from kek_dashboard.importers.werte import WertError
from kek_dashboard.importers.zeitangabe import Zeitangabe, is_prognose, read_zeitraum

_WORT = re.compile(
    r"(berichtsjahr|berichtszeitraum|berichtsquartal|berichtsmonat|zeitraum|jahr|quartal|monat|halbjahr|schuljahr"
    r"|stand|stichtag|daten(?:stand)?|werte)\b\s*:?\s*(?:zum\s+|vom\s+|per\s+|am\s+)?",
    re.IGNORECASE,
)
_STAND = ("stand", "stichtag", "daten")
_JAHR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UHRZEIT = re.compile(r"\s*[/,]?\s*\d{1,2}:\d{2}(?::\d{2})?\s*(?:uhr)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Titelzeit:
    """The one statement of a Zeitraum: its cell with the words of the Zeitraum alone.

    ``is_stand`` says that it names a day („Stand: …“) and not a period.
    """

    zelle: Zelle
    is_stand: bool

    def read(self, frequenz: Frequenz) -> Zeitangabe:
        """The Zeitraum for a Kennzahl; raises ``WertError`` where a „Stand“ may be another day.

        „Stand: 31.12.2023“ is the end of a year, „Stand: 15.02.2024“ is when somebody printed it.
        """
        angabe = read_zeitraum(self.zelle, frequenz)
        if self.is_stand and angabe.stichtag not in {None, angabe.zeitraum.ende}:
            raise WertError(
                "zeitraum_fehlt",
                "dieser Stand ist nicht das Ende eines Berichtszeitraums; bitte eine Spalte „Zeitraum“ ergänzen",
            )
        return angabe


def find_titelzeit(tabelle: Tabelle, bekannt: Collection[str]) -> Titelzeit | None:
    """The one statement of a Zeitraum around a table; ``None`` where there is none or more than one.

    ``bekannt``: the known Kennzahl-Nrn.; their rows are no lines around. Any other year in the lines
    around the table makes it uncertain too.
    """
    gefunden = []
    andere: set[str] = set()
    for zeile, zelle in _lines_around(tabelle, bekannt):
        titelzeit = _statement(tabelle.blatt, zeile, zelle)
        if titelzeit is not None:
            gefunden.append(titelzeit)
        elif isinstance(zelle.wert, str):
            andere |= set(_JAHR.findall(zelle.wert))
    if len(gefunden) != 1:
        return None
    (eine,) = gefunden
    jahre = set(_JAHR.findall(eine.zelle.roh))
    return eine if andere <= jahre else None


def _lines_around(tabelle: Tabelle, bekannt: Collection[str]) -> Iterator[tuple[int, Zelle]]:
    """Cells above the header, and below it in rows of no Kennzahl."""
    nr = tabelle.spalten["nr"]
    for nummer in sorted(tabelle.blatt.zeilen):
        zeile = tabelle.blatt.zeilen[nummer]
        ist_daten = nr in zeile and zeile[nr].roh.strip() in bekannt
        if nummer < tabelle.kopfzeile or (nummer >= tabelle.datenzeile and not ist_daten):
            for zelle in zeile.values():
                yield nummer, zelle


def _statement(blatt: Blatt, nummer: int, zelle: Zelle) -> Titelzeit | None:
    """What „Berichtsjahr 2023“ or „Stand:“ with a date beside it says, or ``None``."""
    if not isinstance(zelle.wert, str):
        return None
    text = " ".join(zelle.wert.split())
    treffer = _WORT.match(text)
    if treffer is None or is_prognose(text):
        return None
    rest = _UHRZEIT.sub("", text[treffer.end() :]).strip()
    is_stand = treffer[1].casefold().startswith(_STAND)
    if rest:
        kopf = treffer[1].casefold()
        worte = text if kopf in {"quartal", "schuljahr"} and not rest[0].isalpha() else rest
        ziel = Zelle(zelle.zeile, zelle.spalte, worte, zelle.roh)
    else:
        daneben = blatt.zelle(nummer, zelle.spalte + 1)
        if daneben is None:
            return None
        ziel = daneben
    try:
        read_zeitraum(ziel, Frequenz.JAEHRLICH)
    except WertError:
        return None
    return Titelzeit(ziel, is_stand)

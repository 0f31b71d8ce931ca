"""Mappenplan: what stands where in the workbook, so that each formula finds the others' cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from openpyxl.utils import get_column_letter

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.geldmatrix import NICHT_ZUGEORDNET, posten_key
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.haushaltsbaum import is_counted
from kek_dashboard.domain.mitteleinsatz import Verwendung
from kek_dashboard.reports.bericht.haushaltsbericht.lage import Haushaltslage
from kek_dashboard.reports.bericht.haushaltsbericht.ueberblick import ARTEN
from kek_dashboard.reports.haushaltsauszug import NICHT_ZUGEORDNET as OHNE_ZIEL
from kek_dashboard.reports.haushaltsauszug import goal_key

UEBERSICHT, MATRIX, ZEILEN = "Übersicht", "Matrix", "Zeilen"
FLECKEN, PRODUKTE, ABGLEICH, NACHWEIS = "Weiße Flecken", "Wesentliche Produkte", "Abgleich", "Nachweis"
#: Titles of the columns of the sheet of lines that formulas look at.
SPALTEN: Final = (
    "Zeile",
    "Teilhaushalt",
    "Teilhaushalt, Name",
    "Amt",
    "Produkt",
    "Produkt, Name",
    "Konto",
    "Bezeichnung",
    "Investition",
    "Art",
    "Ansatz",
    "Unterziel",
    "Anteil",
    "Betrag",
    "Warum ohne Ziel",
    "Kennzahlen",
    "Maßnahmen",
    "Herkunft",
    "Fundstelle",
)
ZEILEN_KOPF: Final = 7
_OHNE_TEILHAUSHALT: Final = "ohne Teilhaushalt"
_UEBERSICHT_KOPF, _MATRIX_KOPF, _ABGLEICH_KOPF = 8, 6, 5
#: In a condition of SUMIFS these stand for any other letters.
_JOKER: Final = str.maketrans({"*": "·", "?": "·", "~": "·"})


@dataclass(frozen=True)
class Posten:
    """A row of the sheet of lines: a line, and one goal that it serves; ``erster``: the first row of its line."""

    nr: int
    verwendung: Verwendung
    ziel: str
    eur: Decimal | None
    erster: bool


@dataclass(frozen=True)
class Mappenplan:
    """The places of one workbook."""

    lage: Haushaltslage

    @cached_property
    def posten(self) -> tuple[Posten, ...]:
        """Every row of the sheet of lines: each line as often as it serves a goal, at least once."""
        return tuple(_rows(self.lage.mittel.verwendungen))

    @cached_property
    def teilhaushalte(self) -> Mapping[str, str]:
        """Number and key of each Teilhaushalt, in order; no two keys are the same for a spreadsheet."""
        keys: dict[str, str] = {}
        for nr in sorted(self.lage.teilhaushalt_namen or ("",), key=posten_key):
            key = f"TH {nr.translate(_JOKER)}" if nr else _OHNE_TEILHAUSHALT
            vergeben = {k.casefold() for k in keys.values()}
            while key.casefold() in vergeben:
                key += " +"
            keys[nr] = key
        return keys

    @cached_property
    def ziele(self) -> tuple[str, ...]:
        """Numbers of all Unterziele and, last, what stands for none."""
        return (*self.lage.mittel.je_unterziel, NICHT_ZUGEORDNET)

    def ziel_key(self, nr: str) -> str:
        """A goal as formulas look for it."""
        return OHNE_ZIEL if nr == NICHT_ZUGEORDNET else goal_key(nr)

    # ------------------------------------------------------------------------------------ sheet of lines

    @property
    def letzte_spalte(self) -> str:
        """Letter of the last column of the sheet of lines."""
        return get_column_letter(len(SPALTEN))

    def bereich(self, spalte: str) -> str:
        """All cells of one of its columns."""
        ort = get_column_letter(SPALTEN.index(spalte) + 1)
        return f"{ZEILEN}!${ort}${ZEILEN_KOPF + 1}:${ort}${ZEILEN_KOPF + max(1, len(self.posten))}"

    def sumifs(self, spalte: str, *bedingungen: tuple[str, str]) -> str:
        """A sum over it; each condition is a column and the cell (or quoted words of ours) it is held against."""
        teile = ",".join(f"{self.bereich(name)},{wert}" for name, wert in bedingungen)
        return f"SUMIFS({self.bereich(spalte)},{teile})"

    # ------------------------------------------------------------------------------------------- matrix

    @property
    def _block(self) -> int:
        """Rows from one matrix to the next: title, two rows of heads, the goals, the sum, one empty row."""
        return len(self.ziele) + 5

    def matrix_kopf(self, stelle: int) -> int:
        """Row of the heads of the n-th matrix."""
        return _MATRIX_KOPF + stelle * self._block

    def matrix_zeile(self, stelle: int, ziel: str) -> int:
        """Row of a goal in the n-th matrix."""
        return self.matrix_kopf(stelle) + 2 + self.ziele.index(ziel)

    def matrix_summe(self, stelle: int) -> int:
        """Row of the sums of the n-th matrix."""
        return self.matrix_kopf(stelle) + 2 + len(self.ziele)

    @property
    def summenspalte(self) -> str:
        """Letter of the column of sums of every matrix."""
        return get_column_letter(3 + len(self.teilhaushalte))

    # ---------------------------------------------------------------------------------- other sheets

    @property
    def uebersicht_kopf(self) -> int:
        """Row of the heads of the overview."""
        return _UEBERSICHT_KOPF

    def uebersicht_zeile(self, ziel: str) -> int:
        """Row of a goal in the overview."""
        return _UEBERSICHT_KOPF + 1 + self.ziele.index(ziel)

    @property
    def uebersicht_summe(self) -> int:
        """Row of its sums."""
        return _UEBERSICHT_KOPF + 1 + len(self.ziele)

    @property
    def abgleich_kopf(self) -> int:
        """Row of the heads of the checks."""
        return _ABGLEICH_KOPF

    def eur(self, art: Positionsart, ziel: str) -> Decimal:
        """Euros of a kind for a goal in the whole Haushalt."""
        mittel = self.lage.mittel
        return mittel.nicht_zugeordnet[art] if ziel == NICHT_ZUGEORDNET else mittel.je_unterziel[ziel][art]


def art_wort(art: Positionsart) -> str:
    """A kind as it stands in the sheet of lines."""
    return ART_WORT[art]


def stelle_of(art: Positionsart) -> int:
    """Which of the matrices a kind has."""
    return ARTEN.index(art)


def _rows(verwendungen: Iterable[Verwendung]) -> Iterable[Posten]:
    for nr, v in enumerate(verwendungen, start=1):
        if not is_counted(v):
            yield Posten(nr, v, "", None, erster=True)
            continue
        teile = list(v.je_unterziel)
        if v.rest or not teile:
            teile.append((NICHT_ZUGEORDNET, v.rest))
        for i, (ziel, eur) in enumerate(teile):
            yield Posten(nr, v, ziel, eur, erster=i == 0)

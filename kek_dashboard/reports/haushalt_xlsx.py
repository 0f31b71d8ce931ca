"""Haushalt-Mappe: lines of a Haushalt as a workbook to work on: keys as text, cents as numbers, sums as formulas.

Three sheets: the lines with sums that follow Excel's own filter, the sums per Unterziel, and the table line by
goal from which they are computed. The four kinds of euro have a column each and are never added to one another.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Verwendung
from kek_dashboard.formats import excel_text, format_date
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.haushalt_zielblaetter import (
    JE_UNTERZIEL,
    ZEILE_UND_ZIEL,
    write_goals,
    write_shares,
)
from kek_dashboard.reports.haushaltsauszug import ARTEN, NICHT_ADDIERT, Haushaltsauszug, shares
from kek_dashboard.reports.mappenstrom import (
    Blatt,
    Wert,
    append_row,
    cell,
    formula,
    pattern,
    set_up,
    write_head,
)

ZEILEN: Final = "Zeilen"
_BEISPIEL: Final = "Mit „beispiel“ bezeichnete Zahlen sind erfunden und sagen nichts über den Landkreis."
_AUSSERHALB: Final = "außerhalb der vier Summen"
#: What comes after it is for working on the screen.
_LETZTE_GEDRUCKTE: Final = "dient Unterziel"
SUMMENZEILE, KOPFZEILE = 7, 8
_GELD_BREITE = 15.5


@dataclass(frozen=True, slots=True)
class _Spalte:
    """One column: heading, width, what stands in it; ``always`` keeps it where all its cells are empty."""

    titel: str
    breite: float
    wert: Callable[[int, Verwendung], Wert]
    always: bool = True


def write_haushalt(auszug: Haushaltsauszug) -> bytes:
    """The workbook as bytes; it is written line by line, so that tens of thousands of them need little memory."""
    mappe = Workbook(write_only=True)
    _write_lines(mappe.create_sheet(ZEILEN), auszug)
    posten = list(shares(auszug))
    write_goals(mappe.create_sheet(JE_UNTERZIEL), auszug, len(posten), _all_lines(auszug))
    write_shares(mappe.create_sheet(ZEILE_UND_ZIEL), auszug, posten)
    mappe.properties.creator = "KEK-Monitor"
    mappe.properties.title = excel_text(auszug.titel)
    ziel = io.BytesIO()
    mappe.save(ziel)
    return ziel.getvalue()


def _columns(auszug: Haushaltsauszug) -> list[_Spalte]:
    """The columns of the lines; what this Haushalt does not have has no column."""

    def money(art: Positionsart) -> Callable[[int, Verwendung], Wert]:
        return lambda _, v: v.zeile.ansatz if v.zeile.position.art is art else None

    def outside(_: int, v: Verwendung) -> Wert:
        return v.zeile.ansatz if v.zeile.position.art not in ARTEN else None

    alle = [
        _Spalte("Zeile", 7, lambda i, _: i),
        _Spalte("Teilhaushalt", 12, lambda _, v: v.zeile.position.schluessel.teilhaushalt, always=False),
        _Spalte(
            "Teilhaushalt, Name", 22, lambda _, v: v.zeile.position.teilhaushaltbezeichnung, always=False
        ),
        _Spalte("Amt", 8, lambda _, v: v.zeile.position.schluessel.amt, always=False),
        _Spalte("Produkt", 9.5, lambda _, v: v.zeile.position.schluessel.produkt),
        _Spalte("Produkt, Name", 20, lambda _, v: v.zeile.position.produktbezeichnung, always=False),
        _Spalte("Konto", 9.5, lambda _, v: v.zeile.position.schluessel.konto),
        _Spalte("Bezeichnung", 26, lambda _, v: v.zeile.position.bezeichnung),
        _Spalte("Investition", 13, lambda _, v: v.zeile.position.schluessel.investition, always=False),
        _Spalte("Art", 20, lambda _, v: auszug.artworte[v.zeile.position.art]),
        *(_Spalte(auszug.artworte[art], _GELD_BREITE, money(art)) for art in ARTEN),
        _Spalte(_AUSSERHALB, _GELD_BREITE, outside, always=False),
        _Spalte(_LETZTE_GEDRUCKTE, 10, lambda _, v: ", ".join(nr for nr, _ in v.je_unterziel)),
        _Spalte("Kennzahlen", 14, lambda _, v: ", ".join(v.kennzahlen), always=False),
        _Spalte("Maßnahmen", 14, lambda _, v: ", ".join(v.massnahmen), always=False),
        _Spalte("Herkunft", 10, lambda _, v: v.herkunft.value),
        _Spalte("Fundstelle", 75, lambda _, v: auszug.fundstelle(v)),
    ]
    return [s for s in alle if s.always or any(s.wert(1, v) not in {None, ""} for v in auszug.zeilen)]


def _write_lines(blatt: Blatt, auszug: Haushaltsauszug) -> None:
    spalten = _columns(auszug)
    erste, letzte = KOPFZEILE + 1, KOPFZEILE + max(1, len(auszug.zeilen))
    breite = len(spalten)
    set_up(
        blatt,
        auszug.fuss,
        [s.breite for s in spalten],
        KOPFZEILE,
        f"A{KOPFZEILE}:{get_column_letter(breite)}{letzte}",
    )
    gedruckt = [s.titel for s in spalten].index(_LETZTE_GEDRUCKTE) + 1
    blatt.print_area = f"A1:{get_column_letter(gedruckt)}{letzte}"
    _write_title(blatt, auszug, f"{auszug.titel}: {_counted(auszug)}")
    geld = {auszug.artworte[art] for art in ARTEN} | {_AUSSERHALB}
    summen: list[Any] = [cell(blatt, None)] * breite
    summen[0] = cell(blatt, "Summe der sichtbaren Zeilen", font=stil.FETT)
    for stelle, spalte in enumerate(spalten):
        if spalte.titel in geld:
            ort = get_column_letter(stelle + 1)
            summen[stelle] = formula(blatt, f"=SUBTOTAL(109,{ort}{erste}:{ort}{letzte})")
    blatt.append(summen)
    blatt.row_dimensions[KOPFZEILE].height = stil.row_height((s.titel, s.breite * 0.8) for s in spalten)
    write_head(blatt, [s.titel for s in spalten])
    muster = [pattern(blatt, geld=s.titel in geld) for s in spalten]
    for nummer, verwendung in enumerate(auszug.zeilen, start=1):
        werte = [s.wert(nummer, verwendung) for s in spalten]
        hoehe = stil.row_height(
            (w, s.breite - 1) for w, s in zip(werte, spalten, strict=True) if isinstance(w, str)
        )
        blatt.row_dimensions[KOPFZEILE + nummer].height = hoehe
        append_row(blatt, muster, werte)


def _all_lines(auszug: Haushaltsauszug) -> list[str]:
    """The sums of the sheet of lines, whatever is filtered there."""
    titel = [spalte.titel for spalte in _columns(auszug)]
    orte = [get_column_letter(titel.index(auszug.artworte[art]) + 1) for art in ARTEN]
    ende = KOPFZEILE + max(1, len(auszug.zeilen))
    return [f"=SUM({ZEILEN}!{ort}{KOPFZEILE + 1}:{ort}{ende})" for ort in orte]


def _counted(auszug: Haushaltsauszug) -> str:
    zahl = len(auszug.zeilen)
    worte = "1 Zeile" if zahl == 1 else f"{zahl} Zeilen"
    return worte if zahl == auszug.insgesamt else f"{worte} von {auszug.insgesamt}"


def _write_title(blatt: Blatt, auszug: Haushaltsauszug, titel: str) -> None:
    """Six rows: what this is, what it is narrowed to, as of when, and what is made up."""
    blatt.append([cell(blatt, titel, font=stil.TITEL)])
    blatt.append([cell(blatt, auszug.wertart, font=stil.FETT)])
    auswahl = "; ".join(auszug.auswahl) or "alle Zeilen"
    blatt.append([cell(blatt, f"Auswahl: {auswahl}", font=stil.ABSATZ)])
    wann = f"Wissensstand {format_date(auszug.wissensstand)} · Datenstand {format_date(auszug.datenstand)}"
    blatt.append([cell(blatt, wann, font=stil.ABSATZ)])
    blatt.append([cell(blatt, _BEISPIEL if auszug.herkunft is Herkunft.BEISPIEL else "", font=stil.FETT)])
    blatt.append([cell(blatt, NICHT_ADDIERT, font=stil.LEISE)])

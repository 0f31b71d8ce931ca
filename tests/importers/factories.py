"""Factories: workbooks and a small Datenstand for the tests of the importers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Frequenz, Kennzahl, Kennzahlakte, Messwert, Zieltyp
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.kennzahlen import read_kennzahlen
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.mappe import Blatt, Zelle
from kek_dashboard.importers.workbook import read_workbook

Rows = Sequence[Sequence[Any]]
HEUTE = date(2026, 11, 1)


def xlsx(sheets: Mapping[str, Rows], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of these sheets; ``change`` gets the openpyxl workbook before it is saved."""
    mappe = openpyxl.Workbook()
    mappe.remove(mappe[mappe.sheetnames[0]])
    for name, zeilen in sheets.items():
        blatt = mappe.create_sheet(name)
        for nummer, zeile in enumerate(zeilen, start=1):
            for spalte, wert in enumerate(zeile, start=1):
                if wert is not None:
                    blatt.cell(nummer, spalte, wert)
    if change is not None:
        change(mappe)
    ziel = io.BytesIO()
    mappe.save(ziel)
    return ziel.getvalue()


def repack(
    inhalt: bytes,
    replace: Mapping[str, Callable[[bytes], bytes]] | None = None,
    add: Iterable[tuple[str, bytes]] = (),
) -> bytes:
    """The package with some parts changed or added, as an attacker would write it."""
    ziel = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhalt)) as alt, zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as neu:
        for name in alt.namelist():
            daten = alt.read(name)
            neu.writestr(name, (replace or {}).get(name, lambda d: d)(daten))
        for name, daten in add:
            neu.writestr(name, daten)
    return ziel.getvalue()


def datenstand(*kennzahlen: Kennzahl, messwerte: Mapping[str, Mapping[str, str]] | None = None) -> Datenstand:
    """Kennzahlen (default: 1.2-03 in %, 1.2-04 as Anzahl each quarter) with released values."""
    if not kennzahlen:
        kennzahlen = (
            Kennzahl("1.2-03", "Betreuungsquote", "%", Zieltyp.STEIGERN),
            Kennzahl("1.2-04", "Beratungen", "Anzahl", Zieltyp.STEIGERN, frequenz=Frequenz.VIERTELJAEHRLICH),
        )
    akten = {
        kennzahl.nr: Kennzahlakte(
            kennzahl,
            messwerte=tuple(
                Messwert(kennzahl.nr, Zeitraum.parse(zeit), Decimal(wert))
                for zeit, wert in (messwerte or {}).get(kennzahl.nr, {}).items()
            ),
        )
        for kennzahl in kennzahlen
    }
    ziele = {
        nr: Ziel((Zielfassung(nr, ebene, f"Ziel {nr}", "Wortlaut"),))
        for nr, ebene in (("1", Ebene.OBERZIEL), ("1.1", Ebene.UNTERZIEL), ("1.2", Ebene.UNTERZIEL))
    }
    return Datenstand(HEUTE, akten=akten, ziele=ziele)


def read(inhalt: bytes, stand: Datenstand | None = None, name: str = "probe.xlsx") -> Leseergebnis:
    """Read a file as a delivery of whatever kind."""
    return read_delivery(read_workbook(inhalt, name), Vorgabe(), stand or datenstand())


def read_rows(*zeilen: Sequence[Any], stand: Datenstand | None = None) -> Leseergebnis:
    """Read rows as the one sheet of a Kennzahlen-Lieferung."""
    mappe = read_workbook(xlsx({"Kennzahlen": zeilen}), "probe.xlsx")
    return read_kennzahlen(mappe, Vorgabe(), stand or datenstand(), HEUTE)


def values(ergebnis: Leseergebnis) -> dict[tuple[str, str], str | None]:
    """(Kennzahl, Zeitraum) → value as text."""
    return {
        (m.kennzahl_nr, str(m.zeitraum)): None if m.wert is None else str(m.wert)
        for m in ergebnis.inhalt.messwerte
    }


def codes(ergebnis: Leseergebnis, schwere: Schwere = Schwere.FEHLER) -> list[tuple[str, str]]:
    """(code, cell) of all Befunde of one severity."""
    return [(b.code, b.zelle) for b in ergebnis.befunde if b.schwere is schwere]


def cell(wert: Any, zahlformat: str = "") -> Zelle:
    """A single cell."""
    return Zelle(1, 1, wert, str(wert), zahlformat)


def cell_at(blatt: Blatt, zeile: int, spalte: int) -> Zelle:
    """The cell at this place, which must not be empty."""
    gefunden = blatt.zelle(zeile, spalte)
    assert gefunden is not None
    return gefunden

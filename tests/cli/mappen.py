"""Mappen: workbooks as departments and controlling would write them, for tests of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

ZIELE: Sequence[Sequence[Any]] = (
    ("Nr.", "Ebene", "Kurztitel", "Wortlaut"),
    ("0", "Leitbild", "Leitbild", "Leitbild"),
    ("1", "Oberziel", "Eins", "Oberziel eins"),
    ("1.1", "Unterziel", "Eins eins", "Unterziel eins eins"),
    ("1.2", "Unterziel", "Eins zwei", "Unterziel eins zwei"),
)

_SPALTEN = {
    "Kennzahl-Nr.": "nr",
    "Bezeichnung": "nr",
    "Einheit": "einheit",
    "Zieltyp": "zieltyp",
    "Basisjahr": "basisjahr",
    "Basiswert": "basiswert",
    "Untergrenze": "untergrenze",
    "Obergrenze": "obergrenze",
    "Toleranz": "toleranz",
    "Rauschband": "rauschband",
    "Frequenz": "frequenz",
    "Aggregation": "aggregation",
    "Max. Alter": "max_alter",
    "Öffentlich": "oeffentlich",
}


def write_workbook(path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]]) -> Path:
    """A workbook with these sheets, each a table from A1 on."""
    wb = Workbook()
    wb.remove(wb.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        ws = wb.create_sheet(name)
        for row in rows:
            ws.append([_cell(wert) for wert in row])
    wb.save(path)
    return path


def _cell(wert: Any) -> Any:
    if isinstance(wert, Decimal):
        return float(wert) if len(wert.as_tuple().digits) <= 15 else str(wert)
    return wert.isoformat() if isinstance(wert, date) else wert


def write_kennzahlen(folder: Path, kennzahlen: Sequence[Mapping[str, Any]]) -> list[Path]:
    """Stammdaten and values of Kennzahlen given as plain dicts (see ``tests.domain.second_reading``)."""
    stamm: list[Sequence[Any]] = [tuple(_SPALTEN)]
    stamm += [
        tuple(({"einheit": "Punkte"} | dict(k)).get(feld) for feld in _SPALTEN.values()) for k in kennzahlen
    ]
    zielwerte: list[Sequence[Any]] = [("Kennzahl-Nr.", "Jahr", "Zielwert")]
    brueche: list[Sequence[Any]] = [("Kennzahl-Nr.", "ab Zeitraum", "Grund", "Basiswert neu")]
    zuordnungen: list[Sequence[Any]] = [("Kennzahl-Nr.", "Unterziel", "Gewicht")]
    werte: list[Sequence[Any]] = [("Kennzahl-Nr.", "Zeitraum", "Ist")]
    for k in kennzahlen:
        zielwerte += [(k["nr"], jahr, wert) for jahr, wert in k["zielwerte"].items()]
        brueche += [(k["nr"], ab, "Methode", neu) for ab, neu in k["reihenbrueche"]]
        zuordnungen += [(k["nr"], unterziel, gewicht) for unterziel, gewicht in k["zuordnungen"].items()]
        werte += [(k["nr"], zeitraum, wert) for zeitraum, wert in k["messwerte"]]
    sheets = {
        "Ziele": ZIELE,
        "Kennzahlen": stamm,
        "Zielwerte": zielwerte,
        "Reihenbrüche": brueche,
        "Zuordnung Unterziele": zuordnungen,
    }
    filled = {name: rows for name, rows in sheets.items() if len(rows) > 1}
    dateien = [write_workbook(folder / "Stammdaten.xlsx", filled)]
    if len(werte) > 1:
        dateien.append(write_workbook(folder / "Werte.xlsx", {"Kennzahlen": werte}))
    return dateien

"""Vergleich: tells whether two folders hold the same files, cell for cell."""

from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Zellen = dict[str, tuple[object, str, str]]


def first_difference(made: Path, stored: Path) -> str | None:
    """Return the first difference in German words, ``None`` where both folders say the same."""
    return next(_differences(made, stored), None)


def _differences(made: Path, stored: Path) -> Iterator[str]:
    names, present = _files(made), _files(stored)
    for name in sorted(names ^ present):
        yield f"{name}: fehlt in data/" if name in names else f"{name}: wird nicht mehr erzeugt"
    for name in sorted(names & present):
        if name.endswith(".xlsx"):
            yield from _compare_books(name, made / name, stored / name)
        elif (made / name).read_bytes() != (stored / name).read_bytes():
            yield f"{name}: Inhalt weicht ab"


def _files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def _compare_books(name: str, made: Path, stored: Path) -> Iterator[str]:
    left, right = load_workbook(made), load_workbook(stored)
    if left.sheetnames != right.sheetnames:
        yield f"{name}: Blätter {right.sheetnames} statt {left.sheetnames}"
        return
    for sheet in left.sheetnames:
        new, old = _cells(left[sheet]), _cells(right[sheet])
        for coordinate in sorted(new.keys() | old.keys(), key=lambda c: (len(c), c)):
            if new.get(coordinate) != old.get(coordinate):
                yield f"{name}, Blatt {sheet}, Zelle {coordinate}: {old.get(coordinate)} statt {new.get(coordinate)}"


def _cells(sheet: Worksheet) -> Zellen:
    """Return value, type and number format of every filled cell."""
    return {
        cell.coordinate: (cell.value, cell.data_type, cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }

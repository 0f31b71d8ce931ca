"""Mappenstrom: cells of workbooks that are written line by line, for tens of thousands of lines.

openpyxl writes a row at once and forgets it; what belongs to the sheet as a whole is set before the first row.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from kek_dashboard.reports import mappenstil as stil

Wert: TypeAlias = str | Decimal | int | None
#: A sheet that is written line by line; openpyxl's types do not know all it can.
Blatt: TypeAlias = Any
EURO: Final = "#,##0.00"
_LINKS = Alignment("left", "top", wrap_text=True, indent=1)
#: What marks text that a spreadsheet program could take for something else.
_HEIKEL = ("=", "+", "-", "@", "\t", "\r", "'")


def set_up(
    blatt: Blatt,
    fuss: str,
    breiten: Sequence[float],
    kopf: int,
    filter_: str | None,
) -> None:
    """Widths, frozen header, Excel's own filter and print; all before the first row, as openpyxl writes it."""
    for stelle, breite in enumerate(breiten, start=1):
        blatt.column_dimensions[get_column_letter(stelle)].width = breite
    blatt.freeze_panes = f"A{kopf + 1}"
    if filter_ is not None:
        blatt.auto_filter.ref = filter_
    stil.set_up_print(blatt, fuss, kopf)


def write_head(blatt: Blatt, namen: Sequence[str]) -> None:
    """The header row of a table."""
    blatt.append(
        [
            cell(blatt, name, font=stil.KOPF, fill=stil.KOPF_GRUND, alignment=stil.MITTIG, border=stil.RAHMEN)
            for name in namen
        ]
    )


def cell(blatt: Blatt, wert: Wert, **wie: Any) -> Any:  # noqa: ANN401 - openpyxl's cells have no types
    """A cell of its own; text from anywhere stays text."""
    zelle = WriteOnlyCell(blatt)
    stil.put(zelle, wert, **wie)
    return zelle


def pattern(blatt: Blatt, *, geld: bool) -> Any:  # noqa: ANN401
    """How the cells of a column look."""
    wie = {"number_format": EURO, "alignment": stil.OBEN_RECHTS} if geld else {"alignment": _LINKS}
    return cell(blatt, None, font=stil.ABSATZ, **wie)


def formula(blatt: Blatt, formel: str, **wie: Any) -> Any:  # noqa: ANN401
    """A formula of ours; no text from outside ever comes here."""
    zelle = WriteOnlyCell(blatt, formel)
    for name, was in ({"font": stil.FETT, "number_format": EURO} | wie).items():
        setattr(zelle, name, was)
    return zelle


def append_row(blatt: Blatt, muster: Sequence[Any], werte: Sequence[Wert]) -> None:
    """A row in the cells of ``muster``, used again for each row: a row is written before the next begins."""
    zeile: list[Any] = []
    for zelle, wert in zip(muster, werte, strict=True):
        if wert is None or wert == "":
            zeile.append(None)
        elif isinstance(wert, str) and wert.startswith(_HEIKEL):
            zeile.append(cell(blatt, wert, font=stil.ABSATZ, alignment=_LINKS))
        else:
            stil.put(zelle, wert)
            zeile.append(zelle)
    blatt.append(zeile)

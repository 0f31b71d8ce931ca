"""Rechenmappe: sheets with formulas of ours and what each comes to, for programs that show and do not compute.

openpyxl writes a formula without its result; a preview then shows an empty cell. Here each formula is given with the
result that we computed ourselves, and it is put beside it in the finished file. A program that computes does so anew.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from kek_dashboard.formats import excel_text
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.mappenstrom import (
    EURO,
    Blatt,
    append_row,
    cell,
    formula,
    pattern,
    set_up,
    write_head,
)

#: Cents where there are any; nothing where there is no money.
EURO_ODER_LEER: Final = '#,##0.00;-#,##0.00;""'
PROZENT: Final = "0.0%"
_FORMEL: Final = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)><f>(.*?)</f><v\s*(?:/>|></v>)</c>')


@dataclass(frozen=True, slots=True)
class Formel:
    """A formula of ours (no text from outside ever comes here) and what it comes to."""

    text: str
    ergebnis: Decimal | Fraction | str


Zellwert = str | Decimal | Fraction | int | Formel | None
Ergebnis = Decimal | Fraction | str


@dataclass
class Rechenblatt:
    """One sheet that is written row by row; ``zeile`` is the number of the last one."""

    blatt: Blatt
    breiten: Sequence[float]
    zeile: int = 0
    ergebnisse: dict[str, Ergebnis] = field(default_factory=dict)

    def skip(self) -> None:
        """An empty row."""
        self.zeile += 1
        self.blatt.append([])

    def say(self, text: str, schrift: Any = stil.ABSATZ) -> None:  # noqa: ANN401 - openpyxl's fonts
        """A line of words over all columns."""
        self.zeile += 1
        self.blatt.append([cell(self.blatt, text, font=schrift)])

    def head(self, namen: Sequence[str]) -> None:
        """The header row of a table."""
        self.zeile += 1
        self._height(namen)
        write_head(self.blatt, namen)

    def note(self, *texte: str, schrift: Any = stil.ABSATZ) -> None:  # noqa: ANN401
        """A row of words that may run over the empty cells behind them."""
        self.zeile += 1
        self.blatt.append([cell(self.blatt, text, font=schrift) if text else None for text in texte])

    def row(self, *werte: Zellwert, schrift: Any = stil.ABSATZ, euro: str = EURO) -> None:  # noqa: ANN401
        """A row: Decimal and formulas of such are euros, Fraction a share, all else words."""
        self.zeile += 1
        self._height([wert if isinstance(wert, str) else "" for wert in werte])
        self.blatt.append([self._cell(i, wert, schrift, euro) for i, wert in enumerate(werte, start=1)])

    def _height(self, texte: Sequence[str]) -> None:
        paare = zip(texte, self.breiten, strict=False)
        self.blatt.row_dimensions[self.zeile].height = stil.row_height(
            (text, breite - 1) for text, breite in paare
        )

    def _cell(self, spalte: int, wert: Zellwert, schrift: Any, euro: str) -> Any:  # noqa: ANN401
        rechts = {"font": schrift, "alignment": stil.OBEN_RECHTS}
        match wert:
            case Formel(text, ergebnis):
                self.ergebnisse[f"{get_column_letter(spalte)}{self.zeile}"] = ergebnis
                if isinstance(ergebnis, str):
                    return formula(
                        self.blatt, text, font=schrift, number_format="General", alignment=stil.OBEN
                    )
                form = PROZENT if isinstance(ergebnis, Fraction) else euro
                return formula(self.blatt, text, number_format=form, **rechts)
            case Decimal():
                return cell(self.blatt, wert, number_format=euro, **rechts)
            case Fraction():
                return cell(self.blatt, _share(wert), number_format=PROZENT, **rechts)
            case int():
                return cell(self.blatt, wert, **rechts)
            case str() | None:
                return cell(self.blatt, wert, font=schrift, alignment=stil.OBEN)

    def stream(self, muster: Sequence[Any], werte: Sequence[str | Decimal | int | None]) -> None:
        """A row of a long table, in cells that are used again (``mappenstrom``)."""
        self.zeile += 1
        self.blatt.row_dimensions[self.zeile].height = stil.row_height(
            (wert, breite - 1)
            for wert, breite in zip(werte, self.breiten, strict=True)
            if isinstance(wert, str)
        )
        append_row(self.blatt, muster, werte)

    def print_to(self, spalte: int, zeile: int) -> None:
        """What is printed: columns up to this one; what comes after it is for working on the screen."""
        self.blatt.print_area = f"A1:{get_column_letter(spalte)}{zeile}"

    def hide(self, spalte: int) -> None:
        """A column that is empty in this Haushalt."""
        self.blatt.column_dimensions[get_column_letter(spalte)].hidden = True

    def patterns(self, euro: Sequence[bool], prozent: Sequence[bool]) -> list[Any]:
        """How the cells of each column of a long table look."""
        muster = [
            pattern(self.blatt, geld=geld or anteil) for geld, anteil in zip(euro, prozent, strict=True)
        ]
        for zelle, anteil in zip(muster, prozent, strict=True):
            if anteil:
                zelle.number_format = PROZENT
        return muster


def _share(wert: Fraction) -> Decimal:
    """A share as the cell holds it: six decimals, as everywhere."""
    return (Decimal(wert.numerator) / Decimal(wert.denominator)).quantize(Decimal("0.000001"))


@dataclass
class Rechenmappe:
    """A workbook of such sheets."""

    titel: str
    fuss: str
    mappe: Workbook = field(default_factory=lambda: Workbook(write_only=True))
    blaetter: list[Rechenblatt] = field(default_factory=list)

    def sheet(
        self, name: str, breiten: Sequence[float], kopf: int | None, filter_: str | None = None
    ) -> Rechenblatt:
        """A new sheet; ``kopf`` is the row of its heads, which stays in sight and is printed on each page.

        ``None``: it has several tables, each with heads of its own.
        """
        blatt: Any = self.mappe.create_sheet(name)
        set_up(blatt, self.fuss, breiten, kopf or 1, filter_)
        if kopf is None:
            blatt.freeze_panes = blatt.print_title_rows = None
        neu = Rechenblatt(blatt, breiten)
        self.blaetter.append(neu)
        return neu

    def write(self) -> bytes:
        """The file with the results beside the formulas."""
        self.mappe.properties.creator = "KEK-Monitor"
        self.mappe.properties.title = excel_text(self.titel)
        ziel = io.BytesIO()
        self.mappe.save(ziel)
        teile = {
            f"xl/worksheets/sheet{nr}.xml": blatt.ergebnisse
            for nr, blatt in enumerate(self.blaetter, start=1)
            if blatt.ergebnisse
        }
        return _with_results(ziel.getvalue(), teile)


def _with_results(datei: bytes, teile: Mapping[str, Mapping[str, Ergebnis]]) -> bytes:
    ziel = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(datei)) as alt, zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as neu:
        for teil in alt.infolist():
            inhalt = alt.read(teil)
            if teil.filename in teile:
                inhalt = _fill(inhalt, teile[teil.filename])
            neu.writestr(teil.filename, inhalt)
    return ziel.getvalue()


def _fill(xml: bytes, ergebnisse: Mapping[str, Ergebnis]) -> bytes:
    """Each formula with its result; one without would be a fault of ours."""

    def with_value(treffer: re.Match[bytes]) -> bytes:
        ort, rest, formel = treffer.groups()
        wert = ergebnisse[ort.decode()]
        art = b' t="str"' if isinstance(wert, str) else b""
        text = escape(wert) if isinstance(wert, str) else _number(wert)
        return b'<c r="%b"%b%b><f>%b</f><v>%b</v></c>' % (ort, rest, art, formel, text.encode())

    return _FORMEL.sub(with_value, xml)


def _number(wert: Decimal | Fraction) -> str:
    return repr(wert.numerator / wert.denominator) if isinstance(wert, Fraction) else format(wert, "f")

"""XLSX-Zahl: numbers of a report as real numbers of a workbook, shown as the report prints them."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, Final

from kek_dashboard.formats import UNKNOWN, format_number
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.bericht.durchgang import parts
from kek_dashboard.reports.bericht.form import Beispielzeichen, Text, Wert, Wertart, Zahl

#: As many digits as Excel keeps.
_GENAU: Final = Context(prec=15)


def put_wert(zelle: Any, wert: Wert, **wie: Any) -> None:  # noqa: ANN401 - openpyxl's two kinds of cells
    """A real number with its unit in the format; ``–`` as text where it is unknown."""
    zahl = as_decimal(wert.zahl)
    if zahl is None:
        stil.put(zelle, UNKNOWN, **wie)
    else:
        stil.put(zelle, zahl, number_format=number_format(wert), **wie)


def as_decimal(zahl: Zahl | None) -> Decimal | None:
    """A number as a workbook can hold it: exact where that has an end, else to fifteen digits."""
    if zahl is None:
        return None
    if isinstance(zahl, Fraction):
        return _GENAU.divide(Decimal(zahl.numerator), Decimal(zahl.denominator))
    return _GENAU.plus(Decimal(zahl))


def number_format(wert: Wert) -> str:
    """How Excel writes it: the same decimals and unit as the report; short money in full, because it can be summed.

    >>> from kek_dashboard.reports.bericht.bezug import zielerreichung
    >>> hier = zielerreichung(2024, "x")
    >>> number_format(Wert(Decimal("82.50"), hier, einheit="%")), number_format(Wert(3, hier, Wertart.ANZAHL))
    ('#,##0.00" %"', '#,##0')
    >>> number_format(Wert(Decimal("0.1"), hier, Wertart.PROZENT, vorzeichen=True))
    '+#,##0.0" "%;-#,##0.0" "%;#,##0.0" "%'
    """
    stellen, einheit = wert.stellen, ""
    match wert.art:
        case Wertart.PROZENT:
            stellen, einheit = 1 if stellen is None else stellen, '" "%'
        case Wertart.EURO | Wertart.EURO_KURZ:
            stellen, einheit = 2, '" €"'
        case Wertart.ANZAHL:
            stellen = 0
        case Wertart.ZAHL:
            einheit = f'" {wert.einheit.replace(chr(34), "")}"' if wert.einheit else ""
            stellen = len(format_number(wert.zahl).partition(",")[2]) if stellen is None else stellen
    muster = "#,##0" + ("." + "0" * stellen if stellen else "") + einheit
    return f"+{muster};-{muster};{muster}" if wert.vorzeichen else muster


def single_wert(text: Text) -> Wert | None:
    """The one number that a cell is, with nothing beside it but a label; else ``None``."""
    teile = [
        teil
        for teil in parts(text)
        if not isinstance(teil, Beispielzeichen) and not (isinstance(teil, str) and not teil.strip())
    ]
    return teile[0] if len(teile) == 1 and isinstance(teile[0], Wert) else None

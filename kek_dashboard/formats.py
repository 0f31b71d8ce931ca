"""Formats: how numbers, money, shares, dates and Zeiträume are written for German readers.

Everything here returns text for a person; nothing reads it back. Unknown is always ``–``, never 0.
Numbers are rounded as people round (half away from zero), exactly, and for display only. A minus is
the real minus sign ``−``, which screen readers speak and no line end cuts off from its number;
between a number and its unit stands a no-break space.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from babel import Locale
from babel import dates as babel_dates
from babel import numbers as babel_numbers

Number: TypeAlias = int | float | Decimal | Fraction

LOCALE = Locale("de")
UNKNOWN = "–"
MINUS = "\N{MINUS SIGN}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

#: Most decimals shown when nobody said how many: as many as the command line's JSON carries.
MOST_DECIMALS = 6

_MONEY_STEP = 1000
_MONEY_STEPS = ("Tsd.", "Mio.", "Mrd.")
_ROMAN = ("I", "II", "III", "IV")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_EXCEL_LONGEST = 32_767
_SHORT_FORM = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])))?", re.ASCII)


def format_number(value: Number | None, decimals: int | None = None, *, signed: bool = False) -> str:
    """Number with German separators; ``signed`` puts a plus before what is above zero.

    Without ``decimals`` a Decimal keeps those it was delivered with, anything else those it needs,
    both at most six. What rounds to zero has no sign.

    >>> format_number(Decimal("1234.5"))
    '1.234,5'
    >>> format_number(82, 1)
    '82,0'
    >>> format_number(Fraction(1, 3), 2, signed=True)
    '+0,33'
    >>> format_number(Decimal("-0.04"), 1)
    '0,0'
    >>> format_number(None)
    '–'
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return UNKNOWN
    if decimals is None:
        decimals = _own_decimals(value)
    rounded = _round(_exact(value), decimals)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    digits = babel_numbers.format_decimal(
        abs(rounded), format=pattern, locale=LOCALE, decimal_quantization=False
    )
    return _sign(rounded, signed=signed) + digits


def format_value(
    value: Number | None, unit: str, decimals: int | None = None, *, signed: bool = False
) -> str:
    """Number with its unit; the unit is left out where the value is unknown.

    >>> format_value(Decimal("82.0"), "%") == "82,0" + NO_BREAK_SPACE + "%"
    True
    >>> format_value(None, "%")
    '–'
    """
    text = format_number(value, decimals, signed=signed)
    return text if text == UNKNOWN or not unit else text + NO_BREAK_SPACE + unit


def format_percent(share: Number | None, decimals: int = 1, *, signed: bool = False) -> str:
    """Share (1 = 100 %) as percent.

    >>> format_percent(Decimal("0.625")).replace(NO_BREAK_SPACE, " ")
    '62,5 %'
    >>> format_percent(Decimal("-0.003571"), signed=True).replace(NO_BREAK_SPACE, " ")
    '−0,4 %'
    """
    if share is None or (isinstance(share, float) and not math.isfinite(share)):
        return UNKNOWN
    return _percent(share, decimals, signed)


@lru_cache(maxsize=4096)
def _percent(share: Number, decimals: int, signed: bool) -> str:  # noqa: FBT001 - a key of the cache
    """Pages write the same hundred percentages again and again; equal shares of any type read the same."""
    return format_value(_exact(share) * 100, "%", decimals, signed=signed)


def format_euro(amount: Number | None, *, signed: bool = False) -> str:
    """Euros to the cent.

    >>> format_euro(Decimal("-1234.56")).replace(NO_BREAK_SPACE, " ")
    '−1.234,56 €'
    """
    return format_value(amount, "€", 2, signed=signed)


def format_euro_short(amount: Number | None, *, signed: bool = False) -> str:
    """Euros for headlines: one decimal with Mrd., Mio. or Tsd., whole euros below a thousand.

    The step follows from the rounded figure, so that nobody reads ``1.000,0 Tsd. €``.

    >>> [format_euro_short(n).replace(NO_BREAK_SPACE, " ") for n in (4_210_000, 999_960, 850, -12_300)]
    ['4,2 Mio. €', '1,0 Mio. €', '850 €', '−12,3 Tsd. €']
    """
    if amount is None or (isinstance(amount, float) and not math.isfinite(amount)):
        return UNKNOWN
    unit, shown, decimals = "€", _exact(amount), 0
    for word in _MONEY_STEPS:
        if abs(_round(shown, decimals)) < _MONEY_STEP:
            break
        unit, shown, decimals = word + NO_BREAK_SPACE + "€", shown / _MONEY_STEP, 1
    return format_value(shown, unit, decimals, signed=signed)


def format_date(day: date | None) -> str:
    """Day in figures; of a point in time only its day.

    >>> format_date(date(2026, 6, 30))
    '30.06.2026'
    """
    return UNKNOWN if day is None else babel_dates.format_date(day, "dd.MM.yyyy", locale=LOCALE)


def format_datetime(moment: datetime | None) -> str:
    """Day and time as the clock that recorded it showed them.

    >>> format_datetime(datetime(2026, 6, 30, 14, 5)).replace(NO_BREAK_SPACE, " ")
    '30.06.2026, 14:05 Uhr'
    """
    if moment is None:
        return UNKNOWN
    return f"{format_date(moment)}, {moment:%H:%M}{NO_BREAK_SPACE}Uhr"


def format_zeitraum(zeitraum: object) -> str:
    """Zeitraum, or its short form, as the county writes it; other text is returned as it is.

    >>> [format_zeitraum(kurz) for kurz in ("2023", "2023-Q1", "2023-06", None)]
    ['2023', 'I/2023', 'Juni 2023', '–']
    >>> format_zeitraum("2023-H1").replace(NO_BREAK_SPACE, " ")
    '1. Hj. 2023'
    """
    if zeitraum is None:
        return UNKNOWN
    found = _SHORT_FORM.fullmatch(str(zeitraum))
    if found is None:
        return str(zeitraum)
    year, quarter, half, month = found.groups()
    if quarter:
        return f"{_ROMAN[int(quarter) - 1]}/{year}"
    if half:
        return f"{half}.{NO_BREAK_SPACE}Hj.{NO_BREAK_SPACE}{year}"
    if month:
        return babel_dates.format_skeleton("yMMMM", date(int(year), int(month), 1), locale=LOCALE)
    return year


def without_controls(text: str) -> str:
    """The text without the characters that no XML file may have; a file with one of them cannot be read.

    >>> without_controls("Kita" + chr(11) + "plätze")
    'Kitaplätze'
    """
    return _NOT_IN_XML.sub("", text)


def excel_text(text: str) -> str:
    """Text as the XML of a workbook can hold it: no control characters, nothing that Excel would decode.

    Whether a program takes it for a formula is decided by the kind of the cell, not here.

    >>> excel_text("a" + chr(7) + "b _x0041_")
    'ab _x005F_x0041_'
    """
    return _EXCEL_ESCAPE.sub("_x005F_", without_controls(text))[:_EXCEL_LONGEST]


def _exact(value: Number) -> Fraction:
    """The number without any loss; a float counts as the shortest decimal that names it."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def _own_decimals(value: Number) -> int:
    """Decimals the value brings along, at most six."""
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return min(MOST_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0
    exact = _exact(value)
    return next((n for n in range(MOST_DECIMALS) if (exact * 10**n).denominator == 1), MOST_DECIMALS)


def _round(value: Fraction, decimals: int) -> Decimal:
    """Rounded half away from zero."""
    scaled = abs(value) * 10**decimals
    whole = math.floor(scaled + Fraction(1, 2))
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)


def _sign(rounded: Decimal, *, signed: bool) -> str:
    """Sign to put before the digits."""
    if rounded < 0:
        return MINUS
    return "+" if signed and rounded > 0 else ""

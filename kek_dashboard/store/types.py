"""Types: column types that give both databases the same exact values."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from kek_dashboard.domain.zeitraum import Zeitraum


class ExactDecimal(TypeDecorator[Decimal]):
    """An exact number: NUMERIC on PostgreSQL, its decimal text on SQLite, which knows only floats."""

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, NUMERIC without a fixed scale elsewhere."""
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | Decimal | None:
        """Normalised, so that 5 and 5.0 are the same text in both databases."""
        if value is None:
            return None
        text = canonical(value)
        return text if dialect.name == "sqlite" else Decimal(text)

    def process_result_value(self, value: str | Decimal | None, dialect: Dialect) -> Decimal | None:
        """The Decimal as it was given, without trailing zeros."""
        return None if value is None else Decimal(value)


class Cents(TypeDecorator[Decimal]):
    """Euros as whole cents in a BIGINT; a fraction of a cent is an error, never rounded away."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Euros to cents; raises ``ValueError`` for a fraction of a cent."""
        if value is None:
            return None
        cents = value.scaleb(2)
        if cents != cents.to_integral_value():
            raise ValueError(f"{value} hat Bruchteile eines Cents")
        return int(cents)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Cents to euros with two decimals."""
        return None if value is None else Decimal(value).scaleb(-2)


class ZeitraumText(TypeDecorator[Zeitraum]):
    """A Zeitraum in its short form (``2023-Q1``)."""

    impl = sa.String(8)
    cache_ok = True

    def process_bind_param(self, value: Zeitraum | None, dialect: Dialect) -> str | None:
        """Short form."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Zeitraum | None:
        """Zeitraum of the short form."""
        return None if value is None else Zeitraum.parse(value)


class Word(TypeDecorator[StrEnum]):
    """One of the words of an enumeration of the domain."""

    impl = sa.String(40)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words
        self._by_text: dict[str, StrEnum] = {word.value: word for word in words}

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """The word itself."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """The member of the enumeration; raises ``ValueError`` for a foreign word."""
        if value is None:
            return None
        return self._by_text.get(value) or self.words(value)


def canonical(value: Decimal) -> str:
    """The one text of a number: no exponent, no trailing zeros, no negative zero.

    Raises ``ValueError`` for NaN and infinity, which must never be stored.
    """
    if not value.is_finite():
        raise ValueError("NaN und Unendlich sind keine Werte")
    if value == 0:
        return "0"
    return format(value.normalize(), "f")

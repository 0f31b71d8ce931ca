"""Zeit: the moment as the store writes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time


def timestamp() -> str:
    """The moment, in UTC to the second, as the store writes it."""
    return as_text(datetime.now(UTC))


def beginning(tag: date) -> str:
    """The first moment of a calendar day of the county, as the store writes moments."""
    return as_text(datetime.combine(tag, time.min).astimezone(UTC))


def as_text(moment: datetime) -> str:
    """A moment with its zone as the store writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

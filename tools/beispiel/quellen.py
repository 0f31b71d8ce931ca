"""Quellen: the small tables all workbooks of data/ are made from."""

import csv
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

QUELLEN = Path(__file__).resolve().parent / "quellen"
DATA = Path(__file__).resolve().parents[2] / "data"

Zeile = dict[str, str]


def read_table(name: str) -> list[Zeile]:
    """Return one dict per row of ``quellen/<name>.csv`` (UTF-8, semicolons), all values as text."""
    with (QUELLEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def read_toml(name: str) -> dict[str, Any]:
    """Return ``quellen/<name>.toml``."""
    with (QUELLEN / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def decimal_or_none(text: str) -> Decimal | None:
    """Return the number, or ``None`` where the source says nothing."""
    return Decimal(text) if text else None


def int_or_none(text: str) -> int | None:
    """Return the whole number, or ``None`` where the source says nothing."""
    return int(text) if text else None


def date_or_none(text: str) -> date | None:
    """Return the day, or ``None`` where the source says nothing."""
    return date.fromisoformat(text) if text else None

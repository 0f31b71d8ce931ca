"""Nummer: how keys such as 1.10 or A.1.a are ordered and where they hang."""

from __future__ import annotations

import re
from functools import lru_cache

_TEILE = re.compile(r"\d+|\D+")


@lru_cache(maxsize=65_536)
def nummer_key(nr: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key under which 1.2 comes before 1.10; text and numbers may be mixed.

    Kept: a Haushalt of thousands of lines has few numbers and is sorted by five of them.
    """
    return tuple(
        (0, int(teil), "") if teil.isdigit() and teil.isascii() else (1, 0, teil)
        for teil in _TEILE.findall(nr)
    )


def uebergeordnet(nr: str) -> str | None:
    """Number of the Ziel above by the dotted number; ``None`` for a number without a dot."""
    kopf, punkt, _ = nr.rpartition(".")
    return kopf if punkt else None

"""Fassung: how a version of a Haushaltsplan is called for people."""

from __future__ import annotations

FASSUNG_WORT = {"entwurf": "Entwurf", "beschlossen": "beschlossen", "vollzug": "Vollzug"}


def fassung_text(fassung: str) -> str:
    """Name of a Fassung for people.

    >>> fassung_text("nachtrag-2")
    '2. Nachtrag'
    """
    nummer = fassung.removeprefix("nachtrag-")
    return f"{nummer}. Nachtrag" if nummer != fassung else FASSUNG_WORT.get(fassung, fassung)

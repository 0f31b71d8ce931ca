"""Aria: attributes for screen readers, whose names Python cannot spell as keywords."""

from __future__ import annotations

from typing import Any


def aria(**attributes: str) -> dict[str, Any]:
    """Attributes to unpack into a component; dashes stand for underscores.

    >>> aria(label="Hauptnavigation", describedby="hilfe")
    {'aria-label': 'Hauptnavigation', 'aria-describedby': 'hilfe'}
    """
    return {f"aria-{name.replace('_', '-')}": value for name, value in attributes.items()}

"""Protokoll: what stands on the lines between the child process and its parent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

#: Kinds of a value; the kind of a number is the number of its format (from 1).
TEXT: Final = 0
DATUM: Final = -1
WAHRHEIT: Final = -2
FEHLER: Final = -3
OHNE_ERGEBNIS: Final = -4

#: One line; the shapes are listed in ``jail``.
Zeile = list[Any]

#: Gets a share from 0 to 1 and the stage in a few German words.
Fortschritt = Callable[[float, str], None]


def ignore_progress(_anteil: float, _stufe: str) -> None:
    """For callers who do not watch."""

"""Protokoll: what stands on the lines between the child process and its parent."""

from __future__ import annotations

from typing import Any, Final

#: Kinds of a value; the kind of a number is the number of its format (from 1).
TEXT: Final = 0
DATUM: Final = -1
WAHRHEIT: Final = -2
FEHLER: Final = -3
OHNE_ERGEBNIS: Final = -4

#: One line; the shapes are listed in ``jail``.
Zeile = list[Any]

"""Speicher: gives the memory that a large file took back to the system, where the C library keeps it."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from typing import Any


def give_back_memory() -> None:
    """Lets go of what is free. glibc keeps what threads have freed for their next turn: 60 MiB after a few files.

    Does nothing on other systems, and nothing wrong anywhere: it is a hint.
    """
    _trim()()


@cache
def _trim() -> Callable[[], object]:
    if not sys.platform.startswith("linux"):
        return lambda: None
    trim: Any = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
    return (lambda: None) if trim is None else (lambda: trim(0))

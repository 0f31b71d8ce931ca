"""Datei: writes what a command makes: all of the file or nothing, and never half of it under its name."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def write_whole(ziel: Path, inhalt: bytes) -> None:
    """Beside the place first, then by one step under its name; raises ``OSError`` and leaves what was there."""
    halb = ziel.with_name(f".{ziel.name}.{os.getpid()}.tmp")
    try:
        halb.write_bytes(inhalt)
        halb.replace(ziel)
    finally:
        halb.unlink(missing_ok=True)


def complain(text: str, code: int) -> int:
    """Says on standard error what is wrong; returns the exit code."""
    print(f"Fehler: {text}", file=sys.stderr)
    return code

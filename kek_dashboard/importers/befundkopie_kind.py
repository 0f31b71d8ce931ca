"""Befundkopie, the child: opens the sender's file within the limits of ``jail`` and writes into a copy.

On stdin: one line of JSON (a ``Auftrag``), then the file. On stdout, as ``jail`` does:
``["K", the copy in base 64]`` and ``["E", "xlsx"]``, or ``["X", reason, detail]``.
"""

from __future__ import annotations

import base64
import sys
from typing import IO

import orjson

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.befundmappe import Befundmappe, build_copy, open_package_copy, save_copy
from kek_dashboard.importers.befundmarken import Auftrag, mark
from kek_dashboard.importers.jail import read_file, work_imprisoned

_ODS = b"application/vnd.oasis.opendocument"


def main() -> int:
    """Read Befunde and file from stdin, write the marked copy or a refusal to stdout; always returns 0."""

    def copy(aus: IO[bytes]) -> None:
        auftrag = Auftrag(**orjson.loads(sys.stdin.buffer.readline()))
        inhalt = sys.stdin.buffer.read(grenzen.MAX_DATEI + 1)
        kopie = annotate_file(inhalt, sys.argv[-1], auftrag)
        aus.write(orjson.dumps(["K", base64.b64encode(kopie).decode("ascii")]) + b"\n")
        aus.write(b'["E","xlsx"]\n')

    return work_imprisoned(copy)


def annotate_file(inhalt: bytes, endung: str, auftrag: Auftrag) -> bytes:
    """The copy with its marks; raises ``RefusedError``, or what a parser throws at a broken file."""
    ist_xlsx = inhalt.startswith(b"PK\x03\x04") and _ODS not in inhalt[:200]
    if ist_xlsx and not auftrag.neu_aufbauen:
        try:
            return _marked(open_package_copy(inhalt), auftrag)
        except (RefusedError, MemoryError):
            raise
        except Exception:  # noqa: BLE001  what openpyxl as a whole cannot take, our own reader may still read
            return _marked(build_copy(read_file(inhalt, endung)), auftrag)
    return _marked(build_copy(read_file(inhalt, endung)), auftrag)


def _marked(kopie: Befundmappe, auftrag: Auftrag) -> bytes:
    mark(kopie, auftrag)
    return save_copy(kopie)

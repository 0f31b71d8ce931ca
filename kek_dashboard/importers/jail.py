"""Jail: the child process that opens a foreign file; bytes on stdin, plain rows on stdout.

Started by ``workbook.read_workbook`` only, in a Python of its own. It sets its own limits before it
touches the file, writes nothing but rows, and ends with a refusal instead of an exception.

Lines on stdout (JSON arrays): ``["B", name, hidden, [[r1, c1, r2, c2], …], [hidden row, …], [hidden
column, …], [[row, column, note], …]]`` begins a sheet, ``["F", number format]`` names the next format
(numbered from 1), ``[row, column, value, kind, …]`` is one row, ``["X", reason, detail]`` is a refusal,
``["E", file format]`` the honest end. ``["P", share, stage]`` says how far it is and may stand anywhere.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import IO, Any

import orjson

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.htmltabelle import html_lines, looks_like_html
from kek_dashboard.importers.ods import ods_lines
from kek_dashboard.importers.ole import KENNUNG
from kek_dashboard.importers.protokoll import TEXT, Fortschritt, Zeile, ignore_progress
from kek_dashboard.importers.trennzeichen import decode_text, read_csv
from kek_dashboard.importers.xls import xls_lines
from kek_dashboard.importers.xlsx import workbook_lines
from kek_dashboard.importers.zelltext import clean_text
from kek_dashboard.importers.zellwerte import GEPRUEFT

_HUNDERTSTEL = 0.01
#: Programs export HTML under these names; Excel opens it after asking.
_ALS_TABELLE = {"xls", "html", "htm"}


def main() -> int:
    """Read the file from stdin, write its rows or a refusal to stdout; always returns 0."""

    def read(aus: IO[bytes]) -> None:
        inhalt = sys.stdin.buffer.read(grenzen.MAX_DATEI + 1)
        melder = _Melder(aus)
        for zeile in read_file(inhalt, sys.argv[-1], melder.report):
            aus.write(orjson.dumps(zeile))
            aus.write(b"\n")

    return work_imprisoned(read)


def work_imprisoned(work: Callable[[IO[bytes]], None]) -> int:
    """Does ``work`` on stdin within the limits; what it writes, or the refusal, goes to stdout. Returns 0."""
    _set_limits()
    gc.disable()
    warnings.simplefilter("ignore")
    aus = sys.stdout.buffer
    try:
        work(aus)
    except RefusedError as error:
        aus.write(orjson.dumps(["X", error.grund, error.detail]) + b"\n")
    except MemoryError:
        aus.write(b'["X","speicher",""]\n')
    except RecursionError:
        aus.write(b'["X","verdaechtig","Verschachtelung"]\n')
    except Exception:  # noqa: BLE001  whatever a parser throws at a broken file is a refusal
        aus.write(b'["X","beschaedigt",""]\n')
    with contextlib.suppress(OSError):
        aus.flush()
    return 0


class _Melder:
    """Writes progress lines, one for each hundredth and one for each stage at most."""

    def __init__(self, aus: IO[bytes]) -> None:
        self._aus = aus
        self._zuletzt = 0.0
        self._stufe = ""

    def report(self, anteil: float, stufe: str) -> None:
        """Say how far it is; shares never go back."""
        anteil = max(anteil, self._zuletzt)
        if stufe != self._stufe or anteil >= self._zuletzt + _HUNDERTSTEL:
            self._zuletzt, self._stufe = anteil, stufe
            self._aus.write(orjson.dumps(["P", round(anteil, 2), stufe]) + b"\n")
            self._aus.flush()


def _set_limits() -> None:
    """Memory, time, files: none of them can be raised again. Windows has no such limits."""
    try:
        resource: Any = importlib.import_module("resource")
    except ImportError:
        return
    for name, wert in (
        ("RLIMIT_AS", grenzen.MAX_SPEICHER),
        ("RLIMIT_CPU", grenzen.MAX_CPU_SEKUNDEN),
        ("RLIMIT_NOFILE", grenzen.MAX_OFFENE_DATEIEN),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (wert, wert))


def read_file(inhalt: bytes, endung: str, melde: Fortschritt = ignore_progress) -> Iterator[Zeile]:
    """All lines of a file; what it is follows from its content, the ending only helps with text.

    Raises ``RefusedError``, or whatever a parser throws at a broken file.
    """
    if len(inhalt) > grenzen.MAX_DATEI:
        raise RefusedError("zu_gross", "10 MiB")
    if not inhalt.strip():
        raise RefusedError("leer")
    if inhalt.startswith(KENNUNG):
        yield from xls_lines(inhalt, melde)
        yield ["E", "xls"]
        return
    if inhalt.startswith(b"PK"):
        if not inhalt.startswith(b"PK\x03\x04"):
            raise RefusedError("beschaedigt")
        if b"application/vnd.oasis.opendocument" in inhalt[:200]:
            yield from ods_lines(inhalt, melde)
            yield ["E", "ods"]
            return
        yield from workbook_lines(inhalt, melde)
        yield ["E", "xlsx"]
        return
    text = decode_text(inhalt)
    melde(GEPRUEFT, "Text wird gelesen")
    if endung in _ALS_TABELLE and looks_like_html(text):
        yield from html_lines(text)
        yield ["E", "html"]
        return
    yield from _csv_lines(text, endung)
    yield ["E", "csv"]


def _csv_lines(text: str, endung: str) -> Iterator[Zeile]:
    """Lines of a delimited text; every cell of it is text."""
    yield ["B", "CSV", False, [], [], [], []]
    for nummer, felder in read_csv(text, is_named_csv=endung in {"csv", "txt", "tsv"}):
        zeile: Zeile = [nummer]
        for spalte, feld in enumerate(felder, start=1):
            wert = clean_text(feld, "CSV", nummer, spalte)
            if wert and not wert.isspace():
                zeile += (spalte, wert, TEXT)
        if len(zeile) > 1:
            yield zeile

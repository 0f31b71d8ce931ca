"""Kindprozess: the child process that opens one foreign file, as its parent sees it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Self

import orjson

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.protokoll import Fortschritt

_WURZEL = Path(__file__).resolve().parents[2]
#: numpy and lxml are only slow to import here; our own scan of every part (no DOCTYPE, limits)
#: stands in for defusedxml, whose parser is written in Python and three times slower.
_START = (
    "import sys; sys.modules.update(dict.fromkeys(('numpy', 'lxml', 'PIL', 'defusedxml'))); "
    f"sys.path.insert(0, {str(_WURZEL)!r}); "
)
_KINDER = threading.BoundedSemaphore(2)


class ChildError(Exception):
    """The child refused or died; arguments: reason, detail."""


def ask_child(inhalt: bytes, endung: str, melde: Fortschritt, modul: str = "jail") -> bytes:
    """All lines of the child up to its honest end; raises ``ChildError`` for every other end.

    ``modul`` of ours runs in it: ``jail`` reads a file, ``befundkopie_kind`` writes into a copy of it.
    """
    melde(0.0, "wartet, bis die Datei an der Reihe ist")
    with _KINDER, _Kind(inhalt, endung, modul) as kind:
        return kind.lines(melde)


class _Kind:
    """The child process of one file."""

    def __init__(self, inhalt: bytes, endung: str, modul: str) -> None:
        # Nothing of our environment (database address, keys) goes to the process with the file.
        umgebung = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        start = f"{_START}from kek_dashboard.importers.{modul} import main; sys.exit(main())"
        self._prozess: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603  our own interpreter
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", start, endung],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=umgebung,
            close_fds=True,
        )
        self._abgelaufen = False
        self._uhr = threading.Timer(grenzen.MAX_WANDUHR_SEKUNDEN, self._time_is_up)
        self._uhr.daemon = True
        self._schreiber = threading.Thread(target=self._feed, args=(inhalt,), daemon=True)

    def __enter__(self) -> Self:
        self._uhr.start()
        self._schreiber.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._uhr.cancel()
        self._prozess.kill()
        self._prozess.wait()
        self._schreiber.join()
        if self._prozess.stdout is not None:
            self._prozess.stdout.close()

    def _time_is_up(self) -> None:
        self._abgelaufen = True
        self._prozess.kill()

    def _feed(self, inhalt: bytes) -> None:
        eingang = self._prozess.stdin
        if eingang is not None:
            with contextlib.suppress(OSError, ValueError):
                eingang.write(inhalt)
            with contextlib.suppress(OSError, ValueError):
                eingang.close()

    def lines(self, melde: Fortschritt) -> bytes:
        """Lines of the child without those about its progress; raises ``ChildError``."""
        ausgang: IO[bytes] | None = self._prozess.stdout
        zeilen = bytearray()
        gelesen = 0
        if ausgang is None:
            raise ChildError("beschaedigt")
        while zeile := ausgang.readline(grenzen.MAX_AUSGABE - gelesen + 1):
            gelesen += len(zeile)
            if gelesen > grenzen.MAX_AUSGABE:
                raise ChildError("zu_gross", "mehr als 64 MiB Text")
            if not zeile.endswith(b"\n"):
                break
            if zeile.startswith(b'["P"'):
                _, anteil, stufe = orjson.loads(zeile)
                melde(anteil, stufe)
                continue
            if zeile.startswith(b'["X"'):
                _, grund, detail = orjson.loads(zeile)
                raise ChildError(grund, detail)
            zeilen += zeile
            if zeile.startswith(b'["E"'):
                melde(1.0, "gelesen")
                return bytes(zeilen)
        self._prozess.wait()
        code = self._prozess.returncode
        # SIGXCPU or the kernel's SIGKILL: the time is up; any other death is the file's fault too.
        raise ChildError("dauer" if self._abgelaufen or code in {-24, -9} else "beschaedigt")

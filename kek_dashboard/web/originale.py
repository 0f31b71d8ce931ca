"""Originale: reads the original file of a Lieferung again, safely, and keeps what was read for the next look."""

from __future__ import annotations

import threading
import zlib
from collections import OrderedDict

from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt
from kek_dashboard.importers.workbook import build_workbook, read_lines
from kek_dashboard.store.lieferungen import load_datei
from kek_dashboard.store.session import Store

_MIB = 1024 * 1024
# Compressed: a large Haushaltsplan takes 2 MiB, a Fachbereich's workbook a few KiB.
_MOST_BYTES = 16 * _MIB

_Key = tuple[str, str]


class Originale:
    """What the safe reader said about the files looked at last, by their SHA-256 and format; safe between threads.

    A stored file never changes, so nothing kept here grows old; it is only dropped for lack of room.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        """Keep at most so many bytes."""
        self._most = most_bytes
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()
        self._running: dict[_Key, threading.Lock] = {}
        self._lock = threading.Lock()

    def load_mappe(self, store: Store, lieferung: Lieferung) -> Arbeitsmappe:
        """The workbook of a Lieferung; raises ``UnreadableWorkbookError``."""
        key = (lieferung.sha256, lieferung.dateiname.rpartition(".")[2].lower())
        lines = self._find(key)
        if lines is None:
            with self._lock:
                running = self._running.setdefault(key, threading.Lock())
            with running:
                lines = self._find(key)
                if lines is None:
                    lines = self._read(store, lieferung, key)
        return build_workbook(lieferung.dateiname, zlib.decompress(lines))

    def load_blatt(self, store: Store, lieferung: Lieferung, name: str) -> Blatt | None:
        """One sheet of it, ``None`` where the file has none of this name; raises ``UnreadableWorkbookError``."""
        blaetter = self.load_mappe(store, lieferung).blaetter
        return next((blatt for blatt in blaetter if blatt.name == name), None)

    def _find(self, key: _Key) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _read(self, store: Store, lieferung: Lieferung, key: _Key) -> bytes:
        try:
            dateiname, inhalt = load_datei(store, lieferung.nr)
            lines = zlib.compress(read_lines(inhalt, dateiname), 1)
        finally:
            with self._lock:
                self._running.pop(key, None)
        with self._lock:
            self._kept[key] = lines
            while sum(map(len, self._kept.values())) > self._most:
                self._kept.popitem(last=False)
        return lines


#: One for the whole program: what is kept depends on the bytes of the files alone.
ORIGINALE = Originale()

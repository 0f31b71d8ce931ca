"""Sammelpause: no search for garbage while very many objects are made that all stay, nor among them later.

Python looks through all objects again and again as their number grows; for a plan of 20,000 lines that took
two fifths of the time and found nothing, and afterwards made one request in a hundred ten times as slow.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_pausing = 0


@contextmanager
def without_collection() -> Iterator[None]:
    """Garbage collection waits as long as any thread is inside; afterwards it is as it was."""
    global _pausing  # noqa: PLW0603 - the collector is one for the whole process, too
    with _lock:
        was_on = gc.isenabled() or _pausing > 0
        _pausing += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _pausing -= 1
            if was_on and not _pausing:
                gc.enable()


def put_aside() -> None:
    """What is alive now is left out of later searches; it still goes as soon as nobody holds it.

    What is garbage already is taken away first, for it could never be found again.
    """
    gc.collect()
    gc.freeze()

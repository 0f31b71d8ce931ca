"""Feindlich: reads every hostile file and says what became of it and how long it took.

``python -m tools.feindlich [FOLDER]``: with a folder the files are written down instead.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from pathlib import Path

from kek_dashboard.importers.workbook import UnreadableWorkbookError, read_workbook
from tests.importers.feindlich import cases

KIB = 1024


def main() -> None:
    """Read them all, or write them all."""
    if len(sys.argv) > 1:
        write(Path(sys.argv[1]))
    else:
        measure()


def write(folder: Path) -> None:
    """Each file into the folder, numbered."""
    folder.mkdir(parents=True, exist_ok=True)
    for nummer, (name, dateiname, inhalt) in enumerate(cases()):
        (folder / f"{nummer:03d} {name} {dateiname}".replace("/", "_")).write_bytes(inhalt)


def measure() -> None:
    """One line a file, then what is largest."""
    gruende: Counter[str] = Counter()
    zeiten: list[tuple[float, str]] = []
    for name, dateiname, inhalt in cases():
        beginn = time.monotonic()
        try:
            read_workbook(inhalt, dateiname)
            grund = "read"
        except UnreadableWorkbookError as error:
            grund = error.grund
        dauer = time.monotonic() - beginn
        gruende[grund] += 1
        zeiten.append((dauer, name))
        print(f"{dauer:6.2f} s  {grund:<15} {name}", flush=True)
    print(f"\n{len(zeiten)} files: " + ", ".join(f"{zahl} {grund}" for grund, zahl in gruende.most_common()))
    print("slowest: " + ", ".join(f"{name} {dauer:.1f} s" for dauer, name in sorted(zeiten)[:-6:-1]))
    print(f"largest child: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KIB:.0f} MiB")


if __name__ == "__main__":
    main()

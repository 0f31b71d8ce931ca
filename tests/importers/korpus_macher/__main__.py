"""Korpus schreiben: ``python -m tests.importers.korpus_macher [NAME…] [--golden]``.

Without names all files that LibreOffice is not needed for are written, and ``korpus.toml``; with names
those files. ``--golden`` writes their ``*.expected.json`` anew: read every change before it is committed.
"""

from __future__ import annotations

import argparse

from tests.importers.korpus_macher import sammlung
from tests.importers.korpus_stand import KORPUS, korpusstand, read_golden


def main() -> None:
    """Write what was asked for."""
    leser = argparse.ArgumentParser(prog="korpus_macher")
    leser.add_argument("namen", nargs="*")
    leser.add_argument("--golden", action="store_true")
    wahl = leser.parse_args()
    dateien = sammlung.DATEIEN
    namen = wahl.namen or [
        name
        for name, d in dateien.items()
        if d.mittel not in {"libreoffice", "msoffcrypto"} and not wahl.golden
    ]
    if wahl.golden and not wahl.namen:
        namen = []
    for name in namen if not wahl.golden else []:
        (KORPUS / name).write_bytes(dateien[name].macher())
    (KORPUS / "korpus.toml").write_text(sammlung.verzeichnis(), encoding="utf-8")
    stand = korpusstand()
    for name in (namen or sorted(dateien)) if wahl.golden else []:
        golden = read_golden(KORPUS / name, stand)
        (KORPUS / f"{name}.expected.json").write_text(sammlung.golden_text(golden), encoding="utf-8")


if __name__ == "__main__":
    main()

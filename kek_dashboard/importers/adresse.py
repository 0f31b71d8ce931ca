"""Adresse: cell addresses such as ``E7`` as numbers; runs in the child process only."""

from __future__ import annotations

import re

from kek_dashboard.importers.ablehnung import RefusedError

_ADRESSE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", re.ASCII)


def place(adresse: str) -> tuple[int, int]:
    """Row and column of an address such as ``E7``; raises ``RefusedError`` for what is none."""
    treffer = _ADRESSE.fullmatch(adresse)
    if treffer is None:
        raise RefusedError("beschaedigt")
    spalte = 0
    for buchstabe in treffer[1].upper():
        spalte = spalte * 26 + ord(buchstabe) - 64
    return int(treffer[2]), spalte

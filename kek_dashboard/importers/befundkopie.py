"""Befundkopie: the sender's own workbook with every Befund written at its cell, to be sent back."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

import orjson

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.formats import excel_text
from kek_dashboard.importers import grenzen
from kek_dashboard.importers.kindprozess import ChildError, ask_child
from kek_dashboard.importers.protokoll import ignore_progress
from kek_dashboard.importers.workbook import UnreadableWorkbookError

#: So many are marked and listed: a person mends those first, and the rest is often the same mistake.
HOECHSTENS: Final = 1_000
_RANG: Final = tuple(Schwere)


def annotate(inhalt: bytes, dateiname: str, befunde: Sequence[Befund]) -> tuple[str, bytes]:
    """Name and bytes of an .xlsx: the file as it was sent, with notes at the cells and a list of all Befunde.

    An .xlsx keeps its sheets, formulas and their results; every other format becomes a new workbook of the
    cells as they were read. With more Befunde than ``HOECHSTENS`` the gravest are shown. The file is opened by
    a child process with the limits of the reader. Raises ``UnreadableWorkbookError``.
    """
    if len(inhalt) > grenzen.MAX_DATEI:
        raise UnreadableWorkbookError(dateiname, "zu_gross", "über 10 MiB")
    endung = dateiname.rpartition(".")[2].lower()
    endung = endung if endung.isascii() and endung.isalnum() else "-"
    geordnet = sorted(befunde, key=lambda befund: _RANG.index(befund.schwere))
    auftrag = orjson.dumps(
        {
            "dateiname": excel_text(dateiname),
            "befunde": [befund.as_json() for befund in geordnet[:HOECHSTENS]],
            "anzahl": Counter(befund.schwere.value for befund in befunde),
        }
    )
    try:
        zeilen = ask_child(auftrag + b"\n" + inhalt, endung, ignore_progress, "befundkopie_kind")
        kopf, kopie = orjson.loads(zeilen.partition(b"\n")[0])
    except ChildError as error:
        raise UnreadableWorkbookError(dateiname, *error.args) from None
    except ValueError as error:
        raise UnreadableWorkbookError(dateiname, "beschaedigt") from error
    if kopf != "K":
        raise UnreadableWorkbookError(dateiname, "beschaedigt")
    return f"{PurePath(dateiname).stem}-Befunde.xlsx", base64.b64decode(kopie)

"""Befundkopie: the sender's own workbook with every Befund written at its cell, to be sent back."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Mapping, Sequence
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
    auftrag = {
        "dateiname": excel_text(dateiname),
        "befunde": [befund.as_json() for befund in geordnet[:HOECHSTENS]],
        "anzahl": Counter(befund.schwere.value for befund in befunde),
    }
    try:
        try:
            kopie = _ask(inhalt, endung, auftrag)
        except ChildError as error:
            if error.args[0] != "speicher":
                raise
            # Areas that are formatted and empty cost nothing to read and very much to keep.
            kopie = _ask(inhalt, endung, auftrag | {"neu_aufbauen": True})
    except ChildError as error:
        raise UnreadableWorkbookError(dateiname, *error.args) from None
    except ValueError as error:
        raise UnreadableWorkbookError(dateiname, "beschaedigt") from error
    return f"{PurePath(dateiname).stem}-Befunde.xlsx", kopie


def _ask(inhalt: bytes, endung: str, auftrag: Mapping[str, object]) -> bytes:
    """The copy that the child made; raises ``ChildError``, or ``ValueError`` for an answer that is none."""
    zeilen = ask_child(orjson.dumps(auftrag) + b"\n" + inhalt, endung, ignore_progress, "befundkopie_kind")
    kopf, kopie = orjson.loads(zeilen.partition(b"\n")[0])
    if kopf != "K":
        raise ValueError(kopf)
    return base64.b64decode(kopie)

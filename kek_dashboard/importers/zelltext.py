"""Zelltext: the text of one cell as it may go on: NFC, no control characters, not too long."""

from __future__ import annotations

import re
import unicodedata

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.mappe import spaltenname

_STEUERZEICHEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def clean_text(text: str, blatt: str, zeile: int, spalte: int) -> str:
    """Text in NFC without control characters; refuses a cell that is longer than a cell may be.

    ``zeile`` 0 is the name of a sheet.
    """
    if len(text) > grenzen.MAX_ZEICHEN:
        ort = f"Blatt „{blatt}“, Zelle {spaltenname(spalte)}{zeile}" if zeile else "Blattname"
        raise RefusedError("zelle_zu_lang", ort)
    return plain_text(text)


def plain_text(text: str) -> str:
    """Text in NFC without control characters and halves of characters."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _STEUERZEICHEN.sub("", unicodedata.normalize("NFC", text))
    return text.encode("utf-8", "ignore").decode("utf-8")


def note_text(text: str) -> str:
    """A note at a cell, cut off where it is longer than a note may be."""
    text = plain_text(text[: grenzen.MAX_KOMMENTAR + 1]).strip()
    return text if len(text) <= grenzen.MAX_KOMMENTAR else text[: grenzen.MAX_KOMMENTAR - 1] + "…"

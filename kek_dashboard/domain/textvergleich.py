"""Textvergleich: text as it is compared: case, umlauts spelled out, accents and blanks do not matter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_UMLAUTE = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "–": "-",
    "—": "-",
    "‑": "-",
    "\N{SOFT HYPHEN}": "",
    "\N{NO-BREAK SPACE}": " ",
}


def fold(text: str) -> str:
    """Text as it is compared.

    >>> fold("Straße") == fold("STRASSE"), fold("Café Übung")
    (True, 'cafe uebung')
    """
    return text.lower() if text.isascii() else "".join(map(fold_char, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=2048)
def fold_char(zeichen: str) -> str:
    """One letter as it is compared: none, one or more letters."""
    klein = zeichen.casefold()
    if klein in _UMLAUTE:
        return _UMLAUTE[klein]
    return "".join(c for c in unicodedata.normalize("NFKD", klein) if not unicodedata.combining(c))

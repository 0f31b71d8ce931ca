"""Befund: what is wrong or worth knowing in a delivered file, and in which cell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Schwere(StrEnum):
    """``fehler`` refuses the whole file, ``warnung`` must be confirmed, ``hinweis`` is for reading."""

    FEHLER = "fehler"
    WARNUNG = "warnung"
    HINWEIS = "hinweis"


@dataclass(frozen=True, slots=True)
class Befund:
    """One finding in a file. ``text`` is a German sentence: what, where, what was expected."""

    schwere: Schwere
    code: str
    text: str
    blatt: str = ""
    zelle: str = ""

    def as_json(self) -> dict[str, str]:
        """The Befund in the shape of the command line's JSON."""
        return {
            "schwere": self.schwere.value,
            "code": self.code,
            "blatt": self.blatt,
            "zelle": self.zelle,
            "text": self.text,
        }

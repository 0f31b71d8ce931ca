"""Zeichensatz: which characters the typeface of the reports can draw, and what is printed instead of the others.

Typst refuses a PDF/UA with a character that no face has. So one emoji in a county's text would cost the whole report;
here it becomes a box, and the report says so.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

#: Stands for what cannot be drawn; the second face (``ERSATZ``) has it and the signs of ``_WEITERE``.
KASTEN: Final = "\N{WHITE SQUARE}"
SCHRIFT: Final = "Source Sans Pro"
ERSATZ: Final = "DejaVu Sans Mono"
_WEITERE: Final = frozenset(KASTEN + "○●↗↘↙↖△▽◇★☆✔✗")
#: Same meaning, same look, in the typeface.
_GLEICH: Final = {"\N{NON-BREAKING HYPHEN}": "-", "\N{HYPHEN}": "-", "\N{THIN SPACE}": "\N{NARROW NO-BREAK SPACE}",
                  "\t": " ", "\r": " ", "\N{ZERO WIDTH SPACE}": "\N{ZERO WIDTH SPACE}"}  # fmt: skip
_UNSICHTBAR: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLEIBT: Final = frozenset("\n\N{SOFT HYPHEN}")
_FORMAT_4, _FORMAT_12 = 4, 12


def visible(text: str) -> str:
    """The text without what cannot be seen: control characters, marks of direction, halves of characters."""
    return "".join(
        z for z in unicodedata.normalize("NFC", text) if z in _BLEIBT or z == "\t" or not _is_hidden(z)
    )


def printable(text: str) -> str:
    """The text in characters that can be drawn; what cannot becomes ``KASTEN``, what is not seen is left out."""
    return "".join(_one(zeichen) for zeichen in unicodedata.normalize("NFC", text))


@cache
def known() -> frozenset[str]:
    """Every character of the typeface, in all weights that reports use."""
    ordner = resources.files("font_source_sans_pro") / "files"
    schnitte = [
        frozenset(_cmap((ordner / f"SourceSansPro-{schnitt}.otf").read_bytes()))
        for schnitt in ("Regular", "Semibold", "Bold")
    ]
    return frozenset(chr(nummer) for nummer in frozenset.intersection(*schnitte))


@cache
def _one(zeichen: str) -> str:
    if zeichen in _GLEICH:
        return _GLEICH[zeichen]
    if zeichen in _BLEIBT or zeichen in _WEITERE or zeichen in known():
        return zeichen
    if _is_hidden(zeichen):
        return ""
    zerlegt = unicodedata.normalize("NFKD", zeichen)
    if zerlegt != zeichen and all(teil in known() for teil in zerlegt):
        return zerlegt
    return "\N{NO-BREAK SPACE}" if unicodedata.category(zeichen) == "Zs" else KASTEN


def _is_hidden(zeichen: str) -> bool:
    return unicodedata.category(zeichen) in _UNSICHTBAR or "VARIATION SELECTOR" in unicodedata.name(
        zeichen, ""
    )


def _cmap(datei: bytes) -> Iterator[int]:
    """The code points of a font file, read from its table ``cmap`` (OpenType 1.9, formats 4 and 12)."""
    anzahl = struct.unpack_from(">H", datei, 4)[0]
    verzeichnis = {datei[12 + 16 * i : 16 + 16 * i]: 12 + 16 * i for i in range(anzahl)}
    (start,) = struct.unpack_from(">I", datei, verzeichnis[b"cmap"] + 8)
    for i in range(struct.unpack_from(">H", datei, start + 2)[0]):
        (stelle,) = struct.unpack_from(">I", datei, start + 4 + 8 * i + 4)
        (form,) = struct.unpack_from(">H", datei, start + stelle)
        if form == _FORMAT_4:
            yield from _segments(datei, start + stelle)
        elif form == _FORMAT_12:
            yield from _groups(datei, start + stelle)


def _segments(datei: bytes, start: int) -> Iterator[int]:
    zahl = struct.unpack_from(">H", datei, start + 6)[0] // 2
    letzte = struct.unpack_from(f">{zahl}H", datei, start + 14)
    erste = struct.unpack_from(f">{zahl}H", datei, start + 16 + 2 * zahl)
    for von, bis in zip(erste, letzte, strict=True):
        yield from (nummer for nummer in range(von, bis + 1) if nummer != 0xFFFF)  # noqa: PLR2004 - the end mark


def _groups(datei: bytes, start: int) -> Iterator[int]:
    for i in range(struct.unpack_from(">I", datei, start + 12)[0]):
        von, bis, _ = struct.unpack_from(">3I", datei, start + 16 + 12 * i)
        yield from range(von, bis + 1)

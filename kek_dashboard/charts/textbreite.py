"""Textbreite: how wide a text becomes at most, so that labels of a drawing keep out of each other's way.

A drawing made on the server does not know the visitor's typeface. The widths are those of DejaVu Sans, the widest
face that the pages may be set in; where a narrower one is there, labels stand a little further apart.
"""

from __future__ import annotations

from types import MappingProxyType

# Advance widths in hundredths of the type size: regular, bold. Measured in Chromium.
_NORMAL = (
    (28, "ijl'I|"), (30, "J"), (32, " ,.·\N{NO-BREAK SPACE}"), (36, "f-/:;\\"), (40, "()[]!r²³t"),
    (52, 'csz_*„“–§?"`'), (58, "LFkcvxy"), (61, "aäoöeTYPEÄ"), (64, "0123456789bdghnpquüß$€S{}"),
    (69, "ABCKRXVZ"), (77, "DGHNÜU&"), (80, "OQÖw"), (84, "+<=>~^#\N{MINUS SIGN}→×≥≤"), (98, "mMW%@…½"),
)  # fmt: skip
_REGULAR = MappingProxyType({zeichen: breite for breite, gruppe in _NORMAL for zeichen in gruppe})
_UNKNOWN = 80
_BOLD = 1.13


def text_width(text: str, grad: float, *, fett: bool = False) -> float:
    """Width of a line of text at most, in the unit of the type size ``grad``.

    >>> text_width("72,0", 10), text_width("", 10)
    (22.4, 0.0)
    """
    hundertstel = sum(_REGULAR.get(zeichen, _UNKNOWN) for zeichen in text)
    return round(hundertstel * grad / 100 * (_BOLD if fett else 1), 2)

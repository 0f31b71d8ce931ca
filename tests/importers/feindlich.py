"""Feindlich: hostile and broken files of every kind, made by rule; nothing of them is kept on disk.

``python -m tools.feindlich`` reads each and says how long it took; with a folder it writes them down.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.importers import feindlich_ods, feindlich_ole, feindlich_paket, feindlich_text
from tests.importers.make_proben import PROBEN

#: Name of the case, file name a person gave it, content.
Case = tuple[str, str, bytes]
OFFSETS = 10
SEEDS = 10
FLIPS = 12


def cases() -> Iterator[Case]:
    """Every hostile file: name, file name, content. The order and the bytes are always the same."""
    for modul in (feindlich_paket, feindlich_ods, feindlich_ole, feindlich_text):
        yield from modul.cases()
    yield from renamed()
    yield from truncated()
    yield from flipped()


def renamed() -> Iterator[Case]:
    """Files that are something else, under the name of a workbook."""
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4
    for name, inhalt in (
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj;2;3\n" * 50),
        ("png", png),
        ("jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 4),
        ("gzip", b"\x1f\x8b\x08\x00" + bytes(range(256)) * 4),
        ("seven zip", b"7z\xbc\xaf\x27\x1c" + bytes(range(256)) * 4),
        ("program", b"MZ\x90\x00\x03\x00" + bytes(range(256)) * 4),
        ("sqlite", b"SQLite format 3\x00" + bytes(range(256)) * 4),
        ("rtf", b"{\\rtf1\\ansi a;b\nc;d\n}"),
        ("json", b'{"a": 1}'),
        ("xml", b'<?xml version="1.0"?><a>1;2</a>'),
        ("one byte", b"P"),
        ("four bytes of a zip", b"PK\x03\x04"),
        ("end of a zip alone", b"PK\x05\x06" + b"\0" * 18),
        ("empty", b""),
        ("blanks", b" \r\n\t"),
        ("zeros", b"\0" * 100_000),
        ("random", random.Random(7).randbytes(50_000)),
        ("over the limit", b"PK\x03\x04" + b"\0" * (10 << 20)),
    ):
        for endung in ("xlsx",) if name != "random" else ("xlsx", "xls", "ods", "csv"):
            yield f"renamed {name} as {endung}", f"datei.{endung}", inhalt


def truncated() -> Iterator[Case]:
    """The honest samples cut off."""
    for endung in ("xlsx", "ods", "xls"):
        inhalt = (PROBEN / f"probe.{endung}").read_bytes()
        for nummer in range(OFFSETS):
            laenge = len(inhalt) * (2 * nummer + 1) // (2 * OFFSETS)
            yield f"{endung} cut off after {laenge}", f"ab.{endung}", inhalt[:laenge]


def flipped() -> Iterator[Case]:
    """The honest samples with some bits turned over."""
    for endung in ("xlsx", "ods", "xls"):
        inhalt = (PROBEN / f"probe.{endung}").read_bytes()
        for seed in range(SEEDS):
            zufall, roh = random.Random(f"{endung}{seed}"), bytearray(inhalt)
            for _ in range(FLIPS):
                roh[zufall.randrange(len(roh))] ^= 1 << zufall.randrange(8)
            yield f"{endung} with flipped bits {seed}", f"bit.{endung}", bytes(roh)

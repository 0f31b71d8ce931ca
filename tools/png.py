"""PNG: makes a screenshot small by a palette of 256 colours; with numpy, which is there anyway."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {2: 3, 6: 4}  # colour type → bytes a pixel: RGB, RGBA
_COLOURS = 256
_NONE, _SUB, _UP, _AVERAGE, _PAETH = range(5)


def shrink(path: Path) -> None:
    """Rewrite a screenshot (8 bits a channel, not interlaced) with the 256 colours that say most of it.

    Rare colours, the soft edges of letters, become the nearest frequent one.
    """
    width, height, pixels = _read(path.read_bytes())
    palette, indices = _quantise(pixels)
    rows = np.hstack([np.zeros((height, 1), np.uint8), indices.reshape(height, width)])
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    path.write_bytes(_SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts))


def _chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG file with its length and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _quantise(pixels: Bytes) -> tuple[Bytes, Bytes]:
    """The most frequent colours, and for each pixel the place of the one nearest to it."""
    packed = pixels.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    found, inverse, counts = np.unique(packed, return_inverse=True, return_counts=True)
    colours = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(np.int32)
    kept = colours[np.argsort(-counts, kind="stable")[:_COLOURS]]
    nearest = np.concatenate(
        [
            np.argmin(((part[:, None, :] - kept[None, :, :]) ** 2).sum(axis=2), axis=1)
            for part in np.array_split(colours, max(1, len(colours) // 4096))
        ]
    )
    return kept.astype(np.uint8), nearest.astype(np.uint8)[inverse.reshape(-1)]


def _read(data: bytes) -> tuple[int, int, Bytes]:
    """Width, height and all pixels as rows of red, green, blue."""
    width = height = channels = 0
    packed = b""
    at = len(_SIGNATURE)
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, _depth, colour_type = struct.unpack(">IIBB", body[:10])
            channels = _CHANNELS[colour_type]
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    lines = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + width * channels)
    pixels = _unfilter(lines, channels).reshape(-1, channels)[:, :3]
    return width, height, pixels


def _unfilter(lines: Bytes, channels: int) -> Bytes:
    """Undo the filters that PNG puts on each line."""
    out = np.zeros((lines.shape[0], lines.shape[1] - 1), np.uint8)
    above = np.zeros(out.shape[1], np.uint8)
    for number, line in enumerate(lines):
        kind, body = int(line[0]), line[1:]
        if kind == _NONE:
            out[number] = body
        elif kind == _UP:
            out[number] = body + above
        elif kind == _SUB:
            out[number] = np.cumsum(body.reshape(-1, channels), axis=0, dtype=np.uint8).reshape(-1)
        else:
            out[number] = _unfilter_slowly(kind, body, above, channels)
        above = out[number]
    return out


def _unfilter_slowly(kind: int, body: Bytes, above: Bytes, channels: int) -> list[int]:
    """Average and Paeth look at the pixel before, one after the other."""
    row: list[int] = []
    upper: list[int] = above.tolist()
    for place, value in enumerate(body.tolist()):
        left = row[place - channels] if place >= channels else 0
        corner = upper[place - channels] if place >= channels else 0
        if kind == _AVERAGE:
            guess = (left + upper[place]) // 2
        else:
            base = left + upper[place] - corner
            guess = min((left, upper[place], corner), key=lambda near: abs(base - near))
        row.append((value + guess) & 255)
    return row

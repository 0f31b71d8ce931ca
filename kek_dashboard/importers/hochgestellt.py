"""Hochgestellt: raised digits in the rich text of .xlsx cells; runs in the child process only.

openpyxl joins the runs of a text: 6,05 with a raised 1 would become the number 6,051.
"""

from __future__ import annotations

import io
from typing import Any
from xml.etree import ElementTree as ET

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.xml.constants import SHARED_STRINGS

_HOCH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_strings(reader: Any) -> None:  # noqa: ANN401  openpyxl's reader has no stubs
    """The shared strings of a workbook as openpyxl reads them, with raised digits as raised characters."""
    reader.read_strings()
    teil = reader.package.find(SHARED_STRINGS)
    if teil is None:
        return
    inhalt = reader.archive.read(teil.PartName[1:])
    if b"superscript" not in inhalt:
        return
    nummer = -1
    # S314: the package's scan refused DOCTYPE and too many elements before.
    for _, knoten in ET.iterparse(io.BytesIO(inhalt)):  # noqa: S314
        if _name(knoten) != "si":
            continue
        nummer += 1
        if any(_name(teil) == "vertAlign" for teil in knoten.iter()):
            reader.shared_strings[nummer] = "".join(_run(lauf) for lauf in knoten)
        knoten.clear()


def join_runs(text: CellRichText) -> str:
    """The text of a cell that holds its own runs (as programs write it), raised digits as raised characters."""
    return "".join(
        str(lauf).translate(_HOCH)
        if isinstance(lauf, TextBlock) and lauf.font.vertAlign == "superscript"
        else str(lauf)
        for lauf in text
    )


def _run(lauf: ET.Element) -> str:
    """Text of one run; phonetic hints (``rPh``) are no text."""
    if _name(lauf) == "t":
        return lauf.text or ""
    if _name(lauf) != "r":
        return ""
    text = "".join(teil.text or "" for teil in lauf if _name(teil) == "t")
    hoch = any(_name(teil) == "vertAlign" and teil.get("val") == "superscript" for teil in lauf.iter())
    return text.translate(_HOCH) if hoch else text


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]

"""Lesen: the words in a finished report, of whatever format."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from docx import Document
from openpyxl import load_workbook


def words_in(datei: Path) -> str:
    """All text, blanks as they are."""
    match datei.suffix:
        case ".pdf":
            with pypdfium2.PdfDocument(datei) as pdf:
                return "\n".join(seite.get_textpage().get_text_bounded() for seite in pdf)
        case ".docx":
            dokument = Document(str(datei))
            zellen = [zelle.text for t in dokument.tables for reihe in t.rows for zelle in reihe.cells]
            kopf = [p.text for s in dokument.sections for p in (*s.header.paragraphs, *s.footer.paragraphs)]
            return "\n".join([*(p.text for p in dokument.paragraphs), *zellen, *kopf])
        case _:
            mappe = load_workbook(datei)
            return "\n".join(
                str(zelle.value)
                for blatt in mappe
                for reihe in blatt.iter_rows()
                for zelle in reihe
                if zelle.value is not None
            )

"""Paket: the zip of a DOCX or XLSX with its report's day instead of the clock's, so that it is the same each time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Final

_KERN: Final = "docProps/core.xml"
_ZEITEN: Final = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")


def with_fixed_times(paket: bytes, tag: date) -> bytes:
    """The same members in the same order; every time in and around them is the beginning of ``tag``."""
    ziel = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(paket)) as alt,
        zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as neu,
    ):
        for teil in alt.infolist():
            inhalt = alt.read(teil)
            if teil.filename == _KERN:
                inhalt = _ZEITEN.sub(rb"\g<1>%b\g<3>" % f"{tag.isoformat()}T00:00:00Z".encode(), inhalt)
            kopf = zipfile.ZipInfo(teil.filename, (tag.year, tag.month, tag.day, 0, 0, 0))
            kopf.compress_type = zipfile.ZIP_DEFLATED
            kopf.create_system = 3  # Unix, wherever it is written
            kopf.external_attr = 0o644 << 16
            neu.writestr(kopf, inhalt)
    return ziel.getvalue()

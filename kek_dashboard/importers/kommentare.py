"""Kommentare: the notes at the cells of one .xlsx sheet; runs in the child process only."""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree as ET

from openpyxl.packaging.relationship import get_dependents, get_rels_path

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.adresse import place
from kek_dashboard.importers.zelltext import note_text

_KOMMENTARE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_KOMMENTARE_STRIKT = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
#: Excel's newer threads leave a copy for older programs: a notice, then the words themselves.
_THREAD = ("[Threaded comment]", "[Kommentarthread]")
_THREADTEXT = ("Comment:\n", "Kommentar:\n")


def sheet_notes(archiv: zipfile.ZipFile, teil: str, blatt: str) -> list[list[int | str]]:
    """Notes of the sheet stored as ``teil``: ``[row, column, text]``, sorted by place.

    The package has been checked already: no DOCTYPE, no oversized part.
    """
    bezuege: str = get_rels_path(teil)  # type: ignore[no-untyped-call]
    if bezuege not in archiv.namelist():
        return []
    notizen: dict[tuple[int, int], str] = {}
    for bezug in get_dependents(archiv, bezuege):
        if bezug.Type in {_KOMMENTARE, _KOMMENTARE_STRIKT} and bezug.target in archiv.namelist():
            # S314: the package's scan refused DOCTYPE and too many elements before.
            wurzel = ET.fromstring(archiv.read(bezug.target))  # noqa: S314
            for kommentar in wurzel.iter():
                if kommentar.tag.rpartition("}")[2] == "comment":
                    zeile, spalte = place(kommentar.get("ref", ""))
                    text = _text(kommentar)
                    if text and zeile <= grenzen.MAX_ZEILEN and spalte <= grenzen.MAX_SPALTEN:
                        notizen[zeile, spalte] = text
    if len(notizen) > grenzen.MAX_KOMMENTARE:
        raise RefusedError("zu_gross", f"mehr als 5.000 Kommentare im Blatt „{blatt}“")
    return [[zeile, spalte, text] for (zeile, spalte), text in sorted(notizen.items())]


def _text(kommentar: ET.Element) -> str:
    """The words of a note, without the notice that a thread puts before them."""
    text = "".join(teil.text or "" for teil in kommentar.iter() if teil.tag.rpartition("}")[2] == "t")
    text = text.replace("\r\n", "\n")
    if text.startswith(_THREAD):
        for zeichen in _THREADTEXT:
            if zeichen in text:
                text = text.partition(zeichen)[2]
                break
    return note_text(text)

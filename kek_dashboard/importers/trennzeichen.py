"""Trennzeichen: a text file (.csv, or named .xls) as rows of fields; runs in the child process only."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError

#: In the order in which they win: a semicolon list holds decimal commas, hardly the reverse.
_TRENNZEICHEN = (";", "\t", ",")
_PROBE = 200
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
#: UTF-16 without a mark shows by its zeros: at least this share of every second byte.
_NULLEN = 0.8
#: ä, ö, ü between small letters; elsewhere these bytes may be quotation marks of the other code page.
_UMLAUT_DOS = re.compile(rb"[a-z][\x84\x94\x81][a-z]")
_UMLAUT_WINDOWS = re.compile(rb"[a-z][\xe4\xf6\xfc][a-z]")
#: What Excel calls a workbook in its file dialogue, and no reader but Excel opens.
_ANDERE = {
    "urn:schemas-microsoft-com:office:spreadsheet": "XML-Kalkulationstabelle 2003",
    "mime-version:": "Webseite in einer Datei (.mht)",
}


def read_csv(text: str, *, is_named_csv: bool) -> Iterator[tuple[int, list[str]]]:
    """Rows with their number in the spreadsheet (from 1); raises ``RefusedError``.

    A file that is not named .csv must look like a table, else it is no workbook at all.
    """
    _refuse_other_formats(text[:2000].lstrip().lower())
    trennzeichen = _delimiter(text)
    if trennzeichen is None and not is_named_csv:
        raise RefusedError("keine_mappe")
    leser = csv.reader(io.StringIO(text, newline=""), delimiter=trennzeichen or ";", strict=True)
    csv.field_size_limit(grenzen.MAX_DATEI)
    zellen = 0
    try:
        for nummer, felder in enumerate(leser, start=1):
            if nummer == 1 and felder and felder[0].lower() == "sep=":
                continue
            zellen += len(felder)
            if nummer > grenzen.MAX_ZEILEN:
                raise RefusedError("zu_gross", "mehr als 60.000 Zeilen")
            if len(felder) > grenzen.MAX_SPALTEN and any(felder[grenzen.MAX_SPALTEN :]):
                raise RefusedError("zu_gross", f"Inhalt in Spalte {len(felder)}")
            if zellen > grenzen.MAX_ZELLEN:
                raise RefusedError("zu_gross", "mehr als 1.000.000 Zellen")
            yield nummer, felder[: grenzen.MAX_SPALTEN]
    except csv.Error as error:
        raise RefusedError("csv_anfuehrung", str(leser.line_num)) from error


def _refuse_other_formats(kopf: str) -> None:
    """Text that is something else than a table of fields, by its beginning."""
    for kennzeichen, name in _ANDERE.items():
        if kennzeichen in kopf[: 40 if kennzeichen.endswith(":") else 2000]:
            raise RefusedError("anderes_format", name)
    if kopf.startswith(("<html", "<!doctype", "<?xml", "<table", "%pdf", "{\\rtf")):
        raise RefusedError("keine_mappe")


def decode_text(inhalt: bytes) -> str:
    """UTF-8 and UTF-16 with a mark or without, else the code page of Western Windows or, by its umlauts, of DOS.

    Raises ``RefusedError`` where it is no text.
    """
    try:
        text = inhalt.decode(_utf_16(inhalt) or "utf-8-sig")
    except UnicodeDecodeError:
        if inhalt.startswith((*_UTF_16, b"\xef\xbb\xbf")):
            raise RefusedError("beschaedigt") from None
        try:
            text = inhalt.decode("cp850" if _is_dos(inhalt) else "cp1252")
        except UnicodeDecodeError:
            raise RefusedError("keine_mappe") from None
    steuer = sum(1 for zeichen in text[:20_000] if zeichen < " " and zeichen not in "\t\r\n")
    if "\x00" in text or steuer > len(text[:20_000]) // 100:
        raise RefusedError("keine_mappe")
    return text


def _is_dos(inhalt: bytes) -> bool:
    """Whether umlauts inside words are those of DOS, and none is that of Windows: older budget programs write so."""
    return _UMLAUT_DOS.search(inhalt) is not None and _UMLAUT_WINDOWS.search(inhalt) is None


def _utf_16(inhalt: bytes) -> str:
    """The kind of UTF-16 that this is, empty where it is none."""
    if inhalt.startswith(_UTF_16):
        return "utf-16"
    probe = inhalt[:2000]
    vorn, hinten = probe[0::2].count(0), probe[1::2].count(0)
    if len(inhalt) % 2 == 0 and max(vorn, hinten) >= _NULLEN * (len(probe) // 2) and min(vorn, hinten) == 0:
        return "utf-16-be" if vorn else "utf-16-le"
    return ""


def _delimiter(text: str) -> str | None:
    """The first delimiter that splits at least half of the first lines, else the most used one."""
    zeilen = [zeile for zeile in islice(io.StringIO(text, newline=None), _PROBE) if zeile.strip()]
    if zeilen and zeilen[0].lower().startswith("sep=") and zeilen[0].strip()[-1] in _TRENNZEICHEN:
        return zeilen[0].strip()[-1]
    treffer = {zeichen: sum(1 for zeile in zeilen if zeichen in zeile) for zeichen in _TRENNZEICHEN}
    for zeichen in _TRENNZEICHEN:
        if treffer[zeichen] * 2 >= len(zeilen) and treffer[zeichen] >= min(2, len(zeilen)):
            return zeichen
    bestes = max(_TRENNZEICHEN, key=lambda zeichen: treffer[zeichen])
    return bestes if treffer[bestes] > 1 else None

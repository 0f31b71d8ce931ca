"""Paket: checks on an .xlsx package before a parser sees it; runs in the child process only."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from kek_dashboard.importers import grenzen

_MAPPE = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.(?:sheet|template)"
    rb"|ms-excel\.(?:sheet|template)\.macroEnabled)\.main\+xml"
)
_ADRESSE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", re.ASCII)
#: Elements whose ``ref`` makes openpyxl build one object for each cell of the range.
_BEREICHE = {"mergeCell", "hyperlink", "comment"}
_KOPF_LAENGE = 30


class RefusedError(Exception):
    """The file may not be opened; ``grund`` is one of the codes the parent knows a sentence for."""

    def __init__(self, grund: str, detail: str = "") -> None:
        """Keep the code and what it is about."""
        super().__init__(grund, detail)
        self.grund, self.detail = grund, detail


@dataclass(slots=True)
class Blattscan:
    """What the scan saw in one part: formulas that may lack a result, as (row, column)."""

    formeln: set[tuple[int, int]] = field(default_factory=set)
    zellen: int = 0


def check_package(inhalt: bytes) -> dict[str, Blattscan]:
    """Check the whole package; the findings of each part with cells, by the part's name.

    Raises ``RefusedError`` for everything that is no plain, small workbook.
    """
    try:
        archiv = zipfile.ZipFile(io.BytesIO(inhalt))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise RefusedError("beschaedigt") from error
    teile = archiv.infolist()
    _check_members(inhalt, teile, archiv.start_dir)
    namen = {teil.filename.lower(): teil.filename for teil in teile}
    if "[content_types].xml" not in namen:
        raise RefusedError("keine_mappe")
    _check_content_type(_read(archiv, namen["[content_types].xml"]), namen)
    scan = _Scan()
    befunde = {}
    for teil in teile:
        if not teil.is_dir():
            daten = _read(archiv, teil.filename)
            if daten[:16].lstrip(b"\xef\xbb\xbf\xff\xfe\x00\t\r\n ").startswith(b"<"):
                befunde[teil.filename] = scan.part(daten)
    return befunde


def _check_members(inhalt: bytes, teile: list[zipfile.ZipInfo], ende: int) -> None:
    """Sizes, names, methods and places of all members, from the directory alone."""
    if not teile or min(teil.header_offset for teil in teile) != 0:
        raise RefusedError("beschaedigt")
    if len(teile) > grenzen.MAX_TEILE:
        raise RefusedError("zu_gross", f"{len(teile)} Bestandteile")
    if sum(teil.file_size for teil in teile) > grenzen.MAX_TEILE_ZUSAMMEN:
        raise RefusedError("zu_gross", "entpackt")
    gesehen: set[str] = set()
    for teil in teile:
        name = teil.filename
        if teil.file_size > grenzen.MAX_TEIL:
            raise RefusedError("zu_gross", "entpackt")
        if teil.file_size > grenzen.VERHAELTNIS_AB and teil.file_size > grenzen.MAX_VERHAELTNIS * max(
            teil.compress_size, 1
        ):
            raise RefusedError("verdaechtig", "Zip-Bombe")
        if teil.flag_bits & 0x1:
            raise RefusedError("verschluesselt")
        if teil.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise RefusedError("verdaechtig", "Packverfahren")
        if stat.S_ISLNK(teil.external_attr >> 16):
            raise RefusedError("verdaechtig", "Verweis")
        if (
            name.startswith("/")
            or "\\" in name
            or ":" in name
            or "\x00" in teil.orig_filename
            or ".." in name.split("/")
        ):
            raise RefusedError("verdaechtig", "Pfad")
        if name.lower() in gesehen:
            raise RefusedError("verdaechtig", "doppelter Bestandteil")
        gesehen.add(name.lower())
    _check_overlap(inhalt, teile, ende)


def _check_overlap(inhalt: bytes, teile: list[zipfile.ZipInfo], ende: int) -> None:
    """Members lie one after the other, none inside another (the trick of small zip bombs)."""
    geordnet = sorted(teile, key=lambda teil: teil.header_offset)
    grenzpunkte = [teil.header_offset for teil in geordnet[1:]] + [ende]
    for teil, grenze in zip(geordnet, grenzpunkte, strict=True):
        kopf = inhalt[teil.header_offset : teil.header_offset + _KOPF_LAENGE]
        if len(kopf) < _KOPF_LAENGE or kopf[:4] != b"PK\x03\x04":
            raise RefusedError("beschaedigt")
        namen_laenge = int.from_bytes(kopf[26:28], "little")
        extra_laenge = int.from_bytes(kopf[28:30], "little")
        beginn = teil.header_offset + _KOPF_LAENGE + namen_laenge + extra_laenge
        if beginn + teil.compress_size > grenze:
            raise RefusedError("verdaechtig", "überlappende Bestandteile")


def _check_content_type(inhalt: bytes, namen: dict[str, str]) -> None:
    """Refuse packages that are something else, and say what where it is known."""
    if _MAPPE.search(inhalt):
        return
    if b"sheet.binary" in inhalt:
        raise RefusedError("xlsb")
    if "word/document.xml" in namen or "ppt/presentation.xml" in namen:
        raise RefusedError("keine_mappe", "Word- oder PowerPoint-Datei")
    raise RefusedError("keine_mappe")


def _read(archiv: zipfile.ZipFile, name: str) -> bytes:
    """One part; zipfile stops at the declared size and checks the sum."""
    try:
        return archiv.read(name)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
        raise RefusedError("beschaedigt") from error
    except Exception as error:  # zlib.error and whatever a broken member raises
        raise RefusedError("beschaedigt") from error


class _Scan:
    """One pass of expat over each XML part: the same parser and view that openpyxl has later."""

    def __init__(self) -> None:
        self.elemente = 0
        self.blaetter = 0
        self.texte = 0
        self.namen = 0
        self.verbunde = 0
        self.bereich = 0
        self.zellen = 0

    def part(self, daten: bytes) -> Blattscan:
        """Scan one part; raises ``RefusedError`` where it breaks a limit or is not XML."""
        parser = expat.ParserCreate()
        befund = Blattscan()
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._starter(befund)
        try:
            parser.Parse(daten, True)
        except (expat.ExpatError, UnicodeError, LookupError) as error:
            raise RefusedError("beschaedigt") from error
        return befund

    def _starter(self, befund: Blattscan) -> Callable[[str, dict[str, str]], None]:
        """Handler of start tags with its own counters for rows and columns."""
        reihe = zeile = spalte = letzter_platz = 0
        ungeordnet = False
        plaetze: set[int] = set()
        alle: list[int] = []
        formel = typ = ""

        def start(tag: str, attribute: dict[str, str]) -> None:
            nonlocal reihe, zeile, spalte, letzter_platz, ungeordnet, plaetze, formel, typ
            self.elemente += 1
            name = tag.rpartition(":")[2] if ":" in tag else tag
            if name == "c":
                befund.zellen += 1
                self.zellen += 1
                if self.zellen > grenzen.MAX_ZELLEN:
                    raise RefusedError("zu_gross", "mehr als 1.000.000 Zellen")
                adresse = attribute.get("r")
                if adresse:
                    spalte, zeile = _place(adresse)
                else:
                    zeile, spalte = reihe, spalte + 1
                typ, formel = attribute.get("t", "n"), ""
                platz = zeile * 16_385 + spalte
                alle.append(platz)
                if platz <= letzter_platz and not ungeordnet:
                    ungeordnet = True
                    plaetze = set(alle[:-1])
                if ungeordnet:
                    if platz in plaetze:
                        raise RefusedError("verdaechtig", f"Zelle {adresse} kommt zweimal vor")
                    plaetze.add(platz)
                letzter_platz = platz
            elif name in {"v", "is", "f"}:
                if zeile > grenzen.MAX_ZEILEN:
                    raise RefusedError("zu_gross", f"Inhalt in Zeile {zeile}")
                if spalte > grenzen.MAX_SPALTEN:
                    raise RefusedError("zu_gross", f"Inhalt in Spalte {spalte}")
                if name == "f":
                    formel = "f"
                    befund.formeln.add((zeile, spalte))
                elif formel and typ == "str":
                    # A formula that shows an empty text has a result; openpyxl shows None for it.
                    befund.formeln.discard((zeile, spalte))
            elif name == "row":
                reihe = _number(attribute.get("r"), reihe + 1)
                spalte = 0
            elif name in _BEREICHE:
                self._count_area(name, attribute.get("ref", ""))
            else:
                self._count_others(name)

        return start

    def _count_others(self, name: str) -> None:
        if name == "si":
            self.texte += 1
            if self.texte > grenzen.MAX_TEXTE:
                raise RefusedError("zu_gross", "mehr als 200.000 Texte")
        elif name == "sheet":
            self.blaetter += 1
            if self.blaetter > grenzen.MAX_BLAETTER:
                raise RefusedError("zu_gross", "mehr als 30 Blätter")
        elif name == "definedName":
            self.namen += 1
            if self.namen > grenzen.MAX_NAMEN:
                raise RefusedError("zu_gross", "mehr als 5.000 Namen")
        if self.elemente > grenzen.MAX_ELEMENTE:
            raise RefusedError("zu_gross", "zu viele Elemente")

    def _count_area(self, name: str, ref: str) -> None:
        """A merge, link or comment over a whole sheet would cost gigabytes."""
        if name == "mergeCell":
            self.verbunde += 1
            if self.verbunde > grenzen.MAX_VERBUNDE:
                raise RefusedError("zu_gross", "mehr als 5.000 verbundene Bereiche")
        for teil in ref.split():
            von, _, bis = teil.partition(":")
            spalte1, zeile1 = _place(von)
            spalte2, zeile2 = _place(bis or von)
            self.bereich += (abs(spalte2 - spalte1) + 1) * (abs(zeile2 - zeile1) + 1)
        if self.bereich > grenzen.MAX_BEREICH:
            raise RefusedError("zu_gross", f"verbundener Bereich {ref}")


def _refuse_doctype(*_: object) -> None:
    raise RefusedError("verdaechtig", "DOCTYPE")


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        raise RefusedError("beschaedigt")
    return int(text)


def _place(adresse: str) -> tuple[int, int]:
    """Column and row of an address such as ``E7``."""
    treffer = _ADRESSE.fullmatch(adresse)
    if treffer is None:
        raise RefusedError("beschaedigt")
    spalte = 0
    for buchstabe in treffer[1].upper():
        spalte = spalte * 26 + ord(buchstabe) - 64
    return spalte, int(treffer[2])

"""Paket: checks on a zip package (.xlsx, .ods) before a parser sees it; runs in the child process only."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.adresse import place
from kek_dashboard.importers.protokoll import Fortschritt

_MAPPE = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.(?:sheet|template)"
    rb"|ms-excel\.(?:sheet|template)\.macroEnabled)\.main\+xml"
)
#: Elements whose ``ref`` makes openpyxl build one object for each cell of the range.
_BEREICHE = {"mergeCell", "hyperlink", "comment"}
_KOPF_LAENGE = 30
_PFAD = frozenset("\\:\0")
_MAX_ZIFFERN = 10
_SPALTEN_IN_EXCEL = 16_385


@dataclass(slots=True)
class Blattscan:
    """What the scan saw in one part: formulas that may lack a result, as (row, column)."""

    formeln: set[tuple[int, int]] = field(default_factory=set)
    zellen: int = 0


def check_package(inhalt: bytes, melde: Fortschritt) -> dict[str, Blattscan]:
    """Check the whole package; the findings of each part with cells, by the part's name.

    ``melde`` gets the share of bytes looked through.

    Raises ``RefusedError`` for everything that is no plain, small workbook.
    """
    archiv = open_package(inhalt)
    teile = archiv.infolist()
    namen = {teil.filename.lower(): teil.filename for teil in teile}
    if "[content_types].xml" not in namen:
        raise RefusedError("keine_mappe")
    _check_content_type(read_part(archiv, namen["[content_types].xml"]), namen)
    zaehler = _Zaehler()
    befunde = {}
    gesehen, alles = 0, sum(teil.file_size for teil in teile) or 1
    for teil in teile:
        melde(gesehen / alles, "Inhalt wird geprüft")
        gesehen += teil.file_size
        if not teil.is_dir():
            daten = read_part(archiv, teil.filename)
            if daten[:16].lstrip(b"\xef\xbb\xbf\xff\xfe\x00\t\r\n ").startswith(b"<"):
                befunde[teil.filename] = _Teilscan(zaehler).run(daten)
    return befunde


def open_package(inhalt: bytes) -> zipfile.ZipFile:
    """The package, its members checked by the directory alone; raises ``RefusedError``."""
    try:
        archiv = zipfile.ZipFile(io.BytesIO(inhalt))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise RefusedError("beschaedigt") from error
    _check_members(inhalt, archiv.infolist(), archiv.start_dir)
    return archiv


def _check_members(inhalt: bytes, teile: list[zipfile.ZipInfo], ende: int) -> None:
    """Sizes, names, methods and places of all members, from the directory alone."""
    if not teile or min(teil.header_offset for teil in teile) != 0:
        raise RefusedError("beschaedigt")
    if len(teile) > grenzen.MAX_TEILE:
        raise RefusedError("zu_gross", f"{len(teile)} Bestandteile")
    if sum(teil.file_size for teil in teile) > grenzen.MAX_TEILE_ZUSAMMEN:
        raise RefusedError("zu_gross", "entpackt")
    for teil in teile:
        _check_size(teil)
        _check_kind(teil)
    if len({teil.filename.lower() for teil in teile}) < len(teile):
        raise RefusedError("verdaechtig", "doppelter Bestandteil")
    _check_overlap(inhalt, teile, ende)


def _check_size(teil: zipfile.ZipInfo) -> None:
    if teil.file_size > grenzen.MAX_TEIL:
        raise RefusedError("zu_gross", "entpackt")
    gepackt = max(teil.compress_size, 1)
    if teil.file_size > max(grenzen.VERHAELTNIS_AB, grenzen.MAX_VERHAELTNIS * gepackt):
        raise RefusedError("verdaechtig", "Zip-Bombe")


def _check_kind(teil: zipfile.ZipInfo) -> None:
    """Neither encrypted nor oddly packed, no link, no path out of the package."""
    name = teil.filename
    if teil.flag_bits & 0x1:
        raise RefusedError("verschluesselt")
    if teil.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise RefusedError("verdaechtig", "Packverfahren")
    if stat.S_ISLNK(teil.external_attr >> 16):
        raise RefusedError("verdaechtig", "Verweis")
    if name.startswith("/") or ".." in name.split("/") or not _PFAD.isdisjoint(teil.orig_filename):
        raise RefusedError("verdaechtig", "Pfad")


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


def read_part(archiv: zipfile.ZipFile, name: str) -> bytes:
    """One part; zipfile stops at the declared size and checks the sum."""
    try:
        return archiv.read(name)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
        raise RefusedError("beschaedigt") from error
    except Exception as error:  # zlib.error and whatever a broken member raises
        raise RefusedError("beschaedigt") from error


@dataclass(slots=True)
class _Zaehler:
    """What is counted over the whole workbook."""

    elemente: int = 0
    blaetter: int = 0
    texte: int = 0
    namen: int = 0
    verbunde: int = 0
    bereich: int = 0
    zellen: int = 0


class _Teilscan:
    """One pass of expat over one XML part: the same parser and view that openpyxl has later."""

    def __init__(self, zaehler: _Zaehler) -> None:
        self.befund = Blattscan()
        self._zaehler = zaehler
        self._reihe = self._zeile = self._spalte = self._letzter = 0
        self._plaetze: list[int] = []
        self._ist_geordnet = True
        self._ist_formel = False
        self._ist_text = False
        self._hat_wert = False
        self._starter: dict[str, Callable[[str, dict[str, str]], None]] = {
            "c": self._cell,
            "v": self._content,
            "is": self._content,
            "f": self._content,
            "row": self._row,
            **dict.fromkeys(_BEREICHE, self._area),
            **dict.fromkeys(("si", "sheet", "definedName"), self._counted),
        }

    def run(self, daten: bytes) -> Blattscan:
        """Scan the part; raises ``RefusedError`` where it breaks a limit or is not XML."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = refuse_doctype
        parser.StartElementHandler = self._start
        try:
            parser.Parse(daten, True)
        except (expat.ExpatError, UnicodeError, LookupError) as error:
            raise RefusedError("beschaedigt") from error
        if not self._ist_geordnet and len(set(self._plaetze)) < len(self._plaetze):
            raise RefusedError("verdaechtig", "eine Zelle kommt zweimal vor")
        return self.befund

    def _start(self, tag: str, attribute: dict[str, str]) -> None:
        self._zaehler.elemente += 1
        if self._zaehler.elemente > grenzen.MAX_ELEMENTE:
            raise RefusedError("zu_gross", "zu viele Elemente")
        name = tag.rpartition(":")[2] if ":" in tag else tag
        starter = self._starter.get(name)
        if starter is not None:
            starter(name, attribute)

    def _row(self, _: str, attribute: dict[str, str]) -> None:
        self._reihe = _number(attribute.get("r"), self._reihe + 1)
        self._spalte = 0

    def _cell(self, _: str, attribute: dict[str, str]) -> None:
        self.befund.zellen += 1
        self._zaehler.zellen += 1
        if self._zaehler.zellen > grenzen.MAX_ZELLEN:
            raise RefusedError("zu_gross", "mehr als 1.000.000 Zellen")
        adresse = attribute.get("r")
        if adresse:
            self._zeile, self._spalte = place(adresse)
        else:
            self._zeile, self._spalte = self._reihe, self._spalte + 1
        if self._zeile < 1:
            raise RefusedError("beschaedigt")
        self._ist_formel, self._ist_text = False, attribute.get("t") == "str"
        self._hat_wert = False
        platz = self._zeile * _SPALTEN_IN_EXCEL + self._spalte
        if platz <= self._letzter:
            self._ist_geordnet = False
        self._letzter = platz
        self._plaetze.append(platz)

    def _content(self, name: str, _: dict[str, str]) -> None:
        """Only cells that hold something must lie within the limits; formats may reach further."""
        if self._zeile > grenzen.MAX_ZEILEN:
            raise RefusedError("zu_gross", f"Inhalt in Zeile {self._zeile}")
        if self._spalte > grenzen.MAX_SPALTEN:
            raise RefusedError("zu_gross", f"Inhalt in Spalte {self._spalte}")
        if name == "f":
            self._ist_formel = True
            self.befund.formeln.add((self._zeile, self._spalte))
            return
        if self._hat_wert:
            raise RefusedError("verdaechtig", "eine Zelle hat zwei Werte")
        self._hat_wert = True
        if self._ist_formel and self._ist_text:
            # A formula that shows an empty text has a result; openpyxl shows None for it.
            self.befund.formeln.discard((self._zeile, self._spalte))

    def _counted(self, name: str, _: dict[str, str]) -> None:
        zaehler = self._zaehler
        if name == "si":
            zaehler.texte += 1
            if zaehler.texte > grenzen.MAX_TEXTE:
                raise RefusedError("zu_gross", "mehr als 200.000 Texte")
        elif name == "sheet":
            zaehler.blaetter += 1
            if zaehler.blaetter > grenzen.MAX_BLAETTER:
                raise RefusedError("zu_gross", "mehr als 30 Blätter")
        else:
            zaehler.namen += 1
            if zaehler.namen > grenzen.MAX_NAMEN:
                raise RefusedError("zu_gross", "mehr als 5.000 Namen")

    def _area(self, name: str, attribute: dict[str, str]) -> None:
        """A merge, link or comment over a whole sheet would cost gigabytes."""
        ref = attribute.get("ref", "")
        if name == "mergeCell":
            self._zaehler.verbunde += 1
            if self._zaehler.verbunde > grenzen.MAX_VERBUNDE:
                raise RefusedError("zu_gross", "mehr als 5.000 verbundene Bereiche")
        for teil in ref.split():
            von, _, bis = teil.partition(":")
            zeile1, spalte1 = place(von)
            zeile2, spalte2 = place(bis or von)
            self._zaehler.bereich += (abs(spalte2 - spalte1) + 1) * (abs(zeile2 - zeile1) + 1)
        if self._zaehler.bereich > grenzen.MAX_BEREICH:
            raise RefusedError("zu_gross", f"verbundener Bereich {ref}")


def refuse_doctype(*_: object) -> None:
    """Handler of expat: no honest workbook has a DOCTYPE."""
    raise RefusedError("verdaechtig", "DOCTYPE")


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_ZIFFERN):
        raise RefusedError("beschaedigt")
    return int(text)

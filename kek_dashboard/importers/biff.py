"""Biff: checks on the records of an .xls workbook before xlrd sees them; runs in the child process only.

What is not needed for cells (formulas of names, macros, links, drawings, styles of charts) is struck
out, so that nothing can be run, followed, or blown up by it.
"""

from __future__ import annotations

import struct
from typing import Final

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.zellwerte import Verbuende

_BOF, _EOF = 0x0809, 0x000A
_BIFF5, _BIFF8 = 0x0500, 0x0600
_FILEPASS = 0x002F
_BOUNDSHEET, _NAME = 0x0085, 0x0018
_SST, _FORMAT, _XF, _FONT = 0x00FC, 0x041E, 0x00E0, 0x0031
_MULRK, _FORMULA, _MERGED = 0x00BD, 0x0006, 0x00E5
_COLINFO, _NOTE = 0x007D, 0x001C
_GEZAEHLT: Final = {_SST, _FORMAT, _XF, _FONT, _NOTE}
#: A cell with a content: number, text, truth or error; its row and column come first.
_ZELLEN: Final = {0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, 0x0205, _FORMULA, _MULRK}
#: What xlrd may see: cells and their results, rows and columns, texts, formats, merges, notes.
_ERLAUBT: Final = _ZELLEN | {
    _BOF, _EOF, _BOUNDSHEET, _SST, _FORMAT, _XF, _FONT, _MERGED, _COLINFO,
    0x003C,  # CONTINUE
    0x0207,  # STRING, the text result of a formula
    0x04BC, 0x0221, 0x0236,  # SHRFMLA, ARRAY, TABLE: they may stand before a STRING
    0x0208,  # ROW
    0x0022, 0x0042,  # DATEMODE, CODEPAGE
    _NOTE, 0x005D, 0x01B6,  # with OBJ and TXO, which hold a note's text
}  # fmt: skip
_GESTRICHEN: Final = struct.pack("<H", 0xFFFF)
_MAX_SATZ = 8224
_GLOBAL, _BLATT = 0x0005, 0x0010
_SPALTEN_IN_EXCEL = 256


class Satzpruefung:
    """One pass over all records; ``strom`` is what may be read afterwards, ``zellen`` how many there are."""

    def __init__(self, strom: bytes) -> None:
        """Check the stream of a workbook; raises ``RefusedError``."""
        self.strom = bytearray(strom)
        self.zellen = self._blaetter = self._namen = self._stile = self._kommentare = 0
        self._verbuende = Verbuende()
        self._beginne: set[int] = set()
        self._verweise: list[int] = []
        self._plaetze: set[int] = set()
        self._tiefe = 0
        self._run()

    def _run(self) -> None:
        strom = self.strom
        stelle = saetze = 0
        laenge_des_stroms = len(strom)
        while stelle + 4 <= laenge_des_stroms:
            art, laenge = struct.unpack_from("<HH", strom, stelle)
            if stelle + 4 + laenge > laenge_des_stroms or laenge > _MAX_SATZ:
                if saetze and self._tiefe == 0:
                    break  # padding after the last sheet
                raise RefusedError("beschaedigt")
            saetze += 1
            if saetze > grenzen.MAX_SAETZE:
                raise RefusedError("zu_gross", "zu viele Datensätze")
            if saetze == 1 and art != _BOF:
                raise RefusedError("beschaedigt")
            if art in _ERLAUBT:
                self._record(art, stelle, bytes(strom[stelle + 4 : stelle + 4 + laenge]))
            else:
                self._other(art)
                strom[stelle : stelle + 2] = _GESTRICHEN
            stelle += 4 + laenge
        if self._tiefe or not self._verweise or not self._beginne.issuperset(self._verweise):
            raise RefusedError("beschaedigt")

    def _other(self, art: int) -> None:
        if art == _FILEPASS:
            raise RefusedError("verschluesselt")
        if art == _NAME:
            self._namen += 1
            if self._namen > grenzen.MAX_NAMEN:
                raise RefusedError("zu_gross", "mehr als 5.000 Namen")

    def _record(self, art: int, stelle: int, daten: bytes) -> None:
        if art in _ZELLEN:
            self._cell(art, daten)
        elif art == _BOF:
            self._begin(stelle, daten)
        elif art == _EOF:
            self._tiefe = max(self._tiefe - 1, 0)
        elif art == _BOUNDSHEET:
            self._sheet(daten)
        elif art == _MERGED:
            self._merges(daten)
        elif art in _GEZAEHLT:
            self._counted(art, daten)

    def _counted(self, art: int, daten: bytes) -> None:
        """Styles, notes, and the number of texts that the file says it has."""
        if art == _SST:
            if len(daten) < 8 or struct.unpack_from("<I", daten, 4)[0] > grenzen.MAX_TEXTE:  # noqa: PLR2004
                raise RefusedError("zu_gross", "mehr als 200.000 Texte")
        elif art == _NOTE:
            self._kommentare += 1
            if self._kommentare > grenzen.MAX_KOMMENTARE:
                raise RefusedError("zu_gross", "mehr als 5.000 Kommentare")
        else:
            self._stile += 1
            if self._stile > grenzen.MAX_STILE:
                raise RefusedError("zu_gross", "mehr als 20.000 Zellformate")

    def _begin(self, stelle: int, daten: bytes) -> None:
        """A substream: the globals, a sheet, or a chart inside a sheet."""
        if len(daten) < 4:  # noqa: PLR2004
            raise RefusedError("beschaedigt")
        fassung, inhalt = struct.unpack_from("<HH", daten)
        if stelle == 0 and (fassung not in {_BIFF5, _BIFF8} or inhalt != _GLOBAL):
            raise RefusedError("beschaedigt")
        self._beginne.add(stelle)
        self._plaetze = set()
        self._tiefe += 1

    def _sheet(self, daten: bytes) -> None:
        """A sheet begins where a record begins, else xlrd would see other records than this check."""
        self._blaetter += 1
        if self._blaetter > grenzen.MAX_BLAETTER:
            raise RefusedError("zu_gross", "mehr als 30 Blätter")
        if len(daten) < 8:  # noqa: PLR2004
            raise RefusedError("beschaedigt")
        beginn, _, art = struct.unpack_from("<IBB", daten)
        if art == 0:
            if beginn in self._verweise:
                raise RefusedError("verdaechtig", "zwei Blätter an einer Stelle")
            self._verweise.append(beginn)

    def _cell(self, art: int, daten: bytes) -> None:
        if len(daten) < 6:  # noqa: PLR2004
            raise RefusedError("beschaedigt")
        zeile, spalte = struct.unpack_from("<HH", daten)
        letzte = struct.unpack_from("<H", daten, len(daten) - 2)[0] if art == _MULRK else spalte
        if letzte < spalte or letzte >= _SPALTEN_IN_EXCEL:
            raise RefusedError("beschaedigt")
        if zeile >= grenzen.MAX_ZEILEN:
            raise RefusedError("zu_gross", f"Inhalt in Zeile {zeile + 1}")
        if letzte >= grenzen.MAX_SPALTEN:
            raise RefusedError("zu_gross", f"Inhalt in Spalte {letzte + 1}")
        self.zellen += letzte - spalte + 1
        if self.zellen > grenzen.MAX_ZELLEN:
            raise RefusedError("zu_gross", "mehr als 1.000.000 Zellen")
        for eine in range(spalte, letzte + 1):
            platz = zeile * _SPALTEN_IN_EXCEL + eine
            if platz in self._plaetze:
                raise RefusedError("verdaechtig", "eine Zelle kommt zweimal vor")
            self._plaetze.add(platz)

    def _merges(self, daten: bytes) -> None:
        if len(daten) < 2:  # noqa: PLR2004
            raise RefusedError("beschaedigt")
        anzahl = struct.unpack_from("<H", daten)[0]
        if len(daten) != 2 + 8 * anzahl:
            raise RefusedError("beschaedigt")
        for zeile1, zeile2, spalte1, spalte2 in struct.iter_unpack("<HHHH", daten[2:]):
            if zeile2 < zeile1 or spalte2 < spalte1:
                raise RefusedError("beschaedigt")
            self._verbuende.check([zeile1, spalte1, zeile2, spalte2])

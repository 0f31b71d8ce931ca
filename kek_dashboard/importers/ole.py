"""Ole: finds the workbook's stream in an OLE file (.xls), trusting nothing in it; child process only.

Own code, because a parser that follows the file's own tables without counting can be led in circles.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from kek_dashboard.importers.ablehnung import RefusedError

KENNUNG = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KOPF = 512
_KURZ = 64
_GROSSE_SEKTOREN = 9
_RIESIGE_SEKTOREN = 12
_LETZTE = 0xFFFFFFFA  # from here on numbers are no sectors but marks: end, free, tables
_KEIN_EINTRAG = 0xFFFFFFFF
_EINTRAG = 128
_STROM = 2
_IM_KOPF = 109
_BEKANNT = {"worddocument": "Word-Datei", "powerpoint document": "PowerPoint-Datei"}


@dataclass(frozen=True, slots=True)
class _Eintrag:
    """One entry of the directory."""

    name: str
    art: int
    links: int
    rechts: int
    kind: int
    beginn: int
    laenge: int


def workbook_stream(inhalt: bytes) -> bytes:
    """Bytes of the stream „Workbook“ (or „Book“ of Excel 5 and 95); raises ``RefusedError``."""
    datei = _Verbunddatei(inhalt)
    wurzel = datei.root_entries()
    if "encryptedpackage" in wurzel:
        raise RefusedError("verschluesselt")
    for name in ("workbook", "book"):
        if name in wurzel and wurzel[name].art == _STROM:
            return datei.stream(wurzel[name])
    for name, wort in _BEKANNT.items():
        if name in wurzel:
            raise RefusedError("keine_mappe", wort)
    raise RefusedError("keine_mappe")


class _Verbunddatei:
    """Sectors and directory of an OLE file; no chain may be longer than the file."""

    def __init__(self, inhalt: bytes) -> None:
        if len(inhalt) < _KOPF:
            raise RefusedError("beschaedigt")
        self._inhalt = inhalt
        schritt, kurzer_schritt = struct.unpack_from("<HH", inhalt, 30)
        (
            self._tabellen, beginn, _, self._grenze, kurze_tabelle, _, weitere, _,
        ) = struct.unpack_from("<IIIIIIII", inhalt, 44)  # fmt: skip
        if schritt not in {_GROSSE_SEKTOREN, _RIESIGE_SEKTOREN} or 1 << kurzer_schritt != _KURZ:
            raise RefusedError("beschaedigt")
        self._sektor = 1 << schritt
        self._anzahl = (len(inhalt) - 1) // self._sektor
        self._folge = self._table(weitere)
        verzeichnis = self._chain(beginn)
        self._eintraege = [
            _entry(verzeichnis, stelle) for stelle in range(0, len(verzeichnis) - _EINTRAG + 1, _EINTRAG)
        ]
        if not self._eintraege:
            raise RefusedError("beschaedigt")
        self._kurze_folge = _numbers(self._chain(kurze_tabelle)) if kurze_tabelle < _LETZTE else ()

    def root_entries(self) -> dict[str, _Eintrag]:
        """Entries right below the root by name in small letters; embedded objects lie deeper."""
        gefunden: dict[str, _Eintrag] = {}
        offen, gesehen = [self._eintraege[0].kind], set[int]()
        while offen:
            nummer = offen.pop()
            if nummer == _KEIN_EINTRAG:
                continue
            if nummer in gesehen or nummer >= len(self._eintraege):
                raise RefusedError("beschaedigt")
            gesehen.add(nummer)
            eintrag = self._eintraege[nummer]
            gefunden.setdefault(eintrag.name.lower(), eintrag)
            offen += [eintrag.links, eintrag.rechts]
        return gefunden

    def stream(self, eintrag: _Eintrag) -> bytes:
        """Content of one entry."""
        if eintrag.laenge > len(self._inhalt):
            raise RefusedError("beschaedigt")
        ist_kurz = eintrag.laenge < self._grenze
        daten = self._short_chain(eintrag.beginn) if ist_kurz else self._chain(eintrag.beginn)
        if len(daten) < eintrag.laenge:
            raise RefusedError("beschaedigt")
        return daten[: eintrag.laenge]

    def _read(self, sektor: int) -> bytes:
        """One sector; the last one of a file may be cut short."""
        beginn = (sektor + 1) * self._sektor
        if sektor >= self._anzahl or beginn >= len(self._inhalt):
            raise RefusedError("beschaedigt")
        return self._inhalt[beginn : beginn + self._sektor]

    def _table(self, weitere: int) -> tuple[int, ...]:
        """The table that says which sector follows which."""
        if self._tabellen > self._anzahl:
            raise RefusedError("beschaedigt")
        nummern = list(struct.unpack_from(f"<{_IM_KOPF}I", self._inhalt, 76))
        gelesen = 0
        while weitere < _LETZTE and len(nummern) < self._tabellen:
            gelesen += 1
            if gelesen > self._anzahl:
                raise RefusedError("beschaedigt")
            stueck = _numbers(self._read(weitere))
            nummern += stueck[:-1]
            weitere = stueck[-1] if stueck else _LETZTE
        tabelle: list[int] = []
        for nummer in nummern[: self._tabellen]:
            if nummer < _LETZTE:
                tabelle += _numbers(self._read(nummer))
        return tuple(tabelle)

    def _chain(self, sektor: int) -> bytes:
        teile: list[bytes] = []
        while sektor < _LETZTE:
            if len(teile) >= self._anzahl or sektor >= len(self._folge):
                raise RefusedError("beschaedigt")
            teile.append(self._read(sektor))
            sektor = self._folge[sektor]
        return b"".join(teile)

    def _short_chain(self, sektor: int) -> bytes:
        """Small streams lie in pieces of 64 bytes inside the root's stream."""
        vorrat = self._chain(self._eintraege[0].beginn)
        teile: list[bytes] = []
        while sektor < _LETZTE:
            if len(teile) * _KURZ > len(vorrat) or sektor >= len(self._kurze_folge):
                raise RefusedError("beschaedigt")
            teile.append(vorrat[sektor * _KURZ : (sektor + 1) * _KURZ])
            sektor = self._kurze_folge[sektor]
        return b"".join(teile)


def _numbers(daten: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(daten) // 4}I", daten)


def _entry(verzeichnis: bytes, stelle: int) -> _Eintrag:
    roh = verzeichnis[stelle : stelle + _EINTRAG]
    laenge = min(int.from_bytes(roh[64:66], "little"), 64)
    links, rechts, kind = struct.unpack_from("<III", roh, 68)
    beginn, groesse = struct.unpack_from("<II", roh, 116)
    name = roh[: max(laenge - 2, 0)].decode("utf-16-le", "replace")
    return _Eintrag(name, roh[66], links, rechts, kind, beginn, groesse)

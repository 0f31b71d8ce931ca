"""Workbook: opens a foreign file safely, in a process of its own, and brings back plain cells."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Self

import orjson

from kek_dashboard.domain.errors import DomainError
from kek_dashboard.importers import grenzen
from kek_dashboard.importers.anzeige import zahl_text
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt, Zelle
from kek_dashboard.importers.protokoll import DATUM, FEHLER, TEXT, WAHRHEIT, Zeile

#: What the person reads, by reason. ``{detail}`` is filled from the child's refusal.
_SAETZE = {
    "leer": "Die Datei ist leer.",
    "zu_gross": "Die Datei ist zu groß ({detail}). Erlaubt sind 10 MiB je Datei, 30 Blätter, "
    "60.000 Zeilen und 200 Spalten je Blatt und 1.000.000 Zellen; bitte aufteilen oder leere "
    "formatierte Bereiche löschen.",
    "zelle_zu_lang": "Ein Text ist länger als 4.000 Zeichen ({detail}). Bitte kürzen.",
    "speicher": "Die Datei braucht beim Öffnen zu viel Speicher. Bitte nur das Tabellenblatt mit "
    "den Daten in eine neue Arbeitsmappe kopieren und diese liefern.",
    "dauer": "Die Datei zu öffnen dauert zu lange. Bitte nur das Tabellenblatt mit den Daten in "
    "eine neue Arbeitsmappe kopieren und diese liefern.",
    "verschluesselt": "Die Datei ist mit einem Kennwort verschlüsselt. Bitte das Kennwort in Excel "
    "entfernen (Datei, Informationen, Arbeitsmappe schützen) und neu speichern.",
    "altes_xls": "Die Datei hat das alte Excel-Format (.xls). Bitte in Excel als „Excel-Arbeitsmappe "
    "(*.xlsx)“ speichern und neu liefern.",
    "xlsb": "Die Datei ist eine binäre Arbeitsmappe (.xlsb). Bitte als .xlsx speichern.",
    "ods": "Die Datei ist eine OpenDocument-Tabelle (.ods). Bitte als .xlsx speichern.",
    "keine_mappe": "Die Datei ist keine Excel-Arbeitsmappe und keine CSV-Tabelle. Erwartet wird "
    ".xlsx, .xlsm oder .csv.",
    "beschaedigt": "Die Datei ist beschädigt oder keine gültige Arbeitsmappe. Bitte in Excel "
    "öffnen, als .xlsx neu speichern und noch einmal liefern.",
    "verdaechtig": "Die Datei ist aufgebaut, wie Excel es nie tut ({detail}), und wird deshalb "
    "nicht geöffnet. Bitte die Daten in eine neue Arbeitsmappe kopieren.",
    "csv_anfuehrung": "In der CSV-Datei stimmt ein Anführungszeichen nicht (Zeile {detail}). Bitte "
    "die Zeile prüfen und neu speichern.",
}

#: Excel stores error values in English and shows them in German.
_FEHLERWERTE = {
    "#N/A": "#NV",
    "#VALUE!": "#WERT!",
    "#REF!": "#BEZUG!",
    "#NUM!": "#ZAHL!",
}
_WURZEL = Path(__file__).resolve().parents[2]
#: numpy and lxml are only slow to import here; our own scan of every part (no DOCTYPE, limits)
#: stands in for defusedxml, whose parser is written in Python and three times slower.
_START = (
    "import sys; sys.modules.update(dict.fromkeys(('numpy', 'lxml', 'PIL', 'defusedxml'))); "
    f"sys.path.insert(0, {str(_WURZEL)!r}); "
    "from kek_dashboard.importers.jail import main; sys.exit(main())"
)
_KINDER = threading.BoundedSemaphore(2)


class UnreadableWorkbookError(DomainError):
    """A file that cannot or must not be opened; the message is a German sentence for the person.

    ``grund`` is one of ``leer``, ``zu_gross``, ``zelle_zu_lang``, ``speicher``, ``dauer``,
    ``verschluesselt``, ``altes_xls``, ``xlsb``, ``ods``, ``keine_mappe``, ``beschaedigt``,
    ``verdaechtig``, ``csv_anfuehrung``.
    """

    def __init__(self, dateiname: str, grund: str, detail: str = "") -> None:
        """Keep the reason; ``detail`` goes into the sentence."""
        satz = _SAETZE.get(grund, _SAETZE["beschaedigt"]).format(detail=detail)
        super().__init__(f"{dateiname}: {satz}")
        self.dateiname, self.grund, self.detail = dateiname, grund, detail


def read_workbook(inhalt: bytes, dateiname: str) -> Arbeitsmappe:
    """The workbook as plain cells; raises ``UnreadableWorkbookError`` and nothing else.

    The file is opened by a child process with limits on memory, time and files (``jail``); what it
    is follows from its content, not from its name.
    """
    if len(inhalt) > grenzen.MAX_DATEI:
        raise UnreadableWorkbookError(dateiname, "zu_gross", "über 10 MiB")
    endung = dateiname.rpartition(".")[2].lower()
    endung = endung if endung.isascii() and endung.isalnum() else "-"
    with _KINDER, _Kind(inhalt, endung) as kind:
        try:
            return _build(dateiname, kind.lines())
        except _ChildError as error:
            raise UnreadableWorkbookError(dateiname, *error.args) from None
        except (ValueError, TypeError, IndexError, ArithmeticError) as error:
            raise UnreadableWorkbookError(dateiname, "beschaedigt") from error


class _ChildError(Exception):
    """The child refused or died; arguments: reason, detail."""


class _Kind:
    """The child process of one file."""

    def __init__(self, inhalt: bytes, endung: str) -> None:
        # Nothing of our environment (database address, keys) goes to the process with the file.
        umgebung = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        self._prozess: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603  our own interpreter
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, endung],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=umgebung,
            close_fds=True,
        )
        self._abgelaufen = False
        self._uhr = threading.Timer(grenzen.MAX_WANDUHR_SEKUNDEN, self._time_is_up)
        self._uhr.daemon = True
        self._schreiber = threading.Thread(target=self._feed, args=(inhalt,), daemon=True)

    def __enter__(self) -> Self:
        self._uhr.start()
        self._schreiber.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._uhr.cancel()
        self._prozess.kill()
        self._prozess.wait()
        self._schreiber.join()
        if self._prozess.stdout is not None:
            self._prozess.stdout.close()

    def _time_is_up(self) -> None:
        self._abgelaufen = True
        self._prozess.kill()

    def _feed(self, inhalt: bytes) -> None:
        eingang = self._prozess.stdin
        if eingang is not None:
            with contextlib.suppress(OSError, ValueError):
                eingang.write(inhalt)
            with contextlib.suppress(OSError, ValueError):
                eingang.close()

    def lines(self) -> Iterator[Zeile]:
        """Lines of the child up to its honest end; raises ``_ChildError`` for every other end."""
        ausgang: IO[bytes] | None = self._prozess.stdout
        gelesen = 0
        if ausgang is None:
            raise _ChildError("beschaedigt")
        while zeile := ausgang.readline(grenzen.MAX_AUSGABE - gelesen + 1):
            gelesen += len(zeile)
            if gelesen > grenzen.MAX_AUSGABE:
                raise _ChildError("zu_gross", "mehr als 64 MiB Text")
            if not zeile.endswith(b"\n"):
                break
            inhalt = orjson.loads(zeile)
            if inhalt[0] == "X":
                raise _ChildError(inhalt[1], inhalt[2])
            yield inhalt
            if inhalt[0] == "E":
                return
        self._prozess.wait()
        code = self._prozess.returncode
        # SIGXCPU or the kernel's SIGKILL: the time is up; any other death is the file's fault too.
        raise _ChildError("dauer" if self._abgelaufen or code in {-24, -9} else "beschaedigt")


def _build(dateiname: str, zeilen: Iterator[Zeile]) -> Arbeitsmappe:
    """Put the sheets together from the child's lines."""
    formate = [""]
    blaetter: list[Blatt] = []
    aktuelle: dict[int, dict[int, Zelle]] = {}
    dateiformat = ""
    texte: dict[str, str] = {}
    for zeile in zeilen:
        kopf = zeile[0]
        if isinstance(kopf, int):
            zellen = aktuelle.setdefault(kopf, {})
            for stelle in range(1, len(zeile), 3):
                spalte = zeile[stelle]
                zellen[spalte] = _cell(kopf, spalte, zeile[stelle + 1], zeile[stelle + 2], formate, texte)
        elif kopf == "F":
            formate.append(zeile[1])
        elif kopf == "B":
            aktuelle = {}
            blaetter.append(
                Blatt(
                    name=zeile[1],
                    zeilen=aktuelle,
                    verborgen=zeile[2],
                    verbunden=_covered(zeile[3]),
                )
            )
        else:
            dateiformat = zeile[1]
    return Arbeitsmappe(dateiname, dateiformat, tuple(blaetter))


def _covered(verbuende: list[list[int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell that a merge covers → the merge's first cell."""
    return {
        (zeile, spalte): (zeile1, spalte1)
        for zeile1, spalte1, zeile2, spalte2 in verbuende
        for zeile in range(zeile1, zeile2 + 1)
        for spalte in range(spalte1, spalte2 + 1)
        if (zeile, spalte) != (zeile1, spalte1)
    }


def _cell(zeile: int, spalte: int, wert: str, art: int, formate: list[str], texte: dict[str, str]) -> Zelle:
    """One cell from its value and kind (see ``protokoll``)."""
    if art == TEXT:
        text = texte.setdefault(wert, wert)
        return Zelle(zeile, spalte, text, text)
    if art > 0:
        zahl = Decimal(wert)
        return Zelle(zeile, spalte, zahl, zahl_text(zahl, formate[art]), formate[art])
    if art == DATUM:
        tag = date.fromisoformat(wert)
        return Zelle(zeile, spalte, tag, f"{tag:%d.%m.%Y}")
    if art == WAHRHEIT:
        return Zelle(zeile, spalte, bool(wert), "WAHR" if wert else "FALSCH")
    if art == FEHLER:
        fehler = _FEHLERWERTE.get(wert, wert)
        return Zelle(zeile, spalte, None, fehler, fehler=fehler)
    return Zelle(zeile, spalte, None, "", fehler="formel_ohne_ergebnis")

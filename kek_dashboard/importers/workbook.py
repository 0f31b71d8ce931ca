"""Workbook: opens a foreign file safely, in a process of its own, and brings back plain cells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import orjson

from kek_dashboard.domain.errors import DomainError
from kek_dashboard.importers import grenzen
from kek_dashboard.importers.anzeige import zahl_text
from kek_dashboard.importers.kindprozess import ChildError, ask_child
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt, Zelle
from kek_dashboard.importers.protokoll import (
    DATUM,
    FEHLER,
    TEXT,
    WAHRHEIT,
    Fortschritt,
    Zeile,
    ignore_progress,
)

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
    "xlsb": "Die Datei ist eine binäre Arbeitsmappe (.xlsb). Bitte in Excel als „Excel-Arbeitsmappe "
    "(*.xlsx)“ speichern und neu liefern.",
    "anderes_format": "Die Datei ist keine Arbeitsmappe, sondern eine {detail}. Bitte in Excel öffnen, "
    "als „Excel-Arbeitsmappe (*.xlsx)“ speichern und neu liefern.",
    "keine_mappe": "Die Datei ist keine Arbeitsmappe und keine CSV-Tabelle. Erwartet wird "
    ".xlsx, .xlsm, .xls, .ods oder .csv.",
    "beschaedigt": "Die Datei ist beschädigt oder keine gültige Arbeitsmappe. Bitte in Excel oder "
    "LibreOffice öffnen, als .xlsx neu speichern und noch einmal liefern.",
    "verdaechtig": "Die Datei ist aufgebaut, wie es kein Tabellenprogramm tut ({detail}), und wird deshalb "
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


class UnreadableWorkbookError(DomainError):
    """A file that cannot or must not be opened; the message is a German sentence for the person.

    ``grund`` is one of ``leer``, ``zu_gross``, ``zelle_zu_lang``, ``speicher``, ``dauer``,
    ``verschluesselt``, ``xlsb``, ``anderes_format``, ``keine_mappe``, ``beschaedigt``,
    ``verdaechtig``, ``csv_anfuehrung``.
    """

    def __init__(self, dateiname: str, grund: str, detail: str = "") -> None:
        """Keep the reason; ``detail`` goes into the sentence."""
        satz = _SAETZE.get(grund, _SAETZE["beschaedigt"]).format(detail=detail)
        super().__init__(f"{dateiname}: {satz}")
        self.dateiname, self.grund, self.detail = dateiname, grund, detail


def read_workbook(inhalt: bytes, dateiname: str, fortschritt: Fortschritt | None = None) -> Arbeitsmappe:
    """The workbook as plain cells; raises ``UnreadableWorkbookError`` and nothing else.

    ``fortschritt`` gets a share from 0 to 1 and the stage in German, from the work as it is done.
    """
    return build_workbook(dateiname, read_lines(inhalt, dateiname, fortschritt))


def read_lines(inhalt: bytes, dateiname: str, fortschritt: Fortschritt | None = None) -> bytes:
    """What the child process says about the file, to be kept; ``build_workbook`` makes cells of it.

    The file is opened by a child process with limits on memory, time and files (``jail``); what it
    is follows from its content, not from its name. Raises ``UnreadableWorkbookError``.
    """
    if len(inhalt) > grenzen.MAX_DATEI:
        raise UnreadableWorkbookError(dateiname, "zu_gross", "über 10 MiB")
    endung = dateiname.rpartition(".")[2].lower()
    endung = endung if endung.isascii() and endung.isalnum() else "-"
    try:
        return ask_child(inhalt, endung, fortschritt or ignore_progress)
    except ChildError as error:
        raise UnreadableWorkbookError(dateiname, *error.args) from None


def build_workbook(dateiname: str, lines: bytes) -> Arbeitsmappe:
    """The workbook of lines that ``read_lines`` gave; raises ``UnreadableWorkbookError``."""
    try:
        return _build(dateiname, (orjson.loads(zeile) for zeile in lines.splitlines()))
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError) as error:
        raise UnreadableWorkbookError(dateiname, "beschaedigt") from error


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
                    verborgene_zeilen=frozenset(zeile[4]),
                    verborgene_spalten=frozenset(zeile[5]),
                    kommentare={(reihe, spalte): text for reihe, spalte, text in zeile[6]},
                )
            )
        else:
            dateiformat = zeile[1]
    if not dateiformat:
        raise ValueError("the last line is missing")
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

"""Htmltabelle: the tables of an HTML page that a program named .xls; runs in the child process only.

Own and small, because the standard library's parser looks at the rest of the page again for every
tag that is never closed: 10 MiB of them would take hours.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.protokoll import TEXT, Zeile
from kek_dashboard.importers.zelltext import clean_text
from kek_dashboard.importers.zellwerte import Verbuende

BLATT = "HTML"
_TAG = re.compile(r"/?[A-Za-z][A-Za-z0-9:]{0,30}")
_SPANNE = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*(\d{1,9})", re.ASCII)
_LEERRAUM = re.compile(r"[ \t\r\n\f]+")
_UMBRUECHE = {"br", "p", "/p", "div", "/div", "li"}
_STUMM = ("script", "style", "head")
_STUMM_ENDE = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _STUMM}
_EINE = (1, 1)
_ENDE_DER_ZELLE = {"td", "th", "/td", "/th", "tr", "/tr", "/table"}


def html_lines(text: str) -> Iterator[Zeile]:
    """All tables of the page below each other on one sheet, as Excel shows them; every cell is text."""
    leser = _Leser()
    for nummer, (name, attribute, davor) in enumerate(_tags(text)):
        if nummer > grenzen.MAX_TAGS:
            raise RefusedError("zu_gross", "zu viele Elemente")
        if davor:
            leser.words(davor)
        leser.tag(name, attribute)
    if not leser.tabellen:
        raise RefusedError("keine_mappe")
    yield ["B", BLATT, False, leser.verbuende, [], [], []]
    yield from leser.zeilen


def looks_like_html(text: str) -> bool:
    """Whether the text begins as an HTML page or a table does."""
    kopf = text[:2000].lstrip("\ufeff \t\r\n").lower()
    return kopf.startswith(("<html", "<!doctype html", "<table", "<head", "<meta", "<body", "<style", "<div"))


def _tags(text: str) -> Iterator[tuple[str, str, str]]:
    """Each tag (``td``, ``/td``) with its attributes and the text before it; comments are left out."""
    stelle = anfang = 0
    davor: list[str] = []
    while (stelle := text.find("<", stelle)) >= 0:
        if stelle > anfang:
            davor.append(text[anfang:stelle])
        ist_kommentar = text.startswith("<!--", stelle)
        ende = text.find("-->" if ist_kommentar else ">", stelle)
        if ende < 0:
            break
        inneres = "" if ist_kommentar else text[stelle + 1 : ende]
        stelle = anfang = ende + (3 if ist_kommentar else 1)
        treffer = _TAG.match(inneres)
        if treffer is None:
            continue
        name = treffer[0].lower()
        yield name, inneres[treffer.end() : treffer.end() + 1000], "".join(davor)
        davor.clear()
        if name in _STUMM:
            treffer = _STUMM_ENDE[name].search(text, stelle)
            if treffer is None:
                break
            stelle = anfang = treffer.start()


def _spans(attribute: str) -> tuple[int, int]:
    """Columns and rows that a cell covers."""
    spannen = {treffer[1]: int(treffer[2]) for treffer in _SPANNE.finditer(attribute.lower())}
    return max(spannen.get("colspan", 1), 1), max(spannen.get("rowspan", 1), 1)


class _Leser:
    """Puts cells together from tags; a table inside a cell adds its words to the cell."""

    def __init__(self) -> None:
        self.tabellen = 0
        self.zeilen: list[Zeile] = []
        self.verbuende: list[list[int]] = []
        self._pruefung = Verbuende()
        self._tiefe = self._nummer = self._spalte = self._zellen = self._laenge = 0
        self._zeile: Zeile = []
        #: Column → last row that a cell from above still covers.
        self._belegt: dict[int, int] = {}
        self._zelle: list[str] | None = None
        self._spannen = (1, 1)

    def words(self, text: str) -> None:
        """Text between two tags."""
        if self._zelle is not None and text:
            self._laenge += len(text)
            if self._laenge <= 4 * grenzen.MAX_ZEICHEN:
                self._zelle.append(_LEERRAUM.sub(" ", text))
            elif not text.isspace():
                clean_text("x" * self._laenge, BLATT, self._nummer, self._spalte)

    def tag(self, name: str, attribute: str) -> None:
        """One tag."""
        if name == "table":
            self._tiefe += 1
            self.tabellen += 1
        elif self._tiefe > 1:
            self._tiefe -= name == "/table"
        elif self._tiefe == 1:
            if name in _ENDE_DER_ZELLE:
                self._close_cell()
            if name in {"tr", "/table"}:
                self._next_row()
            if name in {"td", "th"}:
                self._open_cell(attribute)
            elif name in _UMBRUECHE and self._zelle is not None:
                self._zelle.append("\n")
            self._tiefe -= name == "/table"

    def _next_row(self) -> None:
        if len(self._zeile) > 1:
            self.zeilen.append(self._zeile)
        self._nummer += 1
        self._spalte = 0
        self._zeile = [self._nummer]
        if self._nummer > grenzen.MAX_ZEILEN:
            raise RefusedError("zu_gross", "mehr als 60.000 Zeilen")

    def _open_cell(self, attribute: str) -> None:
        if not self._zeile:
            self._next_row()
        self._spannen = _spans(attribute) if attribute else _EINE
        self._spalte += 1
        while self._belegt.get(self._spalte, 0) >= self._nummer:
            self._spalte += 1
        self._zelle, self._laenge = [], 0

    def _close_cell(self) -> None:
        """Value and merge of the open cell."""
        if self._zelle is None:
            return
        teile, self._zelle = "".join(self._zelle), None
        if not teile and self._spannen == _EINE:
            return
        text = "\n".join(teil.strip() for teil in html.unescape(teile).split("\n")).strip()
        breite, hoehe = self._spannen
        letzte = self._spalte + breite - 1
        if letzte > grenzen.MAX_SPALTEN and (text or hoehe > 1):
            raise RefusedError("zu_gross", f"Inhalt in Spalte {letzte}")
        if text and not text.isspace():
            self._zellen += 1
            if self._zellen > grenzen.MAX_ZELLEN:
                raise RefusedError("zu_gross", "mehr als 1.000.000 Zellen")
            text = clean_text(text, BLATT, self._nummer, self._spalte)
            self._zeile += (self._spalte, text, TEXT)
        if breite > 1 or hoehe > 1:
            bereich = [self._nummer, self._spalte, self._nummer + hoehe - 1, letzte]
            self.verbuende.append(self._pruefung.check(bereich))
            if hoehe > 1:
                self._belegt.update(dict.fromkeys(range(self._spalte, letzte + 1), bereich[2]))
        self._spalte = letzte

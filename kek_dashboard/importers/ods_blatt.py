"""Ods-Blatt: rows, cells, merges and notes of the tables in content.xml; runs in the child process only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.ods_formate import TABLE, Attribute, Stilleser
from kek_dashboard.importers.ods_werte import OFFICE, Schreiber, cell_value
from kek_dashboard.importers.protokoll import Zeile
from kek_dashboard.importers.zelltext import clean_text, note_text
from kek_dashboard.importers.zellwerte import Formatliste, Verbuende

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_ABSAETZE = {_TEXT + "p", _TEXT + "h"}
_ZELLEN = {TABLE + "table-cell", TABLE + "covered-table-cell"}
_GRUPPEN = {TABLE + "table-row-group", TABLE + "table-column-group"}
#: In a paragraph: what is not part of the words themselves.
_KEIN_TEXT = {_TEXT + "note", _TEXT + "ruby-text"}
_MAX_ZIFFERN = 10


@dataclass(slots=True)
class Tabelle:
    """One table as its lines need it."""

    name: str
    verborgen: bool
    zeilen: list[Zeile] = field(default_factory=list)
    verbuende: list[list[int]] = field(default_factory=list)
    verborgene_zeilen: set[int] = field(default_factory=set)
    verborgene_spalten: set[int] = field(default_factory=set)
    kommentare: list[list[int | str]] = field(default_factory=list)


class Blattleser:
    """Handlers of expat for content.xml: styles go on to ``Stilleser``, tables are kept until taken."""

    def __init__(self, stile: Stilleser, formate: Formatliste, schreiber: Schreiber) -> None:
        self._stile, self._formate, self._schreiber = stile, formate, schreiber
        self._fertig: list[Tabelle] = []
        self._tabelle: Tabelle | None = None
        self._verbuende = Verbuende()
        self._tiefe = self._rumpf = self._blaetter = self._namen = self._zellen = 0
        #: Depth of the element whose inside is of no interest (drawings, forms, nested tables).
        self._ausgelassen = 0
        self._gruppen: list[bool] = []
        self._zeile = self._spalte = self._naechste_spalte = 0
        self._zeilenangaben: Attribute = {}
        self._spaltenstile: dict[int, str] = {}
        self._zeilenzellen: Zeile = []
        self._zeilenverbuende: list[tuple[int, int, int]] = []
        self._zeilennotizen: list[tuple[int, str]] = []
        self._zelle: Attribute | None = None
        self._zelltiefe = self._absatztiefe = self._notiztiefe = 0
        self._absaetze: list[str] = []
        self._worte: list[str] | None = None
        self._laenge = 0
        self._notiz: list[str] = []
        self._starter: dict[str, Callable[[Attribute], None]] = {
            TABLE + "table-row": self._row,
            TABLE + "table-column": self._column,
            **dict.fromkeys(_ZELLEN, self._cell),
            **dict.fromkeys(_GRUPPEN, self._group),
            **dict.fromkeys((TABLE + "named-range", TABLE + "named-expression"), self._name),
        }
        self._ender: dict[str, Callable[[], None]] = {
            TABLE + "table-row": self._row_end,
            **dict.fromkeys(_ZELLEN, self._cell_end),
            **dict.fromkeys(_GRUPPEN, self._group_end),
        }

    @property
    def name(self) -> str:
        """Name of the table that is being read, or of none."""
        return self._tabelle.name if self._tabelle is not None else ""

    def take_finished(self) -> list[Tabelle]:
        """Tables that have been read to their end since the last call."""
        fertig, self._fertig = self._fertig, []
        return fertig

    # ---------------------------------------------------------------------------------- expat

    def start(self, name: str, attribute: Attribute) -> None:
        """Begin of an element."""
        self._tiefe += 1
        if self._ausgelassen:
            return
        if self._zelle is not None:
            self._inside_cell(name, attribute)
        elif name == OFFICE + "spreadsheet":
            self._rumpf = self._tiefe
        elif not self._rumpf:
            self._stile.start(name, attribute)
        elif name == TABLE + "table":
            self._table(attribute)
        elif (starter := self._starter.get(name)) is not None:
            starter(attribute)
        elif name in {TABLE + "shapes", TABLE + "dde-links", OFFICE + "forms"}:
            self._ausgelassen = self._tiefe

    def end(self, name: str) -> None:
        """End of an element."""
        if self._ausgelassen:
            if self._ausgelassen == self._tiefe:
                self._ausgelassen = 0
        elif self._zelle is not None and self._tiefe > self._zelltiefe:
            self._inside_cell_end()
        elif not self._rumpf:
            self._stile.end(name)
        elif name == TABLE + "table" and self._tabelle is not None:
            self._fertig.append(self._tabelle)
            self._tabelle = None
        elif (ender := self._ender.get(name)) is not None:
            ender()
        self._tiefe -= 1

    def text(self, text: str) -> None:
        """Text between elements: it counts in paragraphs of cells and notes only."""
        if self._ausgelassen:
            return
        if self._worte is not None:
            self._add(text)
        elif not self._rumpf:
            self._stile.text(text)

    # -------------------------------------------------------------------------------- elements

    def _table(self, attribute: Attribute) -> None:
        """A table right in the body; what lies deeper (links, nested tables) is left out."""
        if self._tiefe != self._rumpf + 1:
            self._ausgelassen = self._tiefe
            return
        self._blaetter += 1
        if self._blaetter > grenzen.MAX_BLAETTER:
            raise RefusedError("zu_gross", "mehr als 30 Blätter")
        self._tabelle = Tabelle(
            clean_text(attribute.get(TABLE + "name", ""), "", 0, 0),
            self._stile.is_hidden_table(attribute.get(TABLE + "style-name", "")),
        )
        self._zeile = self._naechste_spalte = 0
        self._spaltenstile, self._gruppen = {}, []

    def _name(self, _: Attribute) -> None:
        self._namen += 1
        if self._namen > grenzen.MAX_NAMEN:
            raise RefusedError("zu_gross", "mehr als 5.000 Namen")

    def _group(self, attribute: Attribute) -> None:
        self._gruppen.append(attribute.get(TABLE + "display") == "false")

    def _group_end(self) -> None:
        self._gruppen.pop()

    def _column(self, attribute: Attribute) -> None:
        if self._tabelle is None:
            return
        anzahl = _count(attribute.get(TABLE + "number-columns-repeated"))
        von, self._naechste_spalte = self._naechste_spalte + 1, self._naechste_spalte + anzahl
        spalten = range(von, min(self._naechste_spalte, grenzen.MAX_SPALTEN) + 1)
        self._spaltenstile.update(
            dict.fromkeys(spalten, attribute.get(TABLE + "default-cell-style-name", ""))
        )
        if self._is_hidden(attribute):
            self._tabelle.verborgene_spalten.update(spalten)

    def _row(self, attribute: Attribute) -> None:
        self._zeilenangaben, self._spalte = attribute, 0
        self._zeilenzellen, self._zeilenverbuende, self._zeilennotizen = [], [], []

    def _row_end(self) -> None:
        """Put the row down as often as it is repeated; an empty row only moves on."""
        tabelle = self._tabelle
        if tabelle is None:
            return
        anzahl = _count(self._zeilenangaben.get(TABLE + "number-rows-repeated"))
        von, self._zeile = self._zeile + 1, self._zeile + anzahl
        if self._is_hidden(self._zeilenangaben):
            tabelle.verborgene_zeilen.update(range(von, min(self._zeile, grenzen.MAX_ZEILEN) + 1))
        if not (self._zeilenzellen or self._zeilenverbuende or self._zeilennotizen):
            return
        if self._zeile > grenzen.MAX_ZEILEN:
            raise RefusedError("zu_gross", f"Inhalt in Zeile {self._zeile}")
        self._zellen += len(self._zeilenzellen) // 3 * anzahl
        if self._zellen > grenzen.MAX_ZELLEN:
            raise RefusedError("zu_gross", "mehr als 1.000.000 Zellen")
        for zeile in range(von, self._zeile + 1):
            if self._zeilenzellen:
                tabelle.zeilen.append([zeile, *self._zeilenzellen])
            for spalte, hoehe, breite in self._zeilenverbuende:
                bereich = [zeile, spalte, zeile + hoehe - 1, spalte + breite - 1]
                tabelle.verbuende.append(self._verbuende.check(bereich))
            tabelle.kommentare += [[zeile, spalte, text] for spalte, text in self._zeilennotizen]
            if len(tabelle.kommentare) > grenzen.MAX_KOMMENTARE:
                raise RefusedError("zu_gross", f"mehr als 5.000 Kommentare im Blatt „{tabelle.name}“")

    def _is_hidden(self, attribute: Attribute) -> bool:
        return attribute.get(TABLE + "visibility") in {"collapse", "filter"} or any(self._gruppen)

    def _cell(self, attribute: Attribute) -> None:
        self._zelle, self._zelltiefe = attribute, self._tiefe
        self._absaetze, self._notiz, self._laenge = [], [], 0

    def _cell_end(self) -> None:
        """Value, merge and note of the cell, as often as it is repeated."""
        zelle, self._zelle = self._zelle, None
        if zelle is None or self._tabelle is None:
            return
        anzahl = _count(zelle.get(TABLE + "number-columns-repeated"))
        von, self._spalte = self._spalte + 1, self._spalte + anzahl
        notiz = note_text("\n".join(self._notiz))
        breite = _count(zelle.get(TABLE + "number-columns-spanned"))
        hoehe = _count(zelle.get(TABLE + "number-rows-spanned"))
        if len(zelle) + len(self._absaetze) == 0 and not notiz:
            return
        zeile = self._zeile + 1
        text = clean_text("\n".join(self._absaetze), self._tabelle.name, zeile, von)
        stil = (
            zelle.get(TABLE + "style-name")
            or self._zeilenangaben.get(TABLE + "default-cell-style-name")
            or self._spaltenstile.get(von, "")
        )
        wert, art = cell_value(
            zelle, text, lambda: self._stile.format_of(stil), self._formate, self._schreiber
        )
        if isinstance(wert, str):
            wert = clean_text(wert, self._tabelle.name, zeile, von)
        ist_voll = art is not None and (wert != "" or art != 0)
        if (ist_voll or notiz) and self._spalte > grenzen.MAX_SPALTEN:
            raise RefusedError("zu_gross", f"Inhalt in Spalte {self._spalte}")
        if breite > 1 or hoehe > 1:
            if anzahl > 1:
                raise RefusedError("verdaechtig", "wiederholter verbundener Bereich")
            self._zeilenverbuende.append((von, hoehe, breite))
        for spalte in range(von, self._spalte + 1) if ist_voll or notiz else ():
            if ist_voll:
                self._zeilenzellen += (spalte, wert, art)
            if notiz:
                self._zeilennotizen.append((spalte, notiz))

    # ------------------------------------------------------------------------------ inside a cell

    def _inside_cell(self, name: str, attribute: Attribute) -> None:
        """Paragraphs right in the cell are its text, those in its annotation are its note."""
        if self._worte is not None:
            if name == _TEXT + "s":
                self._add(" " * min(_count(attribute.get(_TEXT + "c")), grenzen.MAX_ZEICHEN + 1))
            elif name == _TEXT + "tab":
                self._add("\t")
            elif name == _TEXT + "line-break":
                self._add("\n")
            elif not name.startswith(_TEXT) or name in _KEIN_TEXT:
                self._ausgelassen = self._tiefe
        elif name in _ABSAETZE and (self._notiztiefe or self._tiefe == self._zelltiefe + 1):
            self._worte, self._absatztiefe = [], self._tiefe
        elif name == OFFICE + "annotation" and not self._notiztiefe:
            self._notiztiefe = self._tiefe
        elif not self._notiztiefe:
            self._ausgelassen = self._tiefe

    def _inside_cell_end(self) -> None:
        if self._worte is not None and self._tiefe == self._absatztiefe:
            (self._notiz if self._notiztiefe else self._absaetze).append("".join(self._worte))
            self._worte = None
        elif self._tiefe == self._notiztiefe:
            self._notiztiefe = self._laenge = 0

    def _add(self, text: str) -> None:
        """Words of a paragraph; a text that no cell may hold is not even collected."""
        self._laenge += len(text)
        if self._laenge > 2 * grenzen.MAX_ZEICHEN and not self._notiztiefe:
            clean_text(" " * self._laenge, self.name, self._zeile + 1, self._spalte + 1)
        if self._worte is not None and self._laenge <= 2 * grenzen.MAX_ZEICHEN:
            self._worte.append(text)


def _count(text: str | None) -> int:
    """How often something is repeated: at least once."""
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_ZIFFERN):
        raise RefusedError("beschaedigt")
    return max(int(text), 1)

"""DOCX-Tabelle: tables, rows of figures and columns of a report in a word processor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from kek_dashboard.charts.textbreite import text_width
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht import docx_stil as stil
from kek_dashboard.reports.bericht import docx_teile as teile
from kek_dashboard.reports.bericht.durchgang import parts, plain
from kek_dashboard.reports.bericht.form import (
    Bild,
    Block,
    Deckblatt,
    Kennwerte,
    Marke,
    Nebeneinander,
    Spaltenart,
    Tabelle,
    Text,
    Wort,
    Zeilenart,
)
from kek_dashboard.reports.bericht.kennzeichnung import title_text
from kek_dashboard.reports.bericht.spaltenbreite import least_widths
from kek_dashboard.reports.bericht.zeichensatz import visible

_JE_REIHE, _WENIGER = 4, 3
#: Room of a cell's edges and of a status symbol, in mm.
_RAND, _MARKE_MM = 1.6, 4.6
#: ``text_width`` says how wide our typeface is at most; that of the word processor is a little wider.
_GRAD, _MM_JE_PUNKT, _WEITER = 8.5, 25.4 / 72, 1.02
_SCHMALSTE, _BREITESTE = 10.0, 62.0
_STRICH: Final = 12
#: A head that is not longer stands in one line.
_KURZER_KOPF: Final = 11


class Wortschreiber(Protocol):
    """What a table needs from who writes the document."""

    dokument: Any

    def paragraph(self, ziel: Any, text: Text, name: str) -> Paragraph: ...  # noqa: D102

    def set_style(self, absatz: Paragraph, name: str) -> None: ...  # noqa: D102

    def words(self, absatz: Paragraph, text: Text, *, fett: bool = False) -> None: ...  # noqa: D102

    def picture(self, absatz: Paragraph, bild: Bild, breite: float) -> None: ...  # noqa: D102

    def blocks(self, ziel: Any, bloecke: tuple[Block, ...], breite: float) -> None: ...  # noqa: D102


class Tabellenschreiber:
    """Writes one table into a document or a cell; ``breite``: mm there are."""

    def __init__(self, worte: Wortschreiber, ziel: Any, breite: float) -> None:
        self._worte, self._ziel, self._breite = worte, ziel, breite

    def table(self, tabelle: Tabelle, *, einzeln: bool) -> None:
        """A table of data with its title above and its foot below."""
        titel = title_text(tabelle, einzeln=einzeln)
        if titel:
            self._worte.paragraph(self._ziel, titel, "Caption")
        breiten = column_widths(tabelle, self._breite)
        gesetzt = self._new(1 + len(tabelle.zeilen), breiten, stil.TABELLE)
        teile.name_table(gesetzt, visible(tabelle.titel), kopfspalte=True)
        kopf, *zeilen = gesetzt._tbl.tr_lst
        wie = " dicht" if tabelle.dicht else ""
        teile.set_row(kopf, kopf=True)
        rechts = [spalte.art is Spaltenart.ZAHL for spalte in tabelle.spalten]
        for i, (zelle, spalte) in enumerate(zip(_cells(kopf, gesetzt), tabelle.spalten, strict=True)):
            self._fill(zelle, (spalte.kopf,), f"KEK Tabellenkopf{wie}", rechts=rechts[i])
        for tr, zeile in zip(zeilen, tabelle.zeilen, strict=True):
            teile.set_row(tr, kopf=False)
            if zeile.art is Zeilenart.GRUPPE:
                self._group(tr, gesetzt, zeile.zellen[0])
                continue
            summe = zeile.art is Zeilenart.SUMME
            for i, (zelle, inhalt) in enumerate(zip(_cells(tr, gesetzt), zeile.zellen, strict=True)):
                if summe:
                    teile.rule(zelle, top=(_STRICH // 2, "17212B"), bottom=(_STRICH // 2, "17212B"))
                self._fill(
                    zelle, inhalt, f"KEK Tabellentext{wie}", rechts=rechts[i], fett=summe, breite=breiten[i]
                )
        if tabelle.fuss:
            self._worte.paragraph(self._ziel, tabelle.fuss, "KEK Klein").paragraph_format.space_before = Mm(1)
        else:
            self._gap()

    def figures(self, block: Kennwerte) -> None:
        """Figures to be seen first, in rows."""
        zahl = len(block.werte)
        je = zahl if zahl <= _JE_REIHE else _WENIGER if zahl % _WENIGER == 0 else _JE_REIHE
        for von in range(0, zahl, je):
            werte = block.werte[von : von + je]
            gesetzt = self._new(1, [self._breite / je] * je, None)
            for zelle, wert in zip(_cells(gesetzt._tbl.tr_lst[0], gesetzt), werte, strict=False):
                teile.rule(zelle, top=(_STRICH, stil.AKZENT))
                self._fill(zelle, (wert.titel,), "KEK Kennwerttitel", oben="top")
                self._worte.paragraph(zelle, wert.wert, "KEK Kennwert")
                if wert.zusatz:
                    self._worte.paragraph(zelle, wert.zusatz, "KEK Kennwertzusatz")
            self._gap()

    def columns(self, block: Nebeneinander) -> None:
        """Blocks beside each other."""
        summe = sum(block.anteile)
        breiten = [self._breite * anteil / summe for anteil in block.anteile]
        gesetzt = self._new(1, breiten, None)
        for zelle, bloecke, breite in zip(
            _cells(gesetzt._tbl.tr_lst[0], gesetzt), block.spalten, breiten, strict=True
        ):
            leer = zelle.paragraphs[0]
            self._worte.blocks(zelle, bloecke, breite - 2 * _RAND)
            if len(zelle._tc) > 2 and zelle._tc[-1].tag == qn("w:p"):  # noqa: PLR2004 - properties and the empty one
                leer._p.getparent().remove(leer._p)
        self._gap()

    def letterhead(self, deckblatt: Deckblatt) -> None:
        """Whose paper it is, and the number and day it has."""
        gesetzt = self._new(2, [self._breite - 74, 30, 44], None)
        angaben: tuple[tuple[Text, str, str], ...] = (
            ((Wort(deckblatt.koerperschaft),), "Drucksache Nr.", deckblatt.drucksache),
            ((Wort(deckblatt.absender),), "Datum", format_date(deckblatt.datum)),
        )
        for i, (tr, (links, name, wert)) in enumerate(zip(gesetzt._tbl.tr_lst, angaben, strict=True)):
            zellen = _cells(tr, gesetzt)
            if i == 0 and not wert:
                teile.rule(zellen[2], bottom=(4, "17212B"))
            elif i == 1:
                for zelle in zellen:
                    teile.rule(zelle, bottom=(_STRICH, stil.AKZENT))
            texte: tuple[Text, ...] = (links, (name,), (Wort(wert),))
            for zelle, text, fett in zip(zellen, texte, (i == 0, False, i == 0), strict=True):
                self._fill(zelle, text, "KEK Tabellentext", fett=fett, oben="bottom")
        self._gap()

    def state(self, texte: Sequence[Text], bild: Bild | None) -> None:
        """As of when, and where to open it."""
        neben = 0.0 if bild is None else bild.breite + 2 * _RAND
        gesetzt = self._new(1, [self._breite - neben, *([neben] if bild else [])], None)
        zellen = _cells(gesetzt._tbl.tr_lst[0], gesetzt)
        for zelle in zellen:
            teile.rule(zelle, top=(4, stil.LINIE))
        erster, *weitere = texte
        self._fill(zellen[0], erster, "KEK Tabellentext")
        for text in weitere:
            self._worte.paragraph(zellen[0], text, "KEK Tabellentext")
        if bild is not None:
            self._fill(zellen[1], bild, "KEK Tabellentext", rechts=True, breite=bild.breite)
        self._gap()

    def _new(self, zeilen: int, breiten: Sequence[float], name: str | None) -> Table:
        gesetzt = _add_table(self._ziel, zeilen, len(breiten), self._breite)
        if name is not None:
            gesetzt.style = name
        gesetzt.alignment, gesetzt.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        for spalte, breite in zip(gesetzt._tbl.tblGrid.gridCol_lst, breiten, strict=True):
            spalte.w = Mm(breite)
        for tr in gesetzt._tbl.tr_lst:
            for zelle, breite in zip(_cells(tr, gesetzt), breiten, strict=True):
                zelle.width = Mm(breite)
        return gesetzt

    def _group(self, tr: Any, gesetzt: Table, inhalt: Text | Bild) -> None:
        erste, *rest = _cells(tr, gesetzt)
        for zelle in rest:
            tr.remove(zelle._tc)
        erste._tc.grid_span = 1 + len(rest)
        erste.width = Mm(self._breite)
        teile.shade(erste, stil.GRUND)
        self._fill(erste, inhalt, "KEK Tabellentext", fett=True)
        erste.paragraphs[0].paragraph_format.keep_with_next = True

    def _fill(
        self,
        zelle: _Cell,
        inhalt: Text | Bild,
        name: str,
        *,
        rechts: bool = False,
        fett: bool = False,
        breite: float = 0,
        oben: str = "center",
    ) -> None:
        """The first paragraph of a cell."""
        absatz = zelle.paragraphs[0]
        self._worte.set_style(absatz, name)
        if rechts:
            absatz.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if isinstance(inhalt, Bild):
            self._worte.picture(absatz, inhalt, breite or inhalt.breite)
        else:
            self._worte.words(absatz, inhalt, fett=fett)
        zelle._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="{oben}"/>'))

    def _gap(self) -> None:
        """A small paragraph, without which two tables would become one."""
        self._worte.paragraph(self._ziel, (), "KEK Abstand")


def column_widths(tabelle: Tabelle, breite: float) -> list[float]:
    """Widths in mm: narrow columns as their longest words, the others share what is left; no number is broken."""
    mindestens = least_widths(tabelle, breite)
    feste = [
        mindestens.get(i, 0.0) if s.anteil else _natural(tabelle, i) for i, s in enumerate(tabelle.spalten)
    ]
    anteile = sum(s.anteil for s, fest in zip(tabelle.spalten, feste, strict=True) if not fest)
    if sum(feste) > breite * (0.85 if anteile else 1.0):
        feste = [f * breite * (0.7 if anteile else 1.0) / sum(feste) for f in feste]
    rest = breite - sum(feste)
    if not anteile:
        return feste
    return [f or rest * s.anteil / anteile for f, s in zip(feste, tabelle.spalten, strict=True)]


def _natural(tabelle: Tabelle, spalte: int) -> float:
    """How wide a column is when nothing in it is broken, within reason."""
    kopf = tabelle.spalten[spalte].kopf
    worte = kopf.split() if len(kopf) > _KURZER_KOPF else [kopf]
    breiteste = max((_width(wort) for wort in worte), default=0.0)
    for zeile in tabelle.zeilen:
        if zeile.art is Zeilenart.GRUPPE:
            continue
        zelle = zeile.zellen[spalte]
        if isinstance(zelle, Bild):
            breiteste = max(breiteste, zelle.breite)
        else:
            marken = sum(_MARKE_MM for teil in parts(zelle) if isinstance(teil, Marke))
            breiteste = max(breiteste, _width(plain(zelle)) + marken)
    return max(_SCHMALSTE, min(_BREITESTE, breiteste + 2 * _RAND))


def _width(text: str) -> float:
    """Of words in a cell, in mm."""
    return max((text_width(zeile, _GRAD) for zeile in text.split("\n")), default=0.0) * _MM_JE_PUNKT * _WEITER


def _add_table(ziel: Any, zeilen: int, spalten: int, breite: float) -> Table:
    """A new table at the end; a cell wants its width given otherwise than a document."""
    if isinstance(ziel, _Cell):
        tabelle = ziel.add_table(zeilen, spalten)
        letzter = ziel.paragraphs[-1]._p  # which python-docx adds below; ours follows
        letzter.getparent().remove(letzter)
        return tabelle
    tabelle = ziel._body.add_table(zeilen, spalten, Mm(breite))
    assert isinstance(tabelle, Table)
    return tabelle


def _cells(tr: Any, tabelle: Table) -> list[_Cell]:
    return [_Cell(tc, tabelle) for tc in tr.tc_lst]

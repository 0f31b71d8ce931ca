"""Platz: about how high blocks are on an upright sheet of A4, so that what belongs together can be made to fit one.

Lengths in mm, measured on the sheets of ``bericht.typ``; an estimate that is rather too high. Where it is wrong, a
sheet becomes two and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from types import MappingProxyType
from typing import Final

from kek_dashboard.charts.textbreite import text_width
from kek_dashboard.reports.bericht.durchgang import parts, plain
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Aufzaehlung,
    Bild,
    Block,
    Kennwerte,
    Marke,
    Nebeneinander,
    Seitenwechsel,
    Tabelle,
    Text,
    Ueberschrift,
    Wert,
    Wertart,
    Zeile,
    Zeilenart,
)

SEITE: Final = 243.0
BREITE: Final = 166.0
_PUNKT: Final = 25.4 / 72
#: ``text_width`` measures the widest typeface of the page; that of paper is this much narrower.
_SCHMALER: Final = 0.79
#: Lines that break between words hold a little less than their width.
_UMBRUCH: Final = 1.06
#: Size of the type in points, height of a line, room around the paragraph.
_ABSATZ: Final = MappingProxyType(
    {
        Absatzart.NORMAL: (10.5, 4.75, 1.0),
        Absatzart.KERNSATZ: (13.0, 6.3, 0.5),
        Absatzart.KLEIN: (8.5, 3.9, 1.5),
        Absatzart.HINWEIS: (9.5, 4.4, 9.0),
        Absatzart.ZITAT: (10.5, 4.75, 2.5),
    }
)
_TITEL: Final = MappingProxyType({1: (18.0, 7.8, 1.0), 2: (13.0, 6.0, 6.5), 3: (10.5, 5.0, 6.0)})
#: Room above a part that follows another on its sheet.
_DAZWISCHEN: Final = 10.5
_KENNWERTE, _KENNWERT_ZEILE = 21.0, 4.2
_BILD_RAND, _UNTERSCHRIFT = 3.0, 4.7
# A table: type, line, room in a row, and title with head and what is above and below.
_DICHT, _LUFTIG = (8.0, 2.7, 1.5, 10.0), (9.0, 3.2, 3.1, 12.0)
_MARKE, _BEISPIEL, _RAND = 3.6, 3.6, 3.5
_FUSS_ZEILE: Final = 4.0


def packed(teile: Iterable[tuple[Block, ...]]) -> Iterator[Block]:
    """Parts on upright sheets, as few as they need; one that is longer than a sheet stands on sheets of its own."""
    belegt = SEITE
    for teil in teile:
        hoehe = total(teil)
        belegt += _DAZWISCHEN + hoehe
        if belegt > SEITE:
            yield Seitenwechsel()
            belegt = hoehe
        yield from teil


def total(bloecke: Iterable[Block]) -> float:
    """How high these blocks are below each other."""
    return sum(height(block) for block in bloecke)


def height(block: Block, breite: float = BREITE) -> float:
    """About how high a block is."""
    match block:
        case Ueberschrift():
            grad, zeile, rand = _TITEL[block.ebene]
            return lines(block.text, grad, breite) * zeile + rand
        case Absatz():
            grad, zeile, rand = _ABSATZ[block.art]
            return lines(block.text, grad, breite) * zeile + rand
        case Aufzaehlung():
            grad, zeile, rand = _ABSATZ[Absatzart.NORMAL]
            return sum(lines(p, grad, breite - 5) * zeile + 2.2 for p in block.punkte) + rand
        case Kennwerte():
            je = breite / max(len(block.werte), 1) - 7
            zusatz = max((lines(w.zusatz, 8.5, je) for w in block.werte), default=1)
            return _KENNWERTE + (zusatz - 1) * _KENNWERT_ZEILE
        case Bild():
            unter = lines(block.unterschrift, 9.0, breite) * _UNTERSCHRIFT if block.unterschrift else 0
            return block.hoehe + _BILD_RAND + unter
        case Nebeneinander():
            je = breite / len(block.spalten) - 3
            return max((sum(height(b, je) for b in spalte) for spalte in block.spalten), default=0.0)
        case Tabelle():
            return _table(block, breite)
        case Seitenwechsel():
            return 0.0


def lines(text: Text, grad: float, breite: float) -> int:
    """How many lines a text takes in a width."""
    lang = width(text, grad)
    if lang <= breite or " " not in plain(text):
        return 1
    return ceil(lang * _UMBRUCH / breite)


def width(text: Text, grad: float) -> float:
    """How long a text is in one line, with its symbols and labels."""
    lang = text_width(plain(text), grad) * _PUNKT * _SCHMALER
    return lang + sum(_extra(teil) for teil in parts(text))


def _extra(teil: object) -> float:
    if isinstance(teil, Marke):
        return _MARKE
    return _BEISPIEL if isinstance(teil, Wert) and teil.beispiel and teil.zahl is not None else 0.0


def _table(tabelle: Tabelle, breite: float) -> float:
    grad, zeile, rand, kopf = _DICHT if tabelle.dicht else _LUFTIG
    breiten = _columns(tabelle, grad, breite)
    hoehe = kopf if tabelle.zeige_titel else kopf - 4
    hoehe += sum(_row(z, breiten, grad, zeile) + rand for z in tabelle.zeilen)
    return hoehe + (lines(tabelle.fuss, 8.5, breite) if tabelle.fuss else _is_mixed(tabelle)) * _FUSS_ZEILE


def _is_mixed(tabelle: Tabelle) -> bool:
    """Whether some numbers are invented and others are not: then a line below says what the label means.

    Mere counts beside invented numbers need no line.
    """
    gesehen = {
        teil.beispiel
        for zeile in tabelle.zeilen
        for zelle in zeile.zellen
        if not isinstance(zelle, Bild)
        for teil in parts(zelle)
        if isinstance(teil, Wert) and teil.zahl is not None and teil.art is not Wertart.ANZAHL
    }
    return len(gesehen) > 1


def _columns(tabelle: Tabelle, grad: float, breite: float) -> Sequence[float]:
    """Widths of the columns, without the room between them: those by share, and those as wide as they must be."""
    eigene = [
        0.0 if s.anteil else max((_cell_width(z, i, grad) for z in tabelle.zeilen), default=0.0) + _RAND
        for i, s in enumerate(tabelle.spalten)
    ]
    frei, anteile = breite - sum(eigene), sum(s.anteil for s in tabelle.spalten)
    return [
        (frei * s.anteil / anteile if s.anteil else eigene[i]) - _RAND for i, s in enumerate(tabelle.spalten)
    ]


def _cell_width(zeile: Zeile, i: int, grad: float) -> float:
    if zeile.art is Zeilenart.GRUPPE or i >= len(zeile.zellen):
        return 0.0
    zelle = zeile.zellen[i]
    return zelle.breite if isinstance(zelle, Bild) else width(zelle, grad)


def _row(zeile: Zeile, breiten: Sequence[float], grad: float, hoch: float) -> float:
    if zeile.art is Zeilenart.GRUPPE:
        return hoch
    return max(
        zelle.hoehe if isinstance(zelle, Bild) else lines(zelle, grad, max(breite, 1.0)) * hoch
        for zelle, breite in zip(zeile.zellen, breiten, strict=False)
    )

"""Nachweis: every figure of a report with its place in it and where the same number stands a second time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kek_dashboard.reports.bericht.bezug import Bezug
from kek_dashboard.reports.bericht.durchgang import all_blocks, parts, plain
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Aufzaehlung,
    Aussage,
    Bericht,
    Bild,
    Block,
    Kennwerte,
    Tabelle,
    Text,
    Ueberschrift,
    Wert,
    Zahl,
    Zeilenart,
)

_TIEFSTE = 3


@dataclass(frozen=True, slots=True)
class Nachweis:
    """One figure: where in the report, what is printed, the number where it is a single one, its Bezug."""

    ort: str
    text: str
    zahl: Zahl | None
    beispiel: bool
    bezug: Bezug


def nachweise(bericht: Bericht) -> Iterator[Nachweis]:
    """In reading order; a sentence with several numbers once for each of its Bezüge."""
    if bericht.deckblatt is not None:
        for text in (*bericht.deckblatt.beschlussvorschlag, *bericht.deckblatt.sachdarstellung):
            yield from _of(text, "Deckblatt")
    for ort, block in placed_blocks(bericht):
        yield from _of_block(block, ort)


def placed_blocks(bericht: Bericht) -> Iterator[tuple[str, Block]]:
    """Every block with the headings it stands under, from the largest down."""
    weg = [""] * _TIEFSTE
    for block in all_blocks(bericht):
        if isinstance(block, Ueberschrift):
            weg[block.ebene - 1 :] = [plain(block.text), *[""] * (_TIEFSTE - block.ebene)]
        yield " › ".join(titel for titel in weg if titel), block


def _of_block(block: Block, ort: str) -> Iterator[Nachweis]:
    match block:
        case Ueberschrift() | Absatz():
            yield from _of(block.text, ort)
        case Aufzaehlung():
            for punkt in block.punkte:
                yield from _of(punkt, ort)
        case Kennwerte():
            for wert in block.werte:
                yield from _of((*wert.wert, *wert.zusatz), f"{ort} › {wert.titel}")
        case Bild():
            yield from _of(block.unterschrift, ort)
        case Tabelle():
            yield from _of_table(block, ort)
        case _:
            return


def _of_table(tabelle: Tabelle, ort: str) -> Iterator[Nachweis]:
    hier = f"{ort} › {tabelle.titel}" if ort else tabelle.titel
    for zeile in tabelle.zeilen:
        erste = zeile.zellen[0]
        name = "" if isinstance(erste, Bild) else plain(erste)
        for i, zelle in enumerate(zeile.zellen):
            if isinstance(zelle, Bild):
                continue
            spalte = "" if zeile.art is Zeilenart.GRUPPE else tabelle.spalten[i].kopf
            yield from _of(zelle, " › ".join(teil for teil in (hier, name, spalte) if teil))
    yield from _of(tabelle.fuss, hier)


def _of(text: Text, ort: str) -> Iterator[Nachweis]:
    for teil in parts(text):
        if isinstance(teil, Wert):
            yield Nachweis(ort, teil.text, teil.zahl, teil.beispiel, teil.bezug)
        elif isinstance(teil, Aussage):
            yield from (Nachweis(ort, teil.text, None, beispiel=False, bezug=bezug) for bezug in teil.bezuege)

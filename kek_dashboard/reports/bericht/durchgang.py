"""Durchgang: goes through a report and gives out everything that is read in it, for writers and for tests."""

from __future__ import annotations

from collections.abc import Iterator

from kek_dashboard.reports.bericht.form import (
    Absatz,
    Aufzaehlung,
    Bericht,
    Bild,
    Block,
    Fett,
    Kennwerte,
    Nebeneinander,
    Seitenwechsel,
    Tabelle,
    Teil,
    Text,
    Ueberschrift,
    Wort,
)


def all_blocks(bericht: Bericht) -> Iterator[Block]:
    """Every block in reading order; what stands beside each other from left to right."""
    yield from _opened(bericht.bloecke)


def all_texts(bericht: Bericht) -> Iterator[Text]:
    """Every text in reading order, those of the cover first; titles and heads of tables among them.

    Titles and heads are names, which may hold a year or a number of a Ziel („Soll 2023“): each is a ``Wort``.
    """
    if bericht.deckblatt is not None:
        yield from bericht.deckblatt.beschlussvorschlag
        yield from bericht.deckblatt.sachdarstellung
    for block in all_blocks(bericht):
        yield from _texts(block)


def parts(text: Text) -> Iterator[Teil]:
    """The parts of a text, with ``Fett`` opened."""
    for teil in text:
        if isinstance(teil, Fett):
            yield from parts(teil.teile)
        else:
            yield teil


def plain(text: Text) -> str:
    """A text as one line of characters, as it is read."""
    return "".join(_plain(teil) for teil in text)


def _plain(teil: Teil) -> str:
    if isinstance(teil, str):
        return teil
    return plain(teil.teile) if isinstance(teil, Fett) else teil.text


def _opened(bloecke: tuple[Block, ...]) -> Iterator[Block]:
    for block in bloecke:
        if isinstance(block, Nebeneinander):
            for spalte in block.spalten:
                yield from _opened(spalte)
        else:
            yield block


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Ueberschrift() | Absatz():
            yield block.text
        case Aufzaehlung():
            yield from block.punkte
        case Kennwerte():
            for kennwert in block.werte:
                yield from ((Wort(kennwert.titel),), kennwert.wert, kennwert.zusatz)
        case Tabelle():
            yield from _table_texts(block)
        case Bild():
            yield block.unterschrift
        case Nebeneinander() | Seitenwechsel():
            return


def _table_texts(tabelle: Tabelle) -> Iterator[Text]:
    yield (Wort(tabelle.titel),)
    yield from ((Wort(spalte.kopf),) for spalte in tabelle.spalten)
    for zeile in tabelle.zeilen:
        yield from (zelle for zelle in zeile.zellen if not isinstance(zelle, Bild))
    yield tabelle.fuss

"""Kennzeichnung: puts the label „Beispiel“ where a reader needs it, before any writer begins.

Where every number of a report is invented its first page says so, and no number is labelled. Where every number of a
table is (but what is merely counted), the table's title says so; where all of a sentence or of a figure to be seen
first is, one label stands at its end. In what is left each invented number has the label, in a table only its letter,
which the line below the table explains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, assert_never

from kek_dashboard.reports.bericht.durchgang import all_texts, parts
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Aufzaehlung,
    Aussage,
    Beispielzeichen,
    Bericht,
    Bild,
    Block,
    Fett,
    Kennwert,
    Kennwerte,
    Marke,
    Nebeneinander,
    Seitenwechsel,
    Tabelle,
    Teil,
    Text,
    Ueberschrift,
    Verweis,
    Wert,
    Wertart,
    Wort,
)

LANG: Final = Beispielzeichen()
#: Beside a number in a table; the words below the table say what it means.
KURZ: Final = Beispielzeichen("B")
_ERKLAERUNG: Final[Text] = (KURZ, " bedeutet Beispiel: Diese Zahl ist erfunden. ")
_FEST: Final = "\N{NO-BREAK SPACE}"


def labelled(bericht: Bericht) -> Bericht:
    """The report with every label that it needs as a part of its texts."""
    if is_all_beispiel(bericht):
        return bericht
    deckblatt = bericht.deckblatt
    if deckblatt is not None:
        deckblatt = replace(
            deckblatt,
            beschlussvorschlag=tuple(_text(text) for text in deckblatt.beschlussvorschlag),
            sachdarstellung=tuple(_text(text) for text in deckblatt.sachdarstellung),
        )
    return replace(bericht, deckblatt=deckblatt, bloecke=_blocks(bericht.bloecke))


def is_all_beispiel(bericht: Bericht) -> bool:
    """Whether every number of the report is invented."""
    return _all_invented(all_texts(bericht))


def is_table_beispiel(tabelle: Tabelle, *, samt_anzahlen: bool = False) -> bool:
    """Whether every number of the table is invented; mere counts beside them say otherwise only if asked for."""
    werte = list(
        _numbers(zelle for zeile in tabelle.zeilen for zelle in zeile.zellen if not isinstance(zelle, Bild))
    )
    andere = [] if samt_anzahlen else [wert for wert in werte if wert.art is not Wertart.ANZAHL]
    return bool(werte) and all(wert.beispiel for wert in andere or werte)


def title_text(tabelle: Tabelle, *, einzeln: bool) -> Text:
    """What stands above a table; nothing where its title is not shown.

    ``einzeln``: the report labels its invented numbers singly, so a table that is invented as a whole says so here.
    """
    if not tabelle.zeige_titel:
        return ()
    return (tabelle.titel, " ", LANG) if einzeln and is_table_beispiel(tabelle) else (tabelle.titel,)


def _blocks(bloecke: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_block(block) for block in bloecke)


def _block(block: Block) -> Block:
    match block:
        case Ueberschrift() | Absatz():
            return replace(block, text=_text(block.text))
        case Aufzaehlung():
            return replace(block, punkte=tuple(_text(punkt) for punkt in block.punkte))
        case Kennwerte():
            return replace(block, werte=tuple(_figure(kennwert) for kennwert in block.werte))
        case Tabelle():
            return _table(block)
        case Bild():
            return replace(block, unterschrift=_text(block.unterschrift))
        case Nebeneinander():
            return replace(block, spalten=tuple(_blocks(spalte) for spalte in block.spalten))
        case Seitenwechsel():
            return block
        case _:
            assert_never(block)


def _figure(kennwert: Kennwert) -> Kennwert:
    """One label for the figure and its one more word, where both are invented."""
    if kennwert.zusatz and _all_invented((kennwert.wert, kennwert.zusatz)):
        return replace(kennwert, zusatz=(*kennwert.zusatz, _FEST, LANG))
    return replace(kennwert, wert=_text(kennwert.wert), zusatz=_text(kennwert.zusatz))


def _table(tabelle: Tabelle) -> Tabelle:
    """With letters at single numbers; a table that is invented as a whole has nothing in its cells."""
    fuss = _text(tabelle.fuss)
    if is_table_beispiel(tabelle):
        # A title that is not shown cannot carry the label.
        return (
            tabelle if tabelle.zeige_titel else replace(tabelle, fuss=(LANG, _alle_erfunden(tabelle), *fuss))
        )
    zeilen = tuple(
        replace(zeile, zellen=tuple(z if isinstance(z, Bild) else _text(z, KURZ) for z in zeile.zellen))
        for zeile in tabelle.zeilen
    )
    return (
        tabelle if zeilen == tabelle.zeilen else replace(tabelle, zeilen=zeilen, fuss=(*_ERKLAERUNG, *fuss))
    )


def _alle_erfunden(tabelle: Tabelle) -> str:
    alle = is_table_beispiel(tabelle, samt_anzahlen=True)
    return " Alle Zahlen der Tabelle sind erfunden. " if alle else " Die Werte der Tabelle sind erfunden. "


def _text(text: Text, zeichen: Beispielzeichen = LANG) -> Text:
    if zeichen == LANG and _all_invented((text,)) and not _has_sentence(text):
        return (*text, _FEST, LANG)
    return _labelled_singly(text, zeichen)


def _labelled_singly(text: Text, zeichen: Beispielzeichen) -> Text:
    return tuple(teil for stueck in text for teil in _part(stueck, zeichen))


def _part(teil: Teil, zeichen: Beispielzeichen) -> Iterator[Teil]:
    match teil:
        case Fett():
            yield Fett(_labelled_singly(teil.teile, zeichen))
        case Wert():
            yield teil
            if teil.beispiel and teil.zahl is not None:
                yield _FEST
                yield zeichen
        case str() | Wort() | Aussage() | Marke() | Verweis() | Beispielzeichen():
            yield teil
        case _:
            assert_never(teil)


def _has_sentence(text: Text) -> bool:
    """Whether a text has numbers that say nothing of where they come from."""
    return any(isinstance(teil, Aussage) for teil in parts(text))


def _all_invented(texte: Iterable[Text]) -> bool:
    gesehen = [wert.beispiel for wert in _numbers(texte)]
    return bool(gesehen) and all(gesehen)


def _numbers(texte: Iterable[Text]) -> Iterator[Wert]:
    """The numbers of texts that are known."""
    for text in texte:
        for teil in parts(text):
            if isinstance(teil, Wert) and teil.zahl is not None:
                yield teil

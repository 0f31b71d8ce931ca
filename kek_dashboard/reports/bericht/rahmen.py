"""Rahmen: what every paper says around its content: whose it is, as of when, where to look it up, what is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Beispielzeichen,
    Bericht,
    Block,
    Deckblatt,
    Fett,
    Seitenwechsel,
    Spalte,
    Tabelle,
    Text,
    Ueberschrift,
    Wort,
    Zeile,
)
from kek_dashboard.reports.bericht.kennzeichnung import is_all_beispiel

PROGRAMM: Final = "KEK-Monitor"
BESCHLUSS: Final = "Beschlussvorschlag"
SACHDARSTELLUNG: Final = "Sachdarstellung"
ERSATZZEICHEN: Final = "□ steht für ein Zeichen, das die Schrift dieses Berichts nicht hat."
ADRESSE: Final = f"Diesen Stand im {PROGRAMM} öffnen:"
_BEISPIEL_ALLE: Final[Text] = (
    Beispielzeichen(), " Alle Zahlen dieses Berichts sind erfunden. Sie zeigen, wie der Bericht aussieht.",
)  # fmt: skip
_BEISPIEL_EINIGE: Final[Text] = (
    Beispielzeichen(), " Zahlen mit diesem Zeichen sind erfunden. Sie zeigen, wie der Bericht aussieht.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Abschnitt:
    """Blocks on sheets that lie the same way; the next begins on a new sheet."""

    quer: bool
    bloecke: tuple[Block, ...]


def abschnitte(bericht: Bericht) -> list[Abschnitt]:
    """The report cut at each Seitenwechsel; nothing empty, so that no sheet is."""
    fertig: list[Abschnitt] = []
    quer, gesammelt = False, list[Block]()
    for block in (*bericht.bloecke, Seitenwechsel()):
        if not isinstance(block, Seitenwechsel):
            gesammelt.append(block)
            continue
        if gesammelt:
            fertig.append(Abschnitt(quer, tuple(gesammelt)))
        quer, gesammelt = block.quer, []
    return fertig


def wissensstand_words(bericht: Bericht) -> str:
    """The day as of which everything counts."""
    return f"Wissensstand {format_date(bericht.auftrag.wissensstand)}"


def stand_texts(bericht: Bericht) -> Iterator[Text]:
    """What the first page says of the state of the figures."""
    yield (Fett((wissensstand_words(bericht),)), ": so, wie die Zahlen an diesem Tag bekannt waren.")
    if bericht.datenstand is not None:
        yield (Wort(f"Neueste freigegebene Lieferung: {format_date(bericht.datenstand)}."),)


def beispiel_text(bericht: Bericht) -> Text:
    """The sentence of the first page about invented figures; nothing where all are real."""
    if not bericht.beispiel:
        return ()
    return _BEISPIEL_ALLE if is_all_beispiel(bericht) else _BEISPIEL_EINIGE


def cover_blocks(deckblatt: Deckblatt) -> Iterator[Block]:
    """The proposals of the cover under their headings."""
    for titel, absaetze in (
        (BESCHLUSS, deckblatt.beschlussvorschlag),
        (SACHDARSTELLUNG, deckblatt.sachdarstellung),
    ):
        if absaetze:
            yield Ueberschrift(1, (titel,))
            yield from (Absatz(absatz) for absatz in absaetze)


def beratungsfolge(deckblatt: Deckblatt) -> Tabelle | None:
    """The bodies that get the paper, as a table; ``None`` where none is named."""
    if not deckblatt.gremien:
        return None
    return Tabelle(
        "Beratungsfolge",
        (
            Spalte("Gremium", anteil=1.0),
            Spalte("Sitzung am"),
            Spalte("Öffentlichkeit"),
        ),
        tuple(
            Zeile(
                (
                    (Wort(gremium.name),),
                    (Wort(format_date(gremium.datum)),),
                    ("öffentlich" if gremium.oeffentlich else "nicht öffentlich",),
                )
            )
            for gremium in deckblatt.gremien
        ),
    )

"""Worte: the small pieces of text that all parts of the Fortschrittsbericht are put together from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.formats import UNKNOWN
from kek_dashboard.reports.bericht.bezug import Anzahl, Bezug, Stelle, zielerreichung
from kek_dashboard.reports.bericht.form import Fett, Marke, Teil, Text, Wert, Wertart, Wort

UNBEKANNT: Final[Text] = (UNKNOWN,)
_SATZENDE: Final = re.compile(r"[.!?…][“\"’)]*(?=\s)")


def anzahl(zahl: int, bezug: Bezug) -> Wert:
    """How many."""
    return Wert(zahl, bezug, Wertart.ANZAHL)


def anteil(zahl: Fraction | None, bezug: Bezug, herkunft: Herkunft, stellen: int = 1) -> Wert:
    """A share as percent."""
    return Wert(zahl, bezug, Wertart.PROZENT, stellen=stellen, beispiel=herkunft is Herkunft.BEISPIEL)


def marke(status: Stand | Ausblick | Bilanz) -> Marke:
    """Symbol and word of a status."""
    return Marke(zeichen_of(status))


def kennzahlen_mit(jahr: int, feld: str, *werte: str) -> Anzahl:
    """Bezug of how many Kennzahlen have one of these values in a field at a Berichtsjahr."""
    return Anzahl(zielerreichung(jahr, "kennzahlen"), ((feld, werte),))


def alle(jahr: int, liste: str) -> Anzahl:
    """Bezug of how many there are in a list of ``zielerreichung``."""
    return Anzahl(zielerreichung(jahr, liste))


def plural(zahl: int, einzahl: str, mehrzahl: str) -> str:
    """The word that goes with a number."""
    return einzahl if zahl == 1 else mehrzahl


def fett(*teile: Teil) -> Fett:
    """Words that carry the message."""
    return Fett(teile)


def starred(text: str) -> Text:
    """Words of the county with parts between ``**`` as strong ones."""
    return tuple(
        Fett((Wort(teil),)) if i % 2 else Wort(teil) for i, teil in enumerate(text.split("**")) if teil
    )


def joined(texte: Iterable[Text], zwischen: str = ", ") -> Text:
    """Several texts in a row with something between them."""
    return tuple(_joined(texte, zwischen))


def _joined(texte: Iterable[Text], zwischen: str) -> Iterator[Teil]:
    for i, text in enumerate(texte):
        if i:
            yield zwischen
        yield from text


def whole_sentences(text: str, most: int) -> tuple[str, bool]:
    """A text cut after its last whole sentence within ``most`` letters, and whether anything was cut.

    Where even the first sentence is longer, it is cut between words and ends in „…“.

    >>> whole_sentences("Eins. Zwei ist länger.", 12)
    ('Eins.', True)
    >>> whole_sentences("Nur ein Satz.", 40)
    ('Nur ein Satz.', False)
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text, False
    enden = [treffer.end() for treffer in _SATZENDE.finditer(text) if treffer.end() <= most]
    if enden:
        return text[: enden[-1]], True
    return text[:most].rpartition(" ")[0].rstrip(" ,;:–") + " …", True


def stelle_in(stelle: Stelle, *pfad: str) -> Stelle:
    """A place below another one."""
    return Stelle(stelle.befehl, (*stelle.pfad, *pfad))

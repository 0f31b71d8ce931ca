"""Worte: addresses and names of fields that the page of reports and its counter agree on, and how a report is named."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kek_dashboard.domain.bericht import Berichtsart
from kek_dashboard.formats import format_date, format_datetime, format_number
from kek_dashboard.reports.bericht.verzeichnis import BERICHTE
from kek_dashboard.store.berichte import Berichtseintrag, Berichtszustand

LISTE: Final = "/berichte"
ERSTELLEN: Final = "/berichte/erstellen"
ART, JAHR, QUARTAL, STAND, FORMAT = "art", "jahr", "quartal", "wissensstand", "format"
DRUCKSACHE, DATUM = "drucksache", "datum"
#: Each followed by the number of the row of the Beratungsfolge.
GREMIUM, SITZUNG, NICHT_OEFFENTLICH = "gremium-", "sitzung-", "nichtoeffentlich-"
GREMIEN: Final = 4
LAENGSTE_DRUCKSACHE, LAENGSTES_GREMIUM = 40, 120

_KIB = 1024


def title_of(eintrag: Berichtseintrag) -> str:
    """What report it is, of when."""
    auftrag = eintrag.auftrag
    quartal = "" if auftrag.quartal is None else f"{auftrag.quartal}.\N{NO-BREAK SPACE}Quartal "
    return f"{BERICHTE[auftrag.art].bezeichnung} {quartal}{auftrag.jahr}" + (
        f", {auftrag.zielsystem}" if auftrag.zielsystem else ""
    )


def state_text(eintrag: Berichtseintrag) -> str:
    """How far it is, in words."""
    match eintrag.zustand:
        case Berichtszustand.NEU:
            return "wartet darauf, erstellt zu werden"
        case Berichtszustand.ENTSTEHT:
            stufe = f" · {eintrag.stufe}" if eintrag.stufe else ""
            return f"entsteht, {eintrag.anteil}\N{NO-BREAK SPACE}%{stufe}"
        case Berichtszustand.FERTIG:
            return f"fertig, {size_text(eintrag.groesse)}"
        case Berichtszustand.GESCHEITERT:
            return eintrag.satz


def size_text(groesse: int) -> str:
    """Bytes as KiB, at least one.

    >>> [size_text(groesse).split() for groesse in (10, 2_000_000)]
    [['1', 'KiB'], ['1.953', 'KiB']]
    """
    return f"{format_number(max(1, round(groesse / _KIB)))}\N{NO-BREAK SPACE}KiB"


def made_text(eintrag: Berichtseintrag) -> str:
    """Who wanted it, when, on the county's clock."""
    wann = datetime.fromisoformat(eintrag.angelegt).astimezone()
    return f"{eintrag.wer}, {format_datetime(wann)}"


def stand_text(eintrag: Berichtseintrag) -> str:
    """The Wissensstand as a day."""
    return format_date(eintrag.auftrag.wissensstand)


def year_word(art: Berichtsart) -> str:
    """Of which kind the year is."""
    return "Haushaltsjahr" if art is Berichtsart.HAUSHALT else "Berichtsjahr"

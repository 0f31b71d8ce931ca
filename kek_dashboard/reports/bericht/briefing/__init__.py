"""Quartalsbriefing: two sheets for the Landrat: three things to know, three to decide, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kek_dashboard.domain.briefingwahl import HOECHSTENS
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import format_date, format_zeitraum
from kek_dashboard.reports.bericht.briefing.bewegung import movements
from kek_dashboard.reports.bericht.briefing.entscheiden import entscheiden_text
from kek_dashboard.reports.bericht.briefing.lage import Lage
from kek_dashboard.reports.bericht.briefing.liste import Liste
from kek_dashboard.reports.bericht.briefing.platz import share_out, table_heights, text_height
from kek_dashboard.reports.bericht.briefing.prognose import forecast
from kek_dashboard.reports.bericht.briefing.quartalswerte import quarters
from kek_dashboard.reports.bericht.briefing.rueckstand import debts, measures
from kek_dashboard.reports.bericht.briefing.wissen import wissen_text
from kek_dashboard.reports.bericht.briefing.zahlen import figures
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Aufzaehlung,
    Bericht,
    Block,
    Seitenwechsel,
    Text,
    Ueberschrift,
    Wort,
)
from kek_dashboard.reports.bericht.quelle import Berichtsquelle

#: Width of the text and what the things of the first sheet may take, in mm.
_BREITE, _PLATZ_DINGE = 166.0, 102.0
#: What the rows of the second sheet may take where all tables are there, and how much more for each that is not, in mm.
_PLATZ_ZEILEN, _PLATZ_LEER = 134.0, 9.0
#: So many letters a name may have; the fewest where the sheet would overflow with more.
_NAMEN: Final = (64, 48, 36, 26, 18)
_REGEL_WISSEN: Final = (
    "Ausgewählt wird nach fester Regel, nicht von Hand: je Anlass das Gewichtigste, jedes Unterziel einmal je Liste. "
    "Zu wissen ist, der Reihe nach: ein schlechterer Stand; ein Ziel, das beim bisherigen Tempo neuerdings verfehlt "
    "wird; ein Unterziel, das wegen überfälliger Zahlen nicht zu beurteilen ist; ein geändertes Ziel; ein besserer "
    "Stand."
)
_REGEL_ENTSCHEIDEN: Final = (
    "Zu entscheiden ist, wo Kennzahlen weit zurück sind und ihr Ziel verfehlen und keine Maßnahme läuft oder Maßnahmen "
    "im Verzug sind; wo ein Unterziel kein Geld hat; wo Maßnahmen nach Plan laufen und nicht reichen; wo ein Zielwert "
    "keinen Beschluss nennt; wo ein Unterziel keine Kennzahl mit Ziel hat. "
)


def make_briefing(quelle: Berichtsquelle) -> Bericht:
    """The briefing of a quarter; always two sheets."""
    lage = Lage(quelle)
    return Bericht(
        auftrag=quelle.auftrag,
        titel=f"Quartalsbriefing {format_zeitraum(lage.quartal)}",
        untertitel=f"Für den Landrat · Berichtsjahr {lage.jahr}",
        koerperschaft=quelle.kopf.koerperschaft,
        datenstand=quelle.datenstand,
        adresse=quelle.adresse(),
        beispiel=_is_beispiel(lage),
        bloecke=(*_first_sheet(lage), Seitenwechsel(), *_second_sheet(lage)),
    )


def _is_beispiel(lage: Lage) -> bool:
    mittel = None if lage.haushaltsjahr is None else lage.quelle.mittel(lage.haushaltsjahr)
    return lage.quelle.has_beispiel or (mittel is not None and mittel.herkunft is Herkunft.BEISPIEL)


def _first_sheet(lage: Lage) -> Iterator[Block]:
    wissen, entscheiden = _things(lage)
    yield figures(lage)
    yield Ueberschrift(1, ("Drei Dinge, die Sie wissen müssen",))
    yield from _list(wissen, "Mehr gibt es in diesem Quartal nach der Regel nicht.")
    yield Ueberschrift(1, ("Drei, die zu entscheiden sind",))
    yield from _list(
        entscheiden,
        "Mehr steht nach der Regel nicht zur Entscheidung.",
    )
    yield Absatz((_REGEL_WISSEN,), Absatzart.KLEIN)
    yield Absatz((_REGEL_ENTSCHEIDEN, _comparison(lage)), Absatzart.KLEIN)


def _things(lage: Lage) -> tuple[list[Text], list[Text]]:
    """Both lists in words, with names as long as the sheet allows."""
    for lang in _NAMEN:
        wissen = [wissen_text(lage, k, lang) for k in lage.wissen]
        entscheiden = [entscheiden_text(lage, k, lang) for k in lage.entscheiden]
        if sum(text_height(text, _BREITE) for text in (*wissen, *entscheiden)) <= _PLATZ_DINGE:
            break  # with the shortest names it is as short as it gets
    return wissen, entscheiden


def _list(punkte: Sequence[Text], weniger: str) -> Iterator[Block]:
    """The things of one list; where there are fewer than three it is said, and nothing is invented."""
    if punkte:
        yield Aufzaehlung(tuple(punkte), nummeriert=True)
    if len(punkte) < HOECHSTENS:
        yield Absatz((weniger if punkte else "Nach der Regel gibt es hier in diesem Quartal nichts.",))


def _comparison(lage: Lage) -> Wort:
    return Wort(
        f"Verglichen wird der Wissensstand {format_date(lage.quelle.wissensstand)} mit dem {format_date(lage.seit)}, "
        f"beide zum Berichtsjahr {lage.jahr}."
        if lage.has_vergleich
        else f"Der Wissensstand liegt nicht nach dem {format_date(lage.seit)}: kein Vergleich mit dem Vorquartal."
    )


def _second_sheet(lage: Lage) -> Iterator[Block]:
    """The tables, each as long as there is room for all of them."""
    yield Ueberschrift(1, ("Die Lage im Einzelnen",))
    listen = (movements(lage), forecast(lage), debts(lage), quarters(lage), measures(lage))
    hoehen = [table_heights(liste.tabelle, _BREITE) for liste in listen]
    zahl = share_out(hoehen, _PLATZ_ZEILEN + _PLATZ_LEER * hoehen.count([]))
    for liste, zeilen in zip(listen, zahl, strict=True):
        yield from _shown(liste, zeilen)


def _shown(liste: Liste, zeilen: int) -> Iterator[Block]:
    yield Ueberschrift(2, (liste.titel,))
    yield liste.shown(zeilen) if liste.tabelle.zeilen else Absatz(liste.leer)

"""Deckblatt: the cover of the Schlussbilanz in the manner of a Drucksache."""

from __future__ import annotations

from collections.abc import Iterator

from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.form import Deckblatt, Text, Wort
from kek_dashboard.reports.bericht.fortschritt.deckblatt import VORLAGEART, bodies
from kek_dashboard.reports.bericht.schlussbilanz.fortsetzung import continuation_of_all, is_open
from kek_dashboard.reports.bericht.schlussbilanz.lage import Lage
from kek_dashboard.reports.bericht.schlussbilanz.ueberblick import answer
from kek_dashboard.reports.bericht.schlussbilanz.worte import interim


def title(lage: Lage) -> str:
    """Its name with the years of the goals."""
    return f"Schlussbilanz {lage.stand.zielsystem.spanne}"


def cover(lage: Lage) -> Deckblatt:
    """The cover; bodies and number are those of the order, else the usual ones."""
    kopf, tag, konzept = lage.quelle.kopf, lage.quelle.wissensstand, lage.stand.zielsystem.titel
    return Deckblatt(
        koerperschaft=kopf.koerperschaft,
        absender=kopf.absender,
        drucksache=kopf.drucksache,
        datum=kopf.datum or tag,
        vorlageart=VORLAGEART,
        betreff=f"Schlussbilanz zum {konzept}",
        gremien=kopf.gremien or bodies(kopf),
        beschlussvorschlag=(
            (
                "Die Schlussbilanz zum ",
                Wort(konzept),
                " (Wissensstand ",
                Wort(format_date(tag)),
                ") wird zur Kenntnis genommen.",
            ),
        ),
        sachdarstellung=tuple(_reasons(lage)),
    )


def _reasons(lage: Lage) -> Iterator[Text]:
    yield (
        "Die Schlussbilanz sagt zu jedem Unterziel, was gewollt war, was erreicht ist, was es gekostet hat und was ",
        "weitergeführt wird. Sie folgt einer festen Regel; Geld geht in keine Bewertung ein.",
    )
    if lage.unterziele:
        yield answer(lage)
    hinweis = interim(lage)
    if hinweis:
        yield hinweis
    if is_open(lage):
        yield ("Was im nächsten Zielsystem weitergeführt wird, ist noch nicht festgelegt.",)
    else:
        yield continuation_of_all(lage)
    yield ("Dieser Bericht hat selbst keine finanziellen Auswirkungen.",)

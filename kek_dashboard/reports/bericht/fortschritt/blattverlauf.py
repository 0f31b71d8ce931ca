"""Blattverlauf: the Verläufe of an Unterziel on its sheet: as many as fit, those furthest behind first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from kek_dashboard.charts.verlauf_svg import draw_verlauf_svg
from kek_dashboard.charts.verlaufsdaten import verlauf_of
from kek_dashboard.charts.verlaufsflaeche import Masse
from kek_dashboard.charts.verlaufssatz import describe_verlauf
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.runden import clipped
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.reports.bericht.form import Absatz, Absatzart, Bild, Block, Nebeneinander, Text
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.worte import fett, marke
from kek_dashboard.reports.bericht.kennzahlwort import kennzahl_name

#: Drawn so that its type is about as large on paper as that of a table.
HOCH: Final = Masse("papier", 430, 230, 15, 4, 112)
#: The same where little room is left.
FLACH: Final = Masse("papier-flach", 430, 200, 15, 4, 112)
_BREITE_MM: Final = 80.0
_NAME = 60
_LESEHILFE: Final[Text] = (
    "So wird es gelesen: Punkte und Linie sind die Werte, gepunktet ist der Weg zum Ziel, die Raute das Ziel. ",
    "Gestrichelt: So ginge es im Tempo der letzten Jahre weiter; das Band reicht vom langsamsten bis zum schnellsten.",
)


def charts(lage: Lage, akten: Sequence[Kennzahlakte], zahl: int, masse: Masse) -> Iterator[Block]:
    """At most ``zahl`` Verläufe, two beside each other; the place beside an odd one says how they are read."""
    mit_wert = [akte for akte in akten if lage.gesamt.kennzahlen[akte.nr].jahreswerte]
    mit_wert.sort(key=lambda akte: (-_behind(lage.gesamt.kennzahlen[akte.nr]), nummer_key(akte.nr)))
    gezeigt = mit_wert[:zahl]
    for i in range(0, len(gezeigt), 2):
        spalten: list[tuple[Block, ...]] = [(chart(lage, akte, masse),) for akte in gezeigt[i : i + 2]]
        if len(spalten) == 1:
            spalten.append((Absatz(_LESEHILFE, Absatzart.KLEIN),))
        yield Nebeneinander(tuple(spalten), (1.0, 1.0))


def chart(lage: Lage, akte: Kennzahlakte, masse: Masse) -> Bild:
    """The Verlauf of one Kennzahl with its name and its Stand below."""
    b = lage.gesamt.kennzahlen[akte.nr]
    verlauf = verlauf_of(akte, b, lage.stand.zielsystem, lage.stand.systeme_von(akte.nr))
    return Bild(
        draw_verlauf_svg(verlauf, masse),
        describe_verlauf(akte, b, verlauf),
        _BREITE_MM,
        _BREITE_MM * masse.hoehe / masse.breite,
        (fett(kennzahl_name(lage.stand, akte.nr, _NAME)), ": ", marke(b.stand)),
    )


def _behind(b: Bewertung) -> Fraction:
    """How far behind its Soll, cut as in the roll-up; what cannot be judged comes last."""
    if b.zielerreichung is None or b.soll_zielerreichung is None:
        return Fraction(-2)
    return clipped(b.soll_zielerreichung) - clipped(b.zielerreichung)

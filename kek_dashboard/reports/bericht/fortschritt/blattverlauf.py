"""Blattverlauf: the Verläufe of an Unterziel on its sheet: as many as fit, those furthest behind first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kek_dashboard.charts.verlauf_svg import draw_verlauf_svg
from kek_dashboard.charts.verlaufsdaten import verlauf_of
from kek_dashboard.charts.verlaufsflaeche import Masse
from kek_dashboard.charts.verlaufssatz import describe_verlauf
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.runden import clipped
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.reports.bericht.form import Absatz, Absatzart, Bild, Block, Nebeneinander
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.worte import fett, marke
from kek_dashboard.reports.bericht.kennzahlwort import kennzahl_name

#: Drawn so that its type is about as large on paper as that of a table.
KLEIN: Final = Masse("papier", 430, 230, 15, 4, 112)
_BREITE_MM: Final = 80.0
# So many lines of tables and texts leave room for two rows of Verläufe, or for one.
_ZWEI_REIHEN, _EINE_REIHE = 10, 24
_NAME = 46


def charts(lage: Lage, akten: Sequence[Kennzahlakte], zeilen: int) -> Iterator[Block]:
    """Two or four Verläufe; ``zeilen`` is how much else stands on the sheet."""
    gezeigt = [akte for akte in akten if lage.gesamt.kennzahlen[akte.nr].jahreswerte]
    gezeigt.sort(key=lambda akte: (-_behind(lage.gesamt.kennzahlen[akte.nr]), nummer_key(akte.nr)))
    platz = 4 if zeilen <= _ZWEI_REIHEN else 2 if zeilen <= _EINE_REIHE else 0
    gezeigt = gezeigt[:platz]
    for i in range(0, len(gezeigt), 2):
        paar = gezeigt[i : i + 2]
        spalten = tuple((chart(lage, akte),) for akte in paar)
        if len(spalten) == 1:
            spalten = (*spalten, ())
        yield Nebeneinander(spalten, (1.0, 1.0))
    if gezeigt and len(gezeigt) < len(akten):
        yield Absatz(
            (
                "Gezeigt sind die Kennzahlen, die am weitesten hinter ihrem Soll liegen; alle stehen in der Tabelle.",
            ),
            Absatzart.KLEIN,
        )


def chart(lage: Lage, akte: Kennzahlakte) -> Bild:
    """The Verlauf of one Kennzahl with its name and its Stand below."""
    b = lage.gesamt.kennzahlen[akte.nr]
    verlauf = verlauf_of(akte, b)
    return Bild(
        draw_verlauf_svg(verlauf, KLEIN),
        describe_verlauf(akte, b, verlauf),
        _BREITE_MM,
        _BREITE_MM * KLEIN.hoehe / KLEIN.breite,
        (fett(kennzahl_name(lage.stand, akte.nr, _NAME)), ": ", marke(b.stand)),
    )


def _behind(b: Bewertung) -> object:
    """How far behind its Soll, cut as in the roll-up; what cannot be judged comes last."""
    if b.zielerreichung is None or b.soll_zielerreichung is None:
        return -2
    return clipped(b.soll_zielerreichung) - clipped(b.zielerreichung)

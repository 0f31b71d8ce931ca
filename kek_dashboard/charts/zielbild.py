"""Zielbild: the course of an Unterziel drawn like that of a Kennzahl, in percent, for a picture that leaves the house.

The page has a drawing of its own (``zielverlauf``), whose labels are text of the page; a picture has no page around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.verlaufsdaten import Luecke, Prognosepunkt, Verlauf, Wertpunkt, Zielpunkt
from kek_dashboard.charts.werte import Werteform
from kek_dashboard.charts.zielverlauf import Punkt, Zielverlauf
from kek_dashboard.domain.runden import clipped
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.formats import format_percent

_FORM = Werteform("%", 0)
_ALLES = Fraction(100)


def zielbild(titel: str, jahre: range, jahr: int, stand: Stand, weg: Zielverlauf) -> Verlauf:
    """Zielerreichung, Soll and forecast in percent, cut to 0 … 100 as everywhere, on an axis from 0 to 100.

    ``jahre`` are those of the Zielsystem. The distance to the Soll is drawn in the colour of ``stand`` where the
    Berichtsjahr ``jahr`` itself has a figure.
    """
    prognose = None
    if weg.prognose is not None:
        wann, anteil = weg.prognose
        prognose = Prognosepunkt(wann, _percent(anteil), _percent(anteil), _percent(anteil))
    ende = weg.soll[-1] if weg.soll else None
    return Verlauf(
        titel=titel,
        form=_FORM,
        jahre=(jahre[0], jahre[-1]),
        ist=tuple(_pieces(weg)),
        soll=tuple((jahr, _percent(wert)) for jahr, wert in weg.soll),
        soll_name="Soll-Pfad",
        ziele=(_target(ende),) if ende is not None and ende[0] == jahre[-1] else (),
        prognose=prognose,
        luecke=_gap(jahr, stand, weg),
        achse=(Fraction(0), _ALLES),
    )


def _gap(jahr: int, stand: Stand, weg: Zielverlauf) -> Luecke | None:
    anteil, soll = dict(weg.ist).get(jahr), dict(weg.soll).get(jahr)
    if anteil is None or soll is None or soll == anteil:
        return None
    weit = _FORM.abstand(_percent(soll) - _percent(anteil), _percent(soll))
    text = f"{weit} {'unter' if anteil < soll else 'über'} Soll"
    return Luecke(jahr, _percent(anteil), _percent(soll), text, zeichen_of(stand).farbe)


def _target(punkt: Punkt) -> Zielpunkt:
    jahr, wert = punkt
    return Zielpunkt(jahr, _percent(wert), gilt=True, titel=f"Ziel {jahr}: {format_percent(wert, 0)}")


def _pieces(weg: Zielverlauf) -> Iterator[tuple[Wertpunkt, ...]]:
    """Runs of years that follow one another; an unknown year is a gap."""
    stueck: list[Wertpunkt] = []
    for jahr, wert in weg.ist:
        if stueck and jahr != stueck[-1].zeit + 1:
            yield tuple(stueck)
            stueck = []
        stueck.append(Wertpunkt(Fraction(jahr), _percent(wert), f"{jahr}: {format_percent(wert, 0)}", ()))
    if stueck:
        yield tuple(stueck)


def _percent(anteil: Fraction) -> Fraction:
    return _ALLES * clipped(anteil)

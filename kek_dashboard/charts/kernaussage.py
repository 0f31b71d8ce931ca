"""Kernaussage: what a Kennzahl says, in the one or two sentences that stand above its chart."""

from __future__ import annotations

from fractions import Fraction

from kek_dashboard.charts.gruende import why_not_assessable
from kek_dashboard.charts.rechenweg import describe_line
from kek_dashboard.charts.stand import AUSBLICKE
from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.jahreswerte import zwischenstand
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.pfad import Haltelinie, Zielweg
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.formats import format_zeitraum


def kernaussage(akte: Kennzahlakte, b: Bewertung) -> str:
    """The message; parts between ``**`` are set strong by who shows them."""
    form = werteform(akte)
    if not b.is_assessable:
        return _unassessed(akte, b, form)
    satz = ""
    if b.weg is not None:
        satz = _way(b, b.weg, form)
    elif b.linie is not None:
        satz = _hold(b, b.linie, form)
    if b.ausblick is Ausblick.KEINE_AUSSAGE:
        return f"{satz} Für einen Ausblick sind es noch zu wenige Werte."
    return f"{satz} Der Ausblick: **{AUSBLICKE[b.ausblick].wort}**."


def _unassessed(akte: Kennzahlakte, b: Bewertung, form: Werteform) -> str:
    satz = why_not_assessable(akte, b)
    if b.ist is not None and b.stand is not Stand.DATEN_UEBERFAELLIG:
        satz += f" Zuletzt: **{form.wert(b.ist)}** ({b.jahr})."
    elif b.ist is not None:
        satz += f" Damals: **{form.wert(b.ist)}**."
    zwischen = zwischenstand(akte, b.berichtsjahr)
    if zwischen is not None:
        satz += (
            f" Zwischenstand {format_zeitraum(zwischen.zeitraum)}: **{form.wert(zwischen.wert)}**; "
            "er wird gezeigt, aber nicht bewertet."
        )
    return satz


def _way(b: Bewertung, weg: Zielweg, form: Werteform) -> str:
    ziel = form.wert(weg.zielwert)
    if b.stand is Stand.ERREICHT:
        vorher = "" if b.jahr is not None and b.jahr >= weg.zieljahr else " vorzeitig"
        return (
            f"Das Ziel {ziel} für {weg.zieljahr} ist mit **{form.wert(b.ist)}** ({b.jahr}){vorher} erreicht."
        )
    if b.noetiges_tempo is None:
        return f"{weg.zieljahr} sollten es {ziel} sein; erreicht wurden **{form.wert(b.ist)}** ({b.jahr})."
    wort = "steigen" if b.noetiges_tempo > 0 else "sinken"
    satz = (
        f"Um {ziel} bis {weg.zieljahr} zu schaffen, müsste der Wert je Jahr um "
        f"**{form.differenz(b.noetiges_tempo)}** {wort}"
    )
    if b.tempo is None:
        return satz + "."
    return f"{satz}; zuletzt {_moved(b.tempo, form)}."


def _hold(b: Bewertung, linie: Haltelinie, form: Werteform) -> str:
    assert b.ist is not None and b.jahr is not None  # noqa: PT018 - it is assessable
    abstand = linie.abstand(b.ist, b.jahr)
    unten, _ = linie.grenzen(b.jahr)
    wort = "zu wenig" if unten is not None and b.ist < unten else "zu viel"
    lage = "" if abstand == 0 else f", also **{form.differenz(abstand)}** {wort}"
    satz = f"{describe_line(linie, b.jahr, form)}; {b.jahr} waren es **{form.wert(b.ist)}**{lage}."
    return satz if b.tempo is None else f"{satz} Zuletzt {_moved(b.tempo, form)} je Jahr."


def _moved(tempo: Fraction, form: Werteform) -> str:
    if tempo == 0:
        return "blieb er gleich"
    return f"{'stieg' if tempo > 0 else 'sank'} er um **{form.differenz(tempo)}**"

"""Verlaufssatz: what the Verlauf of a Kennzahl shows, in sentences, beside it and for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator

from kek_dashboard.charts.kernaussage import kernaussage
from kek_dashboard.charts.verlaufsdaten import Verlauf
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import format_zeitraum


def describe_verlauf(akte: Kennzahlakte, b: Bewertung, verlauf: Verlauf) -> str:
    """The message of the chart for those who do not see it: what it says, then its values."""
    form = werteform(akte)
    werte = ", ".join(p.titel for stueck in verlauf.ist for p in stueck)
    aussage = kernaussage(akte, b).replace("**", "")
    mehr = " ".join(satz.replace("**", "") for satz in verlaufssaetze(verlauf))
    ziel = f" Ziel {verlauf.ziele[-1].jahr}: {form.wert(verlauf.ziele[-1].wert)}." if verlauf.ziele else ""
    return f"{akte.kennzahl.bezeichnung}. {aussage}{ziel} {mehr} Werte: {werte or 'keine'}.".replace(
        "  ", " "
    )


def verlaufssaetze(verlauf: Verlauf) -> tuple[str, ...]:
    """What there is to see beyond the message: gap, forecast with its reach, changes, breaks, Zwischenstand.

    Parts between ``**`` are set strong by who shows them.
    """
    return tuple(_sentences(verlauf))


def _sentences(verlauf: Verlauf) -> Iterator[str]:
    form, letzter = verlauf.form, verlauf.letzter
    luecke = verlauf.luecke
    if letzter is not None and luecke is not None:
        yield f"{luecke.jahr} sind es **{form.wert(letzter.wert)}**: {luecke.text}."
    if letzter is not None and letzter.vorlaeufig:
        yield "Der neueste Wert ist vorläufig; sein Punkt ist hohl."
    p = verlauf.prognose
    if p is not None:
        satz = f"Geht es weiter wie zuletzt, sind es {p.jahr} **{form.gerechnet(p.prognose)}**"
        if p.unten != p.oben:
            satz += (
                f"; mit dem langsamsten und dem schnellsten Tempo dieser Jahre **{form.gerechnete_zahl(p.unten)}** bis "
                f"**{form.gerechnet(p.oben)}**"
            )
        yield satz + "."
    for marke in verlauf.wechsel:
        yield f"{marke.titel}."
    for marke in verlauf.brueche:
        satz = marke.titel[:1].upper() + marke.titel[1:]
        yield f"{satz}. Werte davor und danach sind nicht vergleichbar (Reihenbruch)."
    if verlauf.zwischenstand is not None:
        zeit = format_zeitraum(verlauf.zwischenstand.aus[0].zeitraum)
        wert = form.wert(verlauf.zwischenstand.wert)
        yield f"Zwischenstand {zeit}: **{wert}**; er wird gezeigt, aber nicht bewertet."

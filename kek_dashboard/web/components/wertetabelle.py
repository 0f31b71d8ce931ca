"""Wertetabelle: each value of a Kennzahl with the cell it was read from, its release and its earlier versions."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Messwert
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import UNKNOWN, format_date, format_zeitraum
from kek_dashboard.web.components.fundstelle import WERTE_ANKER, draw_fundstelle, linked, released
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.seite import Kontext

_HERKUNFT = {
    Herkunft.AMTLICH: "amtliche Statistik",
    Herkunft.INTERN: "Kreisverwaltung",
    Herkunft.BEISPIEL: "Beispiel (erfunden)",
}

# More than these are folded away: whoever looks for an old value looks for it.
_SHOWN = 12


def values_table(kontext: Kontext, akte: Kennzahlakte, b: Bewertung) -> Component:
    """All delivered values, newest first; those after the Berichtsjahr are there and marked."""
    form = werteform(akte)
    gezaehlt = {messwert for wert in b.jahreswerte for messwert in wert.aus}
    zeilen = [_row(kontext, akte, b, form, messwert, gezaehlt) for messwert in reversed(akte.messwerte)]
    spalten = [
        Spalte("Zeitraum", "zahl", kopf=True),
        Spalte("Ist", "n", "Ist:"),
        Spalte("Soll", "n", "Soll:"),
        Spalte("Status", "leise"),
        Spalte("Woher", "woher"),
        Spalte("Dort stand", "leise", "Dort stand:"),
        Spalte("Freigegeben", "leise zahl", "Freigegeben:"),
    ]
    inhalt: list[Component] = [html.P("Noch wurde kein Wert geliefert.", className="leise")]
    if zeilen:
        inhalt = [tabelle(spalten, zeilen[:_SHOWN], "Werte und ihre Herkunft", "werte")]
    if len(zeilen) > _SHOWN:
        rest = tabelle(spalten, zeilen[_SHOWN:], "Ältere Werte und ihre Herkunft", "werte")
        inhalt.append(html.Details([html.Summary(f"{len(zeilen) - _SHOWN} ältere Werte"), rest]))
    titel = html.H2("Werte und ihre Herkunft", id=WERTE_ANKER, tabIndex="-1")
    return html.Section([titel, *inhalt], className="karte")


def _row(
    kontext: Kontext,
    akte: Kennzahlakte,
    b: Bewertung,
    form: Werteform,
    messwert: Messwert,
    gezaehlt: set[Messwert],
) -> list[Inhalt]:
    zeitraum = messwert.zeitraum
    ziel = b.weg or b.linie
    soll = None if ziel is None else ziel.soll(zeitraum.jahr)
    herkunft = (messwert.herkunft or akte.kennzahl.herkunft) if messwert.wert is not None else None
    status = [messwert.status.value or "ohne Angabe"]
    if zeitraum.jahr > b.berichtsjahr:
        status.append(f"nach dem Berichtsjahr {b.berichtsjahr}")
    elif messwert.wert is not None and messwert not in gezaehlt:
        status.append("Zwischenstand, nicht bewertet")
    if messwert.stichtag is not None:
        status.append(f"Stichtag {format_date(messwert.stichtag)}")
    stelle = messwert.fundstelle
    return [
        format_zeitraum(zeitraum),
        [linked(kontext, form.wert(messwert.wert), stelle), *beispiel_tag(herkunft)],
        [form.gerechnet(soll), *([] if soll is None else beispiel_tag(b.herkunft))]
        if zeitraum.is_year
        else "",
        " · ".join(status),
        [
            draw_fundstelle(kontext, stelle),
            *([html.Small(f"Bemerkung: {messwert.bemerkung}")] if messwert.bemerkung else []),
            *_earlier(kontext, akte, form, messwert),
        ],
        f"„{stelle.roh}“" if stelle.roh else UNKNOWN,
        released(kontext, stelle),
    ]


def _earlier(kontext: Kontext, akte: Kennzahlakte, form: Werteform, messwert: Messwert) -> list[Component]:
    return [
        html.Small(
            [
                f"vorher {form.wert(alt.wert)} (",
                draw_fundstelle(kontext, alt.fundstelle),
                f", freigegeben {released(kontext, alt.fundstelle)})",
            ]
        )
        for alt in akte.fruehere
        if alt.zeitraum == messwert.zeitraum
    ]


def herkunft_word(herkunft: Herkunft) -> str:
    """The Herkunft as a reader says it."""
    return _HERKUNFT[herkunft]

"""Wertetabelle: each value of a Kennzahl with the cell it was read from, its release and its earlier versions."""

from __future__ import annotations

from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Messwert
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import UNKNOWN, format_date, format_zeitraum
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.faltung import faltung
from kek_dashboard.web.components.fundstelle import WERTE_ANKER, draw_fundstelle, linked, released
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
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
    zeichen = beispielzeichen(h for messwert in akte.messwerte for h in _herkuenfte(akte, b, messwert))
    zeilen = [
        _row(kontext, akte, b, form, messwert, gezaehlt, zeichen) for messwert in reversed(akte.messwerte)
    ]
    spalten = [
        Spalte("Zeitraum", "zahl", kopf=True),
        Spalte("Ist", "n", "Ist:"),
        Spalte("Soll", "n", "Soll:"),
        Spalte("Status", "leise lage", "Status:"),
        Spalte("Woher", "woher"),
        Spalte("Dort stand", "leise", "Dort stand:"),
        Spalte("Freigegeben", "leise zahl", "Freigegeben:"),
    ]
    klasse = f"werte {zeichen.klasse}".strip()
    inhalt: list[Component] = [html.P("Noch wurde kein Wert geliefert.", className="leise")]
    if zeilen:
        neue = tabelle(spalten, zeilen[:_SHOWN], zeichen.title("Werte und ihre Herkunft"), klasse)
        inhalt = [*zeichen.head(), neue]
    if len(zeilen) > _SHOWN:
        rest = tabelle(spalten, zeilen[_SHOWN:], zeichen.title("Ältere Werte und ihre Herkunft"), klasse)
        inhalt.append(html.Details([html.Summary(f"{len(zeilen) - _SHOWN} ältere Werte"), rest]))
    titel = html.H2("Werte und ihre Herkunft", id=WERTE_ANKER, tabIndex="-1")
    return html.Section(faltung([titel], inhalt), className="karte")


def _row(
    kontext: Kontext,
    akte: Kennzahlakte,
    b: Bewertung,
    form: Werteform,
    messwert: Messwert,
    gezaehlt: set[Messwert],
    zeichen: Beispielzeichen,
) -> list[Inhalt]:
    zeitraum = messwert.zeitraum
    soll = _soll(b, messwert)
    herkunft, soll_herkunft = _herkuenfte(akte, b, messwert)
    status = [messwert.status.value or "ohne Angabe"]
    if zeitraum.jahr > b.berichtsjahr:
        status.append(f"nach dem Berichtsjahr {b.berichtsjahr}")
    elif messwert.wert is not None and messwert not in gezaehlt:
        status.append("Zwischenstand, nicht bewertet")
    if messwert.stichtag is not None:
        status.append(f"Stichtag {format_date(messwert.stichtag)}")
    stelle = messwert.fundstelle
    ist = None if messwert.wert is None else Fraction(messwert.wert)
    return [
        format_zeitraum(zeitraum),
        [linked(kontext, form.messwert(messwert), stelle), *zeichen.sign(herkunft)],
        [form.gerechnet(soll, ist), *zeichen.sign(soll_herkunft)] if zeitraum.is_year else "",
        " · ".join(status),
        [
            draw_fundstelle(kontext, stelle),
            *([html.Small(f"Bemerkung: {messwert.bemerkung}")] if messwert.bemerkung else []),
            *_earlier(kontext, akte, form, messwert),
        ],
        f"„{stelle.roh}“" if stelle.roh else UNKNOWN,
        released(kontext, stelle),
    ]


def _soll(b: Bewertung, messwert: Messwert) -> Fraction | None:
    """What was to be reached in the year of a value; parts of a year have no Soll."""
    ziel = b.weg or b.linie
    return ziel.soll(messwert.zeitraum.jahr) if ziel is not None and messwert.zeitraum.is_year else None


def _herkuenfte(
    akte: Kennzahlakte, b: Bewertung, messwert: Messwert
) -> tuple[Herkunft | None, Herkunft | None]:
    """Of the value and of its Soll; ``None`` for what is not there."""
    wert = (messwert.herkunft or akte.kennzahl.herkunft) if messwert.wert is not None else None
    return wert, b.herkunft if _soll(b, messwert) is not None else None


def _earlier(kontext: Kontext, akte: Kennzahlakte, form: Werteform, messwert: Messwert) -> list[Component]:
    return [
        html.Small(
            [
                f"vorher {form.messwert(alt)} (",
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

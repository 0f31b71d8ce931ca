"""Kennzahltabelle: Kennzahlen as rows with sparkline, Ist, Soll, Zielerreichung, Stand and Ausblick."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import UNKNOWN, format_number, format_percent
from kek_dashboard.web.components.fundstelle import draw_ist
from kek_dashboard.web.components.reihen import SPANNE_TEXT, kennzahl_sparkline
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag, bullet_bar, status_chip
from kek_dashboard.web.seite import Kontext


def kennzahl_table(
    kontext: Kontext, akten: Sequence[Kennzahlakte], titel: str, unterziel: str | None = None
) -> html.Table:
    """One row a Kennzahl; inside an Unterziel its weight stands there where weights differ."""
    gewichte = {
        akte.nr: zuordnung.gewicht
        for akte in akten
        for zuordnung in akte.zuordnungen
        if zuordnung.unterziel == unterziel
    }
    mit_gewicht = len(set(gewichte.values())) > 1
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Kennzahl", "was", kopf=True),
        Spalte(SPANNE_TEXT, "verlauf"),
        Spalte("Ist", "n ist", "Ist:"),
        Spalte("Soll", "n soll", "Soll:"),
        Spalte("Zielerreichung | Soll", "balken"),
        Spalte(html.Span("in Prozent", className="nur-gelesen"), "n prozent"),
        Spalte("Stand und Ausblick", "status"),
    ]
    zeilen = []
    for akte in akten:
        gewicht = f"Gewicht {format_number(gewichte[akte.nr])}" if mit_gewicht and akte.nr in gewichte else ""
        zeilen.append(_row(kontext, akte, kontext.gesamt.kennzahlen[akte.nr], gewicht))
    return tabelle(spalten, zeilen, titel, "kennzahlen")


def ist_herkunft(akte: Kennzahlakte, b: Bewertung) -> Herkunft | None:
    """Herkunft of the newest value itself, whatever its target is; ``None`` without a value."""
    if not b.jahreswerte:
        return None
    return weakest((messwert.herkunft or akte.kennzahl.herkunft) for messwert in b.jahreswerte[-1].aus)


def _row(kontext: Kontext, akte: Kennzahlakte, b: Bewertung, gewicht: str) -> list[Inhalt]:
    kennzahl, form = akte.kennzahl, werteform(akte)
    klein = " · ".join(teil for teil in (form.einheit, kennzahl.fachbereich, gewicht) if teil)
    status = [status_chip(b.stand), status_chip(b.ausblick)] if b.is_assessable else [status_chip(b.stand)]
    if b.bilanz is not None:
        status.append(status_chip(b.bilanz, vor="Bilanz: "))
    return [
        akte.nr,
        [html.A(kennzahl.bezeichnung, href=kontext.link_kennzahl(akte.nr)), html.Small(klein)],
        kennzahl_sparkline(akte, b),
        [
            draw_ist(kontext, b, form.zahl(b.ist)),
            *([html.Small(str(b.jahr))] if b.jahr is not None else []),
            *beispiel_tag(ist_herkunft(akte, b)),
        ],
        form.gerechnete_zahl(b.soll) if b.soll is not None else UNKNOWN,
        bullet_bar(b.zielerreichung, b.soll_zielerreichung, b.stand),
        [
            format_percent(b.zielerreichung, 0),
            *(beispiel_tag(b.herkunft) if b.zielerreichung is not None else []),
        ],
        status,
    ]

"""Zwischenwerte: values of half-years, quarters or months of a Kennzahl, a row a year; shown, never judged."""

from __future__ import annotations

from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.sparkline import draw_sparkline
from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.herkunft import weakest
from kek_dashboard.domain.kennzahl import Aggregation, Kennzahlakte, Messwert
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR, Periode
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import UNKNOWN, format_zeitraum
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.faltung import faltung
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.seite import Kontext

_KOEPFE = {
    Periode.HALBJAHR: ("1. Hj.", "2. Hj."),
    Periode.QUARTAL: ("I", "II", "III", "IV"),
    Periode.MONAT: ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"),
}
_TITEL = {Periode.HALBJAHR: "Halbjahre", Periode.QUARTAL: "Quartale", Periode.MONAT: "Monate"}
#: A withheld value where a cell has no room for the whole sentence, which stands below the heading.
_KURZ = "gesperrt"
_JAHRESWERT = {
    Aggregation.LETZTER: "Als Jahreswert gilt der letzte Zeitraum des Jahres.",
    Aggregation.KUMULIERT: "Die Werte laufen im Jahr auf; als Jahreswert gilt der letzte.",
    Aggregation.SUMME: "Der Jahreswert ist ihre Summe.",
    Aggregation.MITTEL: "Der Jahreswert ist ihr Mittel.",
}


def zwischenwerte_karte(kontext: Kontext, akte: Kennzahlakte, b: Bewertung) -> list[Component]:
    """A card for each length of Zeitraum there are values of, up to the Berichtsjahr; nothing where none."""
    karten: list[Component] = []
    for periode in (Periode.HALBJAHR, Periode.QUARTAL, Periode.MONAT):
        werte = [
            m
            for m in akte.messwerte
            if m.zeitraum.periode is periode and m.wert is not None and m.zeitraum.jahr <= b.berichtsjahr
        ]
        if werte:
            karten.append(_karte(kontext, akte, b, periode, werte))
    return karten


def _withheld(akte: Kennzahlakte, periode: Periode, berichtsjahr: int) -> list[Messwert]:
    """The values of this length that are there and not shown, up to the Berichtsjahr."""
    return [
        m
        for m in akte.messwerte
        if m.is_withheld and m.zeitraum.periode is periode and m.zeitraum.jahr <= berichtsjahr
    ]


def _said(form: Werteform, m: Messwert) -> str:
    return _KURZ if m.is_withheld else form.zahl(m.wert)


def _karte(
    kontext: Kontext, akte: Kennzahlakte, b: Bewertung, periode: Periode, werte: list[Messwert]
) -> Component:
    form = werteform(akte)
    herkunft = weakest((m.herkunft or akte.kennzahl.herkunft) for m in werte)
    is_folded = periode is Periode.MONAT
    table = _table(kontext, akte, b, periode, werte)
    titel = html.H2([_TITEL[periode], *beispiel_tag(herkunft)])
    inhalt: list[Component] = [
        html.P(f"{_JAHRESWERT[akte.kennzahl.aggregation]} Bewertet wird nur der Jahreswert."),
        _spark(form, periode, werte),
    ]
    if _withheld(akte, periode, b.berichtsjahr):
        inhalt.append(html.P(f"„{_KURZ}“ heißt: {GESPERRT}.", className="klein leise"))
    if is_folded:
        inhalt.append(html.Details([html.Summary(f"Alle {len(werte)} Monatswerte"), table]))
    else:
        inhalt.append(table)
    return html.Section(faltung([titel], inhalt), className="karte zwischenwerte")


def _spark(form: Werteform, periode: Periode, werte: list[Messwert]) -> Component:
    """The whole series as a line, with its ends in words."""
    anzahl = PERIODEN_IM_JAHR[periode]
    punkte = [
        (m.zeitraum.jahr * anzahl + m.zeitraum.nummer, Fraction(m.wert)) for m in werte if m.wert is not None
    ]
    von, bis = punkte[0][0], max(punkte[-1][0], punkte[0][0] + 1)
    bild = draw_sparkline(punkte, jahre=(von, bis))
    erster, letzter = (f"{form.wert(m.wert)} ({format_zeitraum(m.zeitraum)})" for m in (werte[0], werte[-1]))
    return html.P(
        [Svg(bild), html.Span(f"von {erster} bis {letzter}", className="leise zahl")], className="reihe"
    )


def _table(
    kontext: Kontext, akte: Kennzahlakte, b: Bewertung, periode: Periode, werte: list[Messwert]
) -> Component:
    form = werteform(akte)
    nach_jahr: dict[int, dict[int, Messwert]] = {}
    for m in (*werte, *_withheld(akte, periode, b.berichtsjahr)):
        nach_jahr.setdefault(m.zeitraum.jahr, {})[m.zeitraum.nummer] = m
    ganze = {wert.jahr: wert for wert in b.jahreswerte}
    koepfe = _KOEPFE[periode]
    spalten = [
        Spalte("Jahr", "zahl", kopf=True),
        *(Spalte(kopf, "n", f"{kopf}:") for kopf in koepfe),
        Spalte("Jahreswert", "n ganz", "Jahreswert:"),
    ]
    zeilen: list[list[Inhalt]] = []
    for jahr in sorted(nach_jahr, reverse=True):
        teile = nach_jahr[jahr]
        zellen: list[Inhalt] = [
            linked(kontext, _said(form, teile[n]), teile[n].fundstelle) if n in teile else UNKNOWN
            for n in range(1, len(koepfe) + 1)
        ]
        # A year that lacks a withheld part is not owed by anybody.
        fehlt = _KURZ if any(m.is_withheld for m in teile.values()) else "steht aus"
        ganz: Inhalt = form.zahl(ganze[jahr].wert) if jahr in ganze else html.Span(fehlt, className="leise")
        zeilen.append([str(jahr), *zellen, ganz])
    einheit = f" in {form.einheit}" if form.einheit else ""
    titel = f"{akte.kennzahl.bezeichnung}, {_TITEL[periode]}{einheit}"
    return tabelle(spalten, zeilen, titel, f"teilwerte t{len(koepfe)}")

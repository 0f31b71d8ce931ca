"""Vergleich: what a Kennzahl amounts to in other regions in the same Zeitraum; shown with its source, never judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.lage import draw_lage
from kek_dashboard.charts.sparkline import draw_sparkline
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.vergleich import Vergleich, vergleich
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import format_zeitraum
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.faltung import faltung
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.seite import Kontext


def vergleich_karte(kontext: Kontext, akte: Kennzahlakte, b: Bewertung) -> list[Component]:
    """Own value and those of others, the largest first; nothing where no other region's value is known."""
    daten = vergleich(akte, kontext.stand.vergleichswerte.get(akte.nr, ()), b.berichtsjahr)
    if daten is None:
        return []
    quelle = common_source({reihe.neuester.quelle for reihe in daten.andere if reihe.neuester.quelle})
    return [
        html.Section(
            faltung(
                [html.H2(f"Vergleich mit anderen, {format_zeitraum(daten.zeitraum)}")],
                [
                    html.P(
                        "Größer heißt nicht besser: Die Werte stehen nebeneinander und werden nicht bewertet.",
                        className="leise",
                    ),
                    _table(kontext, akte, daten),
                    *([html.P(f"Quelle der anderen: {quelle}", className="leise")] if quelle else []),
                ],
            ),
            className="karte",
        )
    ]


def common_source(quellen: set[str]) -> str:
    """Sources that differ in their end alone, as the key of each region, told once; all of them otherwise.

    >>> common_source({"Destatis, Verzeichnis 2018, Schlüssel 03101", "Destatis, Verzeichnis 2018, Schlüssel 03102"})
    'Destatis, Verzeichnis 2018'
    >>> common_source({"Destatis", "BBSR"})
    'BBSR; Destatis'
    """
    if len(quellen) > 1:
        anfaenge = {quelle.rpartition(",")[0] for quelle in quellen}
        if len(anfaenge) == 1 and "" not in anfaenge:
            return anfaenge.pop()
    return "; ".join(sorted(quellen))


def _table(kontext: Kontext, akte: Kennzahlakte, daten: Vergleich) -> Component:
    form = werteform(akte)
    zeilen = sorted(_rows(daten, kontext.koerperschaft), key=lambda zeile: -zeile.wert)
    von, bis = daten.jahre
    wann = format_zeitraum(daten.zeitraum)
    spalten = [
        Spalte("Region", "was", kopf=True),
        Spalte(wann, "n", f"{wann}:"),
        Spalte(html.Span("Lage auf einer Skala", className="nur-gelesen"), "skala"),
    ]
    if von < bis:
        spalten.append(Spalte(f"{von}–{bis}, jede auf eigener Skala", "verlauf"))
    inhalt: list[list[Inhalt]] = [
        [
            html.Strong(z.region) if z.is_eigen else z.region,
            [linked(kontext, form.wert(z.wert), z.stelle), *beispiel_tag(z.herkunft)],
            Svg(draw_lage(z.wert, daten.spanne, eigen=z.is_eigen)),
            *([_sparkline(z, daten)] if von < bis else []),
        ]
        for z in zeilen
    ]
    return tabelle(spalten, inhalt, "Vergleich mit anderen Regionen", "regionen")


@dataclass(frozen=True, slots=True)
class _Zeile:
    """One region: its value, where it was read, its years."""

    region: str
    wert: Fraction
    stelle: Fundstelle
    herkunft: Herkunft | None
    jahre: list[tuple[int, Fraction]]
    is_eigen: bool = False


def _rows(daten: Vergleich, eigener_name: str) -> Iterator[_Zeile]:
    if daten.eigener is not None:
        eigene = [(jahr, wert) for jahr, wert, _ in daten.eigene]
        yield _Zeile(eigener_name, daten.eigener, daten.eigene[-1][2], None, eigene, is_eigen=True)
    for reihe in daten.andere:
        neu = reihe.neuester
        jahre = [(v.zeitraum.jahr, v.zahl) for v in reihe.werte]
        yield _Zeile(reihe.region, neu.zahl, neu.fundstelle, neu.herkunft, jahre)


def _sparkline(zeile: _Zeile, daten: Vergleich) -> Inhalt:
    if len(zeile.jahre) < 2:  # noqa: PLR2004 - a line needs two points
        return ""
    von, bis = zeile.jahre[0][0], zeile.jahre[-1][0]
    return Svg(draw_sparkline(zeile.jahre, jahre=daten.jahre), f"{zeile.region}: Verlauf von {von} bis {bis}")

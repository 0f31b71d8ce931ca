"""Tafel: the tables of the talk: Kennzahlen and goals as few, large rows."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.kennzahlreihe import soll_punkte
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.ziele import Ziel
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.formats import UNKNOWN, format_percent
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.kennzahltabelle import ist_herkunft
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, bullet_bar, status_chip
from kek_dashboard.web.seite import Kontext

#: Longer units stand small under the name, for value and target alike.
KURZE_EINHEIT = 3


def kennzahl_rows(kontext: Kontext, bewertungen: Sequence[Bewertung], titel: str) -> list[Component]:
    """Name, value with its year, target, Stand and Ausblick."""
    zeichen = beispielzeichen(h for b in bewertungen for h in _herkuenfte(kontext, b))
    spalten = [
        Spalte("Kennzahl", "was", kopf=True),
        Spalte("Wert", "n", "Wert:"),
        Spalte(f"Ziel {kontext.stand.jahre[-1]}", "n", "Ziel:"),
        Spalte("Stand und Ausblick", "status"),
    ]
    zeilen = [_row(kontext, b, zeichen) for b in bewertungen]
    return [
        *zeichen.head(),
        tabelle(spalten, zeilen, zeichen.title(titel), f"kennzahlzeilen {zeichen.klasse}".strip()),
    ]


def _row(kontext: Kontext, b: Bewertung, zeichen: Beispielzeichen) -> list[Inhalt]:
    akte = kontext.stand.akte(b.nr)
    form = werteform(akte)
    ziel = soll_punkte(b, kontext.stand.jahre)[1]
    is_short = len(form.einheit) <= KURZE_EINHEIT
    write = form.wert if is_short else form.zahl
    einheit = [] if is_short else [html.Small(form.einheit)]
    jahr = [] if b.ist is None else [html.Small(str(b.jahr))]
    zieljahr = [] if ziel is None or ziel[0] == kontext.stand.jahre[-1] else [html.Small(str(ziel[0]))]
    ist_woher, ziel_woher = _herkuenfte(kontext, b)
    status = [status_chip(b.stand), status_chip(b.ausblick)] if b.is_assessable else [status_chip(b.stand)]
    return [
        [akte.kennzahl.bezeichnung, *einheit],
        [write(b.ist), *zeichen.sign(ist_woher), *jahr],
        [UNKNOWN if ziel is None else write(ziel[1]), *zeichen.sign(ziel_woher), *zieljahr],
        status,
    ]


def _herkuenfte(kontext: Kontext, b: Bewertung) -> tuple[Herkunft | None, Herkunft | None]:
    """Of the value itself and of the target; ``None`` for what is not there."""
    akte, ziel = kontext.stand.akte(b.nr), soll_punkte(b, kontext.stand.jahre)[1]
    ziele = [] if ziel is None else [z.herkunft for z in akte.zielwerte if z.jahr == ziel[0]]
    return ist_herkunft(akte, b), weakest(ziele) if ziele else None


def ziel_rows(
    ziele: Sequence[Ziel], bewertungen: Sequence[Zielbewertung], titel: str, kopf: str
) -> list[Component]:
    """Goals with Zielerreichung, bar and Stand."""
    zeichen = beispielzeichen(b.herkunft if b.zielerreichung is not None else None for b in bewertungen)
    spalten = [
        Spalte(kopf, "was", kopf=True),
        Spalte("Zielerreichung | Soll", "balken"),
        Spalte("in Prozent", "n prozent"),
        Spalte("Stand", "status"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            f"{ziel.nr} {ziel.kurztitel}",
            bullet_bar(b.zielerreichung, b.soll_zielerreichung, b.stand),
            [format_percent(b.zielerreichung, 0), *zeichen.sign(b.herkunft)],
            status_chip(b.stand),
        ]
        for ziel, b in zip(ziele, bewertungen, strict=True)
    ]
    return [
        *zeichen.head(),
        tabelle(spalten, zeilen, zeichen.title(titel), f"zielzeilen {zeichen.klasse}".strip()),
    ]

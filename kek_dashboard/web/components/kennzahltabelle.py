"""Kennzahltabelle: Kennzahlen as rows with sparkline, Ist, Soll, Zielerreichung, Stand and Ausblick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.jahreswerte import wert_herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import UNKNOWN, format_percent
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.fundstelle import draw_ist
from kek_dashboard.web.components.reihen import kennzahl_sparkline
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, bullet_bar, status_chip
from kek_dashboard.web.seite import Kontext


def kennzahl_table(
    kontext: Kontext,
    akten: Sequence[Kennzahlakte],
    titel: str,
    koepfe: Mapping[str, tuple[Inhalt, str]] = MappingProxyType({}),
) -> list[Component]:
    """One row a Kennzahl, below the words that tell which figures are made up.

    ``koepfe`` puts another heading over a column (``nr``, ``was``, ``balken``, ``status``), with its ``aria-sort``.
    """
    bewertungen = kontext.gesamt.kennzahlen
    zeichen = beispielzeichen(
        herkunft for akte in akten for herkunft in _herkuenfte(akte, bewertungen[akte.nr])
    )

    def spalte(klasse: str, titel: Inhalt, *, kopf: bool = False) -> Spalte:
        titel, sortiert = koepfe.get(klasse, (titel, ""))
        return Spalte(titel, klasse, kopf=kopf, sortiert=sortiert)

    spalten = [
        spalte("nr", "Nr."),
        spalte("was", "Kennzahl", kopf=True),
        Spalte(kontext.spanne, "verlauf"),
        Spalte("Ist", "n ist", "Ist:"),
        Spalte("Soll", "n soll", "Soll:"),
        spalte("balken", "Zielerreichung | Soll"),
        Spalte(html.Span("in Prozent", className="nur-gelesen"), "n prozent"),
        spalte("status", "Stand und Ausblick"),
    ]
    zeilen = [_row(kontext, akte, bewertungen[akte.nr], zeichen) for akte in akten]
    klasse = f"kennzahlen {zeichen.klasse}".strip()
    return [*zeichen.head(), tabelle(spalten, zeilen, zeichen.title(titel), klasse)]


def ist_herkunft(akte: Kennzahlakte, b: Bewertung) -> Herkunft | None:
    """Herkunft of the newest value itself, whatever its target is; ``None`` without a value."""
    return wert_herkunft(akte, b.jahreswerte[-1]) if b.jahreswerte else None


def _herkuenfte(akte: Kennzahlakte, b: Bewertung) -> tuple[Herkunft | None, Herkunft | None, Herkunft | None]:
    """Of the value, of its Soll and of the Zielerreichung; ``None`` for what is not there."""
    soll = b.herkunft if b.soll is not None else None
    return ist_herkunft(akte, b), soll, b.herkunft if b.zielerreichung is not None else None


def _row(kontext: Kontext, akte: Kennzahlakte, b: Bewertung, zeichen: Beispielzeichen) -> list[Inhalt]:
    kennzahl, form = akte.kennzahl, werteform(akte)
    klein = " · ".join(teil for teil in (form.einheit, kennzahl.fachbereich) if teil)
    status = [status_chip(b.stand), status_chip(b.ausblick)] if b.is_assessable else [status_chip(b.stand)]
    if b.bilanz is not None:
        status.append(status_chip(b.bilanz, vor="Bilanz: "))
    ist, soll, erreicht = _herkuenfte(akte, b)
    return [
        akte.nr,
        [html.A(kennzahl.bezeichnung, href=kontext.link_kennzahl(akte.nr)), html.Small(klein)],
        kennzahl_sparkline(akte, b, kontext.stand.jahre),
        [
            draw_ist(kontext, b, form.zahl(b.ist)),
            *([html.Small(str(b.jahr))] if b.jahr is not None else []),
            *zeichen.sign(ist),
        ],
        _soll(kontext, form, b, zeichen.sign(soll)),
        bullet_bar(b.zielerreichung, b.soll_zielerreichung, b.stand),
        [format_percent(b.zielerreichung, 0), *zeichen.sign(erreicht)],
        status,
    ]


def _soll(kontext: Kontext, form: Werteform, b: Bewertung, erfunden: Sequence[Component]) -> Inhalt:
    """The Soll of the year of the value; that year where it is not the Berichtsjahr."""
    if b.soll is None:
        return UNKNOWN
    jahr = [] if b.jahr in {None, kontext.jahr} else [html.Small(str(b.jahr))]
    return [form.gerechnete_zahl(b.soll, b.ist), *jahr, *erfunden]

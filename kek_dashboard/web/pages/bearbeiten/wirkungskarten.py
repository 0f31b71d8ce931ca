"""Bearbeitungswirkungskarten: what a draft does to the goals, and to what makes a goal s.m.a.r.t., as tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.smart import KRITERIEN
from kek_dashboard.domain.smart import Kriterium, Smartpruefung
from kek_dashboard.formats import UNKNOWN, format_date, format_percent
from kek_dashboard.store.load import today
from kek_dashboard.web.bearbeitung import Arbeit, Pruefung
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.smartpruefung import erfuellung_chip
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, status_chip
from kek_dashboard.web.pages.bearbeiten.wirkung import Lage, Wirkung, compare_smart
from kek_dashboard.web.seite import Kontext

_GEZEIGT = 6


def effects_card(kontext: Kontext, pruefung: Pruefung, wirkungen: Sequence[Wirkung]) -> list[Component]:
    """Stand and Zielerreichung before and after, the newest Berichtsjahr open; nothing where it cannot be told."""
    if pruefung.nachher is None:
        return []
    titel = html.H2("Was das für die Ziele heißt")
    if not wirkungen:
        satz = "Keine Kennzahl und kein Ziel steht deshalb in einem Berichtsjahr anders da."
        return [html.Section([titel, html.P(satz)], className="karte")]
    ab = (
        ""
        if pruefung.tag <= today()
        else f", gerechnet für den {format_date(pruefung.tag)}, von dem an es gilt"
    )
    satz = f"Verglichen mit dem, was heute freigegeben ist{ab}."
    jahre = [(jahr, list(gruppe)) for jahr, gruppe in groupby(wirkungen, key=lambda w: (w.system, w.jahr))]
    mehrere = len(pruefung.nachher.zielsysteme) > 1
    zeichen = beispielzeichen(w.herkunft for w in wirkungen)
    teile: list[Component] = []
    for i, ((system, jahr), gruppe) in enumerate(jahre):
        wort = f"Berichtsjahr {jahr}" + (f", {system}" if mehrere else "")
        tafel = _effect_table(kontext, gruppe, zeichen, wort)
        teile.append(html.Details([html.Summary(html.H3(wort)), tafel], open=not i, className="wirkungsjahr"))
    return [
        html.Section([titel, html.P(satz, className="leise"), *zeichen.head(), *teile], className="karte")
    ]


def _effect_table(
    kontext: Kontext, wirkungen: Sequence[Wirkung], zeichen: Beispielzeichen, wort: str
) -> Component:
    spalten = [
        Spalte("Ziel oder Kennzahl", "was", kopf=True),
        Spalte("bisher", "status", "bisher:"),
        Spalte("Zielerreichung, Soll", "n", "Zielerreichung, Soll:"),
        Spalte("mit der Änderung", "status", "mit der Änderung:"),
        Spalte("Zielerreichung, Soll", "n", "Zielerreichung, Soll:"),
    ]
    zeilen: list[list[Inhalt]] = []
    for w in wirkungen:
        name: str | Component = f"{w.nr} {w.name}"
        if w.ebene == "Kennzahl" and w.nr in kontext.daten.datenstand().akten:
            name = html.A(f"{w.nr} {w.name}", href=kontext.link_kennzahl(w.nr))
        zeilen.append(
            [[name, html.Small(w.ebene)], *_lage(w.vorher, w, zeichen), *_lage(w.nachher, w, zeichen)]
        )
    return tabelle(spalten, zeilen, zeichen.title(wort), f"bearbeitungswirkung {zeichen.klasse}".rstrip())


def _lage(lage: Lage, wirkung: Wirkung, zeichen: Beispielzeichen) -> list[Inhalt]:
    chips: list[Component] = [status_chip(lage.stand)]
    if lage.ausblick is not None:
        chips.append(status_chip(lage.ausblick))
    if lage.zielerreichung is None:
        return [chips, UNKNOWN]
    soll = UNKNOWN if lage.soll is None else format_percent(lage.soll, 0)
    zahl: list[str | Component] = [
        format_percent(lage.zielerreichung, 0),
        *zeichen.sign(wirkung.herkunft),
        html.Small(f"Soll {soll}"),
    ]
    return [chips, zahl]


def smart_card(kontext: Kontext, arbeit: Arbeit, pruefung: Pruefung) -> list[Component]:
    """The five criteria before and after, for a Kennzahl."""
    if pruefung.nachher is None or arbeit.gegenstand.art != "kennzahl":
        return []
    vorher, nachher = compare_smart(pruefung.vorher, pruefung.nachher, arbeit.entwurf.sache.nr, kontext.jahr)
    if nachher is None:
        return []
    spalten = [
        Spalte("Kriterium", "was", kopf=True),
        Spalte("bisher", "status", "bisher:"),
        Spalte("mit der Änderung", "status", "mit der Änderung:"),
        Spalte("Was noch fehlt", "", "fehlt:"),
    ]
    zeilen: list[list[Inhalt]] = [_criterion(k, vorher, nachher) for k in Kriterium]
    ja = (
        "Ja, alle fünf Kriterien sind erfüllt."
        if nachher.is_smart
        else "Noch nicht ganz; das hält die Abgabe nicht auf."
    )
    return [
        html.Section(
            [
                html.H2("Ist das Ziel dann s.m.a.r.t.?"),
                html.P(ja),
                tabelle(spalten, zeilen, "Die fünf Kriterien vorher und nachher", "smartvergleich"),
            ],
            className="karte",
        )
    ]


def _criterion(k: Kriterium, vorher: Smartpruefung | None, nachher: Smartpruefung) -> list[Inhalt]:
    fehlt = [punkt.satz for punkt in nachher[k].fehlt]
    return [
        KRITERIEN[k].wort,
        UNKNOWN if vorher is None else erfuellung_chip(vorher[k].erfuellung),
        erfuellung_chip(nachher[k].erfuellung),
        " ".join(fehlt[:_GEZEIGT]) or UNKNOWN,
    ]

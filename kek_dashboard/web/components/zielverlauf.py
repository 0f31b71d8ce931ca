"""Zielverlauf: the course of an Unterziel as a picture with its labels, and the same as a table one key away."""

from __future__ import annotations

from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.zielverlauf import Punkt, Zielverlauf, describe_zielverlauf, draw_zielverlauf, place
from kek_dashboard.domain.zielprognose import Zielprognose, zielprognose
from kek_dashboard.formats import format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.reihen import soll_anteil
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, status_chip
from kek_dashboard.web.seite import Kontext

# Labels nearer than this share of the height would lie on each other.
_NAH = Fraction(20, 100)


def read_prognose(kontext: Kontext, nr: str) -> Zielprognose:
    """Where the Unterziel would end at the pace of its Kennzahlen."""
    return zielprognose(nr, kontext.stand.mitglieder(nr), kontext.gesamt.kennzahlen)


def read_verlauf(kontext: Kontext, nr: str) -> Zielverlauf:
    """Zielerreichung up to the Berichtsjahr, Soll over all years, forecast for the last one.

    The Soll of a judged year is the one it was judged by; for the others it is that of today's members.
    """
    ist: list[Punkt] = []
    soll: list[Punkt] = []
    jahre = kontext.stand.jahre
    for jahr in jahre:
        b = kontext.bewertung(jahr).unterziele[nr] if jahr <= kontext.jahr else None
        if b is not None and b.zielerreichung is not None and b.soll_zielerreichung is not None:
            ist.append((jahr, b.zielerreichung))
            soll.append((jahr, b.soll_zielerreichung))
        elif (geplant := soll_anteil(kontext, nr, jahr)) is not None:
            soll.append((jahr, geplant))
    anteil = read_prognose(kontext, nr).anteil
    weiter = anteil is not None and bool(ist) and ist[-1][0] < jahre[-1]
    return Zielverlauf(
        jahre, tuple(ist), tuple(soll), (jahre[-1], anteil) if weiter and anteil is not None else None
    )


def zielverlauf(kontext: Kontext, nr: str) -> list[Component]:
    """Picture and table; a sentence where there is no figure yet."""
    verlauf = read_verlauf(kontext, nr)
    if not verlauf.ist:
        satz = "Noch keine Zahl: Erst wenn mindestens die Hälfte der Gewichte bewertbar ist, gibt es einen Verlauf."
        return [html.P(satz, className="leise")]
    return [
        html.Div(
            [
                html.Div([Svg(draw_zielverlauf(verlauf), describe_zielverlauf(verlauf), "flaeche"), *_labels(verlauf)],
                         className="zielflaeche"),
                html.Div([_year(jahr, verlauf.jahre) for jahr in verlauf.jahre],
                         className="zieljahre zahl", **aria(hidden="true")),
            ],
            className="zielverlauf",
        ),
        html.P(_legend(verlauf), className="legende"),
        html.Details(
            [
                html.Summary("Verlauf als Tabelle"),
                verlaufstabelle(kontext, nr, verlauf),
            ]
        ),
    ]  # fmt: skip


def _labels(verlauf: Zielverlauf) -> list[Component]:
    """Axis and direct labels as text of the page; who does not see the picture hears its sentence instead."""
    jahre = verlauf.jahre
    teile = [_label((jahre[0], Fraction(wert, 100)), jahre, f"{wert} %", "achse") for wert in (0, 50, 100)]
    jahr, ist = verlauf.ist[-1]
    # Below a line that rises the right side is free, below one that falls the left.
    faellt = len(verlauf.ist) > 1 and verlauf.ist[-2][1] >= ist
    soll = dict(verlauf.soll).get(jahr)
    unter = soll is not None and ist < soll
    teile.append(
        _label(
            (jahr, ist),
            jahre,
            format_percent(ist, 0),
            "ist " + (("links" if faellt else "unter") if unter else "ueber"),
        )
    )
    if soll is not None and abs(soll - ist) >= _NAH / 4:
        teile.append(
            _label(
                (jahr, soll),
                jahre,
                f"Soll {format_percent(soll, 0)}",
                "soll " + ("ueber" if unter else "unter"),
            )
        )
    ende = verlauf.soll[-1] if verlauf.soll else None
    if ende is not None and ende[0] == jahre[-1]:
        teile.append(_label(ende, jahre, f"Ziel {format_percent(ende[1], 0)}", "rechts ziel"))
    if verlauf.prognose is not None:
        wert = verlauf.prognose[1]
        nah = ende is not None and abs(ende[1] - wert) < _NAH
        platz = ende if nah and ende is not None else verlauf.prognose
        klasse = "rechts prognose" + (" darunter" if nah else "")
        teile.append(_label(platz, jahre, f"Prognose {format_percent(wert, 0)}", klasse))
    return teile


def _label(punkt: Punkt, jahre: range, text: str, klasse: str) -> Component:
    links, oben = place(punkt, jahre)
    return html.Span(
        text, className=f"zielwort {klasse}", style={"left": links, "top": oben}, **aria(hidden="true")
    )


def _year(jahr: int, jahre: range) -> Component:
    return html.Span([html.Span(str(jahr), className="lang"), html.Span(f"’{jahr % 100:02d}", className="kurz")],
                     style={"left": place((jahr, Fraction(0)), jahre)[0]})  # fmt: skip


def _legend(verlauf: Zielverlauf) -> str:
    teile = ["● Zielerreichung", "⋯ Soll"]
    if verlauf.prognose is not None:
        teile.append("– – bei gleichem Tempo; gezeigt, nicht bewertet")
    return "   ".join(teile)


def verlaufstabelle(kontext: Kontext, nr: str, verlauf: Zielverlauf, *, verlinkt: bool = True) -> Component:
    """The course as figures; ``verlinkt``: a year leads to the page at that Berichtsjahr."""
    ist, soll = dict(verlauf.ist), dict(verlauf.soll)
    zeilen: list[list[Inhalt]] = []
    for jahr in verlauf.jahre:
        stand = [status_chip(kontext.bewertung(jahr).unterziele[nr].stand)] if jahr <= kontext.jahr else []
        prognose = verlauf.prognose[1] if verlauf.prognose and verlauf.prognose[0] == jahr else None
        zeilen.append(
            [
                html.A(str(jahr), href=kontext.link(jahr=jahr))
                if verlinkt and jahr <= kontext.jahr
                else str(jahr),
                format_percent(ist.get(jahr)),
                format_percent(soll.get(jahr)),
                format_percent(prognose),
                stand,
            ]
        )
    spalten = [
        Spalte("Jahr", "zahl", kopf=True),
        Spalte("Zielerreichung", "n", "Zielerreichung:"),
        Spalte("Soll", "n", "Soll:"),
        Spalte("Prognose", "n", "Prognose:"),
        Spalte("Stand", "status"),
    ]
    return tabelle(spalten, zeilen, "Verlauf der Zielerreichung", "zielreihe")

"""Zusammenfassung: from Kennzahlen to Unterziel and Oberziel, worked out on an example by the real roll-up."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.regeln import percent
from kek_dashboard.charts.stand import STAENDE
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG
from kek_dashboard.formats import format_number, format_percent
from kek_dashboard.web.components.begriff import anker
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag, bullet_bar, status_chip
from kek_dashboard.web.pages.methode.beispiele import MITGLIEDER, unterziel_beispiel


def zusammenfassung_teil() -> html.Section:
    """How an Unterziel gets its figure, and why a good Kennzahl cannot hide a bad one."""
    return html.Section(
        [
            html.H2("Zusammenfassung: von der Kennzahl zum Ziel", id=anker("zusammenfassung"), tabIndex="-1"),
            html.P(
                [
                    html.Strong("Unterziel. ", id=anker("unterziel")),
                    (
                        "Seine Zielerreichung ist das Mittel seiner bewertbaren Kennzahlen, nach ihrem Gewicht; "
                        "dasselbe mit dem Soll. „Erreicht“ heißt es nur, wenn alle Kennzahlen erreicht und alle "
                        "bewertbar sind, und nie besser als "
                    ),
                    status_chip(Stand.LEICHT_HINTER_PLAN),
                    ", solange eine deutlich zurückliegt oder in die falsche Richtung geht.",
                ]
            ),
            html.P(
                [
                    html.Strong("Abdeckung. ", id=anker("abdeckung")),
                    "Der Anteil der Gewichte, der bewertet werden konnte. Unter ",
                    (
                        f"{percent(MINDEST_ABDECKUNG)} gibt es für das Unterziel keine Zahl: Fehlende Werte sollen "
                        "nichts einbringen. Ohne Kennzahl mit Ziel heißt es "
                    ),
                    html.Span(status_chip(Stand.KEINE_KENNZAHL), id=anker(Stand.KEINE_KENNZAHL)),
                    ".",
                ]
            ),
            *_example(),
            html.P(
                [
                    html.Strong("Oberziel und Leitbild. ", id=anker("leitbild")),
                    (
                        "Ein Oberziel wird ebenso aus seinen Unterzielen gebildet; alle zählen gleich, solange "
                        "keine Gewichte beschlossen sind. Für das Leitbild gibt es keine einzelne Zahl, sondern "
                        "nur, wie viele Kennzahlen wo stehen. Neben jeder Zusammenfassung stehen ihre Verteilung "
                        "und die schwächste Kennzahl."
                    ),
                ]
            ),
            html.P(
                [
                    html.Strong("Bilanz eines Unterziels. "),
                    (
                        "Ist das letzte Zieljahr seiner Kennzahlen vorbei, wird ebenso das Mittel ihrer Endwerte "
                        f"gebildet, wieder nur ab einer Abdeckung von {percent(MINDEST_ABDECKUNG)}; „erreicht“ "
                        "heißt es nur, wenn keine fehlt."
                    ),
                ]
            ),
        ],
        className="karte",
    )


def _example() -> list[Component]:
    """The example table, and its sum as a sentence with the figures of the real function."""
    z = unterziel_beispiel()
    spalten = [
        Spalte("Kennzahl", "was", kopf=True),
        Spalte("Gewicht", "n", "Gewicht:"),
        Spalte("Stand", "status"),
        Spalte("Zielerreichung | Soll", "balken"),
        Spalte("Zielerreichung", "n", "Zielerreichung:"),
        Spalte("Soll", "n", "Soll:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            [f"Kennzahl {nr}", *beispiel_tag(Herkunft.BEISPIEL)],
            format_number(gewicht),
            status_chip(b.bewertung.stand),
            bullet_bar(b.bewertung.zielerreichung, b.bewertung.soll_zielerreichung, b.bewertung.stand),
            format_percent(b.bewertung.zielerreichung),
            format_percent(b.bewertung.soll_zielerreichung),
        ]
        for nr, (b, gewicht) in zip("ABC", MITGLIEDER, strict=True)
    ]
    summe = f"{z.bewertet} von {z.anzahl} bewertet, Abdeckung {format_percent(z.abdeckung, 0)}. "
    rechnung = (
        f"Zielerreichung {format_percent(z.zielerreichung)}, Soll {format_percent(z.soll_zielerreichung)}, es fehlen "
        f"{format_percent(z.planabweichung)}: {STAENDE[z.stand].wort}."
    )
    return [
        tabelle(spalten, zeilen, "Beispiel eines Unterziels", "beispielziel"),
        html.P(["Das Unterziel: ", summe, html.Strong(rechnung), *beispiel_tag(Herkunft.BEISPIEL)]),
    ]

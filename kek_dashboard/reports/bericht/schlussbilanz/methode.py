"""Methode: how a Bilanz comes about, on the last sheet."""

from __future__ import annotations

from collections.abc import Iterator

from kek_dashboard.charts.regeln import bilanz_regeln
from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Block,
    Marke,
    Spalte,
    Spaltenart,
    Tabelle,
    Ueberschrift,
    Zeile,
)
from kek_dashboard.reports.bericht.grenzen import mindestabdeckung, regel


def method(jahr: int) -> Iterator[Block]:
    """The rule in a few sentences. Its borders are those of the rule itself; they are no figures of the data."""
    yield Ueberschrift(1, ("Wie wird Bilanz gezogen?",))
    yield Absatz(
        (
            "Für eine Kennzahl wird Bilanz gezogen, sobald das Jahr ihres letzten Ziels vorbei und sein Wert da ist: ",
            "Welcher Anteil des Weges vom Anfang bis zum Ziel ist gegangen? Fehlt der Wert, fehlt die Bilanz; ein ",
            "fehlender Wert heißt nie „nicht erreicht“.",
        )
    )
    yield Tabelle(
        "Die Urteile der Bilanz",
        (Spalte("Bilanz", Spaltenart.MARKE, 1.4), Spalte("wenn", anteil=4)),
        tuple(
            Zeile(((Marke(zeichen_of(art)),), (regel(jahr, satz),))) for art, satz in bilanz_regeln().items()
        ),
        zeige_titel=False,
    )
    yield Absatz(
        (
            "Die Bilanz eines Unterziels folgt aus der seiner Kennzahlen nach ihrem Gewicht; jede zählt höchstens ",
            "ganz. Haben Kennzahlen mit zusammen weniger als ",
            mindestabdeckung(jahr),
            " des Gewichts eine Bilanz, hat das Unterziel keine. „Erreicht“ heißt es nur, wenn alle eine haben. Geld ",
            "und der Fortschritt von Maßnahmen gehen in kein Urteil ein.",
        )
    )

"""Leer: what the page says where no Zielsystem follows yet, or the bridge to it is not laid down."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.bruecke import Bruecke
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.web.pages.bruecke.systeme import all_systems
from kek_dashboard.web.seite import Kontext

_BLAETTER = (
    ("Zielsysteme", "Name, erstes und letztes Jahr, gültig ab, Beschluss"),
    ("Zielebenen", "die eigenen Worte für die Ebenen, zum Beispiel „Aktionsraum“ für Unterziel"),
    ("Ziele", "Nummer, Ebene, Kurztitel, Wortlaut und das Zielsystem, zu dem sie gehören"),
    (
        "Brücke",
        "je altem Unterziel: fortgeführt, zusammengeführt, aufgeteilt oder beendet, das neue Ziel, der Beschluss",
    ),
    (
        "Zuordnung Unterziele, Zielwerte, Ausgangswerte",
        "was die Kennzahlen im neuen Zielsystem messen, mit seinem Namen",
    ),
)


def empty(kontext: Kontext) -> Component:
    """Where there is one Zielsystem, or none: how the next one comes."""
    systeme = kontext.stand.zielsysteme
    name = systeme[0].name if systeme else ""
    satz = (
        f"Bekannt ist {f'„{name}“' if name else 'ein Zielsystem ohne Namen'}. "
        "Ein Zielsystem, das darauf folgt, steht noch nicht im Monitor."
        if systeme
        else "Noch ist kein Zielsystem bekannt."
    )
    return html.Div(
        [
            html.H1("Welches Zielsystem folgt?", tabIndex="-1"),
            html.P(satz, className="vorspann"),
            _how(kontext, _BLAETTER),
            *([all_systems(kontext)] if systeme else []),
        ],
        className="bruecke",
    )


def open_bridge(kontext: Kontext, bruecke: Bruecke) -> Component:
    """Where the next Zielsystem is there and nobody has said what becomes of the old Unterziele."""
    alle = len(bruecke.schicksale)
    was = "dem einen Unterziel" if alle == 1 else f"den {alle} Unterzielen"
    return html.Div(
        [
            html.H1("Was wird aus den Unterzielen?", tabIndex="-1"),
            html.P(
                f"Noch ist nicht festgelegt, was aus {was} ({bruecke.alt.name}) wird. "
                f"Das Zielsystem, das folgt, steht im Monitor: „{bruecke.neu.name}“.",
                className="vorspann",
            ),
            _how(kontext, [blatt for blatt in _BLAETTER if blatt[0] == "Brücke"]),
            all_systems(kontext),
        ],
        className="bruecke",
    )


def _how(kontext: Kontext, blaetter: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> Component:
    zeilen: list[Component] = [html.Li([html.Strong(f"„{name}“"), f": {was}"]) for name, was in blaetter]
    weg: list[Component] = []
    if kontext.zugang.darf(Aktion.LIEFERN_STAMMDATEN):
        weg.append(html.P(html.A("Stammdaten liefern", href=kontext.link("/lieferungen"), className="knopf")))
    return html.Section(
        [
            html.H2("So kommt es hierher"),
            html.P(
                "Mit einer Arbeitsmappe der Stammdaten; sie wird gelesen, geprüft und freigegeben wie jede andere:"
            ),
            html.Ul(zeilen),
            *weg,
        ],
        className="karte",
    )

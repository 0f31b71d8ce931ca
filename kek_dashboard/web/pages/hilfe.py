"""Hilfe: how to read the screen, which keys there are, where a figure comes from, whom to ask."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.regeln import percent
from kek_dashboard.charts.sparkline import draw_sparkline
from kek_dashboard.charts.stand import AUSBLICKE, BILANZEN, STAENDE
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import UEBERTROFFEN_AB, UEBERWIEGEND_AB, Bilanz
from kek_dashboard.domain.zielerreichung import DEUTLICH_UEBER, LEICHT_AB, Stand
from kek_dashboard.settings import Settings
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.zeichen import bullet_bar, status_chip
from kek_dashboard.web.offen import Verweis, contact, definitions, missing, open_page

TITEL = "Wie liest man das hier?"
#: The method page of this program.
METHODE = "/methode"

AUSBLICK_SATZ: Mapping[Ausblick, str] = {
    Ausblick.VORAUSSICHTLICH_ERREICHT: "Geht es weiter wie in den letzten Jahren, wird das Ziel erreicht.",
    Ausblick.KNAPP_VERFEHLT: "Es fehlt dann nur wenig.",
    Ausblick.ZU_LANGSAM: "Die Richtung stimmt, das Tempo reicht nicht.",
    Ausblick.FALSCHE_RICHTUNG: "Es entfernt sich vom Ziel.",
    Ausblick.KEINE_AUSSAGE: "Es gibt zu wenige Werte, um etwas zu sagen.",
}
ZEIT = {
    "Berichtsjahr": (
        "bis zu welchem Jahr Werte zählen. Mit ‹ und › geht es Jahr für Jahr durch die Jahre des Zielsystems."
    ),
    "Wissensstand": (
        "was an diesem Tag bekannt war. Ein früherer Tag zeigt alles so, wie es damals aussah, ohne spätere Werte und "
        "Korrekturen. Beides zusammen: „Das Jahr 2022, wie wir es im Juni 2023 kannten.“"
    ),
    "Datenstand": "steht unten auf jeder Seite: der Tag der letzten Freigabe.",
    "–": "heißt: nicht bekannt. Eine 0 ist immer eine gemeldete Null.",
    "Beispiel": "heißt: erfunden, um den Monitor zu zeigen. Solche Zahlen sagen nichts über den Landkreis.",
}
TASTEN = (
    ("Tabulator", "zum nächsten Link oder Feld, mit Umschalt zurück"),
    ("Eingabe", "öffnet, was den Fokus hat"),
    ("/", "springt in die Suche"),
    ("Esc", "schließt, was aufgeklappt über der Seite liegt; verlässt den Vortrag"),
    ("← →", "im Vortrag: eine Folie zurück oder weiter; ebenso Bild auf und Bild ab"),
    ("Strg + P", "druckt die Seite; Navigation und Formulare bleiben weg, Aufgeklapptes kommt mit"),
)


def stand_saetze() -> Mapping[Stand, str]:
    """Each Stand in one sentence, its borders read from the domain; the exact rule is docs/methode.md, "Stand"."""
    leicht, deutlich = percent(LEICHT_AB), percent(DEUTLICH_UEBER)
    return {
        Stand.ERREICHT: "Der Zielwert ist da.",
        Stand.AUF_KURS: f"Es fehlen weniger als {leicht} des Weges zu dem, was der Plan bis jetzt verlangt.",
        Stand.LEICHT_HINTER_PLAN: f"Es fehlen {leicht} bis {deutlich}.",
        Stand.DEUTLICH_HINTER_PLAN: f"Es fehlen mehr als {deutlich}.",
        Stand.FALSCHE_RICHTUNG: "Der Wert ist schlechter als am Anfang.",
        Stand.NICHT_BEWERTBAR: (
            "Zum Bewerten fehlt etwas, zum Beispiel der Ausgangswert, oder zu viele Kennzahlen haben keine Werte."
        ),
        Stand.DATEN_UEBERFAELLIG: "Der neueste Wert ist zu alt.",
        Stand.OHNE_ZIEL: "Es wird nur beobachtet, oder es ist kein Zielwert beschlossen.",
        Stand.KEINE_DATEN: "Es wurde noch nichts gemeldet.",
        Stand.KEINE_KENNZAHL: "Für dieses Ziel wird noch nichts gemessen.",
    }


def bilanz_saetze() -> Mapping[Bilanz, str]:
    """Each Bilanz in one sentence, its borders read from the domain."""
    mehr, meist = percent(UEBERTROFFEN_AB), percent(UEBERWIEGEND_AB)
    return {
        Bilanz.UEBERTROFFEN: f"Es kam mehr heraus, als beschlossen war: mindestens {mehr} des Weges.",
        Bilanz.ERREICHT: "Das Ziel wurde erreicht.",
        Bilanz.UEBERWIEGEND_ERREICHT: f"Mindestens {meist} des Weges.",
        Bilanz.TEILWEISE_ERREICHT: f"Weniger als {meist}, aber mehr als nichts.",
        Bilanz.NICHT_ERREICHT: "Nichts vom Weg.",
    }


def inhalt(settings: Settings | None, verweis: Verweis) -> list[Component]:
    """The page."""
    staende, bilanzen = stand_saetze(), bilanz_saetze()
    return [
        html.H1(TITEL, tabIndex="-1"),
        html.P(
            "Der KEK-Monitor sagt für jedes Ziel des Landkreises, wie weit es ist, ob es bis zum letzten Jahr des "
            "Zielsystems erreicht wird, und woher jede Zahl kommt.",
            className="vorspann",
        ),
        html.H2("Balken und Linien"),
        _bilder(),
        html.H2("Drei Fragen, drei Arten von Zeichen"),
        html.P(
            "Gefüllter Kreis: Wie weit sind wir? Ring: Kommen wir an? Quadrat: Wie ging es aus? Zu jedem Zeichen "
            "gehört ein Wort; die Farbe sagt nichts, was nicht auch das Wort sagt."
        ),
        _zeichen("Stand: Wie weit sind wir?", {s: staende[s] for s in STAENDE}),
        _zeichen("Ausblick: Kommen wir an?", {a: AUSBLICK_SATZ[a] for a in AUSBLICKE}),
        _zeichen("Bilanz: Wie ging es aus?", {b: bilanzen[b] for b in BILANZEN}),
        html.P(
            [
                "Die Regeln stehen fest und gelten für alle Ziele gleich: ",
                html.A("die Methode in ganzer Länge", href=verweis(METHODE)),
                ".",
            ]
        ),
        html.H2("Welche Zeit gezeigt wird"),
        definitions(ZEIT.items()),
        html.H2("Woher eine Zahl kommt"),
        html.P(
            "Werte in Tabellen sind Links. Sie führen zum Zellenpass: zur Datei, zum Blatt und zur Zelle, in der "
            "die Zahl stand, mit allem darum herum, und zu dem, wer sie geliefert und freigegeben hat. Unter "
            "„Rechenweg“ steht, wie aus den Werten das Urteil wurde. Jede Ansicht ist eine Adresse: Was Sie sehen, "
            "können Sie als Link verschicken."
        ),
        html.H2("Tasten"),
        definitions((html.Kbd(taste), wirkung) for taste, wirkung in TASTEN),
        html.H2("Wen man fragt"),
        *_wen(settings),
    ]


def _bilder() -> Component:
    """A bar and a line as they stand in the tables, with made-up figures and what they say."""
    ist = [(jahr, Fraction(wert)) for jahr, wert in enumerate((0, 4, 12, 20, 38), start=1)]
    soll = [(1, Fraction(0)), (9, Fraction(60))]
    linie = Svg(
        draw_sparkline(ist, soll, soll[-1], jahre=(1, 9)),
        "Muster einer Linie: in der Mitte hört das Gemessene auf, der Plan führt weiter bis zum letzten Jahr.",
    )
    balken = bullet_bar(Fraction(62, 100), Fraction(75, 100), Stand.LEICHT_HINTER_PLAN)
    return definitions(
        (
            (
                balken,
                (
                    "So viel vom Weg zum Ziel ist gegangen, hier 62 %. Der Strich steht, wo man nach Plan sein sollte. "
                    "Endet der Balken vor dem Strich, ist man hinter dem Plan."
                ),
            ),
            (
                linie,
                (
                    "Die durchgezogene Linie ist gemessen, der Punkt der neueste Wert. Gepunktet ist der Plan, die "
                    "Raute das Ziel. Eine Lücke in der Linie: Von da an wird anders gemessen."
                ),
            ),
        )
    )


def _zeichen(
    titel: str, saetze: Mapping[Stand, str] | Mapping[Ausblick, str] | Mapping[Bilanz, str]
) -> Component:
    return html.Section(
        [
            html.H3(titel),
            definitions((status_chip(status), satz) for status, satz in saetze.items()),
        ]
    )


def _wen(settings: Settings | None) -> list[Component]:
    an = contact(settings)
    if an is None:
        satz = "Eine Ansprechperson ist noch nicht genannt."
        return [missing(satz, "KEK_KONTAKT", "eine E-Mail-Adresse oder Telefonnummer")]
    return [html.P(["Fragen zu einer Zahl, zum Lesen und zum Liefern beantwortet der Landkreis: ", an, "."])]


SEITE = open_page("/hilfe", TITEL, inhalt)

"""Methode: how every figure about goals comes about, what it says and what it does not say."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.lehrbild import draw_lehrbild
from kek_dashboard.charts.rechenweg import rechenweg
from kek_dashboard.charts.smart import KRITERIEN
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import format_number
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.begriff import anker
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.zeichen import beispiel_tag, marked, status_chip
from kek_dashboard.web.pages.methode.begriffe import begriffe_teil, zieltypen_teil
from kek_dashboard.web.pages.methode.beispiele import VON_HAND
from kek_dashboard.web.pages.methode.staende import ausblick_teil, bilanz_teil, stand_teil
from kek_dashboard.web.pages.methode.zusammenfassung import zusammenfassung_teil
from kek_dashboard.web.seite import Kontext, Seite

#: The parts of the page, as its table of contents names them.
INHALT = (
    ("beispiel", "Ein Beispiel von Hand"),
    ("stand", "Stand"),
    ("ausblick", "Ausblick"),
    ("bilanz", "Bilanz"),
    ("zieltypen", "Welche Ziele es gibt"),
    ("zusammenfassung", "Von der Kennzahl zum Ziel"),
    ("begriffe", "Die Begriffe"),
    ("geld", "Geld und Ziele"),
    ("smart", "s.m.a.r.t."),
    ("grenzen", "Was der Monitor nicht sagt"),
    ("woher", "Woher die Regel kommt"),
)
_VORSPANN = (
    "Zwei Fragen, zwei Antworten: Der **Stand** sagt, wie weit der Weg gegangen ist. Der **Ausblick** sagt, ob das "
    "Ziel im Tempo der letzten Jahre erreicht wird. Beides folgt einer festen Regel, die für alle Kennzahlen gleich "
    "ist."
)
_BEISPIELE_SATZ = (
    "Die Beispiele auf dieser Seite sind erfunden und heißen auch so. Gerechnet sind sie mit derselben "
    "Regel, die auch die echten Zahlen bewertet. Wie eine bestimmte Kennzahl zu ihrem Stand kommt, steht auf ihrer "
    "Seite unter „Rechenweg“, mit ihren eigenen Zahlen."
)
_GELD = (
    "Eine Haushaltszeile dient einem Unterziel zu einem Anteil, der in der Zuordnung steht; was übrig bleibt, ist "
    "„nicht zugeordnet“. Aufwendungen, Erträge und Investitionen bleiben getrennt, und auf den Cent gilt: Summe der "
    "Unterziele + nicht zugeordnet = ganzer Haushalt. Geld geht nie in die Zielerreichung ein: Mehr auszugeben "
    "bringt kein Ziel näher, solange sich der gemessene Wert nicht bewegt."
)
_GRENZEN = (
    (
        "**Keine politische Bewertung.** „Hinter Plan“ ist ein Rechenergebnis. Ob ein Ziel richtig, zu hoch oder zu "
        "niedrig gesetzt ist, entscheidet der Kreistag."
    ),
    (
        "**Keine Ursachen.** Dass sich ein Wert bewegt, sagt nicht, warum. Maßnahmen und Geld stehen neben den "
        "Zielen, nicht als ihr Grund. Was Fachbereiche dazu erklären, steht mit Namen und Tag daneben."
    ),
    "**Keine Vorhersage.** Der Ausblick verlängert die letzten Jahre. Beschlüsse, Krisen und Gesetze kennt er nicht.",
    (
        "**Nicht genauer als die Quelle.** Berichtigt eine Quelle ihren Wert, ändert sich der Stand; der frühere "
        "Stand bleibt unter seinem Wissensstand nachlesbar."
    ),
    "**Nur was gemessen wird.** Was keine Kennzahl hat, kommt nicht vor. Die Seite „Messbarkeit“ zeigt die Lücken.",
)
_WOHER = (
    (
        "Der Vergleich mit dem Zielpfad folgt den deutschen Nachhaltigkeitsindikatoren (Statistisches Bundesamt, "
        "Indikatorenbericht zur Deutschen Nachhaltigkeitsstrategie, Zieltypen A und B). Die Trennung in „Wie weit "
        "sind wir?“ und „Kommen wir an?“ folgt den Vereinten Nationen (UN ESCAP: current status und anticipated "
        "progress)."
    ),
    (
        "Eigene Festlegungen dieses Projekts sind: Zwischenziele auf dem Pfad, die Abdeckung, der Ausblick bei schon "
        "erreichten Zielen, die s.m.a.r.t.-Prüfung und die Wörter. Alle Formeln mit nachgerechneten Fällen stehen im "
        "Dokument docs/methode.md, das dem Programm beiliegt."
    ),
)


def render(kontext: Kontext) -> Component:
    """The page; the counts in it are those of the Berichtsjahr."""
    return html.Div(
        [
            html.H1("Wie kommen die Zahlen zustande?", tabIndex="-1"),
            html.P(marked(_VORSPANN), className="vorspann"),
            html.P(_BEISPIELE_SATZ, className="hinweis"),
            html.Div(
                [
                    html.Div(
                        [
                            _foldable(teil)
                            for teil in (
                                _by_hand(),
                                stand_teil(kontext),
                                ausblick_teil(kontext),
                                bilanz_teil(),
                                zieltypen_teil(),
                                zusammenfassung_teil(),
                                begriffe_teil(),
                                _texts("geld", "Geld und Ziele", (_GELD,)),
                                _smart(kontext),
                                _texts("grenzen", "Was der Monitor nicht sagt", _GRENZEN),
                                _texts("woher", "Woher die Regel kommt", _WOHER),
                            )
                        ]
                    ),
                    _contents(),
                ],
                className="methode-spalten",
            ),
        ],
        className="methode",
    )


def _foldable(teil: html.Section) -> Component:
    """A part under its heading, open; on a narrow screen ``assets/methode.js`` folds those nobody asked for."""
    kopf, *rest = teil.children
    return html.Section(
        html.Details([html.Summary(kopf), html.Div(rest)], open=True, className="teil"), className="karte"
    )


def _contents() -> Component:
    return html.Nav(
        [
            html.H2("Auf dieser Seite"),
            html.Ul([html.Li(html.A(titel, href=f"#{ziel}")) for ziel, titel in INHALT]),
        ],
        className="methode-inhalt",
        **aria(label="Auf dieser Seite"),
    )


def _by_hand() -> html.Section:
    """The example of the document, step by step, in the words every Kennzahl gets on its own page."""
    akte, b = VON_HAND.akte, VON_HAND.bewertung
    werte = ", ".join(f"{wert.jahr}: {format_number(wert.wert)}" for wert in b.jahreswerte)
    return html.Section(
        [
            html.H2("Ein Beispiel von Hand", id="beispiel", tabIndex="-1"),
            html.P(
                [
                    "Ein Anteil soll von 60 % (2018) auf 95 % (2026) steigen. Gemessen wurde ",
                    f"{werte}. Am Ende von {b.berichtsjahr} heißt das: ",
                    status_chip(b.stand),
                    " und ",
                    status_chip(b.ausblick),
                    *beispiel_tag(Herkunft.BEISPIEL),
                ]
            ),
            html.Div(
                [
                    html.Figure(
                        Svg(
                            draw_lehrbild(akte, b, mit_prognose=True),
                            "Beispiel: Die gemessenen Werte liegen auf der gepunkteten Linie zum Ziel; gestrichelt "
                            "führt ihr Tempo bis zum Zieljahr ans Ziel.",
                        )
                    ),
                    html.Dl(
                        [
                            html.Div([html.Dt(schritt.titel), html.Dd(marked(schritt.text))])
                            for schritt in rechenweg(akte, b)
                        ],
                        className="rechenweg",
                    ),
                ],
                className="von-hand",
            ),
        ],
        className="karte",
    )


def _texts(begriff: str, titel: str, texte: Sequence[str]) -> html.Section:
    return html.Section(
        [html.H2(titel, id=anker(begriff), tabIndex="-1"), *(html.P(marked(text)) for text in texte)],
        className="karte",
    )


def _smart(kontext: Kontext) -> html.Section:
    """The five criteria; what each asks for, and the way to the result."""
    return html.Section(
        [
            html.H2("Ist ein Ziel s.m.a.r.t.?", id=anker("smart"), tabIndex="-1"),
            html.P(
                "Ein Ziel lässt sich nur beurteilen, wenn feststeht, was gezählt wird, wer es verantwortet und bis "
                "wann. Das wird je Kennzahl geprüft, nach einer eigenen Regel dieses Projekts:"
            ),
            html.Dl(
                [html.Div([html.Dt(wort.wort), html.Dd(wort.frage)]) for wort in KRITERIEN.values()],
                className="begriffe",
            ),
            html.P(
                "„Erfüllt“ heißt: Es fehlt nichts. „Nicht erfüllt“: Es fehlt alles, oder das, ohne das es nicht geht "
                "(ein Wert, ein Ziel mit Jahr, ein Weg, der sich nachrechnen lässt). Sonst: „teilweise“. "
                "„Realistisch“ heißt hier nachrechenbar; nötiges und bisheriges Tempo stehen daneben, geurteilt wird "
                "darüber nicht."
            ),
            html.P(html.A("Zum Ergebnis: Messbarkeit", href=kontext.link("/messbarkeit"))),
        ],
        className="karte",
    )


SEITE = Seite("/methode", "Methode", render, fuss="Methode")

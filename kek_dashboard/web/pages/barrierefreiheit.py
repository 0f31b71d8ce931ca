"""Barrierefreiheit: the statement the law asks for: what was tested, what is missing, whom to tell, who mediates.

What it must contain: § 9 b NBGG with the model of Commission Decision (EU) 2018/1523; mediation § 9 d NBGG and § 4
SchVO-NBGG. What the program can say of itself stands here, with its day; all else is the county's.
"""

from __future__ import annotations

from datetime import date

from dash import html
from dash.development.base_component import Component

from kek_dashboard import __version__
from kek_dashboard.formats import format_date
from kek_dashboard.settings import DEFAULT_KOERPERSCHAFT, Settings
from kek_dashboard.web.offen import Verweis, contact, county_text, missing, open_page

TITEL = "Erklärung zur Barrierefreiheit"
#: Day of the self-assessment below; whoever changes it looks at every sentence again.
GEPRUEFT_AM = date(2026, 11, 23)

#: What the tests of the program look at with each change, on every page. Source: tests/browser/test_seiten.py.
GEPRUEFT = (
    "jede Seite hell und dunkel mit axe-core gegen die Regeln der WCAG 2.1 und 2.2, Stufen A und AA",
    "jedes Bedienelement ist mit der Tastatur erreichbar, der Fokus ist sichtbar und bleibt nirgends gefangen",
    "320 Pixel Breite und 400 % Vergrößerung ohne waagerechtes Rollen, größere Zeichen- und Zeilenabstände",
    "Kontraste von Schrift und Zeichen; kein Status allein durch Farbe, auch auf Papier nicht",
    "jedes Diagramm hat einen Satz, der seine Aussage nennt, und seine Werte als Tabelle",
)
NICHT_BARRIEREFREI = (
    (
        "Originaldateien, die Fachbereiche geliefert haben, lassen sich so herunterladen, wie sie kamen. Sie wurden "
        "nicht auf Barrierefreiheit geprüft. Was der KEK-Monitor daraus zeigt, steht vollständig auf den Seiten."
    ),
    (
        "In manchen Diagrammen zeigt die Maus zusätzlich den Wert unter dem Zeiger. Dieselben Werte stehen in der "
        "Tabelle daneben."
    ),
    "Eine Fassung in Leichter Sprache oder in Deutscher Gebärdensprache gibt es nicht.",
)
NICHT_GEPRUEFT = (
    "Eine Prüfung durch Dritte oder durch Menschen mit Behinderungen und eine vollständige Prüfung mit "
    "Bildschirmlesern (NVDA, JAWS, VoiceOver) gab es noch nicht."
)


def inhalt(settings: Settings | None, verweis: Verweis) -> list[Component]:  # noqa: ARG001 - like its neighbours
    """The statement."""
    whose = DEFAULT_KOERPERSCHAFT if settings is None else settings.koerperschaft
    text = None if settings is None else settings.barrierefreiheit
    return [
        html.H1(TITEL, tabIndex="-1"),
        html.P(
            f"Diese Erklärung gilt für den KEK-Monitor {__version__} ({whose}). Maßstab sind die "
            "§§\N{NO-BREAK SPACE}9\N{NO-BREAK SPACE}a und 9\N{NO-BREAK SPACE}b des Niedersächsischen "
            "Behindertengleichstellungsgesetzes (NBGG), die Norm EN\N{NO-BREAK SPACE}301\N{NO-BREAK SPACE}549 und "
            "mit ihr die WCAG 2.1, Stufen A und AA.",
            className="vorspann",
        ),
        html.H2("Wie weit die Anforderungen erfüllt sind"),
        html.P([html.Strong("Teilweise vereinbar."), " Nicht oder nicht vollständig barrierefrei sind:"]),
        html.Ul([html.Li(satz) for satz in NICHT_BARRIEREFREI]),
        html.H2("Worauf das beruht"),
        html.P(
            f"Auf einer Selbstbewertung vom {format_date(GEPRUEFT_AM)}. Bei jeder Änderung des Programms wird geprüft:"
        ),
        html.Ul([html.Li(satz) for satz in GEPRUEFT]),
        html.P(NICHT_GEPRUEFT),
        html.H2("Barriere melden"),
        *_feedback(settings),
        html.H2("Schlichtungsverfahren"),
        html.P(
            "Bleibt eine Meldung ohne befriedigende Antwort, kann die Schlichtungsstelle nach "
            "§\N{NO-BREAK SPACE}9\N{NO-BREAK SPACE}d NBGG angerufen werden. Der Antrag schildert den "
            "Sachverhalt und nennt Namen und Anschrift der Person, die ihn stellt, und der öffentlichen "
            "Stelle (§\N{NO-BREAK SPACE}4 der Verordnung über die Schlichtungsstelle, SchVO-NBGG)."
        ),
        html.H2("Angaben des Landkreises"),
        *county_text(
            text,
            "KEK_BARRIEREFREIHEIT",
            "Die Erklärung des Landkreises mit Datum, Prüfung und Adresse der Schlichtungsstelle",
            TITEL,
        ),
    ]


def _feedback(settings: Settings | None) -> list[Component]:
    an = contact(settings)
    if an is None:
        satz = "Wohin Barrieren gemeldet werden, steht noch nicht fest."
        return [missing(satz, "KEK_KONTAKT", "eine E-Mail-Adresse oder Telefonnummer")]
    return [
        html.P(
            [
                (
                    "Was sich nicht bedienen, lesen oder verstehen lässt, und Fragen zur Barrierefreiheit nimmt der "
                    "Landkreis hier entgegen: "
                ),
                an,
                ". Nützlich sind die Adresse der Seite und womit Sie sie benutzen.",
            ]
        )
    ]


SEITE = open_page("/barrierefreiheit", TITEL, inhalt)

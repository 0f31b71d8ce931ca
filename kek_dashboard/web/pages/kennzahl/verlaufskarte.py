"""Verlaufskarte: the course of a Kennzahl as a drawing, its sentences, its table one key away, plotly on demand."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from kek_dashboard.charts.achsen import CONFIG, HOEHE
from kek_dashboard.charts.verlauf import draw_verlauf
from kek_dashboard.charts.verlauf_svg import ALLE_MASSE, draw_verlauf_svg
from kek_dashboard.charts.verlaufsdaten import Verlauf
from kek_dashboard.charts.verlaufssatz import describe_verlauf, verlaufssaetze
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.kennzahl import Kennzahlakte, Messwert
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import UNKNOWN
from kek_dashboard.web.components.browser import Rahmen, Svg
from kek_dashboard.web.components.fundstelle import WERTE_ANKER, link_beleg
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag, marked
from kek_dashboard.web.seite import Kontext

#: Field of the address that asks for the figure to point at, and its word.
ANSICHT, GROSS = "verlauf", "zeigen"
ZEIGEN, WEGLEGEN = "Zeigen und vergrößern", "Wieder nur das Bild"
_HINWEIS = "Auf Punkte zeigen nennt ihren Wert; ziehen vergrößert, ein Doppelklick zeigt wieder alles."


def verlaufskarte(kontext: Kontext, akte: Kennzahlakte, b: Bewertung, verlauf: Verlauf) -> Component:
    """The drawing in three sizes, of which the style sheet shows the one that fits, and what goes with it."""

    def adresse(aus: tuple[Messwert, ...]) -> str:
        zelle = link_beleg(kontext, aus[0].fundstelle) if len(aus) == 1 else None
        return zelle or f"{kontext.link_kennzahl(akte.nr)}#{WERTE_ANKER}"

    bild = "".join(draw_verlauf_svg(verlauf, masse, adresse) for masse in ALLE_MASSE)
    return html.Section(
        [
            html.H2(["Verlauf", *beispiel_tag(b.herkunft)]),
            html.Div(
                [
                    html.Figure(
                        Svg(bild, describe_verlauf(akte, b, verlauf), "verlaufsbild", role="group"),
                        className="verlaufsrahmen",
                    ),
                    html.Div(
                        [
                            *_sentences(verlauf),
                            _legend(verlauf),
                        ],
                        className="verlaufsworte",
                    ),
                ],
                className="verlaufsfeld",
            ),
            html.Div(
                [
                    html.Details(
                        [html.Summary("Als Tabelle"), verlaufstabelle(akte, b, verlauf)],
                        className="verlaufstabelle",
                    ),
                    _switch(kontext),
                ],
                className="verlaufsfuss",
            ),
        ],
        className="karte",
    )


def zeigekarte(kontext: Kontext, verlauf: Verlauf) -> list[Component]:
    """The figure to point at and zoom, where the address asks for it: only then the browser loads plotly."""
    if not _is_asked(kontext):
        return []
    bild = dcc.Graph(
        figure=draw_verlauf(verlauf),
        config=CONFIG,
        responsive=True,
        className="verlauf",
        style={"height": f"{HOEHE}px"},
    )
    return [
        Rahmen(
            [html.H2("Verlauf zum Zeigen"), html.P(_HINWEIS, className="leise"), bild],
            className="karte gross",
        )
    ]


def _is_asked(kontext: Kontext) -> bool:
    return kontext.query.get(ANSICHT) == GROSS


def _switch(kontext: Kontext) -> Component:
    """The link to the same page with the figure to point at, and back."""
    rest = {name: wert for name, wert in kontext.rest.items() if name != ANSICHT}
    is_asked = _is_asked(kontext)
    adresse = kontext.link(**rest) if is_asked else kontext.link(**rest, **{ANSICHT: GROSS})
    return html.A(WEGLEGEN if is_asked else ZEIGEN, href=adresse, id="verlauf-ansicht", className="knopf")


def _sentences(verlauf: Verlauf) -> list[Component]:
    saetze = verlaufssaetze(verlauf)
    return [html.Ul([html.Li(marked(satz)) for satz in saetze], className="verlaufssaetze")] if saetze else []


def _legend(verlauf: Verlauf) -> Component:
    """What the strokes mean, in words; only those that are drawn."""
    zeichen: list[tuple[str, str, bool]] = [
        ("ist", "Ist", bool(verlauf.ist)),
        ("hohl", "vorläufig", any(p.vorlaeufig for stueck in verlauf.ist for p in stueck)),
        ("klein", "im Jahr, nicht bewertet", bool(verlauf.zwischen)),
        ("soll", verlauf.soll_name or "Korridor", bool(verlauf.soll or verlauf.korridor)),
        ("ziel", "Ziel", bool(verlauf.ziele)),
        ("prognose", "wie zuletzt weiter, mit Reichweite", verlauf.prognose is not None),
    ]
    return html.Ul(
        [html.Li([Svg(_PROBEN[art]), wort]) for art, wort, da in zeichen if da], className="verlaufslegende"
    )


def _probe(inhalt: str) -> str:
    return f'<svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">{inhalt}</svg>'


_LINIE = 'fill="none" stroke="var(--ink)"'
_PROBEN = {
    "ist": _probe(f'<path d="M1 7h24" {_LINIE} stroke-width="2.6"/><circle cx="13" cy="7" r="4.2" fill="var(--ink)"/>'),
    "hohl": _probe(f'<circle cx="13" cy="7" r="4" {_LINIE} stroke-width="2"/>'),
    "klein": _probe("".join(f'<circle cx="{x}" cy="7" r="1.8" fill="var(--soft)"/>' for x in (5, 13, 21))),
    "soll": _probe('<path d="M1 7h24" fill="none" stroke="var(--soft)" stroke-width="1.5" stroke-dasharray="2 4"/>'),
    "ziel": _probe(f'<path d="M13 1l6 6-6 6-6-6z" {_LINIE} stroke-width="1.8"/>'),
    "prognose": _probe(
        '<path d="M1 7l24-6v12z" fill="var(--ink)" fill-opacity=".1"/>'
        f'<path d="M1 7h24" {_LINIE} stroke-width="1.7" stroke-dasharray="7 5"/>'
    ),
}  # fmt: skip


def verlaufstabelle(akte: Kennzahlakte, b: Bewertung, verlauf: Verlauf) -> Component:
    """What the drawing shows as figures, a row a year, newest first."""
    form = verlauf.form
    ist = {int(p.zeit): p for stueck in verlauf.ist for p in stueck}
    gesperrt = {
        m.zeitraum.jahr
        for m in akte.messwerte
        if m.is_withheld and m.zeitraum.is_year and m.zeitraum.jahr <= b.berichtsjahr
    } - set(ist)
    soll, ziele = dict(verlauf.soll), {z.jahr: z for z in verlauf.ziele}
    prognose, beginne = verlauf.prognose, dict(verlauf.beginne)
    spalten = [
        Spalte("Jahr", "zahl", kopf=True),
        Spalte("Ist", "n", "Ist:"),
        Spalte(verlauf.soll_name or "Soll", "n", f"{verlauf.soll_name or 'Soll'}:"),
        Spalte("Ziel", "n", "Ziel:"),
        Spalte("Prognose", "n", "Prognose:"),
    ]
    zeilen: list[list[Inhalt]] = []
    jahre = {*ist, *gesperrt, *soll, *ziele, *beginne, *([prognose.jahr] if prognose else [])}
    for jahr in sorted(jahre, reverse=True):
        punkt = ist.get(jahr)
        vorlaeufig = [html.Small("vorläufig")] if punkt is not None and punkt.vorlaeufig else []
        weit = ""
        if prognose is not None and prognose.jahr == jahr:
            weit = form.gerechnet(prognose.prognose)
            if prognose.unten != prognose.oben:
                weit += f" ({form.gerechnete_zahl(prognose.unten)} bis {form.gerechnete_zahl(prognose.oben)})"
        zeilen.append(
            [
                [str(jahr), *([html.Small(f"ab hier: {beginne[jahr]}")] if jahr in beginne else [])],
                [form.wert(punkt.wert) if punkt else GESPERRT if jahr in gesperrt else UNKNOWN, *vorlaeufig],
                form.gerechnet(soll.get(jahr), None if punkt is None else punkt.wert),
                form.wert(ziele[jahr].wert) if jahr in ziele else "",
                weit,
            ]
        )
    if not zeilen:
        return html.P("Noch wurde kein Wert geliefert.", className="leise")
    titel = f"{akte.kennzahl.bezeichnung}: Verlauf bis zum Berichtsjahr {b.berichtsjahr}"
    return tabelle(spalten, zeilen, titel, "verlaufswerte")

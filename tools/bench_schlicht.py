"""Benchschlicht: the Überblick written plainly in Dash, to measure ours against.

The same figures over the same Datenstand: twelve bullets, twelve sparklines, the distribution, the nine years,
counts, tables, filters. Written as the manual of Dash shows it: ``dash.html``, ``dcc`` controls, one ``dcc.Graph``
with one ``go.Figure`` for each chart, plotly.js as its package ships it, one callback, compression on. Nothing in it is
slower than it need be written this way; what it adds up is known already (``Daten``), as it is for ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.theme import LICHT
from kek_dashboard.charts.verteilung import in_order
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.domain.zielsystem import Zielsystem
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung
from kek_dashboard.formats import format_euro_short, format_percent
from kek_dashboard.web.data import Daten

JAHR, FACHBEREICH, STAND, HERKUNFT, INHALT = "jahr", "fachbereich", "stand", "herkunft", "inhalt"
_STILL: Any = {"displayModeBar": False}
_GUT = {Stand.ERREICHT, Stand.AUF_KURS}

JAHRE = Zielsystem("").jahre
LETZTES_JAHR = JAHRE[-1]


def make_plain(daten: Daten, jahr: int) -> Dash:
    """The page as an app of its own, opened at a Berichtsjahr."""
    app = Dash(__name__, title="Überblick", compress=True)
    stand = daten.datenstand()
    bereiche = sorted(
        {akte.kennzahl.fachbereich for akte in stand.akten.values() if akte.kennzahl.fachbereich}
    )
    app.layout = html.Div(
        [
            html.H1(f"Wo stehen wir auf dem Weg zu {LETZTES_JAHR}?"),
            html.Div(
                [
                    html.Label(["Jahr", dcc.Dropdown(list(JAHRE), jahr, id=JAHR, clearable=False)]),
                    html.Label(["Fachbereich", dcc.Dropdown(bereiche, id=FACHBEREICH)]),
                    html.Label(["Stand", dcc.Dropdown([s.value for s in Stand], id=STAND)]),
                    html.Label(["Herkunft", dcc.Dropdown([h.value for h in Herkunft], id=HERKUNFT)]),
                ],
                style={"display": "grid", "gridTemplateColumns": "repeat(4, 1fr)", "gap": "1rem"},
            ),
            html.Div(id=INHALT),
        ]
    )

    @app.callback(
        Output(INHALT, "children"),
        Input(JAHR, "value"),
        Input(FACHBEREICH, "value"),
        Input(STAND, "value"),
        Input(HERKUNFT, "value"),
    )
    def render(
        jahr: int, fachbereich: str | None, gesucht: str | None, herkunft: str | None
    ) -> list[Component]:
        stand = daten.datenstand()
        gesamt = daten.gesamtbewertung(stand, jahr)
        gezeigt = {
            nr
            for nr, b in gesamt.kennzahlen.items()
            if fachbereich in {None, stand.akten[nr].kennzahl.fachbereich}
            and gesucht in {None, b.stand.value}
            and herkunft in {None, b.herkunft.value}
        }
        return draw(daten, stand, gesamt, gezeigt)

    return app


def draw(daten: Daten, stand: Datenstand, gesamt: Gesamtbewertung, gezeigt: set[str]) -> list[Component]:
    """Everything below the filters."""
    mittel = daten.mitteleinsatz(stand, gesamt.jahr)
    ziele = stand.ziele_der_ebene(Ebene.UNTERZIEL)
    gut = sum(gesamt.unterziele[ziel.nr].stand in _GUT for ziel in ziele)
    return [
        html.P(f"Ende {gesamt.jahr} sind {gut} von {len(ziele)} Unterzielen erreicht oder auf Kurs."),
        graph(years(daten, stand, gezeigt), 700, 120),
        *(
            _oberziel(daten, stand, gesamt, mittel, ziel, gezeigt)
            for ziel in stand.ziele_der_ebene(Ebene.OBERZIEL)
        ),
        html.Aside(_counts(stand, gesamt, mittel, gezeigt)),
    ]


def _oberziel(
    daten: Daten,
    stand: Datenstand,
    gesamt: Gesamtbewertung,
    mittel: Mitteleinsatz | None,
    ziel: Ziel,
    gezeigt: set[str],
) -> Component:
    bewertung = gesamt.oberziele[ziel.nr]
    kopf = (
        "Nr.",
        "Unterziel",
        "Zielerreichung | Soll",
        "in Prozent",
        "Stand",
        "kommen an",
        "Verlauf",
        "Mio. €",
    )
    zeilen = [
        _row(daten, stand, gesamt, mittel, unterziel)
        for unterziel in stand.unterziele_von(ziel.nr)
        if not gesamt.unterziele[unterziel.nr].mitglieder
        or gezeigt & set(gesamt.unterziele[unterziel.nr].mitglieder)
    ]
    return html.Section(
        [
            html.H2(f"{ziel.nr} {ziel.kurztitel}"),
            html.P(
                f"{zeichen_of(bewertung.stand).wort}, {format_percent(bewertung.zielerreichung, 0)} erreicht, "
                f"Soll {format_percent(bewertung.soll_zielerreichung, 0)}"
            ),
            html.Table([html.Thead(html.Tr([html.Th(wort) for wort in kopf])), html.Tbody(zeilen)]),
        ]
    )


def _row(
    daten: Daten, stand: Datenstand, gesamt: Gesamtbewertung, mittel: Mitteleinsatz | None, ziel: Ziel
) -> Component:
    b = gesamt.unterziele[ziel.nr]
    zeichen = zeichen_of(b.stand)
    an = dict(b.ausblicke).get(Ausblick.VORAUSSICHTLICH_ERREICHT, 0)
    schwach = stand.akte(b.schwaechste).kennzahl.bezeichnung if b.schwaechste else ""
    euro = mittel.je_unterziel[ziel.nr][Positionsart.AUFWENDUNGEN] if mittel is not None else None
    zellen: list[Any] = [
        ziel.nr,
        [
            html.Strong(ziel.kurztitel),
            html.Br(),
            f"{b.bewertet} von {b.anzahl} bewertet, schwächste: {schwach}",
        ],
        graph(bullet(b.zielerreichung, b.soll_zielerreichung, LICHT[zeichen.farbe]), 140, 24),
        format_percent(b.zielerreichung, 0),
        html.Span(zeichen.wort, style={"color": LICHT[zeichen.farbe]}),
        f"{an} von {b.anzahl}",
        graph(sparkline(daten, stand, gesamt.jahr, ziel.nr), 120, 34),
        "–" if euro is None else format_euro_short(euro),
    ]
    return html.Tr([html.Td(zelle) for zelle in zellen])


def _counts(
    stand: Datenstand, gesamt: Gesamtbewertung, mittel: Mitteleinsatz | None, gezeigt: set[str]
) -> list[Component]:
    staende = Counter(gesamt.kennzahlen[nr].stand for nr in gezeigt)
    ausblicke = Counter(gesamt.kennzahlen[nr].ausblick for nr in gezeigt)
    fehlend = Counter(
        stand.akten[nr].kennzahl.fachbereich
        for nr in gezeigt
        if gesamt.kennzahlen[nr].stand in {Stand.KEINE_DATEN, Stand.DATEN_UEBERFAELLIG}
    )
    geordnet = in_order(tuple(staende.items()))
    frei = mittel.nicht_zugeordnet[Positionsart.AUFWENDUNGEN] if mittel is not None else None
    return [
        html.H2(f"{len(gezeigt)} Kennzahlen nach Stand"),
        graph(verteilung(geordnet), 290, 24),
        html.Ul([html.Li(f"{zeichen_of(s).wort}: {n}") for s, n in geordnet]),
        html.H2("Und der Ausblick"),
        html.Ul([html.Li(f"{zeichen_of(a).wort}: {n}") for a, n in ausblicke.items()]),
        html.H2("Zahlen, die fehlen"),
        html.Ul([html.Li(f"{name}: {n}") for name, n in fehlend.most_common()]),
        html.P("–" if frei is None else f"{format_euro_short(frei)} sind keinem Unterziel zugeordnet."),
    ]


# ------------------------------------------------------------------------------------------- charts


def graph(figure: go.Figure, breit: int, hoch: int) -> dcc.Graph:
    """A chart of a fixed size."""
    figure.update_layout(
        margin={"l": 2, "r": 2, "t": 2, "b": 2},
        xaxis={"visible": False, "fixedrange": True},
        yaxis={"visible": False, "fixedrange": True},
        showlegend=False,
        plot_bgcolor="white",
    )
    return dcc.Graph(figure=figure, config=_STILL, style={"width": f"{breit}px", "height": f"{hoch}px"})


def bullet(ist: object, soll: object, farbe: str) -> go.Figure:
    """Bar of the Zielerreichung with a stroke at the Soll."""
    figure = go.Figure(go.Bar(x=[_number(ist)], y=[""], orientation="h", marker_color=farbe))
    if soll is not None:
        figure.add_vline(x=_number(soll), line_width=2)
    figure.update_xaxes(range=[0, 1])
    return figure


def sparkline(daten: Daten, stand: Datenstand, jahr: int, nr: str) -> go.Figure:
    """Zielerreichung up to the Berichtsjahr, Soll to the end, the target as a diamond."""
    ziele = {j: daten.gesamtbewertung(stand, j).unterziele[nr] for j in JAHRE}
    ist = {j: z.zielerreichung for j, z in ziele.items() if j <= jahr and z.zielerreichung is not None}
    soll = {j: z.soll_zielerreichung for j, z in ziele.items() if z.soll_zielerreichung is not None}
    figure = go.Figure()
    figure.add_scatter(
        x=list(soll), y=_numbers(soll.values()), mode="lines", line={"dash": "dot", "width": 1}
    )
    figure.add_scatter(x=list(ist), y=_numbers(ist.values()), mode="lines+markers", marker={"size": 3})
    if soll:
        ende = max(soll)
        figure.add_scatter(x=[ende], y=[_number(soll[ende])], mode="markers", marker={"symbol": "diamond"})
    return figure


def years(daten: Daten, stand: Datenstand, gezeigt: set[str]) -> go.Figure:
    """The Kennzahlen per Stand in each Berichtsjahr, as nine divided columns."""
    zahlen = {
        jahr: Counter(daten.gesamtbewertung(stand, jahr).kennzahlen[nr].stand for nr in gezeigt)
        for jahr in JAHRE
    }
    figure = go.Figure(
        [
            go.Bar(
                x=list(JAHRE),
                y=[zahlen[jahr][s] for jahr in JAHRE],
                name=zeichen_of(s).wort,
                marker_color=LICHT[zeichen_of(s).farbe],
            )
            for s in Stand
        ]
    )
    return figure.update_layout(barmode="stack")


def verteilung(zahlen: Sequence[tuple[Stand, int]]) -> go.Figure:
    """One divided bar."""
    figure = go.Figure(
        [
            go.Bar(
                x=[n],
                y=[""],
                orientation="h",
                name=zeichen_of(s).wort,
                marker_color=LICHT[zeichen_of(s).farbe],
            )
            for s, n in zahlen
        ]
    )
    return figure.update_layout(barmode="stack")


def _number(wert: object) -> float:
    return 0.0 if wert is None else float(wert)  # type: ignore[arg-type]  # a Fraction


def _numbers(werte: object) -> list[float]:
    return [_number(wert) for wert in werte]  # type: ignore[attr-defined]  # values of a dict

"""Kennzahl: one figure with its message, its course, how it was judged and where each value stood."""

from __future__ import annotations

from collections.abc import Iterator

from dash import dcc, html
from dash.development.base_component import Component

from kek_dashboard.charts.achsen import CONFIG, HOEHE
from kek_dashboard.charts.kernaussage import kernaussage
from kek_dashboard.charts.rechenweg import rechenweg
from kek_dashboard.charts.verlauf import describe_verlauf, draw_verlauf
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import UNKNOWN, format_percent, format_zeitraum
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.erlaeuterung import erlaeuterungen
from kek_dashboard.web.components.fundstelle import draw_fundstelle, draw_ist, linked
from kek_dashboard.web.components.kennzahltabelle import ist_herkunft
from kek_dashboard.web.components.steckbrief import steckbrief
from kek_dashboard.web.components.wertetabelle import values_table
from kek_dashboard.web.components.zeichen import beispiel_notice, beispiel_tag, marked, status_chip
from kek_dashboard.web.components.zieltabelle import targets_table
from kek_dashboard.web.seite import Kontext, NotFoundError, Seite


def render(kontext: Kontext) -> Component:
    """The page of the Kennzahl that the address names."""
    akte, b = _find(kontext)
    return html.Div(
        [
            _crumbs(kontext, akte),
            html.H1([akte.kennzahl.bezeichnung, *beispiel_tag(akte.kennzahl.herkunft)], tabIndex="-1"),
            html.P([status_chip(b.stand), " ", *marked(kernaussage(akte, b))], className="vorspann aussage"),
            *beispiel_notice(shown=b.herkunft is Herkunft.BEISPIEL),
            _facts(kontext, akte, b),
            html.Section(
                [
                    html.H2("Verlauf", className="nur-gelesen"),
                    html.Figure(_chart(akte, b), role="img", **aria(label=describe_verlauf(akte, b))),
                    html.P([_legend(akte, b), *beispiel_tag(b.herkunft)], className="legende"),
                ],
                className="karte",
            ),
            _rechenweg(kontext, akte, b),
            *erlaeuterungen(kontext, "kennzahl", akte.nr),
            values_table(kontext, akte, b),
            *targets_table(kontext, akte),
            steckbrief(kontext, akte),
        ]
    )


def _find(kontext: Kontext) -> tuple[Kennzahlakte, Bewertung]:
    nr = kontext.werte["nr"]
    akte = kontext.stand.akten.get(nr)
    if akte is None:
        raise NotFoundError(f"Die Kennzahl {nr} gibt es in diesem Datenstand nicht.")
    return akte, kontext.gesamt.kennzahlen[nr]


def _crumbs(kontext: Kontext, akte: Kennzahlakte) -> Component:
    teile: list[str | Component] = [html.A("Kennzahlen", href=kontext.link("/kennzahlen"))]
    for zuordnung in akte.zuordnungen[:1]:
        ziel = kontext.stand.ziele.get(zuordnung.unterziel)
        if ziel is not None:
            oben = f"Oberziel {ziel.ueber} › " if ziel.ueber else ""
            teile = [oben, html.A(f"{ziel.nr} {ziel.kurztitel}", href=kontext.link_ziel(ziel.nr))]
    return html.P([*teile, f" › Kennzahl {akte.nr}"], className="brotkrumen")


def _facts(kontext: Kontext, akte: Kennzahlakte, b: Bewertung) -> Component:
    zellen: list[Component] = [
        _fact(titel, [wert, *([html.Small(klein)] if klein and wert != UNKNOWN else []), *beispiel_tag(art)])
        for titel, wert, klein, art in _fact_values(kontext, akte, b)
    ]
    ausblick_tag = [] if b.ausblick is Ausblick.KEINE_AUSSAGE else beispiel_tag(b.herkunft)
    zellen.append(_fact("Ausblick", [status_chip(b.ausblick), *ausblick_tag]))
    if b.bilanz is not None:
        zellen.append(_fact("Bilanz", [status_chip(b.bilanz), html.Small(format_percent(b.guete))]))
    return html.Dl(zellen, className="fakten")


def _fact(titel: str, inhalt: list[str | Component]) -> Component:
    return html.Div([html.Dt(titel), html.Dd(inhalt)])


def _fact_values(
    kontext: Kontext, akte: Kennzahlakte, b: Bewertung
) -> Iterator[tuple[str, str | Component, str, Herkunft | None]]:
    """Title, figure, what stands small beside it, and the Herkunft it has itself."""
    kennzahl, form = akte.kennzahl, werteform(akte)
    jahr = b.jahr if b.jahr is not None else b.berichtsjahr
    yield f"Ist {jahr}", draw_ist(kontext, b, form.zahl(b.ist)), form.einheit, ist_herkunft(akte, b)
    if kennzahl.zieltyp is Zieltyp.KORRIDOR:
        grenzen = f"{form.zahl(kennzahl.untergrenze)} – {form.zahl(kennzahl.obergrenze)}"
        yield "Korridor", linked(kontext, grenzen, kennzahl.fundstelle), form.einheit, kennzahl.herkunft
    elif kennzahl.zieltyp is not Zieltyp.BEOBACHTEN:
        herkunft = b.herkunft if b.soll is not None else None
        yield f"Soll {jahr}", form.gerechnete_zahl(b.soll), form.einheit, herkunft
    soll = f"Soll {format_percent(b.soll_zielerreichung)}"
    herkunft = b.herkunft if b.zielerreichung is not None else None
    yield "Zielerreichung", format_percent(b.zielerreichung), soll, herkunft
    if akte.zielwerte and kennzahl.zieltyp is not Zieltyp.BEOBACHTEN:
        ziel = akte.zielwerte[-1]
        klein = " · ".join(teil for teil in (form.einheit, ziel.beschluss) if teil)
        yield (
            f"Ziel {ziel.jahr}",
            linked(kontext, form.zahl(ziel.wert), ziel.fundstelle),
            klein,
            ziel.herkunft,
        )


def _chart(akte: Kennzahlakte, b: Bewertung) -> Component:
    return dcc.Graph(
        figure=draw_verlauf(akte, b),
        config=CONFIG,
        responsive=True,
        className="verlauf",
        style={"height": f"{HOEHE}px"},
    )


def _legend(akte: Kennzahlakte, b: Bewertung) -> str:
    """What the strokes mean, in words; only those that are drawn."""
    teile = ["● Ist"]
    if b.weg is not None or b.linie is not None:
        teile.append("⋯ Soll" if b.weg is not None else "⋯ zu haltende Linie")
    if akte.zielwerte:
        teile.append("◇ Ziel")
    if b.prognose is not None or (b.linie is not None and b.tempo is not None):
        teile.append("– – bei gleichem Tempo")
    return "   ".join(teile)


def _rechenweg(kontext: Kontext, akte: Kennzahlakte, b: Bewertung) -> Component:
    zeilen: list[Component] = [
        html.Div([html.Dt(schritt.titel), html.Dd(marked(schritt.text))]) for schritt in rechenweg(akte, b)
    ]
    woher = _inputs(kontext, akte, b)
    if woher:
        zeilen.append(html.Div([html.Dt("Woher"), html.Dd(woher)]))
    titel = html.Summary(["Rechenweg", *beispiel_tag(b.herkunft)])
    return html.Details(
        [titel, html.Dl(zeilen, className="rechenweg")],
        className="karte",
        open=True,
    )


def _inputs(kontext: Kontext, akte: Kennzahlakte, b: Bewertung) -> list[Component]:
    """Every figure that went into the last judgement, with the cell it was read from."""
    form = werteform(akte)
    aus = b.jahreswerte[-1].aus if b.jahreswerte else ()
    zahlen = [(f"{format_zeitraum(m.zeitraum)}: {form.wert(m.wert)}", m.fundstelle) for m in aus]
    if b.is_assessable:
        zahlen += [(f"Ziel {ziel.jahr}: {form.wert(ziel.wert)}", ziel.fundstelle) for ziel in akte.zielwerte]
        zahlen += [
            (f"Reihenbruch ab {format_zeitraum(bruch.ab)}", bruch.fundstelle) for bruch in akte.reihenbrueche
        ]
        zahlen.append(("Stammdaten der Kennzahl", akte.kennzahl.fundstelle))
    return [html.Div([f"{text} – ", draw_fundstelle(kontext, stelle)]) for text, stelle in zahlen]


def _title(kontext: Kontext) -> str:
    akte = kontext.stand.akten.get(kontext.werte["nr"])
    return "Kennzahl" if akte is None else f"{akte.nr} {akte.kennzahl.bezeichnung}"


SEITE = Seite("/kennzahl/<nr>", _title, render, bereich="/kennzahlen")

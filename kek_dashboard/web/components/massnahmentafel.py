"""Maßnahmentafel: Maßnahmen as rows with their time line, their milestones and their Status, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.zeitleiste import (
    describe_schritt,
    describe_zeit,
    describe_zeitleiste,
    draw_marke,
    draw_zeitleiste,
    farbe,
)
from kek_dashboard.domain.massnahmenstand import Massnahmenstand, Meilensteinstand, massnahmen_stichtag
from kek_dashboard.formats import NO_BREAK_SPACE, UNKNOWN, format_date, format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.seite import Kontext

#: Said wherever progress stands beside goals.
NIE_VERMISCHT = (
    "Der Fortschritt einer Maßnahme ist die Angabe des Fachbereichs. Er geht nie in die Zielerreichung ein: Was getan "
    "wurde, sagt nicht, was es bewirkt hat. Und ausgegebenes Geld ist kein Fortschritt."
)
_SPALTEN = (("Maßnahme", "was"), ("", "zeit"), ("Meilensteine", "etappen"), ("Status", "lage"))


@dataclass(frozen=True, slots=True)
class Gruppe:
    """Maßnahmen under one heading; ``leer`` is said beside it where there is none."""

    titel: str | Component | Sequence[str | Component]
    massnahmen: tuple[Massnahmenstand, ...]
    leer: str = ""


def massnahmentafel(kontext: Kontext, gruppen: Sequence[Gruppe], titel: str) -> list[Component]:
    """The table with what its marks mean above it."""
    zeichen = beispielzeichen(blick.herkunft for gruppe in gruppen for blick in gruppe.massnahmen)
    kopf = [
        html.Th(_year_heads(kontext.stand.jahre) if klasse == "zeit" else wort, scope="col", className=klasse)
        for wort, klasse in _SPALTEN
    ]
    return [
        *zeichen.head("Alle Angaben zu diesen Maßnahmen"),
        _legend(massnahmen_stichtag(kontext.stand.wissensstand, kontext.jahr)),
        html.Table(
            [
                html.Caption(zeichen.title(titel), className="nur-gelesen"),
                html.Thead(html.Tr(kopf)),
                *(_group(kontext, gruppe, zeichen) for gruppe in gruppen),
            ],
            className=f"tabelle massnahmen {zeichen.klasse}".strip(),
        ),
    ]


def fortschritt_text(fortschritt: Decimal | None) -> str:
    """Progress in percent, „–“ where nobody said it."""
    return format_percent(None if fortschritt is None else fortschritt / 100, 0)


def milestones_text(blick: Massnahmenstand) -> str:
    """How many of its milestones are reached; a sentence where there are none."""
    if not blick.schritte:
        return "keine Meilensteine"
    return f"{blick.erreicht} von {len(blick.schritte)} erreicht"


def marke(stand: Meilensteinstand, wort: str) -> html.Span:
    """The mark of a milestone and its word."""
    return html.Span([Svg(draw_marke(stand)), html.Span(wort)], className=f"chip zeitmarke k-{farbe(stand)}")


def zeitleiste(blick: Massnahmenstand, jahre: range) -> list[Component]:
    """The time line with its first and last year, which are read where no column heads them."""
    enden = [html.Span(str(jahr)) for jahr in (jahre[0], jahre[-1])]
    return [
        Svg(draw_zeitleiste(blick, jahre), describe_zeitleiste(blick), "breit"),
        html.Div(enden, className="enden zahl", **aria(hidden="true")),
    ]


def _year_heads(jahre: range) -> list[Component]:
    koepfe = [html.Span(f"’{jahr % 100:02d}") for jahr in jahre]
    return [
        html.Span(f"{jahre[0]} bis {jahre[-1]}", className="nur-gelesen"),
        html.Div(koepfe, className="jahreskopf zahl", **aria(hidden="true")),
    ]


def _legend(stichtag: date) -> Component:
    """What the marks mean, in words."""
    tag = format_date(stichtag)
    muster = html.Span(className="muster-balken", **aria(hidden="true"))
    strich = html.Span(className="muster-tag", **aria(hidden="true"))
    return html.Ul(
        [
            html.Li([muster, "von Beginn bis Ende, gefüllt der Fortschritt"]),
            html.Li(marke(Meilensteinstand.ERREICHT, "Meilenstein erreicht")),
            html.Li(marke(Meilensteinstand.OFFEN, "steht bevor")),
            html.Li(marke(Meilensteinstand.UEBERFAELLIG, "überfällig")),
            html.Li([strich, f"Stichtag {tag}"]),
        ],
        className="zeitlegende",
    )


def _group(kontext: Kontext, gruppe: Gruppe, zeichen: Beispielzeichen) -> Component:
    zeilen: list[Component] = []
    if gruppe.titel:
        leer = gruppe.leer if not gruppe.massnahmen else ""
        titel = [gruppe.titel] if isinstance(gruppe.titel, str | Component) else [*gruppe.titel]
        kopf = html.Th(
            [*titel, *([html.Span(f"– {leer}", className="leise")] if leer else [])],
            scope="rowgroup",
            colSpan=len(_SPALTEN),
        )
        zeilen.append(html.Tr(kopf, className="gruppe" + (" leer" if leer else "")))
    zeilen += [_row(kontext, blick, zeichen) for blick in gruppe.massnahmen]
    return html.Tbody(zeilen)


def _row(kontext: Kontext, blick: Massnahmenstand, zeichen: Beispielzeichen) -> Component:
    m = blick.massnahme
    vorschlag = f"Vorschlag:{NO_BREAK_SPACE}{m.vorschlag_von}" if m.vorschlag_von else ""
    klein = " · ".join(teil for teil in (m.nr, m.fachbereich, vorschlag) if teil)
    fortschritt = (
        [html.Small(f"Fortschritt {fortschritt_text(m.fortschritt)}")] if m.fortschritt is not None else []
    )
    ende = [html.Small(describe_zeit(m.beginn, m.ende), className="spanne")] if m.beginn or m.ende else []
    return html.Tr(
        [
            html.Th(
                [html.A(m.bezeichnung, href=kontext.link_massnahme(m.nr)), html.Small(klein)],
                scope="row",
                className="was",
            ),
            html.Td([*zeitleiste(blick, kontext.stand.jahre), *ende], className="zeit"),
            html.Td(_milestones(blick), className="etappen"),
            html.Td([m.status or UNKNOWN, *zeichen.sign(blick.herkunft), *fortschritt], className="lage"),
        ]
    )


def _milestones(blick: Massnahmenstand) -> list[str | Component]:
    if not blick.schritte:
        return [html.Span(milestones_text(blick), className="leise")]
    teile: list[str | Component] = [milestones_text(blick)]
    teile += [
        html.Small([marke(s.stand, f"{s.meilenstein.bezeichnung}: {describe_schritt(s)}")], className="spaet")
        for s in blick.ueberfaellig
    ]
    if blick.naechster is not None:
        m = blick.naechster.meilenstein
        teile.append(html.Small(f"als Nächstes: {m.bezeichnung}, {format_date(m.geplant)}"))
    return teile

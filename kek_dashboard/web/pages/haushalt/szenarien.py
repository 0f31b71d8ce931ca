"""Szenarien: all what-ifs with what they change in sums, a new one, and the choice of two to compare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.haushalt import Haushalt
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.szenarioform import InvalidSzenarioError
from kek_dashboard.formats import UNKNOWN, format_datetime, format_number
from kek_dashboard.store.arbeitsstand import LAENGSTER_NAME, Arbeitsstand
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.formularfelder import choice, text_field
from kek_dashboard.web.components.ortfelder import place_fields
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_notice, beispiel_tag
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.haushalt.fehlt import open_haushalt
from kek_dashboard.web.pages.haushalt.kopf import haushaltskopf
from kek_dashboard.web.pages.haushalt.szenario_aenderungen import carried
from kek_dashboard.web.pages.haushalt.szenario_daten import as_of_today, list_szenarien, read_kept, sums_of
from kek_dashboard.web.pages.haushalt.szenario_geld import signed
from kek_dashboard.web.pages.haushalt.szenario_schalter import register
from kek_dashboard.web.pages.haushalt.szenario_suche import preselected
from kek_dashboard.web.pages.haushalt.szenario_vergleich import A, B, render_comparison
from kek_dashboard.web.pages.haushalt.szenario_worte import (
    ANLEGEN,
    ART_REIHE,
    FASSUNG,
    HAUSHALTSJAHR,
    KEINE_WIRKUNG,
    LISTE,
    NAME,
    VORWAHL,
    banner,
    one_address,
    plan_text,
)
from kek_dashboard.web.seite import Kontext, Seite

_ZWEI = 2


def render(kontext: Kontext) -> Component:
    """The list, or two of it side by side where the address names them."""
    heute = as_of_today(kontext)
    if kontext.query.get(A) or kontext.query.get(B):
        return render_comparison(heute)
    mittel = open_haushalt(heute)
    if isinstance(mittel, Component):
        return mittel
    return _draw(heute, mittel, is_earlier=kontext.wissensstand is not None)


def title(kontext: Kontext) -> str:
    """Tells the list from the comparison."""
    return "Was wäre wenn, Vergleich" if kontext.query.get(A) or kontext.query.get(B) else "Was wäre wenn"


def _draw(kontext: Kontext, mittel: Mitteleinsatz, *, is_earlier: bool) -> Component:
    haushalt = mittel.haushalt
    alle = list_szenarien(kontext.umgebung.store)
    hier = [s for s in alle if (s.haushaltsjahr, s.fassung) == (haushalt.haushaltsjahr, haushalt.fassung)]
    andere = [s for s in alle if s not in hier]
    satz = (
        "Ansätze probeweise ändern und sehen, welche Ziele, Maßnahmen und Kennzahlen das berührt. "
        + KEINE_WIRKUNG
    )
    if is_earlier:
        satz += " Gerechnet wird immer mit dem, was heute bekannt ist."
    return html.Div(
        [
            banner(),
            html.H1("Was wäre, wenn?", tabIndex="-1"),
            html.P(satz, className="vorspann"),
            *render_meldung(kontext),
            *beispiel_notice(shown=mittel.herkunft is Herkunft.BEISPIEL),
            *haushaltskopf(kontext, haushalt),
            *_wish(kontext, mittel),
            _here(kontext, mittel, hier),
            *_compare_form(kontext, haushalt, hier),
            _new(kontext, haushalt),
            *_elsewhere(kontext, andere),
        ],
        className="haushalt szenario",
    )


def _wish(kontext: Kontext, mittel: Mitteleinsatz) -> list[Component]:
    """What somebody came here for from another page: it goes with them into the Szenario they choose."""
    if not any(kontext.query.get(feld) for feld in VORWAHL):
        return []
    gewuenscht = preselected(kontext.daten, mittel, kontext.query)
    if gewuenscht is None:
        satz = "Was die Adresse ändern möchte, gibt es in diesem Plan nicht."
        return [html.P(satz, className="hinweis", role="alert")]
    text = f"Sie möchten ändern: {gewuenscht.text}. In welchem Szenario? Bitte eines öffnen oder anlegen."
    return [html.P(text, className="hinweis", role="status")]


def _here(kontext: Kontext, mittel: Mitteleinsatz, hier: Sequence[Arbeitsstand]) -> Component:
    plan = plan_text(mittel.haushalt.haushaltsjahr, mittel.haushalt.fassung)
    kopf = html.H2([f"Szenarien zum {plan}", *beispiel_tag(mittel.herkunft)])
    if not hier:
        satz = "Noch keines. Unten einen Namen vergeben, dann lässt sich der Plan probeweise ändern."
        return html.Section([kopf, html.P(satz)], className="karte")
    spalten = [
        Spalte("Szenario", "was", kopf=True),
        Spalte("Änderungen", "n", "Änderungen:"),
        *(Spalte(f"{ART_WORT[art]} in €", "n", f"{ART_WORT[art]}:") for art in ART_REIHE),
        Spalte("Zuletzt", "leise", "Zuletzt:"),
    ]
    zeilen = [_row(kontext, mittel, szenario) for szenario in hier]
    return html.Section(
        [
            kopf,
            html.P("Was jedes gegenüber dem Plan von heute mehr oder weniger ansetzt.", className="leise"),
            tabelle(spalten, zeilen, f"Szenarien zum {plan}", "szenarien"),
        ],
        className="karte",
    )


def _row(kontext: Kontext, mittel: Mitteleinsatz, stand: Arbeitsstand) -> list[Inhalt]:
    try:
        aenderungen = read_kept(stand).aenderungen
    except InvalidSzenarioError:
        unlesbar: list[Inhalt] = [UNKNOWN] * (1 + len(ART_REIHE))
        return [_link(kontext, stand, "lässt sich nicht lesen"), *unlesbar, _last(stand)]
    summen = sums_of(kontext, mittel, aenderungen)
    return [
        _link(kontext, stand),
        format_number(len(aenderungen)),
        *(signed(summen.differenz(art)) for art in ART_REIHE),
        _last(stand),
    ]


def _link(kontext: Kontext, stand: Arbeitsstand, dazu: str = "") -> Inhalt:
    weiter = {feld: kontext.query[feld] for feld in VORWAHL if kontext.query.get(feld)}
    link = html.A(stand.name, href=kontext.link(one_address(stand.id), **weiter))
    return [link, html.Small(dazu)] if dazu else link


def _last(stand: Arbeitsstand) -> str:
    try:
        wann = format_datetime(datetime.fromisoformat(stand.geaendert).astimezone())
    except ValueError:
        wann = stand.geaendert
    return f"{stand.wer}, {wann}"


def _compare_form(kontext: Kontext, haushalt: Haushalt, hier: Sequence[Arbeitsstand]) -> list[Component]:
    if len(hier) < _ZWEI:
        return []
    werte = [(s.id, s.name) for s in hier]
    return [
        html.Form(
            [
                html.H2("Zwei vergleichen"),
                *place_fields(kontext, ohne="stand"),
                Eingabe("hidden", HAUSHALTSJAHR, str(haushalt.haushaltsjahr)),
                Eingabe("hidden", FASSUNG, haushalt.fassung),
                html.Div(
                    [
                        choice(A, "Szenario A", werte, hier[0].id),
                        choice(B, "Szenario B", werte, hier[1].id),
                        html.Button("Vergleichen", type="submit", className="knopf"),
                    ],
                    className="felder",
                ),
            ],
            method="get",
            action=LISTE,
            className="karte",
            **aria(label="Zwei vergleichen"),
        )
    ]


def _new(kontext: Kontext, haushalt: Haushalt) -> Component:
    return html.Form(
        [
            html.H2("Neues Szenario"),
            *place_fields(kontext, ohne="stand"),
            Eingabe("hidden", HAUSHALTSJAHR, str(haushalt.haushaltsjahr)),
            Eingabe("hidden", FASSUNG, haushalt.fassung),
            *carried(kontext.query),
            html.Div(
                [
                    text_field(NAME, "Name", required=True, maxLength=LAENGSTER_NAME),
                    html.Button("Anlegen", type="submit", className="knopf haupt"),
                ],
                className="felder",
            ),
            html.P(
                f"Es beginnt als {plan_text(haushalt.haushaltsjahr, haushalt.fassung)}, ohne Änderung. Sehen und "
                "ändern können es alle mit der Rolle Controlling oder Kämmerei.",
                className="leise",
            ),
        ],
        method="post",
        action=ANLEGEN,
        className="karte",
        **aria(label="Neues Szenario"),
    )


def _elsewhere(kontext: Kontext, andere: Sequence[Arbeitsstand]) -> list[Component]:
    """Those of other plans; their sums stand on the page of their own plan."""
    if not andere:
        return []
    spalten = [
        Spalte("Szenario", "was", kopf=True),
        Spalte("Plan", "", "Plan:"),
        Spalte("Zuletzt", "leise", "Zuletzt:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            html.A(s.name, href=kontext.link(one_address(s.id))),
            html.A(
                plan_text(s.haushaltsjahr, s.fassung),
                href=kontext.link(LISTE, **{HAUSHALTSJAHR: s.haushaltsjahr, FASSUNG: s.fassung}),
            ),
            _last(s),
        ]
        for s in andere
    ]
    titel = "Szenarien zu anderen Plänen"
    return [html.Section([html.H2(titel), tabelle(spalten, zeilen, titel)], className="karte")]


SEITE = Seite(LISTE, title, render, bereich="/haushalt", register=register, aktion=Aktion.SZENARIEN)

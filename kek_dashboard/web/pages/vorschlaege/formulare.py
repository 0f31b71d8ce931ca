"""Formulare: where the office enters a new proposal or its next step; and what waits for its release."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.verfahrensworte import SCHRITTE, VON_WORT, gegenstand_wort
from kek_dashboard.domain.kennzahl import Zieltyp
from kek_dashboard.domain.verfahren import KENNZAHL, MASSNAHME, Schritt
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.store.session import Store
from kek_dashboard.store.vorschlagsabgaben import waiting_proposals
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.formularfelder import choice, text_field
from kek_dashboard.web.components.vorschlagsweg import VORSCHLAEGE, draw_weg
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.vorschlaege.abgabe import ABGEBEN, NEUER, asked_proposal
from kek_dashboard.web.pages.vorschlaege.eingaben import (
    FACHBEREICH,
    NEU,
    SCHRITT,
    TAG,
    UNTERZIEL,
    VON,
    WEITER,
    ZIELTYP,
    Feld,
)
from kek_dashboard.web.pages.vorschlaege.karten import FUER, may_enter
from kek_dashboard.web.seite import Kontext

_ZIELTYPEN = (
    (Zieltyp.STEIGERN.value, "steigern: er soll wachsen"),
    (Zieltyp.SENKEN.value, "senken: er soll kleiner werden"),
    (Zieltyp.MINDESTENS.value, "mindestens: nicht darunter fallen"),
    (Zieltyp.HOECHSTENS.value, "höchstens: nicht darüber steigen"),
    (Zieltyp.BEOBACHTEN.value, "beobachten: ohne Ziel"),
)
_TITEL = {MASSNAHME: "Neuer Vorschlag: eine Maßnahme", KENNZAHL: "Neuer Vorschlag: eine Kennzahl"}


def entry_section(kontext: Kontext) -> list[Component]:
    """The form the address asks for, else the ways to one; nothing for readers and for the past."""
    if not may_enter(kontext):
        return []
    neu = kontext.query.get(NEUER, "")
    if neu in NEU:
        return [_new_form(kontext, neu)]
    if kontext.query.get(FUER):
        return _step_form(kontext)
    return [_ways(kontext)]


def waiting_notice(kontext: Kontext) -> list[Component]:
    """The Lieferungen with steps of proposals that wait for their release, for those who may enter them."""
    store = kontext.umgebung.store
    if store is None or not may_enter(kontext):
        return []
    return _waiting(kontext, store)


def _waiting(kontext: Kontext, store: Store) -> list[Component]:
    wartende = waiting_proposals(store)
    if not wartende:
        return []
    zeilen = [
        html.Li([html.A(f"Lieferung {nr}", href=kontext.link(f"/lieferung/{nr}")), f": {', '.join(nummern)}"])
        for nr, nummern in wartende.items()
    ]
    return [
        html.Section(
            [
                html.H2("Wartet auf Freigabe"),
                html.Ul(zeilen),
                html.P("Bis dahin steht es nirgends sonst auf dieser Seite.", className="leise"),
            ],
            className="karte wartet",
        )
    ]


def _ways(kontext: Kontext) -> Component:
    def link(bezug: str, wort: str) -> Component:
        return html.A(
            wort, href=kontext.link(VORSCHLAEGE, **{NEUER: bezug}) + "#eintragen", className="knopf"
        )

    return html.Section(
        [
            html.H2("Neuer Vorschlag"),
            html.P(
                "Der Weg eines Vorschlags wird hier eingetragen und als Lieferung abgegeben; eine zweite Person gibt "
                "sie frei. Was nicht beschlossen ist, steht in keiner Zahl.",
                className="leise",
            ),
            html.P([link(MASSNAHME, "Maßnahme vorschlagen"), " ", link(KENNZAHL, "Kennzahl vorschlagen")]),
        ],
        className="karte neuer-vorschlag",
        id="eintragen",
    )


def _new_form(kontext: Kontext, bezug: str) -> Component:
    felder: list[Component] = [
        html.Fieldset(
            [
                html.Legend(titel),
                html.Div([_draw(kontext, feld, bezug) for feld in gruppe], className="raster"),
            ]
        )
        for titel, gruppe in NEU[bezug]
    ]
    satz = "Pflicht sind nur die Felder mit Stern; was fehlt, nennt danach die s.m.a.r.t.-Prüfung des Vorschlags."
    return _form(kontext, _TITEL[bezug], satz if bezug == KENNZAHL else "", felder, {NEUER: bezug})


def _step_form(kontext: Kontext) -> list[Component]:
    vorschlag = asked_proposal(kontext)
    if vorschlag is None:
        satz = "Diesen Vorschlag gibt es nicht, oder sein Weg ist zu Ende."
        return [html.P(satz, className="hinweis", id="eintragen"), _ways(kontext)]
    danach = [(s.value, SCHRITTE[s].wort) for s in vorschlag.schritt.danach]
    felder = [
        draw_weg(kontext, vorschlag),
        html.Div([_draw(kontext, feld, vorschlag.bezug, danach) for feld in WEITER], className="raster"),
    ]
    titel = (
        f"Nächster Schritt: {gegenstand_wort(vorschlag)} {vorschlag.nr} {vorschlag.gegenstand.bezeichnung}"
    )
    satz = f"„{SCHRITTE[Schritt.BESCHLOSSEN].wort}“ braucht die Drucksache; danach zählt der Vorschlag."
    return [_form(kontext, titel, satz, felder, {FUER: kontext.query[FUER]})]


def _form(
    kontext: Kontext, titel: str, satz: str, felder: list[Component], wohin: dict[str, str]
) -> Component:
    return html.Form(
        [
            html.H2(titel),
            *render_meldung(kontext),
            *([html.P(satz, className="leise")] if satz else []),
            *felder,
            html.P(
                [
                    html.Button("Abgeben", type="submit", className="knopf haupt"),
                    " ",
                    html.A("Abbrechen", href=kontext.link(VORSCHLAEGE)),
                ],
                className="knoepfe",
            ),
        ],
        method="post",
        action=kontext.link(ABGEBEN, **wohin),
        className="karte formular vorschlagsformular",
        id="eintragen",
        **aria(label=titel),
    )


def _draw(kontext: Kontext, feld: Feld, bezug: str, danach: Iterable[tuple[str, str]] = ()) -> Component:
    """A field as the form shows it: a choice where there is something to choose from."""
    wert = kontext.query.get(feld.name, "")
    titel = f"{feld.titel} *" if feld.pflicht else feld.titel
    stand = kontext.stand
    angebote: dict[str, Iterable[tuple[str, str]]] = {
        UNTERZIEL.name: ((z.nr, f"{z.nr} {z.kurztitel}") for z in stand.ziele_der_ebene(Ebene.UNTERZIEL)),
        FACHBEREICH.name: ((name, name) for name in stand.organisation),
        VON.name: VON_WORT.items(),
        ZIELTYP.name: _ZIELTYPEN,
        SCHRITT.name: danach,
    }
    if feld.name in angebote:
        leer = ("", "bitte wählen" if feld.pflicht else "noch offen")
        return choice(feld.name, titel, [leer, *angebote[feld.name]], wert)
    hilfe = feld.hilfe
    if feld.name == TAG.name and bezug == MASSNAHME and not danach:
        hilfe = "der Tag des Antrags"
    pflicht = {"required": "required"} if feld.pflicht else {}
    return text_field(
        feld.name, titel, art=feld.art, wert=wert, hilfe=hilfe, maxLength=feld.laenge, **pflicht
    )

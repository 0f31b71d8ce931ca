"""Szenario: one what-if: its changes, and beside them at once what they change and touch."""

from __future__ import annotations

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.szenarioform import InvalidSzenarioError
from kek_dashboard.domain.szenariowirkung import Wirkung
from kek_dashboard.formats import format_date, format_number
from kek_dashboard.store.arbeitsstand import LAENGSTER_NAME, Arbeitsstand, UnknownArbeitsstandError
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.zeichen import beispiel_notice, beispiel_tag, marked
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.haushalt.euroart import read_euro
from kek_dashboard.web.pages.haushalt.kopf import haushaltskopf
from kek_dashboard.web.pages.haushalt.szenario_aenderungen import add_card, changes_card, seen
from kek_dashboard.web.pages.haushalt.szenario_beruehrt import (
    KENNZAHLEN,
    MASSNAHMEN,
    answer,
    kennzahlen_card,
    massnahmen_card,
    zurueck_chip,
)
from kek_dashboard.web.pages.haushalt.szenario_daten import (
    OffenesSzenario,
    Rechnung,
    as_of_today,
    base_of,
    compute,
    load_szenario,
    open_szenario,
    register_of,
)
from kek_dashboard.web.pages.haushalt.szenario_geld import (
    UNTERZIELE,
    ZEILEN,
    ergebnis_satz,
    goals_card,
    lines_card,
    parts_card,
    sums_table,
)
from kek_dashboard.web.pages.haushalt.szenario_schalter import KEIN_PLAN
from kek_dashboard.web.pages.haushalt.szenario_worte import (
    ART_REIHE,
    FASSUNG,
    HAUSHALTSJAHR,
    KEINE_WIRKUNG,
    LISTE,
    NAME,
    SICHER,
    banner,
    one_address,
    plan_text,
)
from kek_dashboard.web.seite import Kontext, NotFoundError, Seite


def render(kontext: Kontext) -> Component:
    """The page of one Szenario; what cannot be read or computed any more says so and can be deleted."""
    heute = as_of_today(kontext)
    stand = _find(kontext)
    try:
        offen = open_szenario(heute, stand)
    except InvalidSzenarioError as error:
        return _unusable(kontext, stand, str(error))
    if offen.mittel is None:
        return _unusable(kontext, stand, f"{plan_text(*offen.plan)}: {KEIN_PLAN}")
    return _draw(heute, offen, offen.mittel, is_earlier=kontext.wissensstand is not None)


def title(kontext: Kontext) -> str:
    """Names no Szenario: the browser's history is no place for a draft."""
    return "Was wäre wenn" + (", Suche" if kontext.query.get("suche") else "")


def _draw(kontext: Kontext, offen: OffenesSzenario, mittel: Mitteleinsatz, *, is_earlier: bool) -> Component:
    stand, register = offen.stand, register_of(kontext.daten, mittel)
    rechnung = compute(kontext, mittel, offen.szenario.aenderungen)
    wirkt = rechnung.wirkung
    return html.Div(
        [
            banner(),
            _crumbs(kontext, stand),
            html.H1(stand.name, tabIndex="-1"),
            html.P(marked(answer(wirkt)), className="vorspann", id="wirkung"),
            *render_meldung(kontext),
            *beispiel_notice(shown=wirkt.herkunft is Herkunft.BEISPIEL),
            *haushaltskopf(replace(kontext, pfad=LISTE), mittel.haushalt, wahl=False),
            _base_text(stand, is_earlier=is_earlier),
            *_plan_changed(kontext, offen, mittel),
            html.Div(
                [
                    html.Div(
                        [
                            changes_card(kontext, stand, register, rechnung.lauf.schritte),
                            add_card(kontext, stand, mittel),
                        ]
                    ),
                    _effect_card(wirkt),
                ],
                className="szenario-zwei",
            ),
            *(_tables(kontext, mittel, rechnung) if wirkt.zeilen else []),
            _manage(kontext, stand),
        ],
        className="haushalt szenario",
    )


def _tables(kontext: Kontext, mittel: Mitteleinsatz, rechnung: Rechnung) -> list[Component]:
    wirkt = rechnung.wirkung
    register = register_of(kontext.daten, mittel)
    art = read_euro(kontext.query)
    if "euro" not in kontext.query and art not in wirkt.bewegt:
        art = next(a for a in ART_REIHE if a in wirkt.bewegt)
    return [
        kennzahlen_card(kontext, wirkt),
        massnahmen_card(kontext, wirkt),
        goals_card(kontext, wirkt),
        parts_card(kontext, wirkt, register, art),
        lines_card(kontext, mittel, rechnung.groesste_zuerst),
    ]


def _effect_card(wirkt: Wirkung) -> Component:
    """Everything at one glance: the four sums, and how many of what is touched."""
    direkt = sum(kennzahl.is_direct for kennzahl in wirkt.kennzahlen)
    wie = f"{direkt} direkt, {len(wirkt.kennzahlen) - direkt} über ihr Unterziel" if wirkt.kennzahlen else ""
    hinten = [zurueck_chip(len(wirkt.zurueck))] if wirkt.zurueck else []
    zahlen: list[tuple[str, int, str, list[Component]]] = [
        (UNTERZIELE, len(wirkt.unterziele), "Unterziel Unterziele", []),
        (MASSNAHMEN, len(wirkt.massnahmen), "Maßnahme Maßnahmen", []),
        (
            KENNZAHLEN,
            len(wirkt.kennzahlen),
            "Kennzahl Kennzahlen",
            [*([html.Small(wie)] if wie else []), *hinten],
        ),
        (ZEILEN, len(wirkt.zeilen), "Zeile Zeilen", []),
    ]
    ergebnis = ergebnis_satz(wirkt)
    return html.Section(
        [
            html.H2(["Was sich ändert", *beispiel_tag(wirkt.herkunft)]),
            sums_table(wirkt),
            *([html.P(ergebnis)] if ergebnis else []),
            html.H3("Was das berührt"),
            html.Ul(
                [html.Li([_count(anker, zahl, wort), *dazu]) for anker, zahl, wort, dazu in zahlen],
                className="szenario-zahlen",
            ),
            html.P(KEINE_WIRKUNG, className="leise"),
        ],
        className="karte szenario-wirkung",
    )


def _count(anker: str, zahl: int, worte: str) -> Component:
    """A number with its word, one or many, as the link to what it counts."""
    ein, viele = worte.split()
    text: list[str | Component] = [html.Strong(format_number(zahl)), f" {ein if zahl == 1 else viele}"]
    return html.A(text, href=f"#{anker}") if zahl else html.Span(text, className="leise")


def _base_text(stand: Arbeitsstand, *, is_earlier: bool) -> Component:
    satz = f"{plan_text(stand.haushaltsjahr, stand.fassung)} · zuletzt geändert von {stand.wer}."
    if is_earlier:
        satz += " Gerechnet wird immer mit dem, was heute bekannt ist, nicht mit dem gewählten Wissensstand."
    return html.P(satz, className="leise")


def _plan_changed(kontext: Kontext, offen: OffenesSzenario, mittel: Mitteleinsatz) -> list[Component]:
    """Where the plan is another one than the Szenario was made on: computed on the newest, and said so."""
    grundlage = offen.szenario.grundlage
    if grundlage.zeilen == base_of(kontext.daten, kontext.stand, mittel).zeilen:
        return []
    return [
        html.Form(
            [
                html.P(
                    [
                        html.Strong("Der Plan hat sich geändert. "),
                        (
                            f"Dieses Szenario steht auf dem Plan, wie er am {format_date(grundlage.wissensstand)} "
                            "bekannt war; seither kam eine neue Fassung. Gerechnet wird mit der neuesten. "
                            "Bitte prüfen, ob die Änderungen noch gemeint sind."
                        ),
                    ]
                ),
                *seen(kontext, offen.stand),
                html.Button("Geprüft, so weiterarbeiten", type="submit", className="knopf"),
            ],
            method="post",
            action=one_address(offen.stand.id, "plan"),
            className="karte warnung",
            **aria(label="Der Plan hat sich geändert"),
        )
    ]


def _manage(kontext: Kontext, stand: Arbeitsstand) -> Component:
    """Rename, copy, delete: rare, so folded away."""

    def form(wort: str, tat: str, felder: list[Component], klasse: str = "knopf") -> Component:
        knopf = html.Button(wort, type="submit", className=klasse)
        inhalt = [*seen(kontext, stand), *felder, knopf]
        return html.Form(inhalt, method="post", action=one_address(stand.id, tat), **aria(label=wort))

    def name(ident: str, titel: str, wert: str) -> Component:
        return html.Div(
            [
                html.Label(titel, htmlFor=ident),
                Eingabe(
                    "text", NAME, wert, id=ident, attribute={"maxLength": LAENGSTER_NAME, "required": True}
                ),
            ],
            className="feld",
        )

    return html.Details(
        [
            html.Summary("Umbenennen, kopieren, löschen"),
            html.Div(
                [
                    form("Umbenennen", "umbenennen", [name("neuer-name", "Neuer Name", stand.name)]),
                    form(
                        "Kopieren", "kopieren", [name("name-kopie", "Name der Kopie", _copy_name(stand.name))]
                    ),
                    form("Löschen", "loeschen", [_sure()]),
                ],
                className="szenario-verwalten",
            ),
        ],
        className="karte formular",
    )


def _sure() -> Component:
    return html.Div(
        [
            Eingabe("checkbox", SICHER, "ja", id=SICHER, attribute={"required": True}),
            html.Label("Ja, dieses Szenario mit allen Änderungen löschen", htmlFor=SICHER),
        ],
        className="haken",
    )


def _copy_name(name: str) -> str:
    endung = " (Kopie)"
    return name[: LAENGSTER_NAME - len(endung)] + endung


def _unusable(kontext: Kontext, stand: Arbeitsstand, satz: str) -> Component:
    return html.Div(
        [
            banner(),
            _crumbs(kontext, stand),
            html.H1(stand.name, tabIndex="-1"),
            html.P(satz, className="vorspann"),
            *render_meldung(kontext),
            *haushaltskopf(replace(kontext, pfad=LISTE), None, wahl=False),
            _manage(kontext, stand),
        ],
        className="haushalt szenario",
    )


def _crumbs(kontext: Kontext, stand: Arbeitsstand) -> Component:
    liste = kontext.link(LISTE, **{HAUSHALTSJAHR: stand.haushaltsjahr, FASSUNG: stand.fassung})
    return html.P([html.A("Was wäre wenn", href=liste), " › Szenario"], className="brotkrumen")


def _find(kontext: Kontext) -> Arbeitsstand:
    try:
        return load_szenario(kontext.umgebung.store, kontext.werte["id"])
    except UnknownArbeitsstandError as error:
        raise NotFoundError(str(error)) from None


SEITE = Seite(f"{one_address('<id>')}", title, render, bereich="/haushalt", aktion=Aktion.SZENARIEN)

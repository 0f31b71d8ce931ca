"""Konten: all accounts with what they may do, a new one, and the page of one."""

from __future__ import annotations

from datetime import datetime

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.rechte import Aktion, Rolle
from kek_dashboard.formats import format_date
from kek_dashboard.store.konten import Konto, list_konten, load_konto
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.formularfelder import text_field, ticks
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.konten import (
    ANLEGEN,
    ANZEIGENAME,
    FACHBEREICH,
    NAME,
    ROLLE,
    konto_address,
    register_all,
)
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.seite import Kontext, NotFoundError, Seite
from kek_dashboard.web.zugang import ROLLE_WORT, own_roles_text

_ROLLE_SATZ = {
    Rolle.LESER: "liest freigegebene Zahlen",
    Rolle.FACHBEREICH: "liefert die Kennzahlen seiner Fachbereiche und sieht seine Lieferungen",
    Rolle.CONTROLLING: "liefert und gibt frei: Kennzahlen, Stammdaten, Zuordnungen",
    Rolle.KAEMMEREI: "liefert und gibt frei: Haushaltspläne und ihre Zuordnung zu Zielen",
    Rolle.VERWALTUNG: "führt Konten, liest das Protokoll, sichert; an Zahlen ändert sie nichts",
}


def render_list(kontext: Kontext) -> Component:
    """All accounts and the form for a new one."""
    store = kontext.umgebung.store
    konten = () if store is None else list_konten(store)
    offen = sum(konto.aktiv for konto in konten)
    satz = f"{len(konten)} Konten, davon {offen} offen. Gelöscht wird keines, weil das Protokoll sie nennt."
    if len(konten) == 1:
        satz = "Ein Konto. Gelöscht wird es nicht, weil das Protokoll es nennt."
    elif not konten:
        satz = "Noch gibt es kein Konto."
    return html.Div(
        [
            html.H1("Wer darf hinein?", tabIndex="-1"),
            html.P(satz, className="vorspann"),
            *render_meldung(kontext),
            *([_table(kontext, konten)] if konten else []),
            _new(kontext),
        ]
    )


def render_one(kontext: Kontext) -> Component:
    """One account: its rights, its password, its lock."""
    store, name = kontext.umgebung.store, kontext.werte["name"]
    konto = None if store is None else load_konto(store, name)
    if konto is None:
        raise NotFoundError(f"Ein Konto „{name}“ gibt es nicht.")
    return html.Div(
        [
            html.P(
                [html.A("Konten", href=kontext.link("/konten")), f" › {konto.name}"], className="brotkrumen"
            ),
            html.H1(konto.anzeigename or konto.name, tabIndex="-1"),
            html.P(_state_text(konto), className="vorspann"),
            *render_meldung(kontext),
            html.Div([_rights(kontext, konto), _measures(konto)], className="zwei"),
        ]
    )


def title(kontext: Kontext) -> str:
    """Names the account."""
    return f"Konto {kontext.werte.get('name', '')}"


def _table(kontext: Kontext, konten: tuple[Konto, ...]) -> Component:
    spalten = [
        Spalte("Name", "was", kopf=True),
        Spalte("Person", "leise"),
        Spalte("Rollen", "", "Rollen:"),
        Spalte("Fachbereiche", "leise", "Fachbereiche:"),
        Spalte("Stand", "status", "Stand:"),
        Spalte("angelegt", "leise", "angelegt:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            html.A(konto.name, href=kontext.link(f"/konten/{konto.name}")),
            konto.anzeigename if konto.anzeigename not in {"", konto.name} else "–",
            own_roles_text(konto.akteur()),
            ", ".join(konto.fachbereiche) or "–",
            _state_word(konto),
            _day(konto.angelegt),
        ]
        for konto in konten
    ]
    return html.Section([html.H2("Konten"), tabelle(spalten, zeilen, "Konten", "konten")], className="karte")


def _new(kontext: Kontext) -> Component:
    return html.Form(
        [
            html.H2("Neues Konto"),
            html.Div(
                [
                    text_field(
                        NAME,
                        "Kontoname",
                        hilfe="Damit meldet sich die Person an, zum Beispiel e.muster",
                        required=True,
                        maxLength=100,
                        autoCapitalize="none",
                        spellCheck="false",
                    ),
                    text_field(ANZEIGENAME, "Wie die Person heißt", maxLength=200),
                ],
                className="zwei",
            ),
            *_rights_fields(kontext, None),
            html.P(
                "Das Passwort für die erste Anmeldung wird erzeugt und einmal gezeigt.", className="leise"
            ),
            html.Button("Konto anlegen", type="submit", className="knopf haupt"),
        ],
        method="post",
        action=ANLEGEN,
        className="karte formular",
        **aria(label="Neues Konto"),
    )


def _rights(kontext: Kontext, konto: Konto) -> Component:
    return html.Form(
        [
            html.H2("Rollen und Fachbereiche"),
            *_rights_fields(kontext, konto),
            html.P("Mit neuen Rechten ist das Konto überall abgemeldet.", className="leise"),
            html.Button("Rechte ändern", type="submit", className="knopf haupt"),
        ],
        method="post",
        action=f"{konto_address(konto.name)}/rechte",
        className="karte formular",
        **aria(label="Rollen und Fachbereiche"),
    )


def _rights_fields(kontext: Kontext, konto: Konto | None) -> list[Component]:
    rollen = () if konto is None else konto.rollen
    eigene = () if konto is None else konto.fachbereiche
    bereiche = sorted({*kontext.stand.organisation, *eigene})
    werte = [(rolle.value, ROLLE_WORT[rolle], _ROLLE_SATZ[rolle]) for rolle in Rolle]
    felder = [ticks(ROLLE, "Rollen", werte, rollen)]
    if bereiche:
        titel = "Fachbereiche (nur zur Rolle Fachbereich)"
        felder.append(ticks(FACHBEREICH, titel, [(b, b, "") for b in bereiche], eigene, "auswahl"))
    return felder


def _measures(konto: Konto) -> Component:
    adresse = konto_address(konto.name)

    def button(wort: str, tat: str) -> Component:
        knopf = html.Button(wort, type="submit", className="knopf")
        return html.Form(knopf, method="post", action=f"{adresse}/{tat}", **aria(label=wort))

    sperre = button("Sperren", "sperren") if konto.aktiv else button("Entsperren", "entsperren")
    passwort = (
        "Die Person meldet sich über den Anmeldedienst an; ein Passwort braucht sie nicht."
        if konto.oidc_sub
        else "Ein Einmal-Passwort ersetzt das bisherige und wird einmal gezeigt."
    )
    return html.Section(
        [
            html.H2("Zugang"),
            html.P(passwort),
            html.P("Sperren beendet alle Sitzungen; was mit dem Konto getan wurde, bleibt stehen."),
            html.Div(
                [
                    *([] if konto.oidc_sub else [button("Einmal-Passwort setzen", "passwort")]),
                    button("Überall abmelden", "abmelden"),
                    sperre,
                ],
                className="knoepfe",
            ),
        ],
        className="karte formular",
    )


def _state_word(konto: Konto) -> str:
    if not konto.aktiv:
        return "gesperrt"
    if konto.oidc_sub:
        return "offen, über den Anmeldedienst"
    if not konto.hat_passwort:
        return "ohne Passwort"
    return "Einmal-Passwort" if konto.passwort_einmalig else "offen"


def _state_text(konto: Konto) -> str:
    return f"Konto {konto.name}: {_state_word(konto)}, angelegt am {_day(konto.angelegt)}."


def _day(moment: str) -> str:
    try:
        return format_date(datetime.fromisoformat(moment).astimezone())
    except ValueError:
        return moment


SEITE = Seite(
    "/konten",
    "Konten",
    render_list,
    register=register_all,
    aktion=Aktion.KONTEN_VERWALTEN,
    dienst="Konten",
)
EINES = Seite("/konten/<name>", title, render_one, bereich="/konten", aktion=Aktion.KONTEN_VERWALTEN)

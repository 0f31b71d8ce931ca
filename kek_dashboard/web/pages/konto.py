"""Konto: one's own account: roles, password, sessions."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.rechte import OIDC, Aktion
from kek_dashboard.store.konten import load_konto
from kek_dashboard.store.passwort import LONGEST, SHORTEST
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.formularfelder import text_field
from kek_dashboard.web.konten import (
    ALT,
    EIGENE_SITZUNGEN,
    EIGENES_PASSWORT,
    NEU,
    NOCH_EINMAL,
    register_own,
)
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.seite import Kontext, Seite
from kek_dashboard.web.verweigerung import BITTE_PASSWORT
from kek_dashboard.web.zugang import own_roles_text


def render(kontext: Kontext) -> Component:
    """The page; in the local mode it says that there is no account."""
    zugang, store = kontext.zugang, kontext.umgebung.store
    konto = None if store is None or zugang.is_lokal else load_konto(store, zugang.akteur.name)
    if konto is None:
        return _local()
    akteur = zugang.akteur
    fakten = [
        ("Name", konto.name),
        ("Rollen", own_roles_text(akteur)),
        *([("Fachbereiche", ", ".join(akteur.fachbereiche))] if akteur.fachbereiche else []),
        ("Angemeldet über", "den Anmeldedienst" if akteur.herkunft == OIDC else "Name und Passwort"),
    ]
    return html.Div(
        [
            html.H1(konto.anzeigename or konto.name, tabIndex="-1"),
            html.P(
                BITTE_PASSWORT if zugang.muss_passwort_aendern else "Ihr Konto und was Sie damit dürfen.",
                className="vorspann",
            ),
            *render_meldung(kontext),
            html.Dl(
                [html.Div([html.Dt(was), html.Dd(wert)]) for was, wert in fakten], className="angaben karte"
            ),
            *([_password_form()] if konto.hat_passwort else []),
            *([] if zugang.muss_passwort_aendern else [_sessions_form()]),
        ],
        className="schmal",
    )


def _local() -> Component:
    return html.Div(
        [
            html.H1("Hier gibt es kein Konto", tabIndex="-1"),
            html.P(
                "Der KEK-Monitor läuft im lokalen Modus: ohne Anmeldung und nur für diesen Rechner. "
                "Wer hier sitzt, darf alles.",
                className="vorspann",
            ),
        ],
        className="schmal",
    )


def _password_form() -> Component:
    neu: dict[str, Any] = {"autoComplete": "new-password", "required": True, "maxLength": LONGEST}
    hilfe = f"Mindestens {SHORTEST} Zeichen. Ein Satz merkt sich leichter als Sonderzeichen."
    return html.Form(
        [
            html.H2("Passwort ändern"),
            text_field(
                ALT, "Bisheriges Passwort", art="password", autoComplete="current-password", required=True
            ),
            text_field(NEU, "Neues Passwort", art="password", hilfe=hilfe, minLength=SHORTEST, **neu),
            text_field(NOCH_EINMAL, "Neues Passwort noch einmal", art="password", **neu),
            html.Button("Passwort ändern", type="submit", className="knopf haupt"),
        ],
        method="post",
        action=EIGENES_PASSWORT,
        className="karte formular",
        **aria(label="Passwort ändern"),
    )


def _sessions_form() -> Component:
    return html.Form(
        [
            html.H2("Sitzungen"),
            html.P(
                "Haben Sie sich anderswo angemeldet und nicht abgemeldet, beenden Sie das hier. "
                "„Abmelden“ oben beendet alle Ihre Sitzungen, auch diese."
            ),
            html.Button("Alle anderen Sitzungen beenden", type="submit", className="knopf"),
        ],
        method="post",
        action=EIGENE_SITZUNGEN,
        className="karte formular",
        **aria(label="Sitzungen"),
    )


SEITE = Seite(
    "/konto",
    "Mein Konto",
    render,
    register=register_own,
    aktion=Aktion.EIGENES_KONTO,
    dienst="Mein Konto",
    nur_angemeldet=True,
)

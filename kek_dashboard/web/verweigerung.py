"""Verweigerung: how a refusal is told: to a person as a page that says what helps, to a program as data."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component
from flask import Response, jsonify, make_response, redirect, request

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.web.blatt import blatt, wants_page
from kek_dashboard.web.problem import is_for_program, problem
from kek_dashboard.web.zugang import Recht, Zugang, actions, own_roles_text, roles_text

ANMELDEN, ABMELDEN, KONTO = "/anmelden", "/abmelden", "/konto"
BITTE_ANMELDEN = "Bitte melden Sie sich an."
BITTE_PASSWORT = "Bitte wählen Sie zuerst ein eigenes Passwort."
_READING = {"GET", "HEAD"}


def refuse(zugang: Zugang, recht: Recht) -> Response:
    """What somebody gets who may not: a stranger is asked to sign in, everybody else is told who may."""
    if not (zugang.is_angemeldet or zugang.is_lokal):
        if wants_page():
            return make_response(redirect(f"{ANMELDEN}?weiter={quote(_here(), safe='')}", 303))
        return _data(BITTE_ANMELDEN, 401)
    if zugang.muss_passwort_aendern and not actions(recht) <= {Aktion.EIGENES_KONTO}:
        return make_response(redirect(KONTO, 303)) if wants_page() else _data(BITTE_PASSWORT, 403)
    return refusal("Nicht erlaubt", refusal_text(zugang, recht), 403)


def refusal(titel: str, satz: str, status: int) -> Response:
    """A refusal in one sentence."""
    if not wants_page():
        return _data(satz, status)
    return blatt(titel, [html.H1(titel), html.P(satz, className="vorspann"), _ways()], status)


def refusal_text(zugang: Zugang, recht: Recht) -> str:
    """Which roles may do it, and which of them somebody has."""
    rollen = roles_text(recht)
    wofuer = f"Dafür braucht es die Rolle {rollen}." if rollen else "Das ist hier niemandem erlaubt."
    eigene = own_roles_text(zugang.akteur)
    if not eigene or zugang.is_lokal:
        return wofuer
    return f"{wofuer} Angemeldet sind Sie als „{zugang.akteur.name}“ ({eigene})."


def render_refused(zugang: Zugang, recht: Recht, hier: str) -> Component:
    """A refusal inside the shell, for whoever came by a link."""
    if not (zugang.is_angemeldet or zugang.is_lokal):
        weg = html.A("Anmelden", href=f"{ANMELDEN}?weiter={quote(hier, safe='')}", **_load_anew())
        return _inside("Bitte anmelden", "Diese Seite steht nur angemeldeten Personen offen.", weg)
    if zugang.muss_passwort_aendern:
        return _inside("Zuerst ein eigenes Passwort", BITTE_PASSWORT, html.A("Mein Konto", href=KONTO))
    return _inside("Nicht erlaubt", refusal_text(zugang, recht), html.A("Zum Überblick", href="/"))


def _inside(titel: str, satz: str, weg: Component) -> Component:
    return html.Div(
        [html.H1(titel, tabIndex="-1"), html.P(satz, className="vorspann"), html.P(weg)], className="schmal"
    )


def _load_anew() -> dict[str, Any]:
    """Marks a link that leaves the pages of Dash: ``assets/10_kek.js`` lets the browser follow it."""
    return {"data-laden": "ja"}


def _ways() -> Component:
    return html.P(html.A("Zum Überblick", href="/"))


def _data(satz: str, status: int) -> Response:
    if is_for_program():
        return problem(status, satz)
    antwort = jsonify(satz=satz)
    antwort.status_code = status
    return antwort


def _here() -> str:
    """The address to come back to; what was sent by a form cannot be sent again."""
    if request.method not in _READING:
        return "/"
    query = request.query_string.decode("utf-8", "replace")
    return request.path + (f"?{query}" if query else "")

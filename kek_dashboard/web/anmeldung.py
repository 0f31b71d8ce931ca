"""Anmeldung: sign in, sign out; plain pages and forms that need no JavaScript."""

from __future__ import annotations

from urllib.parse import urlsplit

from dash import html
from dash.development.base_component import Component
from flask import Flask, Response, make_response, redirect, request, session

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.settings import Settings
from kek_dashboard.store.anmeldung import authenticate, told_sign_out
from kek_dashboard.store.konten import end_sessions, list_konten
from kek_dashboard.store.session import Store
from kek_dashboard.web.blatt import blatt
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.formular import FELD, Formulare
from kek_dashboard.web.sitzung import begin_session
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import ABMELDEN, ANMELDEN, KONTO
from kek_dashboard.web.zugang import OFFEN, acting, current

NAME, PASSWORT, WEITER = "name", "passwort", "weiter"
ABGEMELDET = "abgemeldet"

FALSCH = "Name oder Passwort stimmen nicht."
ABGEMELDET_SATZ = "Sie sind abgemeldet, auf allen Geräten."
KEIN_KONTO = (
    "Noch gibt es kein Konto. Das erste entsteht auf dem Server: "
    "python -m kek_dashboard user add NAME --rolle verwaltung"
)
_LONGEST_WEITER = 2000
_MINUTE = 60
_WAYS = "kek_anmeldewege"


def offer_way(server: Flask, titel: str, path: str) -> None:
    """Another way to sign in, offered on the sign-in page as a link."""
    server.extensions.setdefault(_WAYS, []).append((titel, path))


def register_anmeldung(server: Flask, store: Store, settings: Settings, formulare: Formulare) -> None:
    """Adds the routes."""
    schalter = _Schalter(server, store, settings, formulare)
    add_route(server, ANMELDEN, "anmelden", schalter.sign_in, OFFEN, methods=("GET", "POST"))
    add_route(server, ABMELDEN, "abmelden", schalter.sign_out, Aktion.EIGENES_KONTO, methods=("POST",))


def safe_weiter(text: str | None) -> str:
    r"""The address to go on to after signing in: one of ours, else the first page.

    >>> safe_weiter("/kennzahl/1.2-03?jahr=2023")
    '/kennzahl/1.2-03?jahr=2023'
    >>> {safe_weiter(a) for a in ("//boese.example", "https://boese.example", "/\\boese.example", "x", "/abmelden")}
    {'/'}
    """
    if not text or len(text) > _LONGEST_WEITER or not text.isprintable() or "\\" in text:
        return "/"
    if not text.startswith("/") or text.startswith("//"):
        return "/"
    try:
        teile = urlsplit(text)
    except ValueError:
        return "/"
    eigen = not teile.scheme and not teile.netloc and teile.path not in {ANMELDEN, ABMELDEN}
    return text if eigen else "/"


def wait_text(seconds: int) -> str:
    """How long to wait, as a sentence.

    >>> wait_text(15), wait_text(61)
    ('Zu viele Versuche. Bitte warten Sie 15 Sekunden.', 'Zu viele Versuche. Bitte warten Sie 2 Minuten.')
    """
    if seconds <= _MINUTE:
        return f"Zu viele Versuche. Bitte warten Sie {seconds} Sekunde{'n' if seconds != 1 else ''}."
    return f"Zu viele Versuche. Bitte warten Sie {-(-seconds // _MINUTE)} Minuten."


class _Schalter:
    """The door."""

    def __init__(self, server: Flask, store: Store, settings: Settings, formulare: Formulare) -> None:
        self._server, self._store, self._settings, self._formulare = server, store, settings, formulare

    def sign_in(self) -> Response:
        """The page, and what its form does."""
        weiter = safe_weiter(request.values.get(WEITER))
        if request.method != "POST":
            if current().is_angemeldet:
                return make_response(redirect(weiter, 303))
            satz = ABGEMELDET_SATZ if request.args.get(ABGEMELDET) else ""
            return self._page(weiter, "", satz)
        name, passwort = request.form.get(NAME, ""), request.form.get(PASSWORT, "")
        anmeldung = authenticate(self._store, name, passwort, request.remote_addr or "")
        if anmeldung.warten:
            antwort = self._page(weiter, name, wait_text(anmeldung.warten), 429)
            antwort.headers["Retry-After"] = str(anmeldung.warten)
            return antwort
        if anmeldung.konto is None:
            return self._page(weiter, name, FALSCH, 401)
        begin_session(anmeldung.konto)
        return make_response(redirect(KONTO if anmeldung.konto.passwort_einmalig else weiter, 303))

    def sign_out(self) -> Response:
        """Ends all sessions of the account, so that a copied cookie opens nothing any more."""
        akteur = acting()
        if akteur is not None and current().is_angemeldet:
            told_sign_out(self._store, akteur)
            end_sessions(self._store, akteur, akteur.name)
        session.clear()
        return make_response(redirect(f"{ANMELDEN}?{ABGEMELDET}=ja", 303))

    def _page(self, weiter: str, name: str, satz: str, status: int = 200) -> Response:
        is_error = status != 200  # noqa: PLR2004 - HTTP's OK
        inhalt: list[Component] = [html.H1("Anmelden")]
        if satz:
            inhalt.append(
                html.P(satz, className="hinweis", id="meldung", role="alert" if is_error else "status")
            )
        elif not list_konten(self._store):
            inhalt.append(html.P(KEIN_KONTO, className="hinweis"))
        inhalt += [self._form(weiter, name, is_error=is_error), *self._other_ways()]
        if self._settings.oeffentlich:
            inhalt.append(html.P(html.A("Ohne Anmeldung lesen", href="/")))
        return blatt("Anmelden", inhalt, status)

    def _form(self, weiter: str, name: str, *, is_error: bool) -> Component:
        falsch = {"aria-invalid": "true", "aria-describedby": "meldung"} if is_error else {}
        pflicht = {"required": True, "autoCapitalize": "none", "spellCheck": "false", **falsch}
        return html.Form(
            [
                Eingabe("hidden", FELD, self._formulare.token()),
                Eingabe("hidden", WEITER, weiter),
                _field(
                    NAME,
                    "Name",
                    "text",
                    name[:200],
                    {"autoComplete": "username", "autoFocus": not name, **pflicht},
                ),
                _field(
                    PASSWORT,
                    "Passwort",
                    "password",
                    "",
                    {"autoComplete": "current-password", "autoFocus": bool(name), **pflicht},
                ),
                html.Button("Anmelden", type="submit", className="knopf haupt"),
            ],
            method="post",
            action=ANMELDEN,
            className="karte formular",
            **aria(label="Anmelden"),
        )

    def _other_ways(self) -> list[Component]:
        wege: list[tuple[str, str]] = self._server.extensions.get(_WAYS, [])
        return [html.P(html.A(titel, href=path, className="knopf")) for titel, path in wege]


def _field(name: str, titel: str, art: str, wert: str, attribute: dict[str, object]) -> Component:
    eingabe = Eingabe(art, name, wert, id=name, attribute=attribute)
    return html.Div([html.Label(titel, htmlFor=name), eingabe], className="feld")

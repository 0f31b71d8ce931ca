"""Konten: what the forms of accounts do: one's own, and those of others for whoever manages them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from dash import Dash, html
from flask import Response, make_response, redirect, request

from kek_dashboard.domain.rechte import Aktion, Rolle
from kek_dashboard.store.anmeldung import authenticate
from kek_dashboard.store.errors import KontoError, NotAllowedError
from kek_dashboard.store.konten import (
    Konto,
    create_konto,
    end_sessions,
    lock,
    set_password,
    set_rights,
    unlock,
)
from kek_dashboard.store.passwort import make_password
from kek_dashboard.store.session import Store
from kek_dashboard.web.anmeldung import wait_text
from kek_dashboard.web.blatt import blatt
from kek_dashboard.web.meldung import MELDUNG, Meldung, meldungen
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.sitzung import begin_session, current_konto, keep_session
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import KONTO, refuse
from kek_dashboard.web.zugang import current

KONTEN = "/konten"
EIGENES_PASSWORT, EIGENE_SITZUNGEN = "/konto/passwort", "/konto/sitzungen"
ANLEGEN = "/konten/anlegen"
#: Names of the forms' fields; pages and routes agree on them here.
NAME, ANZEIGENAME, ROLLE, FACHBEREICH = "name", "anzeigename", "rolle", "fachbereich"
ALT, NEU, NOCH_EINMAL = "alt", "neu", "noch-einmal"
POST = ("POST",)

ALT_FALSCH = "Das bisherige Passwort stimmt nicht."


def register_own(app: Dash, umgebung: Umgebung) -> None:
    """The forms of one's own account; where nobody signs in there is none."""
    if umgebung.store is None or umgebung.settings is None or umgebung.settings.is_lokal:
        return
    schalter = _Schalter(umgebung, umgebung.store)
    recht = Aktion.EIGENES_KONTO
    add_route(app.server, EIGENES_PASSWORT, "konto-passwort", schalter.change_own, recht, methods=POST)
    add_route(app.server, EIGENE_SITZUNGEN, "konto-sitzungen", schalter.end_others, recht, methods=POST)


def register_all(app: Dash, umgebung: Umgebung) -> None:
    """The forms with which accounts are managed."""
    if umgebung.store is None:
        return
    schalter = _Schalter(umgebung, umgebung.store)
    recht = Aktion.KONTEN_VERWALTEN
    add_route(app.server, ANLEGEN, "konten-anlegen", schalter.create, recht, methods=POST)
    for wort, tat in (
        ("rechte", schalter.set_rights),
        ("passwort", schalter.set_once),
        ("sperren", schalter.lock),
        ("entsperren", schalter.unlock),
        ("abmelden", schalter.sign_out),
    ):
        add_route(app.server, f"{KONTEN}/<name>/{wort}", f"konten-{wort}", tat, recht, methods=POST)


def konto_address(name: str) -> str:
    """The page of an account."""
    return f"{KONTEN}/{quote(name, safe='')}"


class _Schalter:
    """The counter for accounts."""

    def __init__(self, umgebung: Umgebung, store: Store) -> None:
        self._umgebung, self._store = umgebung, store

    # ------------------------------------------------------------------------------- one's own

    def change_own(self) -> Response:
        """Another password; the old one is asked, all other sessions end and this one begins anew."""
        konto, akteur = current_konto(), current().akteur
        alt, neu = request.form.get(ALT, ""), request.form.get(NEU, "")
        if neu != request.form.get(NOCH_EINMAL, ""):
            return self._back(KONTO, "Die beiden neuen Passwörter sind nicht gleich.", is_error=True)
        if neu == alt:
            return self._back(KONTO, "Das neue Passwort ist das bisherige.", is_error=True)
        versuch = authenticate(self._store, konto.name, alt, request.remote_addr or "")
        if versuch.konto is None:
            satz = wait_text(versuch.warten) if versuch.warten else ALT_FALSCH
            return self._back(KONTO, satz, is_error=True)
        try:
            begin_session(set_password(self._store, akteur, konto.name, neu))
        except KontoError as error:
            return self._back(KONTO, str(error), is_error=True)
        return self._back(KONTO, "Das neue Passwort gilt. Alle anderen Sitzungen sind beendet.")

    def end_others(self) -> Response:
        """Ends all sessions but this one."""
        akteur = current().akteur
        keep_session(end_sessions(self._store, akteur, akteur.name))
        return self._back(KONTO, "Alle anderen Sitzungen sind beendet.")

    # ------------------------------------------------------------------------------- of others

    def create(self) -> Response:
        """A new account with a password for the first sign-in, which is shown once."""
        passwort = make_password()
        try:
            konto = create_konto(
                self._store,
                current().akteur,
                request.form.get(NAME, ""),
                _read_rollen(),
                fachbereiche=request.form.getlist(FACHBEREICH),
                passwort=passwort,
                einmalig=True,
                anzeigename=request.form.get(ANZEIGENAME, ""),
            )
        except NotAllowedError as error:
            return refuse(current(), error.aktion)
        except KontoError as error:
            return self._back(KONTEN, str(error), is_error=True)
        return _show_once("Konto angelegt", konto, passwort)

    def set_rights(self, name: str) -> Response:
        """Other roles and units."""
        fachbereiche = request.form.getlist(FACHBEREICH)
        return self._do(
            name,
            lambda: set_rights(self._store, current().akteur, name, _read_rollen(), fachbereiche),
            "Die Rechte sind geändert; das Konto ist überall abgemeldet.",
        )

    def set_once(self, name: str) -> Response:
        """A password for one sign-in, shown once."""
        passwort = make_password()
        try:
            konto = set_password(self._store, current().akteur, name, passwort, einmalig=True)
        except NotAllowedError as error:
            return refuse(current(), error.aktion)
        except KontoError as error:
            return self._back(KONTEN, str(error), is_error=True)
        return _show_once("Einmal-Passwort gesetzt", konto, passwort)

    def lock(self, name: str) -> Response:
        """Nobody signs in with it any more."""
        return self._do(name, lambda: lock(self._store, current().akteur, name), "Das Konto ist gesperrt.")

    def unlock(self, name: str) -> Response:
        """It may sign in again."""
        return self._do(
            name, lambda: unlock(self._store, current().akteur, name), "Das Konto ist wieder offen."
        )

    def sign_out(self, name: str) -> Response:
        """Ends all its sessions."""
        return self._do(
            name,
            lambda: end_sessions(self._store, current().akteur, name),
            "Das Konto ist überall abgemeldet.",
        )

    def _do(self, name: str, tat: Callable[[], Konto], satz: str) -> Response:
        try:
            konto = tat()
        except NotAllowedError as error:
            return refuse(current(), error.aktion)
        except KontoError as error:
            return self._back(konto_address(name), str(error), is_error=True)
        return self._back(konto_address(konto.name), satz)

    def _back(self, adresse: str, satz: str, *, is_error: bool = False) -> Response:
        wort = meldungen(self._umgebung).write(Meldung(satz, is_error))
        return make_response(redirect(f"{adresse}?{MELDUNG}={wort}", 303))


def _read_rollen() -> frozenset[Rolle]:
    """The roles that were ticked; a word that is none is refused."""
    worte = request.form.getlist(ROLLE)
    if not set(worte) <= set(Rolle):
        raise KontoError("Diese Rolle gibt es nicht.")
    return frozenset(Rolle(wort) for wort in worte)


def _show_once(titel: str, konto: Konto, passwort: str) -> Response:
    """The one page on which a password is to be read; it is kept nowhere."""
    inhalt = [
        html.H1(titel),
        html.P(
            ["Mit diesem Passwort kann sich ", html.Strong(konto.name), " einmal anmelden:"],
            className="vorspann",
        ),
        html.P(passwort, className="karte einmal"),
        html.P(
            "Es wird nur jetzt gezeigt. Geben Sie es persönlich weiter; bei der ersten Anmeldung ist ein eigenes "
            "Passwort zu wählen."
        ),
        html.P(
            [html.A("Zum Konto", href=konto_address(konto.name)), " · ", html.A("Alle Konten", href=KONTEN)]
        ),
    ]
    return blatt(titel, inhalt)

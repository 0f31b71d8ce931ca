"""Sitzung: from sign-in to sign-out; a signed cookie that is good while the account is what it was.

The cookie holds the account's name, its ``sitzungsstand`` at sign-in and two moments; at each request
the account itself is asked. So a lock, other roles or a new password end every session at once, in all
processes, and so does signing out: a cookie that somebody copied opens nothing any more.
Source: OWASP ASVS 5.0.0, 7.2 to 7.4.
"""

from __future__ import annotations

import time

from flask import Flask, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import (  # type: ignore[import-untyped]
    LoginManager,
    UserMixin,
    current_user,
    login_user,
)

from kek_dashboard.domain.rechte import WEB
from kek_dashboard.settings import Settings
from kek_dashboard.store.konten import Konto, load_konto
from kek_dashboard.store.session import Store
from kek_dashboard.web.zugang import Zugang, stranger

COOKIE = "kek_sitzung"
#: No session lasts longer, however busy. Source: NIST SP 800-63B, 4.2.3.
LONGEST_SECONDS = 12 * 3600
_SEIT, _ZULETZT, _STAND, _HERKUNFT = "seit", "zuletzt", "stand", "herkunft"
# The cookie is not written anew more often than that.
_NOTED_SECONDS = 60


class Person(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """An account as Flask-Login wants it."""

    def __init__(self, konto: Konto) -> None:
        self.konto = konto

    def get_id(self) -> str:
        """What stands in the cookie."""
        return self.konto.name


class _Cookies(SecureCookieSessionInterface):
    """Sends the cookie by TLS alone wherever the browser came by TLS, or always does."""

    def __init__(self, *, https: bool) -> None:
        self._https = https

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's own signature
        """Whether the browser may send the cookie by TLS alone."""
        return self._https or request.is_secure


def install_sessions(server: Flask, store: Store, settings: Settings) -> None:
    """Makes sessions and asks the account at each request that needs to know who asks."""
    server.secret_key = settings.secret_key
    server.config.update(
        SESSION_COOKIE_NAME=COOKIE, SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax"
    )
    server.session_interface = _Cookies(https=settings.https)
    manager = LoginManager()
    manager.session_protection = None  # an address may change within a session; the account is what is asked
    manager.init_app(server)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(name: str) -> Person | None:
        konto = _still_good(store, name, settings.sitzung_minuten * 60)
        if konto is None:
            session.clear()
            return None
        return Person(konto)


def read_zugang(settings: Settings) -> Zugang:
    """Who asks in this request."""
    if not current_user.is_authenticated:
        return stranger(oeffentlich=settings.oeffentlich)
    konto = current_konto()
    return Zugang(
        konto.akteur(str(session.get(_HERKUNFT, WEB))),
        is_angemeldet=True,
        muss_passwort_aendern=konto.passwort_einmalig,
        anzeigename=konto.anzeigename,
    )


def current_konto() -> Konto:
    """The account of the session; only where somebody has signed in."""
    konto: Konto = current_user.konto
    return konto


def begin_session(konto: Konto, herkunft: str = WEB) -> None:
    """Signs in: nothing of what the cookie held before stays."""
    session.clear()
    login_user(Person(konto))
    jetzt = now()
    session.update({_SEIT: jetzt, _ZULETZT: jetzt, _STAND: konto.sitzungsstand, _HERKUNFT: herkunft})


def keep_session(konto: Konto) -> None:
    """This session stays although all sessions of the account have just ended."""
    session[_STAND] = konto.sitzungsstand


def now() -> int:
    """Seconds of the clock all processes share."""
    return int(time.time())


def _still_good(store: Store, name: str, idle_seconds: int) -> Konto | None:
    """The account, if this session has not ended."""
    jetzt = now()
    seit, zuletzt = session.get(_SEIT), session.get(_ZULETZT)
    if not isinstance(seit, int) or not isinstance(zuletzt, int):
        return None
    if jetzt - seit >= LONGEST_SECONDS or jetzt - zuletzt >= idle_seconds:
        return None
    konto = load_konto(store, name)
    if konto is None or not konto.aktiv or konto.sitzungsstand != session.get(_STAND):
        return None
    if jetzt - zuletzt >= _NOTED_SECONDS:
        session[_ZULETZT] = jetzt
    return konto

"""OIDC: sign-in through the county's own service (Keycloak, Entra ID …): OpenID Connect code flow with PKCE.

The service says who somebody is and in which groups; which group gives which role is a setting. Roles are
taken anew at each sign-in.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from flask import Flask, Response, make_response, redirect, request, session, url_for
from joserfc.errors import JoseError

from kek_dashboard.domain.protokoll import Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import OIDC, Akteur, Rolle
from kek_dashboard.settings import InvalidSettingError, Settings
from kek_dashboard.store.anmeldung import UNBEKANNT, told_sign_in
from kek_dashboard.store.errors import KontoError
from kek_dashboard.store.konten import Konto, by_oidc, end_sessions, list_konten
from kek_dashboard.store.protokoll import write_entry
from kek_dashboard.store.session import Store
from kek_dashboard.web.anmeldung import WEITER, offer_way, safe_weiter
from kek_dashboard.web.oidc_dienst import BEGUN, Dienst, ServiceError, account_name, groups_of
from kek_dashboard.web.sitzung import begin_session
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refusal
from kek_dashboard.web.zugang import OFFEN

log = logging.getLogger(__name__)

ADRESSE, ENDPUNKT = "/anmelden/oidc", "oidc"
ZURUECK, ENDPUNKT_ZURUECK = "/anmelden/oidc/zurueck", "oidc-zurueck"

_WEITER = "oidc_weiter"
# Begun and never finished sign-ins a browser carries along; a cookie holds no more.
_MOST_BEGUN = 3

ANGEBOT = "Mit dem Konto des Landkreises anmelden"
NICHT_ANGEMELDET = "Nicht angemeldet"
KEINE_ROLLE = (
    "Der Anmeldedienst kennt Sie, aber keine Ihrer Gruppen gibt im KEK-Monitor eine Rolle. "
    "Bitte wenden Sie sich an die Verwaltung des KEK-Monitors."
)
GESPERRT = "Dieses Konto ist gesperrt. Bitte wenden Sie sich an die Verwaltung des KEK-Monitors."
NAME_VERGEBEN = (
    "Im KEK-Monitor gibt es schon ein anderes Konto mit diesem Namen. "
    "Bitte wenden Sie sich an die Verwaltung des KEK-Monitors."
)
NICHT_ERREICHBAR = (
    "Der Anmeldedienst antwortet nicht, wie er soll. Bitte versuchen Sie es später noch einmal; "
    "im Protokoll steht der Grund unter der Nummer {nummer}."
)
NICHT_GEKLAPPT = (
    "Die Anmeldung hat nicht geklappt. Bitte beginnen Sie noch einmal von vorn; "
    "im Protokoll steht der Grund unter der Nummer {nummer}."
)

#: Opens a session for an account and leads on; part of the sign-in with a password.
SignIn = Callable[[Konto], Response]
#: Shows one German sentence with a status.
Refuse = Callable[[str, int], Response]


@dataclass(frozen=True, slots=True)
class Regel:
    """A group of the service gives a role; the role ``fachbereich`` for one unit."""

    gruppe: str
    rolle: Rolle
    fachbereich: str = ""


def read_regeln(text: str) -> tuple[Regel, ...]:
    """``gruppe=rolle,…``, the units of a Fachbereich as ``gruppe=fachbereich:GB Jugend``.

    Where a semicolon stands in it, semicolons part the rules, so that a group's name may hold commas.
    Raises ``InvalidSettingError``.

    >>> read_regeln("kek-alle=leser, jugend=fachbereich:GB Jugend")[1].fachbereich
    'GB Jugend'
    """
    return tuple(_read_regel(part) for part in text.split(";" if ";" in text else ",") if part.strip())


def _read_regel(text: str) -> Regel:
    gruppe, _, ziel = (part.strip() for part in text.rpartition("="))
    wort, _, fachbereich = (part.strip() for part in ziel.partition(":"))
    is_unit = wort == Rolle.FACHBEREICH
    if not gruppe or wort not in set(Rolle) or bool(fachbereich) is not is_unit:
        expected = (
            "Erwartet wird gruppe=rolle, durch Komma getrennt, mit den Rollen "
            f"{', '.join(rolle for rolle in Rolle if rolle is not Rolle.FACHBEREICH)} oder fachbereich:NAME."
        )
        raise InvalidSettingError("KEK_OIDC_ROLLEN", text.strip(), expected)
    return Regel(gruppe, Rolle(wort), fachbereich)


def is_oidc_on(settings: Settings | None) -> bool:
    """Whether people may sign in through a service; raises ``InvalidSettingError`` for half a setting."""
    if settings is None or not settings.oidc_issuer:
        return False
    if not settings.oidc_client_id:
        raise InvalidSettingError("KEK_OIDC_CLIENT_ID", "", "Mit KEK_OIDC_ISSUER wird sie gebraucht.")
    if not read_regeln(settings.oidc_rollen):
        expected = "Mit KEK_OIDC_ISSUER wird sie gebraucht: ohne sie darf niemand hinein."
        raise InvalidSettingError("KEK_OIDC_ROLLEN", "", expected)
    return True


def install_oidc(server: Flask, store: Store, settings: Settings) -> None:
    """Offers the service on the sign-in page, where one is set."""
    if not is_oidc_on(settings):
        return

    def sign_in(konto: Konto) -> Response:
        weiter = safe_weiter(session.get(_WEITER))
        begin_session(konto, OIDC)
        return make_response(redirect(weiter, 303))

    register_oidc(
        server, store, settings, sign_in, lambda satz, status: refusal(NICHT_ANGEMELDET, satz, status)
    )
    offer_way(server, ANGEBOT, ADRESSE)


def register_oidc(server: Flask, store: Store, settings: Settings, sign_in: SignIn, refuse: Refuse) -> None:
    """Adds the two routes, open to all: the way in and the way back."""
    schalter = _Schalter(Dienst(server, settings), store, settings, sign_in, refuse)
    add_route(server, ADRESSE, ENDPUNKT, schalter.begin, OFFEN)
    add_route(server, ZURUECK, ENDPUNKT_ZURUECK, schalter.finish, OFFEN)


class _Schalter:
    """The counter people come to and come back to."""

    def __init__(
        self, dienst: Dienst, store: Store, settings: Settings, sign_in: SignIn, refuse: Refuse
    ) -> None:
        self._dienst, self._store, self._settings = dienst, store, settings
        self._sign_in, self._refuse = sign_in, refuse
        self._regeln = read_regeln(settings.oidc_rollen)

    def begin(self) -> Response:
        """To the service."""
        _forget_begun(_MOST_BEGUN - 1)
        session[_WEITER] = _wanted()
        try:
            return self._dienst.redirect(url_for(ENDPUNKT_ZURUECK, _external=True))
        except (requests.RequestException, ServiceError, AuthlibBaseError, ValueError) as error:
            return self._refuse(NICHT_ERREICHBAR.format(nummer=_log_refusal(error)), 502)

    def finish(self) -> Response:
        """Back from the service: in, or refused with one sentence."""
        try:
            claims = self._dienst.fetch_claims()
        except AuthlibBaseError as error:
            # Nobody is known yet, and anyone can call this address: the log keeps it, the audit trail does not.
            return self._refuse(NICHT_GEKLAPPT.format(nummer=_log_refusal(error)), 403)
        except (requests.RequestException, ServiceError) as error:
            return self._refuse(NICHT_ERREICHBAR.format(nummer=_log_refusal(error)), 502)
        except (JoseError, KeyError, TypeError, ValueError) as error:
            self._audit(UNBEKANNT, "token")
            return self._refuse(NICHT_GEKLAPPT.format(nummer=_log_refusal(error)), 403)
        finally:
            _forget_begun(_MOST_BEGUN)
        return self._let_in(claims)

    def _let_in(self, claims: Mapping[str, Any]) -> Response:
        groups = groups_of(claims, self._settings.oidc_claim)
        regeln = [regel for regel in self._regeln if regel.gruppe in groups]
        rollen = frozenset(regel.rolle for regel in regeln)
        sub = f"{self._settings.oidc_issuer}#{claims['sub']}"
        name = account_name(claims)
        try:
            konto = by_oidc(
                self._store,
                sub,
                name=name,
                rollen=rollen,
                anzeigename=str(claims.get("name") or ""),
                fachbereiche={regel.fachbereich for regel in regeln} - {""},
            )
        except KontoError as error:
            _log_refusal(error)
            self._audit(name, "name")
            return self._refuse(NAME_VERGEBEN, 403)
        if konto is None:
            self._audit(self._end_sessions(sub) or name, "gesperrt" if rollen else "rolle")
            log.warning("Anmeldung über OIDC abgewiesen: %s", "Konto gesperrt" if rollen else "keine Rolle")
            return self._refuse(GESPERRT if rollen else KEINE_ROLLE, 403)
        told_sign_in(self._store, konto, request.remote_addr or "", OIDC)
        return self._sign_in(konto)

    def _end_sessions(self, sub: str) -> str:
        """Ends what is still open for somebody who may no longer come in; the account's name, if there is one."""
        for konto in list_konten(self._store):
            if konto.oidc_sub == sub:
                end_sessions(self._store, konto.akteur(OIDC), konto.name)
                return konto.name
        return ""

    def _audit(self, name: str, grund: str) -> None:
        write_entry(
            self._store,
            Akteur("", frozenset(), herkunft=OIDC),
            Ereignisart.ANMELDUNG_ABGEWIESEN,
            (Gegenstand.KONTO, name),
            nachher={"adresse": request.remote_addr or "", "grund": grund},
        )


def _wanted() -> str:
    """Where somebody wanted to go: the sign-in page they come from has it in its address."""
    teile = urlsplit(request.referrer or "")
    wanted = parse_qs(teile.query).get(WEITER, [""])[0] if teile.netloc == request.host else ""
    return safe_weiter(wanted)


def _forget_begun(most: int) -> None:
    """Drops the oldest begun sign-ins from the session, so that its cookie does not overflow."""
    begun = [key for key in session if str(key).startswith(BEGUN)]
    begun.sort(key=lambda key: session[key].get("exp", 0))
    for key in begun[: max(0, len(begun) - most)]:
        session.pop(key)


def _log_refusal(error: Exception) -> str:
    """Writes why into the log under a number and returns the number; no word of what came is in it."""
    number = secrets.token_hex(4).upper()
    reason = type(error).__name__
    code = getattr(error, "error", None)
    log.warning("Fehler %s bei der Anmeldung über OIDC: %s %s", number, reason, _word(code))
    return number


def _word(code: object) -> str:
    """An error code as the standard has them; what looks otherwise may be anything."""
    text = str(code or "")
    return text if text.isascii() and text.replace("_", "").isalnum() and len(text) <= 60 else ""  # noqa: PLR2004

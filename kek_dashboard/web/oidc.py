"""OIDC: sign-in through the county's own service (Keycloak, Entra ID …): OpenID Connect code flow with PKCE.

The service says who somebody is and in which groups; which group gives which role is a setting. Roles are
taken anew at each sign-in. Source: OpenID Connect Core 1.0, RFC 7636 (PKCE), RFC 9207 (``iss``).
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.integrations.flask_client import OAuth, OAuthError  # type: ignore[import-untyped]
from dash import Dash
from flask import Flask, Response, request, session, url_for
from joserfc.errors import JoseError

from kek_dashboard.domain.protokoll import Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import OIDC, Akteur, Rolle
from kek_dashboard.settings import InvalidSettingError, Settings
from kek_dashboard.store.anmeldung import UNBEKANNT, told_sign_in
from kek_dashboard.store.errors import KontoError
from kek_dashboard.store.konten import Konto, by_oidc, clean_name, end_sessions, list_konten
from kek_dashboard.store.protokoll import write_entry
from kek_dashboard.store.session import Store

log = logging.getLogger(__name__)

ADRESSE, ENDPUNKT = "/anmelden/oidc", "oidc"
ZURUECK, ENDPUNKT_ZURUECK = "/anmelden/oidc/zurueck", "oidc-zurueck"

_CLIENT = "kek"
_TIMEOUT_SECONDS = 10
# Clocks of two servers differ a little; an expired token gets no more than this.
_LEEWAY_SECONDS = 60
# Signed by the service's own key alone: nothing that is keyed with the client's secret, and never "none".
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_LOCAL = {"localhost", "127.0.0.1", "::1"}
# Begun and never finished sign-ins a browser carries along; a cookie holds no more.
_MOST_BEGUN = 3

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


class _ServiceError(Exception):
    """The service describes itself in a way that cannot be trusted; the message is for the log."""


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


def register_oidc(app: Dash, store: Store, settings: Settings, sign_in: SignIn, refuse: Refuse) -> None:
    """Adds the two routes, open to all; only where ``is_oidc_on``."""
    schalter = _Schalter(Dienst(app.server, settings), store, settings, sign_in, refuse)
    app.server.add_url_rule(ADRESSE, ENDPUNKT, schalter.begin)
    app.server.add_url_rule(ZURUECK, ENDPUNKT_ZURUECK, schalter.finish)


class Dienst:
    """The sign-in service, trusted as far as the settings name it."""

    def __init__(self, server: Flask, settings: Settings) -> None:
        self._issuer = settings.oidc_issuer
        self._client_id = settings.oidc_client_id
        self._claim = settings.oidc_claim
        self._client: Any = OAuth(server).register(
            _CLIENT,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret or None,
            server_metadata_url=f"{self._issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile email",
                "code_challenge_method": "S256",
                "default_timeout": _TIMEOUT_SECONDS,
            },
        )

    def redirect(self, back: str) -> Response:
        """To the service, with state, nonce and the challenge of PKCE; what they are stays in the session."""
        self._check_metadata()
        response: Response = self._client.authorize_redirect(back)
        return response

    def fetch_claims(self) -> Mapping[str, Any]:
        """What the service says of the person who just came back; every promise of the token checked."""
        metadata = self._check_metadata()
        if request.args.get("iss", self._issuer) != self._issuer:
            raise OAuthError("foreign_issuer")
        token = self._client.authorize_access_token(
            claims_options={
                "iss": {"essential": True, "values": [self._issuer]},
                "aud": {"essential": True, "values": [self._client_id]},
                "sub": {"essential": True},
                "exp": {"essential": True},
            },
            leeway=_LEEWAY_SECONDS,
        )
        claims: Mapping[str, Any] | None = token.get("userinfo")
        if claims is None:
            raise OAuthError("missing_id_token")
        if not groups_of(claims, self._claim) and metadata.get("userinfo_endpoint"):
            more = self._client.userinfo(token=token)
            if more.get("sub") == claims["sub"]:
                return {**more, **claims}
        return claims

    def _check_metadata(self) -> Mapping[str, Any]:
        metadata: dict[str, Any] = self._client.load_server_metadata()
        if metadata.get("issuer") != self._issuer:
            raise _ServiceError("its discovery names another issuer")
        if not all(_is_safe(metadata.get(name)) for name in _ENDPOINTS):
            raise _ServiceError("an endpoint is missing or not https")
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [alg for alg in _ALGORITHMS if alg in offered]
        methods = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if self._client.client_secret and "client_secret_basic" not in methods:
            self._client.client_kwargs["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105
        return metadata


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
        try:
            return self._dienst.redirect(url_for(ENDPUNKT_ZURUECK, _external=True))
        except (requests.RequestException, _ServiceError, AuthlibBaseError, ValueError) as error:
            return self._refuse(NICHT_ERREICHBAR.format(nummer=_log_refusal(error)), 502)

    def finish(self) -> Response:
        """Back from the service: in, or refused with one sentence."""
        try:
            claims = self._dienst.fetch_claims()
        except AuthlibBaseError as error:
            # Nobody is known yet, and anyone can call this address: the log keeps it, the audit trail does not.
            return self._refuse(NICHT_GEKLAPPT.format(nummer=_log_refusal(error)), 403)
        except (requests.RequestException, _ServiceError) as error:
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


def groups_of(claims: Mapping[str, Any], name: str) -> frozenset[str]:
    """The groups of a person under a claim; a dotted name leads inwards (``realm_access.roles``).

    >>> sorted(groups_of({"realm_access": {"roles": ["b", "a"]}}, "realm_access.roles"))
    ['a', 'b']
    """
    value: object = claims.get(name)
    if value is None:
        value = claims
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(str(group) for group in value) if isinstance(value, Collection) else frozenset()


def account_name(claims: Mapping[str, Any]) -> str:
    """The first of the person's names that can name an account; else one made from the subject."""
    for candidate in _names(claims):
        try:
            return clean_name(candidate)
        except KontoError:
            continue
    return "oidc-" + hashlib.sha256(str(claims["sub"]).encode()).hexdigest()[:16]


def _names(claims: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(claims[key]) for key in ("preferred_username", "upn", "email") if claims.get(key))


def _is_safe(address: object) -> bool:
    """Whether nobody can listen on the way: https, or this computer."""
    teile = urlsplit(str(address or ""))
    return bool(teile.hostname) and (teile.scheme == "https" or teile.hostname in _LOCAL)


def _forget_begun(most: int) -> None:
    """Drops the oldest begun sign-ins from the session, so that its cookie does not overflow."""
    begun = [key for key in session if str(key).startswith(f"_state_{_CLIENT}_")]
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

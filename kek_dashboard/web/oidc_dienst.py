"""OIDC-Dienst: the county's sign-in service as this program trusts it, and what it says of a person.

Source: OpenID Connect Core 1.0, 3.1.3.7 (what a token must promise), RFC 7636 (PKCE), RFC 9207 (``iss``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.flask_client import OAuth, OAuthError  # type: ignore[import-untyped]
from flask import Flask, Response, request

from kek_dashboard.settings import Settings, is_loopback
from kek_dashboard.store.errors import KontoError
from kek_dashboard.store.konten import clean_name

#: The service's name inside this program; what a begun sign-in leaves in the session begins with ``BEGUN``.
_CLIENT = "kek"
BEGUN = f"_state_{_CLIENT}_"

_TIMEOUT_SECONDS = 10
# Clocks of two servers differ a little; an expired token gets no more than this.
_LEEWAY_SECONDS = 60
# Signed by the service's own key alone: nothing that is keyed with the client's secret, and never "none".
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ServiceError(Exception):
    """The service describes itself in a way that cannot be trusted; the message is for the log."""


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
            raise ServiceError("its discovery names another issuer")
        if not all(_is_safe(metadata.get(name)) for name in _ENDPOINTS):
            raise ServiceError("an endpoint is missing or not https")
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [alg for alg in _ALGORITHMS if alg in offered]
        methods = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if self._client.client_secret and "client_secret_basic" not in methods:
            self._client.client_kwargs["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105
        return metadata


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
    return bool(teile.hostname) and (teile.scheme == "https" or is_loopback(teile.hostname or ""))

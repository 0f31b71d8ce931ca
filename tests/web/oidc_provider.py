"""A small OpenID Connect provider in a process of its own: honest unless a test orders one fault.

It does what the standard asks: discovery, keys, code flow with registered addresses, PKCE (S256), codes
that are good once, tokens signed with RS256. Whoever comes is signed in as the person last ordered.
"""

from __future__ import annotations

import base64
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from flask import Flask, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.datastructures import Authorization
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

CLIENT_ID, CLIENT_SECRET = "kek-monitor", "geheimnis-des-kek-monitors"
PERSON = {
    "sub": "a1b2",
    "preferred_username": "erika.muster",
    "name": "Erika Muster",
    "groups": ["kek-controlling"],
}


def make_provider(back: str) -> Flask:  # noqa: C901 - one provider, its routes side by side
    """The provider; ``back`` is the one address that is registered for its client."""
    app = Flask("oidc_provider")
    key = RSAKey.generate_key(2048, parameters={"kid": "eins"})
    foreign = RSAKey.generate_key(2048, parameters={"kid": "eins"})
    codes: dict[str, dict[str, str]] = {}
    tokens: dict[str, dict[str, Any]] = {}
    order: dict[str, Any] = {"person": PERSON, "fault": ""}

    def issuer() -> str:
        return request.host_url.rstrip("/")

    @app.get("/.well-known/openid-configuration")
    def discovery() -> dict[str, Any]:
        if order["fault"] == "aus":
            return {}
        return {
            "issuer": "https://fremd.example" if order["fault"] == "entdeckung" else issuer(),
            "authorization_endpoint": f"{issuer()}/authorize",
            "token_endpoint": f"{issuer()}/token",
            "userinfo_endpoint": f"{issuer()}/userinfo",
            "jwks_uri": f"{issuer()}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
        }

    @app.get("/jwks")
    def jwks() -> dict[str, Any]:
        return {"keys": [key.as_dict(private=False)]}

    @app.get("/authorize")
    def authorize() -> Response | tuple[str, int]:
        asked = request.args
        if asked.get("client_id") != CLIENT_ID or asked.get("redirect_uri") != back:
            return "unknown client or address", 400
        is_code_flow = asked.get("response_type") == "code" and "openid" in asked.get("scope", "").split()
        if not is_code_flow or asked.get("code_challenge_method") != "S256":
            return "only the code flow with PKCE", 400
        if order["fault"] == "abgelehnt":
            return redirect(
                f"{back}?error=access_denied&error_description=<b>nein</b>&state={asked['state']}"
            )
        code = secrets.token_urlsafe(24)
        codes[code] = {
            "nonce": asked.get("nonce", ""),
            "challenge": asked["code_challenge"],
            "redirect_uri": asked["redirect_uri"],
        }
        return redirect(f"{back}?code={code}&state={asked['state']}&iss={issuer()}")

    @app.post("/token")
    def token() -> Response | tuple[Response, int]:
        who = Authorization.from_header(request.headers.get("Authorization"))
        if who is None or (who.username, who.password) != (CLIENT_ID, CLIENT_SECRET):
            return jsonify(error="invalid_client"), 401
        given = codes.pop(request.form.get("code", ""), None)
        if given is None or request.form.get("redirect_uri") != given["redirect_uri"]:
            return jsonify(error="invalid_grant"), 400
        if create_s256_code_challenge(request.form.get("code_verifier", "")) != given["challenge"]:
            return jsonify(error="invalid_grant"), 400
        access = secrets.token_urlsafe(24)
        person = dict(order["person"])
        tokens[access] = person
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": 300}
        if order["fault"] != "ohne-token":
            answer["id_token"] = id_token(person, given["nonce"])
        return jsonify(answer)

    def id_token(person: dict[str, Any], nonce: str) -> str:
        now = int(time.time())
        groups = {} if order["fault"] == "gruppen-nur-userinfo" else {"groups": person.get("groups", [])}
        claims = {name: value for name, value in person.items() if name != "groups"} | groups
        claims |= {"iss": issuer(), "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce}
        fault = order["fault"]
        wrong: dict[str, dict[str, Any]] = {
            "nonce": {"nonce": "ein-anderer"},
            "audience": {"aud": "ein-anderes-programm"},
            "audience-azp": {"aud": "ein-anderes-programm", "azp": CLIENT_ID},
            "abgelaufen": {"iat": now - 900, "exp": now - 600},
            "aussteller": {"iss": "https://fremd.example"},
        }
        claims |= wrong.get(fault, {})
        for name in {"ohne-nonce": ("nonce",), "ohne-ablauf": ("exp",), "ohne-sub": ("sub",)}.get(fault, ()):
            del claims[name]
        if fault == "alg-none":
            parts = (b'{"alg":"none"}', jsonify(claims).get_data())
            return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."
        if fault == "alg-hs256":
            from joserfc.jwk import OctKey

            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET))
        return jwt.encode(
            {"alg": "RS256", "kid": "eins"}, claims, foreign if fault == "unterschrift" else key
        )

    @app.get("/userinfo")
    def userinfo() -> Response | tuple[Response, int]:
        who = Authorization.from_header(request.headers.get("Authorization"))
        person = tokens.get((who.token or "") if who else "")
        if person is None:
            return jsonify(error="invalid_token"), 401
        return jsonify(person | ({"sub": "jemand-anders"} if order["fault"] == "userinfo-fremd" else {}))

    @app.post("/bestellung")
    def take_order() -> str:
        order.update(request.get_json())
        return "ja"

    return app


class Provider:
    """The running provider, as a test sees it."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def order(self, *, fault: str = "", **person: Any) -> None:
        """Who comes next, and what is wrong with what the provider says."""
        body: Any = {"person": {**PERSON, **person}, "fault": fault}
        requests.post(f"{self.issuer}/bestellung", json=body, timeout=10).raise_for_status()


@contextmanager
def running_provider(back: str) -> Iterator[Provider]:
    """A provider process on a free port of this computer."""
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.web.oidc_provider", back], stdout=subprocess.PIPE, text=True, cwd=root
    )
    assert process.stdout is not None
    try:
        yield Provider(process.stdout.readline().strip())
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, make_provider(sys.argv[1]), threaded=True, request_handler=_Quiet)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()

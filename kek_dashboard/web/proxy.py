"""Proxy: whose word about the browser's address, name and TLS counts: the proxies the settings name."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from kek_dashboard.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_App = Callable[[Any, Any], Iterable[bytes]]
_SAID = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT")


def trust_proxies(server: Flask, settings: Settings | None) -> None:
    """In server mode: believes ``X-Forwarded-…`` from ``KEK_VERTRAUTE_PROXYS``, from nobody else.

    In the local mode such a header is a reason to refuse (``lokal``), so it stays where it is.
    """
    if settings is None or settings.is_lokal:
        return
    server.wsgi_app = _Proxies(server.wsgi_app, settings.vertraute_proxys)  # type: ignore[method-assign]


class _Proxies:
    """Puts ``ProxyFix`` before requests of known proxies; of all others it drops what they say."""

    def __init__(self, app: _App, networks: tuple[str, ...]) -> None:
        self._app = app
        self._fixed = ProxyFix(app, x_for=1, x_proto=1, x_host=1)
        self._networks = [ipaddress.ip_network(network) for network in networks]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self._is_known(environ.get("REMOTE_ADDR", "")):
            return self._fixed(environ, start_response)
        for name in _SAID:
            environ.pop(name, None)
        return self._app(environ, start_response)

    def _is_known(self, address: str) -> bool:
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(ip in network for network in self._networks)

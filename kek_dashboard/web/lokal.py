"""Lokal: the local mode answers this computer alone, whatever stands before it.

Nobody signs in there, so no stranger may ever come through: not by another address, not by a proxy that
passes requests on, not by a foreign page whose name was made to point at this computer (DNS rebinding).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from kek_dashboard.settings import is_loopback

SATZ = (
    "Der KEK-Monitor läuft hier im lokalen Modus: ohne Anmeldung und nur für diesen Rechner. "
    "Für andere Rechner braucht er KEK_ANMELDUNG=ein."
)


def is_from_here() -> bool:
    """Whether this request was made at this computer, to it, and passed on by nobody."""
    if any(name.lower().startswith(("x-forwarded", "forwarded")) for name, _ in request.headers):
        return False
    return _is_own_name(request.headers.get("Host", "")) and is_loopback(request.remote_addr or "")


def _is_own_name(host: str) -> bool:
    """Whether a Host header names this computer.

    >>> [_is_own_name(host) for host in ("localhost:8050", "127.0.0.1", "[::1]:8050", "localhost.boese.example", "")]
    [True, True, True, False, False]
    """
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name in {"localhost", "127.0.0.1", "::1"} and "@" not in host

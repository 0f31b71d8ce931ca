"""Grenze: how often one address may ask the API in a minute, counted in each process for itself.

Two processes let through up to twice as many: the border keeps a runaway script from taking the screen's time, it is no
price list. Behind a proxy the address is the one the trusted proxies name (``web.proxy``).
"""

from __future__ import annotations

import time

from flask import Blueprint, Flask, Response, request
from flask_limiter import Limiter, RequestLimit

from kek_dashboard.web.problem import problem

_MINUTE = 60


def limit(server: Flask, blueprint: Blueprint, je_minute: int) -> None:
    """Counts every request to a route of the blueprint; one too many is told when to come again."""
    limiter = Limiter(_asker, app=server, storage_uri="memory://", strategy="fixed-window")

    def refuse(grenze: RequestLimit) -> Response:
        warten = min(max(1, round(grenze.reset_at - time.time())), _MINUTE)
        satz = f"Mehr als {je_minute} Anfragen in einer Minute; bitte in {warten} Sekunden wieder."
        antwort = problem(429, satz)
        antwort.headers["Retry-After"] = str(warten)
        return antwort

    limiter.shared_limit(f"{je_minute} per minute", scope="api", on_breach=refuse)(blueprint)


def _asker() -> str:
    return request.remote_addr or "unbekannt"

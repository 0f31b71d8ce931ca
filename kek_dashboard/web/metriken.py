"""Metriken: counts and durations for Prometheus under ``/metrics``; no number of a thing ever becomes a label.

Several workers keep their counts in files of one folder (``PROMETHEUS_MULTIPROC_DIR``, made by
``server``), so that whichever answers tells of all. What is asked of the database at each scrape, such
as waiting Lieferungen, is the same from every worker.
"""

from __future__ import annotations

import hmac
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dash import Dash
from flask import Flask, Response, g, request

from kek_dashboard import __version__
from kek_dashboard.domain.lieferung import Lieferstand
from kek_dashboard.domain.rechte import Akteur, Aktion
from kek_dashboard.settings import Settings, is_loopback
from kek_dashboard.store.lieferungen import list_lieferungen
from kek_dashboard.store.load import data_version
from kek_dashboard.store.session import Store
from kek_dashboard.web.protokollierung import route_template
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.zugang import OFFEN

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics_core import Metric

ADRESSE, ENDPUNKT = "/metrics", "metriken"
#: Where the workers of one server keep their counts; prometheus-client reads it when it is imported.
FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"

_CALLBACK = "/_dash-update-component"
_START = "kek_metriken_start"
_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
_FAILURE = 400
_OTHER, _NO_ROUTE = "andere", "(keine)"
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_DIRECT = "kek.direct"
# A proxy that passes a request on says so in one of these.
_FORWARDED = ("HTTP_X_FORWARDED", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")


class Metriken:
    """The figures of one app."""

    def __init__(self, callbacks: Mapping[str, Any], store: Store | None) -> None:
        # Not before: at its import prometheus-client decides where counts are kept.
        from prometheus_client import CollectorRegistry, Counter, Histogram  # noqa: PLC0415

        self._callbacks, self._store = callbacks, store
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "kek_http_requests",
            "Answered requests.",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "kek_http_request_duration_seconds",
            "Time from a request to its answer.",
            ("route", "method"),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._callback_seconds = Histogram(
            "kek_callback_duration_seconds",
            "Time of the callbacks of the screen, by what they write.",
            ("callback",),
            buckets=_BUCKETS,
            registry=self._registry,
        )

    def observe(self, seconds: float, status: int) -> None:
        """Counts the request that is being answered."""
        route = route_template() or _NO_ROUTE
        method = request.method if request.method in _METHODS else _OTHER
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route, method).observe(seconds)
        if route == _CALLBACK and status < _FAILURE and request.is_json:  # what was refused is not read here
            body = request.get_json(silent=True)
            output = body.get("output") if isinstance(body, dict) else None
            if isinstance(output, str) and output in self._callbacks:
                self._callback_seconds.labels(output).observe(seconds)

    def render(self) -> Response:
        """Everything in the text format of Prometheus."""
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest  # noqa: PLC0415

        return Response(
            generate_latest(self._everything()),
            content_type=CONTENT_TYPE_LATEST,
            headers={"Cache-Control": "no-store"},
        )

    def _everything(self) -> CollectorRegistry:
        from prometheus_client import CollectorRegistry  # noqa: PLC0415
        from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

        registry = CollectorRegistry()
        if os.environ.get(FOLDER_VARIABLE):
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        else:
            registry.register(self._registry)
        if self._store is not None:
            registry.register(_Bestand(self._store))
        return registry


class _Bestand:
    """What the database says at the moment of a scrape."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def describe(self) -> Iterator[Metric]:
        """Nothing beforehand: the names are in no other collector."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Version of the data, Lieferungen by Stand, day of the newest release, version of the program."""
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415

        lieferungen = list_lieferungen(self._store)
        yield GaugeMetricFamily(
            "kek_data_version", "Rises with every release and withdrawal.", data_version(self._store)
        )
        stand = GaugeMetricFamily("kek_lieferungen", "Lieferungen by Stand.", labels=("stand",))
        for name in Lieferstand:
            stand.add_metric((name.value,), sum(lieferung.stand is name for lieferung in lieferungen))
        yield stand
        tage = [lieferung.freigegeben_am for lieferung in lieferungen if lieferung.freigegeben_am is not None]
        if tage:
            zuletzt = max(tage)
            yield GaugeMetricFamily(
                "kek_letzte_freigabe_timestamp_seconds",
                "Day of the newest release that counts, as its midnight in UTC.",
                datetime(zuletzt.year, zuletzt.month, zuletzt.day, tzinfo=UTC).timestamp(),
            )
        info = GaugeMetricFamily("kek_info", "Version of the program.", labels=("version",))
        info.add_metric((__version__,), 1)
        yield info


def register_metriken(
    app: Dash, store: Store | None, settings: Settings | None, who: Callable[[], Akteur | None]
) -> None:
    """Counts every request of the app from here on and tells the counts to whom ``is_allowed`` lets in.

    After ``trust_proxies``, so that it sees what came before any header was believed or dropped.
    """
    metriken = Metriken(app.callback_map, store)
    server: Flask = app.server
    server.wsgi_app = _Mark(server.wsgi_app)  # type: ignore[method-assign]

    def begin() -> None:
        g.setdefault(_START, time.perf_counter())

    def end(response: Response) -> Response:
        start = g.get(_START)
        metriken.observe(0.0 if start is None else time.perf_counter() - start, response.status_code)
        return response

    def show() -> Response:
        if not is_allowed(settings, who()):
            return Response("Die Metriken sind hier nicht zugänglich.\n", 403, mimetype="text/plain")
        return metriken.render()

    server.before_request_funcs.setdefault(None, []).insert(0, begin)
    server.after_request_funcs.setdefault(None, []).insert(0, end)
    add_route(server, ADRESSE, ENDPUNKT, show, OFFEN)  # ``is_allowed`` decides: a program has no account


def is_allowed(settings: Settings | None, akteur: Akteur | None) -> bool:
    """Whether this request may read the figures.

    Who may by their role; who knows the token ``KEK_METRIKEN_TOKEN``; and, where no token is set, a
    program on this very computer that asks directly. What a proxy passes on never counts as from here.
    """
    if akteur is not None and akteur.darf(Aktion.METRIKEN):
        return True
    token = "" if settings is None else settings.metriken_token
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    return bool(request.environ.get(_DIRECT)) and _is_own_name()


def _is_own_name() -> bool:
    """Whether this computer was asked by its own name: else it was a page's, pointed here (DNS rebinding)."""
    try:
        return is_loopback(urlsplit(f"//{request.host}").hostname or "")
    except ValueError:
        return False


class _Mark:
    """Notes of each request whether it came from this computer and was passed on by nobody."""

    def __init__(self, app: Callable[[Any, Any], Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        passed_on = any(name.startswith(_FORWARDED) for name in environ)
        environ[_DIRECT] = not passed_on and is_loopback(environ.get("REMOTE_ADDR") or "")
        return self._app(environ, start_response)

"""Tor: the one gate before every route and every callback; what declared no right stays shut.

A route or callback says with its registration what it needs (``add_route``, ``declare_callback``); Dash's
own routes are in ``DASH``. ``require_all_declared`` makes the app refuse to start where one is missing.
What exactly is allowed for one thing (a Fachbereich, a kind of Lieferung) is asked once more where it is
done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from dash import Dash
from flask import Flask, Response, request

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.settings import Settings
from kek_dashboard.web import lokal
from kek_dashboard.web.formular import FELD, VERALTET, Formulare
from kek_dashboard.web.sitzung import read_zugang
from kek_dashboard.web.verweigerung import refusal, refuse
from kek_dashboard.web.zugang import LOKAL, NIEMANDES, OFFEN, Recht, Zugang, current, keep

CALLBACK = "/_dash-update-component"
#: The routes that answer with the frame of a page: which page it is, and its right, is in the path.
SEITEN = frozenset({"/", "/<path:path>"})

#: The frame around every page, also around one's own account, which is open before anything else is.
RAHMEN = frozenset({Aktion.LESEN, Aktion.EIGENES_KONTO})

#: What Dash brings. The code of the screen is open, for the sign-in page wears it too; it holds no data.
DASH: Mapping[str, Recht] = MappingProxyType(
    {
        "_dash_assets.static": OFFEN,
        "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": OFFEN,
        "/_favicon.ico": OFFEN,
        "/_dash-layout": RAHMEN,
        "/_dash-dependencies": RAHMEN,
        CALLBACK: RAHMEN,
        "/_reload-hash": NIEMANDES,
        "static": NIEMANDES,
    }
)

_WRITES = {"POST", "PUT", "PATCH", "DELETE"}
_EXTENSION = "kek_tor"
# A page's address and a few words are all that a callback or a form gets.
LARGEST_CALLBACK, LARGEST_FORM = 1_000_000, 64 * 1024
# What a form may keep in memory beside its file. Werkzeug reads it in pieces of 64 KiB and counts a piece and
# what is left of the one before: with less than twice that, every file of more than 64 KiB would be too large.
_LARGEST_IN_MEMORY = 512 * 1024
_MOST_PARTS = 200


class UndeclaredRightError(Exception):
    """A route or callback was added without saying who may use it."""

    def __init__(self, names: Sequence[str]) -> None:
        """Name them."""
        super().__init__(f"Ohne Recht: {', '.join(sorted(names))} (siehe kek_dashboard/web/tor.py)")


@dataclass
class _Declared:
    """What was declared for one app."""

    routes: dict[str, Recht] = field(default_factory=lambda: dict(DASH))
    callbacks: dict[str, Recht] = field(default_factory=dict)
    largest: dict[str, int] = field(default_factory=lambda: {CALLBACK: LARGEST_CALLBACK})
    ohne_formular: set[str] = field(default_factory=lambda: {CALLBACK})


def add_route(
    server: Flask,
    path: str,
    endpoint: str,
    view: Callable[..., Any],
    recht: Recht,
    *,
    methods: Sequence[str] = ("GET",),
    largest: int = LARGEST_FORM,
) -> None:
    """A route with its right; ``largest`` is how many bytes may be sent to it."""
    server.add_url_rule(path, endpoint, view, methods=list(methods))
    declare_route(server, endpoint, recht)
    _declared(server).largest[endpoint] = largest


def declare_route(server: Flask, endpoint: str, recht: Recht) -> None:
    """The right of a route that somebody else adds."""
    _declared(server).routes[endpoint] = recht


def declare_callback(app: Dash, output: str, recht: Recht) -> None:
    """The right of a callback, by the id of what it writes as ``app.callback_map`` has it."""
    _declared(app.server).callbacks[output] = recht


def route_rights(server: Flask) -> Mapping[str, Recht]:
    """What was declared for each route."""
    return MappingProxyType(_declared(server).routes)


def callback_rights(server: Flask) -> Mapping[str, Recht]:
    """What was declared for each callback."""
    return MappingProxyType(_declared(server).callbacks)


def require_all_declared(app: Dash) -> None:
    """Raises ``UndeclaredRightError`` where a route or callback of the app has no right."""
    declared = _declared(app.server)
    routes = {rule.endpoint for rule in app.server.url_map.iter_rules()} - SEITEN - set(declared.routes)
    callbacks = set(app.callback_map) - set(declared.callbacks)
    if routes or callbacks:
        raise UndeclaredRightError([*routes, *callbacks])


class Tor:
    """The gate of one app; ``security`` puts its two checks before every request."""

    def __init__(
        self,
        app: Dash,
        settings: Settings | None,
        right_of_path: Callable[[str], Recht],
        formulare: Formulare,
    ) -> None:
        self._declared = _declared(app.server)
        self._settings, self._right_of_path, self._formulare = settings, right_of_path, formulare

    def check_request(self) -> Response | None:
        """Who asks, and whether the route is open to them; ``None`` = go on."""
        endpoint = request.endpoint or ""
        largest = self._declared.largest.get(endpoint, LARGEST_FORM)
        request.max_content_length = largest
        request.max_form_memory_size = min(max(largest, 2 * LARGEST_FORM), _LARGEST_IN_MEMORY)
        request.max_form_parts = _MOST_PARTS
        is_lokal = self._settings is None or self._settings.is_lokal
        if is_lokal and not lokal.is_from_here():
            return refusal("Nur auf diesem Rechner", lokal.SATZ, 403)
        if request.routing_exception is not None:
            return None  # there is no such route; Flask says so
        keep(self._find_zugang)
        recht = self._right_of(endpoint)
        if recht is not OFFEN and not current().darf(recht):
            return refuse(current(), recht)
        if is_lokal or request.method not in _WRITES or endpoint in self._declared.ohne_formular:
            return None
        if not self._formulare.is_ours(request.form.get(FELD)):
            return refusal("Formular nicht mehr gültig", VERALTET, 400)
        return None

    def check_callback(self) -> Response | None:
        """Whether the callback is open to whoever asks; after ``security`` found the call readable."""
        if request.endpoint != CALLBACK or request.method != "POST":
            return None
        recht = self._declared.callbacks.get(request.get_json()["output"], NIEMANDES)
        return None if current().darf(recht) else refuse(current(), recht)

    def _find_zugang(self) -> Zugang:
        settings = self._settings
        return LOKAL if settings is None or settings.is_lokal else read_zugang(settings)

    def _right_of(self, endpoint: str) -> Recht:
        if endpoint in SEITEN:
            return self._right_of_path(request.path)
        return self._declared.routes.get(endpoint, NIEMANDES)


def _declared(server: Flask) -> _Declared:
    declared = server.extensions.setdefault(_EXTENSION, _Declared())
    assert isinstance(declared, _Declared)
    return declared

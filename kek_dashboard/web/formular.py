"""Formular: every form that writes carries a token of its session; no foreign page can know it.

The second fence behind the check of Origin and Sec-Fetch-Site in ``security``. The token is a number
kept in the session's cookie, signed with the time; one that is not ours, of another session or too old
is refused.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from typing import Any

from dash import html
from dash.development.base_component import Component
from flask import session
from itsdangerous import BadSignature, URLSafeTimedSerializer

from kek_dashboard.web.components.browser import Eingabe

FELD = "formular"
VERALTET = (
    "Dieses Formular ist nicht mehr gültig, vielleicht lag es zu lange offen. Geändert wurde nichts. "
    "Bitte die Seite neu laden und noch einmal absenden."
)
_NUMBER = "formular"
# As long as a session can last.
_GOOD_SECONDS = 12 * 3600


class Formulare:
    """Makes and checks the tokens of one installation."""

    def __init__(self, key: str) -> None:
        self._signer = URLSafeTimedSerializer(key, salt="formular")

    def token(self) -> str:
        """A token for a form of this session."""
        if _NUMBER not in session:
            session[_NUMBER] = secrets.token_urlsafe(24)
        return str(self._signer.dumps(session[_NUMBER]))

    def is_ours(self, token: str | None) -> bool:
        """Whether a token was made for this session."""
        kept = session.get(_NUMBER)
        if not token or not isinstance(kept, str):
            return False
        try:
            number = self._signer.loads(token, max_age=_GOOD_SECONDS)
        except (BadSignature, ValueError, TypeError):
            return False
        return isinstance(number, str) and hmac.compare_digest(number.encode(), kept.encode())


def with_tokens(tree: Any, token: Callable[[], str]) -> Any:  # noqa: ANN401 - whatever Dash takes as children
    """The same tree with a token in each form that writes; none is made where there is no such form."""
    if isinstance(tree, list | tuple):
        for part in tree:
            with_tokens(part, token)
    elif isinstance(tree, Component):
        inner = getattr(tree, "children", None)
        with_tokens(inner, token)
        if isinstance(tree, html.Form) and str(getattr(tree, "method", "")).lower() == "post":
            parts = list(inner) if isinstance(inner, list | tuple) else [inner]
            tree.children = [Eingabe("hidden", FELD, token()), *parts]
    return tree

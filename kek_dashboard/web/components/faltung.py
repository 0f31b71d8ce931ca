"""Faltung: a part of a page that stands open on a large screen and on paper, and folded on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component


def faltung(kopf: Sequence[Component], inhalt: Sequence[Component]) -> Component:
    """``inhalt`` under its heading, which folds it; assets/faltung.js folds it first where the screen is small.

    Without scripts it stands open everywhere.
    """
    eng: dict[str, Any] = {"data-faltung": "eng"}
    return html.Details([html.Summary(list(kopf)), *inhalt], open=True, className="faltung", **eng)

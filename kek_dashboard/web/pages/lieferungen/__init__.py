"""Lieferungen: what came in: the list with its counter, a file before and after it is delivered."""

from __future__ import annotations

from kek_dashboard.web.pages.lieferungen import eine, liste, vorschau

SEITE, EINE, VORSCHAU = liste.SEITE, eine.SEITE, vorschau.SEITE

__all__ = ["EINE", "SEITE", "VORSCHAU"]

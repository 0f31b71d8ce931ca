"""Lieferungen: what came in: the list with its counter, a file before and after it is delivered."""

from __future__ import annotations

from kek_dashboard.web.pages.lieferungen import eine, liste, spalten, vorschau

SEITE, EINE, VORSCHAU, SPALTEN = liste.SEITE, eine.SEITE, vorschau.SEITE, spalten.SEITE

__all__ = ["EINE", "SEITE", "SPALTEN", "VORSCHAU"]

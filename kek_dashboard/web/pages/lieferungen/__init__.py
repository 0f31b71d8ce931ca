"""Lieferungen: what came in: the list with its counter, and the page of one Lieferung."""

from __future__ import annotations

from kek_dashboard.web.pages.lieferungen import eine, liste

SEITE, EINE = liste.SEITE, eine.SEITE

__all__ = ["EINE", "SEITE"]

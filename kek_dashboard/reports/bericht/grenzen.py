"""Grenzen: borders of the method inside a report's sentences, each with the place where the command line tells it."""

from __future__ import annotations

from kek_dashboard.charts.regeln import GRENZEN
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG
from kek_dashboard.reports.bericht.bezug import auskunft
from kek_dashboard.reports.bericht.form import Aussage, Wert, Wertart


def regel(jahr: int, text: str) -> Aussage:
    """A rule in a sentence; its numbers are borders of the method."""
    return Aussage(text, tuple(auskunft("messbarkeit", jahr, "grenzen", name) for name in GRENZEN))


def mindestabdeckung(jahr: int) -> Wert:
    """The share of the weights below which there is no figure."""
    bezug = auskunft("messbarkeit", jahr, "grenzen", "mindest_abdeckung")
    return Wert(MINDEST_ABDECKUNG, bezug, Wertart.PROZENT, stellen=0)

"""Vorlage: knows our own return workbook again, whose helping sheets hold no delivery and need no word."""

from __future__ import annotations

from decimal import Decimal

from kek_dashboard.domain.vorlage import BEIGABEN, FASSUNG, KENNUNG, LIEFERUNG, VERBORGEN
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt


def delivery_sheets(mappe: Arbeitsmappe) -> tuple[Blatt, ...]:
    """The sheets that may hold a delivery: all of them; of our return workbook not those that only help.

    Sheets that a person added to it are looked at like any other.
    """
    if not is_vorlage(mappe):
        return mappe.blaetter
    return tuple(blatt for blatt in mappe.blaetter if blatt.name not in BEIGABEN)


def is_vorlage(mappe: Arbeitsmappe) -> bool:
    """Whether a workbook is our return workbook in the version written today: its hidden mark says so."""
    namen = {blatt.name for blatt in mappe.blaetter}
    marke = next((blatt for blatt in mappe.blaetter if blatt.name == VERBORGEN and blatt.verborgen), None)
    if marke is None or LIEFERUNG not in namen:
        return False
    kennung, fassung = marke.zelle(1, 1), marke.zelle(1, 2)
    return (
        kennung is not None
        and kennung.wert == KENNUNG
        and fassung is not None
        and fassung.wert == Decimal(FASSUNG)
    )

"""Eigene Blätter: what this program itself put into a workbook, which is no delivery and needs no word."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from kek_dashboard.domain.vorlage import BEIGABEN, FASSUNG, KENNUNG, LIEFERUNG, VERBORGEN
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt

#: First cell of the sheet that lists Befunde in a copy, and how that sheet is called.
BEFUNDE_KENNUNG: Final = "Befunde des KEK-Monitors"
BEFUNDE: Final = "Befunde"
#: How our part of a note at a cell begins.
NOTIZ: Final = "KEK-Monitor:"
_ABSTAND = "\n\n"


def without_own_sheets(mappe: Arbeitsmappe) -> Arbeitsmappe:
    """The workbook as the person sent it: without our helping sheets, our list of Befunde and our notes.

    Sheets that a person added to a return workbook stay. Only what is ours by name and mark goes.
    """
    eigene = BEIGABEN if is_vorlage(mappe) else frozenset()
    hat_befunde = any(is_befundblatt(blatt) for blatt in mappe.blaetter)
    if not eigene and not hat_befunde:
        return mappe
    blaetter = [b for b in mappe.blaetter if b.name not in eigene and not is_befundblatt(b)]
    if hat_befunde:
        blaetter = [replace(blatt, kommentare=_foreign_notes(blatt)) for blatt in blaetter]
    return replace(mappe, blaetter=tuple(blaetter))


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


def is_befundblatt(blatt: Blatt) -> bool:
    """Whether a sheet is the list of Befunde that an annotated copy carries."""
    erste = blatt.zelle(1, 1)
    return blatt.name.startswith(BEFUNDE) and erste is not None and erste.wert == BEFUNDE_KENNUNG


def foreign_note(text: str) -> str:
    """A note at a cell without what we added to it; empty where all of it was ours."""
    if text.startswith(NOTIZ):
        return ""
    return text.partition(_ABSTAND + NOTIZ)[0]


def with_own_note(text: str, unsere: str) -> str:
    """A note with our words behind it; what we had said before goes."""
    fremd = foreign_note(text)
    return f"{fremd}{_ABSTAND}{NOTIZ} {unsere}" if fremd else f"{NOTIZ} {unsere}"


def _foreign_notes(blatt: Blatt) -> dict[tuple[int, int], str]:
    fremde = {ort: foreign_note(text) for ort, text in blatt.kommentare.items()}
    return {ort: text for ort, text in fremde.items() if text}

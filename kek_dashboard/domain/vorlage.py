"""Vorlage: the words by which a return workbook is known again, shared by who writes and who reads it."""

from __future__ import annotations

from typing import Final

#: First cell of the hidden sheet; the version rises when the sheets below change their meaning.
KENNUNG: Final = "KEK-Monitor-Vorlage"
FASSUNG: Final = 1

#: The sheets. Only ``LIEFERUNG`` is read back; the two others help the person, the last one is hidden.
LIEFERUNG: Final = "Lieferung"
ANLEITUNG: Final = "Anleitung"
UEBERSICHT: Final = "Übersicht"
VERBORGEN: Final = "Vorlage"
#: Sheets of our own that hold no delivery.
BEIGABEN: Final = frozenset({ANLEITUNG, UEBERSICHT, VERBORGEN})

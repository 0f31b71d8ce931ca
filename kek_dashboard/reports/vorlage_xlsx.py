"""Vorlage as .xlsx: puts the sheets of a return workbook together."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook

from kek_dashboard.domain.vorlage import ANLEITUNG, LIEFERUNG, UEBERSICHT, VERBORGEN
from kek_dashboard.formats import excel_text
from kek_dashboard.reports.vorlage import Vorlage
from kek_dashboard.reports.vorlage_beiblaetter import draw_anleitung, draw_kennung, draw_uebersicht
from kek_dashboard.reports.vorlage_lieferblatt import draw_lieferblatt

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def write_vorlage(vorlage: Vorlage) -> bytes:
    """The workbook as bytes; it opens at the sheet that is to be filled in."""
    mappe = Workbook()
    lieferung = mappe.worksheets[0]
    lieferung.title = LIEFERUNG
    draw_lieferblatt(lieferung, vorlage)
    draw_uebersicht(mappe.create_sheet(UEBERSICHT), vorlage)
    draw_anleitung(mappe.create_sheet(ANLEITUNG, 0), vorlage)
    draw_kennung(mappe.create_sheet(VERBORGEN), vorlage)
    mappe.active = 1
    for blatt in mappe.worksheets:
        blatt.sheet_view.tabSelected = blatt is lieferung
    mappe.properties.creator = "KEK-Monitor"
    mappe.properties.title = excel_text(f"Kennzahlen {vorlage.jahr}: {vorlage.fachbereich.name}")
    ziel = io.BytesIO()
    mappe.save(ziel)
    return ziel.getvalue()


def file_name(vorlage: Vorlage) -> str:
    """Name of the file: ASCII, without anything a file system minds.

    >>> re.sub(r"[^A-Za-z0-9]+", "-", "GB Schule und ÖPNV".translate(_UMLAUTE))
    'GB-Schule-und-OePNV'
    """
    name = re.sub(r"[^A-Za-z0-9]+", "-", vorlage.fachbereich.name.translate(_UMLAUTE)).strip("-")
    return f"Kennzahlen-{vorlage.jahr}-{name or 'Fachbereich'}.xlsx"

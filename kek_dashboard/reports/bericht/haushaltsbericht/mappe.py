"""Mappe: the Haushaltsbericht as a workbook to go on calculating with: every line, and sums that follow them."""

from __future__ import annotations

from typing import Final

from kek_dashboard.charts.haushaltsworte import ansatz_text
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.haushaltsbericht.lage import Haushaltslage, load_lage
from kek_dashboard.reports.bericht.haushaltsbericht.mappe_abgleich import write_abgleich, write_nachweis
from kek_dashboard.reports.bericht.haushaltsbericht.mappe_listen import write_flecken, write_produkte
from kek_dashboard.reports.bericht.haushaltsbericht.mappe_plan import (
    ABGLEICH,
    FLECKEN,
    MATRIX,
    NACHWEIS,
    PRODUKTE,
    UEBERSICHT,
    ZEILEN,
    Mappenplan,
)
from kek_dashboard.reports.bericht.haushaltsbericht.mappe_summen import write_matrix, write_uebersicht
from kek_dashboard.reports.bericht.haushaltsbericht.mappe_zeilen import BREITEN, KOPF, write_zeilen
from kek_dashboard.reports.bericht.paket import with_fixed_times
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.reports.rechenmappe import Rechenmappe

_GELD: Final = 15.5


def write_haushaltsmappe(quelle: Berichtsquelle) -> bytes:
    """The workbook as bytes; raises ``UnknownHaushaltError`` where no Haushalt is released."""
    lage = load_lage(quelle)
    return with_fixed_times(build(lage).write(), quelle.wissensstand)


def build(lage: Haushaltslage) -> Rechenmappe:
    """All sheets, in the order in which they are read."""
    plan = Mappenplan(lage)
    titel = f"Haushaltsbericht {lage.jahr}"
    tag = format_date(lage.quelle.wissensstand)
    mappe = Rechenmappe(titel, f"KEK-Monitor · {titel} · {ansatz_text(lage.haushalt)} · Wissensstand {tag}")
    teilhaushalte = len(plan.teilhaushalte)
    write_uebersicht(mappe.sheet(UEBERSICHT, (20, 46, _GELD, 10, *[_GELD] * 4), plan.uebersicht_kopf), plan)
    write_matrix(mappe.sheet(MATRIX, (20, 38, *[_GELD] * (teilhaushalte + 1)), plan.matrix_kopf(0)), plan)
    ende = KOPF + max(1, len(plan.posten))
    write_zeilen(mappe.sheet(ZEILEN, BREITEN, KOPF, f"A{KOPF}:{plan.letzte_spalte}{ende}"), plan)
    write_flecken(mappe.sheet(FLECKEN, (14, 12, 46, 9, *[_GELD] * 4), None), plan)
    write_produkte(mappe.sheet(PRODUKTE, (10, 10, 30, 40, 12, *[_GELD] * 6, 40, 40), 4), plan)
    write_abgleich(mappe.sheet(ABGLEICH, (74, 18, 18, 16, 16), plan.abgleich_kopf), plan)
    write_nachweis(mappe.sheet(NACHWEIS, (24, 90, 16), None), plan)
    return mappe

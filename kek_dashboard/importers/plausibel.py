"""Plausibel: values that a person should look at once more; a question, never a refusal.

Every check can be switched off or tuned for one Kennzahl in the Stammdaten (``pruefungen``); what each asks
and with which column it is tuned stands in docs/handbuch.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kek_dashboard.domain.befund import Befund
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Messwert
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.plausibelreihe import check_series, series
from kek_dashboard.importers.plausibelsumme import check_sums
from kek_dashboard.importers.plausibelwert import check_ranges, check_text_numbers
from kek_dashboard.importers.pruefungen import Pruefung, is_on


def check_plausibility(
    messwerte: Sequence[Messwert], stand: Datenstand, mappe: Arbeitsmappe | None = None
) -> list[Befund]:
    """Warnings about new or changed values, against what is released and what is delivered.

    Codes: those of ``Pruefung``. With the workbook also a ``hinweis`` on numbers that are stored as text.
    """
    nach_nr: dict[str, list[Messwert]] = defaultdict(list)
    for messwert in messwerte:
        nach_nr[messwert.kennzahl_nr].append(messwert)
    befunde: list[Befund] = []
    for nr, geliefert in nach_nr.items():
        akte = stand.akten[nr]
        # In the order of the file, so that the same file always reads the same.
        for periode in dict.fromkeys(messwert.zeitraum.periode for messwert in geliefert):
            punkte = series(akte, periode, geliefert)
            befunde += [
                befund
                for befund in check_series(akte, periode, punkte)
                if is_on(akte.kennzahl, Pruefung(befund.code))
            ]
        if is_on(akte.kennzahl, Pruefung.BEREICH):
            befunde += check_ranges(akte, geliefert)
    befunde += check_sums(nach_nr, stand)
    if mappe is not None:
        gezaehlt = [m for m in messwerte if is_on(stand.akten[m.kennzahl_nr].kennzahl, Pruefung.TEXTZAHL)]
        befunde += check_text_numbers(gezaehlt, mappe)
    return befunde

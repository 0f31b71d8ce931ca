"""Plausibelwert: values outside the range their Kennzahl allows, and numbers stored as text."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.kennzahl import Kennzahlakte, Messwert
from kek_dashboard.formats import format_number
from kek_dashboard.importers.mappe import Arbeitsmappe, Zelle
from kek_dashboard.importers.plausibelreihe import value_befund
from kek_dashboard.importers.pruefungen import Pruefung

#: So many further cells are named; the rest is counted.
_GENANNT = 5


def check_ranges(akte: Kennzahlakte, geliefert: Iterable[Messwert]) -> list[Befund]:
    """New or changed values outside ``plausibel_von`` and ``plausibel_bis``; the borders belong to it."""
    von, bis = akte.kennzahl.plausibel_von, akte.kennzahl.plausibel_bis
    frueher = {messwert.zeitraum: messwert.wert for messwert in akte.messwerte}
    befunde = []
    for messwert in geliefert:
        wert = messwert.wert
        if wert is None or (messwert.zeitraum in frueher and frueher[messwert.zeitraum] == wert):
            continue
        if von is not None and wert < von:
            lage = f"unter {format_number(von)}"
        elif bis is not None and wert > bis:
            lage = f"über {format_number(bis)}"
        else:
            continue
        befunde.append(
            value_befund(
                Pruefung.BEREICH,
                messwert,
                f"{format_number(wert)} liegt {lage} und damit außerhalb dessen, was für diese Kennzahl plausibel "
                f"ist ({_range(von, bis)}). Bitte prüfen und bestätigen, wenn der Wert stimmt.",
            )
        )
    return befunde


def _range(von: Decimal | None, bis: Decimal | None) -> str:
    if von is None:
        return f"bis {format_number(bis)}"
    if bis is None:
        return f"ab {format_number(von)}"
    return f"{format_number(von)} bis {format_number(bis)}"


def check_text_numbers(messwerte: Iterable[Messwert], mappe: Arbeitsmappe) -> list[Befund]:
    """Numbers that a workbook holds as text: one ``hinweis`` a sheet, at its first such cell.

    Nothing where the file knows no numbers at all (.csv): there text is the only way.
    """
    if not any(
        isinstance(z.wert, Decimal) for b in mappe.blaetter for r in b.zeilen.values() for z in r.values()
    ):
        return []
    gesucht: dict[str, set[str]] = {}
    for messwert in messwerte:
        if messwert.wert is not None:
            gesucht.setdefault(messwert.fundstelle.blatt, set()).add(messwert.fundstelle.zelle)
    befunde = []
    for blatt in mappe.blaetter:
        orte = gesucht.get(blatt.name, set())
        texte = [
            zelle
            for zeile in blatt.zeilen.values()
            for zelle in zeile.values()
            if isinstance(zelle.wert, str) and zelle.name in orte
        ]
        if texte:
            befunde.append(_textzahl_befund(blatt.name, texte))
    return befunde


def _textzahl_befund(blatt: str, zellen: list[Zelle]) -> Befund:
    erste, *weitere = zellen
    auch = ""
    if weitere:
        auch = f" (ebenso {', '.join(zelle.name for zelle in weitere[:_GENANNT])}"
        auch += f" und {len(weitere) - _GENANNT} weitere)" if len(weitere) > _GENANNT else ")"
    text = (
        f"Blatt „{blatt}“, Zelle {erste.name}: „{erste.roh.strip()}“ ist als Text gespeichert und wurde als Zahl "
        f"gelesen{auch}. Excel selbst rechnet mit solchen Zellen nicht; bitte bei Gelegenheit als Zahl eingeben."
    )
    return Befund(Schwere.HINWEIS, Pruefung.TEXTZAHL.value, text, blatt, erste.name)

"""Erkennen: which kind of Lieferung a workbook is, by its sheets and their headers."""

from __future__ import annotations

import re

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.importers.kennzahltabellen import BREIT, LANG
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt
from kek_dashboard.importers.sheet import SUCHTIEFE, count_required, find_table, squash
from kek_dashboard.importers.stammdatenblaetter import BLAETTER, ERLAEUTERUNGEN, blattart, sheet_art
from kek_dashboard.importers.tabellensuche import first_table

_BETRAG = re.compile(
    r"\b(?:ansatz|ansätze|ergebnis|rechnungsergebnis|planung|plan|nachtrag|vorl\.? ?ist|ist|rechnung"
    r"|finanzplan\w*|haushaltsansatz)\W+(?:\w+\W+)?(?:19|20)\d\d"
    r"|\b(?:buchungsstand|prognose|hochrechnung|fortgeschr\w*\.? ansatz|vorl\w*\.? ergebnis)\b",
    re.IGNORECASE,
)
_HAUSHALT = {
    "produkt", "produktnr", "produktnummer", "konto", "sachkonto", "kostenart", "kostenartnr",
    "teilhaushalt", "profitcenter", "pspelement", "investitionsnummer", "produktgruppe", "kontonr",
    "aufwandsart", "ertragsart", "haushaltsstelle", "finanzposition", "finanzstelle", "teilplan",
    "teilplanzeile", "kostentraeger",
}  # fmt: skip


def recognise(mappe: Arbeitsmappe) -> Lieferart | Befund:
    """The kind of a workbook, or the Befund that says what was found and what was expected."""
    sichtbar = [blatt for blatt in mappe.blaetter if not blatt.verborgen and blatt.zeilen]
    stammdaten = [
        blatt
        for blatt in sichtbar
        if (art := sheet_art(blatt)) is not None
        and art is not ERLAEUTERUNGEN
        and find_table(blatt, art) is not None
    ]
    uebrige = [blatt for blatt in sichtbar if blatt not in stammdaten]
    tabellen = [
        (blatt, tabelle.art)
        for blatt in uebrige
        if blattart(blatt.name) is not ERLAEUTERUNGEN and (tabelle := first_table(blatt)) is not None
    ]
    kennzahlen = [blatt for blatt, art in tabellen if art in (LANG, BREIT)]
    if stammdaten and kennzahlen:
        text = (
            "Die Arbeitsmappe enthält Stammdaten (Blatt "
            f"„{stammdaten[0].name}“) und Messwerte (Blatt „{kennzahlen[0].name}“). Bitte als zwei "
            "Dateien liefern."
        )
        return Befund(Schwere.FEHLER, "art_gemischt", text, kennzahlen[0].name)
    if stammdaten:
        return Lieferart.STAMMDATEN
    if kennzahlen:
        return Lieferart.KENNZAHLEN
    if any(_is_haushalt(blatt) for blatt in uebrige):
        return Lieferart.HAUSHALT
    if tabellen:
        # Without a Zeitraum or without numbers: what is missing can only be said by their reader.
        return Lieferart.KENNZAHLEN
    return _by_names(mappe, sichtbar)


def _by_names(mappe: Arbeitsmappe, sichtbar: list[Blatt]) -> Lieferart | Befund:
    """Last resort: names of sheets, or one sheet that fits master data whatever its name."""
    if any(blattart(blatt.name) is not None for blatt in sichtbar):
        return Lieferart.STAMMDATEN
    if len(sichtbar) == 1 and any(
        len(art.pflichtfelder) > 1 and find_table(sichtbar[0], art) for art in BLAETTER
    ):
        return Lieferart.STAMMDATEN
    namen = ", ".join(f"„{blatt.name}“" for blatt in mappe.blaetter) or "keine"
    if any(count_required(blatt, LANG) > 1 for blatt in sichtbar):
        return Lieferart.KENNZAHLEN
    text = (
        f"Es ist nicht zu erkennen, was die Datei enthält (Blätter: {namen}). Erwartet werden "
        "Kennzahlen (Spalten „Kennzahl-Nr.“, „Zeitraum“, „Ist“), Stammdaten (Blätter wie „Ziele“) oder "
        "ein Haushaltsplan (Spalten „Produkt“, „Konto“, „Ansatz …“)."
    )
    return Befund(Schwere.FEHLER, "art_unbekannt", text)


def _is_haushalt(blatt: Blatt) -> bool:
    """Whether a header near the top has a budget key and an amount column."""
    for nummer in sorted(blatt.zeilen)[:SUCHTIEFE]:
        zeilen = (blatt.zeilen[nummer], blatt.zeilen.get(nummer + 1, {}))
        texte = [zelle.roh for zeile in zeilen for zelle in zeile.values()]
        if any(squash(text) in _HAUSHALT for text in texte) and any(
            _BETRAG.search(" ".join(text.split())) for text in texte
        ):
            return True
    return False

"""Kennzahlen: the Messwerte that a Fachbereich delivers, one row a value or one column a Zeitraum."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.importers.blatthinweise import hidden_sheet, note_sheet
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.kennzahllesung import read_table
from kek_dashboard.importers.kennzahlsammlung import Sammlung
from kek_dashboard.importers.kennzahltabellen import LANG
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt, Zelle
from kek_dashboard.importers.plausibel import check_plausibility
from kek_dashboard.importers.sheet import count_required, find_table, missing_columns
from kek_dashboard.importers.stammdaten import read_erlaeuterungen
from kek_dashboard.importers.stammdatenblaetter import ERLAEUTERUNGEN, blattart
from kek_dashboard.importers.tabellensuche import find_tables


def read_kennzahlen(
    mappe: Arbeitsmappe, vorgabe: Vorgabe, stand: Datenstand, heute: date | None = None
) -> Leseergebnis:
    """All Messwerte of a Kennzahlen-Lieferung with Befunde; ``gelesen`` counts cells with a value.

    ``heute``: later Zeiträume are a ``fehler`` (default: the computer's day).
    """
    sammlung = Sammlung(stand, heute or date.today())  # noqa: DTZ011  a county has one time zone
    tabellen = 0
    ohne_tabelle: list[Blatt] = []
    for blatt in mappe.blaetter:
        if not blatt.zeilen:
            continue
        if blatt.verborgen:
            sammlung.befunde.append(hidden_sheet(blatt))
            continue
        if blattart(blatt.name) is ERLAEUTERUNGEN and find_table(blatt, ERLAEUTERUNGEN) is not None:
            texte, befunde = read_erlaeuterungen(blatt, stand)
            sammlung.befunde += befunde
            sammlung.erlaeuterungen += texte
            continue
        lesungen = [lesung for t in find_tables(blatt) if (lesung := read_table(t, sammlung)) is not None]
        if lesungen:
            note_sheet(blatt, lesungen, sammlung)
            tabellen += 1
        else:
            ohne_tabelle.append(blatt)
    sammlung.befunde += sammlung.name_befunde()
    for blatt in ohne_tabelle:
        sammlung.befunde.append(_no_table(blatt, stand, ist_einzige=not tabellen))
    if all(not blatt.zeilen for blatt in mappe.blaetter):
        sammlung.befunde.append(Befund(Schwere.FEHLER, "leer", "Die Arbeitsmappe enthält keine Daten."))
    return conclude(sammlung, vorgabe, mappe)


def conclude(sammlung: Sammlung, vorgabe: Vorgabe, mappe: Arbeitsmappe | None = None) -> Leseergebnis:
    """What a whole reading brought; values that could be read are now checked against what is known."""
    messwerte = tuple(sammlung.messwerte.values())
    if all(befund.schwere is not Schwere.FEHLER for befund in sammlung.befunde):
        sammlung.befunde += check_plausibility(messwerte, sammlung.stand, mappe)
    return Leseergebnis(
        vorgabe=Vorgabe(Lieferart.KENNZAHLEN, fachbereich=vorgabe.fachbereich),
        inhalt=Inhalt(messwerte=messwerte, erlaeuterungen=tuple(sammlung.erlaeuterungen)),
        befunde=tuple(sammlung.befunde),
        gelesen=sum(1 for messwert in messwerte if messwert.wert is not None),
    )


def _no_table(blatt: Blatt, stand: Datenstand, *, ist_einzige: bool) -> Befund:
    """A sheet without a table: no fault beside another one, unless it was meant to be one."""
    fehlt = missing_columns(blatt, LANG)
    if ist_einzige or count_required(blatt, LANG) > 1:
        return fehlt
    if any(_has_known_value(zeile, stand) for zeile in blatt.zeilen.values()):
        text = (
            f"Das Blatt „{blatt.name}“ nennt Kennzahlen mit Zahlen, hat aber weder die Spalten „Zeitraum“ und "
            "„Ist“ noch Spalten für Zeiträume; es wurde nicht gelesen. Bitte prüfen."
        )
        return Befund(Schwere.WARNUNG, "blatt_nicht_gelesen", text, blatt.name)
    text = f"Das Blatt „{blatt.name}“ enthält keine Kennzahlentabelle und wurde übergangen."
    return Befund(Schwere.HINWEIS, "blatt_uebergangen", text, blatt.name)


def _has_known_value(zeile: Mapping[int, Zelle], stand: Datenstand) -> bool:
    """Whether a row names a known Kennzahl beside a number."""
    zellen = zeile.values()
    return any(isinstance(zelle.wert, Decimal) for zelle in zellen) and any(
        isinstance(zelle.wert, str) and zelle.wert.strip() in stand.akten for zelle in zellen
    )

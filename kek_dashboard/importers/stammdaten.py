"""Stammdaten: goals, Kennzahlen, targets, mappings and the rest of the master data of a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.domain.massnahme import Erlaeuterung
from kek_dashboard.importers import stammdatenblaetter as blaetter
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt
from kek_dashboard.importers.satz import Satz, Satzblatt
from kek_dashboard.importers.sheet import Tabellenart, find_table, missing_columns
from kek_dashboard.importers.stammdatenpruefung import check_stammdaten
from kek_dashboard.importers.stammhaushalt import (
    read_erlaeuterung,
    read_haushaltszuordnung,
    read_massnahme,
    read_produkt,
    rows_without_target,
)
from kek_dashboard.importers.stammkennzahlen import (
    check_summanden,
    read_fachbereich,
    read_kennzahl,
    read_reihenbruch,
    read_zielwert,
    read_zuordnung,
)
from kek_dashboard.importers.stammlesung import Lesung
from kek_dashboard.importers.stammsatzung import read_haushaltsstatus, read_satzungssumme
from kek_dashboard.importers.stammtermine import read_meilenstein, read_sitzung
from kek_dashboard.importers.stammverfahren import read_aenderungsgrund, read_verfahrensschritt
from kek_dashboard.importers.stammvergleich import note_vergleichswerte, read_vergleichswert
from kek_dashboard.importers.stammziele import (
    read_ausgangswert,
    read_nachfolge,
    read_ziel,
    read_zielebene,
    read_zielsystem,
)


def read_stammdaten(mappe: Arbeitsmappe, vorgabe: Vorgabe, stand: Datenstand) -> Leseergebnis:
    """All records of a master-data workbook with Befunde; ``gelesen`` counts records."""
    lesung = Lesung(stand)
    gefunden = _sheets(mappe, lesung.befunde)
    for art in blaetter.BLAETTER:
        for blatt in gefunden.get(art.name, ()):
            read_sheet(blatt, art, lesung)
    check_summanden(lesung)
    lesung.befunde += rows_without_target(lesung)
    lesung.befunde += note_vergleichswerte(lesung)
    if not gefunden and not any(b.schwere is Schwere.FEHLER for b in lesung.befunde):
        namen = ", ".join(f"„{art.name}“" for art in blaetter.BLAETTER)
        da = ", ".join(f"„{blatt.name}“" for blatt in mappe.blaetter) or "keine"
        text = f"Kein Blatt mit Stammdaten gefunden (vorhanden: {da}). Erwartet wird eines von {namen}."
        lesung.befunde.append(Befund(Schwere.FEHLER, "kein_blatt", text))
    inhalt, befunde = check_stammdaten(lesung.inhalt(), stand)
    return Leseergebnis(
        vorgabe=Vorgabe(Lieferart.STAMMDATEN, fachbereich=vorgabe.fachbereich),
        inhalt=inhalt,
        befunde=(*lesung.befunde, *befunde),
        gelesen=count_records(inhalt),
    )


def read_erlaeuterungen(
    blatt: Blatt, stand: Datenstand
) -> tuple[tuple[Erlaeuterung, ...], tuple[Befund, ...]]:
    """The sheet ``Erläuterungen`` alone, as it may stand beside Messwerte in a Lieferung."""
    lesung = Lesung(stand)
    read_sheet(blatt, blaetter.ERLAEUTERUNGEN, lesung)
    inhalt, befunde = check_stammdaten(lesung.inhalt(), stand)
    return inhalt.erlaeuterungen, (*lesung.befunde, *befunde)


def count_records(inhalt: Inhalt) -> int:
    """Number of master-data records."""
    arten = {feld.name for feld in fields(inhalt)} - {"messwerte", "positionen"}
    return sum(len(getattr(inhalt, art)) for art in arten)


def _sheets(mappe: Arbeitsmappe, befunde: list[Befund]) -> dict[str, list[Blatt]]:
    """Sheets by what they are; others and hidden ones are said and left out."""
    gefunden: dict[str, list[Blatt]] = {}
    for blatt in mappe.blaetter:
        art = blaetter.sheet_art(blatt)
        if art is None and len(mappe.blaetter) == 1:
            # A .csv has no sheet name, a single sheet is often called „Tabelle1“.
            passend = [a for a in blaetter.BLAETTER if find_table(blatt, a) is not None]
            art = max(passend, key=lambda a: len(a.pflichtfelder), default=None)
        if blatt.verborgen:
            text = f"Das Blatt „{blatt.name}“ ist ausgeblendet und wurde nicht gelesen."
            befunde.append(Befund(Schwere.HINWEIS, "blatt_verborgen", text, blatt.name))
        elif art is None:
            if blatt.zeilen:
                text = f"Das Blatt „{blatt.name}“ gehört nicht zu den Stammdaten und wurde übergangen."
                befunde.append(Befund(Schwere.HINWEIS, "blatt_uebergangen", text, blatt.name))
        else:
            gefunden.setdefault(art.name, []).append(blatt)
    return gefunden


def read_sheet(blatt: Blatt, art: Tabellenart, lesung: Lesung) -> None:
    """Read one sheet into the Lesung."""
    if not blatt.zeilen:
        return
    tabelle = find_table(blatt, art)
    if tabelle is None:
        lesung.befunde.append(missing_columns(blatt, art))
        return
    lesen = _LESER[art.name]
    satzblatt = Satzblatt(tabelle, lesung.befunde)
    for zeile in tabelle.zeilen():
        if zeile.zellen:
            satz = Satz(satzblatt, zeile)
            if satz.require():
                lesen(satz, lesung)


_LESER: dict[str, Callable[[Satz, Lesung], None]] = {
    blaetter.ZIELSYSTEME.name: read_zielsystem,
    blaetter.ZIELEBENEN.name: read_zielebene,
    blaetter.ZIELE.name: read_ziel,
    blaetter.BRUECKE.name: read_nachfolge,
    blaetter.ORGANISATION.name: read_fachbereich,
    blaetter.KENNZAHLEN.name: read_kennzahl,
    blaetter.MASSNAHMEN.name: read_massnahme,
    blaetter.PRODUKTE.name: read_produkt,
    blaetter.ZIELWERTE.name: read_zielwert,
    blaetter.AUSGANGSWERTE.name: read_ausgangswert,
    blaetter.VERFAHREN.name: read_verfahrensschritt,
    blaetter.AENDERUNG.name: read_aenderungsgrund,
    blaetter.REIHENBRUECHE.name: read_reihenbruch,
    blaetter.ZUORDNUNG_UNTERZIELE.name: read_zuordnung,
    blaetter.ERLAEUTERUNGEN.name: read_erlaeuterung,
    blaetter.ZUORDNUNG_HAUSHALT.name: read_haushaltszuordnung,
    blaetter.HAUSHALTSSATZUNG.name: read_satzungssumme,
    blaetter.HAUSHALTSSTATUS.name: read_haushaltsstatus,
    blaetter.MEILENSTEINE.name: read_meilenstein,
    blaetter.SITZUNGEN.name: read_sitzung,
    blaetter.VERGLEICHSWERTE.name: read_vergleichswert,
}

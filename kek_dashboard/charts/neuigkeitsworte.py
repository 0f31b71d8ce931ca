"""Neuigkeitsworte: a Neuigkeit as one German sentence, and the words of its kinds of causes and subjects."""

from __future__ import annotations

from kek_dashboard.charts.ursachenworte import cause_text, kennzahl_name
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.neuigkeit import Gegenstand, Neuigkeit
from kek_dashboard.domain.unterschied import Aenderungsart
from kek_dashboard.domain.ursachenart import Ursachenart
from kek_dashboard.formats import format_number

#: A kind of cause: one of it, several of it.
ART_WORT = {
    Ursachenart.ZURUECKGEZOGEN: ("zurückgezogene Angabe", "zurückgezogene Angaben"),
    Ursachenart.BERICHTIGTER_WERT: ("berichtigter Wert", "berichtigte Werte"),
    Ursachenart.GEAENDERTES_ZIEL: ("geändertes Ziel", "geänderte Ziele"),
    Ursachenart.GEAENDERTE_METHODE: ("geänderte Methode", "geänderte Methoden"),
    Ursachenart.GEAENDERTE_ZUORDNUNG: ("geänderte Zuordnung", "geänderte Zuordnungen"),
    Ursachenart.NEUER_WERT: ("neuer Wert", "neue Werte"),
    Ursachenart.MASSNAHME: ("Maßnahme oder Meilenstein", "Maßnahmen und Meilensteine"),
    Ursachenart.HAUSHALT: ("Haushalt", "Haushalt"),
    Ursachenart.ERLAEUTERUNG: ("Erläuterung", "Erläuterungen"),
    Ursachenart.ANGABEN: ("andere Angabe", "andere Angaben"),
}
GEGENSTAND_WORT = {
    Gegenstand.OBERZIEL: "Oberziel",
    Gegenstand.UNTERZIEL: "Unterziel",
    Gegenstand.KENNZAHL: "Kennzahl",
    Gegenstand.ZIEL: "Ziel",
    Gegenstand.MASSNAHME: "Maßnahme",
    Gegenstand.HAUSHALT: "Haushalt",
    Gegenstand.VERWALTUNG: "Verwaltung",
}


def neuigkeit_name(stand: Datenstand, neuigkeit: Neuigkeit) -> str:
    """What the subject is called on the later day, without its number; its kind and number where it is unknown."""
    nr = neuigkeit.nr
    match neuigkeit.gegenstand:
        case Gegenstand.KENNZAHL if nr in stand.akten:
            return stand.akten[nr].kennzahl.bezeichnung
        case Gegenstand.OBERZIEL | Gegenstand.UNTERZIEL | Gegenstand.ZIEL if nr in stand.ziele:
            return stand.ziele[nr].kurztitel
        case Gegenstand.MASSNAHME if nr in stand.massnahmen:
            return stand.massnahmen[nr].bezeichnung
    return " ".join(teil for teil in (GEGENSTAND_WORT[neuigkeit.gegenstand], nr) if teil)


def neuigkeit_satz(stand: Datenstand, neuigkeit: Neuigkeit) -> str:
    """Why, in one line: the cause that tells most, with its figures; ``**`` around what counts.

    ``stand`` is that of the later day. A cause told by a part names it: „1.2-03 Betreuungsquote: neuer Wert …“.
    """
    grund = neuigkeit.leading
    if grund is None:
        return "; ".join(_fassung(*paar) for paar in neuigkeit.fassungen)
    teil = "" if neuigkeit.gruende else kennzahl_name(stand, grund.ursache)
    von = f"{teil}: " if teil else ""
    weitere = len(neuigkeit.gruende) + len(neuigkeit.durch) + len(neuigkeit.fassungen) - 1
    rest = f" – und {format_number(weitere)} weitere Ursache{'n' if weitere > 1 else ''}" if weitere else ""
    return f"{von}{cause_text(stand, grund.ursache)}{rest}"


def fassung_text(jahr: str, fassung: str, art: Aenderungsart) -> str:
    """That a Fassung of a Haushalt came or went."""
    return f"Haushalt {jahr}, {_fassung(fassung, art)}"


def _fassung(fassung: str, art: Aenderungsart) -> str:
    return f"Fassung {fassung}: **{'neu' if art is Aenderungsart.NEU else 'zählt nicht mehr'}**"

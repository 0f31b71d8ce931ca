"""Protokollworte: how the audit trail's events, things, fields and values are said in German."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from kek_dashboard.charts.haushaltsworte import fassung_text
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.protokoll import Eintrag, Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import KOMMANDOZEILE, LOKAL, OIDC, WEB, Rolle
from kek_dashboard.formats import format_date, format_datetime, format_number
from kek_dashboard.web.components.angabenfelder import ART_WORT
from kek_dashboard.web.zugang import ROLLE_WORT

EREIGNIS_WORT = {
    Ereignisart.GELIEFERT: "geliefert",
    Ereignisart.UEBERNOMMEN: "übernommen",
    Ereignisart.FREIGEGEBEN: "freigegeben",
    Ereignisart.ZURUECKGEZOGEN: "zurückgezogen",
    Ereignisart.SPALTEN_GEMERKT: "Spalten gemerkt",
    Ereignisart.KONTO_ANGELEGT: "Konto angelegt",
    Ereignisart.KONTO_GEAENDERT: "Konto geändert",
    Ereignisart.KONTO_GESPERRT: "Konto gesperrt",
    Ereignisart.KONTO_ENTSPERRT: "Konto entsperrt",
    Ereignisart.PASSWORT_GEAENDERT: "Passwort geändert",
    Ereignisart.ANGEMELDET: "angemeldet",
    Ereignisart.ANMELDUNG_ABGEWIESEN: "Anmeldung abgewiesen",
    Ereignisart.ABGEMELDET: "abgemeldet",
    Ereignisart.MIGRIERT: "Schema erneuert",
    Ereignisart.GESICHERT: "gesichert",
    Ereignisart.WIEDERHERGESTELLT: "wiederhergestellt",
}
DING_WORT = {
    Gegenstand.LIEFERUNG: "Lieferung",
    Gegenstand.EREIGNIS: "Freigabe",
    Gegenstand.SPALTENPROFIL: "Spaltenzuordnung",
    Gegenstand.KONTO: "Konto",
    Gegenstand.DATENBANK: "Datenbank",
}
#: Every field an entry may keep, in the order in which its changes are told.
FELD_WORT = {
    "dateiname": "Datei",
    "art": "Art",
    "fachbereich": "Fachbereich",
    "haushaltsjahr": "Haushaltsjahr",
    "fassung": "Fassung",
    "profil": "Profil",
    "lieferung": "Lieferung",
    "am": "gilt ab",
    "rueckwirkend": "rückwirkend gesetzt",
    "grund": "Grund",
    "gelesen": "gelesene Angaben",
    "neu": "neu",
    "geaendert": "geändert",
    "unveraendert": "unverändert",
    "absender": "abgegeben von",
    "eingegangen": "eingegangen",
    "wer": "von",
    "zeitpunkt": "Zeitpunkt",
    "name": "Name",
    "anzeigename": "Person",
    "rollen": "Rollen",
    "fachbereiche": "Fachbereiche",
    "aktiv": "offen",
    "angelegt": "angelegt",
    "passwort_sha256": "Passwort",
    "passwort_einmalig": "Einmal-Passwort",
    "sitzungsstand": "Stand der Sitzungen",
    "oidc_sub": "Kennung beim Anmeldedienst",
    "adresse": "Adresse",
    "merkmal": "Merkmal des Blatts",
    "inhalt": "Zuordnung der Spalten",
    "schema": "Schema",
    "dateien": "Dateien",
    "zeilen": "Zeilen",
    "nr": "Nr.",
    "sha256": "SHA-256 der Datei",
    "inhalt_sha256": "SHA-256 des Inhalts",
    "?": "Angabe",
}
_HERKUNFT_WORT = {
    WEB: "im Browser",
    KOMMANDOZEILE: "an der Kommandozeile",
    LOKAL: "im lokalen Modus",
    OIDC: "über den Anmeldedienst",
    "programm": "das Programm selbst",
}
_JA_NEIN = {"1": "ja", "0": "nein", "True": "ja", "False": "nein"}
_TAG, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
_LONGEST_VALUE = 120


def changes(eintrag: Eintrag) -> list[tuple[str, str, str]]:
    """What an entry says of its thing: name, before, after; of what was there before only what changed.

    What its row says anyway (which thing, who, when, what) is left out.
    """
    vorher, nachher = state(eintrag.vorher), state(eintrag.nachher)
    schon = {
        "nr": eintrag.gegenstand,
        "wer": eintrag.wer,
        "absender": eintrag.wer,
        "art": eintrag.aktion,
        "zeitpunkt": eintrag.zeitpunkt,
        "eingegangen": eintrag.zeitpunkt,
    }
    if eintrag.gegenstand_art == Gegenstand.EREIGNIS:
        schon["lieferung"] = nachher.get("lieferung", "")
    rang = {name: platz for platz, name in enumerate(FELD_WORT)}
    namen = sorted({**vorher, **nachher}, key=lambda name: (rang.get(name, len(rang)), name))
    return [
        (name, vorher.get(name, ""), nachher.get(name, ""))
        for name in namen
        if vorher.get(name) != nachher.get(name)
        and (name in vorher or value_text(name, nachher[name]) != value_text(name, schon.get(name, "")))
    ]


def state(text: str) -> dict[str, str]:
    """Fields and values of one side of an entry; text that is no object as one field."""
    try:
        werte = json.loads(text) if text else {}
    except ValueError:
        return {"?": text}
    return {str(name): str(wert) for name, wert in werte.items()} if isinstance(werte, dict) else {"?": text}


def field_text(name: str) -> str:
    """A field as people call it; one nobody named as it is."""
    return FELD_WORT.get(name, name)


def value_text(name: str, wert: str) -> str:
    """A value as people write it; empty where there is none.

    >>> value_text("am", "2026-10-05"), value_text("gelesen", "12345"), value_text("haushaltsjahr", "2026")
    ('05.10.2026', '12.345', '2026')
    """
    wort = _WORT.get(name)
    if wort is not None:
        return wort(wert)
    if _TAG.fullmatch(wert):
        return day_text(wert)
    if _MOMENT.fullmatch(wert):
        return moment_text(wert)
    return wert if len(wert) <= _LONGEST_VALUE else wert[:_LONGEST_VALUE] + " …"


def moment_text(text: str) -> str:
    """A moment on the county's clock; other text as it is."""
    try:
        return format_datetime(datetime.fromisoformat(text).astimezone())
    except ValueError:
        return text


def day_text(text: str) -> str:
    """A day as people write it; other text as it is."""
    try:
        return format_date(date.fromisoformat(text))
    except ValueError:
        return text


def roles_text(eintrag: Eintrag) -> str:
    """What the person was at that moment, and by which way they came."""
    rollen = _roles(eintrag.rollen)
    worte = "alle Rollen" if eintrag.rollen.count(",") + 1 == len(Rolle) else rollen
    return ", ".join(filter(None, [worte, _HERKUNFT_WORT.get(eintrag.herkunft, eintrag.herkunft)]))


def event_text(eintrag: Eintrag) -> str:
    """What happened, in a word."""
    known = eintrag.aktion in set(Ereignisart)
    return EREIGNIS_WORT[Ereignisart(eintrag.aktion)] if known else eintrag.aktion


def thing_text(art: str, wort: str) -> str:
    """A thing with its kind; there is only one database."""
    if art == Gegenstand.DATENBANK:
        return DING_WORT[Gegenstand.DATENBANK]
    return f"{DING_WORT.get(Gegenstand(art), art) if art in set(Gegenstand) else art} {wort}".strip()


def _roles(text: str) -> str:
    rollen = [rolle for rolle in text.split(",") if rolle]
    return ", ".join(ROLLE_WORT[Rolle(rolle)] if rolle in set(Rolle) else rolle for rolle in rollen)


def _units(text: str) -> str:
    """The Fachbereiche of an account, kept as a list of JSON."""
    try:
        namen = json.loads(text)
    except ValueError:
        return text
    return ", ".join(str(name) for name in namen) if isinstance(namen, list) else text


def _yes_no(text: str) -> str:
    return _JA_NEIN.get(text, text)


def _count(text: str) -> str:
    return format_number(int(text)) if text.isascii() and text.isdigit() else text


def _kind(text: str) -> str:
    if text in set(Lieferart):
        return ART_WORT[Lieferart(text)]
    return EREIGNIS_WORT[Ereignisart(text)] if text in set(Ereignisart) else text


_WORT: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("aktiv", "passwort_einmalig", "rueckwirkend"), _yes_no),
    **dict.fromkeys(("gelesen", "neu", "geaendert", "unveraendert", "dateien", "zeilen"), _count),
    "rollen": _roles,
    "fachbereiche": _units,
    "art": _kind,
    "fassung": fassung_text,
}

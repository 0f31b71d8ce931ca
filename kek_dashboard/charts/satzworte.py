"""Satzworte: how records, their fields and their values are named and compared in German."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.satzung import Festsetzung
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.formats import UNKNOWN, format_date, format_number, format_percent, format_zeitraum

SATZ_WORT = {
    "zielsysteme": "Zielsystem",
    "zielebenen": "Zielebene",
    "ziele": "Ziel",
    "nachfolgen": "Brücke zum nächsten Zielsystem",
    "kennzahlen": "Kennzahl",
    "zielwerte": "Zielwert",
    "ausgangswerte": "Ausgangswert",
    "reihenbrueche": "Reihenbruch",
    "zuordnungen": "Zuordnung zum Unterziel",
    "organisation": "Fachbereich",
    "produkte": "Produkt",
    "erlaeuterungen": "Erläuterung",
    "massnahmen": "Maßnahme",
    "haushaltszuordnungen": "Zuordnung des Haushalts",
    "satzungssummen": "Summe der Haushaltssatzung",
    "haushaltsstaende": "Status des Haushalts",
    "meilensteine": "Meilenstein",
    "verfahrensschritte": "Schritt eines Vorschlags",
    "aenderungsgruende": "Grund der Änderung",
    "sitzungen": "Sitzung",
    "vergleichswerte": "Vergleichswert",
    "messwerte": "Messwert",
    "positionen": "Haushaltszeile",
}
#: What a Haushaltssatzung calls its totals.
FESTSETZUNG_WORT = {
    Festsetzung.ORDENTLICHE_ERTRAEGE: "ordentliche Erträge",
    Festsetzung.ORDENTLICHE_AUFWENDUNGEN: "ordentliche Aufwendungen",
    Festsetzung.AUSSERORDENTLICHE_ERTRAEGE: "außerordentliche Erträge",
    Festsetzung.AUSSERORDENTLICHE_AUFWENDUNGEN: "außerordentliche Aufwendungen",
    Festsetzung.LAUFENDE_EINZAHLUNGEN: "Einzahlungen aus laufender Verwaltungstätigkeit",
    Festsetzung.LAUFENDE_AUSZAHLUNGEN: "Auszahlungen aus laufender Verwaltungstätigkeit",
    Festsetzung.INVESTIVE_EINZAHLUNGEN: "Einzahlungen für Investitionstätigkeit",
    Festsetzung.INVESTIVE_AUSZAHLUNGEN: "Auszahlungen für Investitionstätigkeit",
    Festsetzung.FINANZIERUNG_EINZAHLUNGEN: "Einzahlungen aus Finanzierungstätigkeit",
    Festsetzung.FINANZIERUNG_AUSZAHLUNGEN: "Auszahlungen aus Finanzierungstätigkeit",
}
FELD_WORT = {
    "gueltig_ab": "Gültig ab",
    "gueltig_bis": "Gültig bis",
    "oeffentlich": "Öffentlich",
    "kuerzel": "Kürzel",
    "uebergeordnet": "übergeordnet",
    "email": "E-Mail",
    "max_alter": "Max. Alter",
    "produktbezeichnung": "Produktbezeichnung",
    "teilhaushaltbezeichnung": "Bezeichnung des Teilhaushalts",
    "kennzahl_nr": "Kennzahl",
    "massnahme": "Maßnahme",
    "bezug_nr": "Nr.",
    "vorschlag_von": "Vorschlag von",
    "basiswert_neu": "Basiswert neu",
    "nachkommastellen": "Nachkommastellen",
    "ziel_herkunft": "Herkunft des Ziels",
    "plausibel_von": "Plausibel von",
    "plausibel_bis": "Plausibel bis",
    "sprung_ab": "Sprung ab %",
    "pruefungen_aus": "Prüfungen aus",
    "summe_aus": "Summe aus",
    "ab": "ab Zeitraum",
    "bezug": "Bezug",
    "eur": "Betrag in €",
    "geldanteil": "Geldanteil in %",
    "anteil": "Anteil in %",
    "fortschritt": "Fortschritt in %",
    "ebenenwort": "Wort der Ebene",
    "ueber": "übergeordnetes Ziel",
    "erstes_jahr": "Erstes Jahr",
    "letztes_jahr": "Letztes Jahr",
    "altes_system": "Altes Zielsystem",
    "altes_ziel": "Altes Unterziel",
    "neues_system": "Neues Zielsystem",
    "neues_ziel": "Neues Ziel",
    "am": "Tag",
}


def change_text(alt: Decimal | None, neu: Decimal | None) -> str:
    """How much a figure changes, in percent of the old one; empty where that says nothing.

    >>> change_text(Decimal(80), Decimal(84)).replace(chr(160), " ")
    '+5,0 %'
    >>> change_text(Decimal(0), Decimal(1))
    ''
    """
    if alt is None or neu is None or not alt:
        return ""
    return format_percent((Fraction(neu) - Fraction(alt)) / abs(Fraction(alt)), 1, signed=True)


def field_word(name: str) -> str:
    """A field's name as people write it."""
    return FELD_WORT.get(name, name.replace("_", " ").capitalize())


def value_text(wert: object) -> str:
    """Any value of a record as German text; ``–`` for none."""
    match wert:
        case None | "":
            return UNKNOWN
        case bool():
            return "ja" if wert else "nein"
        case Decimal() | Fraction():
            return format_number(wert)
        case Festsetzung():
            return FESTSETZUNG_WORT[wert]
        case StrEnum():
            return wert.value or UNKNOWN
        case date():
            return format_date(wert)
        case Zeitraum():
            return format_zeitraum(wert)
    return str(wert)


def field_change(name: str, alt: object, neu: object, strong: str = "") -> str:
    """One field that differs, as a phrase; ``strong`` is put around what counts.

    >>> field_change("bemerkung", "", "geprüft"), field_change("bemerkung", "geprüft", None)
    ('Bemerkung ergänzt: geprüft', 'Bemerkung entfallen, bisher: geprüft')
    >>> field_change("geldanteil", Decimal(20), Decimal(30))
    'Geldanteil in %: 20 → 30'
    """
    wort, vorher, nachher = field_word(name), value_text(alt), value_text(neu)
    if vorher == UNKNOWN:
        text, wert = f"{wort} ergänzt", nachher
    elif nachher == UNKNOWN:
        text, wert = f"{wort} entfallen, bisher", vorher
    else:
        text, wert = wort, f"{vorher} → {nachher}"
    return f"{text}: {strong}{wert}{strong}"


def place_text(stelle: Fundstelle) -> str:
    """Sheet and cell, as far as known."""
    return " ".join(teil for teil in (stelle.blatt, stelle.zelle) if teil)

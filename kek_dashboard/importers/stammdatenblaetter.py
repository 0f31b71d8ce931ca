"""Stammdatenblätter: the sheets of master data and the words of their columns."""

from __future__ import annotations

from kek_dashboard.importers.mappe import Blatt
from kek_dashboard.importers.schreibweise import is_own_region
from kek_dashboard.importers.sheet import Spalte, Tabellenart, find_table, squash

_HERKUNFT = Spalte("herkunft", "Herkunft", ("Datenherkunft",))
_AB = Spalte("gueltig_ab", "Gültig ab", ("Gültig von", "gilt ab", "ab Datum"))
_BIS = Spalte("gueltig_bis", "Gültig bis", ("gilt bis", "bis Datum"))
_BESCHLUSS = Spalte("beschluss", "Beschluss", ("Drucksache", "Beschlossen mit", "Quelle"))
_FACHBEREICH = Spalte(
    "fachbereich",
    "Fachbereich",
    ("Geschäftsbereich", "Amt", "Organisationseinheit", "Referat", "verantwortlich", "Zuständig"),
)
_KENNZAHL_WORTE = (
    "Kennzahlnummer", "Kennzahl Nummer", "Kennzahlen-Nr.", "KZ-Nr.", "Kennziffer", "Kennzahl",
)  # fmt: skip
_MASSNAHME_WORTE = ("Maßnahmennummer", "Maßnahmen-Nr.", "Maßnahmenummer", "Maßnahme Nummer", "Maßnahme")
_UNTERZIEL_WORTE = ("Unterziel-Nr.", "Unterziel Nummer", "Unterzielnummer")
_HAUSHALTSJAHR = Spalte("jahr", "Haushaltsjahr", ("Jahr", "HH-Jahr"), pflicht=True)
_FASSUNG = Spalte("fassung", "Fassung", ("Planfassung", "Haushaltsfassung", "Plan"), pflicht=True)
_KENNZAHL = Spalte("kennzahl", "Kennzahl-Nr.", _KENNZAHL_WORTE, pflicht=True)


def _art(name: str, *spalten: Spalte) -> Tabellenart:
    return Tabellenart(name, (*spalten, _HERKUNFT))


_ZIELSYSTEM = Spalte("zielsystem", "Zielsystem", ("Konzept",))
_GENANNT = Spalte("name", "Zielsystem", ("Name", "Bezeichnung", "Konzept"), pflicht=True)
ZIELSYSTEME = _art(
    "Zielsysteme",
    _GENANNT,
    Spalte("erstes_jahr", "Erstes Jahr", ("von Jahr", "Beginn", "ab Jahr", "Startjahr")),
    Spalte("letztes_jahr", "Letztes Jahr", ("bis Jahr", "Zieljahr", "Ende", "Endjahr")),
    _AB,
    _BIS,
    _BESCHLUSS,
    Spalte("bemerkung", "Bemerkung", ("Anmerkung", "Hinweis", "Kommentar")),
)
ZIELEBENEN = _art(
    "Zielebenen",
    Spalte("zielsystem", "Zielsystem", ("Konzept",), pflicht=True),
    Spalte("wort", "Ebene", ("Zielebene", "Wort", "heißt"), pflicht=True),
    Spalte("art", "Art", ("entspricht", "gilt als", "Rolle"), pflicht=True),
    Spalte("mehrzahl", "Mehrzahl", ("Plural",)),
)
ZIELE = _art(
    "Ziele",
    Spalte("nr", "Nr.", ("Nummer", "Ziel-Nr.", "Zielnummer", "Ziel Nummer"), pflicht=True),
    Spalte("ebene", "Ebene", ("Zielebene", "Art"), pflicht=True),
    Spalte("kurztitel", "Kurztitel", ("Titel", "Kurzbezeichnung", "Bezeichnung"), pflicht=True),
    Spalte("wortlaut", "Wortlaut", ("Text", "Zieltext", "Zielformulierung"), pflicht=True),
    _BESCHLUSS,
    _AB,
    _BIS,
    _ZIELSYSTEM,
    Spalte("ueber", "übergeordnet", ("übergeordnetes Ziel", "gehört zu", "Oberziel-Nr.")),
)
BRUECKE = _art(
    "Brücke",
    Spalte(
        "altes_ziel",
        "Altes Unterziel",
        ("bisheriges Unterziel", "altes Ziel", "von Unterziel", "alt"),
        pflicht=True,
    ),
    Spalte("art", "Was wird daraus", ("Art", "Nachfolge", "Schicksal", "Übergang"), pflicht=True),
    Spalte("neues_ziel", "Neues Ziel", ("neues Unterziel", "nach Unterziel", "neu", "geht auf in")),
    Spalte("altes_system", "Altes Zielsystem", ("bisheriges Zielsystem", "von Zielsystem")),
    Spalte("neues_system", "Neues Zielsystem", ("nach Zielsystem", "nächstes Zielsystem")),
    _BESCHLUSS,
    Spalte("bilanz", "Bilanz", ("Begründung", "Bemerkung", "Erläuterung")),
)
KENNZAHLEN = _art(
    "Kennzahlen",
    Spalte("nr", "Kennzahl-Nr.", (*_KENNZAHL_WORTE[:-1], "Nr.", "Nummer", "Kennzahl"), pflicht=True),
    Spalte("bezeichnung", "Bezeichnung", ("Name", "Titel", "Kennzahlbezeichnung", "Kennzahl"),
           pflicht=True),
    Spalte("einheit", "Einheit", ("Maßeinheit",), pflicht=True),
    Spalte("zieltyp", "Zieltyp", ("Zielart", "Richtung", "Zielrichtung"), pflicht=True),
    Spalte("definition", "Definition", ("Beschreibung", "Berechnung")),
    Spalte("nachkommastellen", "Nachkommastellen", ("Dezimalstellen", "Nachkomma")),
    Spalte("basisjahr", "Basisjahr", ("Ausgangsjahr",)),
    Spalte("basiswert", "Basiswert", ("Ausgangswert",)),
    Spalte("untergrenze", "Untergrenze", ("Unterer Grenzwert",)),
    Spalte("obergrenze", "Obergrenze", ("Oberer Grenzwert",)),
    Spalte("toleranz", "Toleranz"),
    Spalte("rauschband", "Rauschband"),
    Spalte("frequenz", "Frequenz", ("Rhythmus", "Erhebungsrhythmus", "Turnus")),
    Spalte("aggregation", "Aggregation", ("Jahreswert aus",)),
    Spalte("max_alter", "Max. Alter", ("Maximales Alter", "Max Alter", "Max. Alter (Jahre)",
                                        "Höchstalter")),
    _FACHBEREICH,
    Spalte("quelle", "Quelle", ("Datenquelle",)),
    Spalte("personenbezogen", "Personenbezogen", ("Personenbezug",)),
    Spalte("oeffentlich", "Öffentlich", ("Veröffentlichen", "Open Data")),
    Spalte("lieferfrist", "Lieferfrist", ("Lieferfrist (Tage)", "Lieferfrist Tage", "Frist")),
    Spalte("plausibel_von", "Plausibel von", ("Plausibel ab", "Plausibel min", "Plausibles Minimum")),
    Spalte("plausibel_bis", "Plausibel bis", ("Plausibel max", "Plausibles Maximum")),
    Spalte("sprung_ab", "Sprung ab %", ("Sprung ab", "Sprung ab Prozent", "Sprunggrenze")),
    Spalte("pruefungen_aus", "Prüfungen aus", ("Prüfung aus", "Ohne Prüfungen", "Ausgeschaltete Prüfungen")),
    Spalte("summe_aus", "Summe aus", ("Summe von", "Summanden", "Bestandteile")),
)  # fmt: skip
ZIELWERTE = _art(
    "Zielwerte",
    _KENNZAHL,
    Spalte("jahr", "Jahr", ("Zieljahr",), pflicht=True),
    Spalte("zielwert", "Zielwert", ("Soll", "Sollwert", "Ziel", "Wert"), pflicht=True),
    _AB,
    _BIS,
    _BESCHLUSS,
    _ZIELSYSTEM,
)
AUSGANGSWERTE = _art(
    "Ausgangswerte",
    _KENNZAHL,
    Spalte("zielsystem", "Zielsystem", ("Konzept",), pflicht=True),
    Spalte("basisjahr", "Basisjahr", ("Ausgangsjahr", "Jahr"), pflicht=True),
    Spalte("basiswert", "Basiswert", ("Ausgangswert", "Wert"), pflicht=True),
    _BESCHLUSS,
)
REIHENBRUECHE = _art(
    "Reihenbrüche",
    _KENNZAHL,
    Spalte("ab", "ab Zeitraum", ("ab", "ab Jahr", "Zeitraum", "Jahr"), pflicht=True),
    Spalte("grund", "Grund", ("Begründung", "Ursache"), pflicht=True),
    Spalte("basiswert_neu", "Basiswert neu", ("neuer Basiswert",)),
)
ZUORDNUNG_UNTERZIELE = _art(
    "Zuordnung Unterziele",
    _KENNZAHL,
    Spalte("unterziel", "Unterziel", _UNTERZIEL_WORTE, pflicht=True),
    Spalte("gewicht", "Gewicht", ("Gewichtung",)),
    Spalte("geldanteil", "Geldanteil", ("Geldanteil in %", "Anteil Geld", "Geldanteil Prozent")),
    _ZIELSYSTEM,
    _AB,
    _BIS,
)
ORGANISATION = _art(
    "Organisation",
    Spalte("name", "Fachbereich", (*_FACHBEREICH.auch[:3], "Name", "Bezeichnung"), pflicht=True),
    Spalte("kuerzel", "Kürzel", ("Kurzzeichen", "Abkürzung", "OE")),
    Spalte(
        "uebergeordnet", "übergeordnet", ("übergeordnete Einheit", "gehört zu", "übergeordneter Fachbereich")
    ),
    Spalte("leitung", "Leitung", ("Leiter", "Leiterin", "Leiter/in")),
    Spalte("email", "E-Mail", ("Mail", "E-Mail-Adresse", "Mailadresse")),
)
PRODUKTE = _art(
    "Produkte",
    Spalte("produkt", "Produkt", ("Produkt-Nr.", "Produktnummer", "Produktnr", "Nr."), pflicht=True),
    Spalte("bezeichnung", "Bezeichnung", ("Produktbezeichnung", "Produktname", "Name"), pflicht=True),
    Spalte("teilhaushalt", "Teilhaushalt", ("THH",)),
    Spalte("wesentlich", "wesentlich", ("wesentliches Produkt", "wesentlich ja/nein",
                                        "wesentlich (ja/nein)")),
    Spalte("ziele", "Ziele", ("Produktziele",)),
    _FACHBEREICH,
    Spalte("kennzahlen", "Kennzahlen", ("Kennzahl-Nr.", "Kennzahlen-Nr.", "Kennzahlnummern", "Kennzahl")),
    _AB,
    _BIS,
)  # fmt: skip
ERLAEUTERUNGEN = _art(
    "Erläuterungen",
    Spalte("kennzahl", "Kennzahl-Nr.", _KENNZAHL_WORTE),
    Spalte("unterziel", "Unterziel", _UNTERZIEL_WORTE),
    Spalte("massnahme", "Maßnahme-Nr.", _MASSNAHME_WORTE),
    Spalte("zeitraum", "Zeitraum", ("Berichtszeitraum", "Jahr", "Berichtsjahr"), pflicht=True),
    Spalte("text", "Text", ("Erläuterung", "Erläuterungstext"), pflicht=True),
    Spalte("umfeld", "Umfeld", ("Rahmenbedingungen",)),
    Spalte("beurteilung", "Beurteilung", ("Bewertung",)),
    Spalte("verfasser", "Verfasser", ("Verfasserin", "Autor", "von")),
    _ZIELSYSTEM,
)
MASSNAHMEN = Tabellenart(
    "Maßnahmen",
    (
        Spalte("nr", "Maßnahme-Nr.", (*_MASSNAHME_WORTE, "Nr.", "Nummer"), pflicht=True),
        Spalte("unterziel", "Unterziel", _UNTERZIEL_WORTE, pflicht=True),
        Spalte("bezeichnung", "Bezeichnung", ("Titel", "Name", "Maßnahme"), pflicht=True),
        Spalte("handlungsschwerpunkt", "Handlungsschwerpunkt", ("Schwerpunkt",)),
        _FACHBEREICH,
        Spalte("beginn", "Beginn", ("Start",)),
        Spalte("ende", "Ende", ("Abschluss", "bis")),
        Spalte("status", "Status", ("Stand", "Umsetzungsstand")),
        Spalte("fortschritt", "Fortschritt", ("Fortschritt in %", "Umsetzungsgrad")),
        Spalte("vorschlag_von", "Herkunft", ("Vorschlag von",)),
        _ZIELSYSTEM,
    ),
)
ZUORDNUNG_HAUSHALT = _art(
    "Zuordnung Haushalt",
    _HAUSHALTSJAHR,
    Spalte("produkt", "Produkt", ("Produkt-Nr.", "Produktnummer", "Produktnr"), pflicht=True),
    Spalte("unterziel", "Unterziel", _UNTERZIEL_WORTE),
    Spalte("kennzahl", "Kennzahl-Nr.", _KENNZAHL_WORTE),
    Spalte("massnahme", "Maßnahme-Nr.", _MASSNAHME_WORTE),
    Spalte("konto", "Konto", ("Sachkonto", "Kostenart")),
    Spalte("anteil", "Anteil", ("Anteil in %", "Anteil %", "Prozent")),
    _ZIELSYSTEM,
)
HAUSHALTSSATZUNG = _art(
    "Haushaltssatzung",
    _HAUSHALTSJAHR,
    _FASSUNG,
    Spalte(
        "festsetzung",
        "Festsetzung",
        ("Festgesetzt", "Gesamtbetrag der", "Bezeichnung", "Posten"),
        pflicht=True,
    ),
    Spalte(
        "betrag", "Betrag", ("Gesamtbetrag", "Summe", "Euro", "EUR", "festgesetzt auf", "auf"), pflicht=True
    ),
    _BESCHLUSS,
)
HAUSHALTSSTATUS = _art(
    "Haushaltsstatus",
    _HAUSHALTSJAHR,
    _FASSUNG,
    Spalte("status", "Status", ("Stand", "Schritt", "Verfahrensstand"), pflicht=True),
    Spalte("datum", "Datum", ("am", "Tag", "Statusdatum"), pflicht=True),
    _BESCHLUSS,
    Spalte("bemerkung", "Bemerkung", ("Anmerkung", "Hinweis", "Kommentar")),
)
MEILENSTEINE = _art(
    "Meilensteine",
    Spalte("massnahme", "Maßnahme-Nr.", (*_MASSNAHME_WORTE, "Nr.", "Nummer"), pflicht=True),
    Spalte(
        "bezeichnung",
        "Meilenstein",
        ("Bezeichnung", "Meilensteinbezeichnung", "Schritt", "Arbeitsschritt", "Etappe", "Zwischenziel", "Titel"),
        pflicht=True,
    ),
    Spalte(
        "geplant",
        "geplant",
        ("geplant bis", "geplant am", "geplant zum", "Plantermin", "Plan", "Termin", "fällig", "fällig am", "bis",
         "Soll", "Zieltermin", "Datum"),
        pflicht=True,
    ),
    Spalte("erreicht", "erreicht", ("erreicht am", "erledigt", "erledigt am", "abgeschlossen", "abgeschlossen am",
                                    "Ist", "Ist-Termin", "fertig", "fertig am")),
    Spalte("bemerkung", "Bemerkung", ("Anmerkung", "Hinweis", "Kommentar")),
)  # fmt: skip
VERFAHREN = _art(
    "Verfahren",
    Spalte("kennzahl", "Kennzahl-Nr.", _KENNZAHL_WORTE),
    Spalte("massnahme", "Maßnahme-Nr.", _MASSNAHME_WORTE),
    Spalte("schritt", "Schritt", ("Stand", "Verfahrensstand", "Status"), pflicht=True),
    Spalte("am", "Datum", ("Tag", "am", "Sitzung am"), pflicht=True),
    Spalte("gremium", "Gremium", ("Ausschuss", "Organ", "Stelle")),
    Spalte("vorschlag_von", "Vorschlag von", ("vorgeschlagen von", "Antragsteller")),
    _BESCHLUSS,
    Spalte("bemerkung", "Bemerkung", ("Anmerkung", "Hinweis", "Kommentar", "Begründung")),
)
AENDERUNG = _art(
    "Änderung",
    Spalte("grund", "Grund", ("Begründung", "Anlass", "Warum"), pflicht=True),
    _BESCHLUSS,
    Spalte("am", "Beschlossen am", ("Beschlussdatum", "Datum", "am")),
)
SITZUNGEN = _art(
    "Sitzungen",
    Spalte("datum", "Datum", ("Sitzungsdatum", "Sitzungstag", "Sitzungstermin", "Tag", "Termin", "am"),
           pflicht=True),
    Spalte("gremium", "Gremium", ("Ausschuss", "Gremien", "Organ"), pflicht=True),
    Spalte("bezeichnung", "Bezeichnung", ("Anlass", "Thema", "Titel", "Sitzung", "Bemerkung")),
)  # fmt: skip
VERGLEICHSWERTE = _art(
    "Vergleichswerte",
    Spalte("kennzahl", "Kennzahl-Nr.", (*_KENNZAHL_WORTE, "Nr.", "Nummer"), pflicht=True),
    Spalte(
        "region",
        "Region",
        ("Vergleichsregion", "Gebiet", "Raumeinheit", "Landkreis", "Kreis", "Gebietskörperschaft", "Kommune"),
        pflicht=True,
    ),
    Spalte(
        "zeitraum",
        "Zeitraum",
        ("Berichtszeitraum", "Periode", "Jahr", "Berichtsjahr", "Stichtag"),
        pflicht=True,
    ),
    Spalte("wert", "Wert", ("Vergleichswert", "Ist", "Istwert", "Ist-Wert", "Messwert"), pflicht=True),
    Spalte("einheit", "Einheit", ("Maßeinheit",)),
    Spalte("quelle", "Quelle", ("Datenquelle", "Fundstelle", "Veröffentlichung")),
)

#: In the order in which they must be read: what is pointed to comes first.
BLAETTER = (
    ZIELSYSTEME,
    ZIELEBENEN,
    ZIELE,
    BRUECKE,
    ORGANISATION,
    KENNZAHLEN,
    MASSNAHMEN,
    PRODUKTE,
    ZIELWERTE,
    AUSGANGSWERTE,
    REIHENBRUECHE,
    ZUORDNUNG_UNTERZIELE,
    ERLAEUTERUNGEN,
    ZUORDNUNG_HAUSHALT,
    HAUSHALTSSATZUNG,
    HAUSHALTSSTATUS,
    MEILENSTEINE,
    VERFAHREN,
    AENDERUNG,
    SITZUNGEN,
    VERGLEICHSWERTE,
)
_AUCH = {
    "ziel": ZIELE,
    "zielsystem": ZIELSYSTEME,
    "zielebene": ZIELEBENEN,
    "bruecken": BRUECKE,
    "ausgangswert": AUSGANGSWERTE,
    "vorschlaege": VERFAHREN,
    "aenderungen": AENDERUNG,
    "kennzahl": KENNZAHLEN,
    "zielwert": ZIELWERTE,
    "reihenbruch": REIHENBRUECHE,
    "zuordnungunterziel": ZUORDNUNG_UNTERZIELE,
    "unterzielzuordnung": ZUORDNUNG_UNTERZIELE,
    "fachbereiche": ORGANISATION,
    "produkt": PRODUKTE,
    "erlaeuterung": ERLAEUTERUNGEN,
    "massnahme": MASSNAHMEN,
    "haushaltszuordnung": ZUORDNUNG_HAUSHALT,
    "satzung": HAUSHALTSSATZUNG,
    "haushaltssatzungen": HAUSHALTSSATZUNG,
    "haushaltsstaende": HAUSHALTSSTATUS,
    "meilenstein": MEILENSTEINE,
    "sitzung": SITZUNGEN,
    "sitzungstermine": SITZUNGEN,
    "vergleichswert": VERGLEICHSWERTE,
    "vergleich": VERGLEICHSWERTE,
}


def blattart(name: str) -> Tabellenart | None:
    """Which sheet of master data a sheet's name means, or ``None``."""
    wort = squash(name).strip("0123456789")
    for art in BLAETTER:
        if squash(art.name) == wort:
            return art
    return _AUCH.get(wort)


def sheet_art(blatt: Blatt) -> Tabellenart | None:
    """Which sheet of master data it is by its name, or ``None``.

    Values that name other regions are Vergleichswerte by whatever name: nobody else's figure may be taken
    for a Messwert of the Kreis.
    """
    art = blattart(blatt.name)
    if art is not None and find_table(blatt, art) is not None:
        return art
    tabelle = find_table(blatt, VERGLEICHSWERTE)
    if tabelle is None or all(is_own_region(zelle.roh) for zelle in tabelle.column("region")):
        return art
    return VERGLEICHSWERTE

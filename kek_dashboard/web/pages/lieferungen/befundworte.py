"""Befundworte: what each kind of Befund is called above its group, and which of them the columns can mend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from kek_dashboard.domain.befund import Befund, Schwere

#: Title of a group by the code of its Befunde.
TITEL = {
    # The file as a whole
    "art_unbekannt": "Inhalt nicht erkannt",
    "art_gemischt": "Verschiedene Inhalte in einer Datei",
    "leer": "Keine Angaben gefunden",
    "kein_blatt": "Kein bekanntes Blatt",
    "keine_tabelle": "Keine Tabelle gefunden",
    "keine_positionen": "Keine Haushaltszeilen gefunden",
    "kein_recht": "Nicht Ihr Zuständigkeitsbereich",
    "freigabe_abgelehnt": "Freigabe nicht möglich",
    "schon_geliefert": "Schon geliefert",
    # Sheets, columns, rows
    "blatt_nicht_gelesen": "Blatt nicht gelesen",
    "blatt_ohne_tabelle": "Blatt ohne Tabelle",
    "blatt_uebergangen": "Blatt übergangen",
    "blatt_verborgen": "Verborgenes Blatt",
    "blatt_wiederholt": "Blatt wiederholt andere Blätter",
    "blatt_mit_gleichen_schluesseln": "Blätter mit gleichen Zeilen",
    "bereich_uebergangen": "Bereich übergangen",
    "spalte_fehlt": "Spalte nicht gefunden",
    "spalte_doppelt": "Spalte doppelt",
    "spalte_nicht_gelesen": "Spalte nicht gelesen",
    "spalte_uebergangen": "Spalte übergangen",
    "spalten_anders": "Andere Spalten als zugeordnet",
    "spalten_zugeordnet": "Spalten nach Ihrer Zuordnung gelesen",
    "keine_wertspalte": "Keine Spalte mit Werten",
    "zeilen_zuordnen": "Zeilen bitte wählen",
    "zeile_waehlen": "Welche Zeile zählt?",
    "zeile_fehlt": "Zugeordnete Zeile fehlt",
    "faktor_gesagt": "Werte umgerechnet wie angegeben",
    "spalten_verborgen": "Verborgene Spalten",
    "spaltennummern": "Zeile mit Spaltennummern",
    "zeilen_verborgen": "Verborgene Zeilen",
    "zeilen_uebergangen": "Zeilen übergangen",
    "zeilen_fehlen": "Zeilen fehlen gegenüber früher",
    "zwischenueberschrift": "Zwischenüberschrift",
    "fussnote": "Fußnote",
    "farbe_unbeachtet": "Farben werden nicht gelesen",
    "kommentar_uebergangen": "Kommentar übergangen",
    "kommentar_statt_wert": "Kommentar statt Wert",
    "wert_verbunden": "Wert in verbundenen Zellen",
    "prognose_uebergangen": "Prognose übergangen",
    # Which figure, which time
    "kennzahl_bestaetigen": "Kennzahl bitte bestätigen",
    "kennzahl_fehlt": "Kennzahl-Nr. fehlt",
    "kennzahl_unbekannt": "Unbekannte Kennzahl",
    "schluessel_als_datum": "Nummer als Datum gespeichert",
    "schluessel_als_zahl": "Nummer als Zahl gespeichert",
    "schluessel_zu_lang": "Nummer zu lang",
    "zeitraum_fehlt": "Zeitraum fehlt",
    "zeitraum_fragen": "Zeitraum bitte angeben",
    "zeitraum_gezeigt": "Zeitraum der Werte",
    "kein_zeitraum": "Zeitraum nicht lesbar",
    "zeitraum_aus_titel": "Zeitraum aus der Überschrift",
    "zukunft": "Zeitraum in der Zukunft",
    "frequenz": "Anderer Rhythmus als vereinbart",
    "nicht_kumuliert": "Nicht aufgelaufen gezählt",
    "kumuliert_erwartet": "Aufgelaufener Wert erwartet",
    "doppelt": "Doppelt geliefert",
    "widerspruch": "Widersprüchliche Angaben",
    # Values
    "keine_zahl": "Keine Zahl",
    "keine_ganzzahl": "Keine ganze Zahl",
    "kein_datum": "Kein Datum",
    "kein_jahr": "Keine Jahreszahl",
    "kein_ja_nein": "Weder ja noch nein",
    "mehrdeutige_zahl": "Mehrdeutige Zahl",
    "zu_gross": "Zahl zu groß",
    "fehlerwert": "Fehlerwert in der Zelle",
    "formel_ohne_ergebnis": "Formel ohne Ergebnis",
    "falsche_einheit": "Andere Einheit",
    "einheit_erkannt": "Einheit erkannt",
    "umgerechnet": "Umgerechnete Werte",
    "status_unbekannt": "Unbekannter Status",
    "herkunft_unbekannt": "Unbekannte Herkunft",
    "unbekannt": "Unbekannte Angabe",
    "unbekanntes_wort": "Unbekanntes Wort",
    "pflichtfeld_leer": "Pflichtangabe fehlt",
    # Plausibility
    "faktor": "Auffällige Größenordnung",
    "sprung": "Sprung gegenüber früheren Werten",
    "wiederholt": "Wert wiederholt den Vorwert",
    # Master data
    "anteil": "Anteil passt nicht",
    "basis_unvollstaendig": "Basis unvollständig",
    "bezug": "Bezug nicht eindeutig",
    "ende_vor_beginn": "Ende vor Beginn",
    "fortschritt": "Fortschritt passt nicht",
    "geldanteil": "Geldanteil passt nicht",
    "gewicht": "Gewicht passt nicht",
    "grenzen_vertauscht": "Grenzen vertauscht",
    "gueltigkeit": "Gültigkeit passt nicht",
    "kein_unterziel": "Kein Unterziel",
    "ohne_ziel": "Zeilen ohne Ziel",
    "produkt_unbekannt": "Unbekanntes Produkt",
    "rauschband": "Rauschband passt nicht",
    "richtung": "Zielwert liegt in der falschen Richtung",
    "toleranz": "Toleranz passt nicht",
    "zwei_zielwerte": "Zwei Zielwerte für ein Jahr",
    "kein_haushaltsjahr": "Kein ganzes Haushaltsjahr",
    "zwei_produkte": "Zwei Produkte mit einer Nummer in einem Jahr",
    # Meilensteine, Sitzungen, Vergleichswerte
    "aehnlicher_name": "Fast derselbe Name",
    "eigener_landkreis": "Zeilen des eigenen Landkreises",
    "einheit_unklar": "Einheit nicht eindeutig",
    "erreicht_vor_beginn": "Erreicht vor dem Beginn der Maßnahme",
    "erreicht_zukunft": "Erreicht in der Zukunft",
    "geplant_ausserhalb": "Geplant außerhalb der Laufzeit",
    "nicht_mehr_erreicht": "Bisher erreicht, jetzt offen",
    "ohne_quelle": "Quelle fehlt",
    "ohne_wert": "Zeilen ohne Wert",
    "sitzung_kuenftig": "Künftige Sitzung",
    # Haushaltssatzung
    "betrag_negativ": "Betrag mit Minus",
    "kein_betrag": "Betrag fehlt",
    "keine_festsetzung": "Keine Summe von § 1 der Satzung",
    "nachrichtlich": "Nur nachrichtlich, übergangen",
    "status_reihenfolge": "Reihenfolge der Tage passt nicht",
    "tag_und_jahr": "Tag und Haushaltsjahr passen nicht zusammen",
    # Haushalt
    "andere_schluesselspalten": "Andere Schlüsselspalten als früher",
    "ansatz_fehlt": "Ansatz fehlt",
    "ansatz_im_vollzug": "Ansatz im Vollzug",
    "bruchteile_von_cent": "Bruchteile von Cent",
    "fassung_angenommen": "Fassung angenommen",
    "fassung_erkannt": "Fassung erkannt",
    "fassung_ungueltig": "Fassung ungültig",
    "fassung_unklar": "Fassung unklar",
    "gesamtblatt_unklar": "Zusammenfassung unklar",
    "gesamtblatt_weicht_ab": "Zusammenfassung weicht ab",
    "gleiche_schluessel": "Gleiche Zeilen mehrfach",
    "haushaltsjahr_erkannt": "Haushaltsjahr erkannt",
    "haushaltsjahr_ungueltig": "Haushaltsjahr ungültig",
    "haushaltsjahr_unklar": "Haushaltsjahr unklar",
    "haushaltsjahr_widerspricht_titel": "Haushaltsjahr widerspricht der Überschrift",
    "interne_ungleich": "Interne Leistungen gleichen sich nicht aus",
    "kontenrahmen_gilt_nicht": "Kontenrahmen gilt in diesem Jahr nicht",
    "konto_unbekannt": "Unbekanntes Konto",
    "nachtrag_weicht_ab": "Nachtrag weicht ab",
    "nachtrag_widerspruch": "Nachtrag widerspricht dem Plan",
    "profil_unbekannt": "Unbekanntes Profil",
    "profil_ungueltig": "Profil ungültig",
    "saldo_ohne_jahr": "Saldo ohne Jahr",
    "saldo_weicht_ab": "Saldo weicht ab",
    "stichtag_fehlt": "Stichtag fehlt",
    "summe_gerundet": "Summe weicht um Rundung ab",
    "summe_uebergangen": "Summe übergangen",
    "summe_weicht_ab": "Summe weicht ab",
    "summenzeile_mit_konto": "Summenzeile mit eigenem Konto",
    "summenzeilen": "Summenzeilen",
    "vollzug_andere_schluessel": "Vollzug mit anderen Schlüsseln als der Plan",
    "vollzug_erkannt": "Als Vollzug erkannt",
    "vollzug_fehlt": "Vollzug fehlt",
    "vollzugszeilen_fehlen": "Zeilen des Vollzugs fehlen",
    "zeile_als_summe": "Zeile als Summe gelesen",
}  # fmt: skip

#: Where the columns were not understood, assigning them by hand may help.
SPALTEN_HELFEN = frozenset({
    "art_unbekannt", "kennzahl_bestaetigen", "kennzahl_fehlt", "kennzahl_unbekannt", "keine_tabelle", "leer",
    "keine_wertspalte", "spalte_doppelt", "spalte_fehlt", "spalten_anders", "zeitraum_fehlt",
})  # fmt: skip

_EINZELNE = {"kennzahl_fehlt", "kennzahl_unbekannt", "zeitraum_fehlt"}


def group_title(code: str) -> str:
    """What a kind of Befund is called; a kind without a title of its own by its code in plain letters.

    >>> group_title("sprung"), group_title("neue_art")
    ('Sprung gegenüber früheren Werten', 'Neue art')
    """
    return TITEL.get(code) or code.replace("_", " ").capitalize() or "Sonstiges"


def by_kind(befunde: Iterable[Befund]) -> list[tuple[Schwere, list[tuple[str, list[Befund]]]]]:
    """Befunde by severity and in it by kind, the gravest first, kinds and Befunde in the order of the file."""
    geordnet = sorted(befunde, key=lambda befund: tuple(Schwere).index(befund.schwere))
    gruppen = []
    for schwere, teile in groupby(geordnet, key=lambda befund: befund.schwere):
        arten: dict[str, list[Befund]] = {}
        for befund in teile:
            arten.setdefault(befund.code, []).append(befund)
        gruppen.append((schwere, list(arten.items())))
    return gruppen


def columns_may_help(befunde: Sequence[Befund]) -> bool:
    """Whether assigning the columns by hand may make the file readable."""
    return any(b.schwere is Schwere.FEHLER and b.code in SPALTEN_HELFEN for b in befunde)


def columns_are_the_cause(befunde: Sequence[Befund]) -> bool:
    """Whether the file as a whole was not understood, not only single cells of it."""
    return any(b.schwere is Schwere.FEHLER and b.code in SPALTEN_HELFEN - _EINZELNE for b in befunde)

"""Korpusstand: the Stammdaten against which the Korpus is read, and the golden form of what was read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Haushaltsposition
from kek_dashboard.domain.kennzahl import Aggregation, Frequenz, Kennzahl, Kennzahlakte, Messwert, Zieltyp
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.stammdaten import count_records
from kek_dashboard.importers.workbook import UnreadableWorkbookError, read_workbook

KORPUS = Path(__file__).with_name("korpus")
_QUARTAL, _MONAT, _HALB = Frequenz.VIERTELJAEHRLICH, Frequenz.MONATLICH, Frequenz.HALBJAEHRLICH
_KENNZAHLEN = (
    Kennzahl("1.1-01", "Betreuungsquote unter 3 Jahren", "%", Zieltyp.STEIGERN, fachbereich="Jugend"),
    Kennzahl("1.1-02", "Betreuungsquote 3 bis 6 Jahre", "%", Zieltyp.STEIGERN, fachbereich="Jugend"),
    Kennzahl("1.1-03", "Plätze in Kindertagesstätten", "Anzahl", Zieltyp.STEIGERN, fachbereich="Jugend"),
    Kennzahl("1.2-03", "Schulabgänge ohne Abschluss", "%", Zieltyp.SENKEN, fachbereich="Schule"),
    Kennzahl("2.1-01", "Einwohnerzahl des Landkreises Helmstedt", "Anzahl", Zieltyp.BEOBACHTEN),
    Kennzahl("2.1-02", "Fläche der Schutzgebiete", "km²", Zieltyp.STEIGERN, fachbereich="Umwelt"),
    Kennzahl("2.2-01", "Beratungen der Wirtschaftsförderung", "Anzahl", Zieltyp.STEIGERN, frequenz=_QUARTAL,
             aggregation=Aggregation.SUMME),
    Kennzahl("2.2-02", "Gewährte Zuschüsse", "€", Zieltyp.BEOBACHTEN, frequenz=_QUARTAL,
             aggregation=Aggregation.KUMULIERT),
    Kennzahl("2.2-03", "Breitbandversorgung ab 50 Mbit/s", "%", Zieltyp.STEIGERN, frequenz=_HALB),
    Kennzahl("3.1-01", "Fahrgäste im ÖPNV", "Anzahl", Zieltyp.STEIGERN, frequenz=_MONAT, aggregation=Aggregation.SUMME),
    Kennzahl("3.1-02", "Aufwendungen für erbrachte Leistungen der Jugendhilfe", "€", Zieltyp.SENKEN),
    Kennzahl("3.1-03", "Investitionen in Schulen", "T€", Zieltyp.STEIGERN),
    Kennzahl("3.1-04", "Überschuss oder Fehlbetrag", "€", Zieltyp.BEOBACHTEN),
    Kennzahl("4.1", "Stellen gesamt", "Stellen", Zieltyp.BEOBACHTEN),
    Kennzahl("4.10", "Stellen unbesetzt", "Stellen", Zieltyp.SENKEN),
    Kennzahl("007", "Bearbeitungsdauer Bauantrag", "Tage", Zieltyp.SENKEN, fachbereich="Bauen"),
    Kennzahl("03154", "Gewerbeanmeldungen", "Anzahl", Zieltyp.STEIGERN),
    Kennzahl("01.02.03", "Anteil erneuerbarer Energien am Stromverbrauch", "%", Zieltyp.STEIGERN),
)  # fmt: skip
_MESSWERTE = {"2.1-01": {"2019": 91297, "2020": 91251, "2021": 91220}}
#: What the person said about a Haushaltsplan that does not say it itself.
VORGABEN = {
    "haushalt-sap-export.xlsx": Vorgabe(haushaltsjahr=2024, profil="sap-nrw"),
    "haushalt-profitcenter.csv": Vorgabe(haushaltsjahr=2024, profil="sap-nrw"),
}


def korpusstand() -> Datenstand:
    """The Stammdaten: Kennzahlen of every Frequenz and unit, three released values, two Unterziele."""
    akten = {
        kennzahl.nr: Kennzahlakte(
            kennzahl,
            messwerte=tuple(
                Messwert(kennzahl.nr, Zeitraum.parse(zeit), Decimal(wert))
                for zeit, wert in _MESSWERTE.get(kennzahl.nr, {}).items()
            ),
        )
        for kennzahl in _KENNZAHLEN
    }
    ziele = {
        nr: Ziel((Zielfassung(nr, ebene, f"Ziel {nr}", "Wortlaut"),))
        for nr, ebene in (("1", Ebene.OBERZIEL), ("1.1", Ebene.UNTERZIEL), ("1.2", Ebene.UNTERZIEL))
    }
    return Datenstand(date(2026, 11, 1), akten=akten, ziele=ziele)


@cache
def open_korpus(datei: Path) -> Arbeitsmappe:
    """A file of the Korpus, opened once for all tests; raises ``UnreadableWorkbookError``."""
    return read_workbook(datei.read_bytes(), datei.name)


def read_golden(datei: Path, stand: Datenstand) -> dict[str, Any]:
    """A file of the Korpus read as the county would read it, in the form of ``*.expected.json``."""
    try:
        mappe = open_korpus(datei)
    except UnreadableWorkbookError as error:
        return {"unlesbar": error.grund}
    return _golden(read_delivery(mappe, VORGABEN.get(datei.name, Vorgabe()), stand))


def _golden(ergebnis: Leseergebnis) -> dict[str, Any]:
    art = ergebnis.vorgabe.art
    golden: dict[str, Any] = {
        "art": None if art is None else art.value,
        "abgelehnt": not ergebnis.is_accepted,
    }
    if art is Lieferart.HAUSHALT:
        golden["haushaltsjahr"] = ergebnis.vorgabe.haushaltsjahr
        golden["positionen"] = [_position(position) for position in ergebnis.inhalt.positionen]
    elif art is Lieferart.STAMMDATEN:
        golden["saetze"] = count_records(ergebnis.inhalt)
        golden["kennzahlen"] = [f"{k.nr} {k.bezeichnung} ({k.einheit})" for k in ergebnis.inhalt.kennzahlen]
    else:
        golden["messwerte"] = [_messwert(messwert) for messwert in ergebnis.inhalt.messwerte]
        if ergebnis.inhalt.erlaeuterungen:
            golden["erlaeuterungen"] = [e.text for e in ergebnis.inhalt.erlaeuterungen]
    golden["befunde"] = [
        " ".join(filter(None, (b.schwere.value, b.code, b.blatt and f"{b.blatt}!{b.zelle}")))
        for b in ergebnis.befunde
    ]
    return golden


def _messwert(messwert: Messwert) -> dict[str, str | None]:
    """One value, what says nothing left out."""
    stelle = messwert.fundstelle
    satz: dict[str, str | None] = {
        "kennzahl": messwert.kennzahl_nr,
        "zeitraum": str(messwert.zeitraum),
        "wert": None if messwert.wert is None else str(messwert.wert),
        "roh": stelle.roh,
        "zelle": f"{stelle.blatt}!{stelle.zelle}",
    }
    if messwert.status.value:
        satz["status"] = messwert.status.value
    if messwert.stichtag is not None:
        satz["stichtag"] = messwert.stichtag.isoformat()
    if messwert.bemerkung:
        satz["bemerkung"] = messwert.bemerkung
    return satz


def _position(position: Haushaltsposition) -> dict[str, str]:
    schluessel = position.schluessel
    return {"schluessel": str(schluessel), "art": position.art.value}

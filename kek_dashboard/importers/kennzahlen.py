"""Kennzahlen: the Messwerte that a Fachbereich delivers, one row a value or one column a Zeitraum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl, Messwert, Wertstatus
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.domain.massnahme import Erlaeuterung
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR, Zeitraum
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.kennzahltabellen import LANG, column_period, find_wide
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt, Zelle, spaltenname
from kek_dashboard.importers.plausibel import check_plausibility
from kek_dashboard.importers.sheet import (
    Tabelle,
    Tabellenzeile,
    cell_befund,
    count_required,
    find_table,
    missing_columns,
    parse_herkunft,
    sheet_herkunft,
)
from kek_dashboard.importers.stammdaten import read_erlaeuterungen
from kek_dashboard.importers.stammdatenblaetter import ERLAEUTERUNGEN, blattart
from kek_dashboard.importers.werte import (
    Dezimalzeichen,
    WertError,
    decimal_mark,
    nearest,
    read_schluessel,
    read_zahl,
)
from kek_dashboard.importers.zahlen import same_unit
from kek_dashboard.importers.zeitangabe import Zeitangabe, is_prognose, read_zeitraum

_ZWISCHENTITEL = 40
_STATUS = {
    "": Wertstatus.UNBEKANNT,
    "vorläufig": Wertstatus.VORLAEUFIG,
    "vorlaeufig": Wertstatus.VORLAEUFIG,
    "v": Wertstatus.VORLAEUFIG,
    "endgültig": Wertstatus.ENDGUELTIG,
    "endgueltig": Wertstatus.ENDGUELTIG,
    "final": Wertstatus.ENDGUELTIG,
    "e": Wertstatus.ENDGUELTIG,
}


@dataclass(frozen=True, slots=True)
class _Beiwerk:
    """What stands beside a value in its row."""

    status: Wertstatus
    bemerkung: str
    herkunft: Herkunft | None


@dataclass(slots=True)
class _Sammlung:
    """What has been read so far, and the day after which a Zeitraum lies in the future."""

    stand: Datenstand
    heute: date
    messwerte: dict[tuple[str, Zeitraum], Messwert] = field(default_factory=dict)
    befunde: list[Befund] = field(default_factory=list)
    erlaeuterungen: list[Erlaeuterung] = field(default_factory=list)

    def add(self, schwere: Schwere, code: str, blatt: Blatt, zelle: Zelle | str, text: str) -> None:
        """Note a Befund at a cell."""
        self.befunde.append(cell_befund(schwere, code, blatt, zelle, text))


def read_kennzahlen(
    mappe: Arbeitsmappe, vorgabe: Vorgabe, stand: Datenstand, heute: date | None = None
) -> Leseergebnis:
    """All Messwerte of a Kennzahlen-Lieferung with Befunde; ``gelesen`` counts cells with a value.

    ``heute``: later Zeiträume are a ``fehler`` (default: the computer's day).
    """
    sammlung = _Sammlung(stand, heute or date.today())  # noqa: DTZ011  a county has one time zone
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
        if (lang := find_table(blatt, LANG)) is not None:
            _read_long(lang, sammlung)
        elif (breit := find_wide(blatt)) is not None:
            _read_wide(breit, sammlung)
        else:
            ohne_tabelle.append(blatt)
            continue
        tabellen += 1
    for blatt in ohne_tabelle:
        sammlung.befunde.append(_no_table(blatt, stand, ist_einzige=not tabellen))
    if all(not blatt.zeilen for blatt in mappe.blaetter):
        sammlung.befunde.append(Befund(Schwere.FEHLER, "leer", "Die Arbeitsmappe enthält keine Daten."))
    messwerte = tuple(sammlung.messwerte.values())
    if all(befund.schwere is not Schwere.FEHLER for befund in sammlung.befunde):
        sammlung.befunde += check_plausibility(messwerte, stand)
    return Leseergebnis(
        vorgabe=Vorgabe(Lieferart.KENNZAHLEN, fachbereich=vorgabe.fachbereich),
        inhalt=Inhalt(messwerte=messwerte, erlaeuterungen=tuple(sammlung.erlaeuterungen)),
        befunde=tuple(sammlung.befunde),
        gelesen=sum(1 for messwert in messwerte if messwert.wert is not None),
    )


def hidden_sheet(blatt: Blatt) -> Befund:
    """A hidden sheet is not read, and that is said."""
    return Befund(
        Schwere.HINWEIS,
        "blatt_verborgen",
        f"Das Blatt „{blatt.name}“ ist ausgeblendet und wurde nicht gelesen.",
        blatt.name,
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


def _read_long(tabelle: Tabelle, sammlung: _Sammlung) -> None:
    """One row, one value."""
    blatt = tabelle.blatt
    for feld_ in tabelle.doppelt:
        if feld_ in LANG.pflichtfelder:
            kopf = f"{spaltenname(tabelle.spalten[feld_])}{tabelle.kopfzeile}"
            name = LANG.spaltenname(feld_)
            text = f"die Spalte „{name}“ gibt es mehrmals; bitte nur eine stehen lassen"
            sammlung.add(Schwere.FEHLER, "spalte_doppelt", blatt, kopf, text)
            return
    zeichen = decimal_mark(tabelle.column("ist"))
    vom_blatt = sheet_herkunft(blatt, tabelle.kopfzeile)
    prognosen = 0
    for zeile in tabelle.zeilen():
        zellen = zeile.zellen
        kennzahl = _read_kennzahl(tabelle, zeile, sammlung, hat_werte="ist" in zellen)
        if kennzahl is None or not _check_unit(blatt, zeile, kennzahl, sammlung):
            continue
        zeit = zellen.get("zeitraum")
        if zeit is None:
            if "ist" in zellen:
                sammlung.add(Schwere.FEHLER, "zeitraum_fehlt", blatt, zellen["ist"], "der Zeitraum fehlt")
            continue
        status_text = zellen["status"].roh.strip() if "status" in zellen else ""
        if is_prognose(status_text) or is_prognose(zeit.roh):
            prognosen += 1
            continue
        angabe = _read_period(blatt, zeit, kennzahl, sammlung)
        if angabe is None:
            continue
        zelle = zellen.get("ist")
        ort = zelle or Zelle(zeile.nummer, tabelle.spalten["ist"], "", "")
        beiwerk = _remarks(zeile, vom_blatt, blatt, sammlung)
        _read_value(blatt, ort, kennzahl, angabe, zeichen, sammlung, beiwerk)
    _note_prognosen(blatt, prognosen, "Zeilen", sammlung)


def _read_wide(tabelle: Tabelle, sammlung: _Sammlung) -> None:
    """One row, one Kennzahl; one column, one Zeitraum."""
    blatt = tabelle.blatt
    spalten = {}
    prognosen = 0
    for spalte, kopf in tabelle.koepfe.items():
        if is_prognose(kopf):
            prognosen += 1
        elif column_period(kopf) is not None:
            spalten[spalte] = (kopf, decimal_mark(tabelle.column_at(spalte)))
        elif any(isinstance(zelle.wert, Decimal) for zelle in tabelle.column_at(spalte)):
            sammlung.add(
                Schwere.HINWEIS,
                "spalte_uebergangen",
                blatt,
                f"{spaltenname(spalte)}{tabelle.kopfzeile}",
                f"die Spalte „{kopf}“ nennt keinen Zeitraum und wurde nicht gelesen",
            )
    vom_blatt = sheet_herkunft(blatt, tabelle.kopfzeile)
    for zeile in tabelle.zeilen():
        hat_werte = any(spalte in zeile.weitere for spalte in spalten)
        kennzahl = _read_kennzahl(tabelle, zeile, sammlung, hat_werte=hat_werte)
        if kennzahl is None or not _check_unit(blatt, zeile, kennzahl, sammlung):
            continue
        beiwerk = _remarks(zeile, vom_blatt, blatt, sammlung)
        for spalte, (kopf, zeichen) in spalten.items():
            angabe = _read_period(blatt, Zelle(tabelle.kopfzeile, spalte, kopf, kopf), kennzahl, sammlung)
            if angabe is not None:
                ort = zeile.weitere.get(spalte) or Zelle(zeile.nummer, spalte, "", "")
                _read_value(blatt, ort, kennzahl, angabe, zeichen, sammlung, beiwerk)
    _note_prognosen(blatt, prognosen, "Spalten", sammlung)


def _note_prognosen(blatt: Blatt, anzahl: int, was: str, sammlung: _Sammlung) -> None:
    if anzahl:
        text = (
            f"Blatt „{blatt.name}“: {anzahl} {was} mit Prognosen, Plan- oder Zielwerten wurden nicht "
            "als Messwerte gelesen."
        )
        sammlung.befunde.append(Befund(Schwere.HINWEIS, "prognose_uebergangen", text, blatt.name))


def _read_kennzahl(
    tabelle: Tabelle, zeile: Tabellenzeile, sammlung: _Sammlung, *, hat_werte: bool
) -> Kennzahl | None:
    """The Kennzahl a row speaks about; ``None`` with a Befund, or for a row that says nothing."""
    zelle = zeile.zellen.get("nr")
    blatt = tabelle.blatt
    if zelle is None:
        if hat_werte:
            ort = min([*zeile.zellen.values(), *zeile.weitere.values()], key=lambda z: z.spalte)
            text = "in dieser Zeile fehlt die Kennzahl-Nr."
            sammlung.add(Schwere.FEHLER, "kennzahl_fehlt", blatt, ort, text.removesuffix("."))
        return None
    akten = sammlung.stand.akten
    if isinstance(zelle.wert, str) and zelle.wert in akten:
        return akten[zelle.wert].kennzahl
    try:
        return akten[read_schluessel(zelle, akten)].kennzahl
    except WertError as error:
        allein = len(zeile.zellen) + len(zeile.weitere) == 1
        if (
            allein
            and isinstance(zelle.wert, str)
            and (" " in zelle.wert.strip() or len(zelle.wert) > _ZWISCHENTITEL)
        ):
            text = "diese Zeile wurde als Zwischenüberschrift übergangen"
            sammlung.add(Schwere.HINWEIS, "zwischenueberschrift", blatt, zelle, text)
            return None
        if error.code == "unbekannt":
            text = "eine Kennzahl mit dieser Nummer gibt es nicht" + _suggestion(zelle, zeile, sammlung)
            sammlung.add(Schwere.FEHLER, "kennzahl_unbekannt", blatt, zelle, text)
        else:
            sammlung.add(Schwere.FEHLER, error.code, blatt, zelle, error.text)
        return None


def _suggestion(zelle: Zelle, zeile: Tabellenzeile, sammlung: _Sammlung) -> str:
    """The Kennzahl that was probably meant, by its number or by its name."""
    akten = sammlung.stand.akten
    namen = {akte.kennzahl.bezeichnung: nr for nr, akte in akten.items()}
    for text in (zelle.roh, zeile.zellen["bezeichnung"].roh if "bezeichnung" in zeile.zellen else ""):
        if text.strip() in namen:
            return f"; meinten Sie „{namen[text.strip()]}“ ({text.strip()})?"
    return nearest(zelle.roh.strip(), akten) or "; bitte die Nummer aus den Stammdaten verwenden"


def _check_unit(blatt: Blatt, zeile: Tabellenzeile, kennzahl: Kennzahl, sammlung: _Sammlung) -> bool:
    zelle = zeile.zellen.get("einheit")
    if zelle is None or not isinstance(zelle.wert, str) or not kennzahl.einheit:
        return True
    if same_unit(zelle.wert, kennzahl.einheit):
        return True
    text = (
        f"die Kennzahl {kennzahl.nr} wird in „{kennzahl.einheit}“ geführt; bitte Werte und Einheit anpassen"
    )
    sammlung.add(Schwere.FEHLER, "falsche_einheit", blatt, zelle, text)
    return False


def _read_period(blatt: Blatt, zelle: Zelle, kennzahl: Kennzahl, sammlung: _Sammlung) -> Zeitangabe | None:
    """The Zeitraum of a value with its checks, or ``None`` with a Befund."""
    try:
        angabe = read_zeitraum(zelle, kennzahl.frequenz)
    except WertError as error:
        sammlung.add(Schwere.FEHLER, error.code, blatt, zelle, error.text)
        return None
    zeitraum = angabe.zeitraum
    if _first_day(zeitraum) > sammlung.heute or (angabe.stichtag or date.min) > sammlung.heute:
        text = f"der Zeitraum {zeitraum} liegt in der Zukunft"
        sammlung.add(Schwere.FEHLER, "zukunft", blatt, zelle, text)
        return None
    return angabe


def _first_day(zeitraum: Zeitraum) -> date:
    monate = 12 // PERIODEN_IM_JAHR[zeitraum.periode]
    return date(zeitraum.jahr, (zeitraum.nummer - 1) * monate + 1, 1)


def _remarks(zeile: Tabellenzeile, vom_blatt: Herkunft | None, blatt: Blatt, sammlung: _Sammlung) -> _Beiwerk:
    """Status, Bemerkung and Herkunft of a row; unknown words are said."""
    status = Wertstatus.UNBEKANNT
    zelle = zeile.zellen.get("status")
    if zelle is not None:
        gefunden = _STATUS.get(zelle.roh.strip().casefold())
        if gefunden is None:
            text = "erwartet wird „vorläufig“ oder „endgültig“; der Status bleibt offen"
            sammlung.add(Schwere.HINWEIS, "status_unbekannt", blatt, zelle, text)
        else:
            status = gefunden
    herkunft = vom_blatt
    zelle = zeile.zellen.get("herkunft")
    if zelle is not None:
        herkunft = parse_herkunft(zelle.roh)
        if herkunft is None:
            text = "erwartet wird „amtlich“, „intern“ oder „beispiel“"
            sammlung.add(Schwere.FEHLER, "herkunft_unbekannt", blatt, zelle, text)
    bemerkung = zeile.zellen["bemerkung"].roh.strip() if "bemerkung" in zeile.zellen else ""
    return _Beiwerk(status, bemerkung, herkunft)


def _read_value(
    blatt: Blatt,
    zelle: Zelle,
    kennzahl: Kennzahl,
    angabe: Zeitangabe,
    zeichen: Dezimalzeichen,
    sammlung: _Sammlung,
    beiwerk: _Beiwerk,
) -> None:
    """Keep one Messwert, or note why not."""
    try:
        wert = read_zahl(zelle, kennzahl.einheit, zeichen)
    except WertError as error:
        sammlung.add(Schwere.FEHLER, error.code, blatt, zelle, error.text)
        return
    zeitraum = angabe.zeitraum
    if zeitraum.periode is not kennzahl.frequenz.periode and not zeitraum.is_year:
        text = (
            f"der Zeitraum {zeitraum} passt nicht zur Frequenz „{kennzahl.frequenz.value}“ der "
            f"Kennzahl {kennzahl.nr}; bitte prüfen"
        )
        sammlung.add(Schwere.WARNUNG, "frequenz", blatt, zelle, text)
    messwert = Messwert(
        kennzahl.nr,
        zeitraum,
        wert,
        beiwerk.status,
        angabe.stichtag,
        beiwerk.bemerkung,
        beiwerk.herkunft,
        Fundstelle(blatt.name, zelle.name, zelle.roh),
    )
    vorher = sammlung.messwerte.setdefault((kennzahl.nr, zeitraum), messwert)
    if vorher is messwert:
        return
    ort = f"Blatt „{vorher.fundstelle.blatt}“, Zelle {vorher.fundstelle.zelle}"
    if vorher.wert == wert:
        text = f"Kennzahl {kennzahl.nr}, {zeitraum} steht mit demselben Wert schon in {ort}; sie zählt einmal"
        sammlung.add(Schwere.HINWEIS, "doppelt", blatt, zelle, text)
        return
    text = (
        f"Kennzahl {kennzahl.nr}, {zeitraum} steht schon in {ort} mit einem anderen Wert "
        f"(„{vorher.fundstelle.roh}“); bitte nur den richtigen stehen lassen"
    )
    sammlung.add(Schwere.FEHLER, "widerspruch", blatt, zelle, text)

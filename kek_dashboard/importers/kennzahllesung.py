"""Kennzahllesung: reads one table of Messwerte of whatever shape, row by row."""

from __future__ import annotations

import re
from decimal import Decimal

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.kennzahl import Kennzahl
from kek_dashboard.importers.blatthinweise import note_table
from kek_dashboard.importers.einheiten import parse_header, stated_unit
from kek_dashboard.importers.kennzahlsammlung import Sammlung
from kek_dashboard.importers.kennzahltabellen import (
    LANG,
    NAMEN_BREIT,
    NAMEN_LANG,
    OHNE_ZEIT,
    column_period,
    header_cell,
)
from kek_dashboard.importers.kennzahlzeilen import (
    Tabellenlesung,
    Wertspalte,
    check_period,
    check_unit,
    read_kennzahl,
    read_period,
    read_remarks,
    read_value,
)
from kek_dashboard.importers.kopfzeile import squash
from kek_dashboard.importers.mappe import Zelle, spaltenname
from kek_dashboard.importers.namensabgleich import name_key
from kek_dashboard.importers.sheet import Tabelle, Tabellenzeile, sheet_herkunft
from kek_dashboard.importers.titelzeit import Titelzeit, find_titelzeit
from kek_dashboard.importers.werte import WertError, decimal_mark
from kek_dashboard.importers.zeitangabe import Zeitangabe, is_prognose

#: A column beside „Jahr“ that says which part of the year is meant, and how it is read.
_JAHR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_JAHRESTEILE = {"quartal": "Q", "halbjahr": "H", "monat": "M", "periode": ""}


def read_table(tabelle: Tabelle, sammlung: Sammlung) -> Tabellenlesung | None:
    """All rows of one table; ``None`` for a table of names that fit no Kennzahl (it is none)."""
    lesung = Tabellenlesung(
        tabelle,
        sammlung,
        vom_blatt=sheet_herkunft(tabelle.blatt, tabelle.kopfzeile),
        angaben_in=_stated_above(tabelle),
    )
    if tabelle.art in (NAMEN_LANG, NAMEN_BREIT):
        return lesung if _read_names(lesung) else None
    for feld in tabelle.doppelt:
        if feld in tabelle.art.pflichtfelder:
            kopf = f"{spaltenname(tabelle.spalten[feld])}{tabelle.kopfzeile}"
            name = tabelle.art.spaltenname(feld)
            text = f"die Spalte „{name}“ gibt es mehrmals; bitte nur eine stehen lassen"
            lesung.add(Schwere.FEHLER, "spalte_doppelt", kopf, text)
            return lesung
    if tabelle.art is LANG:
        _read_long(lesung)
    elif tabelle.art is OHNE_ZEIT:
        _read_with_title(lesung)
    else:
        _read_wide(lesung)
    return lesung


def _stated_above(tabelle: Tabelle) -> str:
    """The unit that a line above the header states for the whole table, or nothing."""
    for nummer, zeile in tabelle.blatt.zeilen.items():
        if nummer < tabelle.kopfzeile:
            for zelle in zeile.values():
                einheit = stated_unit(zelle.wert) if isinstance(zelle.wert, str) else None
                if einheit is not None:
                    return einheit
    return ""


def _value_column(tabelle: Tabelle) -> Wertspalte:
    kopf = parse_header(tabelle.feldkoepfe.get("ist", ""))
    return Wertspalte(decimal_mark(tabelle.column("ist")), kopf.einheiten, kopf.status)


def _read_long(lesung: Tabellenlesung) -> None:
    """One row, one value."""
    tabelle = lesung.tabelle
    spalte = _value_column(tabelle)
    teil = _part_column(tabelle)
    gelesene_teile: set[int] = set()
    prognosen = 0
    for zeile in lesung.rows():
        zellen = zeile.zellen
        kennzahl = _known(lesung, zeile)
        if kennzahl is None:
            continue
        zeit = zellen.get("zeitraum")
        if zeit is None:
            if "ist" in zellen:
                lesung.add(Schwere.FEHLER, "zeitraum_fehlt", zellen["ist"], "der Zeitraum fehlt")
            continue
        if teil is not None and teil[0] in zeile.weitere and _JAHR.fullmatch(zeit.roh.strip()):
            zeit = _part_of_year(zeit, zeile.weitere[teil[0]], teil[1])
            gelesene_teile.add(teil[0])
        if is_prognose(_status_text(zeile)) or is_prognose(zeit.roh):
            prognosen += 1
            continue
        angabe = read_period(lesung, zeit, kennzahl)
        if angabe is not None:
            _keep(lesung, zeile, kennzahl, angabe, spalte)
    lesung.ungelesen -= gelesene_teile
    note_table(lesung, prognosen, "Zeilen")


def _read_with_title(lesung: Tabellenlesung) -> None:
    """One row, one value; the Zeitraum of all stands around the table."""
    tabelle = lesung.tabelle
    spalte = _value_column(tabelle)
    titelzeit = find_titelzeit(tabelle, lesung.sammlung.stand.akten)
    prognosen = 0
    gelesen: list[tuple[Kennzahl, Zeitangabe]] = []
    if titelzeit is None:
        kopf = f"{spaltenname(tabelle.spalten['ist'])}{tabelle.kopfzeile}"
        text = (
            "die Spalte „Zeitraum“ fehlt, und über der Tabelle steht nicht genau eine Angabe wie "
            "„Berichtsjahr 2023“; bitte die Spalte ergänzen"
        )
        lesung.add(Schwere.FEHLER, "zeitraum_fehlt", kopf, text)
        return
    abgelehnt = False
    for zeile in lesung.rows():
        kennzahl = _known(lesung, zeile)
        if kennzahl is None or abgelehnt:
            continue
        if is_prognose(_status_text(zeile)):
            prognosen += 1
            continue
        angabe = _title_period(lesung, titelzeit, kennzahl)
        if angabe is None:
            abgelehnt = True
            continue
        gelesen.append((kennzahl, angabe))
        _keep(lesung, zeile, kennzahl, angabe, spalte)
    if gelesen:
        zeitraeume = ", ".join(sorted({str(angabe.zeitraum) for _, angabe in gelesen}))
        text = (
            f"die Tabelle hat keine Spalte „Zeitraum“; alle {len(gelesen)} Werte wurden wegen dieser Angabe für "
            f"{zeitraeume} gelesen, bitte bestätigen"
        )
        lesung.add(Schwere.WARNUNG, "zeitraum_aus_titel", titelzeit.zelle, text)
    note_table(lesung, prognosen, "Zeilen")


def _title_period(lesung: Tabellenlesung, titelzeit: Titelzeit, kennzahl: Kennzahl) -> Zeitangabe | None:
    try:
        angabe = titelzeit.read(kennzahl.frequenz)
    except WertError as error:
        lesung.add(Schwere.FEHLER, error.code, titelzeit.zelle, error.text)
        return None
    return angabe if check_period(lesung, titelzeit.zelle, angabe, kennzahl) else None


def _read_wide(lesung: Tabellenlesung) -> None:
    """One row, one Kennzahl; one column, one Zeitraum."""
    tabelle = lesung.tabelle
    spalten: dict[int, tuple[Zelle, Wertspalte]] = {}
    prognosen = 0
    for nummer, text in tabelle.koepfe.items():
        if is_prognose(text):
            prognosen += 1
        elif column_period(text) is not None:
            kopf = parse_header(text)
            wertspalte = Wertspalte(decimal_mark(tabelle.column_at(nummer)), kopf.einheiten, kopf.status)
            spalten[nummer] = (header_cell(tabelle.kopfzeile, nummer, text), wertspalte)
    for zeile in lesung.rows():
        kennzahl = _known(lesung, zeile, hat_werte=any(nummer in zeile.weitere for nummer in spalten))
        if kennzahl is None:
            continue
        beiwerk = read_remarks(lesung, zeile)
        for nummer, (zeitkopf, wertspalte) in spalten.items():
            angabe = read_period(lesung, zeitkopf, kennzahl)
            if angabe is not None:
                ort = zeile.weitere.get(nummer) or Zelle(zeile.nummer, nummer, "", "")
                read_value(lesung, ort, kennzahl, angabe, wertspalte, beiwerk)
    lesung.ungelesen -= spalten.keys()
    note_table(lesung, prognosen, "Spalten")


def _read_names(lesung: Tabellenlesung) -> bool:
    """Names without numbers: nothing is read, each name is asked about; whether any fits a Kennzahl."""
    unbekannt: dict[str, Zelle] = {}
    gefunden = False
    zeiten = {s for s, kopf in lesung.tabelle.koepfe.items() if column_period(kopf) is not None}
    for zeile in lesung.rows():
        name = zeile.zellen.get("bezeichnung")
        hat_wert = "ist" in zeile.zellen or bool(zeiten & zeile.weitere.keys())
        if name is not None and isinstance(name.wert, str) and hat_wert:
            if lesung.sammlung.ask_name(lesung.blatt, name):
                gefunden = True
            else:
                unbekannt.setdefault(name_key(name.roh), name)
    for name in unbekannt.values() if gefunden else ():
        text = "hier fehlt die Kennzahl-Nr., und keine Kennzahl heißt ähnlich; bitte die Nummer eintragen"
        lesung.add(Schwere.FEHLER, "kennzahl_fehlt", name, text)
    return gefunden


def _known(lesung: Tabellenlesung, zeile: Tabellenzeile, *, hat_werte: bool | None = None) -> Kennzahl | None:
    """The Kennzahl of a row whose unit fits, or ``None``."""
    hat_werte = "ist" in zeile.zellen if hat_werte is None else hat_werte
    kennzahl = read_kennzahl(lesung, zeile, hat_werte=hat_werte)
    return kennzahl if kennzahl is not None and check_unit(lesung, zeile, kennzahl) else None


def _status_text(zeile: Tabellenzeile) -> str:
    return zeile.zellen["status"].roh.strip() if "status" in zeile.zellen else ""


def _keep(
    lesung: Tabellenlesung, zeile: Tabellenzeile, kennzahl: Kennzahl, angabe: Zeitangabe, spalte: Wertspalte
) -> None:
    """Keep the value of a long row with what stands beside it."""
    zelle = zeile.zellen.get("ist")
    ort = zelle or Zelle(zeile.nummer, lesung.tabelle.spalten["ist"], "", "")
    if zelle is not None and zelle.zeile != zeile.nummer:
        text = (
            f"die Zelle ist über Zeilen verbunden; ihr Wert zählt auch in Zeile {zeile.nummer}, bitte prüfen"
        )
        lesung.add(Schwere.WARNUNG, "wert_verbunden", zelle, text)
    read_value(lesung, ort, kennzahl, angabe, spalte, read_remarks(lesung, zeile))


def _part_column(tabelle: Tabelle) -> tuple[int, str] | None:
    """The column „Quartal“ (Halbjahr, Monat) beside „Jahr“, and the letter of its numbers."""
    for nummer, kopf in tabelle.koepfe.items():
        if squash(kopf) in _JAHRESTEILE:
            return nummer, _JAHRESTEILE[squash(kopf)]
    return None


def _part_of_year(jahr: Zelle, teil: Zelle, buchstabe: str) -> Zelle:
    """„2023“ and „1“ below Quartal as one text: ``Q1 2023``; other texts side by side."""
    text = " ".join(teil.roh.split())
    nummer = text.rstrip(".")
    if nummer.isascii() and nummer.isdigit() and buchstabe:
        zusammen = (
            f"{int(nummer):02d}/{jahr.roh}" if buchstabe == "M" else f"{buchstabe}{int(nummer)} {jahr.roh}"
        )
    elif isinstance(teil.wert, Decimal):
        zusammen = f"{jahr.roh} ({text})"
    else:
        zusammen = f"{jahr.roh} {text}"
    return Zelle(teil.zeile, teil.spalte, zusammen, zusammen)

"""Spaltenformular: what a person said about the columns of one sheet; every field comes from outside."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.importers.mappe import Blatt, spaltenname
from kek_dashboard.importers.spaltendienst import Arbeitsstand
from kek_dashboard.importers.spaltenkopf import comparable, comparable_headers, header_texts_of, time_in
from kek_dashboard.importers.spaltenprofil import (
    DIESE_ZEILE,
    FAKTOREN,
    KOPF,
    KOPFHOEHE,
    Blattzuordnung,
    Spaltenrolle,
    Spaltenzuordnung,
    label,
)
from kek_dashboard.web.angaben import UnusableFormError, clean_text

#: Names of the fields; the page and its route agree on them here.
BLATT, KOPF_VON, KOPF_BIS, TUN, NAME, SUCHE = "blatt", "kopf-von", "kopf-bis", "tun", "name", "suche"
BLATTZEIT, BLATTZEIT_TEXT = "blattzeit", "blattzeit-text"
ROLLE, KENNZAHL, ZEIT, ZEIT_TEXT, FAKTOR, ZEILE = "rolle", "kennzahl", "zeit", "zeittext", "faktor", "zeile"
FEST = "fest"
_FELD = re.compile(r"(rolle|kennzahl|zeit|zeittext|faktor|zeile)-([1-9]\d{0,5})", re.ASCII)
_ZAHL = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_LAENGSTE_ZEIT = 60
_LAENGSTE_SUCHE = 80


def read_number(text: str, hoechste: int) -> int | None:
    """A whole number from 1 to ``hoechste``, or ``None``."""
    if not _ZAHL.fullmatch(text) or int(text) > hoechste:
        return None
    return int(text)


def read_sheet(text: str, arbeit: Arbeitsstand) -> tuple[int, Blatt]:
    """Number and sheet that a field names; the first one where it names none.

    Raises ``UnusableFormError`` where there is no such sheet.
    """
    if not arbeit.blaetter:
        raise UnusableFormError("Diese Datei hat kein Blatt mit Inhalt.")
    nummer = read_number(text or "1", len(arbeit.blaetter))
    if nummer is None:
        raise UnusableFormError("Ein solches Blatt hat diese Datei nicht.")
    return nummer, arbeit.blaetter[nummer - 1]


def read_search(text: str) -> str:
    """The words that were searched for, in one line."""
    return clean_text(" ".join(text.split()))[:_LAENGSTE_SUCHE]


def read_assignment(
    form: Mapping[str, str], blatt: Blatt, bisher: Blattzuordnung | None, stand: Datenstand
) -> Blattzuordnung:
    """What the form says about a sheet; rows it does not show stay as in ``bisher``.

    Raises ``UnusableFormError`` for columns, rows, Kennzahlen and words that do not exist.
    """
    felder = _numbered(form)
    spalten = _columns(felder, blatt, stand)
    von, bis = _header_rows(form, blatt, bisher)
    zeit, zeitzelle, zeittext = _sheet_time(form, blatt)
    koepfe = comparable_headers(header_texts_of(blatt, von, bis))
    neu = Blattzuordnung(blatt.name, von, bis, koepfe, spalten, {}, zeit, zeitzelle, zeittext)
    zeilen: dict[str, str] = {}
    if bisher is not None and bisher.column_of(Spaltenrolle.NAME) == neu.column_of(Spaltenrolle.NAME):
        zeilen |= bisher.zeilen
    zeilen = _rows(felder, blatt, neu.column_of(Spaltenrolle.NAME), zeilen, stand)
    return Blattzuordnung(blatt.name, von, bis, koepfe, spalten, zeilen, zeit, zeitzelle, zeittext)


def _numbered(form: Mapping[str, str]) -> dict[tuple[str, int], str]:
    """The fields of columns and rows by what they say and which one they speak of."""
    return {
        (treffer[1], int(treffer[2])): wert
        for feld, wert in form.items()
        if (treffer := _FELD.fullmatch(feld)) is not None
    }


def _columns(
    felder: Mapping[tuple[str, int], str], blatt: Blatt, stand: Datenstand
) -> dict[int, Spaltenzuordnung]:
    spalten = {}
    for (was, nr), wert in felder.items():
        if was != ZEILE and nr > blatt.letzte_spalte:
            raise UnusableFormError(f"Eine Spalte {nr} hat das Blatt „{blatt.name}“ nicht.")
        if was != ROLLE:
            continue
        if wert not in list(Spaltenrolle):
            raise UnusableFormError(f"Für die Spalte {spaltenname(nr)} ist etwas gewählt, das es nicht gibt.")
        rolle = Spaltenrolle(wert)
        if rolle is Spaltenrolle.WERT:
            spalten[nr] = _value_column(felder, nr, stand)
        elif rolle is not Spaltenrolle.NICHT:
            spalten[nr] = Spaltenzuordnung(rolle)
    return dict(sorted(spalten.items()))


def _value_column(felder: Mapping[tuple[str, int], str], nr: int, stand: Datenstand) -> Spaltenzuordnung:
    kennzahl = felder.get((KENNZAHL, nr), "")
    if kennzahl and kennzahl not in stand.akten:
        raise UnusableFormError(
            f"Die Kennzahl, die für die Spalte {spaltenname(nr)} gewählt ist, gibt es nicht."
        )
    zeit = felder.get((ZEIT, nr), "")
    if zeit not in {"", KOPF, FEST}:
        raise UnusableFormError(f"Der Zeitraum der Spalte {spaltenname(nr)} ist nicht wie angeboten gewählt.")
    if zeit == FEST:
        zeit = _said(felder.get((ZEIT_TEXT, nr), ""))
    faktor = felder.get((FAKTOR, nr), "1")
    if faktor not in {str(zahl) for zahl in FAKTOREN}:
        raise UnusableFormError(f"Die Einheit der Spalte {spaltenname(nr)} ist nicht wie angeboten gewählt.")
    return Spaltenzuordnung(Spaltenrolle.WERT, kennzahl, zeit, int(faktor))


def _said(text: str) -> str:
    return clean_text(" ".join(text.split()))[:_LAENGSTE_ZEIT]


def _header_rows(form: Mapping[str, str], blatt: Blatt, bisher: Blattzuordnung | None) -> tuple[int, int]:
    letzte = max(blatt.zeilen, default=1)
    von, bis = (read_number(form.get(feld, "").strip(), letzte) for feld in (KOPF_VON, KOPF_BIS))
    if von is None or bis is None or not von <= bis < von + KOPFHOEHE:
        if bisher is not None and KOPF_VON not in form:
            return bisher.kopf_von, bisher.kopf_bis
        raise UnusableFormError(
            f"Die Überschrift steht in höchstens {KOPFHOEHE} Zeilen zwischen 1 und {letzte}; bitte die Zeilen prüfen."
        )
    return von, bis


def _sheet_time(form: Mapping[str, str], blatt: Blatt) -> tuple[str, str, str]:
    """The Zeitraum of the whole sheet: said, or a cell with its comparable text."""
    wahl = form.get(BLATTZEIT, "")
    if not wahl:
        return "", "", ""
    if wahl == FEST:
        return _said(form.get(BLATTZEIT_TEXT, "")), "", ""
    for zeile in blatt.zeilen.values():
        for zelle in zeile.values():
            if zelle.name == wahl and time_in(zelle.roh) is not None:
                return "", wahl, comparable(zelle.roh)
    raise UnusableFormError("In der gewählten Zelle steht kein Zeitraum.")


def _rows(
    felder: Mapping[tuple[str, int], str],
    blatt: Blatt,
    spalte: int | None,
    bisher: dict[str, str],
    stand: Datenstand,
) -> dict[str, str]:
    """The confirmed labels: what the form shows replaces what was said before."""
    if spalte is None:
        return {}
    for (was, nummer), wert in felder.items():
        if was != ZEILE:
            continue
        name = label(blatt.zelle(nummer, spalte))
        if not name:
            raise UnusableFormError(f"In Zeile {nummer} steht kein Name, dem sich etwas zuordnen ließe.")
        if wert and wert != DIESE_ZEILE and wert not in stand.akten:
            raise UnusableFormError(f"Die Kennzahl, die für die Zeile {nummer} gewählt ist, gibt es nicht.")
        bisher.pop(name, None)
        if wert:
            bisher[name] = wert
    return bisher

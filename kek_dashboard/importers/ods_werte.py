"""Ods-Werte: the value of one OpenDocument cell; runs in the child process only."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.anzeige import is_percent
from kek_dashboard.importers.ods_formate import TABLE, Attribute
from kek_dashboard.importers.protokoll import FEHLER, OHNE_ERGEBNIS, TEXT, WAHRHEIT
from kek_dashboard.importers.zellwerte import Formatliste, moment_value, number_value

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_ZAHL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_GANZ = re.compile(r"-?\d{1,15}", re.ASCII)
_NICHT_ENDLICH = {"NaN", "INF", "-INF", "+INF"}
_DAUER = re.compile(
    r"(-?)P(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8})(?:[.,]\d+)?S)?)?", re.ASCII
)
#: How the two great programs show errors, in English and in German.
_FEHLERTEXT = re.compile(
    r"#(?:N/A|NV|VALUE!|WERT!|REF!|BEZUG!|NUM!|ZAHL!|DIV/0!|NAME\?|NULL!)|(?:Err|Fehler):\d{3}", re.IGNORECASE
)
_ENGLISCH = re.compile(r"Err:", re.IGNORECASE)
_WAHRHEIT = {"WAHR": True, "TRUE": True, "FALSCH": False, "FALSE": False}
_BOOLEAN = {"true": True, "false": False}
_LEER: tuple[str, None] = ("", None)


@dataclass(frozen=True, slots=True)
class Schreiber:
    """The program that wrote the file: those that always calculate store ``=""`` like no result at all."""

    rechnet_immer: bool


def cell_value(
    zelle: Attribute, text: str, zahlformat: Callable[[], str], formate: Formatliste, schreiber: Schreiber
) -> tuple[str | bool, int | None]:
    """Value and kind of a cell with these attributes that shows ``text``; kind ``None`` where it is empty.

    Raises ``RefusedError`` for what the format does not know.
    """
    ist_formel = TABLE + "formula" in zelle
    art = zelle.get(OFFICE + "value-type", "")
    if zelle.get(_CALCEXT + "value-type") == "error" or (ist_formel and _FEHLERTEXT.fullmatch(text)):
        return _ENGLISCH.sub("Fehler:", text or "#NV"), FEHLER
    if ist_formel and art == "float" and text in _WAHRHEIT:
        return _WAHRHEIT[text], WAHRHEIT
    if art in {"float", "percentage", "currency"}:
        return _number(zelle.get(OFFICE + "value"), art, zahlformat, formate, text, ist_formel=ist_formel)
    if art == "date":
        return _date(zelle.get(OFFICE + "date-value", ""), text)
    if art == "time":
        return _time(zelle.get(OFFICE + "time-value", ""), text)
    if art == "boolean":
        wahrheit = _BOOLEAN.get(zelle.get(OFFICE + "boolean-value", ""))
        if wahrheit is None:
            raise RefusedError("beschaedigt")
        return wahrheit, WAHRHEIT
    if art not in {"string", "", "void"}:
        raise RefusedError("beschaedigt")
    if ist_formel and not art and not text:
        return _LEER if schreiber.rechnet_immer else ("", OHNE_ERGEBNIS)
    text = text or zelle.get(OFFICE + "string-value", "")
    return (text, TEXT) if text and not text.isspace() else _LEER


def _number(
    wert: str | None,
    art: str,
    zahlformat: Callable[[], str],
    formate: Formatliste,
    text: str,
    *,
    ist_formel: bool,
) -> tuple[str | bool, int | None]:
    if wert is None or wert.strip() in _NICHT_ENDLICH:
        if wert is not None:
            return "#NUM!", FEHLER
        return ("", OHNE_ERGEBNIS) if ist_formel else (text, TEXT) if text else _LEER
    if _ZAHL.fullmatch(wert.strip()) is None:
        raise RefusedError("beschaedigt")
    bild = zahlformat()
    if art == "percentage" and not is_percent(bild):
        bild = "0.00%"
    zahl = int(wert) if _GANZ.fullmatch(wert) else float(wert)
    return number_value(zahl, formate.number(bild))


def _date(wert: str, text: str) -> tuple[str | bool, int | None]:
    """The day; a date that no calendar has is the text it shows."""
    try:
        return moment_value(date.fromisoformat(wert.partition("T")[0]))
    except ValueError:
        return (text or wert, TEXT) if text or wert else _LEER


def _time(wert: str, text: str) -> tuple[str | bool, int | None]:
    """A time of day or a duration as ``hh:mm:ss``."""
    treffer = _DAUER.fullmatch(wert)
    if treffer is None or not wert:
        return (text or wert, TEXT) if text or wert else _LEER
    tage, stunden, minuten, sekunden = (int(teil or 0) for teil in treffer.groups()[1:])
    dauer = timedelta(days=tage, hours=stunden, minutes=minuten, seconds=sekunden)
    return moment_value(-dauer if treffer[1] else dauer)

"""Lieferungen: the Kennzahlen workbooks as departments send them, each in a layout of its own."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from .arbeitsmappe import (
    DATUM,
    TEXT,
    Blatt,
    Formatiert,
    Spalte,
    Zelle,
    column_format,
    labelled_hinweis,
    write_arbeitsmappe,
)
from .messreihen import AMTLICH, TEILE_JE_JAHR, Messwert, Zeitraum, kennzahlen, messreihe
from .quellen import read_toml

ROEMISCH = ("I", "II", "III", "IV")
_VORLAUF = timedelta(days=6)  # a file is drawn up some days before it is released


@dataclass(frozen=True)
class Eintrag:
    """One value of a delivery as its file shows it."""

    nr: str
    zeitraum: Zeitraum
    messwert: Messwert | None
    text: str = ""
    status: str = ""
    bemerkung: str = ""


def read_lieferungen() -> list[dict[str, Any]]:
    """Return the planned deliveries in the order of the source."""
    found: list[dict[str, Any]] = read_toml("lieferungen")["lieferung"]
    return found


def write_lieferungen(folder: Path) -> None:
    """Write every Kennzahlen-Lieferung, as a workbook or as an old-fashioned CSV file."""
    for lieferung in read_lieferungen():
        path = folder / lieferung["datei"]
        blaetter = [_blatt(lieferung, blatt) for blatt in lieferung["blatt"]]
        if path.suffix == ".csv":
            _write_csv(path, blaetter[0])
        else:
            write_arbeitsmappe(path, blaetter)


def _blatt(lieferung: Mapping[str, Any], blatt: Mapping[str, Any]) -> Blatt:
    eintraege = _eintraege(blatt)
    spalten, zeilen = (_breit if blatt["form"] == "breit" else _lang)(blatt, eintraege)
    stichtag: date = lieferung["stichtag"]
    return Blatt(
        name=blatt["name"],
        titel=f"{lieferung['titel']} – {lieferung['fachbereich']}",
        spalten=spalten,
        zeilen=zeilen,
        herkunft=blatt["herkunft"],
        stand=stichtag - _VORLAUF,
        hinweise=_hinweise(blatt, eintraege),
        titel_verbinden=blatt["form"] == "lang_umgestellt",
    )


def _eintraege(blatt: Mapping[str, Any]) -> list[Eintrag]:
    """Return the values of a sheet by Kennzahl and Zeitraum, with what this file states differently."""
    abweichungen = {(a["nr"], _zeitraum(a["zeitraum"])): a for a in blatt.get("abweichung", ())}
    found: list[Eintrag] = []
    for nr in blatt["kennzahlen"]:
        reihe = {z: m for z, m in messreihe(nr).items() if _contains(blatt, z)}
        named = {z for n, z in abweichungen if n == nr}
        zeitraeume = sorted(set(reihe) | named, key=lambda z: (z.jahr, z.teil, z.stichtag or date.min))
        found.extend(_eintrag(nr, z, reihe.get(z), abweichungen.get((nr, z), {})) for z in zeitraeume)
    return found


def _eintrag(
    nr: str, zeitraum: Zeitraum, messwert: Messwert | None, abweichung: Mapping[str, str]
) -> Eintrag:
    if "wert" in abweichung:
        messwert = Messwert(Decimal(abweichung["wert"]))
    if "text" in abweichung:
        messwert = None
    bemerkung = abweichung.get("bemerkung", "")
    if messwert and kennzahlen()[nr]["herkunft"] == AMTLICH:
        bemerkung = bemerkung or f"Quelle: {messwert.quelle}"
    return Eintrag(
        nr, zeitraum, messwert, abweichung.get("text", ""), abweichung.get("status", ""), bemerkung
    )


def _contains(blatt: Mapping[str, Any], zeitraum: Zeitraum) -> bool:
    if zeitraum.stichtag and f"{zeitraum.stichtag:%d.%m.%Y}" in blatt.get("ohne", ()):
        return False
    last = (blatt["bis"], blatt.get("bis_teil", 12))
    return bool((blatt["von"], 0) <= (zeitraum.jahr, zeitraum.teil) <= last)


def _zeitraum(text: str) -> Zeitraum:
    jahr, _, teil = text.partition("-")
    return Zeitraum(int(jahr), int(teil or 0))


def _lang(
    blatt: Mapping[str, Any], eintraege: Iterable[Eintrag]
) -> tuple[Sequence[Spalte], list[Sequence[Zelle]]]:
    """Return a long table: one row for each value."""
    by_form: dict[str, list[tuple[str, float, str]]] = {
        "lang": [
            ("Kennzahl-Nr.", 12, "nr"),
            ("Bezeichnung", 39, "bezeichnung"),
            ("Einheit", 15, "einheit"),
            ("Zeitraum", 18, "zeitraum"),
            ("Ist", 13, "ist"),
            ("Status", 12, "status"),
            ("Bemerkung", 39, "bemerkung"),
        ],
        "lang_jahr": [
            ("Jahr", 8, "zeitraum"),
            ("Kennzahl-Nr.", 12, "nr"),
            ("Bezeichnung", 39, "bezeichnung"),
            ("Istwert", 12, "ist"),
            ("Einheit", 15, "einheit"),
            ("Bemerkung", 39, "bemerkung"),
        ],
        "lang_umgestellt": [
            ("Bezeichnung", 39, "bezeichnung"),
            ("Kennzahl-\nNr.", 12, "nr"),
            ("Ist 1)", 12, "ist"),
            ("EINHEIT", 15, "einheit"),
            ("Zeitraum", 12, "zeitraum"),
            ("Bemerkung", 39, "bemerkung"),
        ],
    }
    columns = by_form[blatt["form"]]
    zeilen: list[Sequence[Zelle]] = []
    for e in eintraege:
        kennzahl = kennzahlen()[e.nr]
        cells: dict[str, Zelle] = {
            "nr": e.nr,
            "bezeichnung": kennzahl["bezeichnung"],
            "einheit": kennzahl["einheit"],
            "zeitraum": _zeitraum_cell(e.zeitraum, kennzahl["frequenz"], blatt.get("zeitraum", "")),
            "ist": _wert_cell(e, blatt.get("zahlen", "zahl")),
            "status": e.status or None,
            "bemerkung": e.bemerkung or None,
        }
        zeilen.append([cells[key] for _, _, key in columns])
    return [Spalte(titel, breite) for titel, breite, _ in columns], zeilen


def _breit(
    blatt: Mapping[str, Any], eintraege: Iterable[Eintrag]
) -> tuple[Sequence[Spalte], list[Sequence[Zelle]]]:
    """Return a wide table: one row for each Kennzahl, one column for each Zeitraum, all Kennzahlen of one rhythm."""
    frequenz = kennzahlen()[blatt["kennzahlen"][0]]["frequenz"]
    teile = range(1, TEILE_JE_JAHR[frequenz] + 1) if frequenz in TEILE_JE_JAHR else range(1)
    zeitraeume = [Zeitraum(jahr, teil) for jahr in range(blatt["von"], blatt["bis"] + 1) for teil in teile]
    zeitraeume = [z for z in zeitraeume if _contains(blatt, z)]
    titel = [_zeitraum_cell(z, frequenz, blatt.get("zeitraum", "")) for z in zeitraeume]
    by_key = {(e.nr, e.zeitraum): e for e in eintraege}
    zeilen: list[Sequence[Zelle]] = []
    for nr in blatt["kennzahlen"]:
        kennzahl = kennzahlen()[nr]
        werte = [_wert_cell(by_key.get((nr, z)), blatt.get("zahlen", "zahl")) for z in zeitraeume]
        zeilen.append([nr, kennzahl["bezeichnung"], kennzahl["einheit"], *werte])
    kopf = [Spalte("Kennzahl-Nr.", 12, TEXT), Spalte("Bezeichnung", 39, TEXT), Spalte("Einheit", 16, TEXT)]
    return [*kopf, *(Spalte(t, 11) for t in titel if isinstance(t, str | int))], zeilen


def _zeitraum_cell(zeitraum: Zeitraum, frequenz: str, style: str) -> Zelle:
    """Return the Zeitraum as a department would write it."""
    jahr, teil = zeitraum.jahr, zeitraum.teil
    if style == "stichtag" and zeitraum.stichtag:
        return Formatiert(zeitraum.stichtag, DATUM)
    if style == "schuljahr":
        return f"Schuljahr {jahr - 1}/{jahr % 100:02d}"
    if frequenz == "monatlich":
        return f"{teil:02d}/{jahr}"
    if frequenz == "halbjaehrlich":
        return f"{teil}. Hj. {jahr}"
    if frequenz != "vierteljaehrlich":
        return jahr
    return {
        "roemisch": f"{ROEMISCH[teil - 1]}/{jahr}",
        "quartal": f"Q{teil} {jahr}",
        "iso": f"{jahr}-Q{teil}",
        "wort": f"{teil}. Quartal {jahr}",
    }[style]


def _wert_cell(eintrag: Eintrag | None, zahlen: str) -> Zelle:
    if eintrag is None:
        return None
    if eintrag.messwert is None:
        return eintrag.text
    kennzahl, wert = kennzahlen()[eintrag.nr], eintrag.messwert.wert
    stellen = int(kennzahl["nachkommastellen"])
    if zahlen == "text":
        return german(wert, max(1, stellen))
    if zahlen == "prozent" and kennzahl["einheit"] == "%":
        return Formatiert(wert / 100, column_format(stellen) + "%")
    return Formatiert(wert, column_format(stellen))


def german(wert: Decimal, stellen: int) -> str:
    """Return the number as a German text.

    >>> german(Decimal("15410"), 1)
    '15.410,0'
    """
    return f"{wert:,.{stellen}f}".translate(str.maketrans(",.", ".,"))


def _hinweise(blatt: Mapping[str, Any], eintraege: Iterable[Eintrag]) -> tuple[str, ...]:
    if blatt["herkunft"] != AMTLICH:
        notes = ["Alle Werte dieses Blattes sind erfundene Beispielwerte."]
    else:
        sources = {
            (e.messwert.quelle, e.messwert.grundlage, e.messwert.lizenz): None
            for e in eintraege
            if e.messwert
        }
        notes = [f"Quelle: {quelle}; {grundlage}. Lizenz: {lizenz}." for quelle, grundlage, lizenz in sources]
        notes.append(
            "Amtliche Werte, unverändert übernommen; Tag der Lieferung und liefernde Stelle sind ein Beispiel."
        )
    if blatt["form"] == "lang_umgestellt":
        notes.insert(0, "1) Wert am Ende des Zeitraums.")
    return tuple(notes)


def _write_csv(path: Path, blatt: Blatt) -> None:
    """Write a sheet as the semicolon file of an older program: cp1252, decimal commas, lines end with CR LF."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([blatt.titel])
        writer.writerow([f"Herkunft: {blatt.herkunft}"])
        if blatt.stand:
            writer.writerow([f"Stand: {blatt.stand:%d.%m.%Y}"])
        writer.writerow([])
        writer.writerow([s.titel for s in blatt.spalten])
        writer.writerows([_csv_text(zelle) for zelle in zeile] for zeile in blatt.zeilen)
        writer.writerow([])
        writer.writerows([labelled_hinweis(hinweis)] for hinweis in blatt.hinweise)


def _csv_text(zelle: Zelle) -> str:
    wert = zelle.wert if isinstance(zelle, Formatiert) else zelle
    if isinstance(wert, Decimal):
        return str(wert).replace(".", ",")
    return "" if wert is None else str(wert)

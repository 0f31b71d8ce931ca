"""Blatthinweise: what stands in a sheet and was not read, or read although somebody hid it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.importers.kennzahlsammlung import Sammlung, list_columns, list_numbers
from kek_dashboard.importers.kennzahltabellen import BREIT
from kek_dashboard.importers.kennzahlzeilen import Tabellenlesung
from kek_dashboard.importers.mappe import Blatt, Zelle, spaltenname
from kek_dashboard.importers.werte import JAHRE
from kek_dashboard.importers.zeitangabe import is_prognose

_FARBE = re.compile(
    r"\(?(?:gelb|rot|grün|gruen|blau|orange|grau|farbig|fett|kursiv|rosa|lila)(?:e[nrs]?)?\s*"
    r"(?:[=:]|bedeutet|(?:markiert|hinterlegt|unterlegt|gekennzeichnet|gedruckt|zellen?|werte?|felder|zahlen)\w*\b)",
    re.IGNORECASE,
)
_GENANNT = 5


def hidden_sheet(blatt: Blatt) -> Befund:
    """A hidden sheet is not read, and that is said."""
    return Befund(
        Schwere.HINWEIS,
        "blatt_verborgen",
        f"Das Blatt „{blatt.name}“ ist ausgeblendet und wurde nicht gelesen.",
        blatt.name,
    )


def note_table(lesung: Tabellenlesung, anzahl_prognosen: int, was: str) -> None:
    """Befunde about one table as a whole, after all its rows."""
    tabelle, blatt = lesung.tabelle, lesung.blatt
    if anzahl_prognosen:
        _note(
            lesung.sammlung,
            blatt,
            "prognose_uebergangen",
            f"{anzahl_prognosen} {was if anzahl_prognosen > 1 else was[:-1]} mit Prognosen, Plan- oder Zielwerten "
            f"{_wurde(anzahl_prognosen)} nicht als Messwerte gelesen",
        )
    if anzahl := len(lesung.uebergangen):
        zeilen = f"{'Zeile' if anzahl == 1 else 'Zeilen'} {list_numbers(lesung.uebergangen)}"
        text = f"{zeilen} mit Summen oder Vergleichswerten {_wurde(anzahl)} nicht gelesen"
        _note(lesung.sammlung, blatt, "summe_uebergangen", text)
    if tabelle.spaltennummern:
        _note_column_numbers(lesung)
    for spalte in sorted(lesung.ungelesen):
        kopf = tabelle.koepfe.get(spalte, "")
        if tabelle.art is BREIT and is_prognose(kopf):
            continue
        was = f"die Spalte „{' '.join(kopf.split())}“" if kopf else "die Spalte ohne Überschrift"
        lesung.add(
            Schwere.HINWEIS,
            "spalte_uebergangen",
            f"{spaltenname(spalte)}{tabelle.kopfzeile}",
            f"{was} wurde nicht gelesen",
        )
    for marke, zellen in lesung.fussnoten.items():
        text = f"das Fußnotenzeichen „{marke}“ wurde nicht zur Zahl gerechnet{_others(zellen)}"
        lesung.add(Schwere.HINWEIS, "fussnote", zellen[0], text)
    for (von, nach), zellen in lesung.umgerechnet.items():
        text = f"nach dem Spaltenkopf von „{von}“ in „{nach}“ umgerechnet{_others(zellen)}"
        lesung.add(Schwere.WARNUNG, "umgerechnet", zellen[0], text)


def _wurde(anzahl: int) -> str:
    return "wurde" if anzahl == 1 else "wurden"


def _others(zellen: list[Zelle]) -> str:
    if len(zellen) == 1:
        return ""
    namen = ", ".join(zelle.name for zelle in zellen[1 : _GENANNT + 1])
    return f" (ebenso {namen}{' und weitere' if len(zellen) > _GENANNT + 1 else ''})"


def _note_column_numbers(lesung: Tabellenlesung) -> None:
    """The row 1, 2, 3 … below a header is left out; where 1 is a Kennzahl it may be data."""
    nummer = lesung.tabelle.spaltennummern
    spalte = lesung.tabelle.spalten.get("nr", 0)
    zelle = lesung.blatt.zelle(nummer, spalte)
    if zelle is not None and zelle.roh.strip() in lesung.sammlung.stand.akten:
        text = "das kann eine Zeile mit Spaltennummern oder ein Messwert sein; bitte die Spaltennummern entfernen"
        lesung.add(Schwere.FEHLER, "spaltennummern", zelle, text)
        return
    _note(
        lesung.sammlung,
        lesung.blatt,
        "spaltennummern",
        f"Zeile {nummer} mit Spaltennummern wurde nicht gelesen",
    )


def note_sheet(blatt: Blatt, lesungen: Iterable[Tabellenlesung], sammlung: Sammlung) -> None:
    """Befunde about a sheet as a whole: hidden parts, notes nobody read, colours, rows above."""
    zeilen = blatt.verborgene_zeilen & blatt.zeilen.keys()
    spalten = {s for zeile in blatt.zeilen.values() for s in zeile} if blatt.verborgene_spalten else set()
    if zeilen:
        text = f"ausgeblendete oder weggefilterte Zeilen ({list_numbers(zeilen)}) wurden wie alle anderen gelesen"
        _note(sammlung, blatt, "zeilen_verborgen", text)
    if spalten := spalten & blatt.verborgene_spalten:
        text = f"ausgeblendete Spalten ({list_columns(spalten)}) wurden wie alle anderen gelesen"
        _note(sammlung, blatt, "spalten_verborgen", text)
    uebrige = [
        Zelle(zeile, spalte, "", "").name
        for zeile, spalte in sorted(blatt.kommentare)
        if (blatt.name, zeile, spalte) not in sammlung.kommentare
    ]
    if uebrige:
        namen = ", ".join(uebrige[:_GENANNT]) + (" und weitere" if len(uebrige) > _GENANNT else "")
        _note(
            sammlung,
            blatt,
            "kommentar_uebergangen",
            f"Kommentare an {namen} gehören zu keinem Wert und wurden nicht gelesen",
        )
    lesungen = list(lesungen)
    erste = min((lesung.tabelle.kopfzeile for lesung in lesungen), default=0)
    for zelle in _texts_outside(blatt, lesungen):
        if _FARBE.match(zelle.roh.strip()):
            text = (
                "Farben und Schriftarten werden nicht gelesen; bitte die Angabe in eine Spalte „Status“ oder "
                "„Bemerkung“ schreiben"
            )
            sammlung.add(Schwere.WARNUNG, "farbe_unbeachtet", blatt, zelle, text)
            break
    darueber = [n for n in blatt.zeilen if n < erste - 1 and _figures(blatt, n) > 1]
    if darueber:
        text = f"über der Tabelle stehen Zahlen (Zeilen {list_numbers(darueber)}), die nicht gelesen wurden"
        _note(sammlung, blatt, "bereich_uebergangen", text)


def _texts_outside(blatt: Blatt, lesungen: list[Tabellenlesung]) -> Iterator[Zelle]:
    """Texts above a header and in rows that end a table."""
    letzte = max(blatt.zeilen, default=0)
    for nummer in sorted(blatt.zeilen):
        if nummer > letzte - 30 or any(nummer < lesung.tabelle.kopfzeile for lesung in lesungen):
            for zelle in blatt.zeilen[nummer].values():
                if isinstance(zelle.wert, str):
                    yield zelle


def _figures(blatt: Blatt, nummer: int) -> int:
    return sum(
        1
        for zelle in blatt.zeilen[nummer].values()
        if isinstance(zelle.wert, Decimal) and int(zelle.wert) not in JAHRE
    )


def _note(sammlung: Sammlung, blatt: Blatt, code: str, text: str) -> None:
    sammlung.befunde.append(Befund(Schwere.HINWEIS, code, f"Blatt „{blatt.name}“: {text}.", blatt.name))

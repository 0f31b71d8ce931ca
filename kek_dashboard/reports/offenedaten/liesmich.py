"""Liesmich: the text for people that goes with the open data: what each column means and how the figures come about."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from kek_dashboard.charts.stand import AUSBLICKE, BILANZEN, STAENDE
from kek_dashboard.domain.zielerreichung import DEUTLICH_UEBER, LEICHT_AB
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG
from kek_dashboard.formats import format_date, format_number, format_percent
from kek_dashboard.reports.offenedaten.datenpaket import BEISPIEL, has_beispiel, title_of
from kek_dashboard.reports.offenedaten.form import Art, Spalte, Tabelle
from kek_dashboard.reports.offenedaten.herausgabe import (
    API_PFAD,
    DATENPAKET,
    DCAT_JSONLD,
    DCAT_TTL,
    PFAD,
    Herausgabe,
)
from kek_dashboard.reports.offenedaten.tabellen import TABELLEN
from kek_dashboard.reports.offenedaten.zeilen import Zeilen

_BREITE: Final = 100
_ARTEN: Final = {
    Art.TEXT: "Text",
    Art.ZAHL: "Zahl",
    Art.GANZZAHL: "ganze Zahl",
    Art.JAHR: "Jahr",
    Art.TAG: "Tag",
    Art.JA_NEIN: "true/false",
}
#: How a figure comes about, in short; in full it is in docs/methode.md and on the page „Methode“.
_RECHNUNG: Final = (
    (
        "Weg (steigern, senken): Zielerreichung = (Ist - Basiswert) / (letzter Zielwert - Basiswert). 0 ist der "
        "Ausgangswert, 1 das Ziel; Werte unter 0 und über 1 stehen so da, wie sie sind. Die Soll-Zielerreichung ist "
        "der Anteil, der auf geraden Strecken zwischen den Zielwerten im Jahr des Werts gegangen sein sollte, die "
        "Planabweichung das, was daran fehlt."
    ),
    "Linie (mindestens, hoechstens, korridor): Zielerreichung = 1 - Abstand von der Linie / Toleranz, mindestens 0.",
    (
        f"Stand: bis zu {format_percent(LEICHT_AB)} fehlender Weg heißt auf_kurs, bis "
        f"{format_percent(DEUTLICH_UEBER)} leicht_hinter_plan, darüber deutlich_hinter_plan."
    ),
    (
        "Ziel: Mittel der Zielerreichungen seiner bewertbaren Kennzahlen, jede auf 0 bis 1 begrenzt und nach Gewicht; "
        f"sind weniger als {format_percent(MINDEST_ABDECKUNG)} der Gewichte bewertbar, gibt es keine Zahl. Beim "
        "Oberziel ebenso über seine Unterziele, die alle gleich zählen."
    ),
)
_LESEN: Final = (
    "Leeres Feld: unbekannt. Unbekannt ist nie 0.",
    (
        "Zahlen haben einen Dezimalpunkt und keine Tausenderpunkte; Anteile sind Anteile von 1 "
        "(0.75 = 75\N{NO-BREAK SPACE}%). Gerechnet wird exakt, gerundet erst hier und einmal, "
        "kaufmännisch auf höchstens 6 Nachkommastellen."
    ),
    "Tage stehen als JJJJ-MM-TT. Nummern wie 1.10 sind Text: Wer sie als Zahl liest, macht daraus 1.1.",
    (
        "Texte stehen unverändert da, auch wenn sie mit = beginnen. Wer die Dateien mit einer Tabellenkalkulation "
        "öffnet, liest sie am sichersten über „Daten aus Text/CSV“ mit allen Spalten als Text ein."
    ),
    (
        "Enthalten sind nur freigegebene Zahlen der Kennzahlen, die als „Öffentlich“ gekennzeichnet sind. Zählt in "
        "einem Ziel eine andere mit, steht statt seiner Zahlen in „verschluss“ das Wort nicht_oeffentlich."
    ),
    "Bei Kennzahlen über Personen werden kleine Fallzahlen und was auf sie führen würde nicht genannt (gesperrt).",
    "Maßnahmen, Erläuterungen und Haushaltszahlen gehören nicht dazu: Für sie gibt es keine solche Kennzeichnung.",
)


def write_liesmich(herausgabe: Herausgabe, zeilen: Zeilen) -> bytes:
    """The text as bytes, lines as Windows reads them too."""
    return ("\r\n".join(_lines(herausgabe, zeilen)) + "\r\n").encode("utf-8")


def _lines(h: Herausgabe, zeilen: Zeilen) -> Iterator[str]:
    titel = title_of(h)
    yield from (titel, "=" * len(titel), "")
    yield f"Wissensstand: {format_date(h.wissensstand)} (freigegeben bis zu diesem Tag)"
    yield f"Letzte Freigabe: {format_date(h.geaendert_am)}"
    yield f"Herausgeber: {h.herausgeber}"
    if h.kontakt:
        yield f"Kontakt: {h.kontakt}"
    yield f"Lizenz: {h.lizenz.bezeichnung}"
    yield f"        {h.lizenz.adresse}"
    if h.adresse:
        yield f"Aktuelle Fassung: {h.adresse}{PFAD}"
        yield f"Als JSON: {h.adresse}{API_PFAD}"
    yield from ("", "So zitieren:")
    yield from _wrapped(h.namensnennung, "  ")
    yield from _wrapped("Dazu die Quelle der jeweiligen Kennzahl (Spalte „quelle“).", "  ")
    if has_beispiel(zeilen):
        yield ""
        yield from _wrapped(f"ACHTUNG, BEISPIEL: {BEISPIEL}", "")
    yield from _heading("Was darin ist")
    yield from _contents(zeilen)
    yield from _heading("Wie es zu lesen ist")
    for satz in _LESEN:
        yield from _wrapped(satz, "- ")
    yield from _heading("Wie die Zielerreichung berechnet wird")
    for satz in _RECHNUNG:
        yield from _wrapped(satz, "- ")
    yield from _heading("Die Wörter")
    for name, worte in (("stand", STAENDE), ("ausblick", AUSBLICKE), ("bilanz", BILANZEN)):
        yield f"{name}:"
        yield from (f"  {wort.value}: {zeichen.wort}" for wort, zeichen in worte.items())
    for tabelle in TABELLEN:
        yield from _table(tabelle)


def _contents(zeilen: Zeilen) -> Iterator[str]:
    for tabelle in TABELLEN:
        anzahl = len(zeilen[tabelle.name])
        yield f"{tabelle.datei}: {format_number(anzahl)} {'Zeile' if anzahl == 1 else 'Zeilen'}"
        yield from _wrapped(tabelle.beschreibung, "  ")
    yield f"{DATENPAKET}: dieselbe Beschreibung für Programme (Frictionless Data Package)"
    yield f"{DCAT_TTL}, {DCAT_JSONLD}: für Datenportale (DCAT-AP.de)"


def _table(tabelle: Tabelle) -> Iterator[str]:
    yield from _heading(f"{tabelle.datei}: {tabelle.titel}")
    if tabelle.schluessel:
        yield from _wrapped(f"Eine Zeile je {', '.join(tabelle.schluessel)}.", "")
    for spalte in tabelle.spalten:
        yield from _wrapped(_column(spalte), "- ")


def _column(spalte: Spalte) -> str:
    text = f"{spalte.name} ({spalte.titel}, {_ARTEN[spalte.art]})"
    return f"{text}: {spalte.beschreibung}" if spalte.beschreibung else text


def _heading(titel: str) -> tuple[str, ...]:
    return ("", titel, "-" * len(titel))


def _wrapped(text: str, vorn: str) -> list[str]:
    return textwrap.wrap(
        text, _BREITE, initial_indent=vorn, subsequent_indent=" " * len(vorn), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip

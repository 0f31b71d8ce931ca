"""Fuzz, Mappen: random Arbeitsmappen of nasty cells, half of them in places where a figure belongs."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from kek_dashboard.importers.kennzahltabellen import BREIT, LANG
from kek_dashboard.importers.kopfzeile import Spalte
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt, Zelle
from kek_dashboard.importers.stammdatenblaetter import BLAETTER

Wert = str | Decimal | date | bool | None

#: What stands in cells of honest and of other people; every one may meet every column.
TEXTE = (
    "", " ", "\n", "\u00a0", "1.2-03", "1.2-04", "1.2", "1.1", "1", "9.9-99", "1.2-3", "01.2-03", "1,2-03",
    "-", "–", "./.", ".", "…", "x", "k. A.", "n. v.", "entfällt", "0", "-0", "+", "1.234", "1.234,5",
    "1,234.5", "-22.000,00", "628.929,54-", "(1.234)", "45 %", "45%", "4,5 Mio. €", "1 234 567", "1'234",
    "1e5", "1e999", "NaN", "Infinity", "٣٤", "½", "²", "1²", "12)", "--5", "5-", "-5-", "((5))", "%", "€",
    "T€", "9" * 40, "0," + "0" * 40 + "1", "1/3", "2023", "2023/24", "Schuljahr 2022/23", "I/2024",
    "Q1 2023", "2023-Q1", "Q5 2023", "1. Hj. 2023", "06/2023", "13/2023", "0/2023", "2023-06", "2023-13",
    "31.02.2023", "30.06.2023", "30.6.23", "1.1.1", "Juni 2023", "Stand: 30.06.2023", "1899", "2101",
    "99999", "Stichtag", "31.12.", "Jahr", "Ist", "Prognose 2025", "Ansatz 2024", "Ergebnis 2022",
    "Kennzahl-Nr.", "Zeitraum", "Summe", "Gesamt", "davon", "ja", "nein", "J", "wahr", "vorläufig",
    "endgültig", "Quatsch", "jaehrlich", "vierteljährlich", "steigern", "senken", "halten", "Korridor",
    "Leitbild", "Unterziel", "Oberziel", "11.1.01", "P1.11.10", "3111000", "4", "68", "78110000", "=1+1",
    "=cmd|' /C calc'!A0", "<script>", "\u202e", "ﬁ", "İ", "ǅ", "ẞ", "𝟙𝟚", "\ud7ff", "😀" * 20, "a" * 3999,
    "Zeile\nzwei", "A;B", "1.2-03, 1.2-04", "1.1-02 + 1.1-03", "a@b.de", "Anteil", "100", "50", "33,3",
    "Anzahl", "Punkte", "je 1.000 Einw.",
)  # fmt: skip
ZAHLEN = (
    "0", "-0", "1", "1.1", "1.10", "2023", "2024", "12", "0.45", "1E+3", "1E-30", "-1", "1E+300", "-1E+300",
    "999999999999999", "1E+12", "1000000000001", "45291", "0.1", "1.2", "3111000", "33.3333333333333",
    "1E-300", "100", "2", "6", "13",
)  # fmt: skip
FORMATE = (
    "General", "0", "000", "0.00", "0%", "0.00%", "#,##0", "#,##0.00", '"TH "00', "@", "", "%", '"%"',
    "[Red]-0", "0.0?", "#", "0" * 60, "0." + "0" * 40, "# ?/?", "0.00E+00", ";;;", '"', "\\", "[", '0"',
    "yyyy", "#,##0,", "0 %;-0 %",
)  # fmt: skip
FEHLER = ("#NV", "#DIV/0!", "#WERT!", "#BEZUG!", "formel_ohne_ergebnis", "Fehler:502")
TAGE = (
    date(1, 1, 1),
    date(1899, 12, 31),
    date(1990, 1, 1),
    date(2023, 6, 30),
    date(2024, 2, 29),
    date(9999, 12, 31),
)
NAMEN = ("Kennzahlen", "Tabelle1", "", "Ziele", "Haushalt", "Ergebnishaushalt", "Erläuterungen", "x" * 40)
HAUSHALT = (
    "Produkt", "Konto", "Sachkonto", "Bezeichnung", "Produktbezeichnung", "Teilhaushalt", "Ansatz 2024",
    "Ergebnis 2022", "Ansatz 2023", "Nachtrag 2024", "neuer Ansatz 2024", "Planung 2025", "Plan 2026",
    "Ist 2022", "Investitionsnummer", "T€",
)  # fmt: skip
BREITE = ("2022", "2023", "I/2024", "06/2024", "Ist 2023", "Prognose 2025", "Veränderung", "31.12.2023")


def likely(zufall: random.Random, anteil: float) -> bool:
    """True in this share of the cases."""
    return zufall.random() < anteil


def random_mappe(zufall: random.Random, art: str) -> Arbeitsmappe:
    """A small workbook of one kind: ``kennzahlen``, ``stammdaten`` or ``haushalt``."""
    bauplan: Callable[[random.Random], Blatt] = {
        "kennzahlen": _kennzahlen,
        "stammdaten": _stammdaten,
        "haushalt": _haushalt,
    }[art]
    return Arbeitsmappe(
        "fuzz.xlsx", "xlsx", tuple(bauplan(zufall) for _ in range(zufall.choice((1, 1, 2, 3))))
    )


def _kennzahlen(zufall: random.Random) -> Blatt:
    if likely(zufall, 0.6):
        koepfe = _heads(zufall, LANG.spalten)
    else:
        koepfe = [*_heads(zufall, BREIT.spalten), *zufall.choices(BREITE, k=zufall.randint(0, 4))]
    return _sheet(zufall, zufall.choice(NAMEN), koepfe)


def _stammdaten(zufall: random.Random) -> Blatt:
    art = zufall.choice(BLAETTER)
    return _sheet(zufall, art.name, _heads(zufall, art.spalten))


def _haushalt(zufall: random.Random) -> Blatt:
    koepfe = ["Produkt", "Konto", *zufall.sample(HAUSHALT, zufall.randint(1, 7))]
    return _sheet(zufall, zufall.choice(NAMEN), koepfe)


def _heads(zufall: random.Random, spalten: tuple[Spalte, ...]) -> list[str]:
    """Most of the declared columns, some under another name or written oddly."""
    koepfe = []
    for spalte in spalten:
        if spalte.pflicht or likely(zufall, 0.7):
            name = zufall.choice((spalte.name, *spalte.auch[:3]))
            koepfe.append(
                zufall.choice((name, name, name.upper(), f" {name}\n", f"{name}¹)", f"{name} (in %)"))
            )
    zufall.shuffle(koepfe)
    return koepfe


def _sheet(zufall: random.Random, name: str, koepfe: list[str]) -> Blatt:
    """A header somewhere near the top, then up to eight rows of cells."""
    zeilen: dict[int, dict[int, Zelle]] = {}
    nummer, links = zufall.choice((1, 1, 2, 5)), zufall.choice((1, 1, 1, 3))
    if nummer > 1:
        zeilen[1] = {links: _cell(zufall, 1, links, "")}
    zeilen[nummer] = {
        spalte: Zelle(nummer, spalte, text, text)
        for spalte, text in enumerate(koepfe, start=links)
        if likely(zufall, 0.97)
    }
    for _ in range(zufall.randint(0, 8)):
        nummer += zufall.choice((1, 1, 1, 2))
        zeilen[nummer] = {
            spalte: _cell(zufall, nummer, spalte, kopf)
            for spalte, kopf in enumerate(koepfe, start=links)
            if likely(zufall, 0.85)
        }
    verbunden = {(nummer, links + 1): (nummer, links)} if likely(zufall, 0.1) else {}
    return Blatt(
        name,
        zeilen,
        verborgen=likely(zufall, 0.05),
        verbunden=zufall.choice((None, verbunden)),
        verborgene_zeilen=frozenset(zufall.sample(range(1, 9), zufall.choice((0, 0, 1)))),
        verborgene_spalten=frozenset(zufall.sample(range(1, 9), zufall.choice((0, 0, 1)))),
        kommentare={(nummer, links): "Notiz"} if likely(zufall, 0.1) else {},
    )


_PASSEND = {
    "Kennzahl-Nr.": ("1.2-03", "1.2-04"), "Nr.": ("1", "1.1", "1.2"), "Unterziel": ("1.1", "1.2"),
    "Zeitraum": ("2022", "2023", "I/2024"), "Jahr": ("2023", "2026"), "Ist": ("82,5", "17", "k. A."),
    "Einheit": ("%", "Anzahl"), "Produkt": ("11.1.01", "36.5.01"),
    "Konto": ("3111000", "4271000", "78110000"), "Ebene": ("Leitbild", "Oberziel", "Unterziel"),
    "Zieltyp": ("steigern", "senken"), "Haushaltsjahr": ("2024",), "Ansatz 2024": ("1.000,00", "-5", "17"),
    "Zielwert": ("90", "12,5"), "ab Zeitraum": ("2021",),
}  # fmt: skip


def _cell(zufall: random.Random, zeile: int, spalte: int, kopf: str) -> Zelle:
    """A cell: what belongs under its header in half of the cases, else anything."""
    passend = _PASSEND.get(kopf.strip())
    if passend is not None and likely(zufall, 0.6):
        text = zufall.choice(passend)
        return Zelle(zeile, spalte, text, text)
    return zufall.choices((_text, _number, _day, _truth, _error), (50, 30, 8, 5, 7))[0](zufall, zeile, spalte)


def _text(zufall: random.Random, zeile: int, spalte: int) -> Zelle:
    text = zufall.choice(TEXTE)
    if likely(zufall, 0.15):
        text = (text + zufall.choice(TEXTE))[:4000]
    return Zelle(zeile, spalte, text, text)


def _number(zufall: random.Random, zeile: int, spalte: int) -> Zelle:
    zahl = Decimal(zufall.choice(ZAHLEN))
    if likely(zufall, 0.3):
        zahl = Decimal(f"{zufall.uniform(-1e6, 1e6):.15g}")
    return Zelle(zeile, spalte, zahl, f"{zahl:f}"[:60], zufall.choice(FORMATE))


def _day(zufall: random.Random, zeile: int, spalte: int) -> Zelle:
    tag = zufall.choice(TAGE)
    return Zelle(zeile, spalte, tag, tag.isoformat())


def _truth(zufall: random.Random, zeile: int, spalte: int) -> Zelle:
    wahr = likely(zufall, 0.5)
    return Zelle(zeile, spalte, wahr, "WAHR" if wahr else "FALSCH")


def _error(zufall: random.Random, zeile: int, spalte: int) -> Zelle:
    fehler = zufall.choice(FEHLER)
    return Zelle(zeile, spalte, None, "" if fehler.startswith("formel") else fehler, fehler=fehler)

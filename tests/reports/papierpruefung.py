"""Papierprüfung: what stands in a finished file is what the report says, digit by digit; nothing lost, nothing added.

Read are the files as others read them: the letters of the PDF's pages, the paragraphs of the DOCX, the cells of
the workbook.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from html import unescape
from typing import Any, Final

import docx
import openpyxl
import pypdfium2

from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.durchgang import all_blocks, all_texts, parts, plain
from kek_dashboard.reports.bericht.form import (
    Aufzaehlung,
    Beispielzeichen,
    Bericht,
    Bild,
    Tabelle,
    Wert,
    Wertart,
    Zeilenart,
)
from tests.reports.bezugspruefung import only_number, rounded

#: A run of digits with what belongs to a number or a day; a figure on paper and a figure of the report give the same.
_ZIFFERN: Final = re.compile(r"[+−]?\d(?:[\d.,]*\d)?")
_SEITE: Final = re.compile(r"Seite (\d+) von (\d+)")
_TEXT_IM_BILD: Final = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KOPFZEILE: Final = 4
_GEZAEHLT: Final = {"ertraege", "aufwendungen", "investive_einzahlungen", "investive_auszahlungen"}


def digits(texte: Iterable[str]) -> Counter[str]:
    """Every run of digits and how often it stands there."""
    return Counter(lauf for text in texte for lauf in _ZIFFERN.findall(text))


def printed(bericht: Bericht) -> Iterator[str]:
    """Every text that is to be seen on paper, in the report's own order; what is only heard is left out."""
    if bericht.deckblatt is not None:
        d = bericht.deckblatt
        yield from (d.drucksache, d.betreff, d.vorlageart, format_date(d.datum))
        yield from (plain(text) for text in (*d.beschlussvorschlag, *d.sachdarstellung))
        yield from (format_date(g.datum) for g in d.gremien)
        yield from (g.name for g in d.gremien)
    for block in all_blocks(bericht):
        texte = [plain(text) for text in all_texts(replace(bericht, deckblatt=None, bloecke=(block,)))]
        if isinstance(block, Tabelle) and not block.zeige_titel:
            texte = texte[1:]
        yield from texte


def drawn(bericht: Bericht) -> Iterator[str]:
    """The texts inside the drawings."""
    for block in all_blocks(bericht):
        bilder: list[Bild] = [block] if isinstance(block, Bild) else []
        if isinstance(block, Tabelle):
            bilder = [z for zeile in block.zeilen for z in zeile.zellen if isinstance(z, Bild)]
        for bild in bilder:
            for text in _TEXT_IM_BILD.findall(bild.svg):
                yield unescape(re.sub("<[^>]*>", "", text))


def _list_numbers(bericht: Bericht) -> Iterator[str]:
    """The numbers before the points of numbered lists; in a DOCX they are no letters."""
    for block in all_blocks(bericht):
        if isinstance(block, Aufzaehlung) and block.nummeriert:
            yield from (f"{nr}." for nr in range(1, len(block.punkte) + 1))


def _frame(bericht: Bericht) -> set[str]:
    """What paper says around the content: title, Wissensstand, newest release, address; as often as it likes."""
    auftrag = bericht.auftrag
    rahmen = (
        bericht.titel, bericht.untertitel, bericht.koerperschaft, bericht.adresse, format_date(auftrag.wissensstand),
        format_date(bericht.datenstand), str(auftrag.jahr),
    )  # fmt: skip
    koepfe = [s.kopf for block in all_blocks(bericht) if isinstance(block, Tabelle) for s in block.spalten]
    gruppen = [
        plain(zeile.zellen[0])
        for block in all_blocks(bericht)
        if isinstance(block, Tabelle)
        for zeile in block.zeilen
        if zeile.art is Zeilenart.GRUPPE and not isinstance(zeile.zellen[0], Bild)
    ]
    return set(digits((*rahmen, *koepfe, *gruppen)))


def check_pdf(bericht: Bericht, inhalt: bytes) -> list[str]:
    """Faults of the PDF against its report, one sentence each."""
    seiten = _pages(inhalt)
    faults = []
    for nr, seite in enumerate(seiten, start=1):
        if _SEITE.findall(seite) != [(str(nr), str(len(seiten)))]:
            faults.append(f"PDF: Seite {nr} von {len(seiten)} sagt von sich {_SEITE.findall(seite)}")
    soll = digits(printed(bericht)) + digits(drawn(bericht)) + digits(_list_numbers(bericht))
    return faults + _compare("PDF", soll, digits(_SEITE.sub("", s) for s in seiten), _frame(bericht))


def _pages(inhalt: bytes) -> list[str]:
    """The letters of each page; a hyphen at the end of a line is joined to what follows."""
    dokument = pypdfium2.PdfDocument(inhalt)
    try:
        return [seite.get_textpage().get_text_range() for seite in dokument]
    finally:
        dokument.close()


def check_docx(bericht: Bericht, inhalt: bytes) -> list[str]:
    """Faults of the DOCX against its report; drawings are pictures there and have no letters."""
    dokument = docx.Document(io.BytesIO(inhalt))
    absaetze = ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in dokument.element.body.iter(f"{_W}p")]
    return _compare("DOCX", digits(printed(bericht)), digits(absaetze), _frame(bericht))


def _compare(was: str, soll: Counter[str], ist: Counter[str], rahmen: set[str]) -> list[str]:
    fehlt = [f"{was}: es fehlt {lauf} ({n}-mal)" for lauf, n in (soll - ist).items()]
    mehr = [f"{was}: zu viel {lauf} ({n}-mal)" for lauf, n in (ist - soll).items() if lauf not in rahmen]
    return fehlt + mehr


def check_xlsx(bericht: Bericht, inhalt: bytes) -> list[str]:
    """Faults of the workbook that has one sheet a table: its numeric cells are the table's numbers, in order."""
    mappe = openpyxl.load_workbook(io.BytesIO(inhalt))
    tabellen = [block for block in all_blocks(bericht) if isinstance(block, Tabelle)]
    blaetter: list[Any] = [blatt for blatt in mappe.worksheets[1:-1] if blatt["A1"].value != "Beratungsfolge"]
    if len(blaetter) != len(tabellen):
        return [f"XLSX: {len(blaetter)} Blätter für {len(tabellen)} Tabellen"]
    return [
        fault
        for tabelle, blatt in zip(tabellen, blaetter, strict=True)
        for fault in _check_sheet(tabelle, blatt)
    ]


def _check_sheet(tabelle: Tabelle, blatt: Any) -> Iterator[str]:
    zellen = [z for reihe in blatt.iter_rows(min_row=_KOPFZEILE + 1) for z in reihe]
    zahlen = [z for z in zellen if isinstance(z.value, int | float)]
    werte = list(_single_numbers(tabelle))
    if len(zahlen) != len(werte):
        yield f"XLSX „{tabelle.titel}“: {len(zahlen)} Zahlen in Zellen, {len(werte)} in der Tabelle"
        return
    for zelle, wert in zip(zahlen, werte, strict=True):
        gelesen = only_number(wert)
        anteil = wert.art is Wertart.PROZENT
        massstab = Fraction(1, 100) if anteil else Fraction(1 if gelesen is None else gelesen.stufe)
        if gelesen is None or not gelesen.is_written(Fraction(str(zelle.value)), massstab):
            yield f"XLSX „{tabelle.titel}“ {zelle.coordinate}: {zelle.value} statt {wert.text}"
        elif wert.art is not Wertart.EURO_KURZ and _as_shown(zelle) != gelesen.zahl:
            yield f"XLSX „{tabelle.titel}“ {zelle.coordinate}: zu sehen ist {_as_shown(zelle)}, gedruckt {wert.text}"


def check_haushaltsmappe(inhalt: bytes, antwort: dict[str, Any]) -> list[str]:
    """Faults of the Haushaltsbericht's own workbook against ``haushalt --format json``.

    Every line with all it serves, cent by cent; every sum by goal and Teilhaushalt is one that stands there too.
    """
    formeln, werte = (openpyxl.load_workbook(io.BytesIO(inhalt), data_only=d) for d in (False, True))
    faults = list(_check_lines(formeln["Zeilen"], antwort["positionen"]))
    bekannt = set(_numbers_in(antwort))
    for zeile in formeln["Matrix"].iter_rows():
        for zelle in zeile:
            gerechnet = werte["Matrix"][zelle.coordinate].value
            if isinstance(gerechnet, int | float) and Fraction(str(gerechnet)) not in bekannt:
                faults.append(
                    f"Matrix {zelle.coordinate}: {gerechnet} ({zelle.value}) steht nicht in der Antwort"
                )
    return faults


def _check_lines(blatt: Any, positionen: list[dict[str, Any]]) -> Iterator[str]:
    reihen = blatt.iter_rows(values_only=True)
    kopf = next(reihe for reihe in reihen if reihe[0] == "Zeile")
    gelesen: dict[int, dict[str, Fraction]] = {}
    for reihe in reihen:
        felder = dict(zip(kopf, reihe, strict=True))
        if not isinstance(felder["Zeile"], int):
            continue
        yield from _check_line(felder, positionen[felder["Zeile"] - 1])
        if felder["Unterziel"] is not None:  # else interne Leistungen and the like, outside the four kinds
            ziel = felder["Unterziel"].removeprefix("Unterziel ")
            gelesen.setdefault(felder["Zeile"], {})[ziel] = _cents(felder["Betrag"])
    for nr, position in enumerate(positionen, start=1):
        dort = _shared_out(position)
        hier = {ziel: eur for ziel, eur in gelesen.get(nr, {}).items() if eur}
        if hier != dort:
            yield f"Zeilen {nr}: {hier}, im JSON {dort}"


def _check_line(felder: dict[str, Any], position: dict[str, Any]) -> Iterator[str]:
    wo = f"Zeilen {felder['Zeile']} ({felder['Produkt']}/{felder['Konto']})"
    for name, feld in (("Produkt", "produkt"), ("Konto", "konto")):
        if (felder[name] or "") != position[feld]:
            yield f"{wo}: {name} ist im JSON {position[feld]}"
    if felder["Ansatz"] is not None and _cents(felder["Ansatz"]) != _cents(position["ansatz"]):
        yield f"{wo}: Ansatz {felder['Ansatz']}, im JSON {position['ansatz']}"


def _shared_out(position: dict[str, Any]) -> dict[str, Fraction]:
    """What each goal gets of a line, and what is left; nothing for kinds that are not counted."""
    if position["art"] not in _GEZAEHLT or position["ansatz"] is None:
        return {}
    teile = {ziel["nr"]: Fraction(ziel["betrag"]) for ziel in position["unterziele"]}
    teile["nicht zugeordnet"] = Fraction(position["ansatz"]) - sum(teile.values())
    return {ziel: eur for ziel, eur in teile.items() if eur}


def _cents(wert: Any) -> Fraction:
    return Fraction(str(wert or 0))


def _numbers_in(antwort: Any) -> Iterator[Fraction]:
    """Every amount and number inside an answer."""
    if isinstance(antwort, dict | list):
        for teil in antwort.values() if isinstance(antwort, dict) else antwort:
            yield from _numbers_in(teil)
    elif isinstance(antwort, int | float) or (
        isinstance(antwort, str) and re.fullmatch(r"-?\d+\.\d\d", antwort)
    ):
        yield Fraction(str(antwort))


def _as_shown(zelle: Any) -> Fraction:
    """The number that a cell shows: percent by its format, as many decimals as its format has."""
    muster = re.sub(r'"[^"]*"', "", zelle.number_format.split(";")[0])
    stellen = len(muster.partition(".")[2].rstrip("% "))
    wert = Fraction(str(zelle.value)) * (100 if "%" in muster else 1)
    return rounded(wert, stellen)


def _single_numbers(tabelle: Tabelle) -> Iterator[Wert]:
    """The cells that are one known number and nothing else, row by row."""
    for zeile in tabelle.zeilen:
        if zeile.art is Zeilenart.GRUPPE:
            continue
        for zelle in zeile.zellen:
            if isinstance(zelle, Bild):
                continue
            teile = [teil for teil in parts(zelle) if not _is_label(teil)]
            if len(teile) == 1 and isinstance(teile[0], Wert) and teile[0].zahl is not None:
                yield teile[0]


def _is_label(teil: object) -> bool:
    return isinstance(teil, Beispielzeichen) or (isinstance(teil, str) and not teil.strip())

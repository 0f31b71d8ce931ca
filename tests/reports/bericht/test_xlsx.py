"""Reports as workbooks: real numbers, text that stays text, and for each number where it stands a second time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import openpyxl
import pytest

from kek_dashboard.reports.bericht.bezug import Summe, zielerreichung
from kek_dashboard.reports.bericht.durchgang import all_texts, parts
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Aussage,
    Spalte,
    Spaltenart,
    Tabelle,
    Wert,
    Wertart,
    Zahl,
    Zeile,
)
from kek_dashboard.reports.bericht.nachweis import nachweise
from kek_dashboard.reports.bericht.xlsx import KOPFZEILE, write_xlsx
from kek_dashboard.reports.bericht.xlsx_zahl import as_decimal, number_format
from tests.reports.bericht.muster import ADRESSE, FEINDLICH, muster, wert

_HIER = zielerreichung(2024, "x")


@cache
def _file() -> bytes:
    return write_xlsx(muster())


def _book(datei: bytes | None = None) -> Any:
    return openpyxl.load_workbook(io.BytesIO(datei or _file()))


def test_the_same_report_gives_the_same_bytes():
    assert write_xlsx(muster()) == _file()


def test_every_time_in_the_file_is_the_wissensstand():
    with zipfile.ZipFile(io.BytesIO(_file())) as paket:
        assert {teil.date_time for teil in paket.infolist()} == {(2025, 6, 30, 0, 0, 0)}
    eigenschaften = _book().properties
    assert {eigenschaften.created.date(), eigenschaften.modified.date()} == {muster().auftrag.wissensstand}


def test_a_sheet_for_each_table_between_the_first_and_the_proof():
    assert _book().sheetnames == [
        "Bericht",
        "Beratungsfolge",
        "Kennzahlen im Vergleich",
        "Was jemand schreiben könnte",
        "Aufwendungen nach Jahren",
        "Nachweis",
    ]


def test_first_sheet_says_the_message_and_the_state():
    worte = [str(zelle.value) for zeile in _book()["Bericht"] for zelle in zeile if zelle.value is not None]
    for erwartet in ("Fortschrittsbericht 2024", f"Diesen Stand im KEK-Monitor öffnen: {ADRESSE}",
                     "Von 18 Unterzielen sind 7 auf Kurs, 3 liegen hinter dem Plan. Für acht lässt sich nichts sagen.",
                     "Überfällige Zahlen", "Daten überfällig", "Beispiel (erfunden)", "Nachweis"):  # fmt: skip
        assert erwartet in worte


def test_numbers_are_numbers_and_unknown_is_a_dash():
    blatt = _book()["Kennzahlen im Vergleich"]
    koepfe = [zelle.value for zelle in blatt[KOPFZEILE]]
    assert koepfe == ["Kennzahl", "Ist 2024", "Ziel 2024", "Abweichung", "Stand", "Beispiel"]
    erste = blatt[KOPFZEILE + 2]
    assert [zelle.value for zelle in erste] == [
        "000 Einwohnerzahl",
        60.5,
        "–",
        -0.035,
        "erreicht",
        "Ist 2024",
    ]
    assert [erste[i].number_format for i in (1, 3)] == ["#,##0.0", '+#,##0.0" "%;-#,##0.0" "%;#,##0.0" "%']
    assert [erste[i].alignment.horizontal for i in (1, 2)] == ["right", "right"]


def test_money_is_in_full_so_that_it_can_be_summed():
    blatt = _book()["Aufwendungen nach Jahren"]
    summen = [zelle.value for zelle in blatt[blatt.max_row]]
    assert summen == ["Summe", 1333333.32, 2666666.64, 3999999.96]
    zeilen = [[zelle.value for zelle in zeile[1:]] for zeile in blatt.iter_rows(min_row=KOPFZEILE + 1)][:-1]
    assert [round(sum(spalte), 2) for spalte in zip(*zeilen, strict=True)] == summen[1:]
    assert "Alle Zahlen sind Beispiel (erfunden)" in blatt["A2"].value


def test_no_text_becomes_a_formula():
    mappe = _book()
    zellen = [zelle for blatt in mappe for zeile in blatt for zelle in zeile if zelle.value is not None]
    assert {zelle.data_type for zelle in zellen} == {"s", "n"}
    gleich = [zelle for zelle in zellen if str(zelle.value).startswith("=")]
    assert len(gleich) == 2
    assert all(zelle.quotePrefix for zelle in gleich)
    assert FEINDLICH[2] in {zelle.value for zelle in gleich}


def test_the_proof_names_every_number_of_the_report():
    bericht = muster()
    teile = [teil for text in all_texts(bericht) for teil in parts(text)]
    erwartet = [t.text for t in teile if isinstance(t, Wert)] + [
        t.text for t in teile if isinstance(t, Aussage) for _ in t.bezuege
    ]
    blatt = _book()["Nachweis"]
    zeilen = [[zelle.value for zelle in zeile] for zeile in blatt.iter_rows(min_row=KOPFZEILE + 1)]
    assert sorted(zeile[1] for zeile in zeilen) == sorted(erwartet)
    assert all(zeile[0] and zeile[4] for zeile in zeilen)
    assert [
        "Tabellen › Kennzahlen im Vergleich › 000 Einwohnerzahl › Ist 2024",
        "60,5",
        60.5,
        "Beispiel",
        "zielerreichung --jahr 2024 → kennzahlen / nr=1.1-01 / ist0",
    ] in zeilen


def test_the_proof_says_the_headings_a_number_stands_under():
    orte = {n.ort for n in nachweise(muster())}
    assert "Deckblatt" in orte
    assert "Auf einen Blick › Zielerreichung im Mittel" in orte
    assert "Auf einen Blick › Listen" in orte


def test_tables_of_one_name_have_sheets_of_their_own():
    titel = "Kennzahlen: was/wann? [alle] – ein Titel, der zu lang ist"
    tabelle = Tabelle(titel, (Spalte("Wert", Spaltenart.ZAHL),), (Zeile(((wert(1, "a"),),)),))
    namen = _book(write_xlsx(replace(muster(deckblatt=False), bloecke=(tabelle,) * 3))).sheetnames[1:-1]
    assert namen == [
        "Kennzahlen was wann alle – ein",
        "Kennzahlen was wann alle (2)",
        "Kennzahlen was wann alle (3)",
    ]


def test_a_report_without_tables_is_still_a_workbook():
    assert _book(
        write_xlsx(replace(muster(deckblatt=False), bloecke=(Absatz(("Nichts.",)),)))
    ).sheetnames == ["Bericht", "Nachweis"]


@pytest.mark.parametrize(
    ("zahl", "erwartet"),
    [
        (None, None),
        (3, Decimal(3)),
        (Fraction(1, 4), Decimal("0.25")),
        (Fraction(1, 3), Decimal("0.333333333333333")),
        (Decimal("117387654.32"), Decimal("117387654.32")),
    ],
)
def test_a_number_keeps_fifteen_digits(zahl: Zahl | None, erwartet: Decimal | None):
    assert as_decimal(zahl) == erwartet


def test_formats_have_the_decimals_and_the_unit_that_are_printed():
    assert number_format(Wert(Decimal("1.50"), _HIER, einheit="je EW")) == '#,##0.00" je EW"'
    assert number_format(Wert(Decimal(1), _HIER, Wertart.EURO_KURZ)) == '#,##0.00" €"'
    assert number_format(Wert(Fraction(1, 8), _HIER, Wertart.PROZENT, stellen=0)) == '#,##0" "%'
    assert number_format(Wert(Decimal(2), Summe((_HIER, _HIER)), einheit='"x"')) == '#,##0" x"'

"""Korpus, Zeiten: how Zeiträume and days are written."""
# ruff: noqa: E501  a row of a sheet is read as one line

from __future__ import annotations

from datetime import date
from typing import Any

from tests.importers.korpus_macher.kasten import KOPF, datei, opx, roh, xlw, xml_daten, xml_zeile


@datei(
    "zeit-alle-schreibweisen.xlsx", "openpyxl", "Quarters, half-years, months and years in every spelling.",
    "zeit_quartal_roemisch", "zeit_quartal_q", "zeit_quartal_wort", "zeit_halbjahr", "zeit_monat", "zeit_jahr_zahl",
)  # fmt: skip
def schreibweisen() -> bytes:
    zeilen = [
        ["2.2-01", "I/2019", 41], ["2.2-01", "Q2 2019", 38], ["2.2-01", "3. Quartal 2019", 47], ["2.2-01", "2019-Q4", 52],
        ["2.2-01", "I. Quartal 2020", 43], ["2.2-01", "2.Q.2020", 39], ["2.2-01", "Q3/2020", 48], ["2.2-01", "2020/IV", 55],
        ["2.2-03", "1. Hj. 2019", 61.5], ["2.2-03", "2. Halbjahr 2019", 63.2], ["2.2-03", "H1 2020", 66.1],
        ["3.1-01", "Januar 2023", 101200], ["3.1-01", "02/2023", 98400], ["3.1-01", "Mrz. 2023", 105300],
        ["3.1-01", "2023-04", 99800], ["3.1-01", "5/2023", 103100],
        ["1.1-01", "Jahr 2023", 32.8], ["1.1-02", 2023, 93.1],
    ]  # fmt: skip
    return opx({"Werte": [KOPF, *zeilen]})


@datei("zeit-tage.xlsx", "xlsxwriter", "Real dates, dates as text and as whole numbers; the day is kept.",
       "zeit_datum", "zeit_text", "zeit_ganzzahl", "zeit_stand")  # fmt: skip
def tage() -> bytes:
    def aendern(mappe: Any, blaetter: Any) -> None:
        tag = mappe.add_format({"num_format": "dd.mm.yyyy"})
        blaetter["Werte"].write_datetime(1, 1, date(2021, 12, 31), tag)
        blaetter["Werte"].write_datetime(5, 1, date(2019, 3, 31), tag)

    zeilen = [
        ["2.1-01", None, 91220], ["2.1-01", "01.01.2017", 91000], ["2.1-01", 20220515, 91250],
        ["2.1-01", "Stand: 31.12.2019", 91297], ["2.2-01", None, 41], ["2.2-01", "Stand: 30.06.2019", 38],
        ["2.1-01", "31.12.18", 91400],
    ]  # fmt: skip
    return xlw({"Werte": [KOPF, *zeilen]}, aendern)


@datei("zeit-im-kopf.xlsx", "xlsxwriter", "Days, float years and forecasts as headers of a wide table.",
       "zeit_im_kopf", "zeit_jahr_komma", "zeit_prognose", "kopf_stern")  # fmt: skip
def im_kopf() -> bytes:
    kopf = [
        "Kennzahl-Nr.",
        "Bezeichnung",
        "31.12.2018",
        2019.0,
        "2020.0",
        "Stand:\n31.12.2021",
        "Ist 2022*",
        "Plan 2023",
        "Ziel 2025",
    ]
    return xlw({"Werte": [kopf, ["2.1-01", "Einwohner", 91400, 91297, 91251, 91220, 91300, 91500, 92000]]})


@datei("zeit-1904.xlsx", "xml", "A workbook of an old Mac: days count from 1904.", "zeit_1904")
def epoche() -> bytes:
    stile = (
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
        '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    )
    tage = (date(2022, 12, 31) - date(1904, 1, 1)).days
    zeilen = (
        xml_zeile(1, *KOPF),
        xml_zeile(2, "2.1-01", f'<c s="1"><v>{tage}</v></c>', 91300),
        xml_zeile(3, "2.1-01", f'<c s="1"><v>{tage + 365}</v></c>', 91500),
    )
    return roh(("Werte", xml_daten(*zeilen)), buch='<workbookPr date1904="1"/>', stile=stile)


@datei("zeit-schuljahr.xlsx", "openpyxl", "School years are those in which they end.", "zeit_schuljahr")
def schuljahr() -> bytes:
    zeilen = [
        ["1.2-03", "Schuljahr 2019/20", 6.1],
        ["1.2-03", "2020/2021", 5.8],
        ["1.2-03", "SJ 2021/22", "5,9"],
        ["1.2-03", "Schuljahr 2022–23", 6.3],
    ]
    return opx({"Schulen": [KOPF, *zeilen]})


@datei(
    "zeit-kumuliert.xlsx",
    "openpyxl",
    "Amounts from January on, for a Kennzahl that is kept that way.",
    "zeit_kumuliert",
)
def kumuliert() -> bytes:
    zeilen = [
        ["2.2-02", "Jan–Mrz 2023", 12000], ["2.2-02", "Jan–Jun 2023", 31500], ["2.2-02", "kumuliert bis 09/2023", 44000],
        ["2.2-02", "01.01.–31.12.2023", 61250.5],
    ]  # fmt: skip
    return opx({"Zuschüsse": [KOPF, *zeilen]})


@datei(
    "zeit-kumuliert-falsch.xlsx",
    "openpyxl",
    "A running total for a Kennzahl that is not kept so, and the reverse.",
    "zeit_kumuliert",
)
def kumuliert_falsch() -> bytes:
    zeilen = [
        ["2.2-01", "Jan–Sep 2023", 126],
        ["2.2-02", "Jul–Sep 2023", 12500],
        ["1.1-01", "Jan–Sep 2023", 32],
        ["2.2-01", "1-3/2023", 41],
    ]
    return opx({"Werte": [KOPF, *zeilen]})


@datei("zeit-im-titel.xlsx", "openpyxl", "No column Zeitraum; Berichtsjahr 2023 in the title.", "zeit_titel")
def im_titel() -> bytes:
    zeilen = [
        ["Kennzahlen Jugend"],
        ["Berichtsjahr 2023"],
        [],
        ["Kennzahl-Nr.", "Bezeichnung", "Ist"],
        ["1.1-01", "Quote", 32.8],
        ["1.1-02", "Quote", 93.1],
    ]
    return opx({"Jugend": zeilen})


@datei(
    "zeit-im-titel-stand.xlsx",
    "xlsxwriter",
    "Stand: with a real date beside it, at the end of the year.",
    "zeit_titel",
    "zeit_stand",
)
def im_titel_stand() -> bytes:
    def aendern(mappe: Any, blaetter: Any) -> None:
        blaetter["Werte"].write_datetime(
            0, 1, date(2023, 12, 31), mappe.add_format({"num_format": "dd.mm.yyyy"})
        )

    return xlw(
        {"Werte": [["Stand:"], [], ["Kennzahl-Nr.", "Ist-Wert"], ["2.1-01", 91500], ["007", 84]]}, aendern
    )


@datei(
    "zeit-im-titel-unklar.xlsx",
    "openpyxl",
    "Report 2023, printed in February 2024: which year is meant is asked.",
    "zeit_titel_unklar",
)
def im_titel_unklar() -> bytes:
    return opx(
        {
            "Zwei Jahre": [
                ["Kennzahlenbericht 2023"],
                ["Stand: 31.12.2024"],
                ["Kennzahl-Nr.", "Ist"],
                ["1.1-01", 32.8],
            ],
            "Druckdatum": [["Stand: 15.02.2024"], ["Kennzahl-Nr.", "Ist"], ["1.1-02", 93.1]],
        }
    )


@datei(
    "zeit-jahr-und-quartal.xlsx", "openpyxl", "Year and quarter in columns of their own.", "zeit_jahr_quartal"
)
def jahr_quartal() -> bytes:
    zeilen = [
        ["2.2-01", 2023, 1, 41],
        ["2.2-01", 2023, "II", 38],
        ["2.2-01", 2023, "3. Quartal", 47],
        ["2.2-01", 2023, 4, 52],
        ["1.1-01", 2023, None, 32.8],
    ]
    return opx({"Werte": [["Kennzahl-Nr.", "Jahr", "Quartal", "Ist"], *zeilen]})


@datei(
    "zeit-unklar.xlsx",
    "openpyxl",
    "1/2023 for a quarterly Kennzahl, a year to come, no year at all.",
    "zeit_unklar",
    "zeit_zukunft",
)
def unklar() -> bytes:
    zeilen = [
        ["2.2-01", "1/2023", 41],
        ["2.2-01", "Q5 2023", 38],
        ["1.1-01", 2039, 32.8],
        ["1.1-01", "letztes Jahr", 32],
        ["1.1-01", None, 31],
    ]
    return opx({"Werte": [KOPF, *zeilen]})

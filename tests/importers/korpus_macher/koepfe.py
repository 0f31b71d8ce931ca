"""Korpus, Köpfe: headers of several rows, titles, cover sheets, footers, sums, double headers."""
# ruff: noqa: E501  a row of a sheet is read as one line

from __future__ import annotations

from typing import Any

from tests.importers.korpus_macher.kasten import KOPF, datei, opx, roh, xlw, xml_daten, xml_zeile


@datei(
    "kopf-drei-zeilen.xlsx", "xlsxwriter", "Title, Ist and Prognose over years over quarters, all merged.",
    "kopf_drei_zeilen", "kopf_verbunden", "kopf_quartale", "zeit_prognose",
)  # fmt: skip
def drei_zeilen() -> bytes:
    def aendern(mappe: Any, blaetter: Any) -> None:
        blatt = blaetter["Bericht"]
        mitte = mappe.add_format({"align": "center", "bold": True})
        blatt.merge_range("A1:A3", "Kennzahl-Nr.", mitte)
        blatt.merge_range("B1:B3", "Bezeichnung", mitte)
        blatt.merge_range("C1:F1", "Ist", mitte)
        blatt.merge_range("G1:J1", "Prognose", mitte)
        blatt.merge_range("C2:F2", 2023, mitte)
        blatt.merge_range("G2:J2", 2024, mitte)

    quartale = ["I", "II", "III", "IV"]
    zeilen = [
        [], [], [None, None, *quartale, *quartale],
        ["2.2-01", "Beratungen der Wirtschaftsförderung", 41, 38, 47, 52, 40, 40, 45, 50],
    ]  # fmt: skip
    return xlw({"Bericht": zeilen}, aendern)


@datei(
    "kopf-jahr-ueber-quartalen.xlsx",
    "openpyxl",
    "Years over quarters, nobody merged the cells.",
    "kopf_zwei_zeilen",
    "kopf_quartale",
)
def jahr_ueber_quartalen() -> bytes:
    zeilen = [
        ["Kennzahl-Nr.", 2022, None, None, None, 2023, None, None, None],
        [None, "1. Quartal", "2. Quartal", "3. Quartal", "4. Quartal", "Q1", "Q2", "Q3", "Q4"],
        ["2.2-01", 38, 40, 44, 49, 41, 38, 47, 52],
    ]
    return opx({"Werte": zeilen})


@datei("kopf-gedreht.xlsx", "xlsxwriter", "Vertical header text, line breaks, footnote digits and stars.",
       "kopf_gedreht", "kopf_fussnote", "kopf_stern", "zeit_jahr_zahl")  # fmt: skip
def gedreht() -> bytes:
    def aendern(mappe: Any, blaetter: Any) -> None:
        hoch = mappe.add_format({"rotation": 90, "text_wrap": True})
        for spalte, text in enumerate(
            ("Kennzahl - Nr.1)", "Bezeichnung2)", 2021, "2022*", "2023¹", "Zielwert\n2025")
        ):
            blaetter["Werte"].write(0, spalte, text, hoch)

    return xlw({"Werte": [[], ["1.1-01", "Quote", 30.1, 31.5, 32.8, 40], ["* Zensus"]]}, aendern)


@datei("kopf-spaltennummern.xlsx", "openpyxl", "A row of column numbers as statistical offices write it.", "kopf_spaltennummern",
       "kopf_titelzeilen", "fuss_quelle", "fuss_noten", "fuss_stand", "fuss_lizenz")  # fmt: skip
def spaltennummern() -> bytes:
    zeilen = [
        ["Bevölkerung und Fläche"], ["Gebietsstand: 31.12.2018"], [],
        ["Kennzahl-Nr.", "Bezeichnung", "Jahr", "Wert2)"], [1, 2, 3, 4],
        ["2.1-01", "Einwohner", 2022, 91300], ["2.1-02", "Schutzgebiete", 2022, 45.2], [],
        ["Quelle: Landesamt für Statistik Niedersachsen"], ["1) ohne Nebenwohnsitz"], ["2) Stand Jahresende"],
        ["Stand: 10.07.2023 / 16:44:50"], ["© Landesamt, dl-de/by-2-0"],
    ]  # fmt: skip
    return opx({"Tabelle": zeilen})


@datei(
    "kopf-deckblatt.xlsx",
    "openpyxl",
    "Cover and imprint before the sheet with data.",
    "kopf_deckblatt",
    "mehrere_blaetter",
)
def deckblatt() -> bytes:
    return opx(
        {
            "Titel": [["Kennzahlenbericht 2023"], ["Landkreis Helmstedt (Beispiel)"]],
            "Impressum": [["Herausgeber: Landkreis"], ["Erscheinungsfolge: jährlich"]],
            "Daten": [KOPF, ["1.1-01", 2023, 32.8]],
            "Daten 2": [KOPF, ["1.1-02", 2023, 93.1]],
        }
    )


@datei(
    "kopf-wiederholt.xlsx",
    "openpyxl",
    "The header stands once more on each printed page.",
    "kopf_wiederholt",
    "leerzeilen",
)
def wiederholt() -> bytes:
    return opx(
        {
            "Werte": [
                KOPF,
                ["1.1-01", 2021, "30.1"],
                [],
                KOPF,
                ["1.1-01", 2022, "31.5"],
                KOPF,
                ["1.1-01", 2023, 32.8],
                [],
                [None, " "],
            ]
        }
    )


@datei("kopf-doppelt.xlsx", "openpyxl", "Bezeichnung twice is no matter, Ist twice is.", "kopf_doppelt")
def doppelt() -> bytes:
    return opx(
        {
            "Gut": [
                ["Kennzahl-Nr.", "Bezeichnung", "Bezeichnung", "Jahr", "Ist"],
                ["1.1-01", "Quote", "U3", 2023, 32.8],
            ],
            "EUR doppelt": [
                ["Kennzahl-Nr.", "Jahr", "Ist\nEUR", "Ist\nEUR"],
                ["3.1-02", 2023, 1290000, 1295000],
            ],
        }
    )


@datei(
    "kopf-jahr-doppelt.xlsx",
    "openpyxl",
    "Two columns of one year that do not agree.",
    "fassung_widerspruch",
    "fassung_gleich",
)
def jahr_doppelt() -> bytes:
    return opx(
        {
            "Werte": [
                ["Kennzahl-Nr.", 2022, 2023, "2023 "],
                ["1.1-01", 31.5, 32.8, 32.8],
                ["1.1-02", 92.5, 93.1, 93.4],
            ]
        }
    )


@datei(
    "kopf-spalte-fehlt.xlsx",
    "openpyxl",
    "The value stands below „Betrag“, a word nobody agreed on.",
    "kopf_fehlt",
)
def spalte_fehlt() -> bytes:
    return opx({"Werte": [["Kennzahl-Nr.", "Zeitraum", "Betrag"], ["1.1-01", 2023, 32.8]]})


@datei(
    "fuss-gesamtsumme.xlsx",
    "xlsxwriter",
    "A last row without keys is the grand total, found by nobody's word.",
    "fuss_summe",
)
def gesamtsumme() -> bytes:
    return xlw({"Werte": [KOPF, ["1.1-03", 2022, 1400], ["1.1-03", 2023, 1450], [None, None, 2850]]})


@datei(
    "summen-dazwischen.xlsx",
    "openpyxl",
    "Sums and the Land between the county's rows.",
    "summe_zwischen",
    "zwischentitel",
)
def summen() -> bytes:
    zeilen = [
        ["Nr.", "Bezeichnung", 2022, 2023],
        ["Bereich Jugend und Familie"],
        ["1.1-01", "Betreuungsquote unter 3 Jahren", 31.5, 32.8], ["1.1-02", "Summe der Quoten 3 bis 6", 92.5, 93.1],
        ["Summe Jugend", None, 124.0, 125.9], ["Land Niedersachsen", None, 33.0, 34.1],
        ["2.1-01", "Einwohner", 91300, 91500], ["Insgesamt", None, 91424, 91625.9],
    ]  # fmt: skip
    return opx({"Werte": zeilen})


@datei(
    "fassung-spalten.xlsx",
    "xml",
    "A provisional and a final column; status in the header.",
    "fassung_spalten",
    "status",
)
def fassung_spalten() -> bytes:
    zeilen = (
        xml_zeile(1, "Kennzahl-Nr.", "2022 (endgültig)", "2023 vorläufig", "Bemerkung"),
        xml_zeile(2, "1.1-01", 31.5, 32.8, "Stichtag 1. März"),
        xml_zeile(3, "1.1-02", 92.5, 93.1),
    )
    return roh(("Werte", xml_daten(*zeilen)))

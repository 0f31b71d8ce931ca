"""Korpus, Aufbau: keys, names, formulas, hidden parts, notes, several tables, blown-up sheets."""
# ruff: noqa: E501  a row of a sheet is read as one line

from __future__ import annotations

from datetime import date
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.importers.korpus_macher.kasten import KOPF, datei, opx, roh, xlw, xml_daten, xml_zeile


@datei(
    "schluessel-nullen-verloren.xlsx",
    "openpyxl",
    "007 and 03154 became 7 and 3154, by number and by text.",
    "schluessel_nullen",
)
def nullen_verloren() -> bytes:
    return opx({"Werte": [KOPF, [7, 2023, 84], [3154, 2023, 612], ["3154", 2022, 598]]})


@datei(
    "schluessel-als-text.xlsx",
    "xlsxwriter",
    "Leading zeros as text and by number format, 4.10 beside 4.1.",
    "schluessel_text",
    "schluessel_zahl",
)
def als_text() -> bytes:
    def aendern(mappe: Any, blaetter: Any) -> None:
        blaetter["Werte"].write_number(1, 0, 7, mappe.add_format({"num_format": "000"}))
        blaetter["Werte"].write_number(5, 0, 4.1, mappe.add_format({"num_format": "0.00"}))

    zeilen = [
        [None, 2023, 84],
        ["007", 2022, 88],
        ["03154", 2023, 612],
        ["4.1", 2023, 712.5],
        [None, 2023, 31.5],
        ["'4.10", 2022, 28],
    ]
    return xlw({"Werte": [KOPF, *zeilen]}, aendern)


@datei(
    "schluessel-als-datum.xlsx",
    "openpyxl",
    "01.02.03 was typed and Excel made a day of it.",
    "schluessel_datum",
    "schluessel_unbekannt",
)
def als_datum() -> bytes:
    return opx({"Werte": [KOPF, [date(2003, 2, 1), 2023, 41.5], ["1.1-1", 2023, 32.8], ["9.9-99", 2023, 1]]})


@datei(
    "schluessel-zahl-unklar.xlsx",
    "openpyxl",
    "4.1 as a number with the format General: 4.1 or 4.10?",
    "schluessel_zahl",
)
def zahl_unklar() -> bytes:
    return opx({"Werte": [KOPF, [4.1, 2023, 712.5], [4.2, 2023, 1]]})


@datei(
    "regionen-ags.csv",
    "text",
    "A statistical export by region: AGS of 2, 5, 8 digits and DG, no Kennzahl-Nr.",
    "schluessel_laengen",
    "art_unbekannt",
)
def regionen() -> bytes:
    text = "AGS;Region;Jahr;Anzahl\r\nDG;Deutschland;2022;83237124\r\n03;Niedersachsen;2022;8027031\r\n03154;Helmstedt;2022;91300\r\n03154028;Königslutter am Elm, Stadt;2022;15800\r\n"
    return text.encode("cp1252")


@datei(
    "namen-wie-sie-sind.xlsx",
    "openpyxl",
    "Names with commas, indented, cut off; the number counts.",
    "name_komma",
    "name_eingerueckt",
    "name_abgeschnitten",
)
def namen() -> bytes:
    zeilen = [
        ["3.1-02", "    Aufwendungen für erbrachte Leis", 2023, 1290000], ["1.1-03", "  Plätze, Kindertagesstätten", 2023, 1450],
        ["  2.1-01 ", "Königslutter am Elm, Stadt und übrige", 2023, 91500],
    ]  # fmt: skip
    return opx({"Werte": [["Kennzahl-Nr.", "Bezeichnung", "Jahr", "Ist"], *zeilen]})


@datei(
    "namen-statt-nummern.xlsx",
    "openpyxl",
    "No numbers at all: each name has to be confirmed.",
    "name_statt_nummer",
)
def statt_nummern() -> bytes:
    zeilen = [
        ["Bezeichnung", "Einheit", 2022, 2023], ["Betreuungsquote U3 (Jahren)", "%", 31.5, 32.8],
        ["Einw. LK Helmstedt", "Anzahl", 91300, 91500], ["Hundesteuerfälle", "Anzahl", 4100, 4150],
    ]  # fmt: skip
    return opx({"Werte": zeilen})


@datei(
    "namen-teils-statt-nummern.xlsx",
    "xlsxwriter",
    "Some numbers are missing, some are names.",
    "name_statt_nummer",
)
def teils() -> bytes:
    zeilen = [
        ["1.1-01", "Betreuungsquote unter 3 Jahren", 2023, 32.8], [None, "Betreuungsquote 3-6 Jahre", 2023, 93.1],
        [None, "Betreuungsquote 3-6 Jahre", 2022, 92.5], ["Gewährte Zuschüsse", None, "Q1 2023", 12000], [None, "Frauenhausplätze", 2023, 12],
    ]  # fmt: skip
    return xlw({"Werte": [["Kennzahl-Nr.", "Bezeichnung", "Zeitraum", "Ist"], *zeilen]})


@datei("formeln-mit-ergebnis.xlsx", "xlsxwriter", "Formulas whose results are stored.", "formel_mit_wert")
def mit_ergebnis() -> bytes:
    def aendern(mappe: Any, blaetter: Any) -> None:
        prozent = mappe.add_format({"num_format": "0.0%"})
        blaetter["Werte"].write_formula("C2", "=(D2-E2)/E2", prozent, 0.328)
        blaetter["Werte"].write_formula("C3", "=D3", None, 1450)

    return xlw(
        {"Werte": [[*KOPF, "neu", "alt"], ["1.1-01", 2023, None, 1328, 1000], ["1.1-03", 2023, None, 1450]]},
        aendern,
    )


@datei(
    "formeln-ohne-ergebnis.xlsx",
    "openpyxl",
    "A script wrote formulas; nobody ever opened the file.",
    "formel_ohne_wert",
)
def ohne_ergebnis() -> bytes:
    return opx({"Werte": [KOPF, ["1.1-01", 2022, "=SUM(31,0.5)"], ["1.1-01", 2023, 32.8]]})


@datei(
    "formeln-extern.xlsx",
    "xml",
    "A link to another workbook with its last result, and a lost reference.",
    "formel_extern",
    "formel_bezug",
)
def extern() -> bytes:
    zeilen = (
        xml_zeile(1, *KOPF),
        xml_zeile(2, "1.1-01", 2022, "<c><f>[1]Tabelle1!$B$7</f><v>31.5</v></c>"),
        xml_zeile(3, "1.1-01", 2023, '<c t="e"><f>#REF!+1</f><v>#REF!</v></c>'),
    )
    typ = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><externalBook r:id="rId1">'
        '<sheetNames><sheetName val="Tabelle1"/></sheetNames></externalBook></externalLink>'
    )
    rel = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{typ}/externalLinkPath" Target="file:///P:/Amt51/Quoten.xlsx" TargetMode="External"/></Relationships>'
    )
    return roh(
        ("Werte", xml_daten(*zeilen)),
        weitere={
            "xl/externalLinks/externalLink1.xml": link,
            "xl/externalLinks/_rels/externalLink1.xml.rels": rel,
        },
        typen='<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/>',
        bezuege=f'<Relationship Id="rId95" Type="{typ}/externalLink" Target="externalLinks/externalLink1.xml"/>\n'
        '<externalReferences><externalReference r:id="rId95"/></externalReferences>',
    )


@datei(
    "verborgene-blaetter.xlsx",
    "xml",
    "A hidden sheet and a very hidden one with old values.",
    "blatt_verborgen",
    "blatt_sehr_verborgen",
)
def verborgene_blaetter() -> bytes:
    neu = xml_daten(xml_zeile(1, *KOPF), xml_zeile(2, "1.1-01", 2023, 32.8))
    alt = xml_daten(xml_zeile(1, *KOPF), xml_zeile(2, "1.1-01", 2023, 29.9))
    return roh(("Werte", neu), ("Alt", alt), ("Lager", alt), zustand={"Alt": "hidden", "Lager": "veryHidden"})


@datei(
    "verborgene-zeilen-spalten.xlsx",
    "openpyxl",
    "Rows and a column somebody hid hold values.",
    "zeilen_verborgen",
    "spalten_verborgen",
)
def verborgene_zeilen() -> bytes:
    def aendern(mappe: Any) -> None:
        blatt = mappe.worksheets[0]
        blatt.row_dimensions[3].hidden = True
        blatt.column_dimensions["C"].hidden = True

    return opx(
        {
            "Werte": [
                ["Kennzahl-Nr.", 2021, 2022, 2023],
                ["1.1-01", 30.1, 31.5, 32.8],
                ["1.1-02", 91.9, 92.5, 93.1],
            ]
        },
        aendern,
    )


@datei(
    "gefiltert.xlsx",
    "xlsxwriter",
    "A filter hides all but one Kennzahl; nothing may be lost.",
    "filter",
    "zeilen_verborgen",
)
def gefiltert() -> bytes:
    def aendern(mappe: Any, blaetter: Any) -> None:
        blatt = blaetter["Werte"]
        blatt.autofilter("A1:C5")
        blatt.filter_column("A", "x == 1.1-01")
        for zeile in (2, 4):
            blatt.set_row(zeile, None, None, {"hidden": True})

    return xlw(
        {
            "Werte": [
                KOPF,
                ["1.1-01", 2022, 31.5],
                ["1.1-02", 2022, 92.5],
                ["1.1-01", 2023, 32.8],
                ["1.1-02", 2023, 93.1],
            ]
        },
        aendern,
    )


@datei(
    "kommentare.xlsx",
    "openpyxl",
    "Notes at values: kept where the row has no Bemerkung, said where it has.",
    "kommentar",
    "status",
)
def kommentare() -> bytes:
    def aendern(mappe: Any) -> None:
        blatt = mappe.worksheets[0]
        blatt["C2"].comment = Comment("Stichtag auf den 1. März geändert", "Beispiel")
        blatt["C3"].comment = Comment("Rückfrage bei Amt 51", "Beispiel")
        blatt["A1"].comment = Comment("Nummern aus den Stammdaten", "Beispiel")

    zeilen = [
        [*KOPF, "Bemerkung", "Status"],
        ["1.1-01", 2022, 31.5, None, "endgültig"],
        ["1.1-01", 2023, 32.8, "geschätzt", "vorläufig"],
        ["1.1-02", 2023, 93.1, None, "fast fertig"],
    ]
    return opx({"Werte": zeilen}, aendern)


@datei(
    "kommentar-statt-wert.xlsx",
    "xlsxwriter",
    "The value stands in a note, the cell is empty or says k. A.",
    "kommentar_wert",
)
def kommentar_wert() -> bytes:
    def aendern(mappe: Any, blaetter: Any) -> None:
        blaetter["Werte"].write_comment("C2", "vorläufig 31,5", {"author": "Beispiel"})
        blaetter["Werte"].write_comment("C3", "voraussichtlich 32,8 %", {"author": "Beispiel"})

    return xlw({"Werte": [KOPF, ["1.1-01", 2022, "k. A."], ["1.1-01", 2023]]}, aendern)


@datei("farben.xlsx", "openpyxl", "Yellow cells are estimates; only the legend says so.", "farben")
def farben() -> bytes:
    def aendern(mappe: Any) -> None:
        mappe.worksheets[0]["C3"].fill = PatternFill("solid", fgColor="FFFF00")

    return opx(
        {"Werte": [KOPF, ["1.1-01", 2022, 31.5], ["1.1-01", 2023, 32.8], [], ["gelb = geschätzt"]]}, aendern
    )


@datei(
    "tabellen-untereinander.xlsx",
    "openpyxl",
    "A long table, a wide one below it with a title of its own.",
    "tabellen_untereinander",
    "kopf_titelzeilen",
)
def untereinander() -> bytes:
    zeilen = [
        ["Teil A: Jugend"], KOPF, ["1.1-01", 2022, 31.5], ["1.1-01", 2023, 32.8], ["Quelle: Amt 51"], [], [],
        ["Teil B: Einwohner"], ["Kennzahl-Nr.", "Bezeichnung", 2022, 2023], ["2.1-01", "Einwohner", 91300, 91500], [],
        ["Teil C: Bauen"], ["Kennzahl-Nr.", "Ist", "Zeitraum"], ["007", 84, 2023],
    ]  # fmt: skip
    return opx({"Alles": zeilen})


@datei(
    "tabellen-untereinander-titel.xlsx",
    "xlsxwriter",
    "Two blocks with one title each that names the year.",
    "tabellen_untereinander",
    "zeit_titel",
)
def untereinander_titel() -> bytes:
    kopf = ["Kennzahl-Nr.", "Bezeichnung", "Ist"]
    zeilen = [
        ["Berichtsjahr 2022"],
        kopf,
        ["1.1-01", "Quote", 31.5],
        ["1.1-02", "Quote", 92.5],
        [],
        ["Berichtsjahr 2023"],
        kopf,
        ["1.1-01", "Quote", 32.8],
        ["1.1-02", "Quote", 93.1],
    ]
    return xlw({"Werte": zeilen})


@datei(
    "tabellen-nebeneinander.xlsx",
    "openpyxl",
    "Two tables side by side, one starts lower.",
    "tabellen_nebeneinander",
)
def nebeneinander() -> bytes:
    zeilen = [
        ["Jugend", None, None, None, "Wirtschaft"], [*KOPF, None, "Kennzahl-Nr.", "Zeitraum", "Ist", "Bemerkung"],
        ["1.1-01", 2022, 31.5, None, "2.2-01", "Q1 2023", 41, "neu"], ["1.1-01", 2023, 32.8, None, "2.2-01", "Q2 2023", 38],
        ["1.1-02", 2023, 93.1],
    ]  # fmt: skip
    return opx({"Werte": zeilen})


@datei(
    "tabellen-nebeneinander-versetzt.xlsx",
    "xlsxwriter",
    "Side by side without a gap, and a wide one lower to the right.",
    "tabellen_nebeneinander",
)
def versetzt() -> bytes:
    zeilen = [
        [*KOPF, *KOPF], ["1.1-01", 2022, 31.5, "1.1-01", 2023, 32.8], ["1.1-02", 2022, 92.5, "1.1-02", 2023, 93.1], [],
        [None] * 7 + ["Kennzahl-Nr.", 2022, 2023], [None] * 7 + ["2.1-01", 91300, 91500],
    ]  # fmt: skip
    return xlw({"Werte": zeilen})


@datei(
    "tabelle-fremd.xlsx",
    "openpyxl",
    "A list of people and a helper column stand beside the values.",
    "tabelle_ungelesen",
)
def fremd() -> bytes:
    zeilen = [
        [*KOPF, "Vorjahr", None, "Stelle", "Anteil"],
        ["1.1-01", 2023, 32.8, 31.5, None, "A", 0.5],
        ["1.1-02", 2023, 93.1, 92.5, None, "B", 0.75],
    ]
    return opx({"Werte": [["Plätze je Gruppe", 10, 12, 14], ["davon belegt", 9, 12, 13], [], *zeilen]})


@datei(
    "bereich-aufgeblaeht.xlsx",
    "xml",
    "Formatted to row 60000 and column CV; three cells hold something.",
    "bereich_aufgeblaeht",
    "leerzeilen",
)
def aufgeblaeht() -> bytes:
    leere = [f'<row r="{n}" ht="15" customHeight="1"/>' for n in range(100, 1600)]
    daten = xml_daten(
        xml_zeile(1, *KOPF),
        xml_zeile(2, "1.1-01", 2023, 32.8),
        *leere,
        '<row r="59931"><c r="CV59931" s="0"/></row>',
    )
    return roh(("Werte", '<dimension ref="A1:CV59931"/>' + daten))


@datei(
    "zelle-fuer-mehrere-zeilen.xlsx",
    "xlsxwriter",
    "One number and unit merged over the rows of its years.",
    "zelle_fuer_mehrere",
    "kopf_verbunden",
)
def fuer_mehrere() -> bytes:
    def aendern(mappe: Any, blaetter: Any) -> None:
        mitte = mappe.add_format({"valign": "vcenter"})
        blaetter["Werte"].merge_range("A2:A4", "1.1-01", mitte)
        blaetter["Werte"].merge_range("B2:B4", "Betreuungsquote", mitte)
        blaetter["Werte"].merge_range("C2:C4", "%", mitte)

    zeilen = [
        ["Kennzahl-Nr.", "Bezeichnung", "Einheit", "Jahr", "Ist"],
        [None, None, None, 2021, 30.1],
        [None, None, None, 2022, 31.5],
        [None, None, None, 2023, 32.8],
    ]
    return xlw({"Werte": zeilen}, aendern)


@datei("wert-fuer-mehrere-zeilen.xlsx", "openpyxl", "One value merged over two Kennzahlen.", "wert_verbunden")
def wert_mehrere() -> bytes:
    def aendern(mappe: Any) -> None:
        mappe.worksheets[0].merge_cells("C2:C3")

    return opx({"Werte": [KOPF, ["1.1-01", 2023, 62.5], ["1.1-02", 2023, None]]}, aendern)


@datei(
    "erlaeuterungen.xlsx",
    "openpyxl",
    "Values and texts about them in one file.",
    "erlaeuterung",
    "mehrere_blaetter",
)
def erlaeuterungen() -> bytes:
    return opx(
        {
            "Kennzahlen": [KOPF, ["1.1-01", 2023, 32.8]],
            "Erläuterungen": [
                ["Kennzahl-Nr.", "Zeitraum", "Text"],
                ["1.1-01", 2023, "Zwei neue Gruppen seit August."],
            ],
        }
    )

"""Korpus, Zahlen: numbers as text, missing markers, percents, units, footnote marks."""

from __future__ import annotations

from typing import Any

from tests.importers.korpus_macher.kasten import KOPF, datei, opx, roh, xlw, xml_daten, xml_zeile


@datei(
    "zahlen-deutsch-als-text.xlsx", "openpyxl", "Amounts pasted as text from a finance program.",
    "zahl_vorzeichen", "zahl_gruppen", "zahl_ohne_gruppen", "zahl_dezimalkomma", "zahl_minus_hinten",
    "zahl_klammern", "zahl_strich", "format_xlsx",
)  # fmt: skip
def deutsch() -> bytes:
    werte = (
        "-22.000,00",
        "1.596.852",
        "97000,00",
        "189056,5",
        "-206,4",
        "628.929,54-",
        "(1.234,00)",
        "1.234,-",
    )
    return opx({"Werte": [KOPF, *(["3.1-04", 2015 + n, wert] for n, wert in enumerate(werte))]})


@datei(
    "zahlen-tausenderpunkt-spalte.xlsx", "openpyxl", "15.000 is thousands because another cell of the column says so.",
    "zahl_tausenderpunkt",
)  # fmt: skip
def tausenderpunkt() -> bytes:
    return opx(
        {
            "Werte": [
                KOPF,
                ["1.1-03", 2022, "15.000"],
                ["1.1-03", 2023, "15.120,0"],
                ["2.1-01", 2022, "91.300"],
            ]
        }
    )


@datei(
    "zahlen-dezimalpunkt-spalte.xlsx", "xlsxwriter", "An English program writes 1751.46; 1.234 follows its column.",
    "zahl_dezimalpunkt",
)  # fmt: skip
def dezimalpunkt() -> bytes:
    return xlw(
        {
            "Export": [
                KOPF,
                ["2.1-02", "2021", "1751.46"],
                ["2.1-02", "2022", "1760.125"],
                ["2.1-02", "2023", "1762"],
            ]
        }
    )


@datei(
    "zahlen-mehrdeutig.xlsx",
    "openpyxl",
    "Only 1.234 as text: nothing decides, so it is asked.",
    "zahl_mehrdeutig",
)
def mehrdeutig() -> bytes:
    return opx({"Werte": [KOPF, ["1.1-03", 2022, "1.234"], ["1.1-03", 2023, "1.298"]]})


@datei(
    "zahlen-leerzeichen.xlsx", "xlsxwriter", "No-break, narrow and thin blanks and apostrophes as thousands marks.",
    "zahl_leerzeichen", "zahl_apostroph",
)  # fmt: skip
def leerzeichen() -> bytes:
    werte = ("91\u00a0300", "91\u202f420,0", "91\u2009510", "'91520", "91'600", " 91 610 ")
    return xlw({"Werte": [KOPF, *(["2.1-01", 2018 + n, wert] for n, wert in enumerate(werte))]})


@datei(
    "zahlen-mit-einheit.xlsx", "openpyxl", "Currency and per cent signs typed behind the number.", "zahl_mit_einheit",
    "prozent_text",
)  # fmt: skip
def mit_einheit() -> bytes:
    zeilen = [
        ["3.1-02", 2021, "1.250.000,00 EUR"], ["3.1-02", 2022, "1.310.500,50 €"], ["3.1-02", 2023, "1.290.000,- €"],
        ["2.1-02", 2023, "45,5 km2"], ["1.1-01", 2023, "31,5 Prozent"], ["1.1-02", 2023, "93 v. H."],
        ["1.1-03", 2023, "1450 Anzahl"],
    ]  # fmt: skip
    return opx({"Werte": [KOPF, *zeilen]})


@datei(
    "zahlen-tausend-in-der-zelle.xlsx",
    "openpyxl",
    "T€ and Mio. € in the cell of a Kennzahl in €.",
    "zahl_mit_tausend",
)
def tausend() -> bytes:
    return opx(
        {
            "Werte": [
                KOPF,
                ["3.1-02", 2022, "1.250,5 T€"],
                ["3.1-02", 2023, "1,3 Mio. €"],
                ["3.1-03", 2023, "480 T€"],
            ]
        }
    )


@datei("zahlen-fussnoten.xlsx", "openpyxl", "Footnote marks glued to values.", "zahl_fussnote")
def fussnoten() -> bytes:
    zeilen = [
        ["1.1-01", 2019, "6,05*"], ["1.1-01", 2020, "6,25 1)"], ["1.1-01", 2021, "6,5²"], ["1.1-01", 2022, "k. A.*"],
        ["1.1-01", 2023, "6,8 % ¹"], ["1.1-01", 2024, "*6,9"], ["* geschätzt"], ["1) ohne Tagespflege"],
    ]  # fmt: skip
    return opx({"Werte": [KOPF, *zeilen]})


@datei("zahlen-unklare-marke.xlsx", "openpyxl", "Marks that may be part of the number.", "zahl_unklare_marke")
def unklare_marke() -> bytes:
    zeilen = [
        ["1.1-01", 2020, "12 3"],
        ["1.1-01", 2021, "6,051)"],
        ["1.1-01", 2022, "6,05 (1)"],
        ["1.1-01", 2023, "ca. 7"],
    ]
    return opx({"Werte": [KOPF, *zeilen]})


@datei("zahlen-hochgestellt.xlsx", "xml", "Rich text: 6,05 with a raised 1 behind it.", "zahl_hochgestellt")
def hochgestellt() -> bytes:
    hoch = '<r><rPr><vertAlign val="superscript"/></rPr><t>{}</t></r>'
    texte = (
        "<r><t>6,05</t></r>" + hoch.format("1"),
        "<r><t>45 km</t></r>" + hoch.format("2"),
        "<r><t>6,3</t></r>" + hoch.format("2)"),
    )
    zeilen = (
        xml_zeile(1, *KOPF),
        xml_zeile(2, "1.1-01", 2022, '<c t="s"><v>0</v></c>'),
        xml_zeile(3, "2.1-02", 2022, '<c t="s"><v>1</v></c>'),
        xml_zeile(4, "1.1-01", 2023, '<c t="s"><v>2</v></c>'),
    )
    return roh(("Werte", xml_daten(*zeilen)), texte=texte)


@datei(
    "fehlende-werte.xlsx", "openpyxl", "Every way to say that there is no value, and one true zero.",
    "fehlt_halbgeviert", "fehlt_bindestrich", "fehlt_punkt", "fehlt_leer", "null_ist_null", "fehlt_k_a", "fehlt_n_v",
    "fehlt_n_n", "fehlt_schraegstrich", "fehlt_x", "fehlt_drei_punkte", "fehlt_entf", "fehlt_spaeter", "fehlt_unsicher",
)  # fmt: skip
def fehlende() -> bytes:
    marken: tuple[Any, ...] = (
        "–", "-", ".", None, 0, "k. A.", "k.A.", "n. v.", "n.n.", "./.", "x", "...", "entf.", "liegt noch nicht vor",
        "/", "…",
    )  # fmt: skip
    return opx({"Werte": [KOPF, *(["1.2-03", 2005 + n, marke] for n, marke in enumerate(marken))]})


@datei(
    "fehlerwerte.xlsx",
    "xml",
    "Error values with their stored results are faults.",
    "fehler_nv",
    "fehler_div0",
)
def fehlerwerte() -> bytes:
    zeilen = (
        xml_zeile(1, *KOPF),
        xml_zeile(2, "1.1-01", 2021, '<c t="e"><f>VLOOKUP(A2,X!A:B,2,0)</f><v>#N/A</v></c>'),
        xml_zeile(3, "1.1-01", 2022, '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
        xml_zeile(4, "1.1-01", 2023, "#NV"),
        xml_zeile(5, "1.1-01", 2024, 33.5),
    )
    return roh(("Werte", xml_daten(*zeilen)))


@datei(
    "prozent-vier-arten.xlsx", "xlsxwriter", "0.45 shown as 45 %, 45, 45 % as text and 45,0 as text.",
    "prozent_format", "prozent_zahl", "prozent_text", "prozent_komma",
)  # fmt: skip
def prozent() -> bytes:
    def aendern(mappe: Any, blaetter: Any) -> None:
        blaetter["Quoten"].write_number(1, 2, 0.452, mappe.add_format({"num_format": "0.0%"}))

    zeilen = [
        ["1.1-01", 2020, None],
        ["1.1-01", 2021, 45.8],
        ["1.1-01", 2022, "46 %"],
        ["1.1-01", 2023, "46,5"],
    ]
    return xlw({"Quoten": [KOPF, *zeilen]}, aendern)


@datei(
    "prozent-bei-anzahl.xlsx", "xlsxwriter", "A percent where the Kennzahl counts places.", "prozent_falsch"
)
def prozent_falsch() -> bytes:
    def aendern(mappe: Any, blaetter: Any) -> None:
        blaetter["Werte"].write_number(1, 2, 0.93, mappe.add_format({"num_format": "0%"}))

    return xlw({"Werte": [KOPF, ["1.1-03", 2022, None], ["1.1-03", 2023, "93 %"]]}, aendern)


@datei("einheit-in-t.xlsx", "openpyxl", "Ist in T: thousand of what is not said.", "kopf_in_t")
def in_t() -> bytes:
    return opx({"Werte": [["Kennzahl-Nr.", "Bezeichnung", "Ist 2015 in T"], ["3.1-02", "Jugendhilfe", 1250]]})


@datei(
    "einheit-in-teur.xlsx",
    "openpyxl",
    "Columns in T€ and €, Kennzahlen in € and T€.",
    "kopf_in_teur",
    "kopf_in_eur",
)
def in_teur() -> bytes:
    zeilen = [
        ["Kennzahl-Nr.", "2021 in T€", "2022 (in EUR)", "2023\n[TEUR]"],
        ["3.1-02", 1250.5, 1310500.5, "1.290"],
        ["3.1-03", 480, 495000, "510,5"],
    ]
    return opx({"Werte": zeilen})


@datei(
    "einheit-im-kopf-umbruch.xlsx",
    "xlsxwriter",
    "Unit on the second line of the header.",
    "kopf_in_umbruch",
    "kopf_umbruch",
)
def umbruch() -> bytes:
    return xlw(
        {
            "Fläche": [
                ["Kennzahl-\nNr.", "Stich-\ntag", "Ist \nin km2"],
                ["2.1-02", "31.12.2022", 45.2],
                ["2.1-02", "31.12.2023", 45.9],
            ]
        }
    )


@datei(
    "einheit-in-prozent.xlsx",
    "openpyxl",
    "in % below the year, over a Kennzahl that counts too.",
    "kopf_in_prozent",
)
def in_prozent() -> bytes:
    def aendern(mappe: Any) -> None:
        mappe.worksheets[0].merge_cells("A1:A2")

    return opx(
        {
            "Werte": [
                ["Kennzahl-Nr.", 2022, 2023],
                [None, "in %", "in %"],
                ["1.1-01", 31.5, 32.8],
                ["1.1-03", 96, 97],
            ]
        },
        aendern,
    )


@datei(
    "einheit-angaben-in.xlsx",
    "openpyxl",
    "Angaben in T€ above: certain for T€, asked for €, nothing for %.",
    "angaben_in",
)
def angaben_in() -> bytes:
    return opx(
        {
            "Werte": [
                ["(Angaben in T€)"],
                [],
                KOPF,
                ["3.1-03", 2023, 480],
                ["3.1-02", 2023, 1290],
                ["1.1-01", 2023, 31.5],
            ]
        }
    )


@datei(
    "einheit-falsche-zeile.xlsx",
    "openpyxl",
    "The column Einheit says T€, the Kennzahl is kept in €.",
    "einheit_falsch",
)
def falsche_zeile() -> bytes:
    return opx(
        {"Werte": [[*KOPF, "Einheit"], ["3.1-02", 2023, 1290, "T€"], ["1.1-01", 2023, 31.5, "Prozent"]]}
    )

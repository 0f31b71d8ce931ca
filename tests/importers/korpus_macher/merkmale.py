"""Merkmale: every trait of departmental workbooks that the Korpus must show at least once.

The list follows a survey of 1,167 real files of German administrations, line by line.
"""
# ruff: noqa: E501  a row of a sheet is read as one line

from __future__ import annotations

MERKMALE = {
    # Numbers as text
    "zahl_vorzeichen": "-22.000,00 as text",
    "zahl_gruppen": "1.596.852.249 as text",
    "zahl_ohne_gruppen": "97000,00 as text",
    "zahl_tausenderpunkt": "15.000 is fifteen thousand, decided by its column",
    "zahl_dezimalkomma": "189056,5 and -206,4 as text",
    "zahl_dezimalpunkt": "1751.46 as text, decided by its column",
    "zahl_mehrdeutig": "1.234 that no column decides is asked about",
    "zahl_minus_hinten": "628.929,54-",
    "zahl_klammern": "(1.234,00) is negative",
    "zahl_leerzeichen": "no-break and thin blanks as thousands marks",
    "zahl_strich": "1.234,-",
    "zahl_mit_einheit": "EUR, € beside the number in the cell",
    "zahl_mit_tausend": "T€ and Mio. € beside the number in the cell",
    "zahl_apostroph": "numbers behind an apostrophe",
    "zahl_fussnote": "footnote marks at a number: 6,05*, 6,05 1), 1.234²",
    "zahl_unklare_marke": "12 3: a mark that may change the number is asked about",
    "zahl_hochgestellt": "a raised digit in rich text is no digit of the number",
    # Units in the header
    "kopf_in_t": "Ist 2015 in T",
    "kopf_in_teur": "in T€ beside a Kennzahl in €",
    "kopf_in_eur": "in EUR",
    "kopf_in_umbruch": "Fläche, line break, in km2",
    "kopf_in_prozent": "in % beside a Kennzahl in %",
    "angaben_in": "Angaben in T€ above the table",
    # Missing markers
    "fehlt_halbgeviert": "–", "fehlt_bindestrich": "-", "fehlt_punkt": ".", "fehlt_leer": "empty cell",
    "null_ist_null": "0 is zero", "fehlt_k_a": "k. A. and k.A.", "fehlt_n_v": "n. v.", "fehlt_n_n": "n.n.",
    "fehlt_schraegstrich": "./.", "fehlt_x": "x", "fehlt_drei_punkte": "...", "fehlt_entf": "entf.",
    "fehlt_spaeter": "liegt noch nicht vor", "fehler_nv": "#NV", "fehler_div0": "#DIV/0!", "fehlt_unsicher": "/",
    # Percent
    "prozent_format": "0.45 with a % format", "prozent_zahl": "45", "prozent_text": "45 % as text",
    "prozent_komma": "45,0 as text", "prozent_falsch": "a percent where the Kennzahl counts",
    # Headers
    "kopf_zwei_zeilen": "headers of two rows", "kopf_drei_zeilen": "headers of three rows",
    "kopf_verbunden": "merged header cells", "kopf_gedreht": "vertical header text",
    "kopf_umbruch": "line breaks inside a header", "kopf_fussnote": "footnote digits glued to the word",
    "kopf_stern": "2022*", "kopf_spaltennummern": "a row of column numbers", "kopf_titelzeilen": "titles above",
    "kopf_deckblatt": "cover and imprint sheets before the data", "kopf_wiederholt": "the header printed again",
    "kopf_quartale": "years merged over their quarters", "kopf_doppelt": "two columns of the same name",
    "kopf_fehlt": "a needed column is missing",
    # Footers
    "fuss_quelle": "Quelle: …", "fuss_noten": "numbered notes", "fuss_stand": "Stand: 10.07.2023 / 16:44:50",
    "fuss_lizenz": "licence text", "fuss_summe": "a last row without keys is the grand total",
    # Subtotals
    "summe_zwischen": "Summe, Insgesamt, Land between the data", "summe_nummeriert": "10 = ordentliche Erträge",
    "summe_gesamtblatt": "a total sheet repeats the detail sheets", "summe_falsch": "a stated sum is wrong",
    # Keys
    "schluessel_nullen": "leading zeros lost", "schluessel_text": "leading zeros and 1.10 kept as text",
    "schluessel_laengen": "AGS of different lengths, DG for Deutschland", "schluessel_datum": "01.02.03 became a date",
    "schluessel_zahl": "1.1 or 1.10 as a number", "konto_liste": "account cell 441, 442, 446",
    "name_komma": "names with commas", "name_eingerueckt": "names indented by blanks",
    "name_abgeschnitten": "truncated names", "name_statt_nummer": "a name where the number is missing",
    "schluessel_unbekannt": "a Kennzahl-Nr. that does not exist",
    # Dates and Zeiträume
    "zeit_datum": "real dates", "zeit_text": "01.01.2017 as text", "zeit_ganzzahl": "20220515",
    "zeit_im_kopf": "31.12.2018 in a header", "zeit_jahr_zahl": "the year as a number in a header",
    "zeit_jahr_komma": "the year as 2019.0", "zeit_quartal_roemisch": "I/2019", "zeit_quartal_q": "Q1 2019",
    "zeit_quartal_wort": "1. Quartal 2019", "zeit_halbjahr": "1. Hj.", "zeit_schuljahr": "Schuljahr 2019/20",
    "zeit_stand": "Stand: 31.03.2019", "zeit_1904": "the 1904 date system", "zeit_monat": "month names",
    "zeit_kumuliert": "Jan–Sep 2023, kumuliert bis 09/2023", "zeit_titel": "the Zeitraum stands in the title only",
    "zeit_titel_unklar": "a title with two years", "zeit_jahr_quartal": "columns Jahr and Quartal",
    "zeit_unklar": "1/2023 may be a month or a quarter", "zeit_zukunft": "a Zeitraum in the future",
    "zeit_prognose": "plans and forecasts beside measured values",
    # Formulas
    "formel_mit_wert": "formulas with stored results", "formel_ohne_wert": "formulas without stored results",
    "formel_extern": "external links", "formel_bezug": "#REF!",
    # Structure
    "blatt_verborgen": "hidden sheets", "blatt_sehr_verborgen": "very hidden sheets",
    "zeilen_verborgen": "hidden rows", "spalten_verborgen": "hidden columns", "filter": "filtered rows",
    "kommentar": "notes at values", "kommentar_wert": "a note holds the value", "farben": "coloured cells with meaning",
    "tabellen_untereinander": "tables one below the other", "tabellen_nebeneinander": "tables side by side",
    "tabelle_ungelesen": "a table that is no table of Kennzahlen is said", "bereich_aufgeblaeht": "inflated used range",
    "leerzeilen": "trailing and inner blank rows", "zelle_fuer_mehrere": "one merged key for several rows",
    "wert_verbunden": "one merged value for several rows", "zwischentitel": "headings between the data",
    "mehrere_blaetter": "several sheets with data",
    # Formats
    "format_xls": ".xls", "format_xlsx": ".xlsx", "format_xlsm": ".xlsm", "format_ods": ".ods",
    "format_csv_cp1252": ".csv in cp1252", "format_csv_bom": ".csv in UTF-8 with a mark",
    "format_csv_utf16": ".csv in UTF-16", "format_csv_zeilenenden": "mixed line ends", "format_csv_semikolon": "; delimiter",
    "format_csv_als_xls": "CSV renamed to .xls", "format_html_als_xls": "HTML renamed to .xls",
    "format_kennwort": "password-protected",
    # Software flavours
    "sap_spalten": "SAP columns: Profitcenter, Kostenart", "sap_negativ": "Erträge negative",
    # Versions
    "fassung_gleich": "the same Zeitraum twice, equal", "fassung_widerspruch": "the same Zeitraum twice, not equal",
    "fassung_endgueltig": "provisional in one file, final in the next",
    "fassung_spalten": "provisional and final columns", "fassung_dateijahr": "the year in the file name is not the data's",
    # Kinds
    "art_stammdaten": "a workbook of Stammdaten", "art_haushalt": "a Haushaltsplan",
    "art_gemischt": "Stammdaten and Messwerte in one file", "art_unbekannt": "neither of them",
    "einheit_falsch": "the row names another unit", "erlaeuterung": "texts on a sheet of their own",
    "status": "Status and Bemerkung beside the value",
}  # fmt: skip

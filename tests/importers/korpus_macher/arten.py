"""Korpus, Arten: Stammdaten, Haushaltspläne with their sums and software flavours, mixed files."""
# ruff: noqa: E501  a row of a sheet is read as one line

from __future__ import annotations

from tests.importers.korpus_macher.kasten import KOPF, csv_text, datei, opx, xlw

_PLAN = ("Produkt", "Konto", "Bezeichnung", "Ansatz 2023", "Ansatz 2024", "Ergebnis 2022")


@datei(
    "stammdaten-kennzahlen.xlsx",
    "openpyxl",
    "Master data of Kennzahlen with notes and a row of sums.",
    "art_stammdaten",
)
def stammdaten() -> bytes:
    return opx(
        {
            "Kennzahlen": [
                ["Stammdaten (Beispiel)"], [],
                ["Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zieltyp", "Frequenz", "Fachbereich", "Nachkomma-\nstellen"],
                ["5.1-01", "Summe der Radwege, ausgebaut", "km", "steigern", "jaehrlich", None, 1],
                ["5.1-02", "Unfälle mit Radfahrenden", "Anzahl", "senken", "jaehrlich", None, 0], [], ["Quelle: Kreisentwicklung"],
            ],
            "Zielwerte": [["Kennzahl-Nr.", "Jahr", "Zielwert"], ["5.1-01", 2026, "120,5"], ["1.1-01", 2026, "40 %"]],
        }
    )  # fmt: skip


@datei(
    "haushaltssatzung.xlsx",
    "openpyxl",
    "§ 1 copied from the Satzung as it stands there, and the days of the plan.",
    "art_stammdaten",
)
def haushaltssatzung() -> bytes:
    return opx(
        {
            "Haushaltssatzung": [
                ["Haushaltssatzung des Landkreises (Beispiel)"], [],
                ["Haushaltsjahr", "Fassung", "Festsetzung", "Betrag (EUR)", "Beschluss"],
                [2024, "Beschluss", "1.1 der ordentlichen Erträge auf", "249.763.400", "KT 5/2024"],
                [2024, "Beschluss", "1.2 der ordentlichen Aufwendungen auf", "254.446.600,00 €", "KT 5/2024"],
                [2024, "Beschluss", "1.3 der außerordentlichen Erträge auf", "0", "KT 5/2024"],
                [2024, "Beschluss", "2.4 der Auszahlungen für Investitionstätigkeit auf", "24.100.000,-", "KT 5/2024"],
                [2024, "Beschluss", "Nachrichtlich: Gesamtbetrag der Auszahlungen des Finanzhaushaltes", "270.000.000", "KT 5/2024"],
                [2024, "Nachtrag", "1.1 der ordentlichen Erträge auf", "250.000.000", None],
                [2024, "1. Nachtrag", "1.1 der ordentlichen Erträge auf", "250.000.000,005", None],
                [2024, "1. Nachtrag", "§ 2 Kreditermächtigung", "12.000.000", None],
            ],
            "Haushaltsstatus": [
                ["Haushaltsjahr", "Fassung", "Status", "Datum", "Beschluss", "Bemerkung"],
                [2024, "Entwurf", "Einbringung", "08.11.2023", None, None],
                [2024, "Entwurf", "abgelehnt", "13.03.2024", "KT 1/2024", "neu vorzulegen"],
                [2024, "Beschluss", "beschlossen", "12.06.2024", "KT 5/2024", None],
                [2024, "Beschluss", "genehmigt", "01.06.2024", None, "vor dem Beschluss?"],
            ],
            "Produkte": [
                ["Produkt", "Bezeichnung", "wesentlich", "Kennzahlen", "Gültig ab", "Gültig bis"],
                ["3113", "Eingliederungshilfe", "ja", "1.1-01; 1.1-02", None, 2019],
                ["3113", "Hilfe zur Pflege", "ja", "1.1-1", 2019, None],
            ],
        }
    )  # fmt: skip


@datei(
    "massnahmen-vergleich.xlsx",
    "openpyxl",
    "Steps of Maßnahmen, meetings and figures of other Kreise as people send them.",
    "art_stammdaten",
    "fehlt_punkt",
)
def massnahmen_vergleich() -> bytes:
    return opx(
        {
            "Maßnahmen": [
                ["Maßnahme-Nr.", "Unterziel", "Bezeichnung", "Beginn", "Ende"],
                ["M-1", "1.1", "Lotsen an Schulen", "01.01.2023", "31.12.2024"],
                ["M-10", "1.2", "Portal", None, None],
            ],
            "Meilensteine": [
                ["Meilensteine (Beispiel)"], [],
                ["Maßnahmennummer", "Arbeitsschritt", "Plantermin", "erledigt am", "Anmerkung"],
                ["M-1", "Konzept beschlossen", "Q2 2023", "07.07.2023", None],
                ["M-1", "Konzept beschlosen", "30.06.2023", "offen", None],
                ["M-1", "Erste Lotsin", "2025", "31.12.2022", "vor dem Beginn?"],
                ["M-10", "Portal im Netz", "31.12.2026", "ja", None],
                ["M-2", "Auswertung", "31.12.2026", None, "Nummer vertippt"],
            ],
            "Sitzungen": [
                ["Sitzungstag", "Ausschuss", "Anlass"],
                ["12.06.2025", "Ausschuss für Wirtschaft und Strategie", "Bericht"],
                ["04.12.2025", "Ausschuss für Wirtschaft u. Strategie", None],
                ["im Frühjahr", "Kreistag", None],
            ],
            "Nachbarn": [
                ["Quelle: Landesamt für Statistik"], [],
                ["Kennzahl", "Kreis", "Jahr", "Wert in Tsd.", "Datenquelle"],
                ["2.1-01", "Gifhorn", 2021, "176,5", "LSN"],
                ["2.1-01", "Helmstedt, Landkreis", 2021, "91,2", "LSN"],
                ["2.1-01", "Peine", 2021, ".", "LSN"],
                ["2.1-01", "Goslar", 2021, "134,9*", None],
                ["1.1-01", "Peine", 2021, "33,1", "LSN"],
            ],
        }
    )  # fmt: skip


@datei(
    "stammdaten-schluessel-zahl.xlsx",
    "openpyxl",
    "A new Kennzahl-Nr. 5.1 as a number: 5.1 or 5.10?",
    "art_stammdaten",
    "schluessel_zahl",
)
def stammdaten_zahl() -> bytes:
    return opx(
        {
            "Kennzahlen": [
                ["Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zieltyp"],
                [5.1, "Radwege", "km", "steigern"],
            ]
        }
    )


@datei("gemischt.xlsx", "openpyxl", "Stammdaten and values in one workbook.", "art_gemischt")
def gemischt() -> bytes:
    return opx(
        {
            "Zielwerte": [["Kennzahl-Nr.", "Jahr", "Zielwert"], ["1.1-01", 2026, 40]],
            "Lieferung": [KOPF, ["1.1-01", 2023, 32.8]],
        }
    )


@datei("brief.xlsx", "openpyxl", "A letter in a workbook.", "art_unbekannt")
def brief() -> bytes:
    return opx(
        {"Tabelle1": [["Sehr geehrte Damen und Herren,"], ["die Kennzahlen folgen in der nächsten Woche."]]}
    )


@datei("haushalt-summen.xlsx", "openpyxl", "Numbered sum lines, an account cell with three Konten, Ansatz of two years.",
       "art_haushalt", "summe_nummeriert", "konto_liste", "name_abgeschnitten", "fassung_dateijahr")  # fmt: skip
def haushalt_summen() -> bytes:
    zeilen = [
        ["Haushaltsplan 2024 (Beispiel)"], [], list(_PLAN),
        ["365-01", "314100", "Zuweisungen vom Land", "-22.000,00", "23.500,00", "21.000,00"],
        ["365-01", "332100", "Benutzungsgebühren", "100.000", "104.000", "97000,00"],
        [None, None, "10 = ordentliche Erträge", "78.000,00", "127.500,00", "118.000,00"],
        ["365-01", "441, 442, 446", "Aufwendungen für erbrachte Leis", "500.000", "515.000,00", "489.056,5"],
        [None, None, "20 = ordentliche Aufwendungen", "500.000", "515.000,00", "489.056,50"],
    ]  # fmt: skip
    return opx({"Ergebnishaushalt": zeilen})


@datei(
    "haushalt-summe-falsch.xlsx",
    "xlsxwriter",
    "The stated total is 500 € too high: said, not repaired.",
    "summe_falsch",
    "art_haushalt",
)
def summe_falsch() -> bytes:
    zeilen = [
        ["Produkt", "Konto", "Bezeichnung", "Ansatz 2024"], ["365-01", "331100", "Gebühren", 104000], ["365-01", "332100", "Entgelte", 6000],
        [None, None, "Summe Erträge", 110500], ["365-01", "401100", "Personal", 300000], ["365-01", "421100", "Bauunterhaltung", 20000],
        [None, None, "Summe Aufwendungen", 320000],
    ]  # fmt: skip
    return xlw({"Plan": zeilen})


@datei(
    "haushalt-gesamtblatt.xlsx",
    "openpyxl",
    "A sheet for each Teilhaushalt and one that repeats them all.",
    "summe_gesamtblatt",
    "art_haushalt",
    "mehrere_blaetter",
)
def gesamtblatt() -> bytes:
    kopf = ["Teilhaushalt", "Produkt", "Konto", "Bezeichnung", "Ansatz 2024"]
    th1 = [["01", "111-01", "331100", "Gebühren", 104000], ["01", "111-01", "401100", "Personal", 300000]]
    th2 = [["02", "365-01", "332100", "Entgelte", 6000], ["02", "365-01", "431100", "Zuschüsse", 90000]]
    return opx({"GP": [kopf, *th1, *th2], "TH 01": [kopf, *th1], "TH 02": [kopf, *th2]})


@datei(
    "haushalt-sap-export.xlsx",
    "xlsxwriter",
    "SAP: Profitcenter and Kostenart, Erträge negative.",
    "sap_spalten",
    "sap_negativ",
    "art_haushalt",
)
def sap() -> bytes:
    zeilen = [
        ["Profitcenter", "Bezeichnung Profitcenter", "Kostenart", "Bezeichnung Kostenart", "Plan 2024", "Ist 2022"],
        ["01.111.01", "Verwaltungssteuerung", "414100", "Zuweisungen vom Land", -104000, -98000.5], ["01.111.01", "Verwaltungssteuerung", "501100", "Bezüge", 300000, 291000],
        ["06.365.01", "Kindertagesstätten", "432100", "Elternbeiträge", -6000, -5800],
    ]  # fmt: skip
    return xlw({"Export": zeilen})


@datei(
    "haushalt-profitcenter.csv",
    "text",
    "The same as CSV in cp1252 with minus signs behind the amounts.",
    "sap_spalten",
    "sap_negativ",
    "zahl_minus_hinten",
    "format_csv_cp1252",
)
def sap_csv() -> bytes:
    return csv_text(
        ["Profitcenter", "Bezeichnung Profitcenter", "Kostenart", "Bezeichnung Kostenart", "Plan 2024"],
        ["01.111.01", "Verwaltungssteuerung", "414100", "Zuweisungen vom Land", "104.000,00-"],
        ["01.111.01", "Verwaltungssteuerung", "501100", "Bezüge", "300.000,00"],
    ).encode("cp1252")

"""Stammdaten: every sheet of master data, its records and its faults."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Aggregation, Frequenz, UnterzielZuordnung, Zieltyp
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.ziele import Ebene
from tests.importers.factories import Rows, codes, datenstand, read, xlsx

ZIELE: Rows = [
    ["Nr.", "Ebene", "Kurztitel", "Wortlaut", "Beschluss"],
    ["1", "Oberziel", "Wohnen", "Der Landkreis …", None],
    ["1.1", "Unterziel", "Bauland", "…", None],
    ["1.10", "Unterziel", "Zehntes", "…", None],
]
KENNZAHLEN: Rows = [
    ["Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zieltyp", "Basisjahr", "Basiswert"],
    ["1.1-01", "Einwohner", "Anzahl", "steigern", 2018, 91307],
]


def read_sheets(stand=None, change=None, **sheets):
    namen = {name.replace("_", " "): zeilen for name, zeilen in sheets.items()}
    return read(xlsx({"Ziele": ZIELE, "Kennzahlen": KENNZAHLEN, **namen}, change), stand or datenstand())


def test_goals_keep_their_numbers_as_text_and_their_level():
    ziele = read_sheets().inhalt.ziele
    assert [(z.nr, z.ebene) for z in ziele] == [
        ("1", Ebene.OBERZIEL),
        ("1.1", Ebene.UNTERZIEL),
        ("1.10", Ebene.UNTERZIEL),
    ]
    assert (ziele[0].fundstelle.blatt, ziele[0].fundstelle.zelle) == ("Ziele", "A2")


def test_two_wordings_of_one_goal_stand_beside_each_other_by_their_beschluss():
    zeilen = [*ZIELE, ["3", "Oberziel", "Dienstleister", "versteht sich", "Drucksache 72/2018"],
              ["3", "Oberziel", "Dienstleister", "ist", "Drucksache 72/2018, Anlage 1"]]  # fmt: skip
    ergebnis = read_sheets(Ziele=zeilen)
    assert [z.wortlaut for z in ergebnis.inhalt.ziele if z.nr == "3"] == ["versteht sich", "ist"]
    assert ergebnis.is_accepted


def test_one_key_with_two_contents_is_a_fault_and_with_one_content_a_note():
    anders = read_sheets(Ziele=[*ZIELE, ["1.1", "Unterziel", "Anders", "…", None]])
    assert codes(anders) == [("widerspruch", "A5")]
    gleich = read_sheets(Ziele=[*ZIELE, ZIELE[2]])
    assert codes(gleich, Schwere.HINWEIS) == [("doppelt", "A5")] and len(gleich.inhalt.ziele) == 3


def test_a_kennzahl_has_all_its_columns():
    ergebnis = read_sheets(
        Kennzahlen=[
            ["Herkunft: amtlich"],
            ["Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zieltyp", "Definition", "Nachkommastellen", "Untergrenze",
             "Obergrenze", "Toleranz", "Frequenz", "Aggregation", "Max. Alter", "Fachbereich", "Personenbezogen",
             "Öffentlich", "Rauschband", "Quelle"],
            ["1.1-02", "Quote", "%", "Korridor", "d", 1, "53", "55,5", 2, "vierteljährlich", "Mittel", 3, "GB Jugend",
             "ja", "nein", 0.5, "LSN"],
        ]
    )  # fmt: skip
    (k,) = ergebnis.inhalt.kennzahlen
    assert (k.zieltyp, k.frequenz, k.aggregation) == (
        Zieltyp.KORRIDOR,
        Frequenz.VIERTELJAEHRLICH,
        Aggregation.MITTEL,
    )
    assert (k.untergrenze, k.obergrenze, k.toleranz, k.max_alter) == (53, Decimal("55.5"), 2, 3)
    assert (k.personenbezogen, k.oeffentlich, k.herkunft) == (True, False, Herkunft.AMTLICH)


@pytest.mark.parametrize(
    ("spalten", "werte", "code", "zelle"),
    [
        ([], ["hoch"], "unbekanntes_wort", "D2"),
        (["Untergrenze", "Obergrenze"], ["korridor", 5, 4], "grenzen_vertauscht", "E2"),
        (["Toleranz"], ["mindestens", 0], "toleranz", "E2"),
        (["Frequenz"], ["senken", "oft"], "unbekanntes_wort", "E2"),
        (["Max. Alter"], ["senken", 2.5], "keine_ganzzahl", "E2"),
        (["Herkunft"], ["senken", "egal"], "herkunft_unbekannt", "E2"),
        ([], [None], "pflichtfeld_leer", "D2"),
    ],
)  # fmt: skip
def test_faults_of_a_kennzahl_are_named_with_their_cell(spalten, werte, code, zelle):
    ergebnis = read_sheets(
        Kennzahlen=[
            ["Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zieltyp", *spalten],
            ["1.1-09", "Name", "%", *werte],
        ]
    )
    assert codes(ergebnis) == [(code, zelle)]


@pytest.mark.parametrize(("spalte", "wert"), [("Basisjahr", 2018), ("Basiswert", 5)])
def test_half_a_base_is_asked_about(spalte, wert):
    zeilen = [
        ["Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zieltyp", spalte],
        ["1.1-09", "Name", "%", "steigern", wert],
    ]
    ergebnis = read_sheets(Kennzahlen=zeilen)
    assert codes(ergebnis, Schwere.WARNUNG) == [("basis_unvollstaendig", "E2")]


def test_targets_with_validity():
    ergebnis = read_sheets(
        Zielwerte=[
            ["Kennzahl-Nr.", "Jahr", "Zielwert", "Gültig ab", "Gültig bis", "Beschluss"],
            ["1.1-01", 2026, 92000, None, None, None],
            ["1.1-01", 2026, 91500, date(2022, 1, 1), None, "KT 12/2021"],
        ]
    )
    assert [(z.wert, z.gueltig_ab) for z in ergebnis.inhalt.zielwerte] == [
        (92000, None),
        (91500, date(2022, 1, 1)),
    ]
    assert ergebnis.inhalt.zielwerte[0].fundstelle.zelle == "C2"
    assert ergebnis.is_accepted


def test_two_targets_that_hold_at_once_are_a_fault():
    kopf = ["Kennzahl-Nr.", "Jahr", "Zielwert", "Gültig ab", "Gültig bis"]
    beide = read_sheets(
        Zielwerte=[kopf, ["1.1-01", 2026, 92000, None, None], ["1.1-01", 2026, 93000, None, None]]
    )
    assert codes(beide) == [("widerspruch", "C3")]
    ueberlappt = read_sheets(
        Zielwerte=[
            kopf,
            ["1.1-01", 2026, 92000, "01.01.2019", "31.12.2023"],
            ["1.1-01", 2026, 93000, "01.01.2023", None],
        ]
    )
    assert codes(ueberlappt) == [("zwei_zielwerte", "C3")]


def test_a_target_against_the_direction_is_asked_about():
    ergebnis = read_sheets(Zielwerte=[["Kennzahl-Nr.", "Jahr", "Zielwert"], ["1.1-01", 2026, 90000]])
    assert codes(ergebnis, Schwere.WARNUNG) == [("richtung", "C2")] and ergebnis.is_accepted


def test_an_interim_target_may_dip():
    ergebnis = read_sheets(
        Zielwerte=[["Kennzahl-Nr.", "Jahr", "Zielwert"], ["1.1-01", 2020, 90000], ["1.1-01", 2026, 92000]]
    )
    assert not ergebnis.befunde


def test_breaks_mappings_people_products_texts_and_measures():
    ergebnis = read_sheets(
        Reihenbrüche=[["Kennzahl-Nr.", "ab Zeitraum", "Grund", "Basiswert neu"], ["1.1-01", 2022, "Zensus", 90546]],
        Zuordnung_Unterziele=[["Kennzahl-Nr.", "Unterziel", "Gewicht", "Geldanteil in %"],
                              ["1.1-01", "1.1", 2, 60], ["1.1-01", "1.10", None, 40]],
        Organisation=[["Geschäftsbereich", "Kürzel", "E-Mail"], ["Jugend", "GB 51", "j@x.de"]],
        Produkte=[["Produkt", "Bezeichnung", "wesentlich ja/nein", "Teilhaushalt"], ["011100", "Kita", "ja", "03"]],
        Maßnahmen=[["Maßnahme-Nr.", "Unterziel", "Bezeichnung", "Beginn", "Ende", "Fortschritt", "Herkunft"],
                   ["M-01", "1.1", "Baulandkataster", 2019, "31.12.2021", "50 %", "Kreispolitik"]],
        Erläuterungen=[["Kennzahl-Nr.", "Unterziel", "Maßnahme-Nr.", "Zeitraum", "Text"],
                       [None, None, "M-01", 2021, "abgeschlossen"]],
        Zuordnung_Haushalt=[["Haushaltsjahr", "Produkt", "Konto", "Unterziel", "Kennzahl-Nr.", "Maßnahme-Nr.",
                             "Anteil in %"],
                            [2019, "011100", None, "1.10", None, None, 50],
                            [2019, "011100", None, None, "1.1-01", None, 50],
                            [2019, "011100", "4318000", None, None, "M-01", None]],
    )  # fmt: skip
    inhalt = ergebnis.inhalt
    assert not ergebnis.befunde
    assert inhalt.reihenbrueche[0].basiswert_neu == 90546
    assert [(z.unterziel, z.gewicht, z.geldanteil) for z in inhalt.zuordnungen] == [
        ("1.1", 2, 60),
        ("1.10", 1, 40),
    ]
    assert (inhalt.organisation[0].name, inhalt.produkte[0].produkt) == ("Jugend", "011100")
    massnahme = inhalt.massnahmen[0]
    assert (massnahme.beginn, massnahme.ende, massnahme.fortschritt) == (
        date(2019, 1, 1),
        date(2021, 12, 31),
        50,
    )
    assert massnahme.vorschlag_von == "Kreispolitik"
    assert (inhalt.erlaeuterungen[0].bezug, inhalt.erlaeuterungen[0].zeitraum) == ("massnahme", "2021")
    assert [(z.bezug, z.bezug_nr, z.konto, z.anteil) for z in inhalt.haushaltszuordnungen] == [
        (Bezug.UNTERZIEL, "1.10", "", 50),
        (Bezug.KENNZAHL, "1.1-01", "", 50),
        (Bezug.MASSNAHME, "M-01", "4318000", 100),
    ]
    assert ergebnis.gelesen == 4 + 1 + 2 + 1 + 1 + 1 + 1 + 3


HAUSHALT = ["Haushaltsjahr", "Produkt", "Konto", "Unterziel", "Kennzahl-Nr.", "Anteil in %"]


def test_shares_of_a_line_never_exceed_a_hundred():
    zeilen = [HAUSHALT, [2019, "1", None, "1.1", None, 60], [2019, "1", None, "1.10", None, 50]]
    ergebnis = read_sheets(Zuordnung_Haushalt=zeilen)
    assert codes(ergebnis) == [("ueber_100", "F3")]


def test_shares_already_stored_count_unless_they_are_replaced():
    stand = datenstand()
    vorhanden = {2019: (HaushaltsZuordnung(2019, "1", "", Bezug.UNTERZIEL, "1.1", Decimal(80)),)}
    stand = type(stand)(
        stand.wissensstand, ziele=stand.ziele, akten=stand.akten, haushaltszuordnungen=vorhanden
    )
    dazu = read_sheets(stand, Zuordnung_Haushalt=[HAUSHALT, [2019, "1", None, "1.10", None, 30]])
    assert codes(dazu) == [("ueber_100", "F2")]
    ersetzt = read_sheets(
        stand,
        Zuordnung_Haushalt=[
            HAUSHALT,
            [2019, "1", None, "1.10", None, 30],
            [2019, "1", None, "1.1", None, 70],
        ],
    )
    assert ersetzt.is_accepted


@pytest.mark.parametrize(
    ("zeile", "code"),
    [
        ([2019, "1", None, "1.1", "1.1-01", 50], "bezug"), ([2019, "1", None, None, None, 50], "bezug"),
        ([2019, "1", None, "1", None, 50], "kein_unterziel"), ([2019, "1", None, "8.8", None, 50], "unbekannt"),
        ([2019, "1", None, None, "8.8-8", 50], "unbekannt"), ([2019, "1", None, "1.1", None, 101], "anteil"),
        ([19, "1", None, "1.1", None, 50], "kein_jahr"), ([2019, 11100, None, "1.1", None, 50], "schluessel_als_zahl"),
    ],
)  # fmt: skip
def test_faults_of_a_budget_mapping(zeile, code):
    ergebnis = read_sheets(Zuordnung_Haushalt=[HAUSHALT, zeile])
    assert [c for c, _ in codes(ergebnis)] == [code]


def test_a_row_without_target_and_share_is_no_mapping_and_is_told_once():
    leer = [[2019, "1", None, None, None, None], [2019, "2", None, None, None, None]]
    ergebnis = read_sheets(Zuordnung_Haushalt=[HAUSHALT, *leer, [2019, "1", None, "1.1", None, 50]])
    assert codes(ergebnis, Schwere.HINWEIS) == [("ohne_ziel", "B2")] and ergebnis.is_accepted
    assert any("2 Zeilen nennen kein Ziel" in befund.text for befund in ergebnis.befunde)
    assert [(z.produkt, z.bezug_nr) for z in ergebnis.inhalt.haushaltszuordnungen] == [("1", "1.1")]


def test_geldanteile_are_for_all_unterziele_or_none_and_make_a_hundred():
    kopf = ["Kennzahl-Nr.", "Unterziel", "Geldanteil"]
    for anteile in ((60, None), (60, 30)):
        zeilen = [kopf, ["1.1-01", "1.1", anteile[0]], ["1.1-01", "1.10", anteile[1]]]
        assert [c for c, _ in codes(read_sheets(Zuordnung_Unterziele=zeilen))] == ["geldanteil"]


def test_geldanteile_already_stored_count():
    stand = datenstand()
    akte = stand.akten["1.2-03"]
    akten = {
        "1.2-03": type(akte)(
            akte.kennzahl, zuordnungen=(UnterzielZuordnung("1.2-03", "1.2", Decimal(1), Decimal(40)),)
        )
    }
    stand = type(stand)(stand.wissensstand, ziele=stand.ziele, akten=akten)
    ergebnis = read_sheets(
        stand, Zuordnung_Unterziele=[["Kennzahl-Nr.", "Unterziel", "Geldanteil"], ["1.2-03", "1.1", 60]]
    )
    assert ergebnis.is_accepted


def test_weights_are_greater_than_zero():
    zeilen = [["Kennzahl-Nr.", "Unterziel", "Gewicht"], ["1.1-01", "1.1", 0]]
    assert codes(read_sheets(Zuordnung_Unterziele=zeilen)) == [("gewicht", "C2")]


def test_numbers_in_key_cells_are_asked_about():
    def change(mappe):
        mappe["Zuordnung Unterziele"]["B3"].number_format = "0.00"

    zeilen = [["Kennzahl-Nr.", "Unterziel"], ["1.1-01", 1.1], ["1.1-01", 1.1]]
    ergebnis = read_sheets(change=change, Zuordnung_Unterziele=zeilen)
    assert [z.unterziel for z in ergebnis.inhalt.zuordnungen] == ["1.1", "1.10"]
    ergebnis = read_sheets(Ziele=[ZIELE[0], [2.1, "Unterziel", "k", "w"]])
    assert ("schluessel_als_zahl", "A2") in codes(ergebnis)


def test_a_sheet_without_its_columns_says_which():
    ergebnis = read_sheets(Zielwerte=[["Kennzahl-Nr.", "Jahr"], ["1.1-01", 2026]])
    assert [b.code for b in ergebnis.befunde] == ["spalte_fehlt"]
    assert "„Zielwert“" in ergebnis.befunde[0].text


@pytest.mark.parametrize(
    ("sheets", "art"),
    [
        ({"Werte": [["Kennzahl-Nr.", "Zeitraum", "Ist"]]}, Lieferart.KENNZAHLEN),
        ({"Werte": [["Nr.", "2022", "2023"], ["1.2-03", 1, 2]]}, Lieferart.KENNZAHLEN),
        ({"Ziele": ZIELE}, Lieferart.STAMMDATEN), ({"1. Ziele": ZIELE}, Lieferart.STAMMDATEN),
        ({"Tabelle1": ZIELE}, Lieferart.STAMMDATEN),
        ({"Plan": [["Produkt", "Konto", "Ansatz 2019"], ["1", "4", 5]]}, Lieferart.HAUSHALT),
    ],
)  # fmt: skip
def test_the_kind_of_a_workbook_is_recognised(sheets, art):
    assert read(xlsx(sheets)).vorgabe.art is art


def test_what_cannot_be_recognised_or_is_mixed_is_refused():
    assert codes(read(xlsx({"Tabelle1": [["Hallo"]]}))) == [("art_unbekannt", "")]
    gemischt: dict[str, Rows] = {
        "Ziele": ZIELE,
        "Werte": [["Kennzahl-Nr.", "Zeitraum", "Ist"], ["1.2-03", 2023, 1]],
    }
    assert codes(read(xlsx(gemischt))) == [("art_gemischt", "")]

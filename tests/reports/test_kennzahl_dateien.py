"""Files of a Kennzahl: every input with its cell, text that stays text, pictures that say all they must."""

from __future__ import annotations

import csv
import io
import struct
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from kek_dashboard.domain.zielerreichung import bewerte
from kek_dashboard.domain.zielsystem import Zielsystem
from kek_dashboard.reports.kennzahl_csv import KOPF, write_csv
from kek_dashboard.reports.kennzahl_xlsx import BLAETTER, write_xlsx
from kek_dashboard.reports.kennzahlauszug import Kennzahlauszug, eingaben, file_name
from kek_dashboard.reports.verlaufsbild import BREITE, write_png, write_svg
from tests.charts.verlaeufe import ALLE
from tests.reports.bestand import BOESE, bestand
from tests.web.factories import datenstand

SYSTEM = Zielsystem("KEK 2018")


def auszug(nr: str, jahr: int = 2023) -> Kennzahlauszug:
    akten = ALLE | dict(bestand().akten)
    akte = akten[nr]
    lieferungen, ziele = datenstand().lieferungen, ("1.2 Infrastruktur",)
    return Kennzahlauszug(
        akte, bewerte(akte, jahr), lieferungen, ziele, date(2026, 11, 22), date(2024, 3, 14),
        "Landkreis Helmstedt", SYSTEM, (SYSTEM,),
    )  # fmt: skip


def rows(nr: str, jahr: int = 2023) -> list[dict[str, str]]:
    inhalt = write_csv(auszug(nr, jahr))
    assert inhalt.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(inhalt.decode("utf-8-sig")), delimiter=";"))


JEDE = [*ALLE, *bestand().akten]


@pytest.mark.parametrize("nr", JEDE)
def test_every_kennzahl_has_its_files(nr):
    assert all(set(zeile) == set(KOPF) for zeile in rows(nr))
    assert load_workbook(io.BytesIO(write_xlsx(auszug(nr)))).sheetnames == list(BLAETTER)
    ET.fromstring(write_svg(auszug(nr)))


def test_a_row_has_value_soll_and_the_cell_it_was_read_from():
    zeile = next(z for z in rows("1.2-03") if z["Zeitraum"] == "2023" and z["Art"] == "Messwert")
    assert (zeile["Wert"], zeile["Soll"], zeile["Status"]) == ("72", "80", "endgültig")
    assert (zeile["Blatt"], zeile["Zelle"], zeile["Dort stand"]) == ("Quoten", "E12", "72")
    halb = next(z for z in rows("1.2-03") if z["Zeitraum"] == "2019" and z["Art"] == "Messwert")
    assert (halb["Wert"], halb["Soll"]) == ("61,5", "63,75")


def test_base_targets_earlier_targets_and_earlier_values_are_inputs_too():
    arten = {(z["Art"], z["Zeitraum"]): z for z in rows("1.2-03")}
    assert arten["Ausgangswert", "2018"]["Wert"] == "60"
    assert arten["Zielwert", "2026"]["Beschluss"] == "Drs. 31/2021"
    assert arten["früherer Zielwert", "2026"]["Gilt"] == "ab 15.01.2019 bis 30.06.2021"
    assert arten["früherer Messwert", "2022"]["Wert"] == "69"
    bruch = next(z for z in rows("1.4-02") if z["Art"] == "Reihenbruch")
    assert (bruch["Zeitraum"], bruch["Wert"], bruch["Bemerkung"]) == ("2021", "28", "Neue Zählweise")


def test_what_is_not_known_is_empty_and_never_zero():
    ohne = next(z for z in rows("3.3-02") if z["Dort stand"] == "k. A.")
    assert ohne["Wert"] == "" and ohne["Einheit"] == ""


def test_what_was_not_judged_says_so():
    status = {z["Zeitraum"]: z["Status"] for z in rows("Q", 2022) if z["Art"] == "Messwert"}
    assert "nicht bewertet" in status["2022-Q2"]
    assert "nach dem Berichtsjahr" in status["2023-Q1"]
    assert "nicht bewertet" not in status["2022-Q4"]


def test_source_licence_and_as_of_when_stand_at_the_end():
    angaben = {z["Zeitraum"]: z["Wert"] for z in rows("1.2-03") if z["Art"] == "Angabe"}
    assert angaben["Quelle"] == "Eigene Erhebung"
    assert angaben["Lizenz"].startswith("Beispiel")
    assert angaben["Datenstand"] == "2024-03-14"
    assert angaben["Stand"] == "deutlich hinter Plan"
    assert "erfunden" in angaben["Hinweis"]
    assert "Hinweis" not in {z["Zeitraum"] for z in rows("1.3-01") if z["Art"] == "Angabe"}


def test_no_text_becomes_a_formula_in_either_file():
    for zeile in rows("2.1-02"):
        assert not any(wert.startswith(("=", "+", "@")) for wert in zeile.values())
    assert any(z["Bemerkung"] == "'" + " ".join(BOESE.split()) for z in rows("2.1-02", 2025))
    mappe = load_workbook(io.BytesIO(write_xlsx(auszug("2.1-02", 2025))))
    zellen = [zelle for blatt in mappe for zeile in blatt.iter_rows() for zelle in zeile]
    assert not [zelle for zelle in zellen if zelle.data_type == "f"]
    assert any(zelle.value == BOESE and zelle.quotePrefix for zelle in zellen)


def test_the_workbook_has_figures_as_figures_and_the_rechenweg_as_text():
    mappe = load_workbook(io.BytesIO(write_xlsx(auszug("1.2-03"))))
    werte = {
        zeile[0]: zeile[1:3]
        for zeile in mappe["Werte"].iter_rows(min_row=5, values_only=True)
        if zeile[4] == "Messwert"
    }
    assert werte["2023"] == (72, 80)
    assert werte["2019"] == (61.5, 63.75)
    texte = " ".join(str(z[1]) for z in mappe["Rechenweg"].iter_rows(min_row=5, values_only=True))
    assert "(72,0 − 60,0) / (95,0 − 60,0)" in texte and "**" not in texte
    karte = {z[0]: z[1] for z in mappe["Kennzahl"].iter_rows(min_row=4, values_only=True)}
    assert karte["Stand"] == "deutlich hinter Plan" and karte["Ist 2023"] == 72
    orte = list(mappe["Herkunft"].iter_rows(min_row=5, values_only=True))
    assert any(z[5:9] == ("Quoten", "E12", "14.03.2024", "b" * 64) for z in orte)


def test_every_input_has_a_kind_of_its_own_words():
    for nr in JEDE:
        assert all(e.art for e in eingaben(auszug(nr)))


def test_the_picture_says_name_message_source_and_what_is_made_up():
    svg = write_svg(auszug("1.2-03")).decode()
    wurzel = ET.fromstring(svg)
    texte = " ".join(t.text or "" for t in wurzel.iter("{http://www.w3.org/2000/svg}text")).replace(
        "\xa0", " "
    )
    assert texte.startswith(
        "1.2-03 Kinder unter 3 Jahren in Betreuung Deutlich hinter Plan. Um 95,0 % bis 2026"
    )
    assert "Quelle: Eigene Erhebung · KEK-Monitor, Landkreis Helmstedt · Datenstand 14.03.2024" in texte
    assert "erfunden" in texte
    assert wurzel.findtext("{http://www.w3.org/2000/svg}title") == "1.2-03 Kinder unter 3 Jahren in Betreuung"
    assert "Werte: 2018: 60,0" in (wurzel.findtext("{http://www.w3.org/2000/svg}desc") or "").replace(
        "\xa0", " "
    )


def test_the_picture_needs_nothing_from_elsewhere():
    svg = write_svg(auszug("1.2-03")).decode()
    assert "var(" not in svg and "href" not in svg and "<style" not in svg
    assert svg.count("http") == 1  # the name of SVG itself


def test_what_a_file_says_cannot_become_markup_in_a_picture():
    svg = write_svg(auszug("9.9-01")).decode()
    assert "<script" not in svg and "&lt;script&gt;" in svg


def test_the_png_is_drawn_twice_as_fine_as_the_screen():
    png = write_png(auszug("1.2-03"))
    assert png.startswith(b"\x89PNG")
    breite, hoehe = struct.unpack(">II", png[16:24])
    assert breite == 2 * BREITE
    assert 900 < hoehe < 1400


def test_the_name_of_a_file_is_one_on_every_computer():
    assert file_name(auszug("1.2-03", 2025), "csv") == "kennzahl-1.2-03-2025.csv"
    fremd = auszug("1.2-03")
    akte = fremd.akte
    boese = replace(fremd, akte=replace(akte, kennzahl=replace(akte.kennzahl, nr="../a b")))
    assert file_name(boese, "csv") == "kennzahl-_a_b-2023.csv"

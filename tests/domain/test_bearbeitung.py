"""Bearbeitung: texts of forms and values, what a draft lacks, the rows it becomes, two who change the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.bearbeitung import erlaeuterung, kennzahl, ziel
from kek_dashboard.domain.bearbeitung.abgleich import compare_windows, compare_with, decide, decide_windows
from kek_dashboard.domain.bearbeitung.aenderung import changes, lacks, needs_beschluss
from kek_dashboard.domain.bearbeitung.entwurf import (
    Anlass,
    Entwurf,
    UnreadableEntwurfError,
    new_entwurf,
    read_entwurf,
    with_row,
    without_row,
    write_entwurf,
)
from kek_dashboard.domain.bearbeitung.feld import (
    Feld,
    Feldart,
    UnreadableFeldError,
    clean,
    same,
    to_text,
    to_value,
)
from kek_dashboard.domain.bearbeitung.gegenstand import Sache, Zeile, read_formular, row_id
from kek_dashboard.domain.bearbeitung.mappe import make_sheets
from kek_dashboard.domain.bearbeitung.verzeichnis import GEGENSTAENDE, find_gegenstand
from tests.web import factories as f
from tests.web.bearbeitungsproben import with_value

STAND = f.kontext("/").stand
KENNZAHL = next(nr for nr, akte in STAND.akten.items() if len(akte.zielwerte) > 1)
GUT = Anlass("Drs. 9/2026", "2026-11-20", "Der Kreistag will mehr.")


def draft(art: str = "kennzahl", nr: str = KENNZAHL) -> Entwurf:
    gegenstand = find_gegenstand(art)
    assert gegenstand is not None
    sache = Sache(art, nr)
    return new_entwurf(sache, read_formular(gegenstand, STAND, sache), is_new=False)


def edited(entwurf: Entwurf, teil: str, feld: str, wert: str, anlass: Anlass = GUT) -> Entwurf:
    return replace(entwurf, werte=with_value(entwurf.werte, teil, feld, wert), anlass=anlass)


def sheet(entwurf: Entwurf, name: str):
    gegenstand = find_gegenstand(entwurf.sache.art)
    assert gegenstand is not None
    return next(blatt for blatt in make_sheets(gegenstand, entwurf) if blatt.name == name)


# ----------------------------------------------------------------------------------------------- texts


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=4))
def test_a_number_shown_in_a_form_is_read_as_the_same_number(zahl: Decimal) -> None:
    feld = Feld("wert", "Wert", "Wert", Feldart.ZAHL)
    assert to_value(feld, to_text(zahl)) == zahl


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_as_a_date_field_sends_it_and_as_people_write_it(tag: date) -> None:
    feld = Feld("am", "Tag", "Tag", Feldart.DATUM)
    assert to_value(feld, to_text(tag)) == to_value(feld, f"{tag:%d.%m.%Y}") == tag


@given(st.text(max_size=300), st.sampled_from(Feldart))
def test_whatever_is_typed_is_a_value_or_a_german_sentence(text: str, art: Feldart) -> None:
    feld = Feld("x", "X", "X", art)
    satz = "."
    try:
        to_value(feld, text)
    except UnreadableFeldError as error:
        satz = str(error)
    assert satz.endswith(".")
    assert clean(feld, clean(feld, text)) == clean(feld, text)


@pytest.mark.parametrize(
    ("art", "text"),
    [
        (Feldart.ZAHL, "82.5"), (Feldart.ZAHL, "viel"), (Feldart.ZAHL, "9" * 20), (Feldart.GANZZAHL, "1,5"),
        (Feldart.JAHR, "26"), (Feldart.JAHR, "1900"), (Feldart.DATUM, "31.02.2026"), (Feldart.DATUM, "2026-13-01"),
        (Feldart.TEXT, "x" * 501), (Feldart.LANG, "x" * 4001),
    ],
)  # fmt: skip
def test_what_is_not_what_the_field_asks_for_is_refused(art: Feldart, text: str) -> None:
    with pytest.raises(UnreadableFeldError):
        to_value(Feld("x", "X", "X", art), text)


def test_the_same_number_written_otherwise_is_no_change() -> None:
    feld = Feld("wert", "Wert", "Wert", Feldart.ZAHL)
    assert same(feld, "80", "80,0") and same(feld, "1.000", "1000") and not same(feld, "80", "81")
    assert same(feld, "acht", "acht") and not same(feld, "acht", "8")


# ---------------------------------------------------------------------------------------------- drafts


@pytest.mark.parametrize("gegenstand", GEGENSTAENDE, ids=lambda g: g.art)
def test_a_draft_in_which_nothing_is_typed_changes_nothing(gegenstand) -> None:
    for sache in gegenstand.alle(STAND):
        entwurf = new_entwurf(sache, read_formular(gegenstand, STAND, sache), is_new=False)
        assert changes(gegenstand, entwurf) == ()
        assert read_entwurf(write_entwurf(entwurf)) == entwurf
        assert gegenstand.name_von(STAND, sache) and gegenstand.pfad(STAND, sache).startswith("/")


@pytest.mark.parametrize("gegenstand", GEGENSTAENDE, ids=lambda g: g.art)
def test_every_field_of_a_group_is_one_of_the_record_and_none_is_forgotten(gegenstand) -> None:
    gezeigt = [name for gruppe in gegenstand.gruppen for name in gruppe.felder]
    assert len(gezeigt) == len(set(gezeigt))
    assert set(gezeigt) == {feld.name for feld in gegenstand.haupt.getippt if not feld.schluessel}


def test_text_that_is_no_draft_is_refused() -> None:
    for text in ("", "{}", "[]", '{"sache": 1}', write_entwurf(draft()).replace('"beginn"', '"anfang"')):
        with pytest.raises(UnreadableEntwurfError):
            read_entwurf(text)


def test_a_target_changes_only_by_a_beschluss_and_begins_anew_on_its_day() -> None:
    entwurf = edited(draft(), "zielwerte", "wert", "77,5")
    assert needs_beschluss(kennzahl.GEGENSTAND, entwurf) and lacks(kennzahl.GEGENSTAND, entwurf) == ()
    blatt = sheet(entwurf, "Zielwerte")
    zeile = dict(zip(blatt.spalten, blatt.zeilen[0], strict=True))
    assert len(blatt.zeilen) == 1
    assert (zeile["Kennzahl-Nr."], zeile["Zielwert"]) == (KENNZAHL, Decimal("77.5"))
    assert (zeile["Gültig ab"], zeile["Beschluss"]) == (date(2026, 11, 20), "Drs. 9/2026")
    assert sheet(entwurf, "Änderung").zeilen == ((GUT.grund, GUT.beschluss, date(2026, 11, 20)),)


def test_a_correction_keeps_the_beschluss_and_the_day_of_the_target() -> None:
    entwurf = edited(draft(), "zielwerte", "wert", "77,5", Anlass(grund="Zahlendreher", berichtigung=True))
    alt = STAND.akten[KENNZAHL].zielwerte[0]
    assert lacks(kennzahl.GEGENSTAND, entwurf) == ()
    zeile = dict(zip((blatt := sheet(entwurf, "Zielwerte")).spalten, blatt.zeilen[0], strict=True))
    assert (zeile["Gültig ab"], zeile["Beschluss"]) == (alt.gueltig_ab, alt.beschluss)


@pytest.mark.parametrize(
    ("anlass", "wort"),
    [
        (replace(GUT, beschluss=""), "Drucksache"),
        (replace(GUT, am=""), "Beschlossen am"),
        (replace(GUT, am="gestern"), "Beschlossen am"),
        (replace(GUT, am="2018-01-01"), "danach liegen"),
        (replace(GUT, grund=" "), "Grund"),
        (replace(GUT, grund="x" * 2001), "2000"),
    ],
)
def test_what_the_reason_lacks_is_said(anlass: Anlass, wort: str) -> None:
    saetze = [
        m.satz for m in lacks(kennzahl.GEGENSTAND, edited(draft(), "zielwerte", "wert", "77,5", anlass))
    ]
    assert len(saetze) == 1 and wort in saetze[0]


def test_only_a_target_or_a_wording_needs_a_beschluss() -> None:
    entwurf = edited(draft(), "stamm", "definition", "Anders gezählt.", Anlass(grund="klarer"))
    assert not needs_beschluss(kennzahl.GEGENSTAND, entwurf) and lacks(kennzahl.GEGENSTAND, entwurf) == ()


def test_an_empty_required_field_and_a_row_that_is_there_twice_are_told_with_their_place() -> None:
    leer = edited(draft(), "stamm", "bezeichnung", " ")
    assert [(m.teil, m.feld) for m in lacks(kennzahl.GEGENSTAND, leer)] == [("stamm", "bezeichnung")]
    jahr = str(STAND.akten[KENNZAHL].zielwerte[0].jahr)
    neu = Zeile("abc", MappingProxyType({"jahr": jahr, "wert": "1"}), is_new=True)
    doppelt = replace(draft(), werte=with_row(draft().werte, "zielwerte", neu), anlass=GUT)
    assert [m.kennung for m in lacks(kennzahl.GEGENSTAND, doppelt)] == ["abc"]


def test_a_row_that_was_added_can_be_taken_out_again_a_known_one_never() -> None:
    entwurf = draft()
    mehr = with_row(entwurf.werte, "zielwerte", Zeile("abc", MappingProxyType({}), is_new=True))
    assert without_row(mehr, "zielwerte", "abc") == entwurf.werte
    da = entwurf.werte["zielwerte"][0].kennung
    assert without_row(entwurf.werte, "zielwerte", da) == entwurf.werte


def test_a_new_wording_ends_the_old_one_on_the_day_before() -> None:
    entwurf = edited(draft("ziel", "1.2"), "stamm", "wortlaut", "Der Landkreis baut aus.")
    assert lacks(ziel.GEGENSTAND, entwurf) == ()
    blatt = sheet(entwurf, "Ziele")
    alt, neu = (dict(zip(blatt.spalten, zeile, strict=True)) for zeile in blatt.zeilen)
    assert (alt["Gültig bis"], neu["Gültig ab"]) == (date(2026, 11, 19), date(2026, 11, 20))
    assert alt["Wortlaut"] == STAND.ziele["1.2"].wortlaut and neu["Wortlaut"] == "Der Landkreis baut aus."
    assert neu["Ebene"] == "Unterziel"


def test_what_is_made_up_stays_made_up() -> None:
    entwurf = edited(draft(), "zielwerte", "wert", "77,5")
    blatt = sheet(entwurf, "Zielwerte")
    assert blatt.zeilen[0][blatt.spalten.index("Herkunft")] == "beispiel"
    amtlich = replace(entwurf, anlass=replace(GUT, herkunft="amtlich"))
    assert sheet(amtlich, "Zielwerte").zeilen[0][-1] == "amtlich"


def test_an_explanation_names_what_it_is_about() -> None:
    sache = Sache("erlaeuterung", "1.2", "", erlaeuterung.join_zusatz("unterziel", "2023"))
    entwurf = new_entwurf(sache, read_formular(erlaeuterung.GEGENSTAND, STAND, sache), is_new=True)
    blatt = sheet(edited(entwurf, "stamm", "text", "So kam es.\nUnd so."), "Erläuterungen")
    zeile = dict(zip(blatt.spalten, blatt.zeilen[0], strict=True))
    assert (zeile["Unterziel"], zeile["Zeitraum"], zeile["Text"]) == ("1.2", "2023", "So kam es.\nUnd so.")


# ----------------------------------------------------------------------------------------- two at once


def test_what_i_left_alone_follows_the_other_and_what_both_changed_is_to_be_chosen() -> None:
    mein = edited(draft(), "zielwerte", "wert", "77,5")
    jetzt = with_value(with_value(mein.beginn, "zielwerte", "wert", "66"), "stamm", "quelle", "Neue Quelle")
    abgleich = compare_with(kennzahl.GEGENSTAND, mein, jetzt)
    (streit,) = abgleich.streit
    assert (streit.feld.name, streit.deren, streit.meiner) == ("wert", "66", "77,5")
    assert [s.feld.name for s in abgleich.gefolgt] == ["quelle"]
    for deren, wert in (((), "77,5"), ((streit.name,), "66")):
        neu = decide(abgleich, jetzt, mein, deren)
        assert neu.werte["zielwerte"][0].werte["wert"] == wert
        assert neu.werte["stamm"][0].werte["quelle"] == "Neue Quelle"
        assert compare_with(kennzahl.GEGENSTAND, neu, jetzt).is_clean


def test_the_same_change_by_both_is_no_dispute() -> None:
    mein = edited(draft(), "zielwerte", "wert", "66,0")
    abgleich = compare_with(kennzahl.GEGENSTAND, mein, with_value(mein.beginn, "zielwerte", "wert", "66"))
    assert (
        abgleich.is_clean and changes(kennzahl.GEGENSTAND, decide(abgleich, abgleich.werte, mein, ())) == ()
    )


def test_a_row_that_both_added_is_one_row() -> None:
    entwurf = draft()
    meine = Zeile("abc", MappingProxyType({"jahr": "2030", "zielsystem": "", "wert": "90"}), is_new=True)
    mein = replace(entwurf, werte=with_row(entwurf.werte, "zielwerte", meine))
    deren = Zeile(row_id("2030", ""), MappingProxyType({"jahr": "2030", "zielsystem": "", "wert": "95"}))
    abgleich = compare_with(kennzahl.GEGENSTAND, mein, with_row(entwurf.beginn, "zielwerte", deren))
    assert [(s.deren, s.meiner) for s in abgleich.streit] == [("95", "90")]
    assert len(abgleich.werte["zielwerte"]) == len(entwurf.werte["zielwerte"]) + 1


def test_of_two_windows_both_values_are_kept_until_one_is_chosen() -> None:
    gespeichert = edited(draft(), "zielwerte", "wert", "77")
    anderes = with_value(gespeichert.beginn, "zielwerte", "wert", "88")
    offen = replace(gespeichert, andere=((anderes, GUT),))
    streit = compare_windows(kennzahl.GEGENSTAND, offen, anderes)
    assert [(s.deren, s.meiner) for s in streit] == [("77", "88")]
    bleibt, nimmt = decide_windows(offen, streit, ()), decide_windows(offen, streit, {streit[0].name})
    assert bleibt.werte["zielwerte"][0].werte["wert"] == "77" and bleibt.andere == ()
    assert nimmt.werte["zielwerte"][0].werte["wert"] == "88"

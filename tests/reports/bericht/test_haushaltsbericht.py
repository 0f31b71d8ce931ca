"""Haushaltsbericht: every euro once, what is not known is said to be so, and no goal or Teilhaushalt is lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, cast

import pytest

from kek_dashboard.domain.errors import UnknownHaushaltError
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.reports.bericht.durchgang import all_blocks, plain
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Bericht,
    Seitenwechsel,
    Tabelle,
    Ueberschrift,
    Wert,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.haushaltsbericht import make_haushaltsbericht
from kek_dashboard.reports.bericht.haushaltsbericht.blaetter import BESCHREIBUNG_FEHLT, KEINE
from kek_dashboard.reports.bericht.haushaltsbericht.flecken import MEISTE_PRODUKTE
from kek_dashboard.reports.bericht.haushaltsbericht.lage import load_lage
from kek_dashboard.reports.bericht.haushaltsbericht.matrix import JE_BLATT
from kek_dashboard.reports.bericht.haushaltsbericht.ueberblick import ARTEN
from kek_dashboard.reports.bericht.haushaltsbericht.zeilen import MEISTE_ZEILEN
from kek_dashboard.store.session import Store
from tests.domain.test_mitteleinsatz import JAHR, a_line
from tests.reports.bericht.haushaltsmuster import (
    all_lines,
    full_stand,
    named,
    source,
    tables,
    usual_rules,
)

#: Nothing is asked of it: the data lie in the source's memory.
KEIN_STORE = cast("Store", None)


@pytest.fixture(scope="module")
def bericht() -> Bericht:
    return make_haushaltsbericht(source(KEIN_STORE))


def words(zeile: Zeile) -> list[str]:
    return [plain(cast("Any", zelle)) for zelle in zeile.zellen]


def rows(tabelle: Tabelle) -> dict[str, list[str]]:
    """The rows by their first cell."""
    return {words(zeile)[0]: words(zeile)[1:] for zeile in tabelle.zeilen}


def numbers(zeile: Zeile) -> list[Decimal]:
    return [
        cast("Decimal", teil.zahl)
        for zelle in zeile.zellen
        for teil in cast("Any", zelle)
        if isinstance(teil, Wert)
    ]


def the_table(bericht: Bericht, anfang: str) -> Tabelle:
    (tabelle,) = tables(bericht, anfang)
    return tabelle


def test_goals_and_what_serves_none_add_up_to_all_lines_in_each_kind(bericht: Bericht) -> None:
    mittel = load_lage(source(KEIN_STORE)).mittel
    tabelle = the_table(bericht, "Abgleich der Ziele")
    assert len(tabelle.zeilen) == len(ARTEN)
    for art, zeile in zip(ARTEN, tabelle.zeilen, strict=True):
        ziele, offen, zusammen, alle = numbers(zeile)
        assert ziele + offen == zusammen == alle == mittel.summen[art]
        assert words(zeile)[-1] == "stimmt"


def test_each_column_of_each_matrix_adds_up_to_what_stands_below_it(bericht: Bericht) -> None:
    for tabelle in (
        *tables(bericht, "Aufwendungen 2019 je"),
        *tables(bericht, "Investive Auszahlungen 2019 je"),
    ):
        *ziele, summe = tabelle.zeilen
        assert summe.art is Zeilenart.SUMME
        for spalte in range(1, len(tabelle.spalten)):
            felder = [
                cast("Decimal", teil.zahl)
                for z in ziele
                for teil in cast("Any", z.zellen[spalte])
                if isinstance(teil, Wert)
            ]
            unten = cast("Any", summe.zellen[spalte])[0].zahl
            assert sum(felder, Decimal(0)) == unten


def test_many_teilhaushalte_are_told_on_several_sheets_and_none_is_lost() -> None:
    zeilen = tuple(named(a_line("P1", "4", f"{i}.00"), teilhaushalt=f"{i:02}") for i in range(1, 24))
    teile = tables(make_haushaltsbericht(source(KEIN_STORE, zeilen)), "Aufwendungen 2019 je")
    koepfe = [s.kopf for tabelle in teile for s in tabelle.spalten[1:] if s.kopf != "Summe"]
    assert koepfe == [f"{i:02}" for i in range(1, 24)]
    assert all(len(tabelle.spalten) <= JE_BLATT + 2 for tabelle in teile)
    assert [tabelle.spalten[-1].kopf == "Summe" for tabelle in teile] == [False, False, True]
    assert rows(teile[-1])["Summe"][-1] == "276"


def test_few_lines_are_printed_one_by_one(bericht: Bericht) -> None:
    tabelle = the_table(bericht, "Zeilen des Haushalts")
    einzeln = [zeile for zeile in tabelle.zeilen if zeile.art is Zeilenart.NORMAL]
    assert len(einzeln) == len(all_lines())
    assert "zählt in keiner Summe" in {words(zeile)[-1] for zeile in einzeln}
    assert not tables(bericht, "Produkte im Haushalt")


def test_many_lines_are_told_by_produkt_with_their_number_and_the_workbook_is_named() -> None:
    zeilen = tuple(named(a_line("P1", f"{i}", "1.00")) for i in range(MEISTE_ZEILEN + 1))
    bericht = make_haushaltsbericht(source(KEIN_STORE, zeilen))
    tabelle = the_table(bericht, "Produkte im Haushalt")
    assert rows(tabelle)["P1"][0] == str(MEISTE_ZEILEN + 1)
    absaetze = [plain(b.text) for b in all_blocks(bericht) if isinstance(b, Absatz)]
    assert any("Excel-Mappe" in text and f"{MEISTE_ZEILEN + 1} Zeilen" in text for text in absaetze)


def test_money_without_goal_has_a_reason_and_the_reasons_make_the_whole(bericht: Bericht) -> None:
    *gruende, summe = the_table(bericht, "Geld ohne Ziel").zeilen
    assert [words(zeile)[0] for zeile in gruende] == [
        "Zeilen mit Zuordnung: der Teil, der übrig bleibt",
        "Allgemeine Finanzwirtschaft, ohne Zuordnung",
        "alle anderen Zeilen ohne Zuordnung",
    ]
    spalten = zip(*(numbers(zeile) for zeile in gruende), strict=True)
    assert [sum(spalte) for spalte in spalten] == numbers(summe)


def test_the_largest_money_without_goal_comes_first_and_the_small_ones_are_one_row() -> None:
    zeilen = tuple(named(a_line(f"X{i}", "4", f"{i + 1}.00")) for i in range(MEISTE_PRODUKTE + 3))
    tabelle = the_table(make_haushaltsbericht(source(KEIN_STORE, zeilen)), "Aufwendungen 2019 ohne Ziel")
    betraege = [numbers(zeile)[1] for zeile in tabelle.zeilen[:MEISTE_PRODUKTE]]
    assert betraege == sorted(betraege, reverse=True)
    uebrige, summe = tabelle.zeilen[MEISTE_PRODUKTE:]
    assert words(uebrige)[0].startswith("alle übrigen Produkte")
    assert sum(betraege) + numbers(uebrige)[1] == numbers(summe)[1]


def test_a_wesentliches_produkt_has_its_years_side_by_side_and_a_dash_for_what_nobody_said(
    bericht: Bericht,
) -> None:
    geld, leer = tables(bericht, "Haushalt in Euro")
    koepfe = ["Ergebnis 2017", "Ansatz 2018", "Ansatz 2019", "Planung 2020", "Planung 2021", "Planung 2022"]
    assert [spalte.kopf for spalte in geld.spalten[1:]] == koepfe
    zeilen = rows(geld)
    assert zeilen["Aufwendungen"] == ["900", "950", "1.000", "1.100", "1.200", "–"]
    assert zeilen["Erträge"] == ["–", "–", "−8", "–", "–", "–"]
    assert zeilen["Saldo"] == ["−900", "−950", "−1.008", "−1.100", "−1.200", "–"]
    assert {wort for zeile in rows(leer).values() for wort in zeile} == {"–"}


def test_a_kennzahl_shows_ist_then_the_path_and_nothing_after_its_last_target(bericht: Bericht) -> None:
    kennzahlen, ohne = tables(bericht, "Kennzahlen zur Zielerreichung")
    assert rows(kennzahlen)["K1 Quote (%)"] == ["14", "30,0", "40,0", "50,0", "–", "–"]
    assert rows(ohne) == {"noch keine bestimmt": ["–"] * 6}


def test_what_a_wesentliches_produkt_lacks_is_said_and_never_made_up(bericht: Bericht) -> None:
    fehlt = {name: zeile[-1] for name, zeile in rows(the_table(bericht, "Wesentliche Produkte")).items()}
    assert fehlt == {
        "P2 Kindertagesstätten": "nichts",
        "P9 Ohne alles": "Ziele, Kennzahl, Verantwortliche, Zeilen im Plan",
    }
    angaben = rows(the_table(bericht, "Angaben zum Produkt P2"))
    assert angaben["Verantwortlich"] == ["GB Jugend · E. Muster"]
    assert angaben["Ziele"] == ["Gute Betreuung"] and angaben["Maßnahmen"] == ["M1 Maßnahme"]
    assert angaben["Beschreibung"] == ["–"]
    assert any(BESCHREIBUNG_FEHLT in plain(b.text) for b in all_blocks(bericht) if isinstance(b, Absatz))


def test_each_teilhaushalt_with_wesentliche_produkte_begins_on_a_sheet_of_its_own() -> None:
    stand = full_stand(*usual_rules())
    anderer = replace(stand.produkte["P9"], teilhaushalt="01")
    stand = replace(stand, produkte=MappingProxyType({**stand.produkte, "P9": anderer}))
    bloecke = make_haushaltsbericht(source(KEIN_STORE, stand=stand)).bloecke
    ort = {plain(b.text): i for i, b in enumerate(bloecke) if isinstance(b, Ueberschrift) and b.ebene == 2}
    for name in ("Teilhaushalt 01", "Teilhaushalt 03"):
        assert isinstance(bloecke[ort[name] - 1], Seitenwechsel)


def test_blocks_that_do_not_fit_on_one_sheet_are_not_divided() -> None:
    stand = full_stand()
    viele = {f"W{i}": replace(stand.produkte["P9"], produkt=f"W{i}") for i in range(5)}
    bericht = make_haushaltsbericht(
        source(KEIN_STORE, stand=replace(stand, produkte=MappingProxyType(viele)))
    )
    auf_dem_blatt, meiste = 0, 0
    for block in bericht.bloecke:
        if isinstance(block, Seitenwechsel):
            auf_dem_blatt = 0
        elif isinstance(block, Ueberschrift) and block.ebene == 3:
            auf_dem_blatt += 1
            meiste = max(meiste, auf_dem_blatt)
    assert 1 < meiste < 4


def test_a_year_without_haushalt_is_refused_in_german_with_the_years_there_are() -> None:
    quelle = source(KEIN_STORE, jahr=2031)
    quelle._gemerkt[("mittel", 2031, None)] = None
    with pytest.raises(UnknownHaushaltError, match=r"Ein Haushalt 2031 ist .* nicht freigegeben\. .* 2019\."):
        make_haushaltsbericht(quelle)


def test_without_zuordnung_it_is_said_that_this_says_nothing_about_the_goals() -> None:
    bericht = make_haushaltsbericht(source(KEIN_STORE, stand=full_stand()))
    kernsatz = next(plain(b.text) for b in all_blocks(bericht) if isinstance(b, Absatz))
    assert "noch kein Geld einem Ziel zugeordnet" in kernsatz
    assert list(rows(the_table(bericht, f"Haushalt {JAHR} je Ziel"))) == ["keinem Ziel zugeordnet", "Summe"]


def test_without_wesentliche_produkte_it_is_said_where_they_come_from() -> None:
    stand = replace(full_stand(), produkte=MappingProxyType({}))
    bericht = make_haushaltsbericht(source(KEIN_STORE, stand=stand))
    assert any(plain(b.text) == KEINE for b in all_blocks(bericht) if isinstance(b, Absatz))


def test_a_satzung_that_says_something_else_is_told_and_not_mended(bericht: Bericht) -> None:
    zeile = rows(the_table(bericht, "Haushaltssatzung"))["ordentliche Erträge"]
    assert zeile == ["500", "492", "weicht ab um −8"]


def test_a_plan_with_investitions_alone_is_a_report_too() -> None:
    zeilen = (named(a_line("P1", "78", "5.00", Positionsart.INVESTIVE_AUSZAHLUNGEN)),)
    bericht = make_haushaltsbericht(source(KEIN_STORE, zeilen))
    assert tables(bericht, "Investive Auszahlungen 2019 je") and not tables(bericht, "Aufwendungen 2019 je")

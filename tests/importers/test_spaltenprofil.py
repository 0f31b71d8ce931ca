"""Spaltenprofil: foreign layouts are read as a person pointed at them, and known again a year later."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.kennzahl import Kennzahl, Zieltyp
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.kennzahlen import read_kennzahlen
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.spaltenkopf import (
    comparable_headers,
    find_header,
    header_texts_of,
    merkmal,
)
from kek_dashboard.importers.spaltenlesung import read_assigned
from kek_dashboard.importers.spaltenprofil import (
    DIESE_ZEILE,
    KOPF,
    Blattzuordnung,
    InvalidSpaltenprofilError,
    Spaltenprofil,
    Spaltenrolle,
    Spaltenzuordnung,
    contradiction,
    read_profil,
    write_profil,
)
from kek_dashboard.importers.spaltenvorschlag import list_rows, propose
from kek_dashboard.importers.workbook import read_workbook
from tests.importers.factories import HEUTE, codes, datenstand, values
from tests.importers.fremde_tabellen import BLATT, bevoelkerung, kreise_xlsx, mappe

DIESE, ANDERE = "a" * 64, "b" * 64
WERT, NAME = Spaltenrolle.WERT, Spaltenrolle.NAME


@pytest.fixture(scope="module")
def kreise() -> Arbeitsmappe:
    return read_workbook(kreise_xlsx(), "kreise-2018.xlsx")


def read(datei: Arbeitsmappe, profil: Spaltenprofil, stand: Any = None, sha: str = DIESE) -> Leseergebnis:
    return read_assigned(datei, profil, Vorgabe(), stand or bevoelkerung(), datei=sha, heute=HEUTE)


def assigned(datei: Arbeitsmappe, spalten: dict[int, Spaltenzuordnung], **anders: Any) -> Spaltenprofil:
    """An assignment of the first sheet whose header is its first row."""
    blatt = datei.blaetter[0]
    koepfe = comparable_headers(header_texts_of(blatt, 1, 1))
    return Spaltenprofil(DIESE, (Blattzuordnung(blatt.name, 1, 1, koepfe, spalten, **anders),))


def hinweise(ergebnis: Leseergebnis) -> list[str]:
    return [code for code, _ in codes(ergebnis, Schwere.HINWEIS)]


# ---------------------------------------------------------------------------------- the first guess


def test_the_header_of_a_statistical_table_is_found_over_two_merged_rows(kreise: Arbeitsmappe) -> None:
    assert [find_header(blatt) for blatt in kreise.blaetter] == [None, (4, 5)]


def test_the_proposal_finds_the_column_the_own_row_and_the_day_above_the_table(kreise: Arbeitsmappe) -> None:
    (blatt,) = propose(kreise, bevoelkerung(), DIESE).blaetter
    assert (blatt.blatt, blatt.kopf_von, blatt.kopf_bis) == (BLATT, 4, 5)
    assert blatt.column_of(NAME) == 1
    assert {nr: spalte.kennzahl for nr, spalte in blatt.werte.items()} == {4: "1.1-01", 6: "1.1-02"}
    assert blatt.zeilen == {"03154": DIESE_ZEILE}
    assert blatt.zeitzelle == "A2"


def test_a_person_chooses_among_rows_that_have_a_value_and_a_name(kreise: Arbeitsmappe) -> None:
    (blatt,) = propose(kreise, bevoelkerung()).blaetter
    zeilen = list(list_rows(kreise.blaetter[1], blatt))
    assert [zeile.name for zeile in zeilen] == ["03151", "03153", "03154", "03155"]
    assert zeilen[2].beiwort == "Landkreis · Helmstedt"


def test_names_beyond_doubt_are_proposed_and_others_are_left_open() -> None:
    datei = mappe([["Kennzahl", "2023"], ["BETREUUNGSQUOTE 1)", 41.5], ["Etwas ganz anderes", 7]])
    (blatt,) = propose(datei, datenstand()).blaetter
    assert blatt.spalten == {1: Spaltenzuordnung(NAME), 2: Spaltenzuordnung(WERT, zeit=KOPF)}
    assert blatt.zeilen == {"BETREUUNGSQUOTE 1)": "1.2-03"}


# ------------------------------------------------------------------------------------------ reading


def test_one_row_of_a_foreign_table_is_read_with_its_real_cell(kreise: Arbeitsmappe) -> None:
    ergebnis = read(kreise, propose(kreise, bevoelkerung(), DIESE))
    assert values(ergebnis) == {("1.1-01", "2018"): "303", ("1.1-02", "2018"): "153"}
    (eins, zwei) = ergebnis.inhalt.messwerte
    assert (eins.fundstelle.blatt, eins.fundstelle.zelle, eins.fundstelle.roh) == (BLATT, "D11", "303")
    assert str(zwei.stichtag) == "2018-12-31"
    assert codes(ergebnis) == codes(ergebnis, Schwere.WARNUNG) == []


def test_rows_nobody_confirmed_are_left_out_and_counted_once(kreise: Arbeitsmappe) -> None:
    ergebnis = read(kreise, propose(kreise, bevoelkerung(), DIESE))
    (satz,) = [b.text for b in ergebnis.befunde if b.code == "zeilen_uebergangen"]
    assert "3 weitere Zeilen mit Werten wurden nicht übernommen" in satz


def test_a_row_for_each_kreis_is_read_where_each_is_a_kennzahl_and_sums_and_notes_never(
    kreise: Arbeitsmappe,
) -> None:
    namen = ("03151", "03153", "03154", "03155")
    stand = datenstand(*(Kennzahl(nr, f"Kreis {nr}", "Anzahl", Zieltyp.BEOBACHTEN) for nr in namen))
    blatt = propose(kreise, bevoelkerung(), DIESE).blaetter[0]
    blatt = replace(
        blatt,
        spalten={1: Spaltenzuordnung(NAME), 4: Spaltenzuordnung(WERT)},
        zeilen={nr: nr for nr in namen},
    )
    ergebnis = read(kreise, Spaltenprofil(DIESE, (blatt,)), stand)
    assert values(ergebnis) == {
        ("03151", "2018"): "101",
        ("03153", "2018"): "202",
        ("03154", "2018"): "303",
        ("03155", "2018"): "404",
    }


def test_a_confirmed_row_that_is_gone_is_a_warning() -> None:
    datei = mappe([["Kreis", "2023"], ["Gifhorn", 1]])
    profil = assigned(
        datei,
        {1: Spaltenzuordnung(NAME), 2: Spaltenzuordnung(WERT, "1.1-01", KOPF)},
        zeilen={"Helmstedt": DIESE_ZEILE, "Gifhorn": DIESE_ZEILE},
    )
    ergebnis = read(datei, profil)
    assert values(ergebnis) == {("1.1-01", "2023"): "1"}
    assert codes(ergebnis, Schwere.WARNUNG) == [("zeile_fehlt", "")]
    assert "„Helmstedt“" in next(b.text for b in ergebnis.befunde if b.code == "zeile_fehlt")


def test_without_any_confirmed_row_nothing_is_read_and_the_person_is_asked() -> None:
    datei = mappe([["Name", "2023"], ["Betreuungsquote", 41.5]])
    profil = assigned(datei, {1: Spaltenzuordnung(NAME), 2: Spaltenzuordnung(WERT, zeit=KOPF)})
    ergebnis = read(datei, profil, datenstand())
    assert values(ergebnis) == {}
    assert codes(ergebnis) == [("zeilen_zuordnen", "A1")]


def test_a_confirmed_row_counts_even_where_it_is_called_a_sum() -> None:
    datei = mappe([["Gebiet", "2023"], ["Nord", 1], ["Insgesamt", 3]])
    profil = assigned(
        datei,
        {1: Spaltenzuordnung(NAME), 2: Spaltenzuordnung(WERT, "1.1-01", KOPF)},
        zeilen={"Insgesamt": DIESE_ZEILE},
    )
    assert values(read(datei, profil)) == {("1.1-01", "2023"): "3"}


def test_a_column_of_a_kennzahl_with_several_rows_asks_which_row_counts() -> None:
    datei = mappe([["Einwohner"], [5], [6], [7]])
    profil = assigned(datei, {1: Spaltenzuordnung(WERT, "1.1-01")}, zeit="2023")
    ergebnis = read(datei, profil)
    assert codes(ergebnis) == [("zeile_waehlen", "A2")]
    einzeln = mappe([["Einwohner"], [5]])
    assert values(read(einzeln, profil)) == {("1.1-01", "2023"): "5"}


def test_a_series_of_rows_takes_its_time_from_a_column() -> None:
    datei = mappe([["Jahr", "Einwohner", "Frauen"], [2021, 5, 2], [2022, 6, 3], ["Quelle: erfunden"]])
    profil = assigned(
        datei,
        {
            1: Spaltenzuordnung(Spaltenrolle.ZEITRAUM),
            2: Spaltenzuordnung(WERT, "1.1-01"),
            3: Spaltenzuordnung(WERT, "1.1-02"),
        },
    )
    ergebnis = read(datei, profil)
    assert values(ergebnis) == {
        ("1.1-01", "2021"): "5",
        ("1.1-02", "2021"): "2",
        ("1.1-01", "2022"): "6",
        ("1.1-02", "2022"): "3",
    }
    assert codes(ergebnis) == []


def test_an_unknown_kennzahl_a_wrong_unit_and_a_contradiction_are_refused_as_everywhere() -> None:
    datei = mappe(
        [["Name", "Einheit", "2023"], ["eins", "Anzahl", 5], ["zwei", "kg", 6], ["drei", "Anzahl", 7]]
    )
    spalten = {
        1: Spaltenzuordnung(NAME),
        2: Spaltenzuordnung(Spaltenrolle.EINHEIT),
        3: Spaltenzuordnung(WERT, zeit=KOPF),
    }
    zeilen = {"eins": "1.1-01", "zwei": "1.1-02", "drei": "1.1-01"}
    assert codes(read(datei, assigned(datei, spalten, zeilen=zeilen))) == [
        ("falsche_einheit", "B3"),
        ("widerspruch", "C4"),
    ]
    assert codes(read(datei, assigned(datei, spalten, zeilen={"eins": "9.9-99"}))) == [
        ("kennzahl_unbekannt", "A2")
    ]


def test_a_forecast_is_never_a_measured_value_however_it_is_assigned() -> None:
    datei = mappe([["Name", "2023", "Prognose 2024"], ["eins", 5, 6]])
    spalten = {
        1: Spaltenzuordnung(NAME),
        2: Spaltenzuordnung(WERT, zeit=KOPF),
        3: Spaltenzuordnung(WERT, zeit=KOPF),
    }
    ergebnis = read(datei, assigned(datei, spalten, zeilen={"eins": "1.1-01"}))
    assert values(ergebnis) == {("1.1-01", "2023"): "5"}
    assert "prognose_uebergangen" in hinweise(ergebnis)


def test_columns_without_a_header_are_known_by_their_place() -> None:
    datei = mappe([["Name"], ["eins", 5, 7]])
    profil = assigned(
        datei, {1: Spaltenzuordnung(NAME), 3: Spaltenzuordnung(WERT)}, zeilen={"eins": "1.1-01"}, zeit="2023"
    )
    assert values(read(datei, profil)) == {("1.1-01", "2023"): "7"}


def test_without_a_column_of_values_left_the_headers_are_others() -> None:
    alt = mappe([["Name", "2022", "2023"], ["eins", 5, 6]])
    profil = assigned(
        alt, {1: Spaltenzuordnung(NAME), 3: Spaltenzuordnung(WERT, "", KOPF)}, zeilen={"eins": "1.1-01"}
    )
    assert codes(read(mappe([["Name", "2024"], ["eins", 7]]), profil)) == [("spalten_anders", "")]


# ------------------------------------------------------------------------------------- thousands


@pytest.mark.parametrize("kopf", ["Einwohner 2023", "Einwohner 2023 in T", "Einwohner 2023 in Tausend"])
def test_thousands_are_counted_only_where_a_person_says_so(kopf: str) -> None:
    datei = mappe([["Name", kopf], ["eins", "1,5"]])
    spalten = {1: Spaltenzuordnung(NAME), 2: Spaltenzuordnung(WERT, "", KOPF, 1000)}
    ergebnis = read(datei, assigned(datei, spalten, zeilen={"eins": "1.1-01"}))
    assert values(ergebnis) == {("1.1-01", "2023"): "1500"}
    assert ergebnis.inhalt.messwerte[0].fundstelle.roh == "1,5"
    assert "faktor_gesagt" in hinweise(ergebnis)


def test_what_a_person_says_about_thousands_must_not_contradict_the_file() -> None:
    datei = mappe([["Name", "Einwohner 2023 in Mio."], ["eins", "1,5"]])
    spalten = {1: Spaltenzuordnung(NAME), 2: Spaltenzuordnung(WERT, "", KOPF, 1000)}
    ergebnis = read(datei, assigned(datei, spalten, zeilen={"eins": "1.1-01"}))
    assert codes(ergebnis) == [("einheit_unklar", "B1")]


# ------------------------------------------------------------------------------- the next year's file


def test_next_years_file_has_the_same_sign_and_is_read_for_its_own_year(kreise: Arbeitsmappe) -> None:
    naechste = read_workbook(kreise_xlsx(2019, mehr=7), "kreise-2019.xlsx")
    profil = propose(kreise, bevoelkerung(), DIESE)
    assert merkmal(naechste) == merkmal(kreise) != ""
    ergebnis = read(naechste, profil, sha=ANDERE)
    assert values(ergebnis) == {("1.1-01", "2019"): "310", ("1.1-02", "2019"): "160"}


def test_a_table_that_moved_down_is_read_where_it_stands_now(kreise: Arbeitsmappe) -> None:
    tiefer = read_workbook(kreise_xlsx(2019, davor=2), "kreise-2019.xlsx")
    profil = propose(kreise, bevoelkerung(), DIESE)
    assert merkmal(tiefer) == merkmal(kreise)
    blatt = replace(profil.blaetter[0], zeitzelle="", zeittext="", zeit="2019")
    ergebnis = read(tiefer, Spaltenprofil(DIESE, (blatt,)))
    assert [m.fundstelle.zelle for m in ergebnis.inhalt.messwerte] == ["D13", "F13"]


def test_a_day_that_no_longer_stands_in_its_cell_is_asked_for(kreise: Arbeitsmappe) -> None:
    profil = propose(kreise, bevoelkerung(), DIESE)
    anders = read_workbook(kreise_xlsx(), "k.xlsx")
    blatt = replace(profil.blaetter[0], zeittext="stichtag§")
    ergebnis = read(anders, Spaltenprofil(DIESE, (blatt,)))
    assert values(ergebnis) == {}
    assert ("zeitraum_fehlt", "A2") in codes(ergebnis)


@pytest.mark.parametrize("wo", ["sheet", "column"])
def test_a_time_that_was_said_holds_for_that_file_only(kreise: Arbeitsmappe, wo: str) -> None:
    blatt = propose(kreise, bevoelkerung()).blaetter[0]
    gesagt = Spaltenzuordnung(WERT, "1.1-01", "31.12.2018" if wo == "column" else "")
    blatt = replace(
        blatt,
        spalten={1: Spaltenzuordnung(NAME), 4: gesagt},
        zeitzelle="",
        zeittext="",
        zeit="31.12.2018" if wo == "sheet" else "",
    )
    profil = Spaltenprofil(DIESE, (blatt,))
    assert values(read(kreise, profil)) == {("1.1-01", "2018"): "303"}
    naechste = read_workbook(kreise_xlsx(2019), "kreise-2019.xlsx")
    ergebnis = read(naechste, profil, sha=ANDERE)
    assert values(ergebnis) == {}
    assert codes(ergebnis) == [("zeitraum_fragen", "D5")]
    assert not any(b.has_said_time for b in profil.for_file(ANDERE).blaetter)


def test_one_more_column_for_a_year_counts_like_the_years_beside_it() -> None:
    alt = mappe([["Name", "2022", "2023", "Bemerkung"], ["eins", 5, 6, "gut"]])
    neu = mappe([["Name", "2022", "2023", "2024", "Bemerkung"], ["eins", 5, 6, 7, "besser"]])
    spalten = {
        1: Spaltenzuordnung(NAME),
        2: Spaltenzuordnung(WERT, zeit=KOPF),
        3: Spaltenzuordnung(WERT, zeit=KOPF),
        4: Spaltenzuordnung(Spaltenrolle.BEMERKUNG),
    }
    profil = assigned(alt, spalten, zeilen={"eins": "1.1-01"})
    assert merkmal(alt) == merkmal(neu)
    ergebnis = read(neu, profil, sha=ANDERE)
    assert values(ergebnis) == {("1.1-01", "2022"): "5", ("1.1-01", "2023"): "6", ("1.1-01", "2024"): "7"}
    assert {m.bemerkung for m in ergebnis.inhalt.messwerte} == {"besser"}


@pytest.mark.parametrize(
    "kopf",
    [["Name", "2023", "2024", "Ort"], ["2023", "Name"], ["Name", "Plätze 2023"], ["Name", "Zahl"]],
    ids=["a column more", "another order", "other words", "no year"],
)
def test_other_headers_are_never_read_with_an_assignment_made_for_others(kopf: list[str]) -> None:
    alt = mappe([["Name", "2023"], ["eins", 5]])
    spalten = {1: Spaltenzuordnung(NAME), 2: Spaltenzuordnung(WERT, zeit=KOPF)}
    profil = assigned(alt, spalten, zeilen={"eins": "1.1-01"})
    ergebnis = read(mappe([kopf, ["eins", 5, 6, 7][: len(kopf)]]), profil)
    assert values(ergebnis) == {}
    assert [code for code, _ in codes(ergebnis)] == ["spalten_anders"]


def test_a_sheet_with_another_name_is_found_by_its_headers(kreise: Arbeitsmappe) -> None:
    profil = propose(kreise, bevoelkerung(), DIESE)
    umbenannt = replace(
        kreise, blaetter=(kreise.blaetter[0], replace(kreise.blaetter[1], name="Kreise 31.12.2018"))
    )
    assert [m.fundstelle.blatt for m in read(umbenannt, profil).inhalt.messwerte] == ["Kreise 31.12.2018"] * 2


def test_a_workbook_without_a_table_has_no_sign_by_which_it_could_be_mistaken() -> None:
    assert merkmal(mappe([["Nur ein Brief"], ["ohne Zahlen"]])) == ""


# ------------------------------------------------------------------- our own layouts read the same

_zahl = st.one_of(
    st.integers(-9_999, 99_999),
    st.decimals(-999, 999, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["1.234,5", "k. A.", "–", "12 %", "41,5", "6,05*", None]),
)


@given(st.lists(st.tuples(st.sampled_from(["1.2-03", "1.2-05"]), st.integers(2019, 2025), _zahl), max_size=6))
def test_a_long_table_of_ours_reads_the_same_by_its_assignment(zeilen: list[tuple[str, int, Any]]) -> None:
    kopf = ["Kennzahl-Nr.", "Zeitraum", "Ist", "Status"]
    datei = mappe([["Beispiel"], kopf, *([nr, jahr, wert, "endgültig"] for nr, jahr, wert in zeilen)])
    _reads_the_same(
        datei,
        2,
        {
            1: Spaltenzuordnung(Spaltenrolle.NR),
            2: Spaltenzuordnung(Spaltenrolle.ZEITRAUM),
            3: Spaltenzuordnung(WERT),
            4: Spaltenzuordnung(Spaltenrolle.STATUS),
        },
    )


@given(st.lists(st.tuples(_zahl, _zahl, _zahl), min_size=1, max_size=2))
def test_a_wide_table_of_ours_reads_the_same_by_its_assignment(zeilen: list[tuple[Any, Any, Any]]) -> None:
    kopf = ["Kennzahl-Nr.", "Einheit", "2022", "2023 (vorläufig)", "31.12.2024"]
    nummern = ("1.2-03", "1.2-05")
    datei = mappe(
        [kopf, *([nr, "%", *werte] for nr, werte in zip(nummern, zeilen, strict=False)), ["Summe", None, 1]]
    )
    _reads_the_same(
        datei,
        1,
        {
            1: Spaltenzuordnung(Spaltenrolle.NR),
            2: Spaltenzuordnung(Spaltenrolle.EINHEIT),
            3: Spaltenzuordnung(WERT, zeit=KOPF),
            4: Spaltenzuordnung(WERT, zeit=KOPF),
            5: Spaltenzuordnung(WERT, zeit=KOPF),
        },
    )


def _reads_the_same(datei: Arbeitsmappe, kopf: int, spalten: dict[int, Spaltenzuordnung]) -> None:
    stand = datenstand(
        Kennzahl("1.2-03", "Quote", "%", Zieltyp.STEIGERN),
        Kennzahl("1.2-05", "Anteil", "%", Zieltyp.STEIGERN),
    )
    blatt = datei.blaetter[0]
    koepfe = comparable_headers(header_texts_of(blatt, kopf, kopf))
    profil = Spaltenprofil(DIESE, (Blattzuordnung(blatt.name, kopf, kopf, koepfe, spalten),))
    sonst = read_kennzahlen(datei, Vorgabe(), stand, HEUTE)
    hier = read(datei, profil, stand)
    assert hier.inhalt.messwerte == sonst.inhalt.messwerte
    assert codes(hier) == codes(sonst)
    assert codes(hier, Schwere.WARNUNG) == codes(sonst, Schwere.WARNUNG)


# --------------------------------------------------------------------------------------- the text kept

_wort = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
_spalte = st.builds(
    Spaltenzuordnung,
    st.sampled_from(list(Spaltenrolle)),
    _wort,
    _wort,
    st.sampled_from([1, 1_000, 1_000_000]),
)
_blatt = st.builds(
    Blattzuordnung,
    blatt=_wort,
    kopf_von=st.just(3),
    kopf_bis=st.integers(3, 7),
    koepfe=st.lists(_wort, max_size=5).map(tuple),
    spalten=st.dictionaries(st.integers(1, 200), _spalte, max_size=6),
    zeilen=st.dictionaries(_wort, _wort, max_size=6),
    zeit=_wort,
    zeitzelle=st.sampled_from(["", "A2", "AB17"]),
    zeittext=_wort,
)


@given(st.lists(_blatt, max_size=3, unique_by=lambda blatt: blatt.blatt))
def test_an_assignment_comes_back_from_its_text_as_it_was(blaetter: list[Blattzuordnung]) -> None:
    profil = Spaltenprofil(DIESE, tuple(blaetter))
    assert read_profil(write_profil(profil)) == profil
    assert write_profil(read_profil(write_profil(profil))) == write_profil(profil)


_GUT: dict[str, Any] = json.loads(
    write_profil(Spaltenprofil(DIESE, (Blattzuordnung("B", 1, 1, ("a",), {1: Spaltenzuordnung(WERT)}),)))
)


def _with(**anders: Any) -> str:
    return json.dumps({**_GUT, "blaetter": [{**_GUT["blaetter"][0], **anders}]})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        "null",
        "[]",
        '{"version": 1}',
        json.dumps({**_GUT, "version": 2}),
        json.dumps({**_GUT, "datei": "../../etc/passwd"}),
        json.dumps({**_GUT, "blaetter": _GUT["blaetter"] * 2}),
        json.dumps({**_GUT, "blaetter": [None]}),
        _with(kopf=[0, 1]),
        _with(kopf=[5, 4]),
        _with(kopf=[1, 60_000]),
        _with(kopf=[True, 1]),
        _with(kopf=[1]),
        _with(spalten={"0": {"rolle": "wert"}}),
        _with(spalten={"201": {"rolle": "wert"}}),
        _with(spalten={"9" * 5_000: {"rolle": "wert"}}),
        _with(spalten={"1": {"rolle": "chef"}}),
        _with(spalten={"1": {"rolle": "wert", "faktor": 7}}),
        _with(spalten={"1": {"rolle": "wert", "faktor": 1000.0}}),
        _with(spalten={"1": {"rolle": "wert", "mehr": "x"}}),
        _with(spalten={"1": {"rolle": ["wert"]}}),
        _with(spalten=[]),
        _with(zeilen={"x" * 401: "1.1-01"}),
        _with(zeilen={str(nr): "1.1-01" for nr in range(2_001)}),
        _with(zeilen={"a": None}),
        _with(blatt="\ud800"),
        _with(blatt="a\x00b"),
        _with(zeitzelle="A2:B7"),
        _with(zeit="x" * 61),
        _with(koepfe="a"),
        "x" * 600_000,
    ],
)
def test_a_hostile_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidSpaltenprofilError, match=r"^[A-Z].*\.$"):
        read_profil(text)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda kinder: st.lists(kinder, max_size=4) | st.dictionaries(st.text(max_size=8), kinder, max_size=4),
    max_leaves=20,
)


@given(_json, st.sampled_from([*_GUT["blaetter"][0], "version", "datei", "blaetter"]))
def test_whatever_stands_in_a_field_it_is_read_or_refused(wert: Any, feld: str) -> None:
    text = json.dumps({**_GUT, feld: wert}) if feld in _GUT else _with(**{feld: wert})
    try:
        profil = read_profil(text)
    except InvalidSpaltenprofilError:
        return
    assert read_profil(write_profil(profil)) == profil


def test_two_columns_cannot_be_the_same_thing_and_the_reading_says_so() -> None:
    datei = mappe([["Nr.", "Nummer", "2023"], ["1.1-01", "x", 5]])
    nr = Spaltenzuordnung(Spaltenrolle.NR)
    profil = assigned(datei, {1: nr, 2: nr, 3: Spaltenzuordnung(WERT, zeit=KOPF)})
    assert (
        contradiction(profil.blaetter[0]) == "„Kennzahl-Nr.“ kann nur eine Spalte sein, gewählt sind A und B"
    )
    assert codes(read(datei, profil)) == [("spalte_doppelt", "")]


# ------------------------------------------------------------------------------- whatever is assigned

_zelle = st.one_of(
    st.none(),
    st.integers(-5, 2_030),
    st.decimals(-10, 10_000, places=3, allow_nan=False, allow_infinity=False),
    st.dates(),
    st.sampled_from(
        ["Name", "Jahr", "2023", "31.12.2023", "Q1 2024", "in T€", "Prognose 2030", "Summe", "1.2-03", "vorläufig",
         "k. A.", "1.234", "Quelle: x", "00.00.2023", "2022/23", "Betreuungsquote in %", "²", "=1+1"]
    ),
    st.text(max_size=6),
)  # fmt: skip
_irgendeine = st.builds(
    Spaltenzuordnung,
    st.sampled_from(list(Spaltenrolle)),
    st.sampled_from(["", "1.2-03", "1.2-04", "9.9-99"]),
    st.sampled_from(["", KOPF, "2023", "31.12.2023", "gestern"]),
    st.sampled_from([1, 1_000, 1_000_000]),
)


@given(
    st.lists(st.lists(_zelle, min_size=1, max_size=6), min_size=1, max_size=8),
    st.dictionaries(st.integers(1, 7), _irgendeine, max_size=6),
    st.integers(1, 3),
    st.sampled_from(["", "2023", "nie"]),
)
def test_any_assignment_of_any_sheet_gives_values_or_sentences_and_never_an_exception(
    zeilen: list[list[Any]], spalten: dict[int, Spaltenzuordnung], von: int, zeit: str
) -> None:
    datei = mappe(zeilen)
    blatt = datei.blaetter[0]
    stand = datenstand()
    koepfe = comparable_headers(header_texts_of(blatt, von, von + 1))
    namen = {
        zelle.roh: nr for zeile in blatt.zeilen.values() for zelle in zeile.values() for nr in ("1.2-03",)
    }
    zuordnung = Blattzuordnung(blatt.name, von, von + 1, koepfe, spalten, namen, zeit, "A1", "§")
    ergebnis = read(datei, Spaltenprofil(DIESE, (zuordnung,)), stand)
    assert all(befund.text.endswith((".", "?", "!")) for befund in ergebnis.befunde)
    vorschlag = propose(datei, stand, DIESE)
    assert read_profil(write_profil(vorschlag)) == vorschlag
    read(datei, vorschlag, stand)
    merkmal(datei)

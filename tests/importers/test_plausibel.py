"""What looks wrong is asked about with its numbers, and each check can be tuned for one Kennzahl alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import (
    Aggregation,
    Frequenz,
    Kennzahl,
    Kennzahlakte,
    Messwert,
    Zieltyp,
)
from kek_dashboard.domain.zeitraum import Periode, Zeitraum
from kek_dashboard.importers.plausibel import check_plausibility
from kek_dashboard.importers.pruefungen import Pruefung
from tests.importers.factories import HEUTE, codes, datenstand, read, xlsx

NR = "1.1-01"
RUHIG = (60, 62, 65, 67, 70, 72)


def kennzahl(nr: str = NR, **felder: Any) -> Kennzahl:
    return Kennzahl(nr, nr, felder.pop("einheit", "%"), Zieltyp.BEOBACHTEN, **felder)


def messwert(nr: str, jahr: int, wert: str | float | None, zelle: str = "") -> Messwert:
    zahl = None if wert is None else Decimal(str(wert))
    return Messwert(nr, Zeitraum(jahr), zahl, fundstelle=Fundstelle("Werte", zelle or f"C{jahr - 2000}"))


def asked(
    neu: Mapping[str, Mapping[int, str | float | None]],
    *kennzahlen: Kennzahl,
    bekannt: Mapping[str, Mapping[int, str | float | None]] | None = None,
) -> list[Befund]:
    """Befunde on these new values, beside values that are released."""
    akten = {
        k.nr: Kennzahlakte(
            k,
            messwerte=tuple(
                messwert(k.nr, jahr, wert) for jahr, wert in (bekannt or {}).get(k.nr, {}).items()
            ),
        )
        for k in kennzahlen
    }
    stand = Datenstand(HEUTE, akten=MappingProxyType(akten))
    return check_plausibility(
        [messwert(nr, jahr, wert) for nr, werte in neu.items() for jahr, wert in werte.items()], stand
    )


def series(*werte: float, ab: int = 2016) -> dict[int, str | float | None]:
    return dict(enumerate(werte, start=ab))


def about(neu: float, /, *, bekannt: tuple[float, ...] = RUHIG, **felder: Any) -> list[Befund]:
    """Befunde on one value after a known series (2016 on)."""
    jahr = 2016 + len(bekannt)
    return asked({NR: {jahr: neu}}, kennzahl(**felder), bekannt={NR: series(*bekannt)})


def said(befunde: list[Befund]) -> list[str]:
    return [befund.code for befund in befunde]


# ------------------------------------------------------------------------------------------- sentences


def test_a_slip_of_the_decimal_mark_names_its_neighbours() -> None:
    (befund,) = about(745)
    assert befund.text == (
        "Blatt „Werte“, Zelle C22: Kennzahl 1.1-01, 2022: 745 ist etwa das 10-Fache der benachbarten Werte "
        "(70 (2020), 72 (2021)). Bitte Komma und Einheit prüfen und bestätigen, wenn der Wert stimmt."
    )
    assert (befund.schwere, befund.code, befund.zelle) == (Schwere.WARNUNG, "faktor", "C22")


def test_a_jump_says_from_where_to_where_and_what_is_usual() -> None:
    (befund,) = about(20)
    assert "von 72 (2021) auf 20 ist ein Sprung, wie ihn diese Reihe sonst nicht macht" in befund.text
    assert "üblich sind Schritte um etwa 2,0" in befund.text


def test_a_jump_by_the_own_limit_says_the_percentages() -> None:
    (befund,) = about(80, sprung_ab=Decimal(10))
    assert "von 72 (2021) auf 80 sind +11,1 %; bei dieser Kennzahl wird ab 10 % gefragt" in befund.text


def test_a_value_outside_its_range_says_the_range() -> None:
    (befund,) = about(74, plausibel_von=Decimal(0), plausibel_bis=Decimal("73.5"))
    assert "74 liegt über 73,5 und damit außerhalb" in befund.text
    assert "(0 bis 73,5)" in befund.text


def test_a_sum_names_all_its_cells_and_the_difference() -> None:
    summe = kennzahl("S", einheit="Anzahl", summe_aus="A + B")
    teile = [kennzahl("A", einheit="Anzahl"), kennzahl("B", einheit="Anzahl")]
    (befund,) = asked({"S": {2023: 1200}, "A": {2023: 700}}, summe, *teile, bekannt={"B": {2023: 490}})
    assert (
        "Kennzahl S (1.200, Blatt „Werte“, Zelle C23) ist nicht die Summe ihrer Teile A (700, Blatt „Werte“, Zelle "
        "C23) + B (490, freigegeben) = 1.190; der Unterschied ist +10."
    ) in befund.text


# -------------------------------------------------------------------------------------- when it is asked


@pytest.mark.parametrize(
    ("felder", "wert", "erwartet"),
    [
        ({}, 75, []),
        ({}, 72, ["wiederholt"]),
        ({"plausibel_bis": 80}, 80, []),
        ({"plausibel_bis": 80}, 81, ["bereich"]),
        ({"plausibel_von": 74}, 74, []),
        ({"plausibel_von": 74}, 73, ["bereich"]),
        ({"sprung_ab": 5}, 75, []),
        ({"sprung_ab": 5}, 75.6, ["sprung"]),
        ({"sprung_ab": 5}, 68.4, ["sprung"]),
        ({"sprung_ab": 90}, 20, []),
    ],
)
def test_a_check_asks_at_its_border(felder: dict[str, Any], wert: float, erwartet: list[str]) -> None:
    grenzen: dict[str, Any] = {name: Decimal(zahl) for name, zahl in felder.items()}
    assert said(about(wert, **grenzen)) == erwartet


def test_an_own_limit_for_jumps_needs_no_long_series() -> None:
    assert said(about(75, bekannt=(60,), sprung_ab=Decimal(20))) == ["sprung"]
    assert said(about(5, bekannt=(0,), sprung_ab=Decimal(20))) == []


def test_a_released_value_delivered_again_is_not_asked_about() -> None:
    bestimmt = kennzahl(plausibel_bis=Decimal(10), summe_aus="A")
    bekannt: dict[str, dict[int, str | float | None]] = {NR: {2023: 50}, "A": {2023: 40}}
    assert asked({NR: {2023: 50}}, bestimmt, kennzahl("A"), bekannt=bekannt) == []


SUMMEN = [
    ("exact", "Anzahl", ("12", "5", "7"), False),
    ("one case too many", "Anzahl", ("13", "5", "7"), True),
    ("rounded shares", "%", ("100.0", "33.3", "66.6"), False),
    ("beyond rounding", "%", ("100.0", "33.3", "66.5"), True),
    ("whole percents are rounded", "%", ("100", "33", "66"), False),
    ("cents", "EUR", ("10.03", "5.01", "5.01"), False),
    ("signs", "Mio. EUR", ("-2.0", "-3.0", "1.0"), False),
]


@pytest.mark.parametrize(("einheit", "zahlen", "fragt"), [f[1:] for f in SUMMEN], ids=[f[0] for f in SUMMEN])
def test_a_sum_is_held_against_its_parts_as_far_as_decimals_show(
    einheit: str, zahlen: tuple[str, str, str], fragt: bool
) -> None:
    summe, *teile = zahlen
    drei = [
        kennzahl("S", einheit=einheit, summe_aus="A + B"),
        *(kennzahl(nr, einheit=einheit) for nr in "AB"),
    ]
    neu: dict[str, dict[int, str | float | None]] = {
        "S": {2023: summe},
        **{nr: {2023: zahl} for nr, zahl in zip("AB", teile, strict=True)},
    }
    assert said(asked(neu, *drei)) == (["summe"] if fragt else [])


def test_decimals_a_kennzahl_shows_count_even_where_excel_drops_the_zero() -> None:
    def fragt(stellen: int | None) -> bool:
        k = kennzahl("S", summe_aus="A", nachkommastellen=stellen)
        return bool(
            asked({"S": {2023: "5.1"}, "A": {2023: "5.0"}}, k, kennzahl("A", nachkommastellen=stellen))
        )

    assert (fragt(1), fragt(2)) == (False, True)


def test_a_sum_with_a_missing_part_is_not_asked_about() -> None:
    k = kennzahl("S", summe_aus="A + B")
    assert (
        asked({"S": {2023: 9}, "A": {2023: 4}, "B": {2022: 1, 2023: None}}, k, kennzahl("A"), kennzahl("B"))
        == []
    )


def test_a_changed_part_asks_about_a_released_sum_at_its_own_cell() -> None:
    k = kennzahl("S", summe_aus="A", einheit="Anzahl")
    befunde = asked({"A": {2023: 8}}, k, kennzahl("A"), bekannt={"S": {2023: 5}, "A": {2023: 5}})
    assert [(b.code, b.zelle) for b in befunde] == [("summe", "C23")]
    assert (
        "(5, freigegeben) ist nicht die Summe ihrer Teile A (8, Blatt „Werte“, Zelle C23)" in befunde[0].text
    )


# ------------------------------------------------------------------------------------ numbers as text


def deliver(*zeilen: list[Any], aus: str = "") -> list[Befund]:
    stand = datenstand(Kennzahl("1.2-03", "Quote", "%", Zieltyp.STEIGERN, pruefungen_aus=aus))
    tabelle = [["Kennzahl-Nr.", "Zeitraum", "Ist"], *zeilen]
    return [b for b in read(xlsx({"Werte": tabelle}), stand).befunde if b.code == "textzahl"]


def test_a_number_stored_as_text_is_noted_once_a_sheet_with_its_cell() -> None:
    zeilen = [["1.2-03", 2020 + n, f"{70 + n},5"] for n in range(3)]
    (befund,) = deliver(["1.2-03", 2019, 69], *zeilen)
    assert (befund.schwere, befund.zelle) == (Schwere.HINWEIS, "C3")
    assert "„70,5“ ist als Text gespeichert und wurde als Zahl gelesen (ebenso C4, C5)" in befund.text


def test_a_number_and_a_word_for_no_value_are_not_noted() -> None:
    assert deliver(["1.2-03", 2019, 69], ["1.2-03", 2020, "k. A."]) == []


def test_text_numbers_can_be_switched_off_for_a_kennzahl() -> None:
    assert deliver(["1.2-03", 2019, "69,5"], aus="textzahl") == []


def test_a_file_that_knows_only_text_is_not_blamed_for_it() -> None:
    inhalt = b"Kennzahl-Nr.;Zeitraum;Ist\n1.2-03;2019;69,5\n1.2-03;2020;70,5\n"
    ergebnis = read(inhalt, datenstand(), "werte.csv")
    assert ergebnis.is_accepted and ("textzahl" not in dict(codes(ergebnis, Schwere.HINWEIS)))


# ---------------------------------------------------------------------------------------- one alone

_ZAHLEN = st.one_of(
    st.sampled_from([0.0, 5.0, 50.0, 500.0, 60.0, 72.0]), st.floats(-200, 200).map(lambda x: round(x, 1))
)


def _all_checks(werte: list[float], **felder: Any) -> list[Befund]:
    alle: dict[str, Any] = {"plausibel_von": Decimal(-10), "plausibel_bis": Decimal(90), "summe_aus": "A"}
    k = kennzahl(**(alle | felder))
    return asked({NR: series(*werte), "A": series(*werte[:-1], 71)}, k, kennzahl("A", pruefungen_aus=_ALLE))


_ALLE = ", ".join(Pruefung)


@given(st.lists(_ZAHLEN, min_size=2, max_size=9), st.sampled_from(Pruefung))
def test_switching_a_check_off_takes_away_its_befunde_and_no_other(werte: list[float], aus: Pruefung) -> None:
    alle = _all_checks(werte)
    assert _all_checks(werte, pruefungen_aus=aus.value) == [b for b in alle if b.code != aus.value]


@given(st.lists(_ZAHLEN, min_size=2, max_size=9), st.sampled_from([1, 25, 400]))
def test_an_own_limit_for_jumps_changes_only_the_jumps(werte: list[float], prozent: int) -> None:
    def ohne_spruenge(befunde: list[Befund]) -> list[Befund]:
        return [b for b in befunde if b.code != "sprung"]

    anders = _all_checks(werte, sprung_ab=Decimal(prozent))
    assert ohne_spruenge(anders) == ohne_spruenge(_all_checks(werte))


@given(st.lists(_ZAHLEN, min_size=2, max_size=9), st.integers(-50, 150))
def test_a_range_changes_only_what_lies_outside(werte: list[float], bis: int) -> None:
    befunde = _all_checks(werte, plausibel_bis=Decimal(bis))
    draussen = [w for w in werte if Decimal(str(w)) > bis or w < -10]
    assert len([b for b in befunde if b.code == "bereich"]) == len(draussen)
    assert [b for b in befunde if b.code != "bereich"] == [
        b for b in _all_checks(werte) if b.code != "bereich"
    ]


def test_every_check_can_be_met() -> None:
    gefragt = {
        *said(about(745)), *said(about(20)), *said(about(72)), *said(about(75, plausibel_bis=Decimal(1))),
        *said(asked({"S": {2023: 9}, "A": {2023: 4}}, kennzahl("S", summe_aus="A"), kennzahl("A"))),
        *(b.code for b in deliver(["1.2-03", 2019, "69,5"])),
    }  # fmt: skip
    assert gefragt == set(Pruefung)


def test_the_same_stand_without_tuning_asks_as_before() -> None:
    assert replace(kennzahl(), pruefungen_aus="") == kennzahl()
    assert said(about(745, pruefungen_aus="faktor")) == []


def test_a_year_of_a_kennzahl_measured_each_quarter_is_held_against_the_years_before() -> None:
    k = kennzahl(frequenz=Frequenz.VIERTELJAEHRLICH, aggregation=Aggregation.MITTEL)
    werte = [(jahr, nr, 60 + 2 * (jahr - 2018) + nr) for jahr in range(2018, 2023) for nr in range(1, 5)]
    bekannt = tuple(
        Messwert(NR, Zeitraum(jahr, Periode.QUARTAL, nr), Decimal(wert)) for jahr, nr, wert in werte
    )
    stand = Datenstand(HEUTE, akten=MappingProxyType({NR: Kennzahlakte(k, messwerte=bekannt)}))
    assert said(check_plausibility([messwert(NR, 2023, 999)], stand)) == ["sprung"]
    assert said(check_plausibility([messwert(NR, 2023, 730)], stand)) == ["faktor"]
    assert check_plausibility([messwert(NR, 2023, 72)], stand) == []

"""Money by part of the house and goal: names, order, what is empty and what is 0, and links that find exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kek_dashboard.domain.geldfluss import geldfluss, total
from kek_dashboard.domain.geldmatrix import NICHT_ZUGEORDNET, Geldmatrix, Gliederung, Posten, geldmatrizen
from kek_dashboard.domain.haushalt import (
    Bezug,
    Haushalt,
    Haushaltsposition,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
    Positionsschluessel,
)
from kek_dashboard.domain.mitteleinsatz import mitteleinsatz
from tests.domain.test_mitteleinsatz import JAHR, a_stand

AUF = Positionsart.AUFWENDUNGEN


def a_line(
    teil: str, produkt: str, ansatz: str | None, art: Positionsart = AUF, name: str = "", lfd: int = 1
) -> Planzeile:
    position = Haushaltsposition(
        JAHR,
        "beschlossen",
        Positionsschluessel(teil, "", produkt, "4011000", lfd=lfd),
        art,
        produktbezeichnung=name,
        teilhaushaltbezeichnung=name,
    )
    return Planzeile(position, None if ansatz is None else Decimal(ansatz))


def rule(produkt: str, nr: str, anteil: str = "100") -> HaushaltsZuordnung:
    return HaushaltsZuordnung(JAHR, produkt, "", Bezug.UNTERZIEL, nr, Decimal(anteil))


def a_matrix(
    zeilen: list[Planzeile],
    *regeln: HaushaltsZuordnung,
    gliederung: Gliederung = Gliederung.TEILHAUSHALT,
    art: Positionsart = AUF,
) -> Geldmatrix:
    mittel = mitteleinsatz(Haushalt(JAHR, "beschlossen", tuple(zeilen)), a_stand(*regeln))
    return geldmatrizen(mittel, gliederung)[art]


def euros(matrix: Geldmatrix) -> dict[tuple[str, str], str]:
    return {ort: str(feld.eur) for ort, feld in matrix.felder.items()}


def test_a_line_goes_to_the_row_of_its_teilhaushalt_and_the_columns_of_its_goals() -> None:
    matrix = a_matrix(
        [a_line("03", "P1", "100.00"), a_line("04", "P1", "1.00"), a_line("04", "P2", "5.00")],
        rule("P1", "1.2", "60"),
    )
    assert euros(matrix) == {
        ("03", "1.2"): "60.00", ("03", NICHT_ZUGEORDNET): "40.00", ("04", "1.2"): "0.60",
        ("04", NICHT_ZUGEORDNET): "5.40",
    }  # fmt: skip
    assert matrix.ziele == ("1.1", "1.2", "1.10", "2.1", NICHT_ZUGEORDNET)


def test_no_money_is_not_0_and_0_is_not_no_money() -> None:
    zeilen = [
        a_line("01", "P1", "0.00"),
        a_line("02", "P1", None),
        a_line("03", "P1", "3.00", Positionsart.ERTRAEGE),
    ]
    matrix = a_matrix(zeilen, rule("P1", "1.1"))
    assert [p.nr for p in matrix.posten] == ["01"] and [p.nr for p in matrix.leere] == ["02", "03"]
    feld = matrix.felder["01", "1.1"]
    assert feld.eur == 0 and not feld.belegt
    assert matrix.row(matrix.posten[0]) == (feld, None, None, None, None)


def test_amounts_that_cancel_out_are_0_with_lines_behind_it() -> None:
    matrix = a_matrix([a_line("01", "P1", "7.00"), a_line("01", "P1", "-7.00", lfd=2)])
    assert matrix.felder["01", NICHT_ZUGEORDNET].eur == 0
    assert matrix.felder["01", NICHT_ZUGEORDNET].belegt
    assert not geldfluss(matrix).baender
    assert not geldfluss(matrix).unter_null


def test_posten_stand_in_the_order_of_their_numbers_and_those_without_one_last() -> None:
    matrix = a_matrix([a_line(teil, "P1", "1.00") for teil in ("10", "", "2", "1")])
    assert [p.nr for p in matrix.posten] == ["1", "2", "10", ""]


def test_a_name_is_found_wherever_a_line_has_it() -> None:
    matrix = a_matrix([a_line("1", "P1", "1.00"), a_line("1", "P2", None, name="Jugend")])
    assert [p.bezeichnung for p in matrix.posten] == ["Jugend"]


def test_produktbereiche_are_named_by_the_frame() -> None:
    matrix = a_matrix([a_line("1", "P36.5", "1.00")], gliederung=Gliederung.PRODUKTBEREICH)
    assert matrix.posten == (Posten("36", "Kinder-, Jugend- und Familienhilfe", "P36.5"),)


@pytest.mark.parametrize(
    ("produkte", "beginnt"),
    [
        (["111100", "365000"], ["111100", "365000"]),
        (["111", "1112"], [None, "1112"]),  # a search for 111 would find 1112, too
        (["36", ""], ["36", ""]),
    ],
)
def test_a_produkt_has_a_beginning_only_where_no_other_begins_so(
    produkte: list[str], beginnt: list[str | None]
) -> None:
    matrix = a_matrix([a_line("1", p, "1.00") for p in produkte], gliederung=Gliederung.PRODUKT)
    assert [p.produkte for p in matrix.posten] == beginnt


def test_the_smallest_flows_go_together_by_goal_until_few_enough_are_left() -> None:
    zeilen = [a_line(f"{n:02d}", "P1", f"{n}.00") for n in range(1, 11)]
    fluss = geldfluss(a_matrix(zeilen, rule("P1", "1.1")), 4)
    assert [(b.von, str(b.feld.eur)) for b in fluss.baender] == [
        ("08", "8.00"), ("09", "9.00"), ("10", "10.00"), (None, "28.00"),
    ]  # fmt: skip
    assert total(fluss.gebuendelt) == Decimal("28.00") and len(fluss.gebuendelt) == 7


def test_a_flow_that_would_be_alone_in_its_bundle_is_drawn_as_itself() -> None:
    zeilen = [a_line(f"{n}", p, f"{n}.00") for n, p in ((1, "P2"), (2, "P1"), (3, "P1"), (9, "P1"))]
    fluss = geldfluss(a_matrix(zeilen, rule("P1", "1.1"), rule("P2", "1.2")), 3)
    assert [(b.von, b.nach) for b in fluss.baender] == [("1", "1.2"), ("9", "1.1"), (None, "1.1")]


def test_money_below_0_is_told_apart() -> None:
    fluss = geldfluss(a_matrix([a_line("1", "P1", "-5.00"), a_line("2", "P1", "8.00")]))
    assert [(f.von, str(f.feld.eur)) for f in fluss.unter_null] == [("1", "-5.00")]
    assert [b.von for b in fluss.baender] == ["2"]
    assert total(fluss.fluesse) == Decimal("3.00")

"""Produktblatt: a wesentliches Produkt beside its years; one column is one Wertart, and silence is never 0."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from kek_dashboard.domain.haushalt import Betrag, Bezug, Haushalt, Planzeile, Positionsart, Produkt, Wertart
from kek_dashboard.domain.kennzahl import Kennzahl, Kennzahlakte, Zieltyp, Zielwert
from kek_dashboard.domain.produktblatt import plan_columns, planwert, produktblaetter
from kek_dashboard.domain.zielerreichung import bewerte
from tests.domain.test_mitteleinsatz import JAHR, a_line, a_stand, rule

AUFWAND, ERTRAG = Positionsart.AUFWENDUNGEN, Positionsart.ERTRAEGE


def with_amounts(zeile: Planzeile, *betraege: tuple[Wertart, int, str]) -> Planzeile:
    gelesen = tuple(Betrag(art, jahr, Decimal(eur)) for art, jahr, eur in betraege)
    return replace(zeile, position=replace(zeile.position, betraege=gelesen))


def blatt_of(*zeilen: Planzeile, produkt: str = "P1"):
    stand = replace(
        a_stand(rule(Bezug.MASSNAHME, "M1"), rule(Bezug.KENNZAHL, "K1")),
        produkte=MappingProxyType({produkt: Produkt(produkt, "Name", wesentlich=True)}),
    )
    (blatt,) = produktblaetter(Haushalt(JAHR, "beschlossen", zeilen), stand)
    return blatt, plan_columns(Haushalt(JAHR, "beschlossen", zeilen))


def test_the_columns_are_those_of_a_haushaltsplan() -> None:
    assert [s.nr for s in plan_columns(Haushalt(2024, "beschlossen", ()))] == [
        "ergebnis-2022", "ansatz-2023", "ansatz-2024", "planung-2025", "planung-2026", "planung-2027",
    ]  # fmt: skip


def test_a_result_that_is_provisional_is_called_so() -> None:
    zeile = with_amounts(a_line("P1", "4", "1.00"), (Wertart.VORLAEUFIGES_ERGEBNIS, JAHR - 2, "3.00"))
    blatt, spalten = blatt_of(zeile)
    assert spalten[0].wertart is Wertart.VORLAEUFIGES_ERGEBNIS
    assert blatt.betrag(spalten[0], AUFWAND) == Decimal("3.00")


def test_the_haushaltsjahr_counts_what_holds_after_a_nachtrag() -> None:
    zeile = with_amounts(a_line("P1", "4", "120.00"), (Wertart.ANSATZ, JAHR, "100.00"))
    blatt, spalten = blatt_of(zeile)
    assert blatt.betrag(spalten[2], AUFWAND) == Decimal("120.00")


def test_what_no_line_says_is_unknown_and_one_side_is_enough_for_a_saldo() -> None:
    zeile = with_amounts(a_line("P1", "4", "5.00"), (Wertart.PLANUNG, JAHR + 1, "6.00"))
    blatt, spalten = blatt_of(zeile, a_line("P1", "48", "9.00", Positionsart.INTERNE_AUFWENDUNGEN))
    assert blatt.zeilen == 2
    assert blatt.betrag(spalten[0], AUFWAND) is None and blatt.saldo(spalten[0]) is None
    assert blatt.betrag(spalten[2], ERTRAG) is None and blatt.saldo(spalten[2]) == Decimal("-5.00")
    assert blatt.saldo(spalten[3]) == Decimal("-6.00")


def test_kennzahlen_and_massnahmen_are_those_its_lines_are_mapped_to() -> None:
    blatt, _ = blatt_of(a_line("P1", "4", "5.00"))
    assert (blatt.kennzahlen, blatt.massnahmen) == (("K1",), ("M1",))


def test_after_the_last_target_year_nobody_has_planned_anything() -> None:
    kennzahl = Kennzahl("K", "K", "%", Zieltyp.STEIGERN, basisjahr=2018, basiswert=Decimal(0))
    b = bewerte(Kennzahlakte(kennzahl, (Zielwert("K", 2020, Decimal(10)),)), 2019)
    assert [planwert(b, jahr).soll for jahr in (2019, 2020, 2021)] == [Fraction(5), Fraction(10), None]


def test_a_line_to_hold_ends_with_its_target_year_and_a_korridor_never() -> None:
    halten = Kennzahl("K", "K", "", Zieltyp.MINDESTENS)
    b = bewerte(Kennzahlakte(halten, (Zielwert("K", 2020, Decimal(10)),)), 2019)
    assert [planwert(b, jahr).soll for jahr in (2020, 2021)] == [Fraction(10), None]
    korridor = Kennzahl("K", "K", "", Zieltyp.KORRIDOR, untergrenze=Decimal(1), obergrenze=Decimal(2))
    b = bewerte(Kennzahlakte(korridor), 2019)
    assert planwert(b, 2040).grenzen == (Fraction(1), Fraction(2))

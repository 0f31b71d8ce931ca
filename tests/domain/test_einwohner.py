"""Einwohner: whose value counts for a Haushaltsjahr, and that euros per head are exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from kek_dashboard.domain.einwohner import (
    Einwohnerzahl,
    brueche_zwischen,
    counts_people,
    einwohnerzahl,
    euro_je_einwohner,
)
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl, Kennzahlakte, Messwert, Reihenbruch, Zieltyp
from kek_dashboard.domain.zeitraum import Zeitraum


def akte(einheit: str = "Anzahl", **werte: str | None) -> Kennzahlakte:
    return Kennzahlakte(
        Kennzahl("1.1-01", "Bevölkerung", einheit, Zieltyp.MINDESTENS, herkunft=Herkunft.AMTLICH),
        messwerte=tuple(
            Messwert("1.1-01", Zeitraum(int(jahr[1:])), None if wert is None else Decimal(wert))
            for jahr, wert in werte.items()
        ),
        reihenbrueche=(Reihenbruch("1.1-01", Zeitraum(2022), "Zensus 2022"),),
    )


BEVOELKERUNG = akte(j2018="91307", j2021="91379", j2022="90546", j2023=None)


@pytest.mark.parametrize(
    ("haushaltsjahr", "jahr", "zahl"),
    [(2018, 2018, 91307), (2020, 2018, 91307), (2021, 2021, 91379), (2026, 2022, 90546)],
)
def test_the_value_of_the_year_counts_else_the_newest_before_it(
    haushaltsjahr: int, jahr: int, zahl: int
) -> None:
    gefunden = einwohnerzahl(BEVOELKERUNG, haushaltsjahr)
    assert gefunden is not None
    assert (gefunden.jahr, gefunden.zahl, gefunden.is_older) == (jahr, Fraction(zahl), jahr < haushaltsjahr)
    assert gefunden.herkunft is Herkunft.AMTLICH


def test_a_year_before_the_first_value_has_no_inhabitants() -> None:
    assert einwohnerzahl(BEVOELKERUNG, 2017) is None
    assert euro_je_einwohner(Decimal("1.00"), None) is None


def test_an_unknown_amount_stays_unknown() -> None:
    assert euro_je_einwohner(None, einwohnerzahl(BEVOELKERUNG, 2018)) is None


def test_euros_per_head_are_not_rounded() -> None:
    zahl = Einwohnerzahl(2023, 2022, Fraction(90546), Herkunft.AMTLICH)
    assert euro_je_einwohner(Decimal("229400000.00"), zahl) == Fraction(229400000, 90546)


def test_nobody_divides_by_zero() -> None:
    assert einwohnerzahl(akte(j2018="0"), 2020) is None
    assert einwohnerzahl(akte(j2018="5", j2019="0"), 2020) == einwohnerzahl(akte(j2018="5"), 2020)


@pytest.mark.parametrize("einheit", ["Anzahl", "Personen", "Einwohner", "EW", ""])
def test_a_unit_that_counts_heads_is_taken(einheit: str) -> None:
    assert counts_people(akte(einheit))


@pytest.mark.parametrize("einheit", ["1.000 Personen", "Tsd.", "%", "1.000 EUR", "je 1.000 EW", "Mio."])
def test_a_unit_that_does_not_count_heads_is_refused(einheit: str) -> None:
    assert not counts_people(akte(einheit))
    assert einwohnerzahl(akte(einheit, j2018="91"), 2018) is None


def test_a_break_counts_only_where_it_lies_between_the_two_values() -> None:
    assert brueche_zwischen(BEVOELKERUNG, 2018, 2021) == ()
    assert brueche_zwischen(BEVOELKERUNG, 2022, 2022) == ()
    assert [b.grund for b in brueche_zwischen(BEVOELKERUNG, 2022, 2018)] == ["Zensus 2022"]

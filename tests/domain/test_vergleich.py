"""Vergleich: own and others of the same Zeitraum; nothing is judged, nothing is made up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE
from kek_dashboard.domain.kennzahl import Aggregation, Frequenz, Zieltyp
from kek_dashboard.domain.vergleich import vergleich
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum
from tests.web.factories import akte, reihe

BEVOELKERUNG = akte("B", Zieltyp.BEOBACHTEN, reihe("91307", None, None, "91379", "90546"))


def anderswo(region: str, zeit: str, wert: str) -> Vergleichswert:
    return Vergleichswert("B", region, Zeitraum.parse(zeit), Decimal(wert), "Destatis")


GIFHORN = [anderswo("Gifhorn", "2018", "175920"), anderswo("Gifhorn", "2021", "178000")]


def test_without_others_there_is_nothing_to_compare():
    assert vergleich(BEVOELKERUNG, [], 2023) is None
    assert vergleich(BEVOELKERUNG, [anderswo("Gifhorn", "2024", "1")], 2023) is None


def test_the_newest_zeitraum_that_both_have_is_shown():
    gefunden = vergleich(BEVOELKERUNG, [*GIFHORN, anderswo("Gifhorn", "2023", "180000")], 2023)
    assert gefunden is not None
    assert (str(gefunden.zeitraum), gefunden.eigener) == ("2021", Fraction(91379))
    assert [(r.region, str(r.neuester.wert)) for r in gefunden.andere] == [("Gifhorn", "178000")]
    assert gefunden.jahre == (2018, 2021)
    assert [(jahr, int(wert)) for jahr, wert, _ in gefunden.eigene] == [(2018, 91307), (2021, 91379)]


def test_where_the_county_has_no_value_the_others_stand_alone():
    gefunden = vergleich(akte("B", Zieltyp.BEOBACHTEN, {}), GIFHORN, 2023)
    assert gefunden is not None
    assert gefunden.eigener is None and gefunden.eigene == ()
    assert gefunden.zeitraum == Zeitraum(2021)


def test_a_region_without_this_zeitraum_is_not_shown_with_another():
    gefunden = vergleich(BEVOELKERUNG, [*GIFHORN, anderswo("Goslar", "2018", "137014")], 2023)
    assert gefunden is not None
    assert [r.region for r in gefunden.andere] == ["Gifhorn"]


def test_a_whole_land_does_not_press_the_others_together():
    gefunden = vergleich(BEVOELKERUNG, [GIFHORN[0], anderswo("Niedersachsen", "2018", "7982448")], 2023)
    assert gefunden is not None
    assert gefunden.spanne == (Fraction(0), Fraction(175920))
    assert {r.region for r in gefunden.andere} == {"Gifhorn", "Niedersachsen"}


def test_values_below_zero_have_room():
    saldo = akte("B", Zieltyp.BEOBACHTEN, reihe("-60"))
    gefunden = vergleich(saldo, [anderswo("Gifhorn", "2018", "-90.5")], 2023)
    assert gefunden is not None
    assert gefunden.spanne == (Fraction("-90.5"), Fraction(1))


@pytest.mark.parametrize(("zeit", "eigener"), [("2023", 10), ("2023-Q2", 2), ("2023-Q4", 4)])
def test_a_year_made_of_quarters_can_be_compared_as_a_year_and_by_quarter(zeit, eigener):
    werte: dict[str, str | None] = {f"2023-Q{q}": str(q) for q in (1, 2, 3, 4)}
    quartale = akte(
        "B", Zieltyp.BEOBACHTEN, werte, frequenz=Frequenz.VIERTELJAEHRLICH, aggregation=Aggregation.SUMME
    )
    gefunden = vergleich(quartale, [anderswo("Gifhorn", zeit, "7")], 2023)
    assert gefunden is not None
    assert gefunden.eigener == eigener
    assert (gefunden.eigene[-1][2] == OHNE_FUNDSTELLE) is (zeit == "2023")  # a sum has no cell of its own
